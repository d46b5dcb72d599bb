import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it } from 'vitest';
import type { LeadId, RunId, TaskId } from '../../../lib/core/ids.ts';
import { EVIDENCE_CELLS, EVIDENCE_HALF_LIFE_MS } from '../../../lib/core/limits.ts';
import { evidenceGroup, evidenceOf, questionOf, type EvidenceCell } from '../../../lib/domain/learning/evidence.ts';
import type { Run, Task } from '../../../lib/domain/enrichment/run.ts';
import { createPump } from '../../../lib/services/pump.ts';
import { quoteFor, startRun } from '../../../lib/services/runs.ts';
import { createStore } from '../../../lib/storage/store.ts';
import { createWorld, Life, randomOf, seed, WATERFALL, type World } from '../../simulation/client-world.ts';

const worlds: World[] = [];
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.db.delete();
});
const GROUP = evidenceGroup('live', questionOf(WATERFALL));

async function run(name: string, leads: number, deaths: readonly number[] = []): Promise<World> {
  const world = createWorld(name, randomOf(7), 0);
  worlds.push(world);
  const leadIds = await seed(world, leads);
  const deps = world.deps(new Life(Infinity));
  const quote = await quoteFor(deps, leadIds, WATERFALL.id);
  const started = await startRun(deps, { leadIds, waterfallId: WATERFALL.id, cap: quote!.max });
  if (!started.ok) throw new Error(started.error);
  for (const dieAt of [...deaths, Infinity, Infinity, Infinity]) {
    const life = new Life(dieAt);
    const died = new Promise<void>((resolve) => {
      life.onDeath = resolve;
    });
    await Promise.race([createPump(world.deps(life)).pump(), died]);
    world.clock += 60_000;
  }
  expect((await world.db.runs.get(started.value))?.state).toBe('ended');
  return world;
}

const rounded = (cells: readonly EvidenceCell[]) => cells.map(({ at: _at, logMs: _ms, timed: _timed, ...c }) => ({ ...c, answered: Math.round(c.answered * 1e6) / 1e6, accepted: Math.round(c.accepted * 1e6) / 1e6 })).sort((a, b) => (a.key < b.key ? -1 : 1));

describe('evidence of a task', () => {
  const step = (over: Record<string, unknown>) => ({ state: 'no-result', source: 'provider', attempts: 1, tookMs: 500, creditsMax: 0, chargeId: 'c', operation: 'find-work-email', ...over });
  const task = (steps: unknown[]): Task => ({ id: 't', runId: 'r', leadId: 'l', enrichment: 'work-email', state: 'found', createdAt: 1, endedAt: 5, notBefore: 0, steps } as unknown as Task);
  const said = (steps: unknown[]) => evidenceOf(task(steps), { waterfall: WATERFALL }, undefined).map((c) => [c.arm, c.missed, c.answered, c.accepted, c.rejected, c.failed]);

  it('keeps those who find what is missing first apart from those who know the answer', () => {
    expect(
      said([
        step({ index: 0, operation: 'find-domain', providerId: 'x', finds: 'companyDomain' }),
        step({ index: 1, operation: 'find-domain', providerId: 'y', finds: 'companyDomain', state: 'accepted' }),
        step({ index: 2, providerId: 'a' }),
        step({ index: 3, providerId: 'b', state: 'accepted' }),
      ]),
    ).toEqual([
      ['find-domain@x', [], 1, 0, 0, 0],
      ['find-domain@y', ['find-domain@x'], 1, 1, 0, 0],
      ['find-work-email@a', [], 1, 0, 0, 0],
      ['find-work-email@b', ['find-work-email@a'], 1, 1, 0, 0],
    ]);
  });

  it('takes all guesses as one, a failure for no miss, and an answer from the store for nothing', () => {
    const guess = (state: string) => step({ source: 'pattern', providerId: 'v', operation: 'verify-email', state });
    expect(said([guess('rejected'), guess('no-result'), step({ providerId: 'a', state: 'failed' }), step({ providerId: 'b', state: 'rejected' }), step({ providerId: 'c', state: 'accepted', reusedAgeMs: 9 }), step({ providerId: 'd', state: 'skipped', attempts: 0 })])).toEqual([
      ['find-work-email@pattern', [], 1, 0, 1, 0],
      ['find-work-email@a', ['find-work-email@pattern'], 0, 0, 0, 1],
      ['find-work-email@b', ['find-work-email@pattern'], 1, 0, 1, 0],
    ]);
    expect(evidenceOf({ ...task([step({ providerId: 'a' })]), state: 'running' }, { waterfall: WATERFALL }, undefined)).toEqual([]);
  });
});

describe('evidence in the store', () => {
  it('counts each ended task once, by who had missed before, and gives it to quotes as odds', async () => {
    const world = await run('evidence-once', 10);
    const cells = await createStore(world.db).learned.cells(GROUP);
    const said = cells.map((c) => [c.arm.split('@')[1], c.missed.length, Math.round(c.answered), Math.round(c.accepted)]).sort((a, b) => String(a[0]).localeCompare(String(b[0])));
    // Two of each five leads are known to nobody or to a later step: 10 asked first, then 8, 6, 4.
    expect(said).toEqual([['managed-b', 1, 8, 2], ['managed-d', 3, 4, 2], ['own-a', 0, 10, 2], ['own-c', 2, 6, 2]]);
  });

  it('counts once whenever the worker dies, and counting all tasks anew gives the same', async () => {
    const world = await run('evidence-deaths', 10, [5, 11, 17, 23, 31, 42, 57, 61]);
    const store = createStore(world.db);
    const counted = await store.learned.cells(GROUP);
    expect(counted.reduce((n, c) => n + (c.missed.length === 0 ? c.answered + c.failed : 0), 0)).toBeCloseTo(10, 4);
    await world.db.evidence.clear();
    expect(await store.learned.recount()).toBe(10);
    expect(rounded(await store.learned.cells(GROUP))).toEqual(rounded(counted));
    await store.learned.recount();
    expect(rounded(await store.learned.cells(GROUP))).toEqual(rounded(counted));
  });

  it('stays within its bound and keeps the total', async () => {
    const world = createWorld('evidence-bound', randomOf(1), 0);
    worlds.push(world);
    const store = createStore(world.db);
    const letters = 'abcdefghijklmnopqrstuvwxyz';
    const leads = EVIDENCE_CELLS * 1.5;
    const waterfall = { ...WATERFALL };
    const runRow = { id: 'run' as RunId, waterfall, state: 'running', leadCount: leads, endedTasks: { found: 0, 'no-result': 0, skipped: 0, failed: 0, stopped: 0 }, createdAt: 1 } as unknown as Run;
    await world.db.runs.put(runRow);
    for (let i = 0; i < leads; i++) {
      const country = `${letters[i % 26]}${letters[Math.floor(i / 26) % 26]}`;
      const value = (text: string) => ({ values: [{ value: text, confidence: 90, provenance: { origin: 'page' as const, at: 1 } }] });
      await world.db.leads.put({ id: `l${i}` as LeadId, tableId: 't' as never, kind: 'person', fields: { country: value(country), title: value(i % 2 ? 'Founder' : 'Sales Manager'), employees: value(String(5 + (i % 5) * 300)) }, keys: [], order: i, createdAt: 1, updatedAt: 1 });
      await world.db.tasks.put({
        id: `t${i}` as TaskId, runId: runRow.id, leadId: `l${i}` as LeadId, enrichment: 'work-email', state: 'no-result', createdAt: 1, endedAt: 1_000, notBefore: 0,
        steps: [{ index: 0, state: 'no-result', source: 'provider', providerId: 'own-a', operation: 'find-work-email', attempts: 1, tookMs: 5, creditsMax: 0, chargeId: 'c' }],
      } as unknown as Task);
    }
    await store.learned.recount();
    const cells = await store.learned.cells(GROUP);
    expect(cells.length).toBeLessThanOrEqual(EVIDENCE_CELLS);
    expect(cells.reduce((n, c) => n + c.answered, 0)).toBeCloseTo(leads, 3);
    expect(EVIDENCE_HALF_LIFE_MS).toBeGreaterThan(0);
  });
});
