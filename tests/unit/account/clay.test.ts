import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UNIT, micro } from '../../../lib/domain/ledger/amount.ts';
import { CLAY_CREDIT_MICRO_USD, CLAY_PLANS, addUsage, cheapestClayPlan, clayBill, kilnMoney, type ClayAssumptions, type UsageLine } from '../../../lib/domain/ledger/clay.ts';
import type { Entry } from '../../../lib/domain/ledger/statement.ts';
import { FIRST_PRICE_BOOK } from '../../../server/price-book.ts';

const [free, launch, growth] = CLAY_PLANS as [typeof CLAY_PLANS[number], typeof CLAY_PLANS[number], typeof CLAY_PLANS[number]];
const assume = (over: Partial<ClayAssumptions> = {}): ClayAssumptions => ({ plan: launch, creditsOf: {}, creditMicroUsd: CLAY_CREDIT_MICRO_USD, ...over });
const usageOf = (entries: readonly Omit<Entry, 'seq' | 'at'>[]): UsageLine[] => {
  const usage = new Map<string, UsageLine>();
  entries.forEach((entry, i) => addUsage(usage, { ...entry, seq: i + 1, at: i }));
  return [...usage.values()];
};
const post = { kind: 'post' as const, actions: -UNIT, credits: -1.5 * UNIT, enrichment: 'work-email', route: 'account' as const, providerId: 'hunter' };

const line: fc.Arbitrary<UsageLine> = fc.record({ enrichment: fc.constantFrom('work-email', 'mobile', 'company'), route: fc.constantFrom('account', 'own', 'free', 'sent' as const), answers: fc.nat(20_000), misses: fc.nat(500), each: fc.nat(10 * UNIT) })
  .map(({ each, ...rest }) => ({ ...rest, taken: { actions: micro(rest.answers * UNIT), credits: micro(rest.route === 'account' ? rest.answers * each : 0) } }));
const usage = fc.array(line, { maxLength: 8 });

describe('usage', () => {
  it('counts answers, misses and what was taken; a part of an answer is no answer; a reversal takes back', () => {
    expect(usageOf([post, post, { ...post, kind: 'void', actions: UNIT, credits: UNIT }, { ...post, actions: 0, credits: -0.5 * UNIT }, { ...post, kind: 'reversal', actions: UNIT, credits: 1.5 * UNIT }, { ...post, kind: 'grant' }])).toEqual([
      { enrichment: 'work-email', route: 'account', answers: 1, misses: 1, taken: { actions: UNIT, credits: 2 * UNIT } },
    ]);
  });
  it('tells own keys, free sources and records that were sent apart', () => {
    const spend = { kind: 'spend' as const, actions: -UNIT, credits: 0, enrichment: 'company' };
    expect(usageOf([{ ...spend, route: 'own' }, { ...spend, route: 'free' }, { ...spend, route: 'own', operation: 'deliver-record' }]).map((l) => l.route)).toEqual(['own', 'free', 'sent']);
  });
});

describe('by the rules of Clay', () => {
  it('every answer takes one Action, misses take nothing, only bought answers take Credits', () => {
    fc.assert(fc.property(usage, (lines) => {
      const bill = clayBill(lines, assume());
      expect(bill.clay.actions).toBe(lines.reduce((n, l) => n + l.answers, 0) * UNIT);
      expect(bill.clay.credits).toBe(lines.reduce((n, l) => n + (l.route === 'account' ? l.taken.credits : 0), 0));
      expect(clayBill(lines.map((l) => ({ ...l, misses: 0 })), assume()).clay).toEqual(bill.clay);
    }));
  });
  it('more work never costs less, and a price that was typed is taken for each answer', () => {
    fc.assert(fc.property(usage, line, fc.nat(20 * UNIT), (lines, more, each) => {
      const before = clayBill(lines, assume());
      const after = clayBill([...lines, more], assume());
      // What does not fit the plan costs without end.
      expect(after.totalMicroUsd ?? Infinity).toBeGreaterThanOrEqual(before.totalMicroUsd ?? Infinity);
      const typed = clayBill(lines, assume({ creditsOf: { mobile: micro(each) } })).lines.filter((l) => l.enrichment === 'mobile' && l.route === 'account');
      for (const l of typed) expect(l.clay.credits).toBe(l.answers * each);
    }));
  });
  it('has a sum only where the plan can do the work, and says why where it cannot', () => {
    fc.assert(fc.property(usage, fc.constantFrom(...CLAY_PLANS), (lines, plan) => {
      const bill = clayBill(lines, assume({ plan }));
      const beyond = bill.clay.actions > plan.actions;
      expect(bill.gaps.includes('actions-beyond-plan')).toBe(beyond);
      expect(bill.totalMicroUsd === null).toBe(beyond || (plan.microUsd === 0 && bill.clay.credits > plan.credits));
      expect(bill.totalMicroUsd ?? bill.planMicroUsd + (bill.topUpMicroUsd ?? 0)).toBe(bill.planMicroUsd + (bill.topUpMicroUsd ?? 0));
    }));
  });
  it('the cheapest plan is one that covers the work, and none is cheaper', () => {
    fc.assert(fc.property(usage, (lines) => {
      const { plan: _plan, ...rest } = assume();
      const cheapest = cheapestClayPlan(lines, rest);
      const totals = CLAY_PLANS.map((plan) => clayBill(lines, assume({ plan })).totalMicroUsd).filter((t) => t !== null);
      expect(cheapest === undefined).toBe(totals.length === 0);
      const least = cheapest ? clayBill(lines, assume({ plan: cheapest })).totalMicroUsd : Infinity;
      expect(least).toBe(Math.min(...totals));
    }));
  });
  it('an example by hand: 3,000 bought answers of one Credit on Launch need 500 Credits more, at 30 % over their price', () => {
    const lines: UsageLine[] = [{ enrichment: 'work-email', route: 'account', answers: 3_000, misses: 900, taken: { actions: micro(3_000 * UNIT), credits: micro(3_000 * UNIT) } }];
    expect(clayBill(lines, assume())).toMatchObject({ over: { actions: 0, credits: 500 * UNIT }, topUpMicroUsd: 32_500_000, totalMicroUsd: 217_500_000, gaps: ['credits-assumed'] });
    expect(clayBill(lines, assume({ plan: free }))).toMatchObject({ totalMicroUsd: null, gaps: ['actions-beyond-plan', 'free-plan-has-no-top-up', 'credits-assumed'] });
    expect(clayBill(lines, assume({ plan: growth })).totalMicroUsd).toBe(495_000_000);
    expect(kilnMoney(clayBill(lines, assume()).kiln, FIRST_PRICE_BOOK)).toBe(3_000 * 4_000 + 3_000 * 50_000);
  });
});
