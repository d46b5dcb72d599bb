import { afterEach, describe, expect, it } from 'vitest';
import type { Balance } from '../../../lib/contracts/account-api.ts';
import type { RunId } from '../../../lib/core/ids.ts';
import { micro } from '../../../lib/domain/ledger/amount.ts';
import { isPaused } from '../../../lib/domain/enrichment/run.ts';
import { createDispatch } from '../../../lib/services/commands/dispatch.ts';
import { createPump } from '../../../lib/services/pump.ts';
import { pauseRun } from '../../../lib/services/runs.ts';
import { createWorld, CREDIT, Life, randomOf, seed, WATERFALL, type World } from '../../simulation/client-world.ts';

const worlds: World[] = [];
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.db.delete();
});

type StopAt = { readonly actions?: number; readonly credits?: number } | undefined;

async function begin(name: string, stopAt: StopAt, balances?: readonly Balance[]) {
  const world = createWorld(name, randomOf(5), 0);
  worlds.push(world);
  const leadIds = await seed(world, 20);
  const account = await world.db.meta.get('account');
  if (balances && account) await world.db.meta.put({ ...account, value: { ...(account.value as object), balances } } as typeof account);
  const deps = world.deps(new Life(Infinity));
  const dispatch = createDispatch(deps);
  const quote = await dispatch({ type: 'command', name: 'run.quote', input: { leadIds, waterfallId: WATERFALL.id } });
  if (!quote.ok || quote.value === null || !('max' in quote.value)) throw new Error(JSON.stringify(quote));
  const { actions, credits } = quote.value.max;
  const started = await dispatch({ type: 'command', name: 'run.start', input: { leadIds, waterfallId: WATERFALL.id, cap: { actions, credits }, ...(stopAt ? { stopAt } : {}) } });
  if (!started.ok || started.value === null || !('runId' in started.value)) throw new Error(JSON.stringify(started));
  return { world, deps, quote: quote.value, runId: started.value.runId as RunId };
}

async function run(name: string, stopAt: StopAt, balances?: readonly Balance[]) {
  const { world, deps, quote, runId } = await begin(name, stopAt, balances);
  await createPump(deps).pump();
  const ended = await world.db.runs.get(runId);
  if (!ended) throw new Error('no run');
  return { quote, ended, tasks: await world.db.tasks.toArray() };
}

describe('a limit that is set for one run', () => {
  it('ends it there: what is left is not asked, nothing beyond it is charged', async () => {
    const whole = await run('limit-none', undefined);
    expect([whole.ended.state, whole.ended.cap]).toEqual(['ended', whole.quote.max]);
    expect(whole.ended.charged.actions).toBeGreaterThan(4 * CREDIT);

    const limited = await run('limit-actions', { actions: 3 * CREDIT });
    expect(limited.ended).toMatchObject({ state: 'ended', cap: { actions: 3 * CREDIT, credits: limited.quote.max.credits }, held: { actions: 0, credits: 0 } });
    expect(limited.ended.charged.actions).toBe(3 * CREDIT);
    expect(limited.tasks.filter((task) => task.state === 'found').length).toBe(3);
    expect(limited.tasks.filter((task) => task.state === 'queued' || task.state === 'running')).toEqual([]);
  });

  it('a run that waits for its own calls goes on as far as anybody sees, and can be paused', async () => {
    const { world, deps, runId } = await begin('limit-held', { actions: 3 * CREDIT });
    const held = { state: 'paused', pause: { reason: 'held', at: deps.now(), until: deps.now() + 250 } } as const;
    await world.db.runs.update(runId, held);
    expect(isPaused(held)).toBe(false);
    expect(await pauseRun(deps, runId)).toBe(0);
    await createPump(deps).pump();
    expect(await world.db.runs.get(runId)).toMatchObject({ state: 'paused', pause: { reason: 'person' }, charged: { actions: 0 } });
    expect(isPaused((await world.db.runs.get(runId)) ?? held)).toBe(true);
  });

  it('lets a run begin that could not be paid for without it, and never one that cannot be paid for with it', async () => {
    const balances = (['actions', 'data_credits'] as const).map((meter) => ({ meter, available: 4 * CREDIT, held: 0, leased: 0, granted: 1_000 * CREDIT, spent: 0, deficit: 0 }));
    await expect(run('limit-poor', undefined, balances)).rejects.toThrow(/blocked/);
    await expect(run('limit-still-poor', { actions: 5 * CREDIT, credits: 2 * CREDIT }, balances)).rejects.toThrow(/blocked/);
    const { ended } = await run('limit-enough', { actions: 4 * CREDIT, credits: 4 * CREDIT }, balances);
    expect([ended.state, ended.cap]).toEqual(['ended', { actions: 4 * CREDIT, credits: 4 * CREDIT }]);
    expect(ended.charged.actions).toBeLessThanOrEqual(4 * CREDIT);
  });

  it('never lifts what stood on the button', async () => {
    const { ended, quote } = await run('limit-more', { actions: 9_999 * CREDIT, credits: micro(9_999 * CREDIT) });
    expect(ended.cap).toEqual(quote.max);
  });
});
