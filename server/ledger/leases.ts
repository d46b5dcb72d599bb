import type { GrantedLease } from '../../lib/contracts/account-api.ts';
import { LEASE_LATE_MS, LEASES_OPEN } from '../../lib/core/limits.ts';
import { ZERO, add, micro, negate, subtract, type Micro } from '../../lib/domain/ledger/amount.ts';
import { escrowSize } from '../../lib/domain/ledger/escrow.ts';
import { allocate, releaseTo, type Allocation } from '../../lib/domain/ledger/lots.ts';
import { periodAt } from '../../lib/domain/ledger/period.ts';
import { hashOf } from '../canonical.ts';
import { first, one, type Sql } from '../sql/sql.ts';
import { amountOn, emit, lotById, lotsWithValue, move, type Books } from './books.ts';
import { addAllocation } from './charge-rows.ts';
import { activeDevices, deviceOf, seen } from './devices.ts';
import { count, roomFor } from './limits.ts';
import type { LeaseInput, LeaseResult } from './store.ts';

export interface LeaseRow {
  lease_id: string;
  request_id: string;
  device_id: string;
  user_id: string;
  amount_u: number;
  settled_u: number;
  returned_u: number;
  state: 'open' | 'used' | 'returned' | 'lapsed';
  spend_until: number;
  lapses_at: number;
  ledger_epoch: number;
  created_at: number;
  created_seq: number;
}
const LEASE_COLUMNS = 'lease_id, request_id, device_id, user_id, amount_u, settled_u, returned_u, state, spend_until, lapses_at, ledger_epoch, created_at, created_seq';

const toLease = (row: LeaseRow): GrantedLease => ({
  leaseId: row.lease_id, requestId: row.request_id, meter: 'actions', amount: row.amount_u, spendUntil: row.spend_until, createdSeq: row.created_seq, ledgerEpoch: row.ledger_epoch,
});
export const leaseById = (books: Books, leaseId: string): Promise<LeaseRow | undefined> =>
  first<LeaseRow>(books.tx, `select ${LEASE_COLUMNS} from lease where account_id = ? and lease_id = ?`, [books.accountId, leaseId]);

export const openLeases = async (sql: Sql, accountId: string, deviceId: string): Promise<GrantedLease[]> =>
  (await sql.all<LeaseRow>(`select ${LEASE_COLUMNS} from lease where account_id = ? and device_id = ? and state = 'open' order by created_seq`, [accountId, deviceId])).map(toLease);

/** Sets value aside for a device, or refuses; either way the request has its answer for ever. */
export async function grantLease(books: Books, input: LeaseInput): Promise<LeaseResult> {
  if (input.ledgerEpoch !== books.epoch) return { kind: 'epoch' };
  const requestHash = hashOf({ deviceId: input.deviceId, meter: input.meter, want: input.want });
  const known = await first<{ request_hash: string; lease_id: string | null; code: string | null }>(books.tx, 'select request_hash, lease_id, code from lease_request where account_id = ? and request_id = ?', [books.accountId, input.requestId]);
  if (known !== undefined && known.request_hash !== requestHash) return { kind: 'id_reused' };
  if (known !== undefined) return known.lease_id === null ? denied(input.requestId, known.code ?? '') : granted(await mustFindLease(books, known.lease_id));
  const device = await deviceOf(books, input);
  if (device.kind !== 'ok') return device;
  await seen(books, input.deviceId);
  const decision = await decide(books, input, device.isRevoked);
  const leaseId = decision.code === null ? await setAside(books, input, decision.parts, decision.amount) : null;
  await books.tx.run('insert into lease_request (account_id, request_id, device_id, request_hash, outcome, lease_id, code, at) values (?, ?, ?, ?, ?, ?, ?, ?)', [
    books.accountId, input.requestId, input.deviceId, requestHash, leaseId === null ? 'denied' : 'granted', leaseId, decision.code, books.now,
  ]);
  return leaseId === null ? denied(input.requestId, decision.code ?? '') : granted(await mustFindLease(books, leaseId));
}

const denied = (requestId: string, code: string): LeaseResult => ({ kind: 'ok', answer: { state: 'denied', requestId, code } });
const granted = (row: LeaseRow): LeaseResult => ({ kind: 'ok', answer: { state: 'granted', lease: toLease(row) } });
async function mustFindLease(books: Books, leaseId: string): Promise<LeaseRow> {
  const row = await leaseById(books, leaseId);
  if (row === undefined) throw new Error('lease does not exist');
  return row;
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
  const facts = {
    want: input.want,
    available: micro(state.available),
    activeDevices: await activeDevices(books, input.deviceId),
    monthly: micro((await one<{ actions_u: number }>(books.tx, 'select actions_u from plan where plan_id = ? and version = ?', [books.planId, books.planVersion])).actions_u),
  };
  const room = await roomFor(books, input.userId, 'actions');
  const amount = escrowSize({ ...facts, ...(room === undefined ? {} : { room }) });
  if (amount === 0) return no(escrowSize(facts) === 0 ? 'insufficient_actions' : 'limit');
  const { parts, short } = allocate(await lotsWithValue(books, 'actions'), amount, books.now);
  return short > 0 ? no('insufficient_actions') : { code: null, parts, amount };
}

async function setAside(books: Books, input: LeaseInput, parts: readonly Allocation[], amount: Micro): Promise<string> {
  const leaseId = `lease-${hashOf({ account: books.accountId, request: input.requestId, epoch: books.epoch }).slice(0, 32)}`;
  const period = periodAt(books.anchorDay, books.now);
  const seq = await emit(books, 'lease', { ...amountOn('actions', negate(amount)), deviceId: input.deviceId, member: input.userId });
  await books.tx.run(
    `insert into lease (account_id, lease_id, device_id, user_id, meter, request_id, amount_u, settled_u, returned_u, state, spend_until, lapses_at, period_no, ledger_epoch, created_at, created_seq, closed_at)
     values (?, ?, ?, ?, 'actions', ?, ?, 0, 0, 'open', ?, ?, ?, ?, ?, ?, null)`,
    [books.accountId, leaseId, input.deviceId, input.userId, input.requestId, amount, period.endsAt, period.endsAt + LEASE_LATE_MS, period.no, books.epoch, books.now, seq],
  );
  books.dueAt = Math.min(books.dueAt, period.endsAt + LEASE_LATE_MS);
  for (const part of parts) {
    await move(books, 'actions', part.lotId, part.amount, 'available', 'leased');
    await books.tx.run('insert into lease_alloc (account_id, lease_id, lot_id, remaining_u, lapsed_u) values (?, ?, ?, ?, 0)', [books.accountId, leaseId, part.lotId, part.amount]);
  }
  await count(books, input.userId, 'actions', amount);
  return leaseId;
}

interface LeasePart {
  lot_id: string;
  remaining_u: number;
  lapsed_u: number;
}
/** Burn order, so that the same spends take the same lots at any time. */
const partsOf = (books: Books, leaseId: string): Promise<LeasePart[]> =>
  books.tx.all<LeasePart>(
    `select a.lot_id, a.remaining_u, a.lapsed_u from lease_alloc a join lot l on l.account_id = a.account_id and l.lot_id = a.lot_id
     where a.account_id = ? and a.lease_id = ? and a.remaining_u + a.lapsed_u > 0
     order by l.priority, case when l.expires_at is null then 1 else 0 end, l.expires_at, l.effective_at, l.lot_id`,
    [books.accountId, leaseId],
  );

/**
 * Pays for a device's charge out of its lease; answers how much that covered. What has lapsed meanwhile is still there for the
 * device that was given it: nobody else can have got it.
 */
export async function payFromLease(books: Books, lease: LeaseRow, chargeId: string, amount: Micro): Promise<Micro> {
  let paid: Micro = ZERO;
  let revived: Micro = ZERO;
  let left: Micro = ZERO;
  for (const part of await partsOf(books, lease.lease_id)) {
    const fromLeased = micro(Math.min(part.remaining_u, subtract(amount, paid)));
    const fromLapsed = micro(Math.min(part.lapsed_u, subtract(amount, add(paid, fromLeased))));
    const taken = add(fromLeased, fromLapsed);
    left = add(left, micro(part.remaining_u + part.lapsed_u - taken));
    if (taken === 0) continue;
    await move(books, 'actions', part.lot_id, fromLeased, 'leased', 'spent');
    await move(books, 'actions', part.lot_id, fromLapsed, 'expired', 'spent');
    await books.tx.run('update lease_alloc set remaining_u = remaining_u - ?, lapsed_u = lapsed_u - ? where account_id = ? and lease_id = ? and lot_id = ?', [fromLeased, fromLapsed, books.accountId, lease.lease_id, part.lot_id]);
    await addAllocation(books, chargeId, 'actions', { lotId: part.lot_id, amount: taken });
    paid = add(paid, taken);
    revived = add(revived, fromLapsed);
  }
  if (paid === 0) return paid;
  // The feed had counted it as expired; a spend takes it once more.
  if (revived > 0) await emit(books, 'expire', { ...amountOn('actions', revived), deviceId: lease.device_id, member: lease.user_id, code: 'lapsed_spent' });
  const isUsedUp = lease.state === 'open' && left === 0;
  await books.tx.run('update lease set settled_u = settled_u + ?, state = ?, closed_at = ? where account_id = ? and lease_id = ?', [
    paid, isUsedUp ? 'used' : lease.state, isUsedUp ? books.now : null, books.accountId, lease.lease_id,
  ]);
  return paid;
}

/** Takes back what the server knows to be left of a lease. A lease that is closed already stays as it is. */
export async function returnLease(books: Books, deviceId: string, leaseId: string): Promise<{ readonly code?: string }> {
  const lease = await leaseById(books, leaseId);
  if (lease === undefined) return { code: 'unknown_lease' };
  if (lease.device_id !== deviceId) return { code: 'foreign_lease' };
  if (lease.state !== 'open') return {};
  let back: Micro = ZERO;
  let late: Micro = ZERO;
  for (const part of await partsOf(books, leaseId)) {
    const place = releaseTo(await lotById(books, part.lot_id), books.now);
    const amount = micro(part.remaining_u);
    await move(books, 'actions', part.lot_id, amount, 'leased', place);
    back = add(back, amount);
    if (place === 'expired') late = add(late, amount);
  }
  await books.tx.run('update lease_alloc set remaining_u = 0 where account_id = ? and lease_id = ?', [books.accountId, leaseId]);
  await books.tx.run(`update lease set returned_u = returned_u + ?, state = 'returned', closed_at = ? where account_id = ? and lease_id = ?`, [back, books.now, books.accountId, leaseId]);
  if (back > 0) await emit(books, 'lease_return', { ...amountOn('actions', back), deviceId, member: lease.user_id });
  if (late > 0) await emit(books, 'expire', { ...amountOn('actions', negate(late)), deviceId, member: lease.user_id, code: 'returned_late' });
  await count(books, lease.user_id, 'actions', negate(back), lease.created_at);
  return {};
}

/** 35 days after its month the rest of an open lease is written off. It is never granted again: its device may still report spends. */
export async function lapseLeases(books: Books): Promise<void> {
  const due = await books.tx.all<LeaseRow>(`select ${LEASE_COLUMNS} from lease where account_id = ? and state = 'open' and lapses_at <= ? order by created_seq`, [books.accountId, books.now]);
  for (const lease of due) {
    let lapsed: Micro = ZERO;
    for (const part of await partsOf(books, lease.lease_id)) {
      await move(books, 'actions', part.lot_id, micro(part.remaining_u), 'leased', 'expired');
      lapsed = add(lapsed, micro(part.remaining_u));
    }
    await books.tx.run('update lease_alloc set lapsed_u = lapsed_u + remaining_u, remaining_u = 0 where account_id = ? and lease_id = ?', [books.accountId, lease.lease_id]);
    await books.tx.run(`update lease set state = 'lapsed', closed_at = ? where account_id = ? and lease_id = ?`, [books.now, books.accountId, lease.lease_id]);
    await emit(books, 'expire', { ...amountOn('actions', negate(lapsed)), deviceId: lease.device_id, member: lease.user_id, code: 'lapsed' });
  }
}

/** The instant at which the next open lease lapses; null when none does. */
export const nextLapse = async (books: Books): Promise<number | null> =>
  (await one<{ at: number | null }>(books.tx, `select min(lapses_at) as at from lease where account_id = ? and state = 'open'`, [books.accountId])).at;
