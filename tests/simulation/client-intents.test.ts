/** Crash matrix (README, "The ledger"): calls that were on their way when the worker died. A step that is calling is the intent: it was stored before anything was sent. */
import { afterEach, describe, expect, it } from 'vitest';
import type { LeadId, RunId } from '../../lib/core/ids.ts';
import { err } from '../../lib/core/result.ts';
import { textOf } from '../../lib/domain/lead/merge.ts';
import { createPump } from '../../lib/services/pump.ts';
import { quoteFor, startRun } from '../../lib/services/runs.ts';
import { syncAccount } from '../../lib/services/sync-account.ts';
import type { Deps } from '../../lib/services/deps.ts';
import { liveUntil } from './client-life.ts';
import { createWorld, CREDIT, Life, randomOf, receiptOf, seed, WATERFALL, type World } from './client-world.ts';

const OWN = 0;
const MANAGED = 1;
const worlds: World[] = [];
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.db.delete();
});

async function begin(name: string, number: number): Promise<{ world: World; runId: RunId }> {
  const world = createWorld(`intents-${name}`, randomOf(5), 0);
  worlds.push(world);
  const ids = (await seed(world, 5)) as LeadId[];
  const deps = world.deps(new Life(Infinity));
  const leadIds = [ids[number]!];
  const run = await startRun(deps, { leadIds, waterfallId: WATERFALL.id, cap: (await quoteFor(deps, leadIds, WATERFALL.id))!.max });
  if (!run.ok) throw new Error(run.error);
  return { world, runId: run.value };
}
/** The worker starts again, as the extension does: what was left is looked at before anything else. */
async function live(world: World, times = 2): Promise<Deps> {
  let deps = world.deps(new Life(Infinity));
  for (let i = 0; i < times; i++) {
    deps = world.deps(new Life(Infinity));
    await deps.store.ledger.recover(deps.now());
    await createPump(deps).pump();
    world.clock += 120_000;
  }
  return deps;
}
async function expectDone(world: World, runId: RunId, number: number): Promise<void> {
  const [run, charges, lead, leases] = await Promise.all([world.db.runs.get(runId), world.db.charges.toArray(), world.db.leads.get(`lead-000${number}` as LeadId), world.db.leases.toArray()]);
  expect([run?.state, charges.filter((c) => c.state === 'reserved'), charges.filter((c) => c.state === 'posted').length]).toEqual(['ended', [], 1]);
  expect(textOf(lead!.fields, 'workEmail')).toBe(`person${number}@company${number}.example`);
  expect([...world.bought.values()].every((n) => n === 1)).toBe(true);
  expect(leases.filter((l) => l.reserved !== 0)).toEqual([]);
}
const stepsOf = async (world: World) => (await world.db.tasks.toArray())[0]!.steps;

describe('calls through the account', () => {
  it('B.10 row 2: dies after the intent is stored and before the request is sent: the same id is sent', async () => {
    const { world, runId } = await begin('unsent', MANAGED);
    let isCalling = false;
    const watch = setInterval(() => void stepsOf(world).then((steps) => (isCalling ||= steps[1]?.state === 'calling')), 0);
    await liveUntil(world, () => isCalling && world.bought.size === 0);
    clearInterval(watch);
    const { chargeId } = (await stepsOf(world))[1]!;
    expect(world.bought.size).toBe(0);
    await live(world);
    expect([...world.bought.keys()]).toEqual([chargeId]);
    await expectDone(world, runId, MANAGED);
  });

  it('B.10 row 3: requests are lost: the same one is sent again, later and later', async () => {
    const { world, runId } = await begin('lost', MANAGED);
    const sent: { id: string; at: number }[] = [];
    const lose = (deps: Deps): void => {
      Reflect.set(deps.account, 'charge', async (...[, , request]: Parameters<Deps['account']['charge']>) => {
        sent.push({ id: request.chargeId, at: world.clock });
        return err({ kind: 'offline' as const });
      });
    };
    for (let i = 0; i < 5; i++) {
      await liveUntil(world, () => false, lose);
      world.clock += 120_000;
    }
    expect(sent.length).toBeGreaterThan(3);
    expect(new Set(sent.map(({ id }) => id)).size).toBe(1);
    await live(world);
    await expectDone(world, runId, MANAGED);
  });

  it('B.10 row 12: the worker is ended while it waits: the next one asks for the same id', async () => {
    const { world, runId } = await begin('ended', MANAGED);
    let isOut = false;
    await liveUntil(world, () => isOut, (deps, life) => {
      const charge = deps.account.charge.bind(deps.account);
      Reflect.set(deps.account, 'charge', async (...args: Parameters<Deps['account']['charge']>) => {
        await charge(...args);
        isOut = true;
        return life.point().then(() => new Promise<never>(() => undefined));
      });
    });
    expect([world.bought.size, (await stepsOf(world))[1]?.state]).toEqual([1, 'calling']);
    await live(world);
    await expectDone(world, runId, MANAGED);
  });

  it('B.10 row 13: dies after the result was received and before it is stored: it is fetched again', async () => {
    const { world, runId } = await begin('received', MANAGED);
    await liveUntil(world, () => world.bought.size === 1);
    expect((await world.db.charges.toArray()).filter((c) => c.state === 'posted')).toEqual([]);
    await live(world);
    await expectDone(world, runId, MANAGED);
  });

  it('B.10 row 14: dies after the result is stored and before it is acknowledged: the receipt goes with the next push', async () => {
    const { world, runId } = await begin('stored', MANAGED);
    await live(world, 1);
    await expectDone(world, runId, MANAGED);
    expect(world.server.ops.size).toBe(0);
    await syncAccount(await live(world, 1));
    const { chargeId } = (await stepsOf(world))[1]!;
    expect([...world.server.ops.values()]).toMatchObject([{ kind: 'ack', body: { chargeId, receipt: receiptOf(chargeId) } }]);
  });

  it('B.10 row 31: the price book changes between quote and reservation: refused for ever under this id, and nothing is taken', async () => {
    const { world, runId } = await begin('prices', MANAGED);
    world.server.priceBookVersion = 2;
    await live(world);
    const run = await world.db.runs.get(runId);
    expect([run?.state, run?.charged]).toEqual(['ended', { actions: 0, credits: 0 }]);
    const { chargeId } = (await stepsOf(world))[1]!;
    expect([world.bought.has(chargeId), world.charges.get(chargeId)]).toMatchObject([false, { state: 'rejected', code: 'price_changed' }]);
  });
});

describe('calls from here, paid out of a lease', () => {
  it('B.10 row 17: dies between reservation and call: a lookup is made under the same id, paid once', async () => {
    const { world, runId } = await begin('own-unsent', OWN);
    let isReserved = false;
    const watch = setInterval(() => void world.db.charges.count().then((n) => (isReserved ||= n > 0)), 0);
    await liveUntil(world, () => isReserved && world.ownCalls.size === 0);
    clearInterval(watch);
    const [charge] = await world.db.charges.toArray();
    expect([charge?.state, (await world.db.leases.toArray())[0]?.reserved, world.ownCalls.size]).toEqual(['reserved', CREDIT, 0]);
    await live(world);
    expect((await world.db.charges.toArray()).map((c) => [c.id, c.state])).toEqual([[charge?.id, 'posted']]);
    await expectDone(world, runId, OWN);
  });

  it('B.10 row 18: dies between the answer and the moment it is stored: nothing is charged for it, and it is asked again under the same id', async () => {
    const { world, runId } = await begin('own-answered', OWN);
    await liveUntil(world, () => world.ownCalls.size === 1);
    expect([(await world.db.charges.toArray()).map((c) => c.state), await world.db.outbox.count()]).toEqual([['reserved'], 0]);
    await live(world);
    expect(world.ownCalls.get('own-a/0')).toBe(2);
    await expectDone(world, runId, OWN);
    expect((await world.db.outbox.toArray()).map((row) => row.op.kind)).toEqual(['spend']);
  });

  it('B.10 row 20: dies while a lease is asked for: the step waits, and the same request brings the one lease', async () => {
    const { world, runId } = await begin('lease', OWN);
    await liveUntil(world, () => world.server.openLeases.size === 1);
    expect([(await world.db.leaseRequests.toArray()).length, await world.db.leases.count(), world.ownCalls.size]).toEqual([1, 0, 0]);
    await live(world);
    await expectDone(world, runId, OWN);
    expect([world.server.leaseAnswers.size, await world.db.leaseRequests.count()]).toEqual([1, 0]);
  });
});

describe('a run that has nothing left to spend', () => {
  const many = async (name: string, leads: number): Promise<{ world: World; runId: RunId }> => {
    const world = createWorld(`allowance-${name}`, randomOf(6), 0);
    worlds.push(world);
    const ids = (await seed(world, leads)) as LeadId[];
    await world.db.waterfalls.put({ ...WATERFALL, steps: [{ source: 'provider', providerId: 'own-a', operation: 'find-work-email' }] });
    const deps = world.deps(new Life(Infinity));
    const run = await startRun(deps, { leadIds: ids, waterfallId: WATERFALL.id, cap: (await quoteFor(deps, ids, WATERFALL.id))!.max });
    if (!run.ok) throw new Error(run.error);
    return { world, runId: run.value };
  };
  const answeringAll = (world: World): void => {
    world.hooks.answer = ({ input }) => ({ kind: 'hit', tookMs: 1, answer: { fields: { workEmail: `${(input.name ?? '').replace(' ', '').toLowerCase()}@example.com` }, verdict: 'valid', raw: '' } });
  };

  it('waits while the account cannot be asked, says so, and goes on by itself', async () => {
    const { world, runId } = await many('offline', 30);
    answeringAll(world);
    let isAway = false;
    const away = (deps: Deps): void => {
      Reflect.set(deps, 'wakeIn', () => undefined); // in this world it passes the time, and here it is to stand still
      const lease = deps.account.lease.bind(deps.account);
      Reflect.set(deps.account, 'lease', async (...args: Parameters<Deps['account']['lease']>) => (isAway ? err({ kind: 'offline' as const }) : lease(...args)));
    };
    world.server.available = 20 * CREDIT;
    await liveUntil(world, () => {
      isAway ||= world.server.openLeases.size === 1;
      return false;
    }, away);
    const run = await world.db.runs.get(runId);
    const spent = (await world.db.leases.toArray()).reduce((sum, l) => sum + l.spent, 0);
    expect([run?.state, run?.charged.actions, run?.held.actions, spent]).toEqual(['running', 10 * CREDIT, 0, 10 * CREDIT]);
    expect((await world.deps(new Life(Infinity)).store.ledger.allowance()).waiting).toBeDefined();
    expect((await world.db.tasks.toArray()).filter((t) => t.state === 'queued').length).toBe(20);
    world.server.available = 1_000 * CREDIT;
    const deps = await live(world, 3);
    expect((await world.db.runs.get(runId))?.endedTasks.found).toBe(30);
    expect((await deps.store.ledger.allowance()).waiting).toBeUndefined();
  });

  it('is refused with the words of an account that is out of Actions, and asks no more than once a minute', async () => {
    const { world, runId } = await many('denied', 30);
    answeringAll(world);
    world.server.available = 4 * CREDIT;
    await live(world, 1);
    const [run, tasks] = await Promise.all([world.db.runs.get(runId), world.db.tasks.toArray()]);
    expect([run?.state, run?.charged.actions, run?.held.actions]).toEqual(['ended', 4 * CREDIT, 0]);
    expect(tasks.filter((t) => t.state === 'skipped').every((t) => t.skip === 'no-actions')).toBe(true);
    expect([...world.server.leaseAnswers.values()].filter((a) => a.state === 'denied').length).toBe(1);
  });

  it('of hundreds of leads with an own key is supplied ahead: no call is made without a lease, and few are asked for', async () => {
    const { world, runId } = await many('ahead', 600);
    answeringAll(world);
    await live(world, 1);
    expect((await world.db.runs.get(runId))?.endedTasks.found).toBe(600);
    expect(world.server.leaseAnswers.size).toBeLessThan(12);
    const charges = await world.db.charges.toArray();
    expect(charges.every((c) => c.leaseId !== undefined)).toBe(true);
    expect(charges.filter((c) => c.state === 'posted').length).toBe(600);
  });
});
