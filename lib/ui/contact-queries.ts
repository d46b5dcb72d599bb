import { useLiveQuery } from 'dexie-react-hooks';
import { useMemo } from 'react';
import { blockOf, type ContactBlock, type ContactEntry, type ContactId } from '../domain/contact/do-not-contact.ts';
import { hashedId, lookupIn } from '../domain/contact/hashed-entry.ts';
import type { Lead } from '../domain/lead/lead.ts';
import { saltOf } from '../storage/contact-store.ts';
import { database } from '../storage/open.ts';

/** Entries on the list. */
export const useContactCount = (): number | undefined => useLiveQuery(() => database.doNotContact.count(), []);

export interface ContactPage {
  readonly entries: readonly ContactEntry[];
  /** More fit than are shown. */
  readonly hasMore: boolean;
}

/** The newest entries, or the newest that have the search in them. */
export function useContacts(search: string, most: number): ContactPage | undefined {
  const wanted = search.trim().toLocaleLowerCase('en');
  return useLiveQuery(async () => {
    const newest = database.doNotContact.orderBy('at').reverse();
    const found = await (wanted === '' ? newest : newest.filter(({ shown, id, from }) => shown.toLocaleLowerCase('en').includes(wanted) || id.includes(wanted) || (from ?? '').toLocaleLowerCase('en').includes(wanted))).limit(most + 1).toArray();
    return { entries: found.slice(0, most), hasMore: found.length > most };
  }, [wanted, most]);
}

/** Which of these leads are on the list, and why: one look for all of them. */
export function useBlocks(leads: ReadonlyMap<unknown, Lead>): ReadonlyMap<string, ContactBlock> {
  const key = useMemo(() => [...leads.values()].map(({ id, updatedAt }) => `${id} ${updatedAt}`).join('\n'), [leads]);
  return (
    // The last answer stays while the next window is read: it is by lead, and nothing flickers.
    useLiveQuery(async () => {
      const [listed, salt] = await Promise.all([listedOf(leads), saltOf(database)]);
      const isListed = lookupIn(listed, salt);
      const found = listed.size === 0 ? [] : [...leads.values()].flatMap((lead) => {
        const block = blockOf(lead, isListed);
        return block ? [[lead.id, block] as const] : [];
      });
      return found.length === 0 ? NONE : new Map(found);
    }, [key]) ?? NONE
  );
}
/** Entries up to which the whole list is read: a lead has ten ids, and each that is asked for costs as much as hundreds that are read in a row. */
const SHORT_LIST = 2_000;

/** Which ids of these leads are on the list; of a short list, all that are on it. */
async function listedOf(leads: ReadonlyMap<unknown, Lead>): Promise<ReadonlySet<ContactId>> {
  const all = await database.doNotContact.limit(SHORT_LIST + 1).primaryKeys();
  if (all.length <= SHORT_LIST) return new Set(all);
  const ids = new Set<ContactId>();
  const salt = await saltOf(database);
  const collect = (id: ContactId): boolean => {
    ids.add(id);
    if (salt !== undefined) ids.add(hashedId(salt, id));
    return false;
  };
  for (const lead of leads.values()) blockOf(lead, collect);
  return new Set((await database.doNotContact.bulkGet([...ids])).flatMap((entry) => (entry ? [entry.id] : [])));
}
const NONE: ReadonlyMap<string, ContactBlock> = new Map();
