/** Arithmetic invariants of the ledger's design by number: see README, "The ledger". */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ONE_ACTION, UNIT, ZERO, micro, type Micro } from '../../../lib/domain/ledger/amount.ts';
import { escrowSize, isShort } from '../../../lib/domain/ledger/escrow.ts';
import { roundInvoice } from '../../../lib/domain/ledger/invoice.ts';
import { LIMIT_SHARES, limitCode, newlyReached, roomOf, tightest, windowAt } from '../../../lib/domain/ledger/limits.ts';
import { releaseTo, settle, sumOf, trimToCap, type Lot } from '../../../lib/domain/ledger/lots.ts';
import { periodAt, periodOf } from '../../../lib/domain/ledger/period.ts';
import { planChange } from '../../../lib/domain/ledger/plan-change.ts';
import { priceOf } from '../../../lib/domain/ledger/prices.ts';
import { taskMaximum } from '../../../lib/domain/ledger/quote-math.ts';
import { FIRST_PRICE_BOOK } from '../../../server/price-book.ts';

const amount = fc.integer({ min: 0, max: 2_000 * UNIT }).map(micro);
const instant = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2060, 0, 1) });
const anchor = fc.integer({ min: 1, max: 31 });

describe('size of a lease', () => {
  const facts = fc.record({ want: amount, available: amount, activeDevices: fc.integer({ min: 0, max: 60 }), monthly: amount });

  it('is in whole Actions, never more than is free, wanted (rounded up) or a tenth of the month, but one Action', () => {
    fc.assert(fc.property(facts, (f) => {
      const size = escrowSize(f);
      expect(size % UNIT).toBe(0);
      expect(size).toBeLessThanOrEqual(f.available);
      expect(size).toBeLessThan(f.want + UNIT);
      expect(size).toBeLessThanOrEqual(Math.max(UNIT, f.monthly / 10));
      expect(size).toBeLessThanOrEqual(Math.max(UNIT, f.available / (2 * Math.max(1, f.activeDevices))));
    }));
  });
  it('strands nothing: whoever asks gets an Action as long as one is free', () => {
    fc.assert(fc.property(facts, (f) => {
      expect(escrowSize(f) > 0).toBe(f.available >= ONE_ACTION && f.want > 0);
    }));
    fc.assert(fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 5 }), amount, (actions, devices, monthly) => {
      let available = micro(actions * UNIT);
      let steps = 0;
      for (; escrowSize({ want: micro(500 * UNIT), available, activeDevices: devices, monthly }) > 0; steps++) available = micro(available - escrowSize({ want: micro(500 * UNIT), available, activeDevices: devices, monthly }));
      expect(available).toBe(0);
      expect(steps).toBeLessThanOrEqual(actions);
    }));
  });
  it('keeps to the room of the tightest limit', () => {
    fc.assert(fc.property(facts, amount, (f, room) => {
      const size = escrowSize({ ...f, room });
      expect(size).toBeLessThanOrEqual(Math.min(room, escrowSize(f)));
      expect(size > 0).toBe(escrowSize(f) > 0 && room >= ONE_ACTION);
    }));
  });
  it('calls an account short below a fiftieth of the month or one Action', () => {
    expect([isShort(micro(300 * UNIT), micro(15_000 * UNIT)), isShort(micro(299 * UNIT), micro(15_000 * UNIT)), isShort(ZERO, ZERO), isShort(ONE_ACTION, micro(10 * UNIT))]).toEqual([false, true, true, false]);
  });
});

describe('limits', () => {
  it('24: every instant is in exactly one window of each kind', () => {
    fc.assert(fc.property(fc.constantFrom('hour', 'day', 'month'), anchor, instant, (span, day, at) => {
      const { startsAt, endsAt } = windowAt(span, day, at);
      expect(startsAt <= at && at < endsAt).toBe(true);
      expect(windowAt(span, day, startsAt)).toMatchObject({ startsAt, endsAt });
      expect(windowAt(span, day, endsAt).startsAt).toBe(endsAt);
    }));
  });
  it('tells each share once, in order, whatever the steps, and again never', () => {
    fc.assert(fc.property(amount, fc.array(fc.integer({ min: -50, max: 300 }).map((n) => n * UNIT), { maxLength: 20 }), (limit, steps) => {
      let used = ZERO;
      let told = 0;
      const heard: number[] = [];
      for (const delta of steps) {
        used = micro(Math.max(0, used + delta));
        for (const { share, bit } of newlyReached(limit, used, told)) {
          heard.push(share);
          told |= bit;
          expect(used * 100).toBeGreaterThanOrEqual(limit * share);
        }
        const due = LIMIT_SHARES.map((share, i) => (used * 100 >= limit * share ? 1 << i : 0)).reduce((sum, bit) => sum | bit, 0);
        expect(told & due).toBe(due);
      }
      expect(heard).toEqual([...new Set(heard)].sort((a, b) => a - b));
    }));
  });
  it('leave what is left and never less than nothing', () => {
    fc.assert(fc.property(amount, amount, (limit, used) => {
      expect(roomOf(limit, used)).toBe(Math.max(0, limit - used));
    }));
    expect(tightest([])).toBeUndefined();
    expect(tightest([micro(3), micro(1)])).toBe(1);
  });
  it('have codes that fit the wire', () => {
    for (const share of LIMIT_SHARES) expect(limitCode('workspace', 'data_credits', 'month', share).length).toBeLessThanOrEqual(60);
  });
});

describe('change of plan', () => {
  const plan = fc.record({ actions: amount, credits: amount });
  it('adds at most the difference, nothing at the end, all at the start, never for a lower meter', () => {
    fc.assert(fc.property(plan, plan, anchor, instant, (from, to, day, now) => {
      const period = periodAt(day, now);
      const change = planChange(from, to, period, now);
      const isLower = to.actions < from.actions || to.credits < from.credits;
      expect(change.kind).toBe(isLower ? 'boundary' : 'now');
      if (change.kind !== 'now') return;
      for (const meter of ['actions', 'credits'] as const) {
        const exact = ((to[meter] - from[meter]) * (period.endsAt - now)) / (period.endsAt - period.startsAt);
        expect(Number.isSafeInteger(change.added[meter])).toBe(true);
        expect(change.added[meter]).toBeLessThanOrEqual(exact + 1e-3);
        expect(change.added[meter]).toBeGreaterThan(exact - 1 - 1e-3);
      }
      expect(planChange(from, to, period, period.startsAt)).toEqual({ kind: 'now', added: { actions: to.actions - from.actions, credits: to.credits - from.credits } });
      expect(planChange(from, to, period, period.endsAt)).toEqual({ kind: 'now', added: { actions: 0, credits: 0 } });
    }));
  });
  it('gains nothing by going there in steps', () => {
    fc.assert(fc.property(plan, plan, plan, instant, (a, b, c, now) => {
      const [x, y, z] = [a, { actions: micro(a.actions + b.actions), credits: micro(a.credits + b.credits) }, { actions: micro(a.actions + b.actions + c.actions), credits: micro(a.credits + b.credits + c.credits) }];
      const period = periodAt(1, now);
      const [first, second, direct] = [planChange(x, y, period, now), planChange(y, z, period, now), planChange(x, z, period, now)];
      if (first.kind !== 'now' || second.kind !== 'now' || direct.kind !== 'now') throw new Error('an upgrade waits');
      for (const meter of ['actions', 'credits'] as const) {
        expect(direct.added[meter] - first.added[meter] - second.added[meter]).toBeGreaterThanOrEqual(0);
        expect(direct.added[meter] - first.added[meter] - second.added[meter]).toBeLessThanOrEqual(1);
      }
    }));
  });
});

describe('months', () => {
  it('24: rolling from any earlier month to now goes through the same months', () => {
    fc.assert(fc.property(anchor, instant, fc.integer({ min: 0, max: 30 }), (day, now, back) => {
      const current = periodAt(day, now);
      for (let no = current.no - back; no < current.no; no++) expect(periodOf(day, no).endsAt).toBe(periodOf(day, no + 1).startsAt);
      expect(current.startsAt <= now && now < current.endsAt).toBe(true);
    }));
  });
  it('25: after a roll the plan has at most two months of Data Credits but for what is held', () => {
    const lot = fc.record({ available: amount, held: amount, effectiveAt: fc.nat(9) });
    fc.assert(fc.property(fc.array(lot, { maxLength: 6 }), amount, (given, monthly) => {
      const lots = given.map((l, i): Lot => ({ ...l, id: `l${i}`, meter: 'data_credits', source: 'plan', priority: 20, expiresAt: null, amount: micro(l.available + l.held), leased: ZERO, spent: ZERO, expired: ZERO }));
      const trims = trimToCap(lots, monthly);
      const available = lots.reduce((sum, l) => sum + l.available, 0) - sumOf(trims);
      const held = lots.reduce((sum, l) => sum + l.held, 0);
      expect(available + held + monthly).toBeLessThanOrEqual(2 * monthly + Math.max(0, held - monthly));
      expect(sumOf(trims) === 0 || available === 0 || available + held === monthly).toBe(true);
    }));
  });
});

describe('refunds', () => {
  it('16 and 26: what is given back is what was taken, lot by lot, and never to the available value of a lot whose time is over', () => {
    const part = fc.record({ amount: fc.integer({ min: 1, max: 1_000 }).map(micro), expiresAt: fc.option(fc.nat(100)) });
    fc.assert(fc.property(fc.array(part, { maxLength: 6 }), fc.nat(100), fc.double({ min: 0, max: 1, noNaN: true }), (parts, now, share) => {
      const held = parts.map((p, i) => ({ lotId: `l${i}`, amount: p.amount }));
      const { spent, released } = settle(held, micro(Math.floor(sumOf(held) * share)));
      expect(sumOf(spent) + sumOf(released)).toBe(sumOf(held));
      for (const [i, { expiresAt }] of parts.entries()) {
        const of = (list: readonly { lotId: string; amount: Micro }[]) => list.find((p) => p.lotId === `l${i}`)?.amount ?? 0;
        expect(of(spent) + of(released)).toBe(held[i]?.amount);
        expect(releaseTo({ effectiveAt: 0, expiresAt }, now)).toBe(expiresAt !== null && now >= expiresAt ? 'expired' : 'available');
      }
    }));
  });
});

const CENT = 10_000;

describe('money', () => {
  it('29: lines add up to the total, each within one cent of exact, the total within half a cent', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 10 ** 10 }), { maxLength: 30 }), (lines) => {
      const invoice = roundInvoice(lines);
      expect(invoice.lines.reduce((sum, cents) => sum + cents, 0)).toBe(invoice.total);
      for (const [i, cents] of invoice.lines.entries()) expect(Math.abs(cents * CENT - (lines[i] ?? 0))).toBeLessThan(CENT);
      expect(Math.abs(invoice.total * CENT - lines.reduce((sum, l) => sum + l, 0))).toBeLessThanOrEqual(CENT / 2);
    }));
  });
  it('30: a quote with one version of the book is one price, and no task costs more than its quote', () => {
    const keys = Object.keys(FIRST_PRICE_BOOK.data);
    fc.assert(fc.property(fc.array(fc.constantFrom(...keys), { minLength: 1, maxLength: 5 }), fc.nat(), (asked, which) => {
      const prices = asked.map((key) => {
        const [operation = '', provider = ''] = key.split('@');
        const price = priceOf(FIRST_PRICE_BOOK, operation as Parameters<typeof priceOf>[1], provider);
        if (price === null) throw new Error('no price');
        expect(priceOf(FIRST_PRICE_BOOK, operation as Parameters<typeof priceOf>[1], provider)).toEqual(price);
        return price;
      });
      const quote = taskMaximum(prices.map((price) => price.credits), micro(FIRST_PRICE_BOOK.actionsPerResult));
      const answered = prices[which % prices.length];
      expect(answered !== undefined && answered.actions <= quote.actions && answered.credits <= quote.credits).toBe(true);
    }));
  });
});
