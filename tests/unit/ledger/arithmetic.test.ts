import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UNIT, micro } from '../../../lib/domain/ledger/amount.ts';
import { mulDivFloor, mulDivHalfEven } from '../../../lib/domain/ledger/integer-math.ts';
import { creditsMoney, graduatedCost, graduatedCostBetween, moneyOf, priceOf, tiersAreSound, type ActionTier } from '../../../lib/domain/ledger/prices.ts';
import { needsConfirmation, runMaximum, shortBy, taskMaximum } from '../../../lib/domain/ledger/quote-math.ts';
import { FIRST_PRICE_BOOK, storedPriceBookSchema } from '../../../server/price-book.ts';

const whole = fc.integer({ min: -1e6, max: 1e6 });
const divisor = fc.integer({ min: 1, max: 1e6 });

describe('integer products and quotients', () => {
  it('floor is the floor, half-even is within a half and breaks ties to even', () => {
    fc.assert(fc.property(whole, whole, divisor, (a, b, d) => {
      const floor = mulDivFloor(a, b, d);
      const product = BigInt(a) * BigInt(b);
      expect(BigInt(floor) * BigInt(d) <= product && (BigInt(floor) + 1n) * BigInt(d) > product).toBe(true);
      const near = BigInt(mulDivHalfEven(a, b, d));
      const twiceOff = 2n * (product - near * BigInt(d));
      expect(twiceOff <= BigInt(d) && twiceOff >= -BigInt(d)).toBe(true);
      const isTie = twiceOff === BigInt(d) || twiceOff === -BigInt(d);
      expect(isTie && near % 2n !== 0n).toBe(false);
    }));
  });
  it.each([[1, 1, 2, 0], [3, 1, 2, 2], [5, 1, 2, 2], [-1, 1, 2, 0], [-3, 1, 2, -2], [7, 10, 4, 18]])('%i * %i / %i is %i', (a, b, d, result) => {
    expect(mulDivHalfEven(a, b, d)).toBe(result);
  });
  it('refuses what it cannot say exactly', () => {
    expect(() => mulDivFloor(0.5, 1, 1)).toThrow(RangeError);
    expect(() => mulDivFloor(1, 1, 0)).toThrow(RangeError);
    expect(() => mulDivFloor(Number.MAX_SAFE_INTEGER, 2, 1)).toThrow(RangeError);
  });
});

const tiers: fc.Arbitrary<ActionTier[]> = fc
  .tuple(fc.uniqueArray(fc.integer({ min: 1, max: 1e6 }), { maxLength: 6 }), fc.array(fc.integer({ min: 0, max: 9_999 }), { minLength: 7, maxLength: 7 }))
  .map(([bounds, prices]) => {
    const rising = [...bounds].sort((a, b) => a - b);
    const falling = [...prices].sort((a, b) => b - a);
    return [...rising.map((upTo, i) => ({ upTo, microUsd: falling[i] ?? 0 })), { upTo: null, microUsd: falling[rising.length] ?? 0 }];
  });
const count = fc.integer({ min: 0, max: 2e6 });

describe('graduated prices of Actions', () => {
  it('do not depend on the path, never fall in sum and never rise on average', () => {
    fc.assert(fc.property(tiers, count, count, count, (t, x, y, z) => {
      expect(tiersAreSound(t)).toBe(true);
      const [a = 0, b = 0, c = 0] = [x, y, z].sort((p, q) => p - q);
      expect(graduatedCostBetween(t, a, c)).toBe(graduatedCostBetween(t, a, b) + graduatedCostBetween(t, b, c));
      expect(graduatedCost(t, b)).toBeGreaterThanOrEqual(graduatedCost(t, a));
      expect(a === 0 || BigInt(graduatedCost(t, b)) * BigInt(a) <= BigInt(graduatedCost(t, a)) * BigInt(b)).toBe(true);
    }));
  });
  it('equal the sum of single Actions', () => {
    fc.assert(fc.property(tiers, fc.integer({ min: 0, max: 300 }), (t, n) => {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += t.find((tier) => tier.upTo === null || i < tier.upTo)?.microUsd ?? 0;
      expect(graduatedCost(t, n)).toBe(sum);
    }));
  });
  it('of the first book are exact and under one cent', () => {
    expect(graduatedCost(FIRST_PRICE_BOOK.actionTiers, 15_000)).toBe(55_000_000);
    expect(graduatedCost(FIRST_PRICE_BOOK.actionTiers, 300_000)).toBe(675_000_000);
    expect(FIRST_PRICE_BOOK.actionTiers.every((tier) => tier.microUsd < 10_000)).toBe(true);
    expect(storedPriceBookSchema.parse(FIRST_PRICE_BOOK)).toEqual(FIRST_PRICE_BOOK);
  });
  it.each<[string, ActionTier[]]>([
    ['no tier', []],
    ['no open end', [{ upTo: 10, microUsd: 1 }]],
    ['an open middle', [{ upTo: null, microUsd: 2 }, { upTo: null, microUsd: 1 }]],
    ['a falling bound', [{ upTo: 10, microUsd: 3 }, { upTo: 5, microUsd: 2 }, { upTo: null, microUsd: 1 }]],
    ['a rising price', [{ upTo: 10, microUsd: 1 }, { upTo: null, microUsd: 2 }]],
  ])('are refused with %s', (_name, t) => expect(tiersAreSound(t)).toBe(false));
});

describe('prices and quotes', () => {
  it('finds a price by operation and provider, and nothing on the prototype', () => {
    expect(priceOf(FIRST_PRICE_BOOK, 'find-work-email', 'prospeo')).toEqual({ actions: UNIT, credits: UNIT / 2 });
    expect(priceOf(FIRST_PRICE_BOOK, 'find-work-email', 'nobody')).toBeNull();
    expect(priceOf({ ...FIRST_PRICE_BOOK, data: JSON.parse('{}') as Record<string, number> }, 'constructor' as never, 'x')).toBeNull();
  });
  it('counts money once, with begun Actions as whole ones', () => {
    expect(creditsMoney(micro(UNIT / 2), 50_000)).toBe(25_000);
    expect(moneyOf(FIRST_PRICE_BOOK, { actions: micro(UNIT), credits: micro(UNIT) })).toBe(54_000);
    expect(moneyOf(FIRST_PRICE_BOOK, { actions: micro(2 * UNIT), credits: micro(0) }, micro(9_999 * UNIT))).toBe(7_000);
    expect(moneyOf(FIRST_PRICE_BOOK, { actions: micro(1), credits: micro(0) })).toBe(4_000);
  });
  it('a task can cost one Action and its dearest step, a run the sum of its tasks', () => {
    fc.assert(fc.property(fc.array(fc.array(fc.integer({ min: 0, max: 1e9 }).map(micro), { maxLength: 6 }), { maxLength: 20 }), (leads) => {
      const max = runMaximum(leads.map((steps) => taskMaximum(steps)));
      expect(max.actions).toBe(leads.filter((steps) => steps.length > 0).length * UNIT);
      expect(max.credits).toBe(leads.reduce((sum, steps) => sum + Math.max(0, ...steps), 0));
    }));
  });
  it('asks once more above a tenth of the month, and never below 500', () => {
    const monthly = micro(2_500 * UNIT);
    expect(needsConfirmation(micro(499 * UNIT), monthly)).toBe(false);
    expect(needsConfirmation(micro(500 * UNIT), monthly)).toBe(true);
    expect(needsConfirmation(micro(500 * UNIT), micro(5_000 * UNIT))).toBe(false);
    expect(needsConfirmation(micro(500 * UNIT + 1), micro(5_000 * UNIT))).toBe(true);
    expect([shortBy(micro(5), micro(3)), shortBy(micro(3), micro(5))]).toEqual([2, 0]);
  });
});
