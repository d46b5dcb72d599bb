import { mailboxOf } from '../contact/mailbox.ts';
import { isFieldKey, FIELDS, type FieldKey, type LeadKind } from '../lead/fields.ts';
import { companyWord, formWord, plainName } from '../lead/company-name.ts';
import { foldName, foldUrl } from '../lead/identity.ts';
import type { Lead } from '../lead/lead.ts';
import { splitLegalForm } from '../lead/legal-form.ts';
import { textOf } from '../lead/merge.ts';
import { parsePersonName } from '../lead/name.ts';
import type { LeadKey } from '../lead/custom.ts';

/** What of a lead is compared; texts are folded. Little enough that those of a hundred thousand leads fit into memory. */
export interface Traits {
  readonly id: string;
  readonly kind: LeadKind;
  readonly keys: readonly string[];
  readonly name: string;
  readonly first: string;
  readonly last: string;
  /** `jr`, `sr`, `ii`: which of the family; empty for most. */
  readonly generation: string;
  /** The company's name without its legal form, in one word. */
  readonly company: string;
  /** The legal form, the same word for all spellings of one. */
  readonly form: string;
  /** Domains of the company, redirects followed; the one that shows comes first. */
  readonly domains: readonly string[];
  readonly mailboxes: readonly string[];
  readonly phones: readonly string[];
  /** `linkedin.com/in/ada`, one for each profile. */
  readonly profiles: readonly string[];
  /** `vatId 123`: numbers that a register gives to one company. */
  readonly numbers: readonly string[];
  readonly country: string;
}

const PROFILES: readonly FieldKey[] = ['linkedinUrl', 'githubUrl', 'xUrl'];
const NUMBERS: readonly FieldKey[] = ['vatId', 'registryId', 'companyNumber'];
const GENERATIONS = new Set(['jr', 'sr', 'ii', 'iii', 'iv']);

/** @param redirects where domains lead: the domain that counts, by one that is another name of it */
export function traitsOf(lead: Lead, redirects: ReadonlyMap<string, string> = new Map()): Traits {
  const text = (key: LeadKey): string => textOf(lead.fields, key) ?? '';
  const isPerson = lead.kind === 'person';
  const parts = isPerson ? parsePersonName(text('name')) : { firstName: '', lastName: '', suffix: '' };
  const valuesOf = (field: FieldKey): string[] => [text(field), ...(lead.fields[field]?.values ?? []).filter((v) => v.provenance.origin !== 'guess').map((v) => v.value)].filter((value) => value !== '');
  const ofType = (type: 'email' | 'phone'): string[] => (Object.keys(lead.fields) as LeadKey[]).flatMap((key) => (isFieldKey(key) && FIELDS[key].type === type && key !== 'fax' ? (lead.fields[key]?.values ?? []).filter((v) => v.provenance.origin !== 'guess').map((v) => v.value) : []));
  const company = splitLegalForm(text(isPerson ? 'companyName' : 'name'));
  const domains = valuesOf(isPerson ? 'companyDomain' : 'domain').map((domain) => domain.toLowerCase());
  const suffix = foldName((text('suffix') || (parts.suffix ?? '')).split(/[\s,]+/)[0] ?? '');
  return {
    id: lead.id, kind: lead.kind, keys: lead.keys,
    name: plainName(text('name')), first: plainName(text('firstName') || (parts.firstName ?? '')), last: plainName(text('lastName') || (parts.lastName ?? '')), generation: GENERATIONS.has(suffix) ? suffix : '',
    company: companyWord(company.base), form: formWord(company.form ?? ''), domains: unique(domains.map((domain) => redirects.get(domain) ?? domain)),
    mailboxes: unique(ofType('email').map(mailboxOf)), phones: unique(ofType('phone').filter((phone) => phone.startsWith('+'))), profiles: unique(PROFILES.flatMap(valuesOf).map(foldUrl)),
    numbers: isPerson ? [] : NUMBERS.flatMap((field) => valuesOf(field).map((value) => `${field} ${foldName(value).replace(/ /g, '')}`)), country: foldName(text('country')),
  };
}

const unique = (all: readonly string[]): string[] => [...new Set(all)];
