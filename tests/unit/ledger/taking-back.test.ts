import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UNIT, micro } from '../../../lib/domain/ledger/amount.ts';
import { explain } from '../../../lib/domain/ledger/explain.ts';
import { LOT_PRIORITY, TAKEN_BACK, allocate, freeOf, isGivenByHand, type Lot, type LotSource } from '../../../lib/domain/ledger/lots.ts';
import { grantedOutside } from '../../../lib/domain/ledger/plan-facts.ts';
import { NO_SUMS, addEntry, type Entry } from '../../../lib/domain/ledger/statement.ts';

const sources = Object.keys(LOT_PRIORITY) as LotSource[];
const place = fc.integer({ min: 0, max: 1_000 }).map(micro);
const anyLot: fc.Arbitrary<Lot> = fc.record({
  source: fc.constantFrom(...sources), effectiveAt: fc.integer({ min: 0, max: 50 }), expiresAt: fc.option(fc.integer({ min: 1, max: 100 })), available: place, leased: place, held: place, spent: place, expired: place,
}).map((l) => ({ ...l, id: 'lot-1', meter: 'actions', priority: LOT_PRIORITY[l.source], amount: micro(l.available + l.leased + l.held + l.spent + l.expired) }));
const instant = fc.integer({ min: 0, max: 120 });

describe('what is free of a lot', () => {
  it('is exactly what a charge could still take of it: never what is held, leased, spent or over', () => {
    fc.assert(fc.property(anyLot, instant, (lot, now) => {
      const { short } = allocate([lot], lot.amount, now);
      expect(freeOf(lot, now)).toBe(lot.amount - short);
    }));
  });
  it('can be taken back in any parts: the lot adds up after each, nothing is negative, and no more can be had', () => {
    fc.assert(fc.property(anyLot, instant, fc.array(fc.integer({ min: 1, max: 700 }), { maxLength: 8 }), (start, now, asked) => {
      let lot = start;
      let taken = 0;
      for (const wish of asked) {
        const free = freeOf(lot, now);
        if (wish > free) continue;
        lot = { ...lot, available: micro(lot.available - wish), expired: micro(lot.expired + wish) };
        taken += wish;
      }
      expect(lot.available + lot.leased + lot.held + lot.spent + lot.expired).toBe(start.amount);
      expect([lot.leased, lot.held, lot.spent]).toEqual([start.leased, start.held, start.spent]);
      expect(lot.available).toBeGreaterThanOrEqual(0);
      expect(taken).toBeLessThanOrEqual(freeOf(start, now));
      expect(taken + freeOf(lot, now)).toBe(freeOf(start, now));
    }));
  });
  it('is for people to take back only where people gave it', () => {
    expect(sources.filter(isGivenByHand).toSorted()).toEqual(['adjust', 'promo', 'topup']);
  });
});

/** Grants outside the plan, each followed by what was taken back of it. */
const granted = fc.array(fc.record({ amount: fc.integer({ min: 1, max: 500 }), code: fc.constantFrom('topup', 'promo', 'adjust'), parts: fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 4 }) }), { maxLength: 10 });

describe('the statement of what was taken back', () => {
  it('counts it against what was granted, to the last unit', () => {
    fc.assert(fc.property(granted, (grants) => {
      const entries: Entry[] = [];
      let left = 0;
      for (const { amount, code, parts } of grants) {
        const reverses = entries.push({ seq: entries.length + 1, at: 0, kind: 'grant', actions: 0, credits: amount, code });
        let rest = amount;
        for (const part of parts.filter((one) => (rest >= one ? (rest -= one) >= 0 : false))) entries.push({ seq: entries.length + 1, at: 0, kind: 'grant', actions: 0, credits: -part, code: TAKEN_BACK, reverses });
        left += rest;
      }
      const sums = entries.reduce(addEntry, NO_SUMS);
      expect([sums.granted.credits, sums.net.credits, grantedOutside(entries)]).toEqual([left, left, left]);
    }));
  });
  it('names the entry of the grant in words', () => {
    const entry: Entry = { seq: 9, at: 0, kind: 'grant', actions: 0, credits: -300.5 * UNIT, code: TAKEN_BACK, reverses: 7 };
    expect(explain(entry, String)).toEqual({
      title: 'Grant taken back',
      text: 'An admin took back 300.5 Credits of what entry 7 had granted. It was free: nothing that was held, set aside or used is touched. The grant stays in the statement.',
    });
  });
});
