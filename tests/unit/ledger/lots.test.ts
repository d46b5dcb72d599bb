import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { micro } from '../../../lib/domain/ledger/amount.ts';
import { LOT_PRIORITY, allocate, compareBurn, isLive, releaseTo, settle, sumOf, trimToCap, type Lot, type LotSource } from '../../../lib/domain/ledger/lots.ts';
import { periodAt, periodOf, periodStart } from '../../../lib/domain/ledger/period.ts';

const sources = Object.keys(LOT_PRIORITY) as LotSource[];
const amount = fc.integer({ min: 0, max: 1_000 }).map(micro);
const lot = (id: string): fc.Arbitrary<Lot> =>
  fc.record({ source: fc.constantFrom(...sources), effectiveAt: fc.integer({ min: 0, max: 50 }), expiresAt: fc.option(fc.integer({ min: 1, max: 100 })), available: amount, held: amount }).map((l) => ({
    ...l, id, meter: 'actions' as const, priority: LOT_PRIORITY[l.source], amount: micro(l.available + l.held), leased: micro(0), spent: micro(0), expired: micro(0),
  }));
const lots = fc.integer({ min: 0, max: 8 }).chain((n) => fc.tuple(...Array.from({ length: n }, (_, i) => lot(`lot-${i}`))));
const shuffled = fc.tuple(lots, fc.array(fc.nat(), { minLength: 8, maxLength: 8 })).map(([ls, keys]) => [ls, ls.map((l, i) => [keys[i] ?? 0, l] as const).sort((a, b) => a[0] - b[0]).map(([, l]) => l)] as const);

describe('burn order', () => {
  it('is a total order', () => {
    fc.assert(fc.property(lots, (ls) => {
      for (const a of ls) for (const b of ls) {
        expect(Math.sign(compareBurn(a, b))).toBe(-Math.sign(compareBurn(b, a)) || 0);
        expect(compareBurn(a, b) === 0).toBe(a.id === b.id);
        for (const c of ls) expect(compareBurn(a, b) >= 0 || compareBurn(b, c) >= 0 || compareBurn(a, c) < 0).toBe(true);
      }
    }));
  });
  it('does not depend on the order of insertion', () => {
    fc.assert(fc.property(shuffled, amount, fc.integer({ min: 0, max: 100 }), ([a, b], wanted, now) => {
      expect(allocate(a, wanted, now)).toEqual(allocate(b, wanted, now));
    }));
  });
  it('takes exactly what is wanted or all that lives, from live lots only, never more than a lot has', () => {
    fc.assert(fc.property(lots, amount, fc.integer({ min: 0, max: 100 }), (ls, wanted, now) => {
      const { parts, short } = allocate(ls, wanted, now);
      expect(sumOf(parts) + short).toBe(wanted);
      expect(short === 0 || sumOf(parts) === ls.filter((l) => isLive(l, now)).reduce((sum, l) => sum + l.available, 0)).toBe(true);
      for (const part of parts) {
        const from = ls.find((l) => l.id === part.lotId);
        expect(from !== undefined && isLive(from, now) && part.amount > 0 && part.amount <= from.available).toBe(true);
      }
      // Nothing that burns earlier is spared.
      const last = ls.filter((l) => l.id === parts.at(-1)?.lotId)[0];
      const earlier = last === undefined ? [] : ls.filter((l) => isLive(l, now) && l.available > 0 && compareBurn(l, last) < 0);
      for (const l of earlier) expect(parts.find((p) => p.lotId === l.id)?.amount).toBe(l.available);
    }));
  });
});

describe('settling a hold', () => {
  it('spends what is taken and gives back the rest, part by part', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 500 }).map(micro), { maxLength: 6 }), fc.integer({ min: 0, max: 100 }), (held, percent) => {
      const parts = held.map((a, i) => ({ lotId: `lot-${i}`, amount: a }));
      const taken = micro(Math.floor((sumOf(parts) * percent) / 100));
      const { spent, released } = settle(parts, taken);
      expect(sumOf(spent)).toBe(taken);
      for (const part of parts) {
        const of = (list: typeof spent): number => list.find((p) => p.lotId === part.lotId)?.amount ?? 0;
        expect(of(spent) + of(released)).toBe(part.amount);
      }
    }));
    expect(() => settle([{ lotId: 'a', amount: micro(1) }], micro(2))).toThrow(RangeError);
  });
  it('gives nothing back to a lot whose time is over', () => {
    expect(releaseTo({ effectiveAt: 0, expiresAt: 10 }, 9)).toBe('available');
    expect(releaseTo({ effectiveAt: 0, expiresAt: 10 }, 10)).toBe('expired');
    expect(releaseTo({ effectiveAt: 0, expiresAt: null }, 1e15)).toBe('available');
  });
});

describe('the cap of Data Credits', () => {
  it('leaves at most two months after the grant, but for what is held, and takes the oldest first', () => {
    fc.assert(fc.property(lots, amount, (ls, monthly) => {
      const trims = trimToCap(ls, monthly);
      const carry = ls.reduce((sum, l) => sum + l.available + l.held, 0);
      const available = ls.reduce((sum, l) => sum + l.available, 0);
      expect(sumOf(trims)).toBe(Math.min(available, Math.max(0, carry - monthly)));
      for (const trim of trims) expect(trim.amount).toBeLessThanOrEqual(ls.find((l) => l.id === trim.lotId)?.available ?? 0);
    }));
  });
});

describe('periods', () => {
  const instant = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2100, 0, 1) });
  const anchor = fc.integer({ min: 1, max: 31 });
  it('cover all of time without gap or overlap', () => {
    fc.assert(fc.property(anchor, instant, (day, at) => {
      const period = periodAt(day, at);
      expect(period.startsAt <= at && at < period.endsAt).toBe(true);
      expect(periodOf(day, period.no + 1).startsAt).toBe(period.endsAt);
      expect(periodAt(day, period.endsAt).no).toBe(period.no + 1);
      expect(periodAt(day, period.endsAt - 1)).toEqual(period);
    }));
  });
  it('are anchored to the day, not to the boundary before', () => {
    const no = 2026 * 12;
    expect([0, 1, 2, 3].map((i) => new Date(periodStart(31, no + i)).toISOString().slice(5, 10))).toEqual(['01-31', '02-28', '03-31', '04-30']);
    expect(new Date(periodStart(29, 2028 * 12 + 1)).toISOString().slice(0, 10)).toBe('2028-02-29');
    expect(() => periodAt(0, 0)).toThrow(RangeError);
  });
});
