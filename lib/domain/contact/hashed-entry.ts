import { sha256Hex } from '../../core/sha256.ts';
import type { ContactEntry, ContactId, ContactKind, ContactLookup } from './do-not-contact.ts';

/** Hexadecimal digits of a hash that are kept: 160 bits. */
const DIGITS = 40;
const kindOf = (id: string): string => id.slice(0, id.indexOf(':'));
const isHashed = (id: string): boolean => id.startsWith('#', id.indexOf(':') + 1);

/** The id of an entry that says of whom it is only to who knows it already: kind and SHA-256 of the plain id under the salt of this browser. */
export const hashedId = (salt: string, id: ContactId): ContactId => `${kindOf(id) as ContactKind}:#${sha256Hex(`${salt} ${id}`).slice(0, DIGITS)}`;

const SHOWN: Readonly<Record<ContactKind, string>> = { email: 'An erased address', domain: 'An erased domain', person: 'An erased lead', phone: 'An erased number' };
export const hashedEntry = (salt: string, { id, kind }: Pick<ContactEntry, 'id' | 'kind'>, at: number): ContactEntry => ({ id: hashedId(salt, id), kind, shown: SHOWN[kind], at });

/** Looks ids up among those that are listed, plain or hashed. A hash is made only for kinds of which one is listed. */
export function lookupIn(listed: ReadonlySet<string>, salt: string | undefined): ContactLookup {
  const kinds = new Set<string>();
  if (salt !== undefined) for (const id of listed) if (isHashed(id)) kinds.add(kindOf(id));
  if (salt === undefined || kinds.size === 0) return (id) => listed.has(id);
  return (id) => listed.has(id) || (kinds.has(kindOf(id)) && listed.has(hashedId(salt, id)));
}

/** The same, but for those only of whom nothing else is known any more: they were erased, and are not to come back. */
export function erasedIn(listed: ReadonlySet<string>, salt: string | undefined): ContactLookup | null {
  const hashed = new Set([...listed].filter(isHashed));
  return salt === undefined || hashed.size === 0 ? null : lookupIn(hashed, salt);
}
