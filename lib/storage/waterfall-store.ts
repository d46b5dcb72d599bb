import { WATERFALLS_OWN } from '../core/limits.ts';
import { PATTERN_LEAST, PATTERN_PEOPLE, PATTERN_ROWS } from '../core/own-source-limits.ts';
import type { Taken } from '../domain/enrichment/caps.ts';
import { heldByAll } from '../domain/enrichment/hold.ts';
import type { Waterfall } from '../domain/enrichment/waterfall.ts';
import { emailsAt } from '../domain/lead/identity.ts';
import type { Lead } from '../domain/lead/lead.ts';
import { addAmounts, type Amounts } from '../domain/ledger/amount.ts';
import type { KilnDatabase } from './database.ts';
import { leadRows } from './leads/rows.ts';
import { leadStores } from './leads/stores.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

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
     */
    taken: async (now: number): Promise<Taken> => {
      const held = heldByAll(await db.charges.where('state').equals('reserved').toArray());
      const sums: { hour: Amounts; day: Amounts } = { hour: held, day: held };
      await db.charges.where('reservedAt').between(now - DAY_MS, now + DAY_MS).each(({ state, posted, reservedAt }) => {
        if (state !== 'posted') return;
        sums.day = addAmounts(sums.day, posted);
        if (Math.abs(reservedAt - now) < HOUR_MS) sums.hour = addAmounts(sums.hour, posted);
      });
      return sums;
    },
  };
}
