import { IMPORT_CELL_CHARS } from '../../core/limits.ts';
import type { AsideReason, ImportMapping, ImportRow, ImportValue } from '../../domain/import/import.ts';
import { isCustomKey, type LeadKey } from '../../domain/lead/custom.ts';
import { FIELDS, type FieldKey } from '../../domain/lead/fields.ts';
import { parsePersonName } from '../../domain/lead/name.ts';
import { countryCode } from '../country.ts';
import { isPlatformHost, registrableDomain, resembles } from '../domains.ts';
import { isFreeMailDomain, isRoleMailbox } from '../free-mail.ts';
import { parsePhone } from '../phones.ts';
import { normaliseValue, type ValueContext } from '../values.ts';

/** What a row gives: the lead, or why it gives none, and the columns whose value was left out. */
export type ReadRow =
  | { readonly kind: 'lead'; readonly row: ImportRow; readonly leftOut: readonly string[] }
  | { readonly kind: 'aside'; readonly reason: AsideReason };

/** Words that programs write where they know nothing. */
const EMPTY = /^(?:|-+|–|—|n\/?a|#n\/a|null|none|nil|undefined|unknown|not available|\?+|\.+)$/i;
/** What the writer of a spreadsheet file puts before a cell that could be run; it is no part of the value. */
const DEFUSED = /^'(?=[=+\-@＝＋－＠|%\t\r])/u;
const IDENTITY: ReadonlySet<LeadKey> = new Set<LeadKey>(['name', 'email', 'workEmail', 'personalEmail', 'linkedinUrl', 'githubUrl', 'xUrl', 'profileUrl', 'domain']);

/**
 * One row in the normal forms of Kiln's fields, with what follows from it (parts of the name, the domain of a company). A value that
 * cannot be what its column holds is left out and told; a row by which nobody could be found again is no lead.
 */
export function readRow(cells: readonly string[], at: number, mapping: ImportMapping): ReadRow {
  if (cells.length > mapping.columns.length && cells.slice(mapping.columns.length).some((cell) => cell.trim() !== '')) return { kind: 'aside', reason: 'too-wide' };
  if (cells.some((cell) => cell.length > IMPORT_CELL_CHARS)) return { kind: 'aside', reason: 'too-long' };
  const place = mapping.columns.findIndex(({ target }) => target.kind === 'field' && target.key === 'country');
  const context: ValueContext = { kind: mapping.kind, pageUrl: '', country: place < 0 ? undefined : countryCode(cells[place] ?? '') };
  const values: ImportValue[] = [];
  const leftOut: string[] = [];
  for (const [i, { header, target }] of mapping.columns.entries()) {
    const text = (cells[i] ?? '').trim().replace(DEFUSED, '');
    if (target.kind === 'skip' || EMPTY.test(text)) continue;
    const read = isCustomKey(target.key) ? ([target.key, text] as const) : remembered(mapping, target.key, text, context);
    if (read) values.push(read);
    else leftOut.push(header);
  }
  if (values.length === 0) return { kind: 'aside', reason: leftOut.length > 0 ? 'nobody' : 'nothing' };
  const whole = mapping.kind === 'person' ? withPerson(values) : withDomain(values);
  return whole.some(([key]) => IDENTITY.has(key)) ? { kind: 'lead', row: { at, values: whole }, leftOut } : { kind: 'aside', reason: 'nobody' };
}

/** The values of a column repeat: cities, companies, titles. What one becomes is worked out once while it is seen often; a column whose values are all different forgets no other one's. */
const memories = new WeakMap<ImportMapping, Map<FieldKey, Map<string, ImportValue | null>>>();
/** Values of one field. */
const REMEMBERED = 20_000;
function memoryOf(mapping: ImportMapping, field: FieldKey): Map<string, ImportValue | null> {
  let fields = memories.get(mapping);
  if (!fields) memories.set(mapping, (fields = new Map()));
  let memory = fields.get(field);
  if (!memory) fields.set(field, (memory = new Map()));
  return memory;
}
function remembered(mapping: ImportMapping, field: FieldKey, text: string, context: ValueContext): ImportValue | null {
  const memory = memoryOf(mapping, field);
  const key = FIELDS[field].type === 'phone' ? `${context.country ?? ''} ${text}` : text;
  const known = memory.get(key);
  if (known !== undefined) return known;
  const read = fieldValue(field, text, context);
  if (memory.size >= REMEMBERED) memory.clear();
  memory.set(key, read);
  return read;
}

function fieldValue(field: FieldKey, text: string, context: ValueContext): ImportValue | null {
  if (FIELDS[field].type === 'phone') return phoneValue(field, text, context);
  const normal = normaliseValue(field, text, context);
  if (normal) return normal.value === text ? [normal.field ?? field, normal.value] : [normal.field ?? field, normal.value, text];
  const { type } = FIELDS[field];
  // A site that is none of the known networks is still somebody's address; tags are refused as a whole.
  if (field === 'website' || field === 'tags' || type === 'email' || type === 'url' || type === 'domain' || type === 'image') return null;
  return text.length <= IMPORT_CELL_CHARS && /[\p{L}\p{N}]/u.test(text) ? [field, text] : null;
}

/** Without its country a number cannot be made one that is dialled from everywhere: it stays as it was written, nothing is guessed. */
function phoneValue(field: FieldKey, text: string, { country }: ValueContext): ImportValue | null {
  const number = parsePhone(text.replace(/^(?:tel|callto|fax):/i, ''), country);
  if (number) return number.e164 === text ? [field, number.e164] : [field, number.e164, text];
  return text.length <= 60 && (text.match(/\d/g)?.length ?? 0) >= 4 && !text.includes('@') ? [field, text] : null;
}

const first = (values: readonly ImportValue[], key: FieldKey): string | undefined => values.find(([one]) => one === key)?.[1];

function withPerson(values: readonly ImportValue[]): ImportValue[] {
  const out = [...values];
  const [given, family, name] = [first(values, 'firstName'), first(values, 'lastName'), first(values, 'name')];
  if (name === undefined && (given ?? family) !== undefined) out.unshift(['name', [given, family].filter((part) => part !== undefined).join(' ')]);
  if (name !== undefined && given === undefined && family === undefined) {
    const original = values.find(([key]) => key === 'name')?.[2] ?? name;
    const parts = parsePersonName(original);
    for (const key of ['firstName', 'lastName', 'prefix', 'suffix'] as const) if (parts[key] && first(values, key) === undefined) out.push([key, parts[key], null, true]);
  }
  const email = first(values, 'workEmail') ?? first(values, 'email');
  const host = email === undefined ? null : registrableDomain(email);
  const company = first(values, 'companyName');
  // An address on the company's own domain tells the domain; one of a mail service, or of everybody at the desk, tells nothing.
  if (email && host && first(values, 'companyDomain') === undefined && !isFreeMailDomain(host) && (first(values, 'workEmail') !== undefined || (company !== undefined && resembles(company, host) && !isRoleMailbox(email)))) out.push(['companyDomain', host, null, true]);
  return out;
}

function withDomain(values: readonly ImportValue[]): ImportValue[] {
  const website = first(values, 'website');
  const domain = website === undefined ? null : registrableDomain(website);
  return domain === null || first(values, 'domain') !== undefined || isPlatformHost(domain) || isFreeMailDomain(domain) ? [...values] : [...values, ['domain', domain, null, true]];
}
