import type { FieldKey } from '../domain/lead/fields.ts';
import { identityKeys } from '../domain/lead/identity.ts';
import type { FieldState, FieldValue, LeadFields } from '../domain/lead/lead.ts';
import { parsePersonName } from '../domain/lead/name.ts';
import type { ListCapture, ListRow } from '../domain/list/list.ts';
import { isPlatformHost, registrableDomain, resembles } from './domains.ts';
import { isFreeMailDomain, isRoleMailbox } from './free-mail.ts';
import { rowFields } from './lists.ts';

export interface RowContext {
  readonly pageUrl: string;
  /** Milliseconds since 1970: when the page was read. */
  readonly at: number;
}

/** What follows from a cell is a little less sure than the cell. */
const DERIVED = 62;

/** The lead that a row becomes, with what follows from its cells: parts of the name, the domain of a company, which address is the work address. */
export function rowLead(list: ListCapture, row: ListRow, context: RowContext): LeadFields {
  const fields = rowFields(list, row, context);
  return list.kind === 'person' ? { ...withWork(fields), ...nameParts(fields) } : { ...fields, ...ownDomain(fields, context.pageUrl) };
}

const IDENTITY: ReadonlySet<FieldKey> = new Set(['name', 'companyName', 'companyDomain', 'workEmail', 'email', 'domain', 'website', 'linkedinUrl', 'githubUrl', 'xUrl', 'profileUrl']);

/** The list with the identity of each row. Only the columns that can be one are looked at: numbers are dear to read. */
export function withIdentity(list: ListCapture, context: RowContext): ListCapture {
  const lean = { ...list, columns: list.columns.map((column) => (column.field !== null && !IDENTITY.has(column.field) ? { ...column, field: null } : column)) };
  return { ...list, rows: list.rows.map((row) => ({ ...row, identity: identityKeys(list.kind, rowLead(lean, row, context)) })) };
}

const best = (fields: LeadFields, key: FieldKey): FieldValue | undefined => fields[key]?.values[0];

function derived(from: FieldValue, value: string): FieldState {
  const { original: _original, ...rest } = from;
  return { values: [{ ...rest, value, confidence: Math.min(from.confidence, DERIVED) }] };
}

function nameParts(fields: LeadFields): LeadFields {
  const name = best(fields, 'name');
  if (!name) return {};
  const parts = parsePersonName(name.original ?? name.value);
  const made: { -readonly [K in FieldKey]?: FieldState } = {};
  for (const key of ['firstName', 'lastName', 'prefix', 'suffix'] as const) {
    const part = parts[key];
    if (part && !fields[key]) made[key] = derived(name, part);
  }
  return made;
}

/** An address on a domain that bears the company's name is the work address, and tells the domain. */
function withWork(fields: LeadFields): LeadFields {
  const email = best(fields, 'email');
  const company = best(fields, 'companyName')?.value;
  const host = email ? registrableDomain(email.value) : null;
  if (!email || !company || !host || fields.workEmail || isFreeMailDomain(host) || isRoleMailbox(email.value) || !resembles(company, host)) return fields;
  const { email: all, ...rest } = fields;
  const others = (all?.values ?? []).slice(1);
  return { ...rest, workEmail: { values: [email] }, ...(others.length > 0 ? { email: { values: others } } : {}), ...(fields.companyDomain ? {} : { companyDomain: derived(email, host) }) };
}

/** The domain of a company's website, unless it is the page's own or that of a platform. */
function ownDomain(fields: LeadFields, pageUrl: string): LeadFields {
  const website = best(fields, 'website');
  const domain = website ? registrableDomain(website.value) : null;
  if (!website || !domain || fields.domain || domain === registrableDomain(pageUrl) || isPlatformHost(domain) || isFreeMailDomain(domain)) return {};
  return { domain: derived(website, domain) };
}
