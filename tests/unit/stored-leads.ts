/** Leads in a test's database: through the same door as the product's. */
import 'fake-indexeddb/auto';
import type { Lead } from '../../lib/domain/lead/lead.ts';
import type { KilnDatabase } from '../../lib/storage/database.ts';
import { leadRows } from '../../lib/storage/leads/rows.ts';
import { leadStores } from '../../lib/storage/leads/stores.ts';
import { leadWrites } from '../../lib/storage/leads/writes.ts';

/** All leads of all tables, each table in its order. */
export async function storedLeads(db: KilnDatabase): Promise<Lead[]> {
  const out: Lead[] = [];
  for (const tableId of (await leadRows(db).counts()).keys()) for await (const batch of leadRows(db).batches(tableId, 1_000)) out.push(...batch);
  return out;
}

/** As the counters say it. */
export const leadCount = async (db: KilnDatabase): Promise<number> => [...(await leadRows(db).counts()).values()].reduce((sum, count) => sum + count, 0);

/** Puts leads there with the ids and places that they have. */
export const plantLeads = (db: KilnDatabase, leads: readonly Lead[]): Promise<void> =>
  db.transaction('rw', leadStores(db), async () => {
    const counts = new Map<string, number>();
    for (const { tableId } of leads) counts.set(tableId, (counts.get(tableId) ?? 0) + 1);
    await leadWrites(db).restore(leads);
    for (const [tableId, count] of counts) {
      const state = await db.leadTables.get(tableId as Lead['tableId']);
      if (state) await db.leadTables.put({ ...state, count: state.count + count });
    }
  });

/** None are left, as if there had never been any. */
export const dropLeads = (db: KilnDatabase): Promise<unknown> => db.transaction('rw', leadStores(db), () => Promise.all(leadStores(db).map((store) => store.clear())));
