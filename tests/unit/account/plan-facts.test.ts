import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UNIT, micro } from '../../../lib/domain/ledger/amount.ts';
import { trimToCap, type Lot } from '../../../lib/domain/ledger/lots.ts';
import { grantedOutside, nextActionsCost, rollOver, tierViews, topUpCost } from '../../../lib/domain/ledger/plan-facts.ts';
import { levelOf, limitHit, noticesOf, percentUsed, type Usable } from '../../../lib/domain/ledger/notices.ts';
import { FIRST_PRICE_BOOK } from '../../../server/price-book.ts';

const tiers = FIRST_PRICE_BOOK.actionTiers;

describe('tiers in own numbers', () => {
  it('what was used of each comes to what was used, and one tier is current', () => {
    fc.assert(fc.property(fc.nat(400_000), (used) => {
      const views = tierViews(tiers, used);
      expect(views.reduce((sum, view) => sum + view.used, 0)).toBe(used);
      const current = views.filter((view) => view.isCurrent);
      expect(current).toHaveLength(1);
      expect(nextActionsCost(tiers, used, 1)).toBe(current[0]?.microUsd);
    }));
  });
  it('the next thousand across a bound costs part of both prices', () => {
    expect(nextActionsCost(tiers, 9_500, 1_000)).toBe(500 * 4_000 + 500 * 3_000);
    expect(nextActionsCost([], 5, 1_000)).toBe(0);
  });
  it('a top-up costs 30 % more, rounded once', () => {
    expect(topUpCost(micro(100 * UNIT), 50_000)).toBe(6_500_000);
    fc.assert(fc.property(fc.nat(1e9), fc.nat(100_000), (credits, price) => {
      const cost = topUpCost(micro(credits), price);
      expect(Math.abs(cost * 100 * UNIT - credits * price * 130)).toBeLessThanOrEqual(50 * UNIT + 1e-6 * credits * price);
    }));
  });
});

describe('what carries over', () => {
  const lot = (id: string, source: Lot['source'], available: number): Lot => ({ id, meter: 'data_credits', source, priority: 20, effectiveAt: Number(id), expiresAt: null, amount: micro(available), available: micro(available), leased: micro(0), held: micro(0), spent: micro(0), expired: micro(0) });
  it('is never more than twice the month, and the bounds hold what the ledger itself would trim', () => {
    fc.assert(fc.property(fc.nat(9_000), fc.nat(9_000), fc.integer({ min: 1, max: 3_000 }), fc.nat(9_000), (plan, outside, monthly, alreadyUsed) => {
      const view = rollOver(micro(plan + outside), micro(monthly), micro(outside + alreadyUsed));
      const trimmed = trimToCap([lot('1', 'plan', plan)], micro(monthly)).reduce((sum, t) => sum + t.amount, 0);
      expect(trimmed).toBeGreaterThanOrEqual(view.lostLeast);
      expect(trimmed).toBeLessThanOrEqual(view.lostMost);
      expect(view.cap).toBe(2 * monthly);
    }));
  });
  it('without anything from outside the plan it is exact', () => {
    expect(rollOver(micro(4_000), micro(2_500), micro(0))).toEqual({ cap: 5_000, lostLeast: 1_500, lostMost: 1_500, after: 5_000 });
    expect(rollOver(micro(-3), micro(2_500), micro(0))).toMatchObject({ lostMost: 0, after: 2_500 });
  });
  it('knows what was granted outside the plan', () => {
    const grant = (code: string, credits: number) => ({ seq: 1, at: 0, kind: 'grant' as const, actions: 0, credits, code });
    expect(grantedOutside([grant('plan', 100), grant('upgrade', 40), grant('topup', 30), grant('promo', 5), { ...grant('topup', 9), kind: 'reversal' }])).toBe(35);
  });
});

const usable = (over: Partial<Usable>): Usable => ({ scope: 'workspace', meter: 'data_credits', window: 'day', limit: micro(100), used: micro(0), endsAt: 9_000, ...over });

describe('notices', () => {
  it('come at 75, 90 and 100 % exactly, once per window and level', () => {
    const level = (used: number) => levelOf(used, 1_000);
    expect([749, 750, 899, 900, 999, 1_000, 2_000].map(level)).toEqual([undefined, 75, 75, 90, 90, 100, 100]);
    const [notice] = noticesOf([usable({ used: micro(91) })], new Set());
    expect(notice).toMatchObject({ level: 90, left: 9 });
    const put = new Set([notice?.key ?? '']);
    expect(noticesOf([usable({ used: micro(95) })], put)).toEqual([]);
    expect(noticesOf([usable({ used: micro(100) })], put)).toHaveLength(1);
    expect(noticesOf([usable({ used: micro(95), endsAt: 10_000 })], put)).toHaveLength(1);
  });
  it('say less than 100 % until all is gone, also near the end of the safe integers', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (limit, used) => {
      const percent = percentUsed(used, limit);
      expect(percent === 100).toBe(used >= limit);
      expect((levelOf(used, limit) ?? 0) <= Math.max(percent, 0)).toBe(true);
    }));
  });
  it('do not warn of a meter that the plan does not have, and do of a limit of nothing', () => {
    expect(noticesOf([usable({ scope: 'balance', limit: micro(0) })], new Set())).toEqual([]);
    expect(noticesOf([usable({ limit: micro(0) })], new Set())[0]?.level).toBe(100);
  });
});

describe('a run and the limits of the account', () => {
  const limit = { scope: 'member' as const, meter: 'data_credits' as const, window: 'day' as const, limit: 500, used: 380, endsAt: 9_000 };
  it('crosses the one with the least left, and a window that is over counts as unused', () => {
    expect(limitHit([limit], { actions: 9_999, credits: 120 }, 0)).toBeUndefined();
    expect(limitHit([limit], { actions: 0, credits: 121 }, 0)).toMatchObject({ scope: 'member', left: 120, limit: 500, endsAt: 9_000 });
    expect(limitHit([limit], { actions: 0, credits: 121 }, 9_000)).toBeUndefined();
    expect(limitHit([limit, { ...limit, scope: 'workspace', used: 500 }], { actions: 0, credits: 200 }, 0)).toMatchObject({ scope: 'workspace', left: 0 });
  });
});
