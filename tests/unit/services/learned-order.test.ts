import { afterEach, describe, expect, it } from 'vitest';
import type { CommandOutputs } from '../../../lib/contracts/commands.ts';
import { chargeIdOf, type RunId } from '../../../lib/core/ids.ts';
import type { Waterfall } from '../../../lib/domain/enrichment/waterfall.ts';
import { addCells, evidenceGroup, questionOf, type EvidenceCell } from '../../../lib/domain/learning/evidence.ts';
import { createDispatch } from '../../../lib/services/commands/dispatch.ts';
import { createPump } from '../../../lib/services/pump.ts';
import { quoteFor, startRun } from '../../../lib/services/runs.ts';
import { createWorld, CREDIT, Life, randomOf, seed, WATERFALL, type World } from '../../simulation/client-world.ts';

const worlds: World[] = [];
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.db.delete();
});
const GROUP = evidenceGroup('live', questionOf(WATERFALL));
const cell = (id: string, answered: number, accepted: number, missed: readonly string[] = [], segment = '?|?|?'): EvidenceCell => {
  const arm = `find-work-email@${id}`;
  return addCells(undefined, { key: [GROUP, arm, segment, missed.join(' ')].join('\n'), group: GROUP, arm, segment, missed, answered, accepted, rejected: 0, failed: 0, logMs: answered * Math.log(500), timed: answered, at: 1_000_000 });
};

async function world(name: string, leads: number, waterfall: Partial<Waterfall>): Promise<{ world: World; leadIds: string[]; deps: ReturnType<World['deps']> }> {
  const made = createWorld(name, randomOf(3), 0);
  worlds.push(made);
  const leadIds = await seed(made, leads);
  await made.db.waterfalls.put({ ...WATERFALL, ...waterfall });
  const random = randomOf(9);
  return { world: made, leadIds, deps: { ...made.deps(new Life(Infinity)), random } };
}
const orderOf = async (made: World): Promise<string[]> => {
  const tasks = await made.db.tasks.toArray();
  return [...new Set(tasks.map((t) => t.steps.map((s) => `${s.providerId}${s.skip ? '!' : ''}`).join(' ')))];
};

describe('a run with a learned order', () => {
  it('asks in the fixed order unless it is wished otherwise, and then the one that is cheapest for an answer', async () => {
    const cells = [cell('own-a', 200, 4), cell('own-c', 200, 120), cell('managed-b', 200, 100), cell('managed-d', 200, 100)];
    const fixed = await world('order-fixed', 1, {});
    await fixed.world.db.evidence.bulkPut(cells);
    await startRun(fixed.deps, { leadIds: fixed.leadIds, waterfallId: WATERFALL.id, cap: (await quoteFor(fixed.deps, fixed.leadIds, WATERFALL.id))!.max });
    expect(await orderOf(fixed.world)).toEqual(['own-a managed-b own-c managed-d']);

    const learned = await world('order-learned', 1, { order: 'learned' });
    await learned.world.db.evidence.bulkPut(cells);
    const quote = await quoteFor(learned.deps, learned.leadIds, WATERFALL.id);
    expect(quote?.max).toEqual({ actions: CREDIT, credits: CREDIT });
    expect(quote?.steps.map((s) => s.providerId)).toEqual(['own-c', 'own-a', 'managed-b', 'managed-d']);
    const run = await startRun(learned.deps, { leadIds: learned.leadIds, waterfallId: WATERFALL.id, cap: quote!.max });
    expect(await orderOf(learned.world)).toEqual(['own-c own-a managed-b managed-d']);
    await createPump(learned.deps).pump();
    expect((await learned.world.db.runs.get((run.ok ? run.value : '') as RunId))?.endedTasks.found).toBe(1);
  });

  it('keeps a pinned step in front, and marks what it leaves out in the task itself', async () => {
    const made = await world('order-pinned', 1, { order: 'learned', learning: { first: ['find-work-email@managed-d'], keepShare: 0.95 } });
    await made.world.db.evidence.bulkPut([cell('own-a', 500, 1), cell('own-c', 500, 400), cell('managed-b', 500, 1), cell('managed-d', 500, 250)]);
    await startRun(made.deps, { leadIds: made.leadIds, waterfallId: WATERFALL.id, cap: (await quoteFor(made.deps, made.leadIds, WATERFALL.id))!.max });
    const [order] = await orderOf(made.world);
    expect(order?.startsWith('managed-d own-c')).toBe(true);
    expect(order).toContain('managed-b!');
    const [task] = await made.world.db.tasks.toArray();
    expect(task?.steps.filter((s) => s.skip).every((s) => s.skip === 'little-gain' && s.state === 'skipped')).toBe(true);
  });

  it('tries other orders in runs of many leads only', async () => {
    const even = [cell('own-a', 6, 3), cell('own-c', 6, 3), cell('managed-b', 6, 3), cell('managed-d', 6, 3)];
    const many = await world('order-many', 40, { order: 'learned', learning: { tryShare: 0.2 } });
    await many.world.db.evidence.bulkPut(even);
    await startRun(many.deps, { leadIds: many.leadIds, waterfallId: WATERFALL.id, cap: (await quoteFor(many.deps, many.leadIds, WATERFALL.id))!.max });
    expect((await orderOf(many.world)).length).toBeGreaterThan(1);
    for (const id of [1, 2, 3]) {
      const single = await world(`order-single-${id}`, 1, { order: 'learned', learning: { tryShare: 0.5 } });
      await single.world.db.evidence.bulkPut(even);
      await startRun(single.deps, { leadIds: single.leadIds, waterfallId: WATERFALL.id, cap: (await quoteFor(single.deps, single.leadIds, WATERFALL.id))!.max });
      expect(await orderOf(single.world)).toEqual(['own-a own-c managed-b managed-d']);
    }
  });
});

describe('a run that learns from itself', () => {
  it('gives the tasks that wait the order that its first answers say is cheapest, under charges of their places', async () => {
    const made = await world('order-within', 400, { order: 'learned', learning: { tryShare: 0 } });
    // Believed to be as good as the others; in this world each knows one lead of five, so one that is billed by the hit stays as dear as ever.
    await made.world.db.evidence.bulkPut([cell('own-a', 30, 29), cell('own-c', 30, 1)]);
    const quote = await quoteFor(made.deps, made.leadIds, WATERFALL.id);
    const run = await startRun(made.deps, { leadIds: made.leadIds, waterfallId: WATERFALL.id, cap: quote!.max });
    const before = await orderOf(made.world);
    expect(before).toEqual(['own-a own-c managed-b managed-d']);
    const slow = { ...made.deps, engine: { ...made.deps.engine, call: async (request: Parameters<typeof made.deps.engine.call>[0]) => ({ ...(await made.deps.engine.call(request)), tookMs: request.providerId === 'own-a' ? 90_000 : 20 }) } } as typeof made.deps;
    await createPump(slow).pump();
    const tasks = (await made.world.db.tasks.toArray()).sort((a, b) => (a.endedAt ?? 0) - (b.endedAt ?? 0));
    expect((await made.world.db.runs.get((run.ok ? run.value : '') as RunId))?.state).toBe('ended');
    const first = tasks.slice(0, 15).map((t) => t.steps[0]?.providerId);
    const last = tasks.slice(-40).map((t) => t.steps[0]?.providerId);
    expect(new Set(first)).toEqual(new Set(['own-a']));
    expect(last.filter((id) => id === 'own-c').length).toBeGreaterThan(30);
    for (const task of tasks) {
      expect(task.steps.map((s) => s.index)).toEqual([0, 1, 2, 3]);
      expect(task.steps.map((s) => s.chargeId)).toEqual([0, 1, 2, 3].map((i) => chargeIdOf(task.id, i)));
      expect(new Set(task.steps.map((s) => s.providerId)).size).toBe(4);
    }
    const charges = await made.world.db.charges.toArray();
    expect(charges.every((c) => tasks.some((t) => t.id === c.taskId && t.steps.some((s) => s.chargeId === c.id && s.providerId === c.providerId)))).toBe(true);
  });
});

describe('the commands', () => {
  it('explain the order in figures, set it, and count anew', async () => {
    const made = await world('order-explain', 1, {});
    await made.world.db.evidence.bulkPut([cell('own-a', 90, 5, [], 'de|?|?'), cell('own-c', 90, 38, [], 'de|?|?'), cell('own-c', 30, 20, [], 'us|?|?')]);
    const dispatch = createDispatch(made.deps);
    const told = await dispatch({ type: 'command', name: 'learning.explain', input: { waterfallId: WATERFALL.id, country: 'de' } });
    if (!told.ok) throw new Error(told.error.message);
    const value = told.value as CommandOutputs['learning.explain'];
    expect(value).toMatchObject({ order: 'fixed', place: 'live', attempts: 210, choices: { countries: [{ value: 'de', attempts: 180 }, { value: 'us', attempts: 30 }] } });
    const c = value.steps.find((s) => s.providerId === 'own-c');
    expect(c).toMatchObject({ asked: 90, hits: 38, taken: 38, basis: 'country' });
    expect(c?.hitRate.low).toBeGreaterThan(0.3);
    expect(c?.hitRate.high).toBeLessThan(0.55);
    expect(value.learned.moneyMicroUsd).toBeLessThanOrEqual(value.fixed.moneyMicroUsd);
    expect(Math.abs(value.learned.coverage - value.fixed.coverage)).toBeLessThan(0.02);

    expect((await dispatch({ type: 'command', name: 'learning.setOrder', input: { waterfallId: WATERFALL.id, order: 'learned', first: ['find-work-email@own-a'] } })).ok).toBe(true);
    expect(await made.world.db.waterfalls.get(WATERFALL.id)).toMatchObject({ order: 'learned', learning: { first: ['find-work-email@own-a'] }, steps: WATERFALL.steps });
    expect(await dispatch({ type: 'command', name: 'learning.recount', input: {} })).toEqual({ ok: true, value: { tasks: 0 } });
    expect(await made.world.db.evidence.count()).toBe(0);
    expect((await dispatch({ type: 'command', name: 'learning.explain', input: { waterfallId: 'gone' } })).ok).toBe(false);
    expect((await dispatch({ type: 'command', name: 'learning.explain', input: { waterfallId: WATERFALL.id, country: 'Germany' } })).ok).toBe(false);
  });
});
