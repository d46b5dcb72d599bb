import type { ContactBlock, ContactEntry, ContactKind } from '../domain/contact/do-not-contact.ts';
import { countOf, plural } from './format.ts';

export const CONTACT_KIND_WORDS: Readonly<Record<ContactKind, string>> = { email: 'Email', domain: 'Domain', person: 'Person', phone: 'Phone' };

/** "On the do-not-contact list: example.com": why a lead is left alone. */
export const blockWords = ({ kind, id }: Pick<ContactBlock, 'kind' | 'id'>): string => `On the do-not-contact list${kind === 'person' ? '' : `: ${id.slice(kind.length + 1)}`}`;

/** "12 added, 3 were there": what came of adding. */
export function addedWords({ added, known, left }: { readonly added: number; readonly known: number; readonly left: number }, refused: number): string {
  const parts = [`${countOf(added)} added`, known > 0 ? `${countOf(known)} ${known === 1 ? 'was' : 'were'} there` : '', refused > 0 ? `${plural(refused, 'line')} left out` : '', left > 0 ? `${countOf(left)} do not fit any more` : ''].filter(Boolean);
  return parts.join(', ');
}

/** "example.com and everybody there": what an entry stops. */
export const entryWords = ({ kind, from }: ContactEntry): string => [kind === 'domain' ? 'Everybody there' : '', from ?? ''].filter(Boolean).join(', ');
