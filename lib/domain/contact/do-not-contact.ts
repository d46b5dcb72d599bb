import { FIELDS, isFieldKey, type FieldType } from '../lead/fields.ts';
import type { LeadKey } from '../lead/custom.ts';
import { foldUrl } from '../lead/identity.ts';
import type { Lead } from '../lead/lead.ts';
import { mailboxOf } from './mailbox.ts';

export const CONTACT_KINDS = ['email', 'domain', 'person', 'phone'] as const;
/** What an entry names: a mailbox, everybody at a domain, one person or company by identity key, a telephone. */
export type ContactKind = (typeof CONTACT_KINDS)[number];
export type ContactId = `${ContactKind}:${string}`;

/** One line of the do-not-contact list. */
export interface ContactEntry {
  /** Kind and the compared form of the value: one entry per thing, however it was written. */
  readonly id: ContactId;
  readonly kind: ContactKind;
  /** As a person reads it. */
  readonly shown: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The name of the file it came with; absent when it was typed. */
  readonly from?: string;
}

/** Whether an id stands on the list. */
export type ContactLookup = (id: ContactId) => boolean;

/** Why a lead is not to be contacted. */
export interface ContactBlock {
  readonly id: ContactId;
  readonly kind: ContactKind;
  /** The field whose value is on the list; absent when the person as such is. */
  readonly field?: LeadKey;
  /** That value. */
  readonly value?: string;
}

/** @param value a normalised address, host or E.164 number; for a person an identity key, whose leading kind does not count */
export const contactId = (kind: ContactKind, value: string): ContactId => `${kind}:${kind === 'email' ? mailboxOf(value) : kind === 'person' ? value.replace(/^(?:person|company):/, '') : value.toLowerCase()}`;
/** The entry for whoever has this profile address. */
export const profileContactId = (url: string): ContactId => contactId('person', `url:${foldUrl(url)}`);

/**
 * Why this lead must not be enriched or sent, or null when it may. Every known value counts, not only the one that shows, guesses
 * included: an address that is on the list must not be reached by being somebody's second one. A listed domain counts for all
 * below it. Pure; linear in the values of the lead.
 */
export function blockOf(lead: Pick<Lead, 'fields' | 'keys'>, isListed: ContactLookup): ContactBlock | null {
  for (const key of lead.keys) {
    const id = contactId('person', key);
    if (isListed(id)) return { id, kind: 'person' };
  }
  for (const field of Object.keys(lead.fields) as LeadKey[]) {
    const type = isFieldKey(field) ? FIELDS[field].type : 'text';
    for (const { value } of lead.fields[field]?.values ?? []) {
      for (const id of idsOf(field, type, value)) if (isListed(id)) return { id, kind: id.slice(0, id.indexOf(':')) as ContactKind, field, value };
    }
  }
  return null;
}

/** Shorthand of `blockOf` for callers that need no reason. */
export const isBlocked = (lead: Pick<Lead, 'fields' | 'keys'>, isListed: ContactLookup): boolean => blockOf(lead, isListed) !== null;

function idsOf(field: LeadKey, type: FieldType, value: string): ContactId[] {
  switch (type) {
    case 'email':
      return mailIds(value);
    case 'phone':
      return [contactId('phone', value)];
    case 'domain':
      return domainIds(value);
    case 'url':
      // Only the own site says where somebody belongs: everybody has a page at the large networks.
      return field === 'website' ? [profileContactId(value), ...domainIds(hostOf(value))] : [profileContactId(value)];
    case 'text':
      // A column of a person's own may hold addresses, too.
      return /^[^\s@]{1,64}@[^\s@]{3,200}$/.test(value) ? mailIds(value) : [];
    case 'image':
    case 'number':
    case 'date':
      return [];
  }
}

const mailIds = (email: string): ContactId[] => [contactId('email', email), ...domainIds(email.slice(email.lastIndexOf('@') + 1))];

/** `a.b.example.com` is at `b.example.com`, `example.com` and so on; a single word is no domain. */
function domainIds(host: string): ContactId[] {
  const parts = host.toLowerCase().split('.').filter(Boolean);
  return parts.slice(0, -1).map((_, at) => contactId('domain', parts.slice(at).join('.')));
}

const hostOf = (url: string): string => /^https?:\/\/(?:[^/?#@]*@)?([^/?#:]+)/i.exec(url)?.[1] ?? '';
