/**
 * What the learned order saves against known rates. Every figure is an interval over fixed seeds: the asserted bounds are
 * well inside what `npm run sim:order` prints for more seeds, so that no single run decides.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { interval, live, POLICIES, type Life } from './order-run.ts';
import { ACCOUNT_ONLY, ask, leadOf, MIXED_KEYS, POOR_TAIL, rngOf } from './order-world.ts';

const SEEDS = 12;
const SIZE = { runs: 10, leads: 150, tryShare: 0.05 };
const sum = (list: readonly number[]): number => list.reduce((total, v) => total + v, 0);

describe('own keys of every kind beside the account', () => {
  let lives: Life[] = [];
  beforeAll(() => {
    lives = Array.from({ length: SEEDS }, (_, i) => live(MIXED_KEYS, i + 1, SIZE));
  });
  const over = (of: (life: Life) => number) => interval(lives.map(of));

  it.each([['as shipped', 0.2], ['cheapest first', 0.1], ['best hit first', 0.1], ['random', 0.12]] as const)('saves against %s at the same coverage: more than %f of each answer', (policy, least) => {
    expect(over((life) => 1 - life.learned / life.fixed[policy]).low).toBeGreaterThan(least);
  });

  it('comes near the best that anybody could know: within 6 % over the whole life, tries included', () => {
    expect(over((life) => life.learned / life.oracle - 1).high).toBeLessThan(0.06);
  });

  it('has less to regret as it learns: the last three runs against the first, by paired intervals', () => {
    const fall = over((life) => (life.regret[0] ?? 0) - sum(life.regret.slice(-3)) / 3);
    expect(fall.low).toBeGreaterThan(0);
    expect(over((life) => sum(life.regret.slice(-3)) / 3 / life.oracle).high).toBeLessThan(over((life) => (life.regret[0] ?? 0) / life.oracle).low / 2);
  });

  it('keeps trying within its purse in every run, and it really costs no more than that', () => {
    for (const life of lives) expect(life.triedMost).toBeLessThanOrEqual(SIZE.tryShare + 1e-9);
    expect(over((life) => life.triedMost).high).toBeGreaterThan(0.005);
    expect(over((life) => life.triedReally).high).toBeLessThan(SIZE.tryShare);
  });

  it('foretells what a run will find and take: within 5 % on the average of the later runs', () => {
    for (const of of [over((life) => life.foretold.found), over((life) => life.foretold.money)]) {
      expect(of.low).toBeGreaterThan(0.95);
      expect(of.high).toBeLessThan(1.05);
    }
  });

  it('gives the same figures for the same seed', () => {
    expect(live(MIXED_KEYS, 4, { runs: 2, leads: 40, tryShare: 0.05 })).toEqual(live(MIXED_KEYS, 4, { runs: 2, leads: 40, tryShare: 0.05 }));
  });
});

describe('everything through the account', () => {
  it('is as good as the cheapest first, which is the best there is when only answers cost', () => {
    const lives = Array.from({ length: SEEDS }, (_, i) => live(ACCOUNT_ONLY, i + 1, SIZE));
    const over = (of: (life: Life) => number) => interval(lives.map(of));
    expect(Math.abs(over((life) => life.learned / life.fixed['cheapest first'] - 1).mean)).toBeLessThan(0.005);
    expect(over((life) => 1 - life.learned / life.fixed['as shipped']).low).toBeGreaterThan(0.15);
    expect(over((life) => 1 - life.learned / life.fixed['best hit first']).low).toBeGreaterThan(0.35);
  });
});

describe('answers that need not all stay', () => {
  it('keeps the wanted share and saves for it: the dear and poor one is left out once enough is known of it', () => {
    const size = { runs: 10, leads: 150, tryShare: 0.05 };
    const seeds = Array.from({ length: 6 }, (_, i) => i + 1);
    const all = seeds.map((seed) => live(POOR_TAIL, seed, size));
    const some = seeds.map((seed) => live(POOR_TAIL, seed, { ...size, keepShare: 0.97 }));
    expect(Math.min(...all.map((life) => life.kept))).toBe(1);
    expect(interval(some.map((life) => life.kept)).low).toBeGreaterThan(0.97);
    expect(interval(some.map((life) => life.kept)).high).toBeLessThan(1);
    expect(interval(some.map((life, i) => 1 - life.learned / (all[i]?.learned ?? 1))).low).toBeGreaterThan(0.15);
  });
});

describe('the measure itself', () => {
  it('finds an answer for the very same leads in every order: coverage is equal by construction', () => {
    const rng = rngOf(1);
    for (let n = 0; n < 300; n++) {
      const lead = leadOf(MIXED_KEYS, rng, n);
      const found = [MIXED_KEYS.partners, MIXED_KEYS.partners.toReversed()].map((order) => ask(lead, order).found);
      expect(found[0]).toBe(found[1]);
    }
    expect(POLICIES).toHaveLength(4);
  });

  it('would notice an order that does not learn: without evidence the saving is not there', () => {
    const lives = Array.from({ length: SEEDS }, (_, i) => live(MIXED_KEYS, i + 1, { runs: 1, leads: 300, tryShare: 0 }));
    expect(interval(lives.map((life) => life.learned / life.oracle - 1)).low).toBeGreaterThan(0.06);
  });
});
