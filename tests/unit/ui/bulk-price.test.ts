import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Quote } from '../../../lib/domain/enrichment/quote.ts';
import { micro, NOTHING, type Amounts } from '../../../lib/domain/ledger/amount.ts';
import { asksOnceMore, sharesOf, sumOf, underLimit, withLimit } from '../../../lib/ui/bulk-price.ts';

const amounts = (actions: number, credits: number): Amounts => ({ actions: micro(actions * 1e6), credits: micro(credits * 1e6) });
const quote = (over: Partial<Quote>): Quote => ({ waterfallId: 'w', leads: 10, asked: 10, max: amounts(10, 15), min: NOTHING, steps: [], skips: [], confirm: false, ...over });

describe('the price of several enrichments', () => {
  it('is the sum of its parts: bounds, what is usual, money, who is left out', () => {
    const sum = sumOf([
      quote({ leads: 12, asked: 10, expected: { ...amounts(6, 5), found: 6, attempts: 40, microUsd: 200 }, maxMicroUsd: 900, skips: [{ reason: 'already-known', count: 2 }] }),
      quote({ leads: 12, asked: 9, max: amounts(9, 90), expected: { ...amounts(3, 30), found: 3, attempts: 12, microUsd: 300 }, maxMicroUsd: 1_000, skips: [{ reason: 'already-known', count: 1 }, { reason: 'missing-input', count: 2 }] }),
    ]);
    expect(sum).toMatchObject({ asked: 19, max: amounts(19, 105), min: NOTHING, expected: { ...amounts(9, 35), found: 9, attempts: 12, microUsd: 500 }, maxMicroUsd: 1_900, skips: [{ reason: 'already-known', count: 3 }, { reason: 'missing-input', count: 2 }] });
  });

  it('asks once more when the sum is above the threshold, though none of its parts is', () => {
    const part = quote({ max: amounts(100, 300) });
    const sum = sumOf([part, part]);
    expect([asksOnceMore(part, null, micro(2_500e6)), asksOnceMore(sum, null, micro(2_500e6))]).toEqual([false, true]);
    expect([asksOnceMore(sum, { confirmAtCredits: micro(601e6) }, micro(2_500e6)), asksOnceMore(sum, { confirmAtCredits: micro(600e6) }, micro(2_500e6))]).toEqual([false, true]);
    // A limit below the threshold is no large run any more.
    expect(asksOnceMore({ ...sum, max: withLimit(sum.max, { credits: micro(100e6) }) }, null, micro(2_500e6))).toBe(false);
  });

  it('reaches the limit of its table only together, and not any more once it has a lower limit of its own', () => {
    const room = { scope: 'table-month', meter: 'actions', limit: micro(20e6), left: micro(15e6) } as const;
    const part = quote({ tableRooms: [room] });
    expect(sumOf([part]).capped).toBeUndefined();
    const sum = sumOf([part, part]);
    expect(sum).toMatchObject({ capped: room, tableRooms: [room] });
    expect(underLimit(sum, sum.max).capped).toEqual(room);
    expect(underLimit({ ...sum, expected: { ...amounts(18, 1), found: 18, attempts: 9 } }, amounts(15, 30))).toEqual({ ...sum, max: amounts(15, 30), expected: { ...amounts(15, 1), found: 18, attempts: 9 }, capped: undefined });
    // Of a limit of the device only what it left for the whole is known: it stays told.
    const device = { ...room, scope: 'day' } as const;
    expect(underLimit({ ...sum, capped: device }, amounts(1, 0)).capped).toEqual(device);
  });

  const some = fc.integer({ min: 0, max: 1e9 }).map((n) => micro(n));
  it('is kept by the shares of a limit, and a meter without a limit stays without one', () => fc.assert(fc.property(fc.record({ actions: some, credits: some }, { requiredKeys: [] }), fc.array(fc.record({ actions: some, credits: some }), { maxLength: 6 }), (limit, most) => {
    const shares = sharesOf(limit, most);
    for (const key of ['actions', 'credits'] as const) {
      const given = shares.map((share) => share[key] ?? null);
      const wanted = limit[key];
      const total = most.reduce((sum, one) => sum + one[key], 0);
      expect(wanted === undefined ? given : given.reduce<number>((sum, one) => sum + (one ?? NaN), 0)).toEqual(wanted === undefined ? most.map(() => null) : Math.min(wanted, total));
      expect(given.every((one, i) => (one ?? 0) <= (most[i]?.[key] ?? NaN))).toBe(true);
    }
  })));
});
