import type { Recipe } from '../contracts/recipe.ts';
import type { LeadKind } from '../domain/lead/fields.ts';
import type { KilnDatabase } from './database.ts';

/** What somebody picks, or has picked, on the page of a tab. Kept until it is saved or thrown away. */
export interface DraftRow {
  readonly tabId: number;
  readonly at: number;
  readonly state: 'picking' | 'ready';
  readonly mode: 'list' | 'single';
  /** What a single page is about. */
  readonly kind: LeadKind;
  /** The page that was picked on. */
  readonly url: string;
  readonly recipe?: Recipe;
  /** What the page gave when it was picked: cells in the order of `keys`. */
  readonly preview?: { readonly keys: readonly string[]; readonly rows: readonly (readonly string[])[]; readonly count: number };
}

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
