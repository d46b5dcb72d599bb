import { WATERFALLS_OWN } from '../core/limits.ts';
import { PATTERN_LEAST, PATTERN_PEOPLE, PATTERN_ROWS } from '../core/own-source-limits.ts';
import type { Taken } from '../domain/enrichment/caps.ts';
import type { Waterfall } from '../domain/enrichment/waterfall.ts';
import { emailsAt } from '../domain/lead/identity.ts';
import type { Lead } from '../domain/lead/lead.ts';
import { addAmounts, NOTHING, type Amounts } from '../domain/ledger/amount.ts';
import type { KilnDatabase } from './database.ts';

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
    companiesAt: async (domains: readonly string[]): Promise<Lead[]> => (domains.length === 0 ? [] : db.leads.where('keys').anyOf(domains.map((d) => `company:domain:${d.toLowerCase()}`)).distinct().toArray()),

    /** People with an address at one of these domains, each once; of each domain fewer the more domains there are. */
    peopleAt: async (domains: readonly string[]): Promise<Lead[]> => {
      if (domains.length === 0) return [];
      const most = Math.max(PATTERN_LEAST, Math.min(PATTERN_PEOPLE, Math.floor(PATTERN_ROWS / domains.length)));
      const found = await db.transaction('r', db.leads, () => Promise.all(domains.map((domain) => db.leads.where('keys').between(emailsAt(domain), `${emailsAt(domain)}\uffff`).limit(most).toArray())));
      return [...new Map(found.flat().map((lead) => [lead.id, lead])).values()];
    },

    /** What this device has taken and holds since an hour and a day ago. */
    taken: async (now: number): Promise<Taken> => {
      const sums: { hour: Amounts; day: Amounts } = { hour: NOTHING, day: NOTHING };
      await db.charges.where('reservedAt').above(now - DAY_MS).each(({ state, posted, quoted, reservedAt }) => {
        const amounts = state === 'posted' ? posted : state === 'reserved' ? quoted : null;
        if (!amounts) return;
        sums.day = addAmounts(sums.day, amounts);
        if (reservedAt > now - HOUR_MS) sums.hour = addAmounts(sums.hour, amounts);
      });
      return sums;
    },
  };
}
