import { WATERFALLS_OWN } from '../core/limits.ts';
import { TABLE_PRICES } from '../core/run-limits.ts';
import { PATTERN_LEAST, PATTERN_PEOPLE, PATTERN_ROWS } from '../core/own-source-limits.ts';
import { CAP_WINDOW_MS, CAP_WINDOWS, type CapWindow, type TableTaken, type Taken } from '../domain/enrichment/caps.ts';
import { heldByAll } from '../domain/enrichment/hold.ts';
import type { Waterfall } from '../domain/enrichment/waterfall.ts';
import { emailsAt } from '../domain/lead/identity.ts';
import type { Lead } from '../domain/lead/lead.ts';
import { addAmounts, micro, NOTHING, type Amounts } from '../domain/ledger/amount.ts';
import type { Charge } from '../domain/ledger/charge.ts';
import type { KilnDatabase } from './database.ts';
import { leadRows } from './leads/rows.ts';
import { leadStores } from './leads/stores.ts';

/** The person's own waterfalls, and what a quote asks of other rows. */
export function createWaterfallStore(db: KilnDatabase) {
  return {
    list: (): Promise<Waterfall[]> => db.waterfalls.toArray(),
    /** Stores all as one step; false when there would be too many. */
    putAll: (rows: readonly Waterfall[]): Promise<boolean> =>
      db.transaction('rw', db.waterfalls, async () => {
        const known = new Set(await db.waterfalls.toCollection().primaryKeys());
        if (known.size + rows.filter((row) => !known.has(row.id)).length > WATERFALLS_OWN) return false;
        await db.waterfalls.bulkPut([...rows]);
        return true;
      }),
    /** Takes one away and gives it back; undefined when it was not there. */
    remove: (id: string): Promise<Waterfall | undefined> =>
      db.transaction('rw', db.waterfalls, async () => {
        const row = await db.waterfalls.get(id);
        if (row) await db.waterfalls.delete(id);
        return row;
      }),

    /** Companies that are leads of their own, by their domain. */
    companiesAt: async (domains: readonly string[]): Promise<Lead[]> => leadRows(db).byKeys(domains.map((d) => `company:domain:${d.toLowerCase()}`)),

    /** People with an address at one of these domains, each once; of each domain fewer the more domains there are. */
    peopleAt: async (domains: readonly string[]): Promise<Lead[]> => {
      if (domains.length === 0) return [];
      const most = Math.max(PATTERN_LEAST, Math.min(PATTERN_PEOPLE, Math.floor(PATTERN_ROWS / domains.length)));
      const found = await db.transaction('r', leadStores(db), async () => Promise.all(domains.map((domain) => leadRows(db).byKeyStart(emailsAt(domain), most))));
      return [...new Map(found.flat().map((lead) => [lead.id, lead])).values()];
    },

    /**
     * What this device has taken since an hour and a day ago, and what it holds now, however long it has held it: given
     * back it makes room, so it has to be counted first. A clock that was set back: what it once called later counts
     * while that is less than the window, or nothing could be taken until then.
     * @param tableIds tables whose part of it is wanted too, within each window that a table may have a limit in
     */
    taken: async (now: number, tableIds: readonly string[] = []): Promise<Taken> => {
      const reserved = await db.charges.where('state').equals('reserved').toArray();
      const { hour, day } = await takenIn(now, heldByAll(reserved), ['hour', 'day'], (from, to) => db.charges.where('reservedAt').between(from, to).toArray());
      const tables: Record<string, TableTaken> = {};
      for (const id of tableIds) {
        tables[id] = await takenOfTable(db, now, heldByAll(reserved.filter(({ tableId }) => tableId === id)), id);
      }
      return { hour, day, ...(tableIds.length > 0 ? { tables } : {}) };
    },
  };
}

/**
 * What is held of a table, and within each window what was taken. Its charges took one of few amounts: the database itself counts how many
 * took each, without reading them; one that took nothing is not looked at. Where there are more amounts than that, all are read.
 */
async function takenOfTable(db: KilnDatabase, now: number, held: Amounts, id: string): Promise<TableTaken> {
  const byPrice = () => db.charges.where('[tableId+posted.actions+posted.credits+reservedAt]');
  const sums: Record<CapWindow, Amounts> = { hour: held, day: held, month: held };
  let { actions, credits } = NOTHING;
  for (let prices = 0; ; prices++) {
    const next = await byPrice().between([id, actions, credits, Infinity], [id, Infinity, Infinity, Infinity], false, true).first();
    if (!next) return sums;
    if (prices === TABLE_PRICES) return takenIn(now, held, CAP_WINDOWS, async (from, to) => (await db.charges.where('reservedAt').between(from, to).toArray()).filter(({ tableId }) => tableId === id));
    ({ actions, credits } = next.posted);
    const key = (at: number): readonly [string, number, number, number] => [id, actions, credits, at];
    for (const window of CAP_WINDOWS) {
      const many = await byPrice().between(key(now - CAP_WINDOW_MS[window]), key(now + CAP_WINDOW_MS[window]), false, false).count();
      sums[window] = addAmounts(sums[window], { actions: micro(many * actions), credits: micro(many * credits) });
    }
  }
}

/**
 * What is held, and within each window what was taken. Read a day at a time: a month of charges is never in memory at once, and rows
 * that come together cost a fraction of what a cursor takes for each.
 * @param between the charges that were begun at or after the first moment and before the second
 */
async function takenIn<W extends CapWindow>(now: number, held: Amounts, windows: readonly W[], between: (from: number, to: number) => PromiseLike<readonly Charge[]>): Promise<Record<W, Amounts>> {
  const sums = new Map<W, Amounts>(windows.map((window) => [window, held]));
  const longestMs = Math.max(...windows.map((window) => CAP_WINDOW_MS[window]));
  for (let from = now - longestMs; from < now + longestMs; from += CAP_WINDOW_MS.day) {
    for (const { state, posted, reservedAt } of await between(from, from + CAP_WINDOW_MS.day)) {
      if (state !== 'posted') continue;
      const ago = Math.abs(reservedAt - now);
      for (const window of windows) if (ago < CAP_WINDOW_MS[window]) sums.set(window, addAmounts(sums.get(window) ?? held, posted));
    }
  }
  return Object.fromEntries(sums) as Record<W, Amounts>;
}
