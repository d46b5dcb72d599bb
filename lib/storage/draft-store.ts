import type { DraftRow } from './draft-row.ts';
import type { KilnDatabase } from './database.ts';

/** Drafts of recipes, one for each tab. */
export function createDraftStore(db: KilnDatabase) {
  return {
    get: (tabId: number) => db.drafts.get(tabId),
    put: (row: DraftRow) => db.drafts.put(row),
    /** Changes the row that is there now; false when there is none. */
    change: (tabId: number, make: (row: DraftRow) => DraftRow | null): Promise<boolean> =>
      db.transaction('rw', db.drafts, async () => {
        const row = await db.drafts.get(tabId);
        const next = row && make(row);
        if (next) await db.drafts.put(next);
        else if (row) await db.drafts.delete(tabId);
        return row !== undefined;
      }),
    remove: (tabId: number) => db.drafts.delete(tabId),
    /** Numbers of tabs mean nothing after the browser has started anew. */
    dropAll: (before: number) => db.drafts.filter((row) => row.at < before).delete(),
  };
}
