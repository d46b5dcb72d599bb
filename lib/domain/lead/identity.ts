import { IDENTITY_KEYS } from '../../core/limits.ts';
import type { FieldKey, LeadKind } from './fields.ts';
import type { LeadFields } from './lead.ts';

const PROFILE_FIELDS: readonly FieldKey[] = ['linkedinUrl', 'githubUrl', 'xUrl', 'profileUrl'];
const EMAIL_FIELDS: readonly FieldKey[] = ['workEmail', 'email', 'personalEmail'];
const NONE: readonly string[] = [];

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
  for (const field of PROFILE_FIELDS) {
    for (const url of known(fields, field)) {
      const folded = foldUrl(url);
      if (folded) keys.add(`${kind}:url:${folded}`);
    }
  }
  if (kind === 'person') {
    for (const field of EMAIL_FIELDS) for (const email of known(fields, field)) keys.add(`${emailsAt(email.split('@').at(-1) ?? '')}${email.toLowerCase().split('@').slice(0, -1).join('@')}`);
    const domains = known(fields, 'companyDomain');
    if (domains.length > 0) {
      for (const name of known(fields, 'name')) {
        const folded = foldName(name);
        if (!folded.includes(' ')) continue; // a single word is no identity
        for (const domain of domains) keys.add(`person:at:${folded}@${domain.toLowerCase()}`);
      }
    }
  } else {
    for (const domain of known(fields, 'domain')) keys.add(`company:domain:${domain.toLowerCase()}`);
  }
  return [...keys].sort().slice(0, IDENTITY_KEYS);
}

/** The values of a field that somebody said, and nobody guessed. */
function known(fields: LeadFields, field: FieldKey): readonly string[] {
  const state = fields[field];
  return state ? state.values.filter((v) => v.provenance.origin !== 'guess').map((v) => v.value) : NONE;
}
