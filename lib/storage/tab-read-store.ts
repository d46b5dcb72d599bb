import type { KilnDatabase, TabReadRow } from './database.ts';

/** The one list of tabs that is read, or was read last. */
export function createTabReadStore(db: KilnDatabase) {
  return {
    all: async (): Promise<TabReadRow[]> => (await db.tabReads.toArray()).sort((a, b) => a.order - b.order),
    get: (tabId: number) => db.tabReads.get(tabId),
    /** Puts a new list in the place of the last one. */
    begin: (rows: readonly TabReadRow[]): Promise<void> =>
      db.transaction('rw', db.tabReads, async () => {
        await db.tabReads.clear();
        await db.tabReads.bulkPut([...rows]);
      }),
    /** The next tab to read, marked as begun: one that waits, or one that was begun by a worker that died. Null when none is left. */
    next: (): Promise<TabReadRow | null> =>
      db.transaction('rw', db.tabReads, async () => {
        const open = (await db.tabReads.where('state').anyOf('waiting', 'reading').toArray()).sort((a, b) => a.order - b.order);
        const row = open.find((r) => r.state === 'reading') ?? open[0];
        if (!row) return null;
        const begun: TabReadRow = { ...row, state: 'reading', attempts: row.attempts + 1 };
        await db.tabReads.put(begun);
        return begun;
      }),
    /** What came of a tab, if it is still the one that was begun: a list that was stopped or replaced meanwhile stays so. */
    finish: (row: TabReadRow): Promise<void> =>
      db.transaction('rw', db.tabReads, async () => {
        const now = await db.tabReads.get(row.tabId);
        if (now?.state === 'reading' && now.url === row.url && now.attempts === row.attempts) await db.tabReads.put(row);
      }),
    /** What was read stays; what was not begun, or is being read, is no longer wanted. */
    stop: () => db.tabReads.where('state').anyOf('waiting', 'reading').modify({ state: 'stopped' }),
    clear: () => db.tabReads.clear(),
    borrowed: () => db.tabReads.where('borrowed').equals(1).toArray(),
    givenBack: (tabIds: readonly number[]) => db.tabReads.where('tabId').anyOf(tabIds).modify({ borrowed: 0 }),
    openCount: () => db.tabReads.where('state').anyOf('waiting', 'reading').count(),
  };
}
