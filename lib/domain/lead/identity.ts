import { IDENTITY_KEYS } from '../../core/limits.ts';
import type { FieldKey, LeadKind } from './fields.ts';
import type { LeadFields } from './lead.ts';

const PROFILE_FIELDS: readonly FieldKey[] = ['linkedinUrl', 'githubUrl', 'xUrl', 'profileUrl'];

/** Case, marks and punctuation folded, so that "Zoë  O'Neil" and "zoe oneil" agree. Empty when nothing is left. */
export function foldName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLocaleLowerCase('en')
    .replace(/['’`]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** An address as identity compares it: without scheme, www, query and closing slash, in small letters. */
export const foldUrl = (url: string): string =>
  url
    .toLowerCase()
    .replace(/^https?:\/\/(www\.)?/, '')
    .replace(/[?#].*$/, '')
    .replace(/\/+$/, '');

/** What the keys of all addresses at a domain begin with: the domain comes first, so that an index finds them together. */
export const emailsAt = (domain: string): string => `person:email:${domain.toLowerCase()}:`;

/**
 * Keys under which the same person or company is found again: canonical profile URLs, e-mails, the domain of a
 * company, and name + company domain for people. Every known value counts, not only the one that shows.
 * Sorted and bounded; two leads of one kind that share a key are the same one.
 */
export function identityKeys(kind: LeadKind, fields: LeadFields): string[] {
  const keys = new Set<string>();
  const valuesOf = (field: FieldKey): string[] => (fields[field]?.values ?? []).filter((v) => v.provenance.origin !== 'guess').map((v) => v.value);
  for (const field of PROFILE_FIELDS) for (const url of valuesOf(field)) if (foldUrl(url)) keys.add(`${kind}:url:${foldUrl(url)}`);
  if (kind === 'person') {
    for (const email of [...valuesOf('workEmail'), ...valuesOf('email'), ...valuesOf('personalEmail')]) keys.add(`${emailsAt(email.split('@').at(-1) ?? '')}${email.toLowerCase().split('@').slice(0, -1).join('@')}`);
    for (const name of valuesOf('name')) {
      const folded = foldName(name);
      if (!folded.includes(' ')) continue; // a single word is no identity
      for (const domain of valuesOf('companyDomain')) keys.add(`person:at:${folded}@${domain.toLowerCase()}`);
    }
  } else {
    for (const domain of valuesOf('domain')) keys.add(`company:domain:${domain.toLowerCase()}`);
  }
  return [...keys].sort().slice(0, IDENTITY_KEYS);
}
