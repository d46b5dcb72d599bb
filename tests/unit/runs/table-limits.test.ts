import { afterEach, describe, expect, it } from 'vitest';
import type { LeadId, RunId, TableId } from '../../../lib/core/ids.ts';
import type { SpendLimits } from '../../../lib/domain/enrichment/caps.ts';
import { addAmounts, micro, NOTHING } from '../../../lib/domain/ledger/amount.ts';
import { createDeliveryPump } from '../../../lib/services/destinations/pump.ts';
import { createPump } from '../../../lib/services/pump.ts';
import { quoteFor, startRun } from '../../../lib/services/runs.ts';
import { createSpending } from '../../../lib/services/spending.ts';
import type { Deps } from '../../../lib/services/deps.ts';
import { CREDIT, createWorld, Life, randomOf, seed, WATERFALL, type World } from '../../simulation/client-world.ts';
import { begin as beginDelivery, deliveryWorld, target } from '../../simulation/delivery-world.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const TABLE = 'table-0001';

const worlds: World[] = [];
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.db.delete();
});

async function setUp(name: string, limits: SpendLimits) {
  const world = createWorld(name, randomOf(5), 0);
  worlds.push(world);
  const leadIds = await seed(world, 20);
  const setLimits = (value: SpendLimits) => world.db.meta.put({ key: 'limits', value });
  await setLimits(limits);
  const deps = world.deps(new Life(Infinity));
  const start = async (ids: readonly string[] = leadIds): Promise<RunId> => {
    const quote = await quoteFor(deps, ids, WATERFALL.id);
    const run = await startRun(deps, { leadIds: ids, waterfallId: WATERFALL.id, cap: quote?.max ?? NOTHING });
    if (!run.ok) throw new Error(run.error);
    return run.value;
  };
  /** A miss gives back what was held for it: a run that waits looks again every minute. */
  const pump = async (): Promise<void> => {
    for (let minute = 0; minute < 20; minute++) {
      await createPump(deps).pump();
      world.clock += MINUTE_MS + 1;
    }
  };
  const runNow = async (id: RunId) => (await world.db.runs.get(id)) ?? Promise.reject(new Error('no run'));
  return { world, deps, leadIds, setLimits, start, pump, runNow };
}
const actions = (count: number) => ({ actions: micro(count * CREDIT) });
const takenOf = async (world: World) => (await world.db.charges.toArray()).reduce((sum, { posted }) => addAmounts(sum, posted), NOTHING);

describe('a limit of a table', () => {
  it('lets a run wait with its own reason, and goes on when it is raised or a month has passed', async () => {
    const { world, setLimits, start, pump, runNow } = await setUp('table-month', { tables: { [TABLE]: { month: actions(3) } } });
    const id = await start();
    await pump();
    expect(await runNow(id)).toMatchObject({ state: 'paused', pause: { reason: 'table-month' }, charged: actions(3), held: { actions: 0 } });
    await setLimits({ tables: { [TABLE]: { month: actions(4) } } });
    await pump();
    expect(await runNow(id)).toMatchObject({ state: 'paused', pause: { reason: 'table-month' }, charged: actions(4) });
    world.clock += 29 * DAY_MS;
    await pump();
    expect((await runNow(id)).charged).toMatchObject(actions(4));
    world.clock += 2 * DAY_MS;
    await pump();
    expect((await runNow(id)).charged.actions).toBeGreaterThan(4 * CREDIT);
    expect((await takenOf(world)).actions).toBeLessThanOrEqual(8 * CREDIT);
  });

  it('counts nothing of other tables', async () => {
    const { world, leadIds, start, pump, runNow } = await setUp('table-others', { tables: { [TABLE]: { day: actions(2) }, 'table-0002': { hour: actions(0) } } });
    const others = leadIds.slice(10).map((id) => id as LeadId);
    await world.db.tables_.add({ id: 'table-0003' as TableId, name: 'Free', kind: 'person', createdAt: 2 });
    for (const id of others) await world.db.leads.update(id, { tableId: 'table-0003' as TableId });
    const free = await start(others);
    await pump();
    expect(await runNow(free)).toMatchObject({ state: 'ended' });
    expect((await runNow(free)).charged.actions).toBeGreaterThan(2 * CREDIT);
    const limited = await start(leadIds.slice(0, 10));
    await pump();
    expect(await runNow(limited)).toMatchObject({ state: 'paused', pause: { reason: 'table-day' }, charged: actions(2) });
    const { taken } = await world.deps(new Life(Infinity)).store.tasks.countTaken(world.clock, [TABLE, 'table-0002']);
    expect(taken.tables?.[TABLE]).toMatchObject({ hour: actions(2), day: actions(2), month: actions(2) });
    expect(taken.tables?.['table-0002']?.month).toEqual(NOTHING);
    expect(taken.day.actions).toBe((await takenOf(world)).actions);
  });

  it('stands in the quote before it bites: what it leaves, and that it can be reached', async () => {
    const { leadIds, deps, setLimits } = await setUp('table-quote', { tables: { [TABLE]: { month: actions(400), hour: actions(50) } } });
    const wide = await quoteFor(deps, leadIds, WATERFALL.id);
    expect(wide?.tableRooms).toEqual([
      { scope: 'table-hour', meter: 'actions', limit: 50 * CREDIT, left: 50 * CREDIT },
      { scope: 'table-month', meter: 'actions', limit: 400 * CREDIT, left: 400 * CREDIT },
    ]);
    expect(wide?.capped).toBeUndefined();
    await setLimits({ tables: { [TABLE]: { month: actions(5) } } });
    expect((await quoteFor(deps, leadIds, WATERFALL.id))?.capped).toEqual({ scope: 'table-month', meter: 'actions', limit: 5 * CREDIT, left: 5 * CREDIT });
  });
});

describe('a run and a delivery at the same moment', () => {
  it.each([
    ['of a table', { tables: { [TABLE]: { day: actions(8) } } }],
    ['of the device', { day: actions(8) }],
  ] satisfies [string, SpendLimits][])('share a limit %s', async (name, limits) => {
    const w = await deliveryWorld(`table-shared-${name}`, randomOf(15), 12, target('no'));
    worlds.push(w.world);
    await w.world.db.meta.put({ key: 'limits', value: limits });
    await beginDelivery(w);
    const deps: Deps = w.deps(new Life(Infinity));
    const quote = await quoteFor(deps, w.leadIds, WATERFALL.id);
    await startRun(deps, { leadIds: w.leadIds, waterfallId: WATERFALL.id, cap: quote?.max ?? NOTHING });
    const spending = createSpending(deps);
    await Promise.all([createPump(deps, { spending }).pump(), createDeliveryPump(deps, spending).pump()]);
    const charges = await w.world.db.charges.toArray();
    expect(new Set(charges.filter(({ state }) => state === 'posted').map(({ enrichment }) => enrichment === 'delivery')).size).toBe(2);
    expect((await takenOf(w.world)).actions).toBe(8 * CREDIT);
  });
});
