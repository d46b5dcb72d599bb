import { expect, test } from 'vitest';
import { micro, type Amounts } from '../../../lib/domain/ledger/amount.ts';
import type { SpendLimits } from '../../../lib/domain/enrichment/caps.ts';
import { createSpending } from '../../../lib/services/spending.ts';

const HOUR_MS = 3_600_000;
const actions = (count: number): Amounts => ({ actions: micro(count * 1_000_000), credits: micro(0) });

/** Charges of one Action at their moments; the store counts those of the hour around `now`. */
function setUp(limits: SpendLimits, charges: readonly number[]) {
  const world = { now: 100 * HOUR_MS, counts: 0 };
  const within = (lengthMs: number, now: number): Amounts => actions(charges.filter((at) => Math.abs(at - now) < lengthMs).length);
  const store = {
    meta: { get: async () => limits },
    tasks: { countTaken: async (now: number, tableIds: readonly string[]) => (world.counts++, { taken: { hour: within(HOUR_MS, now), day: within(24 * HOUR_MS, now), tables: Object.fromEntries(tableIds.map((id) => [id, { hour: actions(0), day: actions(0), month: actions(0) }])) } }) },
  };
  const spending = createSpending({ store, now: () => world.now } as unknown as Parameters<typeof createSpending>[0]);
  return { world, spending };
}

test('nothing is decided by a count of another hour: a clock that leaps has it counted anew first', async () => {
  const { world, spending } = setUp({ hour: actions(2) }, [200 * HOUR_MS, 200 * HOUR_MS + 1]);
  await spending.load();
  expect(spending.pauseFor(actions(1))).toBeNull();
  expect(spending.room()).toBe(2_000_000);
  world.now = 200 * HOUR_MS;
  expect(spending.pauseFor(actions(1))).toEqual({ reason: 'hour', at: world.now, until: world.now });
  expect(spending.room()).toBe(0);
  await spending.recount();
  expect(spending.pauseFor(actions(1))).toMatchObject({ reason: 'hour', until: world.now + 60_000 });
  world.now = 100 * HOUR_MS;
  expect(spending.pauseFor(actions(1)), 'set back again').toMatchObject({ until: world.now });
  await spending.recount();
  expect(spending.pauseFor(actions(1))).toBeNull();
});

test('it is counted every half minute at most, and never without limits', async () => {
  const limited = setUp({ day: actions(2) }, []);
  await limited.spending.load();
  for (let i = 0; i < 60; i++) {
    limited.world.now += 1_000;
    await limited.spending.recount();
    expect(limited.spending.pauseFor(actions(1))).toBeNull();
  }
  expect(limited.world.counts).toBe(3);
  const free = setUp({}, []);
  await free.spending.load();
  free.world.now += 10 * HOUR_MS;
  await free.spending.recount();
  expect(free.spending.pauseFor(actions(1_000))).toBeNull();
  expect(free.world.counts).toBe(0);
});

test('a run and a delivery share one count: what one has set aside is not there for the other, and one that begins does not hold up the other', async () => {
  const { world, spending } = setUp({ hour: actions(3), tables: { 'table-a': { month: actions(2) } } }, []);
  await spending.load();
  const written = spending.hold(actions(1), 'table-a');
  expect([spending.room(), spending.room('table-a'), spending.room('table-b')]).toEqual([2_000_000, 1_000_000, 2_000_000]);
  expect(spending.pauseFor(actions(2), 'table-a')).toMatchObject({ reason: 'table-month' });
  expect(spending.pauseFor(actions(2), 'table-b')).toBeNull();
  expect(spending.pauseFor(actions(3), 'table-a')).toBe('never');
  written(actions(0));
  expect(spending.pauseFor(actions(2), 'table-a')).toBeNull();
  // Another pump begins: it counts anew before it decides, and the other goes on by what is known.
  spending.forget();
  expect(spending.room('table-a')).toBe(2_000_000);
  expect(spending.pauseFor(actions(1), 'table-b')).toBeNull();
  await spending.recount();
  expect(world.counts).toBe(2);
  await spending.load();
  expect(world.counts).toBe(2);
});

/** A store whose counts end when the test says so. */
function slowly(limits: SpendLimits, month: () => number) {
  const world = { now: 100 * HOUR_MS, limits, open: [] as (() => void)[] };
  const store = {
    meta: { get: async () => world.limits },
    tasks: {
      countTaken: async (_now: number, tableIds: readonly string[]) => {
        const taken = { hour: actions(0), day: actions(0), tables: Object.fromEntries(tableIds.map((id) => [id, { hour: actions(0), day: actions(0), month: actions(month()) }])) };
        await new Promise<void>((resolve) => void world.open.push(resolve));
        return { taken };
      },
    },
  };
  const turns = async (): Promise<void> => {
    for (let i = 0; i < 20; i++) await Promise.resolve();
  };
  return { world, turns, spending: createSpending({ store, now: () => world.now } as unknown as Parameters<typeof createSpending>[0]) };
}

test('a table that gets its limit while another count is out is not taken for one of which nothing was taken', async () => {
  const { world, turns, spending } = slowly({ hour: actions(50) }, () => 2);
  const first = spending.load();
  await turns();
  world.limits = { hour: actions(50), tables: { 'table-a': { month: actions(2) } } };
  const second = spending.load();
  await turns();
  // Whichever count was begun last ends first.
  for (let i = 0; i < 4; i++) {
    world.open.splice(0).reverse().forEach((end) => end());
    await turns();
  }
  await Promise.all([first, second]);
  expect(spending.pauseFor(actions(1), 'table-a')).toMatchObject({ reason: 'table-month' });
  expect(spending.room('table-a')).toBe(0);
  expect(spending.room('table-b')).toBe(50_000_000);
});

test('what a run begins while it is counted is there afterwards, also when it is the first count', async () => {
  const { world, turns, spending } = slowly({ tables: { 'table-a': { month: actions(2) } } }, () => 0);
  const begin = (id: string): void => {
    const charge = { id, state: 'reserved', tableId: 'table-a', quoted: actions(1), posted: actions(0) };
    const task = { id, charged: actions(0) };
    spending.note({ task, charges: new Map() } as never, { task, charges: [charge] } as never);
  };
  const end = async (loading: Promise<void>): Promise<void> => {
    await turns();
    world.open.splice(0).forEach((resolve) => resolve());
    await loading;
  };
  const first = spending.load();
  await turns();
  begin('task-1');
  await end(first);
  expect(spending.room('table-a')).toBe(1_000_000);
  spending.forget();
  const second = spending.recount();
  await turns();
  begin('task-2');
  expect(spending.room('table-a'), 'by the earlier count').toBe(0);
  await end(second);
  expect(spending.room('table-a'), 'the first is in none of the counts of this test').toBe(1_000_000);
});
