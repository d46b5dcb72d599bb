import type { CaptureRow, FileRow, KeyRow, KilnDatabase } from './database.ts';
import { createCellStore } from './cell-store.ts';
import { createColumnStore, createViewStore } from './column-store.ts';
import { createClipStore } from './clip-store.ts';
import { createDeliveryStore } from './delivery-store.ts';
import { createContactStore } from './contact-store.ts';
import { createDraftStore } from './draft-store.ts';
import { createImportStore } from './import-store.ts';
import { createEditHistory } from './edit-history.ts';
import { createEraseStore } from './erase-store.ts';
import { createFollowStore } from './follow-store.ts';
import { createLearnedStore } from './learned-store.ts';
import { createLeadStore } from './lead-store.ts';
import { createLedgerStore } from './ledger-store.ts';
import { createListStore } from './list-store.ts';
import { createLinkStore } from './link-store.ts';
import { createMergeStore } from './merge-store.ts';
import { createMetaStore } from './meta-store.ts';
import { createNoticeStore } from './notice-store.ts';
import { createQuestionStore } from './question-store.ts';
import { createOwnProviderStore } from './own-provider-store.ts';
import { createRecipeStore } from './recipe-store.ts';
import { createTabReadStore } from './tab-read-store.ts';
import { createTargetStore } from './target-store.ts';
import { createTaskStore } from './task-store.ts';
import { createUnsentStore } from './unsent-store.ts';
import { createWaterfallStore } from './waterfall-store.ts';

/** Everything the services may ask of the database. */
export function createStore(db: KilnDatabase) {
  return {
    meta: createMetaStore(db),
    notices: createNoticeStore(db),
    unsent: createUnsentStore(db),
    leads: createLeadStore(db),
    cells: createCellStore(db),
    edits: createEditHistory(db),
    drafts: createDraftStore(db),
    tasks: createTaskStore(db),
    ledger: createLedgerStore(db),
    follows: createFollowStore(db),
    lists: createListStore(db),
    recipes: createRecipeStore(db),
    questions: createQuestionStore(db),
    columns: createColumnStore(db),
    views: createViewStore(db),
    ownProviders: createOwnProviderStore(db),
    clips: createClipStore(db),
    doNotContact: createContactStore(db),
    imports: createImportStore(db),
    erasures: createEraseStore(db),
    merges: createMergeStore(db),
    links: createLinkStore(db),
    tabReads: createTabReadStore(db),
    targets: createTargetStore(db),
    deliveries: createDeliveryStore(db),
    learned: createLearnedStore(db),
    waterfalls: createWaterfallStore(db),
    captures: {
      get: (tabId: number) => db.captures.get(tabId),
      put: (row: CaptureRow) => db.captures.put(row),
      /** Changes what was read, unless it has been read anew meanwhile. A change made from the row sees what others have changed since. */
      change: (tabId: number, at: number, change: Partial<CaptureRow> | ((row: CaptureRow) => Partial<CaptureRow>)) =>
        db.captures.where({ tabId }).and((row) => row.at === at).modify((row) => void Object.assign(row, typeof change === 'function' ? change(row) : change)),
      remove: (tabId: number) => db.captures.delete(tabId),
      /** Rows from before `at`: all of them after a browser start (tab numbers mean nothing then), else only readings that died half-way. */
      dropOld: (at: number, all: boolean) => db.captures.filter((row) => row.at < at && (all || row.state === 'reading')).delete(),
    },
    keys: {
      list: () => db.keys.toArray(),
      get: (id: string) => db.keys.get(id),
      put: (row: KeyRow) => db.keys.put(row),
      change: (id: string, fields: Partial<KeyRow>) => db.keys.update(id, fields),
      /** What a check said, if the very key that was checked is still there: one taken away or replaced meanwhile stays so. */
      noteCheck: (checked: KeyRow, said: Pick<KeyRow, 'status' | 'detail' | 'creditsLeft' | 'checkedAt'>) =>
        db.transaction('rw', db.keys, async () => {
          const row = await db.keys.get(checked.id);
          if (!row || row.iv.join() !== checked.iv.join()) return;
          const { detail: _detail, creditsLeft: _credits, ...rest } = row;
          await db.keys.put({ ...rest, ...said });
        }),
      remove: (id: string) => db.keys.delete(id),
    },
    activity: { put: (row: Parameters<typeof db.activity.put>[0]) => db.activity.put(row) },
    files: {
      /** Keeps the last few files only; a file is a copy, never the data. */
      put: (row: FileRow): Promise<void> =>
        db.transaction('rw', db.files, async () => {
          await db.files.put(row);
          const old = await db.files.orderBy('at').reverse().offset(5).primaryKeys();
          await db.files.bulkDelete(old);
        }),
    },
  };
}
export type Store = ReturnType<typeof createStore>;
