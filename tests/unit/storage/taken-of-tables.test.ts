/** What was taken of a table: the same as adding up every charge, and without reading every charge. */
import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ChargeId, TableId } from '../../../lib/core/ids.ts';
import { CAP_WINDOW_MS, CAP_WINDOWS } from '../../../lib/domain/enrichment/caps.ts';
import { heldByAll } from '../../../lib/domain/enrichment/hold.ts';
import { addAmounts, micro, NOTHING, ZERO, type Amounts } from '../../../lib/domain/ledger/amount.ts';
import type { Charge } from '../../../lib/domain/ledger/charge.ts';
import { KilnDatabase } from '../../../lib/storage/database.ts';
import { createWaterfallStore } from '../../../lib/storage/waterfall-store.ts';

const NOW = 100 * CAP_WINDOW_MS.month;
const TABLES = ['table-0001', 'table-0002'];
let db: KilnDatabase;
beforeEach(() => void (db = new KilnDatabase(`taken-${Math.random()}`)));
afterEach(() => db.delete());

const chargeOf = (n: number, { table, at, amounts, state }: { table: number; at: number; amounts: Amounts; state: Charge['state'] }): Charge => ({
  id: `charge-${n}` as ChargeId, path: 'local', state, runId: 'run-00001', taskId: `task-${n}`, leadId: `lead-${n}`, ...(table < TABLES.length ? { tableId: TABLES[table] as TableId } : {}),
  enrichment: 'work-email', providerId: 'hunter', operation: 'find-work-email', route: 'own', quoted: amounts, posted: state === 'posted' ? amounts : NOTHING, reservedAt: at,
} as Charge);

const edges = CAP_WINDOWS.flatMap((window) => [-1, 1].flatMap((sign) => [-1, 0, 1].map((off) => NOW + sign * CAP_WINDOW_MS[window] + off)));
const amountsOf = (prices: number) => fc.record({ actions: fc.integer({ min: 0, max: 2 }).map((n) => micro(n * 1_000_000)), credits: fc.integer({ min: 0, max: prices }).map((n) => micro(n * 250_000)) });
const history = (prices: number) => fc.array(fc.record({ table: fc.integer({ min: 0, max: 2 }), at: fc.oneof(fc.constantFrom(...edges), fc.integer({ min: NOW - 2 * CAP_WINDOW_MS.month, max: NOW + 2 * CAP_WINDOW_MS.month }), fc.constant(NOW)), amounts: amountsOf(prices), state: fc.constantFrom('posted' as const, 'posted' as const, 'reserved' as const, 'voided' as const) }), { maxLength: 120 });

test('is the sum of the charges of each window, for any history, with few prices and with many', async () => {
  await fc.assert(fc.asyncProperty(fc.oneof(history(3), history(1_000)), async (given) => {
    const charges = given.map((one, n) => chargeOf(n, one));
    await db.charges.clear();
    await db.charges.bulkAdd(charges);
    const { tables } = await createWaterfallStore(db).taken(NOW, TABLES);
    for (const id of TABLES) {
      const mine = charges.filter(({ tableId }) => tableId === id);
      const held = heldByAll(mine.filter(({ state }) => state === 'reserved'));
      for (const window of CAP_WINDOWS) {
        const within = mine.filter(({ state, reservedAt }) => state === 'posted' && Math.abs(reservedAt - NOW) < CAP_WINDOW_MS[window]);
        expect([window, tables?.[id]?.[window]]).toEqual([window, within.reduce((sum, { posted }) => addAmounts(sum, posted), held)]);
      }
    }
  }), { numRuns: 60 });
});

test('reads as few charges as there are prices, however many there were', async () => {
  await db.charges.bulkAdd(Array.from({ length: 2_000 }, (_, n) => chargeOf(n, { table: 0, at: NOW - CAP_WINDOW_MS.day - (n + 1) * 1_000_000, amounts: { actions: micro(1_000_000), credits: n % 4 === 0 ? ZERO : micro((n % 4) * 500_000) }, state: 'posted' })));
  let read = 0;
  db.charges.hook('reading', (row) => {
    read += 1;
    return row;
  });
  const { tables } = await createWaterfallStore(db).taken(NOW, ['table-0001']);
  expect(tables?.['table-0001']?.month.actions).toBe(2_000_000_000);
  expect(read).toBe(4);
});
