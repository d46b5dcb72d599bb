import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlannedStep } from '../../../lib/domain/enrichment/plan.ts';
import { micro } from '../../../lib/domain/ledger/amount.ts';
import { createArranger } from '../../../lib/domain/learning/arrange.ts';
import { meanOf, posterior, shareOf } from '../../../lib/domain/learning/beta.ts';
import { stepCost, type StepCost } from '../../../lib/domain/learning/cost.ts';
import type { EvidenceCell } from '../../../lib/domain/learning/evidence.ts';
import { fitModel } from '../../../lib/domain/learning/model.ts';
import { bestOrder, expect as expected, leaveOut, perAnswer, reachedIn, withinMost, type Choice, type Joint } from '../../../lib/domain/learning/order.ts';
import { NO_SEGMENT } from '../../../lib/domain/learning/segment.ts';
import { createTries } from '../../../lib/domain/learning/tries.ts';
import { createRng } from '../../simulation/rng.ts';

const free: StepCost = { perCall: 0, perHit: 0, perAccepted: 0 };
const choice = (arm: string, rate: number, cost: Partial<StepCost> = {}, over: Partial<Choice> = {}): Choice => ({
  arm, rate, belief: posterior(rate, 40, 0, 0), valid: 0.9, reliable: 1, latencyMs: 1_000, cost: { ...free, ...cost }, n: 100, ...over,
});
const independent: Joint = { findable: 0.9, overlap: () => 0 };
const arms = (order: readonly Choice[]): string[] => order.map((c) => c.arm);

function permutations<T>(items: readonly T[]): T[][] {
  return items.length < 2 ? [[...items]] : items.flatMap((item, i) => permutations(items.toSpliced(i, 1)).map((rest) => [item, ...rest]));
}
const rate = fc.double({ min: 0.02, max: 0.9, noNaN: true });
const price = fc.double({ min: 0, max: 200_000, noNaN: true });
const anyChoices = fc
  .array(fc.record({ rate, perCall: price, perHit: price, perAccepted: price, valid: fc.double({ min: 0.3, max: 1, noNaN: true }), latencyMs: fc.integer({ min: 1, max: 20_000 }) }), { minLength: 1, maxLength: 5 })
  .map((list) => list.map(({ rate: r, valid, latencyMs, ...cost }, i) => choice(`arm${i}`, r, cost, { valid, latencyMs })));

describe('the cheapest order', () => {
  it('through the account is by price, since a miss costs nothing, and by time where the price is the same', () => {
    const order = bestOrder([choice('dear and sure', 0.9, { perAccepted: 75_000 }), choice('slow', 0.5, { perAccepted: 50_000 }, { latencyMs: 9_000 }), choice('quick', 0.5, { perAccepted: 50_000 }), choice('cheap and poor', 0.05, { perAccepted: 20_000 })], independent);
    expect(arms(order)).toEqual(['cheap and poor', 'quick', 'slow', 'dear and sure']);
  });
  it('with a bill for each call is by price over odds', () => {
    const order = bestOrder([choice('cheap and poor', 0.05, { perCall: 10_000 }), choice('good', 0.6, { perCall: 30_000 })], independent);
    expect(arms(order)).toEqual(['good', 'cheap and poor']);
  });
  it('knows who pays for what: each call, each hit, or only what is taken', () => {
    const money = { creditMicroUsd: 50_000, actionMicroUsd: 4_000 };
    const of = (route: 'own' | 'account' | 'free', charged: 'found' | 'call' | 'free') => stepCost({ route, charged, operation: 'find-work-email', credits: micro(500_000), ownPriceMicroUsd: 30_000, money });
    expect(of('account', 'call')).toEqual({ perCall: 0, perHit: 0, perAccepted: 29_000 });
    expect(of('own', 'call')).toEqual({ perCall: 30_000, perHit: 0, perAccepted: 4_000 });
    expect(of('own', 'found')).toEqual({ perCall: 0, perHit: 30_000, perAccepted: 4_000 });
    expect(of('free', 'free')).toEqual({ perCall: 0, perHit: 0, perAccepted: 4_000 });
  });
  it('is the best of all orders when arms hit independently', () => {
    fc.assert(
      fc.property(anyChoices, fc.double({ min: 0.3, max: 1, noNaN: true }), (choices, findable) => {
        const joint = { ...independent, findable };
        const best = Math.min(...permutations(choices).map((order) => perAnswer(expected(order, joint))));
        expect(perAnswer(expected(bestOrder(choices, joint), joint))).toBeLessThanOrEqual(best * (1 + 1e-9));
      }),
      { numRuns: 150 },
    );
  });
  it('comes within 3 % of the best of all orders when some overlap, and nearly always meets it', () => {
    let met = 0;
    let all = 0;
    fc.assert(
      fc.property(anyChoices, fc.double({ min: 0, max: 1, noNaN: true }), (choices, overlap) => {
        const joint: Joint = { findable: 0.9, overlap: (a, b) => (a !== b && [a, b].every((x) => x === 'arm0' || x === 'arm1') ? overlap : 0) };
        const best = Math.min(...permutations(choices).map((order) => perAnswer(expected(order, joint))));
        const got = perAnswer(expected(bestOrder(choices, joint), joint));
        expect(got).toBeLessThanOrEqual(best * 1.03);
        all += 1;
        met += got <= best * (1 + 1e-6) ? 1 : 0;
      }),
      { numRuns: 150, seed: 11 },
    );
    expect(met / all).toBeGreaterThan(0.95);
  });
  it('keeps every step of a long waterfall with many overlaps, and is no dearer than the order that knows of none', () => {
    const rng = createRng(2);
    const long = Array.from({ length: 24 }, (_, i) => choice(`arm${i}`, 0.05 + 0.5 * rng.next(), { perCall: 30_000 * rng.next(), perAccepted: 50_000 * rng.next() }));
    const joint: Joint = { findable: 0.9, overlap: (a, b) => ((a.length + b.length + a.charCodeAt(3) + b.charCodeAt(3)) % 3 === 0 ? 0.5 : 0) };
    const order = bestOrder(long, joint);
    expect(new Set(arms(order))).toEqual(new Set(arms(long)));
    expect(perAnswer(expected(order, joint))).toBeLessThan(perAnswer(expected(bestOrder(long, independent), joint)));
  });
  it('does not depend on names, and keeps every step', () => {
    fc.assert(
      fc.property(anyChoices, (choices) => {
        const renamed = choices.map((c, i) => ({ ...c, arm: `${'zyxwv'[i]}-other` }));
        expect(bestOrder(renamed, independent).map((c) => renamed.indexOf(c))).toEqual(bestOrder(choices, independent).map((c) => choices.indexOf(c)));
        expect(arms(bestOrder(choices, independent)).sort()).toEqual(arms(choices).sort());
      }),
    );
  });
  it('leaves pinned steps in front, in the order wished', () => {
    const choices = [choice('a', 0.5, { perAccepted: 10 }), choice('b', 0.5, { perAccepted: 20 }), choice('c', 0.5, { perAccepted: 30 })];
    expect(arms(bestOrder(choices, independent, ['c', 'unknown', 'b']))).toEqual(['c', 'b', 'a']);
  });
});

describe('leaving out', () => {
  const highOf = (c: Choice): number => shareOf(c.belief).high;
  it('never goes below the wanted share by its own estimate, and leaves out what was asked often only', () => {
    fc.assert(
      fc.property(anyChoices, fc.double({ min: 0.5, max: 1, noNaN: true }), (choices, keepShare) => {
        const order = bestOrder(choices, independent);
        const { order: kept, leftOut } = leaveOut(order, independent, { keepShare, first: ['arm0'], leastAttempts: 30, highOf });
        const all = expected(order, independent).coverage;
        expect(expected(kept, independent).coverage).toBeGreaterThanOrEqual(all * keepShare - 1e-9);
        expect([...kept, ...leftOut].map((c) => c.arm).sort()).toEqual(arms(order).sort());
        expect(arms(leftOut)).not.toContain('arm0');
        expect(perAnswer(expected(kept, independent))).toBeLessThanOrEqual(perAnswer(expected(order, independent)));
        const young = leaveOut(order.map((c) => ({ ...c, n: 3 })), independent, { keepShare, first: [], leastAttempts: 30, highOf });
        expect(young.leftOut).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
  it('leaves out the dear step that adds next to nothing', () => {
    const order = [choice('good', 0.8, { perAccepted: 50_000 }), choice('dear', 0.01, { perCall: 100_000 }, { belief: posterior(0.01, 500, 0, 0), n: 500 })];
    expect(arms(leaveOut(order, independent, { keepShare: 0.97, first: [], leastAttempts: 30, highOf }).leftOut)).toEqual(['dear']);
    expect(leaveOut(order, independent, { keepShare: 1, first: [], leastAttempts: 30, highOf }).leftOut).toEqual([]);
  });
});

describe('a waterfall that gives up after so many sources', () => {
  it('asks those that find most together first, and only then the cheapest of them', () => {
    const choices = [choice('find-work-email@cheap', 0.05, { perAccepted: 1_000 }), choice('find-work-email@good', 0.6, { perAccepted: 50_000 }), choice('find-work-email@better', 0.7, { perAccepted: 60_000 }), choice('find-work-email@pattern', 0.1)];
    const { within, beyond } = withinMost(choices, independent, [], 2);
    expect(arms(within)).toEqual(['find-work-email@good', 'find-work-email@better', 'find-work-email@pattern']);
    expect(arms(beyond)).toEqual(['find-work-email@cheap']);
    expect(arms(withinMost(choices, independent, ['find-work-email@cheap'], 2).within)).toEqual(['find-work-email@cheap', 'find-work-email@better', 'find-work-email@pattern']);
    expect(arms(reachedIn(choices, 1))).toEqual(['find-work-email@cheap']);
    expect(reachedIn(choices, 3)).toEqual(choices);
    expect(withinMost(choices, independent, [], 3).beyond).toEqual([]);
  });
  it('never finds less than any other choice of so many, up to what greed costs', () => {
    fc.assert(
      fc.property(anyChoices, fc.integer({ min: 1, max: 4 }), (choices, most) => {
        const { within, beyond } = withinMost(choices, independent, [], most);
        expect(within.length + beyond.length).toBe(choices.length);
        const best = choices.toSorted((a, b) => b.rate - a.rate).slice(0, most);
        expect(expected(within, independent).coverage).toBeGreaterThanOrEqual(expected(best, independent).coverage - 1e-9);
      }),
    );
  });
});

describe('trying other orders', () => {
  it('never takes more from the purse than its share, and is the same for the same random', () => {
    const choices = [choice('a', 0.5, { perCall: 20_000 }, { belief: posterior(0.5, 6, 0, 0) }), choice('b', 0.45, { perCall: 20_000 }, { belief: posterior(0.45, 6, 0, 0) }), choice('c', 0.2, { perCall: 9_000 }, { belief: posterior(0.2, 6, 0, 0) })];
    const best = bestOrder(choices, independent);
    const run = (share: number): { orders: string[]; part: number } => {
      const rng = createRng(3);
      const tries = createTries(share, () => rng.next());
      const orders: string[] = [];
      for (let i = 0; i < 400; i++) {
        orders.push(arms(tries.next(best, independent, [])).join(' '));
        expect(tries.spent.extra).toBeLessThanOrEqual((Number.isNaN(share) ? 0 : share) * tries.spent.expected + 1e-9);
      }
      return { orders, part: tries.spent.extra / tries.spent.expected };
    };
    const five = run(0.05);
    expect(new Set(five.orders).size).toBeGreaterThan(1);
    expect(run(0.05)).toEqual(five);
    expect(new Set(run(0).orders)).toEqual(new Set([arms(best).join(' ')]));
    expect(new Set(run(NaN).orders).size).toBe(1);
  });
});

describe('arranging planned steps', () => {
  const step = (providerId: string, credits: number, over: Partial<PlannedStep> = {}): PlannedStep => ({ source: 'provider', providerId, operation: 'find-work-email', route: 'account', creditsMax: micro(credits), ...over });
  const guess = (n: number): PlannedStep => ({ source: 'pattern', providerId: 'v', operation: 'verify-email', route: 'account', creditsMax: micro(100_000), guess: `g${n}@example.com` });
  const costOf = (s: PlannedStep): StepCost => ({ ...free, perAccepted: s.creditsMax / 20 });
  const world = (cells: readonly EvidenceCell[] = []) => ({ model: fitModel(cells, 0), costOf });

  it('moves guesses as one, puts what cannot be asked last and loses nothing', () => {
    const steps = [step('dear', 2_000_000), step('no key', 0, { skip: 'no-key' }), guess(1), guess(2), step('cheap', 500_000)];
    const order = createArranger(world())({}, steps, NO_SEGMENT);
    expect(order.map((s) => s.guess ?? s.providerId)).toEqual(['g1@example.com', 'g2@example.com', 'cheap', 'dear', 'no key']);
    expect(new Set(order)).toEqual(new Set(steps));
    expect(order).toHaveLength(steps.length);
  });

  it('says what it leaves out', () => {
    const name = 'find-work-email@poor';
    const cell: EvidenceCell = { key: 'k', group: 'g', arm: name, segment: '?|?|?', missed: [], answered: 800, accepted: 1, rejected: 0, failed: 0, logMs: 0, timed: 0, at: 0 };
    const order = createArranger(world([cell]))({ learning: { keepShare: 0.97 } }, [step('poor', 5_000_000), step('good', 500_000)], NO_SEGMENT);
    expect(order.map((s) => [s.providerId, s.skip])).toEqual([['good', undefined], ['poor', 'little-gain']]);
    expect(meanOf(posterior(0.5, 2, 0, 0))).toBe(0.5);
  });
});
