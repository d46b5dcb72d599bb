import { DO_NOT_CONTACT } from '../core/limits.ts';
import type { ContactEntry, ContactId, ContactLookup } from '../domain/contact/do-not-contact.ts';
import { erasedIn, lookupIn } from '../domain/contact/hashed-entry.ts';
import type { ActivityRow, KilnDatabase, MetaRows } from './database.ts';
import { trimUndo } from './undo.ts';

export interface ContactChange {
  readonly added: number;
  /** They stood on the list before. */
  readonly known: number;
  /** The list is full. */
  readonly left: number;
}

type Line = (added: number) => Omit<ActivityRow, 'undo'>;

/** The do-not-contact list. A change and its undo are one transaction; lookups are answered from memory. */
export function createContactStore(db: KilnDatabase) {
  /** Every write of the list goes through here, so what was read stays true until the next one. */
  let list: Promise<{ readonly listed: ContactLookup; readonly erased: ContactLookup | null }> | null = null;
  const forget = (): void => {
    list = null;
  };
  const read = async () => {
    const [keys, salt] = await Promise.all([db.doNotContact.toCollection().primaryKeys(), saltOf(db)]);
    const ids = new Set<string>(keys);
    return { listed: lookupIn(ids, salt), erased: erasedIn(ids, salt) };
  };
  const known = () => {
    list ??= read();
    return list.catch((error: unknown) => {
      forget();
      throw error;
    });
  };

  return {
    /** Whether ids are on the list, as it is now. */
    lookup: async (): Promise<ContactLookup> => (await known()).listed,
    /** Whether ids are those of leads that were erased and are not to come back; null when there are none. */
    erased: async (): Promise<ContactLookup | null> => (await known()).erased,
    /** An erasure has changed the list. */
    forget,

    count: (): Promise<number> => db.doNotContact.count(),

    /** Adds what is not there yet. Calls with one `line.id` are one deed with one undo, as the parts of a long list are. */
    add: (entries: readonly ContactEntry[], line: Line): Promise<ContactChange> =>
      db
        .transaction('rw', db.doNotContact, db.activity, async () => {
          const unique = [...new Map(entries.map((entry) => [entry.id, entry])).values()];
          const there = await db.doNotContact.bulkGet(unique.map((entry) => entry.id));
          const fresh = unique.filter((_, i) => there[i] === undefined);
          const room = Math.max(0, DO_NOT_CONTACT - (await db.doNotContact.count()));
          const taken = fresh.slice(0, room);
          if (taken.length > 0) {
            await db.doNotContact.bulkAdd(taken);
            const before = await db.activity.get(line(0).id);
            const added = [...(before?.undo?.contacts?.added ?? []), ...taken.map((entry) => entry.id)];
            const written = line(added.length);
            await db.activity.put({ ...written, undo: { at: written.at, leads: [], contacts: { added, removed: [] } } });
            if (!before) await trimUndo(db);
          }
          return { added: taken.length, known: unique.length - fresh.length, left: fresh.length - taken.length };
        })
        .finally(forget),

    /** Takes entries off the list; the number that was there. */
    remove: (wanted: readonly ContactId[], line: Line): Promise<number> =>
      db
        .transaction('rw', db.doNotContact, db.activity, async () => {
          const removed = (await db.doNotContact.bulkGet([...wanted])).filter((entry) => entry !== undefined);
          if (removed.length === 0) return 0;
          await db.doNotContact.bulkDelete(removed.map((entry) => entry.id));
          const written = line(removed.length);
          await db.activity.put({ ...written, undo: { at: written.at, leads: [], contacts: { added: [], removed } } });
          await trimUndo(db);
          return removed.length;
        })
        .finally(forget),

    /** Takes a change of the list back; null when the activity is none or is undone already. */
    undo: (activityId: string, now: number): Promise<number | null> =>
      db
        .transaction('rw', db.doNotContact, db.activity, async () => {
          const row = await db.activity.get(activityId);
          const change = row?.undo?.contacts;
          if (!row || !change || row.undoneAt !== undefined) return null;
          await db.doNotContact.bulkDelete([...change.added]);
          await db.doNotContact.bulkPut([...change.removed]);
          await db.activity.put({ ...row, undoneAt: now });
          return change.added.length + change.removed.length;
        })
        .finally(forget),
  };
}

export const saltOf = async (db: KilnDatabase): Promise<string | undefined> => ((await db.meta.get('erasing'))?.value as MetaRows['erasing'] | undefined)?.salt;
