import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChargeId } from '../../../lib/core/ids.ts';
import { backoffMs } from '../../../lib/core/backoff.ts';
import { add, micro, ONE_ACTION, UNIT, ZERO } from '../../../lib/domain/ledger/amount.ts';
import type { Charge } from '../../../lib/domain/ledger/charge.ts';
import { isDone, leaseMoves, moveLease, openedLease, payingLease, restOf, type Lease, type LeaseState } from '../../../lib/domain/ledger/lease.ts';
import { healLeases, leasesToClose, leasesToForget } from '../../../lib/domain/ledger/lease-heal.ts';
import { isLow, leaseWant, NO_USE, usedInDay, withUse } from '../../../lib/domain/ledger/lease-size.ts';
import { chargeOf } from './devices.ts';

const actions = (n: number) => micro(n * UNIT);
const lease = (id: string, over: Partial<Lease> = {}): Lease => ({ leaseId: id, requestId: `request of ${id}`, amount: actions(10), reserved: ZERO, spent: ZERO, state: 'open', spendUntil: 1_000, createdSeq: 5, ledgerEpoch: 1, usedAt: 0, ...over });
const HOUR = 3_600_000;

describe('which lease pays', () => {
  const leases = fc.array(
    fc.record({ amount: fc.nat(8), reserved: fc.nat(8), spent: fc.nat(8), spendUntil: fc.nat(5), state: fc.constantFrom<LeaseState>('open', 'closing', 'closed', 'forked') }).filter((l) => l.reserved + l.spent <= l.amount),
    { maxLength: 5 },
  ).map((list) => list.map(({ amount, reserved, spent, ...rest }, i) => lease(`lease-${i}`, { ...rest, amount: actions(amount), reserved: actions(reserved), spent: actions(spent) })));

  it('is one that covers it, the one that ends first, whatever their order; and there is one whenever one covers it', () => {
    fc.assert(fc.property(leases, fc.integer({ min: 1, max: 8 }), fc.func(fc.integer()), (list, cost, order) => {
      const paying = payingLease(list, [], actions(cost));
      const covering = list.filter((l) => restOf(l) >= actions(cost));
      const first = Math.min(...covering.map((l) => l.spendUntil));
      expect(covering.filter((l) => l.spendUntil === first).map((l) => l.leaseId).sort()[0]).toBe(paying?.leaseId);
      expect(payingLease([...list].sort((a, b) => order(a.leaseId) - order(b.leaseId)), [], actions(cost))?.leaseId).toBe(paying?.leaseId);
    }));
  });

  it('is that of another source of the same task that is asked at the same time: one Action is held for both', () => {
    const last = lease('lease-last', { amount: ONE_ACTION, reserved: ONE_ACTION });
    const sibling: Charge = { ...chargeOf('task.0', 1), leaseId: 'lease-last' };
    expect(payingLease([last], [sibling], ONE_ACTION)?.leaseId).toBe('lease-last');
    expect(payingLease([last], [], ONE_ACTION)).toBeNull();
    const second: Charge = { ...chargeOf('task.1', 1), taskId: sibling.taskId, leaseId: 'lease-last' };
    expect([...leaseMoves(new Map([[sibling.id, sibling]]), [second])]).toEqual([]);
  });
});

describe('6 on each device spent + reserved <= amount', () => {
  it('holds through any history of charges, and what is reserved is what the charges hold', () => {
    const steps = fc.array(fc.record({ task: fc.nat(4), step: fc.nat(2), end: fc.constantFrom('begin', 'post', 'void') }), { maxLength: 60 });
    fc.assert(fc.property(steps, fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 }), (history, amounts) => {
      let leases = amounts.map((n, i) => lease(`lease-${i}`, { amount: actions(n) }));
      const charges = new Map<ChargeId, Charge>();
      for (const { task, step, end } of history) {
        const ofTask = new Map([...charges].filter(([, c]) => (c.taskId as string) === `task-${task}`));
        const id = `task-${task}.${step}` as ChargeId;
        const known = charges.get(id);
        const changed: Charge[] = [];
        if (end === 'begin' && !known && [...ofTask.values()].every((c) => c.state !== 'posted')) {
          const paying = payingLease(leases, ofTask.values(), ONE_ACTION);
          if (paying) changed.push({ ...chargeOf(id, 1), taskId: `task-${task}` as never, leaseId: paying.leaseId });
        } else if (end === 'post' && known?.state === 'reserved') {
          // As in the product: the other sources of the task are given back with the answer.
          changed.push({ ...known, state: 'posted', posted: known.quoted });
          for (const other of ofTask.values()) if (other.id !== id && other.state === 'reserved') changed.push({ ...other, state: 'voided' });
        } else if (end === 'void' && known?.state === 'reserved') changed.push({ ...known, state: 'voided' });
        const moves = leaseMoves(ofTask, changed);
        leases = leases.map((l) => (moves.has(l.leaseId) ? moveLease(l, moves.get(l.leaseId)!, 1) : l));
        for (const charge of changed) charges.set(charge.id, charge);
        for (const l of leases) {
          const own = [...charges.values()].filter((c) => c.leaseId === l.leaseId);
          const tasks = new Set(own.filter((c) => c.state === 'reserved').map((c) => c.taskId));
          expect(l.reserved).toBe(tasks.size * UNIT);
          expect(l.spent).toBe(own.filter((c) => c.state === 'posted').length * UNIT);
          expect(add(l.reserved, l.spent)).toBeLessThanOrEqual(l.amount);
        }
      }
    }));
  });

  it('throws before a lease gives more than it has', () => {
    expect(() => moveLease(lease('l', { amount: ONE_ACTION, spent: ONE_ACTION }), { reserved: ONE_ACTION, spent: ZERO }, 1)).toThrow(RangeError);
    expect(() => moveLease(lease('l'), { reserved: micro(-1), spent: ZERO }, 1)).toThrow(RangeError);
  });

  it('a lease goes back when it is used up or asked back, and not while a call is out', () => {
    expect([lease('a', { spent: actions(10) }), lease('b', { state: 'closing' }), lease('c', { state: 'closing', reserved: ONE_ACTION }), lease('d'), lease('e', { state: 'closed' })].map(isDone)).toEqual([true, true, false, false, false]);
  });
});

describe('how much a device asks for', () => {
  it('is what it spent in a day, or what its runs still need, between 10 and 500 Actions', () => {
    const used = Array.from({ length: 30 }, (_, i) => i).reduce((use, hour) => withUse(use, actions(5), hour * HOUR), NO_USE);
    expect(usedInDay(used, 29 * HOUR)).toBe(actions(24 * 5));
    expect(usedInDay(used, 40 * HOUR)).toBe(actions(13 * 5));
    expect([leaseWant(NO_USE, 0, 0), leaseWant(NO_USE, 300, 0), leaseWant(NO_USE, 10_000, 0), leaseWant(used, 4, 29 * HOUR)]).toEqual([actions(10), actions(300), actions(500), actions(120)]);
  });
  it('forgets nothing it needs and invents nothing, whatever the clock does', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: -1e12, max: 1e13 }), fc.nat(9)), { maxLength: 30 }), (spends) => {
      let use = NO_USE;
      for (const [at, n] of spends) {
        use = withUse(use, actions(n), at);
        expect(use.sums.length).toBeLessThanOrEqual(24);
        expect(usedInDay(use, at)).toBeGreaterThanOrEqual(actions(n));
      }
      expect(add(...use.sums)).toBeLessThanOrEqual(actions(spends.reduce((sum, [, n]) => sum + n, 0)));
    }));
  });
  it('is asked for when less than 30 % is left', () => {
    const left = (n: number) => [lease('a', { amount: actions(10), spent: actions(10 - n) })];
    expect([isLow(left(2), actions(10)), isLow(left(3), actions(10)), isLow([], actions(10))]).toEqual([true, false, true]);
  });
  it('is asked for by what it will bring, where the account gives less than is wanted', () => {
    const part = (n: number) => [lease('b', { amount: actions(10), spent: actions(10 - n), createdSeq: 9, isPart: true }), lease('a', { amount: actions(500), spent: actions(500), createdSeq: 8 })];
    expect([isLow(part(3), actions(500)), isLow(part(2), actions(500)), isLow(part(3), actions(5))]).toEqual([false, true, false]);
    expect([openedLease(lease('a', { amount: actions(10) }), 1, actions(11)).isPart, openedLease(lease('a', { amount: actions(10) }), 1, actions(10)).isPart]).toEqual([true, undefined]);
  });
});

const asked = (requestId: string) => ({ requestId, want: actions(10) });

describe('healing with the word of the server', () => {
  const there = (ids: string[], over: object = {}) => ({ openLeases: ids.map((id) => lease(id)), headSeq: 10, ledgerEpoch: 1, ...over });

  it('(a) takes a lease that the outstanding request asked for as its answer', () => {
    const { changed, answered, giveBack } = healLeases([], [asked('request of new')], there(['new']), 7);
    expect(changed).toMatchObject([{ leaseId: 'new', state: 'open', reserved: 0, spent: 0, usedAt: 7 }]);
    expect([answered, giveBack]).toEqual([['request of new'], []]);
  });
  it('(b) notes an unknown one as closed, so that no late answer opens it, and gives it back', () => {
    const { changed, answered, giveBack } = healLeases([], [asked('another request')], there(['stray']), 7);
    expect(changed).toMatchObject([{ leaseId: 'stray', state: 'closed' }]);
    expect([answered, giveBack]).toEqual([[], ['stray']]);
  });
  it('(c) gives back one that is closed here, once, and not while something is reserved on it', () => {
    const closed = [lease('a', { state: 'closed' }), lease('b', { state: 'closed', returnN: 4 }), lease('c', { state: 'closed', reserved: ONE_ACTION })];
    expect(healLeases(closed, [], there(['a', 'b', 'c']), 7)).toMatchObject({ changed: [], giveBack: ['a'] });
  });
  it('(d) closes one that the server no longer has, unless its word is older than the lease', () => {
    const known = [lease('gone'), lease('young', { createdSeq: 11 }), lease('closing', { state: 'closing', reserved: ONE_ACTION }), lease('there')];
    const { changed } = healLeases(known, [], there(['there']), 7);
    expect(changed.map((l) => [l.leaseId, l.state, l.reserved])).toEqual([['gone', 'closed', 0], ['closing', 'closed', UNIT]]);
    expect(healLeases(known, [], there([], { ledgerEpoch: 2 }), 7).changed.length).toBe(4);
  });
  it('settles: told the same again, it changes nothing more', () => {
    const state = fc.constantFrom<LeaseState>('open', 'closing', 'closed', 'forked');
    fc.assert(fc.property(fc.array(fc.record({ id: fc.nat(6), state, isThere: fc.boolean(), reserved: fc.nat(1), createdSeq: fc.nat(12) }), { maxLength: 6 }), fc.boolean(), (list, isAsked) => {
      const here = [...new Map(list.map((l) => [l.id, lease(`lease-${l.id}`, { state: l.state, reserved: actions(l.reserved), createdSeq: l.createdSeq })])).values()];
      const word = there([...new Set(list.filter((l) => l.isThere).map((l) => `lease-${l.id}`)), 'lease-9']);
      const first = healLeases(here, isAsked ? [asked('request of lease-9')] : [], word, 7);
      const after = new Map([...here, ...first.changed].map((l) => [l.leaseId, l]));
      for (const id of first.giveBack) after.set(id, { ...after.get(id)!, returnN: 1 });
      const second = healLeases([...after.values()], [], word, 8);
      expect([second.changed, second.giveBack, second.answered]).toEqual([[], [], []]);
    }));
  });
  it('gives back what is idle for a day, past its month, or not needed while the account is short', () => {
    const now = 100 * HOUR;
    const base = { now, serverNow: now, idleMs: 24 * HOUR, recall: false, recallIdleMs: HOUR };
    const list = [lease('used', { usedAt: now, spendUntil: now + 1 }), lease('idle', { usedAt: now - 24 * HOUR, spendUntil: now + 1 }), lease('old', { usedAt: now, spendUntil: now }), lease('calm', { usedAt: now - 2 * HOUR, spendUntil: now + 1 })];
    expect(leasesToClose(list, base).map((l) => l.leaseId)).toEqual(['idle', 'old']);
    expect(leasesToClose(list, { ...base, recall: true }).map((l) => l.leaseId)).toEqual(['idle', 'old', 'calm']);
  });
  it('forgets a lease when it is over for both sides, so that a busy device has a handful of them', () => {
    const list = [lease('open'), lease('listed', { state: 'closed', returnN: 1 }), lease('heard', { state: 'closed', returnN: 3 }), lease('waits', { state: 'closed', returnN: 9 }), lease('used', { state: 'closed', returnN: 1, reserved: ONE_ACTION }), lease('gone', { state: 'closed' }), lease('forked', { state: 'forked' })];
    expect(leasesToForget(list, { ...there(['listed']), lastN: 3 }).map((l) => l.leaseId)).toEqual(['heard', 'gone', 'forked']);
  });
});

it('a pause doubles up to its most, and chance keeps devices apart', () => {
  fc.assert(fc.property(fc.nat(40), fc.double({ min: 0, max: 0.999_999, noNaN: true }), (failures, random) => {
    const ms = backoffMs(failures, random, 1_000, 60_000);
    expect(ms).toBeGreaterThanOrEqual(Math.min(60_000, 1_000 * 2 ** failures) / 2);
    expect(ms).toBeGreaterThanOrEqual(1_000);
    expect(ms).toBeLessThanOrEqual(60_000);
  }));
  expect(new Set([0, 0.3, 0.9].map((random) => backoffMs(6, random, 1_000, 60_000))).size).toBe(3);
});
