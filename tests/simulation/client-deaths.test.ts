import { afterEach, describe, expect, it } from 'vitest';
import { STEP_ATTEMPTS } from '../../lib/core/limits.ts';
import { chargeIdOf, type RunId, type TaskId } from '../../lib/core/ids.ts';
import { TASK_ENDED } from '../../lib/domain/enrichment/run.ts';
import { createPump } from '../../lib/services/pump.ts';
import { quoteFor, startRun, stopRun } from '../../lib/services/runs.ts';
import { textOf } from '../../lib/domain/lead/merge.ts';
import { answersOf, createWorld, CREDIT, Life, randomOf, seed, WATERFALL, type World } from './client-world.ts';

const LEADS = 10;
const worlds: World[] = [];
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.db.delete();
});

async function start(seedNumber: number, lossRate: number): Promise<{ world: World; runId: RunId }> {
  const world = createWorld(`deaths-${seedNumber}-${lossRate}`, randomOf(seedNumber), lossRate);
  worlds.push(world);
  const leadIds = await seed(world, LEADS);
  const deps = world.deps(new Life(Infinity));
  const quote = await quoteFor(deps, leadIds, WATERFALL.id);
  expect(quote?.max).toEqual({ actions: LEADS * CREDIT, credits: LEADS * CREDIT });
  const run = await startRun(deps, { leadIds, waterfallId: WATERFALL.id, cap: quote!.max });
  if (!run.ok) throw new Error(run.error);
  return { world, runId: run.value };
}

/** Lives one worker after the other until the run has ended; every life but the last dies after so many awaits. */
async function live(world: World, runId: RunId, deaths: readonly number[]): Promise<void> {
  for (const dieAt of [...deaths, ...Array.from({ length: 200 }, () => Infinity)]) {
    const life = new Life(dieAt);
    const died = new Promise<void>((resolve) => {
      life.onDeath = resolve;
    });
    await Promise.race([createPump(world.deps(life)).pump(), died]);
    if ((await world.db.runs.get(runId))?.state === 'ended') return;
    world.clock += 60_000;
  }
  throw new Error('the run did not end');
}

async function checkBooks(world: World, runId: RunId): Promise<void> {
  const { db } = world;
  const [run, tasks, charges, outbox, leads] = await Promise.all([db.runs.get(runId), db.tasks.toArray(), db.charges.toArray(), db.outbox.toArray(), db.leads.toArray()]);
  expect(run?.held).toEqual({ actions: 0, credits: 0 });
  expect(tasks.every((t) => TASK_ENDED.includes(t.state))).toBe(true);
  expect([...world.bought.values()].every((n) => n === 1)).toBe(true);
  expect(charges.filter((c) => c.state === 'reserved')).toEqual([]);
  for (const lead of leads) {
    const truth = answersOf(lead.order);
    const task = tasks.find((t) => t.leadId === lead.id)!;
    const posted = charges.filter((c) => c.taskId === task.id && c.state === 'posted');
    expect(task.state).toBe(truth ? 'found' : 'no-result');
    expect(textOf(lead.fields, 'workEmail')).toBe(truth ? `person${lead.order}@company${lead.order}.example` : undefined);
    expect(posted.map((c) => [c.providerId, c.posted])).toEqual(truth ? [[truth.providerId, { actions: CREDIT, credits: truth.own ? 0 : CREDIT }]] : []);
    expect(task.charged).toEqual(posted[0]?.posted ?? { actions: 0, credits: 0 });
  }
  // Each local charge is told once, each answer of the account acknowledged once, and what was reserved of the lease is spent or free.
  const told = charges.filter((c) => c.state === 'posted').map((c) => `${c.path === 'local' ? 'spend' : 'ack'}.${c.id}`);
  expect(outbox.map((row) => row.opId).sort()).toEqual(told.sort());
  const leases = await db.leases.toArray();
  expect([leases.reduce((sum, l) => sum + l.spent, 0), leases.filter((l) => l.reserved !== 0)]).toEqual([charges.filter((c) => c.path === 'local').reduce((sum, c) => sum + c.posted.actions, 0), []]);
  expect(outbox.map((row) => row.n)).toEqual(outbox.map((_, i) => i + 1));
  const serverPosted = [...world.charges.values()].filter((c) => c.state === 'posted').map((c) => c.chargeId);
  expect(charges.filter((c) => c.state === 'posted' && c.path === 'account').map((c) => c.id as string).sort()).toEqual(serverPosted.sort());
  expect(run?.charged).toEqual({
    actions: tasks.reduce((sum, t) => sum + t.charged.actions, 0),
    credits: tasks.reduce((sum, t) => sum + t.charged.credits, 0),
  });
}

describe('a run of the worker that dies', () => {
  it('asks in order, charges 1 Action for each answer, nothing for a miss, no Credits for an own key', async () => {
    const { world, runId } = await start(1, 0);
    await live(world, runId, []);
    await checkBooks(world, runId);
    const run = await world.db.runs.get(runId);
    expect(run?.endedTasks).toEqual({ found: 8, 'no-result': 2, skipped: 0, failed: 0, stopped: 0 });
    expect(run?.charged).toEqual({ actions: 8 * CREDIT, credits: 4 * CREDIT });
  });

  it('survives a death at every single await of the run', async () => {
    const whole = new Life(Infinity);
    const first = await start(2, 0);
    await createPump(first.world.deps(whole)).pump();
    expect(whole.awaits).toBeGreaterThan(100);
    for (let dieAt = 1; dieAt <= whole.awaits; dieAt += 3) {
      const { world, runId } = await start(1_000 + dieAt, 0);
      await live(world, runId, [dieAt]);
      await checkBooks(world, runId);
      await world.db.delete();
    }
  });

  it('survives many deaths in a row while the network loses answers', async () => {
    for (let seedNumber = 1; seedNumber <= 25; seedNumber++) {
      const random = randomOf(seedNumber * 7_919);
      const { world, runId } = await start(50_000 + seedNumber, 0.3);
      await live(world, runId, Array.from({ length: STEP_ATTEMPTS - 2 }, () => 1 + Math.floor(random() * 60)));
      await checkBooks(world, runId);
      await world.db.delete();
    }
  });

  it('stops: no new call, what the account may have bought is fetched, own keys are not asked again', async () => {
    const { world, runId } = await start(3, 0);
    const life = new Life(40);
    const died = new Promise<void>((resolve) => {
      life.onDeath = resolve;
    });
    await Promise.race([createPump(world.deps(life)).pump(), died]);
    const callsBefore = [...world.ownCalls.values()].reduce((a, b) => a + b, 0);
    const deps = world.deps(new Life(Infinity));
    await stopRun(deps, runId);
    await createPump(deps).pump();
    const [run, tasks, charges] = await Promise.all([world.db.runs.get(runId), world.db.tasks.toArray(), world.db.charges.toArray()]);
    expect(run?.state).toBe('ended');
    expect(run?.held).toEqual({ actions: 0, credits: 0 });
    expect([...world.ownCalls.values()].reduce((a, b) => a + b, 0)).toBe(callsBefore);
    expect(tasks.some((t) => t.state === 'stopped')).toBe(true);
    expect(charges.filter((c) => c.state === 'reserved')).toEqual([]);
    const serverPosted = [...world.charges.values()].filter((c) => c.state === 'posted').map((c) => c.chargeId);
    expect(charges.filter((c) => c.state === 'posted' && c.path === 'account').map((c) => c.id as string).sort()).toEqual(serverPosted.sort());
  });

  it('derives charge ids, so the same step can never have two', () => {
    expect(chargeIdOf('task-1' as TaskId, 3)).toBe('task-1.3');
    expect(new Set(['task-1', 'task-2'].flatMap((id) => [0, 1, 10].map((index) => chargeIdOf(id as TaskId, index)))).size).toBe(6);
  });
});
