import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, type SimDatabase } from './database.ts';
import { hasPostgres, WHY_SKIPPED } from '../../conformance/local-postgres.ts';
import { BUGS } from './bugs/bugs.ts';
import { findBug } from './bugs/find.ts';
import { runBatch } from './pool.ts';
import { simulate } from './run.ts';
import { replayCommand, shrink } from './shrink.ts';

const SEEDS = 1_000;
const LIVENESS_SEEDS = 150;
const POSTGRES_SEEDS = 8;
const WORKERS = 2;
/** Only catches a hang: a busy machine may take its time. */
const HANG_MS = 1_200_000;
/** Seeds that a planted mistake may survive. */
const PATIENCE = 5_000;

let database: SimDatabase;
beforeAll(async () => {
  database = await openDatabase('memory');
});
afterAll(() => database.close());

describe('the whole ledger protocol under faults: real devices, real server, a bad world', () => {
  it(`keeps every property in ${SEEDS} seeded runs`, async () => {
    const { done, found, stats } = await runBatch({ first: 1, count: SEEDS, options: {}, store: 'memory', workers: WORKERS });
    expect(found.map(({ seed, violations }) => ({ seed, violations }))).toEqual([]);
    expect(done).toBe(SEEDS);
    // A world in which nothing happens would keep every property too.
    expect(stats.posted).toBeGreaterThan(SEEDS * 5);
    expect(stats.spends).toBeGreaterThan(SEEDS * 3);
    expect(stats.charges).toBeGreaterThan(stats.posted);
    expect(Math.min(stats.deaths, stats.restores, stats.forks, stats.deficits, stats.rolls, stats.waited)).toBeGreaterThan(SEEDS / 50);
    expect(stats.repeats).toBeGreaterThan(SEEDS / 10);
    expect(stats.lives).toBeGreaterThan(SEEDS * 5);
  }, HANG_MS);

  it('comes to rest when only a part of the faults heals for good', async () => {
    const { found } = await runBatch({ first: 50_001, count: LIVENESS_SEEDS, options: { liveness: true }, store: 'memory', workers: WORKERS });
    expect(found.map(({ seed, violations }) => ({ seed, violations }))).toEqual([]);
  }, HANG_MS);

  it('runs the same for the same seed, and differently for another', async () => {
    for (const seed of [7, 19, 33]) {
      const [a, b, c] = [await simulate({ seed }, database), await simulate({ seed }, database), await simulate({ seed: seed + 1 }, database)];
      expect(a.traceHash).toBe(b.traceHash);
      expect(a.tick).toBe(b.tick);
      expect(a.traceHash).not.toBe(c.traceHash);
    }
  }, HANG_MS);

  it('makes a finding smaller and says how to run it again', async () => {
    const found = await findBug('last-n-not-stored', database, 50, 2);
    expect(found).not.toBeNull();
    if (found === null) return;
    const small = await shrink((options) => simulate(options, database), { seed: found.seed, bug: 'last-n-not-stored' }, found);
    expect(small.result.violations.length).toBeGreaterThan(0);
    expect(small.result.devices).toBeLessThanOrEqual(found.devices);
    expect(small.options.without?.length ?? 0).toBeGreaterThan(found.faults.length / 2);
    expect(replayCommand(small.options, 'memory')).toContain(`--seed ${found.seed} --bug last-n-not-stored`);
    const again = await simulate(small.options, database);
    expect(again.violations).toEqual(small.result.violations);
    expect(again.tick).toBe(small.result.tick);
  }, HANG_MS);

  it.runIf(hasPostgres())(`keeps every property on PostgreSQL in ${POSTGRES_SEEDS} seeded runs (${WHY_SKIPPED} otherwise)`, async () => {
    const { found, stats } = await runBatch({ first: 1, count: POSTGRES_SEEDS, options: {}, store: 'postgres', workers: 1 });
    expect(found.map(({ seed, violations }) => ({ seed, violations }))).toEqual([]);
    expect(stats.posted).toBeGreaterThan(POSTGRES_SEEDS);
  }, HANG_MS);
});

describe('planted mistakes', () => {
  it.each(BUGS.map(({ name }) => name))('finds %s', async (name) => {
    expect(await findBug(name, database, PATIENCE)).not.toBeNull();
  }, HANG_MS);
});
