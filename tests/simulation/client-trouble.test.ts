import { ACCOUNT_GIVE_UP_ATTEMPTS } from '../../lib/core/limits.ts';
import { afterEach, describe, expect, it } from 'vitest';
import type { LeadId, RunId } from '../../lib/core/ids.ts';
import { TASK_ENDED } from '../../lib/domain/enrichment/run.ts';
import { textOf } from '../../lib/domain/lead/merge.ts';
import { createPump } from '../../lib/services/pump.ts';
import { failedLeads, quoteFor, startRun, stopRun } from '../../lib/services/runs.ts';
import { deleteLeads } from '../../lib/services/tables.ts';
import { liveUntil } from './client-life.ts';
import { createWorld, CREDIT, Life, randomOf, seed, WATERFALL, type World } from './client-world.ts';

const NONE = { actions: 0, credits: 0 };
/** By their number: lead 0 is known to an own key, lead 1 to the first managed provider. */
const OWN = 0;
const MANAGED = 1;
const worlds: World[] = [];
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.db.delete();
});

async function worldOf(name: string, leads = 5): Promise<{ world: World; ids: LeadId[] }> {
  const world = createWorld(`trouble-${name}`, randomOf(7), 0);
  worlds.push(world);
  return { world, ids: (await seed(world, leads)) as LeadId[] };
}
async function begin(world: World, leadIds: readonly string[]): Promise<RunId> {
  const deps = world.deps(new Life(Infinity));
  const quote = await quoteFor(deps, leadIds, WATERFALL.id);
  const run = await startRun(deps, { leadIds, waterfallId: WATERFALL.id, cap: quote!.max });
  if (!run.ok) throw new Error(run.error);
  return run.value;
}
/** The worker's life ends when `over` says so; a test that means a death must get one. */
async function dieWhen(world: World, over: () => boolean): Promise<void> {
  expect((await liveUntil(world, over)).dead).toBe(true);
}
async function pumpTimes(world: World, times: number): Promise<void> {
  for (let i = 0; i < times; i++) {
    await createPump(world.deps(new Life(Infinity))).pump();
    world.clock += 120_000;
  }
}
const ownCalls = (world: World): number => [...world.ownCalls.values()].reduce((a, b) => a + b, 0);
async function books(world: World, runId: RunId) {
  const [run, tasks, charges] = await Promise.all([world.db.runs.get(runId), world.db.tasksOfRun(runId).toArray(), world.db.charges.filter((c) => c.runId === runId).toArray()]);
  return { run: run!, tasks, posted: charges.filter((c) => c.state === 'posted'), open: charges.filter((c) => c.state === 'reserved') };
}
async function expectClosed(world: World, runId: RunId): Promise<void> {
  const { run, tasks, open } = await books(world, runId);
  expect([run.state, run.held, open]).toEqual(['ended', NONE, []]);
  expect(tasks.every((t) => TASK_ENDED.includes(t.state))).toBe(true);
}

describe('a lead that is deleted in the middle of its run', () => {
  it('frees what was held for a call with an own key', async () => {
    const { world, ids } = await worldOf('deleted-own');
    const runId = await begin(world, [ids[OWN]!]);
    await dieWhen(world, () => ownCalls(world) === 1);
    await world.db.leads.clear();
    await pumpTimes(world, 2);
    await expectClosed(world, runId);
    expect((await books(world, runId)).run.charged).toEqual(NONE);
  });

  it('still books what the account has bought, and keeps the answer in the receipt', async () => {
    const { world, ids } = await worldOf('deleted-managed');
    const runId = await begin(world, [ids[MANAGED]!]);
    await dieWhen(world, () => world.bought.size === 1);
    await world.db.leads.clear();
    await pumpTimes(world, 2);
    await expectClosed(world, runId);
    const { run, posted, tasks } = await books(world, runId);
    expect([posted.length, run.charged, tasks[0]?.answer?.workEmail]).toEqual([1, { actions: CREDIT, credits: CREDIT }, 'person1@company1.example']);
  });
});

describe('a lead that comes back by undo after its run has ended', () => {
  it.each([['own', OWN, 'person0@company0.example'], ['managed', MANAGED, 'person1@company1.example']] as const)('has the answer that was paid for meanwhile (%s)', async (_route, number, address) => {
    const { world, ids } = await worldOf(`undo-${number}`);
    const deps = world.deps(new Life(Infinity));
    const runId = await begin(world, [ids[number]!]);
    let activityId: string | null = null;
    const call = number === OWN ? deps.engine : deps.account;
    const method = number === OWN ? 'call' : 'charge';
    const original = Reflect.get(call, method) as (...args: unknown[]) => Promise<unknown>;
    Reflect.set(call, method, async (...args: unknown[]) => {
      activityId ??= await deleteLeads(deps, [ids[number]!]);
      return original(...args);
    });
    await createPump(deps).pump();
    await expectClosed(world, runId);
    expect([(await books(world, runId)).posted.length, await world.db.leads.get(ids[number]!)]).toEqual([1, undefined]);
    await deps.store.leads.undo(activityId!, world.clock);
    expect(textOf((await world.db.leads.get(ids[number]!))!.fields, 'workEmail')).toBe(address);
  });
});

describe('stop', () => {
  it('never sends a request that had not left, and closes its id for one that is still on its way', async () => {
    const { world, ids } = await worldOf('stop');
    const runId = await begin(world, [ids[MANAGED]!]);
    const isClaimed = async () => (await world.db.tasks.toArray()).some((t) => t.steps[1]?.state === 'calling');
    let claimed = false;
    const watch = setInterval(() => void isClaimed().then((is) => (claimed ||= is)), 0);
    await dieWhen(world, () => claimed && world.bought.size === 0);
    clearInterval(watch);
    await stopRun(world.deps(new Life(Infinity)), runId);
    await pumpTimes(world, 2);
    await expectClosed(world, runId);
    expect([world.bought.size, [...world.charges.values()].map((c) => c.state)]).toEqual([0, ['rejected']]);
  });
});

describe('a request that the server has under this id already', () => {
  it('is fetched, whatever has changed on the lead since: what was bought is delivered', async () => {
    const { world, ids } = await worldOf('reused');
    const runId = await begin(world, [ids[MANAGED]!]);
    await dieWhen(world, () => world.bought.size === 1);
    const lead = (await world.db.leads.get(ids[MANAGED]!))!;
    await world.db.leads.put({ ...lead, updatedAt: world.clock, fields: { ...lead.fields, title: { values: [{ value: 'Baker', confidence: 100, provenance: { origin: 'person', at: 1 } }] }, companyName: { values: [{ value: 'Loaf', confidence: 100, provenance: { origin: 'person', at: 1 } }] } } });
    world.server.missedLooks = 1;
    await pumpTimes(world, 3);
    await expectClosed(world, runId);
    const { run, posted } = await books(world, runId);
    expect([posted.length, run.charged]).toEqual([1, { actions: CREDIT, credits: CREDIT }]);
    expect(textOf((await world.db.leads.get(ids[MANAGED]!))!.fields, 'workEmail')).toBe('person1@company1.example');
  });
});

describe('a server that was restored', () => {
  it('is asked again under its new epoch; no step is given up for it', async () => {
    const { world, ids } = await worldOf('epoch');
    const runId = await begin(world, ids);
    world.server.epoch = 2;
    await pumpTimes(world, 3);
    await expectClosed(world, runId);
    expect((await books(world, runId)).run.endedTasks.found).toBe(4);
  });
});

describe('a price book that changes in the middle of a run', () => {
  it('takes nothing, and what it held up can be tried again at the new price', async () => {
    const { world, ids } = await worldOf('prices', 10);
    const runId = await begin(world, ids);
    world.server.priceBookVersion = 2;
    await pumpTimes(world, 2);
    await expectClosed(world, runId);
    const { run } = await books(world, runId);
    expect(run.endedTasks.failed).toBeGreaterThan(0);
    expect(run.endedTasks.found).toBeGreaterThan(4); // those whose turn came later were asked by the new book
    const failed = await failedLeads(world.deps(new Life(Infinity)), runId);
    await begin(world, failed!.leadIds);
    await pumpTimes(world, 2);
    const leads = await world.db.leads.toArray();
    expect(leads.filter((lead) => textOf(lead.fields, 'workEmail')).length).toBe(8);
    expect((await world.db.charges.toArray()).filter((c) => c.state === 'posted').length).toBe(8);
  });
});

describe('an account that signs this device out', () => {
  it('lets a call that is out wait for the next sign-in, and delivers what it bought', async () => {
    const { world, ids } = await worldOf('signed-out');
    const runId = await begin(world, [ids[MANAGED]!]);
    await dieWhen(world, () => world.bought.size === 1);
    world.server.knowsUs = false;
    await pumpTimes(world, 3);
    expect((await books(world, runId)).run.state).toBe('running');
    world.server.knowsUs = true;
    await pumpTimes(world, 2);
    await expectClosed(world, runId);
    expect((await books(world, runId)).run.charged).toEqual({ actions: CREDIT, credits: CREDIT });
  });

  it('ends what was never sent as failed, so that it can be tried again, and holds nothing', async () => {
    const { world, ids } = await worldOf('signed-out-first');
    const runId = await begin(world, [ids[MANAGED]!]);
    world.server.knowsUs = false;
    await pumpTimes(world, 2);
    await expectClosed(world, runId);
    expect((await books(world, runId)).run.endedTasks.failed).toBe(1);
  });

  it('does not let a call wait longer than its answer is kept', async () => {
    const { world, ids } = await worldOf('signed-out-for-good');
    const runId = await begin(world, [ids[MANAGED]!]);
    await dieWhen(world, () => world.bought.size === 1);
    world.server.knowsUs = false;
    await pumpTimes(world, 1);
    world.clock += 31 * 86_400_000;
    await pumpTimes(world, ACCOUNT_GIVE_UP_ATTEMPTS + 2);
    await expectClosed(world, runId);
  });
});

describe('one question, asked twice', () => {
  it('is asked once when two panels press at the same time', async () => {
    const { world, ids } = await worldOf('twice');
    const deps = world.deps(new Life(Infinity));
    const cap = (await quoteFor(deps, ids, WATERFALL.id))!.max;
    const both = await Promise.all([1, 2].map(() => startRun(deps, { leadIds: ids, waterfallId: WATERFALL.id, cap })));
    expect(both.map((r) => (r.ok ? 'started' : r.error)).sort()).toEqual(['already-asked', 'started']);
    await pumpTimes(world, 2);
    expect((await world.db.charges.toArray()).filter((c) => c.state === 'posted').length).toBe(4);
  });

  it('skips the leads that another run is asking about, and asks about the others', async () => {
    const { world, ids } = await worldOf('overlap');
    const first = await begin(world, ids.slice(0, 2));
    const second = await begin(world, ids);
    await pumpTimes(world, 2);
    await expectClosed(world, first);
    await expectClosed(world, second);
    expect((await books(world, second)).run.endedTasks).toMatchObject({ skipped: 2, found: 2, 'no-result': 1 });
    expect((await world.db.charges.toArray()).filter((c) => c.state === 'posted').length).toBe(4);
  });

  it('is not asked when the answer has come since the run was planned', async () => {
    const { world, ids } = await worldOf('planned');
    const runId = await begin(world, [ids[OWN]!]);
    const lead = (await world.db.leads.get(ids[OWN]!))!;
    await world.db.leads.put({ ...lead, fields: { ...lead.fields, workEmail: { values: [{ value: 'person0@company0.example', confidence: 96, provenance: { origin: 'provider', at: world.clock } }] } } });
    await pumpTimes(world, 1);
    await expectClosed(world, runId);
    const { run, tasks } = await books(world, runId);
    expect([run.charged, ownCalls(world), tasks[0]?.state, tasks[0]?.skip]).toEqual([NONE, 0, 'skipped', 'already-known']);
  });

  it('is free through the account inside the freshness window, and bought again after it', async () => {
    const { world, ids } = await worldOf('fresh');
    await begin(world, [ids[MANAGED]!]);
    await pumpTimes(world, 2);
    const forget = async () => {
      const lead = (await world.db.leads.get(ids[MANAGED]!))!;
      const { workEmail: _email, emailStatus: _status, ...fields } = lead.fields;
      await world.db.leads.put({ ...lead, fields });
    };
    await forget();
    const again = await begin(world, [ids[MANAGED]!]);
    await pumpTimes(world, 2);
    expect((await books(world, again)).run).toMatchObject({ charged: NONE, endedTasks: { found: 1 } });
    expect(textOf((await world.db.leads.get(ids[MANAGED]!))!.fields, 'workEmail')).toBe('person1@company1.example');
    const bought = world.bought.size;
    await forget();
    world.clock += 31 * 86_400_000;
    const late = await begin(world, [ids[MANAGED]!]);
    await pumpTimes(world, 2);
    expect((await books(world, late)).run.charged).toEqual({ actions: CREDIT, credits: CREDIT });
    expect(world.bought.size).toBe(bought + 1);
  });
});
