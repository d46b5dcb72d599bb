import { describe, expect, it } from 'vitest';
import { parseManifest } from '../../../lib/providers/catalogue.ts';
import { FAULTS } from './faults.ts';
import { PROVIDERS } from './providers.ts';
import { shrink } from './shrink.ts';
import { simulateRuns } from './simulate.ts';

const SEEDS = 1_000;
/** Only catches a hang: a busy machine may take its time. */
const HANG_MS = 600_000;

describe('enrichment runs when everything goes wrong', () => {
  it(`hold every invariant in ${SEEDS} seeded worlds`, async () => {
    const totals = { requests: 0, posted: 0, deaths: 0, commits: 0 };
    const met = new Set<string>();
    for (let seed = 1; seed <= SEEDS; seed++) {
      const run = await simulateRuns(seed);
      expect(run.violations, `npm run sim:runs -- --seeds 1 --seed ${seed} --log`).toEqual([]);
      for (const key of ['requests', 'posted', 'deaths', 'commits'] as const) totals[key] += run[key];
      for (const fault of run.faults) met.add(fault);
    }
    // A world in which nothing happens would hold every invariant too.
    expect([...met].sort()).toEqual([...FAULTS].sort());
    expect(totals.posted).toBeGreaterThan(SEEDS);
    expect(totals.requests).toBeGreaterThan(3 * SEEDS);
    expect(totals.deaths).toBeGreaterThan(2 * SEEDS);
    expect(totals.commits).toBeGreaterThan(20 * SEEDS);
  }, HANG_MS);

  it.each<[string, number, Parameters<typeof simulateRuns>[1]]>([
    ['wait for the calls that are out of a stopped task, and do not go round in circles meanwhile', 2857, { without: ['late-answer', 'down', 'two-workers', 'pause', 'edit', 'estimate', 'learned'], leads: 4 }],
    ['count what another worker has taken before they take more', 9948, { without: ['lost-request', 'lost-answer', 'late-request', 'quota', 'poor-account'], leads: 4 }],
    ['let two operations of one provider have its turns one after the other: a call that holds an Action is not kept from its turn for ever', 103_340, {}],
    ['keep the pace of a provider whose rest ends between the decision to leave it out and the call', 105_085, {}],
    ['hold to a limit of which another worker was told', 106_712, {}],
    ['ask about a job again when the clock that named the moment was set back', 18562, { without: ['lost-answer', 'late-answer', 'two-workers', 'learned'], leads: 3 }],
  ])('%s', async (_what, seed, options) => {
    expect((await simulateRuns(seed, options)).violations).toEqual([]);
  });

  it('go the same way for the same seed, and another way for another', async () => {
    for (const seed of [7, 23, 61]) {
      const [a, b, c] = [await simulateRuns(seed), await simulateRuns(seed), await simulateRuns(seed + 1)];
      expect(a).toEqual(b);
      expect(a.traceHash).not.toBe(c.traceHash);
    }
  }, HANG_MS);

  it('are made smaller when they break, and still break the same way', async () => {
    const bug = 'hour-begins-anew';
    let seed = 1;
    let run = await simulateRuns(seed, { bug });
    while (run.violations.length === 0) run = await simulateRuns(++seed, { bug });
    const smaller = await shrink(seed, run, { bug });
    expect(smaller.faults.length).toBeLessThanOrEqual(run.faults.length);
    expect(smaller.faults).toContain('limits');
    expect((await simulateRuns(seed, smaller.options)).violations[0]).toMatch(/^caps:/);
  }, HANG_MS);

  it('ask partners that the language of manifests describes', () => {
    for (const one of PROVIDERS) expect(parseManifest(one)).toMatchObject({ ok: true });
  });
});
