import { OWN_PROVIDERS } from '../core/own-provider-limits.ts';
import type { KilnDatabase } from './database.ts';
import type { OwnProviderRow } from './own-provider-row.ts';

/** The person's own providers. */
export function createOwnProviderStore(db: KilnDatabase) {
  const keysOf = (id: string) => db.keys.where('providerId').equals(id);
  return {
    list: (): Promise<OwnProviderRow[]> => db.ownProviders.toArray(),
    get: (id: string): Promise<OwnProviderRow | undefined> => db.ownProviders.get(id),

    /** Stores one; false when there would be too many. @param dropKeys its keys were given for another address */
    put: (row: OwnProviderRow, dropKeys: boolean): Promise<boolean> =>
      db.transaction('rw', db.ownProviders, db.keys, async () => {
        const there = (await db.ownProviders.toArray()).filter((r) => r.removedAt === undefined && r.id !== row.id).length;
        if (there >= OWN_PROVIDERS) return false;
        await db.ownProviders.put(row);
        if (dropKeys) await keysOf(row.id).delete();
        return true;
      }),

    /** Deletes one with its keys; false when it is not there. The oldest deleted ones are forgotten. */
    remove: (id: string, now: number): Promise<boolean> =>
      db.transaction('rw', db.ownProviders, db.keys, async () => {
        const row = await db.ownProviders.get(id);
        if (!row || row.removedAt !== undefined) return false;
        await db.ownProviders.put({ ...row, removedAt: now, keys: await keysOf(id).toArray() });
        await keysOf(id).delete();
        const gone = (await db.ownProviders.toArray()).filter((r) => r.removedAt !== undefined).sort((a, b) => (b.removedAt ?? 0) - (a.removedAt ?? 0));
        await db.ownProviders.bulkDelete(gone.slice(OWN_PROVIDERS).map((r) => r.id));
        return true;
      }),

    /** Brings a deleted one back with its keys; false when it is not there, or there are too many. */
    restore: (id: string): Promise<boolean> =>
      db.transaction('rw', db.ownProviders, db.keys, async () => {
        const row = await db.ownProviders.get(id);
        if (row?.removedAt === undefined) return false;
        if ((await db.ownProviders.filter((r) => r.removedAt === undefined).count()) >= OWN_PROVIDERS) return false;
        const { removedAt: _removedAt, keys, ...rest } = row;
        await db.ownProviders.put(rest);
        await db.keys.bulkPut([...(keys ?? [])]);
        return true;
      }),

    /** The keys of those that were deleted before `at` go for good. */
    forgetKeys: (at: number) =>
      db.ownProviders.filter((row) => row.keys !== undefined && (row.removedAt ?? 0) < at).modify((row) => {
        delete (row as { keys?: unknown }).keys;
      }),
  };
}
