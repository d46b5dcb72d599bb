import { IMPORT_COLUMNS } from '../../core/limits.ts';
import type { ColumnTarget, ImportMapping } from '../../domain/import/import.ts';
import type { CustomKey, CustomColumn, LeadKey } from '../../domain/lead/custom.ts';
import { fieldsOf, type FieldKey, type LeadKind } from '../../domain/lead/fields.ts';
import { looksLikeJobTitle } from '../../domain/lead/job-title.ts';
import { hasLegalForm } from '../../domain/lead/legal-form.ts';
import { personNameScore } from '../../domain/lead/name.ts';
import { isMailHost } from '../domains.ts';
import { parsePhone } from '../phones.ts';
import { profileOf, withScheme } from '../urls.ts';
import { fieldOfHeader, foldHeader } from './header-words.ts';

/** The beginning of a file: its rows, the first of which may be the heads of the columns. */
export interface Sample {
  /** Heads that the format itself names. */
  readonly names?: readonly string[];
  readonly rows: readonly (readonly string[])[];
}
export interface Proposal extends ImportMapping {
  /** The first row holds the heads. */
  readonly hasHeader: boolean;
}

const LOOKED_AT = 200;
const EMAIL = /^(?:mailto:)?[^\s@<>"'(),:;]{1,64}@[a-z0-9.-]{3,200}$/i;
const isEmail = (text: string): boolean => EMAIL.test(text.trim()) && isMailHost(text.trim().split('@').at(-1) ?? '');
const isUrl = (text: string): boolean => /^https?:\/\/[^\s/]+\.[^\s/]+/i.test(text);
const isDomain = (text: string): boolean => /^(?:www\.)?(?:[a-z0-9-]+\.)+[a-z]{2,24}\/?$/i.test(text) && isMailHost(text.replace(/^www\.|\/$/gi, ''));
const isPhone = (text: string): boolean => /^[+(\d][\d\s()./-]{6,24}$/.test(text) && !/^\d{4}-\d{2}-\d{2}$/.test(text) && (/^\+|^00|^\(?0/.test(text) || /[\s().-]/.test(text)) && (text.startsWith('0') || parsePhone(text, undefined) !== null);
const isNumber = (text: string): boolean => /^[+-]?\d{1,15}(?:[.,]\d{1,6})?$/.test(text);

/**
 * Whether the first row names the columns: its cells are words that are known, or texts over columns whose values are of another
 * kind. Values themselves (addresses, numbers) are no heads.
 */
export function hasHeaderRow(rows: readonly (readonly string[])[]): boolean {
  const [first = [], ...rest] = rows;
  const cells = first.filter((cell) => cell.trim() !== '');
  if (cells.length === 0 || cells.some((cell) => cell.length > 120 || isEmail(cell) || isUrl(cell) || isPhone(cell))) return false;
  const known = cells.filter((cell) => fieldOfHeader(cell, 'person') ?? fieldOfHeader(cell, 'company')).length;
  if (known > 0 && known >= Math.min(2, cells.length)) return true;
  if (cells.some(isNumber) || new Set(cells.map(foldHeader)).size < cells.length) return false;
  const below = rest.slice(0, LOOKED_AT);
  const differs = first.some((head, i) => {
    const column = below.map((row) => row[i]?.trim() ?? '').filter(Boolean);
    return column.length > 0 && [isEmail, isUrl, isDomain, isPhone, isNumber].some((is) => !is(head) && column.filter(is).length >= column.length * 0.8);
  });
  return differs || (known > 0 && below.length > 0);
}

/** What each column becomes, by its head, then by its values; what fits nothing becomes a column of the person's own. */
export function propose(sample: Sample, own: readonly CustomColumn[], newKey: (header: string) => CustomKey, wanted?: LeadKind, header?: boolean): Proposal {
  const hasHeader = sample.names === undefined && (header ?? hasHeaderRow(sample.rows));
  const heads = sample.names ?? (hasHeader ? (sample.rows[0] ?? []) : []);
  const rows = (hasHeader ? sample.rows.slice(1) : sample.rows).slice(0, LOOKED_AT);
  const width = Math.min(IMPORT_COLUMNS, sample.names?.length ?? widthOf(rows, heads.length));
  const looks = Array.from({ length: width }, (_, i): Look => ({ header: heads[i]?.trim() ?? '', values: rows.map((row) => row[i]?.trim() ?? '').filter(Boolean) }));
  const kind = wanted ?? kindOf(looks);
  const fields = new Map<number, FieldKey>();
  const taken = new Set<FieldKey>();
  const give = (i: number, key: FieldKey | null): void => {
    if (key === null || fields.has(i) || taken.has(key) || !fieldsOf(kind).includes(key)) return;
    fields.set(i, key);
    taken.add(key);
  };
  for (const [i, look] of looks.entries()) give(i, byHeader(look, kind));
  // One more of the same kind of address goes to the same field as a further value.
  for (const [i, look] of looks.entries()) if (!fields.has(i)) more(look, kind, taken).forEach((key) => fields.set(i, key));
  for (const [i, look] of looks.entries()) give(i, byValues(look, kind, taken));
  // The one word "Nombre" or "Nom" is the first or the whole name, by what stands beside it.
  const whole = [...fields].find(([, key]) => key === 'firstName');
  if (whole && kind === 'person' && !taken.has('lastName') && !taken.has('name') && share(looks[whole[0]], (text) => text.includes(' ')) > 0.6) fields.set(whole[0], 'name');
  const alone = [...fields].find(([, key]) => key === 'name');
  if (alone && kind === 'person' && taken.has('firstName') && !taken.has('lastName') && share(looks[alone[0]], (text) => text.includes(' ')) < 0.3) fields.set(alone[0], 'lastName');
  return { kind, hasHeader, columns: looks.map((look, i) => ({ header: look.header || `Column ${i + 1}`, target: targetOf(look, i, fields.get(i), kind, own, newKey) })) };
}

interface Look {
  readonly header: string;
  readonly values: readonly string[];
}
const share = (look: Look | undefined, is: (text: string) => boolean): number => (!look || look.values.length === 0 ? 0 : look.values.filter(is).length / look.values.length);
/** As wide as the heads, unless two rows in five are wider: a single one that is has a delimiter too many. */
function widthOf(rows: readonly (readonly string[])[], heads: number): number {
  const wider = rows.filter((row) => row.length > heads);
  return heads > 0 && wider.length * 5 < rows.length * 2 ? heads : rows.reduce((most, row) => Math.max(most, row.length), heads);
}

/** People unless nothing speaks for people: a column of their own, or names of people in a column that may be names. */
function kindOf(looks: readonly Look[]): LeadKind {
  const heads = looks.map((look) => fieldOfHeader(look.header, 'person'));
  if (heads.some((key) => key === 'firstName' || key === 'lastName' || key === 'title')) return 'person';
  if (looks.some((look) => share(look, (text) => personNameScore(text) >= 40) >= 0.6 && share(look, hasLegalForm) < 0.2)) return 'person';
  const companies = looks.filter((look) => fieldOfHeader(look.header, 'person') === 'companyName' || fieldOfHeader(look.header, 'company') === 'employees').length;
  const addresses = looks.filter((look) => share(look, isEmail) > 0.5).length;
  return companies > 0 || (addresses === 0 && looks.some((look) => share(look, isDomain) > 0.5 || share(look, hasLegalForm) > 0.3)) ? 'company' : 'person';
}

/** A head that says one thing over values that plainly are another is not believed. */
function byHeader(look: Look, kind: LeadKind): FieldKey | null {
  const key = fieldOfHeader(look.header, kind);
  if (key === null || look.values.length === 0) return key;
  const isAddress = share(look, isEmail) > 0.6;
  if (key === 'email' || key === 'workEmail' || key === 'personalEmail') return isAddress || share(look, isEmail) > 0.1 ? key : null;
  if (isAddress) return null;
  if (key === 'name' && kind === 'company' && share(look, (text) => personNameScore(text) >= 60) > 0.9 && share(look, hasLegalForm) === 0) return key;
  if (key === 'companyDomain' || key === 'domain' || key === 'website') return share(look, (text) => isDomain(text) || isUrl(text)) > 0.3 ? key : null;
  return key;
}

function more(look: Look, kind: LeadKind, taken: ReadonlySet<FieldKey>): FieldKey[] {
  const key = byHeader(look, kind);
  if (key !== null && taken.has(key) && /email|phone|mobile|Email/i.test(key)) return [key];
  return key === 'website' || key !== 'companyDomain' || !taken.has('companyDomain') ? [] : ['website'];
}

function byValues(look: Look, kind: LeadKind, taken: ReadonlySet<FieldKey>): FieldKey | null {
  if (look.values.length === 0) return null;
  if (share(look, isEmail) > 0.6) return (['email', 'workEmail', 'personalEmail'] as const).find((key) => !taken.has(key) && fieldsOf(kind).includes(key)) ?? null;
  const profile = look.values.map((text) => profileOf(withScheme(text))).find((found) => found !== null);
  if (profile && share(look, (text) => profileOf(withScheme(text))?.field === profile.field) > 0.6) return profile.field;
  if (share(look, isUrl) > 0.6) return taken.has('website') ? null : 'website';
  if (share(look, isDomain) > 0.6) return kind === 'person' ? 'companyDomain' : 'domain';
  // A head that is known to mean something else was not given; bare numbers are told from telephones by their form only.
  if (share(look, isPhone) > 0.7) return taken.has('phone') ? (kind === 'person' ? 'mobile' : null) : 'phone';
  if (look.header !== '') return null;
  if (kind === 'person' && share(look, looksLikeJobTitle) > 0.5) return 'title';
  if (share(look, hasLegalForm) > 0.4) return kind === 'person' ? 'companyName' : 'name';
  return kind === 'person' && share(look, (text) => personNameScore(text) >= 40) > 0.6 ? 'name' : null;
}

function targetOf(look: Look, i: number, field: FieldKey | undefined, kind: LeadKind, own: readonly CustomColumn[], newKey: (header: string) => CustomKey): ColumnTarget {
  if (field) return { kind: 'field', key: field satisfies LeadKey };
  if (look.values.length === 0) return { kind: 'skip' };
  const name = (look.header || `Column ${i + 1}`).slice(0, 80);
  const known = own.find((column) => column.kind === kind && column.questionId === undefined && foldHeader(column.name) === foldHeader(name));
  return known ? { kind: 'field', key: known.key } : { kind: 'new', key: newKey(name), name, type: share(look, isNumber) === 1 ? 'number' : 'text' };
}
