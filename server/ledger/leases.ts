import { LEASE_LATE_MS, LEASES_OPEN } from '../../lib/core/limits.ts';
import { ZERO, add, micro, negate, subtract, type Micro } from '../../lib/domain/ledger/amount.ts';
import { escrowSize } from '../../lib/domain/ledger/escrow.ts';
import { allocate, releaseTo, type Allocation } from '../../lib/domain/ledger/lots.ts';
import { periodAt } from '../../lib/domain/ledger/period.ts';
import { hashOf } from '../canonical.ts';
import { first, one } from '../sql/sql.ts';
import { amountOn, dueBy, emit, lotById, lotsWithValue, move, planOf, type Books } from './books.ts';
import { addAllocation } from './charge-rows.ts';
import { activeDevices, deviceOf, seen } from './devices.ts';
import { changeLease, inBurnOrder, keep, leaseById, overdueLeases, toLease } from './lease-rows.ts';
import { count, roomFor } from './limits.ts';
import { flush } from './sheet.ts';
import type { LeaseInput, LeaseResult } from './store.ts';
import type { KnownLease, LeasePart } from './rows.ts';

/** Sets value aside for a device, or refuses; either way the request has its answer for ever. */
export async function grantLease(books: Books, input: LeaseInput): Promise<LeaseResult> {
  if (input.ledgerEpoch !== books.epoch) return { kind: 'epoch' };
  await flush(books);
  const requestHash = hashOf({ deviceId: input.deviceId, meter: input.meter, want: input.want });
  const known = await first<{ request_hash: string; lease_id: string | null; code: string | null }>(books.tx, 'select request_hash, lease_id, code from lease_request where account_id = ? and request_id = ?', [books.accountId, input.requestId]);
  if (known !== undefined && known.request_hash !== requestHash) return { kind: 'id_reused' };
  if (known !== undefined) return answer(books, input.requestId, known.lease_id, known.code);
  const device = await deviceOf(books, input);
  if (device.kind !== 'ok') return device;
  await seen(books, input.deviceId);
  const decision = await decide(books, input, device.isRevoked);
  const leaseId = decision.code === null ? await setAside(books, input, decision.parts, decision.amount) : null;
  await books.tx.run('insert into lease_request (account_id, request_id, device_id, request_hash, outcome, lease_id, code, at) values (?, ?, ?, ?, ?, ?, ?, ?)', [
    books.accountId, input.requestId, input.deviceId, requestHash, leaseId === null ? 'denied' : 'granted', leaseId, decision.code, books.now,
  ]);
  return answer(books, input.requestId, leaseId, decision.code);
}

async function answer(books: Books, requestId: string, leaseId: string | null, code: string | null): Promise<LeaseResult> {
  if (leaseId === null) return { kind: 'ok', answer: { state: 'denied', requestId, code: code ?? 'denied' } };
  const lease = await leaseById(books, leaseId);
  if (lease === undefined) throw new Error('a granted request without its lease');
  return { kind: 'ok', answer: { state: 'granted', lease: toLease(lease.row) } };
}

interface Decision {
  /** Why nothing is granted; null = granted. */
  readonly code: string | null;
  readonly parts: readonly Allocation[];
  readonly amount: Micro;
}

async function decide(books: Books, input: LeaseInput, isRevoked: boolean): Promise<Decision> {
  const no = (code: string): Decision => ({ code, parts: [], amount: ZERO });
  if (books.state === 'frozen') return no('account_frozen');
  if (isRevoked) return no('revoked');
  const state = books.meters.actions;
  if (state.deficit > 0) return no('insufficient_actions');
  const { n } = await one<{ n: number }>(books.tx, `select count(*) as n from lease where account_id = ? and device_id = ? and state = 'open'`, [books.accountId, input.deviceId]);
  if (n >= LEASES_OPEN) return no('too_many_leases');
  const facts = { want: input.want, available: micro(state.available), activeDevices: await activeDevices(books, input.deviceId), monthly: micro((await planOf(books)).actions_u) };
  const room = await roomFor(books, input.userId, 'actions');
  const amount = escrowSize({ ...facts, ...(room === undefined ? {} : { room }) });
  if (amount === 0) return no(escrowSize(facts) === 0 ? 'insufficient_actions' : 'limit');
  const { parts, short } = allocate(await lotsWithValue(books, 'actions'), amount, books.now);
  return short > 0 ? no('insufficient_actions') : { code: null, parts, amount };
}

async function setAside(books: Books, input: LeaseInput, given: readonly Allocation[], amount: Micro): Promise<string> {
  const leaseId = `lease-${hashOf({ account: books.accountId, request: input.requestId, epoch: books.epoch }).slice(0, 32)}`;
  const period = periodAt(books.anchorDay, books.now);
  const lapsesAt = period.endsAt + LEASE_LATE_MS;
  const seq = emit(books, 'lease', { ...amountOn('actions', negate(amount)), deviceId: input.deviceId, member: input.userId });
  const parts: LeasePart[] = [];
  for (const { lotId, amount: part } of given) {
    await move(books, 'actions', lotId, part, 'available', 'leased');
    parts.push({ lot: await lotById(books, lotId), remaining: part, lapsed: 0 });
  }
  keep(books, {
    row: {
      lease_id: leaseId, device_id: input.deviceId, user_id: input.userId, request_id: input.requestId, amount_u: amount, settled_u: 0, returned_u: 0, state: 'open',
      spend_until: period.endsAt, lapses_at: lapsesAt, period_no: period.no, ledger_epoch: books.epoch, created_at: books.now, created_seq: seq, closed_at: null,
    },
    parts: inBurnOrder(parts),
    change: 'new',
  });
  dueBy(books, lapsesAt);
  await count(books, input.userId, 'actions', amount);
  return leaseId;
}

/**
 * Pays for a device's charge out of its lease; answers how much that covered. What has lapsed meanwhile is still there for the
 * device that was given it: nobody else can have got it.
 */
export async function payFromLease(books: Books, lease: KnownLease, chargeId: string, amount: Micro): Promise<Micro> {
  let paid: Micro = ZERO;
  let revived: Micro = ZERO;
  for (const part of lease.parts) {
    const fromLeased = micro(Math.min(part.remaining, subtract(amount, paid)));
    const fromLapsed = micro(Math.min(part.lapsed, subtract(amount, add(paid, fromLeased))));
    const taken = add(fromLeased, fromLapsed);
    if (taken === 0) continue;
    await move(books, 'actions', part.lot.id, fromLeased, 'leased', 'spent');
    await move(books, 'actions', part.lot.id, fromLapsed, 'expired', 'spent');
    part.remaining = subtract(micro(part.remaining), fromLeased);
    part.lapsed = subtract(micro(part.lapsed), fromLapsed);
    await addAllocation(books, chargeId, 'actions', { lotId: part.lot.id, amount: taken });
    paid = add(paid, taken);
    revived = add(revived, fromLapsed);
  }
  if (paid === 0) return paid;
  const { row } = lease;
  // The feed had counted it as expired; a spend takes it once more.
  if (revived > 0) emit(books, 'expire', { ...amountOn('actions', revived), deviceId: row.device_id, member: row.user_id, code: 'lapsed_spent' });
  const isUsedUp = row.state === 'open' && lease.parts.every((part) => part.remaining === 0);
  changeLease(books, lease, { settled_u: add(micro(row.settled_u), paid), ...(isUsedUp ? { state: 'used', closed_at: books.now } : {}) });
  return paid;
}

/** Takes back what the server knows to be left of a lease. A lease that is closed already stays as it is. */
export async function returnLease(books: Books, deviceId: string, leaseId: string): Promise<{ readonly code?: string }> {
  const lease = await leaseById(books, leaseId);
  if (lease === undefined) return { code: 'unknown_lease' };
  const { row } = lease;
  if (row.device_id !== deviceId) return { code: 'foreign_lease' };
  if (row.state !== 'open') return {};
  let back: Micro = ZERO;
  let late: Micro = ZERO;
  for (const part of lease.parts) {
    const place = releaseTo(part.lot, books.now);
    const amount = micro(part.remaining);
    await move(books, 'actions', part.lot.id, amount, 'leased', place);
    part.remaining = 0;
    back = add(back, amount);
    if (place === 'expired') late = add(late, amount);
  }
  changeLease(books, lease, { returned_u: add(micro(row.returned_u), back), state: 'returned', closed_at: books.now });
  if (back > 0) emit(books, 'lease_return', { ...amountOn('actions', back), deviceId, member: row.user_id });
  if (late > 0) emit(books, 'expire', { ...amountOn('actions', negate(late)), deviceId, member: row.user_id, code: 'lease_late' });
  await count(books, row.user_id, 'actions', negate(back), row.created_at);
  return {};
}

/** 35 days after its month the rest of an open lease is written off. It is never granted again: its device may still report spends. */
export async function lapseLeases(books: Books): Promise<void> {
  for (const leaseId of await overdueLeases(books)) {
    const lease = await leaseById(books, leaseId);
    if (lease === undefined) continue;
    let lapsed: Micro = ZERO;
    for (const part of lease.parts) {
      await move(books, 'actions', part.lot.id, micro(part.remaining), 'leased', 'expired');
      lapsed = add(lapsed, micro(part.remaining));
      part.lapsed = add(micro(part.lapsed), micro(part.remaining));
      part.remaining = 0;
    }
    changeLease(books, lease, { state: 'lapsed', closed_at: books.now });
    emit(books, 'expire', { ...amountOn('actions', negate(lapsed)), deviceId: lease.row.device_id, member: lease.row.user_id, code: 'lapsed' });
  }
}

/** The instant at which the next open lease lapses; null when none does. */
export const nextLapse = async (books: Books): Promise<number | null> =>
  (await one<{ at: number | null }>(books.tx, `select min(lapses_at) as at from lease where account_id = ? and state = 'open' and lapses_at > ?`, [books.accountId, books.now])).at;
