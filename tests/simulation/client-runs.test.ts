import { afterEach, describe, expect, it } from 'vitest';
import { BREAKER_FAILURES, RUN_START_CHUNK } from '../../lib/core/limits.ts';
import type { RunId } from '../../lib/core/ids.ts';
import { micro, ZERO, type Amounts } from '../../lib/domain/ledger/amount.ts';
import type { CallOutcome } from '../../lib/domain/enrichment/operation.ts';
import type { Waterfall } from '../../lib/domain/enrichment/waterfall.ts';
import { createPump } from '../../lib/services/pump.ts';
import { pauseRun, quoteFor, resumeRun, startRun, stopRun } from '../../lib/services/runs.ts';
import { finishStarts } from '../../lib/services/start-run.ts';
import { createWorld, CREDIT, Life, randomOf, seed, WATERFALL, type World } from './client-world.ts';

const worlds: World[] = [];
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.db.delete();
});
const OWN: Partial<Waterfall> = { steps: ['own-a', 'own-c'].map((providerId) => ({ source: 'provider', providerId, operation: 'find-work-email' })) };

async function worldOf(name: string, leads: number, waterfall: Partial<Waterfall> = OWN): Promise<{ world: World; ids: string[] }> {
  const world = createWorld(`runs-${name}`, randomOf(11), 0);
  worlds.push(world);
  const ids = await seed(world, leads);
  await world.db.waterfalls.put({ ...WATERFALL, ...waterfall });
  return { world, ids };
}
async function begin(world: World, leadIds: readonly string[], more: { cap?: Amounts; expected?: Amounts } = {}): Promise<RunId> {
  const deps = world.deps(new Life(Infinity));
  const cap = more.cap ?? (await quoteFor(deps, leadIds, WATERFALL.id))!.max;
  const run = await startRun(deps, { leadIds, waterfallId: WATERFALL.id, cap, ...(more.expected ? { expected: more.expected } : {}) });
  if (!run.ok) throw new Error(run.error);
  return run.value;
}
const live = (world: World, life = new Life(Infinity)): Promise<void> => createPump(world.deps(life)).pump();
const runOf = async (world: World, id: RunId) => (await world.db.runs.get(id))!;
const down: CallOutcome = { kind: 'failed', error: { kind: 'server', retryable: true }, tookMs: 3 };
const dead = (life: Life): Promise<void> =>
  new Promise((resolve) => {
    life.onDeath = resolve;
  });

describe('a question that somebody waits for', () => {
  it('overtakes a run of many that was there before', async () => {
    const { world, ids } = await worldOf('urgent', 60);
    await begin(world, ids.slice(0, 59));
    const single = await begin(world, ids.slice(59));
    world.hooks.turn = (() => {
      let free = 1;
      return () => (free > 0 ? { release: () => void (free += free < 1 ? 1 : 0), ...(free-- ? {} : {}) } : { waitMs: Infinity });
    })();
    await live(world);
    expect((await runOf(world, single)).state).toBe('ended');
    const place = world.hooks.asked.findIndex(({ name }) => name === 'Person 59');
    expect(place).toBeLessThan(3);
  });
});

describe('a provider that the workspace has paid enough today', () => {
  it('is passed over with those words, and the next source is asked', async () => {
    const managed = ['managed-b', 'managed-d'].map((providerId) => ({ source: 'provider' as const, providerId, operation: 'find-work-email' as const }));
    const { world, ids } = await worldOf('provider-limit', 4, { steps: managed });
    world.server.overLimit.add('managed-b');
    await begin(world, [ids[1] ?? '', ids[3] ?? '']);
    await live(world);
    const tasks = await world.db.tasks.toArray();
    expect(tasks.map((task) => task.state).sort()).toEqual(['found', 'no-result']);
    for (const task of tasks) expect(task.steps[0]).toMatchObject({ providerId: 'managed-b', state: 'skipped', skip: 'provider-limit' });
    expect(new Set(tasks.map((task) => task.steps[1]?.state))).toEqual(new Set(['accepted', 'no-result']));
  });
});

describe('a run of thousands of leads', () => {
  it('is written down in parts and is whole or nothing, wherever the start is cut off', async () => {
    const count = RUN_START_CHUNK + 10;
    const { world, ids } = await worldOf('parts', count);
    const cap = { actions: micro(count * CREDIT), credits: ZERO };
    for (const dieAt of [3, 8, 12, 16]) {
      const life = new Life(dieAt);
      const died = dead(life);
      await Promise.race([startRun(world.deps(life), { leadIds: ids, waterfallId: WATERFALL.id, cap }), died]);
      expect(world.hooks.asked).toEqual([]);
    }
    await finishStarts(world.deps(new Life(Infinity)));
    const runs = await world.db.runs.toArray();
    expect(runs.length).toBeGreaterThan(0);
    expect(runs.every((run) => run.state === 'running' && run.leadCount === count)).toBe(true);
    const open = (await world.db.tasks.toArray()).filter((task) => task.state === 'queued');
    expect(new Set(open.map((task) => task.leadId)).size).toBe(count);
    expect(open.length).toBe(count);
    expect(await world.db.runStarts.count()).toBe(0);
  });

  it('is taken back whole when it would cost more than stood on the button', async () => {
    const { world, ids } = await worldOf('too-dear', 12);
    const refused = await startRun(world.deps(new Life(Infinity)), { leadIds: ids, waterfallId: WATERFALL.id, cap: { actions: micro(5 * CREDIT), credits: ZERO } });
    expect(refused).toEqual({ ok: false, error: 'price-changed' });
    expect(await Promise.all([world.db.runs.count(), world.db.tasks.count(), world.db.runStarts.count()])).toEqual([0, 0, 0]);
  });
});

describe('pause', () => {
  it('lets nothing more be asked, and going on asks the rest, each once', async () => {
    const { world, ids } = await worldOf('pause', 200);
    const runId = await begin(world, ids);
    const deps = world.deps(new Life(Infinity));
    world.hooks.answer = () => {
      if (world.hooks.asked.length === 30) void pauseRun(deps, runId);
      return undefined;
    };
    await live(world);
    const asked = world.hooks.asked.length;
    expect([(await runOf(world, runId)).state, (await runOf(world, runId)).held]).toEqual(['paused', { actions: 0, credits: 0 }]);
    expect(asked).toBeLessThan(150);
    await live(world);
    expect(world.hooks.asked.length).toBe(asked);
    await resumeRun(deps, runId);
    await live(world);
    expect((await runOf(world, runId)).state).toBe('ended');
    expect([...world.ownCalls.values()].every((n) => n === 1)).toBe(true);
  });

  it('comes by itself when a run takes clearly more than was expected, and going on is not measured again', async () => {
    const { world, ids } = await worldOf('estimate', 100);
    const runId = await begin(world, ids, { expected: { actions: micro(4 * CREDIT), credits: ZERO } });
    await live(world);
    const paused = await runOf(world, runId);
    expect([paused.state, paused.pause?.reason]).toEqual(['paused', 'estimate']);
    expect(paused.charged.actions).toBeGreaterThan(9 * CREDIT);
    await resumeRun(world.deps(new Life(Infinity)), runId);
    await live(world);
    expect(await runOf(world, runId)).toMatchObject({ state: 'ended', charged: { actions: 40 * CREDIT } });
  });

  it('comes at the limit for an hour, which is never passed, and ends when the hour has moved on', async () => {
    const { world, ids } = await worldOf('hour', 40);
    await world.db.meta.put({ key: 'limits', value: { hour: { actions: micro(6 * CREDIT) } } });
    world.clock += 86_400_000;
    const runId = await begin(world, ids);
    for (let hour = 0; hour < 6 && (await runOf(world, runId)).state !== 'ended'; hour++) {
      const before = (await runOf(world, runId)).charged.actions;
      for (let i = 0; i < 3; i++) await live(world);
      expect((await runOf(world, runId)).charged.actions - before).toBeLessThanOrEqual(6 * CREDIT);
      world.clock += 3_700_000;
    }
    expect(await runOf(world, runId)).toMatchObject({ state: 'ended', charged: { actions: 16 * CREDIT } });
  });
});

describe('a provider that is down', () => {
  it('rests after some failures, outlives the worker in its rest, and nothing is lost when it is back', async () => {
    const { world, ids } = await worldOf('down', 30);
    const runId = await begin(world, ids);
    let isDown = true;
    world.hooks.answer = ({ providerId }) => (isDown && providerId === 'own-a' ? down : undefined);
    await Promise.race([live(world), dead(new Life(Infinity))]);
    const rest = await world.db.providerHealth.get('live/own-a');
    expect(rest?.failures).toBeGreaterThanOrEqual(BREAKER_FAILURES);
    isDown = false;
    for (let i = 0; i < 40 && (await runOf(world, runId)).state !== 'ended'; i++) {
      await live(world);
      world.clock += 60_000;
    }
    expect(await runOf(world, runId)).toMatchObject({ state: 'ended', held: { actions: 0, credits: 0 }, endedTasks: { failed: 0 } });
    expect((await world.db.providerHealth.get('live/own-a'))?.rests).toBe(0);
  });

  it('is not hammered: while it rests nobody calls it', async () => {
    const { world, ids } = await worldOf('hammer', 100);
    await begin(world, ids);
    world.hooks.answer = ({ providerId }) => (providerId === 'own-a' ? down : undefined);
    await live(world);
    const calls = world.hooks.asked.filter((call) => call.providerId === 'own-a');
    expect(calls.length).toBeLessThan(BREAKER_FAILURES + 30);
  });
});

describe('the world around a run', () => {
  it('without a network nothing is asked and nothing is lost; it goes on when it is back', async () => {
    const { world, ids } = await worldOf('offline', 20);
    const runId = await begin(world, ids);
    world.hooks.isOnline = false;
    await live(world);
    expect([world.hooks.asked.length, (await runOf(world, runId)).state]).toEqual([0, 'running']);
    world.hooks.isOnline = true;
    await live(world);
    expect((await runOf(world, runId)).state).toBe('ended');
  });

  it('a full disk holds answers back, and none of them is bought again', async () => {
    const { world, ids } = await worldOf('disk', 40);
    const runId = await begin(world, ids);
    let writes = 0;
    world.hooks.beforeWrite = () => {
      writes += 1;
      if (writes > 4 && writes < 12) throw new DOMException('full', 'QuotaExceededError');
    };
    const deps = { ...world.deps(new Life(Infinity)), report: () => undefined };
    await createPump(deps).pump();
    expect((await runOf(world, runId)).state).toBe('ended');
    expect([...world.ownCalls.values()].every((n) => n === 1)).toBe(true);
  });

  it('a clock that is set back does not hold a put-off call up', async () => {
    const { world, ids } = await worldOf('clock', 6);
    const runId = await begin(world, ids);
    let busy = 3;
    world.hooks.answer = () => (busy-- > 0 ? { kind: 'failed', error: { kind: 'rate-limited', retryable: true, retryAfterMs: 40_000 }, tookMs: 1 } : undefined);
    world.clock += 10_000_000;
    await live(world);
    world.clock -= 9_000_000;
    for (let i = 0; i < 10 && (await runOf(world, runId)).state !== 'ended'; i++) await live(world);
    expect((await runOf(world, runId)).state).toBe('ended');
  });

  it('stop in the middle asks nothing more and leaves nothing held', async () => {
    const { world, ids } = await worldOf('stop', 300);
    const runId = await begin(world, ids);
    const deps = world.deps(new Life(Infinity));
    world.hooks.answer = () => {
      if (world.hooks.asked.length === 40) void stopRun(deps, runId);
      return undefined;
    };
    await live(world);
    const { state, held, endedTasks } = await runOf(world, runId);
    expect([state, held]).toEqual(['ended', { actions: 0, credits: 0 }]);
    expect(endedTasks.stopped).toBeGreaterThan(150);
  });
});
