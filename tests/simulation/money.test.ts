import { describe, expect, it } from 'vitest';
import { runMoney } from './money-run.ts';
import { PLANTED_BUGS } from './planted-bugs.ts';

const SEEDS = 16;
/** Only catches a hang: a busy machine may take its time. */
const HANG_MS = 300_000;
/** Seeds that a planted bug may survive. */
const PATIENCE = 40;

describe('money under faults: real store, real gateway, dying servers, a bad network', () => {
  it(`keeps every invariant in ${SEEDS} seeded runs`, async () => {
    const totals = { charges: 0, posted: 0, deaths: 0 };
    for (let seed = 1; seed <= SEEDS; seed++) {
      const run = await runMoney(seed);
      expect(run.violations, `seed ${seed}`).toEqual([]);
      for (const key of ['charges', 'posted', 'deaths'] as const) totals[key] += run[key];
    }
    // A run in which nothing happens would keep every invariant too.
    expect(totals.posted).toBeGreaterThan(SEEDS * 10);
    expect(totals.charges).toBeGreaterThan(totals.posted);
    expect(totals.deaths).toBeGreaterThan(SEEDS);
  }, HANG_MS);

  it('runs the same for the same seed, and differently for another', async () => {
    const [a, b, c] = [await runMoney(7), await runMoney(7), await runMoney(8)];
    expect(a.traceHash).toBe(b.traceHash);
    expect(a.traceHash).not.toBe(c.traceHash);
  }, HANG_MS);

  it.each(PLANTED_BUGS)('finds the planted bug %s', async (bug) => {
    for (let seed = 1; seed <= PATIENCE; seed++) {
      const run = await runMoney(seed, bug);
      if (run.violations.length > 0) return;
    }
    expect.fail(`not found in ${PATIENCE} seeds`);
  }, HANG_MS);
});
