import { describe, expect, it } from 'vitest';
import type { RunId } from '../../lib/core/ids.ts';
import { TASK_ENDED } from '../../lib/domain/enrichment/run.ts';
import { createPump } from '../../lib/services/pump.ts';
import { quoteFor, startRun, stopRun } from '../../lib/services/runs.ts';
import { answersOf, createWorld, Life, randomOf, seed, WATERFALL, type World } from './client-world.ts';

const SEEDS = 40;
const LEADS = 8;
const LIVES = 14;

/** What may happen between two lives of the worker. */
function trouble(world: World, runId: RunId, leadIds: readonly string[], random: () => number): Promise<unknown> {
  const { server, db } = world;
  const lead = leadIds[Math.floor(random() * leadIds.length)]!;
  const deeds: (() => Promise<unknown>)[] = [
    async () => (server.epoch += 1),
    async () => (server.knowsUs = !server.knowsUs),
    async () => (server.missedLooks += 2),
    async () => (server.priceBookVersion += 1),
    () => db.leads.delete(lead as never),
    () => db.leads.update(lead as never, { updatedAt: world.clock }),
    async () => {
      if (random() < 0.3) await stopRun(world.deps(new Life(Infinity)), runId);
    },
    async () => undefined,
  ];
  return deeds[Math.floor(random() * deeds.length)]!();
}

async function live(world: World, dieAt: number): Promise<void> {
  const life = new Life(dieAt);
  const died = new Promise<void>((resolve) => {
    life.onDeath = resolve;
  });
  await Promise.race([createPump(world.deps(life)).pump(), died]);
  world.clock += 60_000;
}

async function runOf(seedNumber: number): Promise<void> {
  const random = randomOf(seedNumber * 104_729);
  const world = createWorld(`chaos-${seedNumber}`, random, 0.2);
  const { db, server } = world;
  const leadIds = await seed(world, LEADS);
  const deps = world.deps(new Life(Infinity));
  const cap = (await quoteFor(deps, leadIds, WATERFALL.id))!.max;
  const run = await startRun(deps, { leadIds, waterfallId: WATERFALL.id, cap });
  if (!run.ok) throw new Error(run.error);
  for (let i = 0; i < LIVES; i++) {
    await live(world, 1 + Math.floor(random() * 50));
    await trouble(world, run.value, leadIds, random);
    const { held, charged } = (await db.runs.get(run.value))!;
    expect(held.actions + charged.actions).toBeLessThanOrEqual(cap.actions);
    expect(held.credits + charged.credits).toBeLessThanOrEqual(cap.credits);
  }
  Object.assign(server, { knowsUs: true, missedLooks: 0 });
  for (let i = 0; i < 60 && (await db.runs.get(run.value))?.state !== 'ended'; i++) await live(world, Infinity);
  await expectExact(world, run.value);
  await db.delete();
}

/** Delivered is charged and charged is delivered, on both sides; nothing is held, nothing was bought twice. */
async function expectExact({ db, charges: there, bought }: World, runId: RunId): Promise<void> {
  const [run, tasks, charges, outbox] = await Promise.all([db.runs.get(runId), db.tasks.toArray(), db.charges.toArray(), db.outbox.toArray()]);
  const posted = charges.filter((c) => c.state === 'posted');
  const ids = (rows: readonly { id: string }[]): string[] => rows.map((c) => c.id).sort();
  expect([run?.state, run?.held, charges.filter((c) => c.state === 'reserved')]).toEqual(['ended', { actions: 0, credits: 0 }, []]);
  expect(tasks.every((t) => TASK_ENDED.includes(t.state))).toBe(true);
  expect([...bought.values()].every((n) => n === 1)).toBe(true);
  expect(ids(posted.filter((c) => c.path === 'account'))).toEqual([...there.values()].filter((c) => c.state === 'posted').map((c) => c.chargeId).sort());
  const told = (kind: string): string[] => outbox.filter((row) => row.op.kind === kind).map((row) => row.opId).sort();
  expect([told('spend'), told('ack')]).toEqual([ids(posted.filter((c) => c.path === 'local')).map((id) => `spend.${id}`), ids(posted.filter((c) => c.path === 'account')).map((id) => `ack.${id}`)]);
  const leases = await db.leases.toArray();
  expect(leases.filter((l) => l.reserved !== 0)).toEqual([]);
  expect(leases.reduce((sum, l) => sum + l.spent, 0)).toBe(posted.filter((c) => c.path === 'local').reduce((sum, c) => sum + c.posted.actions, 0));
  for (const task of tasks) {
    const paid = posted.filter((c) => c.taskId === task.id);
    expect([paid.length, task.charged]).toEqual(task.state === 'found' ? [1, paid[0]?.posted] : [0, { actions: 0, credits: 0 }]);
    if (paid[0]) expect([paid[0].providerId, task.answer?.workEmail]).toEqual([answersOf(Number(task.leadId.slice(-4)))?.providerId, expect.stringContaining('@')]);
  }
}

describe('a run in a world where everything happens at once', () => {
  // Deaths, lost answers, restores, sign-outs, new prices, deleted leads, stop.
  it.each(Array.from({ length: SEEDS }, (_, i) => i + 1))('ends with exact books on both sides, seed %i', runOf);
});
