import { mailboxOf } from '../contact/mailbox.ts';
import { FIELDS, isFieldKey, type LeadKind } from '../lead/fields.ts';
import { foldName } from '../lead/identity.ts';
import type { Lead } from '../lead/lead.ts';
import { splitLegalForm } from '../lead/legal-form.ts';
import { textOf } from '../lead/merge.ts';
import { parsePersonName } from '../lead/name.ts';
import type { LeadKey } from '../lead/custom.ts';

/** What of a lead is compared: little enough that a table of a hundred thousand fits into memory. */
export interface Traits {
  readonly id: string;
  readonly kind: LeadKind;
  readonly keys: readonly string[];
  /** Folded. */
  readonly name: string;
  readonly first: string;
  readonly last: string;
  /** The company's name without its legal form, folded. */
  readonly company: string;
  /** Domain of the company, redirects followed. */
  readonly domain: string;
  readonly mailboxes: readonly string[];
  readonly phones: readonly string[];
  readonly country: string;
}

/** @param redirects where domains lead, as pages have shown */
export function traitsOf(lead: Lead, redirects: ReadonlyMap<string, string> = new Map()): Traits {
  const text = (key: LeadKey): string => textOf(lead.fields, key) ?? '';
  const isPerson = lead.kind === 'person';
  const parts = isPerson ? parsePersonName(text('name')) : { firstName: '', lastName: '' };
  const domain = text(isPerson ? 'companyDomain' : 'domain').toLowerCase();
  const valuesOf = (type: 'email' | 'phone'): string[] =>
    (Object.keys(lead.fields) as LeadKey[]).flatMap((key) => (isFieldKey(key) && FIELDS[key].type === type && key !== 'fax' ? (lead.fields[key]?.values ?? []).filter((v) => v.provenance.origin !== 'guess').map((v) => v.value) : []));
  return {
    id: lead.id, kind: lead.kind, keys: lead.keys,
    name: foldName(text('name')), first: foldName(text('firstName') || (parts.firstName ?? '')), last: foldName(text('lastName') || (parts.lastName ?? '')),
    company: foldName(splitLegalForm(text(isPerson ? 'companyName' : 'name')).base), domain: redirects.get(domain) ?? domain,
    mailboxes: [...new Set(valuesOf('email').map(mailboxOf))], phones: [...new Set(valuesOf('phone'))], country: foldName(text('country')),
  };
}
