import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChargeId, LeadId, RunId, TaskId } from '../../../lib/core/ids.ts';
import type { Charge } from '../../../lib/domain/ledger/charge.ts';
import type { Lease } from '../../../lib/domain/ledger/lease.ts';
import { micro, type Amounts } from '../../../lib/domain/ledger/amount.ts';
import { meterViews, meterWords } from '../../../lib/ui/meters.ts';
import { moneyOf } from '../../../lib/domain/ledger/prices.ts';
import { formatMicroUsd } from '../../../lib/ui/money.ts';
import { monthSum } from '../../../lib/ui/statement.ts';

const amounts = (actions: number, credits: number): Amounts => ({ actions: micro(actions * 1e6), credits: micro(credits * 1e6) });
const balance = (meter: 'actions' | 'data_credits', available: number, held = 0, granted = 100) => ({ meter, available: available * 1e6, held: held * 1e6, leased: 0, granted: granted * 1e6, spent: 0, deficit: 0 });
const charge = (over: Partial<Charge>): Charge => ({
  id: 'c' as ChargeId, path: 'account', state: 'reserved', runId: 'r' as RunId, taskId: 't' as TaskId, leadId: 'l' as LeadId, enrichment: 'work-email', providerId: 'p', operation: 'find-work-email', route: 'account',
  quoted: amounts(1, 1.5), posted: amounts(0, 0), reservedAt: 2_000, ...over,
});
const account = (held = 0) => ({ balances: [balance('actions', 50), balance('data_credits', 40, held)], syncedAt: 1_000, atSeq: 1 });
const credits = (charges: Charge[], held = 0) => meterViews(account(held), charges, micro(0))[1];

describe('meterViews', () => {
  it('takes a hold made since the last sync off what is left', () => {
    expect(credits([charge({})])).toMatchObject({ amount: 38.5e6, held: 1.5e6, state: 'ok' });
  });
  it('takes what was charged since the last sync, and only that', () => {
    expect(credits([charge({ state: 'posted', posted: amounts(1, 1), resolvedAt: 3_000 })])).toMatchObject({ amount: 39e6, held: 0 });
  });
  it('gives back a hold that the server knew and that ended without a result', () => {
    expect(credits([charge({ reservedAt: 500, state: 'voided', resolvedAt: 3_000 })], 1.5)).toMatchObject({ amount: 41.5e6, held: 0 });
  });
  it('counts nothing twice that ended before the last sync', () => {
    expect(credits([charge({ reservedAt: 500, state: 'posted', posted: amounts(1, 1), resolvedAt: 900 })])).toMatchObject({ amount: 40e6, held: 0 });
  });
  it('says low below a fifth and none at zero', () => {
    const view = (left: number) => meterViews({ balances: [balance('actions', left)], syncedAt: 0, atSeq: 1 }, [], micro(0))[0].state;
    expect([20, 19, 0].map(view)).toEqual(['ok', 'low', 'none']);
  });
  it('counts Actions and has no Credits without an account', () => {
    const [a, c] = meterViews(undefined, [], micro(7e6));
    expect(meterWords(a)).toBe('7 Actions used this month, no limit');
    expect(meterWords(c)).toBe('No account, no Data Credits');
  });
  it('never shows less than nothing or more than a full bar', () => {
    const states = fc.constantFrom<Charge['state']>('reserved', 'posted', 'voided');
    fc.assert(
      fc.property(fc.nat(200), fc.nat(200), fc.array(fc.tuple(states, fc.nat(4_000), fc.nat(4_000), fc.nat(50), fc.nat(50)), { maxLength: 20 }), (left, held, raw) => {
        const list = raw.map(([state, reservedAt, later, quoted, posted]) => charge({ state, reservedAt, quoted: amounts(quoted, quoted), posted: amounts(Math.min(posted, quoted), 0), ...(state === 'reserved' ? {} : { resolvedAt: reservedAt + later }) }));
        for (const view of meterViews({ balances: [balance('actions', left, held), balance('data_credits', left, held)], syncedAt: 2_000, atSeq: 1 }, list, micro(0))) {
          expect(view.amount).toBeGreaterThanOrEqual(0);
          expect(view.held).toBeGreaterThanOrEqual(0);
          expect(view.leftPercent + view.heldPercent).toBeLessThanOrEqual(100);
        }
      }),
    );
  });
});

const lease = (amount: number, spent: number, reserved = 0, over: Partial<Lease> = {}): Lease => ({
  leaseId: `lease-${amount}-${spent}`, requestId: 'request', amount: micro(amount * 1e6), spent: micro(spent * 1e6), reserved: micro(reserved * 1e6), state: 'open', spendUntil: 9e12, createdSeq: 1, ledgerEpoch: 1, usedAt: 0, ...over,
});

describe('the share of this device', () => {
  const actions = (leased: number, leases: Lease[], untold = 0, charges: Charge[] = []) =>
    meterViews({ balances: [{ ...balance('actions', 50), leased: leased * 1e6 }, balance('data_credits', 40)], syncedAt: 1_000, atSeq: 1 }, charges, micro(0), { leases, untold: micro(untold * 1e6) })[0];
  it('can be spent here beside what the account has free, and what others have cannot', () => {
    expect(actions(30, [lease(20, 0)])).toMatchObject({ amount: 70e6, free: 50e6, here: 20e6, elsewhere: 10e6, held: 0 });
  });
  it('pays for what is decided here; the figure of the server stays what the server said', () => {
    const local = charge({ path: 'local', route: 'own', leaseId: 'lease', state: 'posted', posted: amounts(1, 0), resolvedAt: 3_000 });
    expect(actions(20, [lease(20, 3, 2)], 3, [local])).toMatchObject({ amount: 65e6, free: 50e6, here: 15e6, held: 2e6, untold: 3e6, elsewhere: 0 });
  });
  it('that is newer than the figures has left them since', () => {
    expect(actions(0, [lease(20, 0, 0, { createdSeq: 2 })])).toMatchObject({ amount: 50e6, free: 30e6, here: 20e6, elsewhere: 0 });
  });
  it('gives nothing once it goes back, and Data Credits have none', () => {
    expect(actions(20, [lease(20, 3, 0, { state: 'closing' })])).toMatchObject({ amount: 50e6, here: 0 });
    expect(meterViews(account(), [], micro(0), { leases: [lease(20, 0)], untold: micro(0) })[1]).toMatchObject({ amount: 40e6, here: 0, elsewhere: 0 });
  });
  it('buying one takes exactly one off what can be spent, told or untold', () => {
    fc.assert(fc.property(fc.nat(50), fc.nat(50), fc.nat(50), (amount, spent, untold) => {
      const whole = amount + spent + 1;
      const before = actions(whole, [lease(whole, spent)], Math.min(untold, spent));
      const after = actions(whole, [lease(whole, spent + 1)], Math.min(untold, spent) + 1);
      expect((before.amount ?? 0) - (after.amount ?? 0)).toBe(1e6);
      expect([after.free, after.elsewhere]).toEqual([before.free, before.elsewhere]);
    }));
  });
});

describe('the month adds up', () => {
  it('whatever the server said', () => {
    fc.assert(
      fc.property(fc.nat(1e9), fc.nat(1e9), fc.nat(1e9), fc.nat(1e9), (granted, spent, left, held) => {
        const sum = monthSum([{ meter: 'actions', available: left, held, leased: 0, granted, spent, deficit: 0 }], { meter: 'actions', amount: micro(left), held: micro(held), elsewhere: micro(granted), untold: micro(spent) });
        expect(sum.began + sum.used + sum.untold + sum.held + sum.elsewhere + sum.other).toBe(sum.left);
      }),
    );
  });
});

describe('money', () => {
  const book = { version: 1, effectiveFrom: '', actionsPerResult: 1e6, actionTiers: [{ upTo: 10, microUsd: 9_000 }, { upTo: null, microUsd: 6_000 }], data: {}, creditMicroUsd: 48_000, providers: [] };
  it('prices Actions by the tier they fall in', () => {
    expect(moneyOf(book, amounts(1, 1), micro(0))).toBe(57_000);
    expect(moneyOf(book, amounts(1, 0), micro(10e6))).toBe(6_000);
    expect(moneyOf(book, amounts(2, 0), micro(9e6))).toBe(15_000);
  });
  it('writes small amounts exactly and large ones in cents', () => {
    expect([0, 54_000, 500_000, 74_420_000, 1_234_567_890_000].map(formatMicroUsd)).toEqual(['$0.00', '$0.054', '$0.50', '$74.42', '$1,234,567.89']);
  });
});
