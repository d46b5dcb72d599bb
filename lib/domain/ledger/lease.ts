/**
 * Leases as a device sees them: a right to spend that the server moved out of the account's available value for this device alone.
 * A device can only spend what it owns, so no partition and no clock can make two devices spend the same value
 * (escrow: O'Neil 1986; bounded counters: Balegas et al. 2015). Pure decisions; the storage writes down what they say.
 */
import type { ChargeId } from '../../core/ids.ts';
import { add, maxOf, subtract, ZERO, type Micro } from './amount.ts';
import type { Charge } from './charge.ts';

/**
 * open: pays. closing: pays nothing new and goes back when nothing is reserved on it. closed: given back, or a tombstone for one that the
 * server no longer has; what was reserved on it is still reported against it. forked: belongs to an identity that this device gave up.
 */
export type LeaseState = 'open' | 'closing' | 'closed' | 'forked';

export interface Lease {
  readonly leaseId: string;
  readonly requestId: string;
  readonly amount: Micro;
  /** For steps whose call is out. */
  readonly reserved: Micro;
  readonly spent: Micro;
  readonly state: LeaseState;
  /** Milliseconds since 1970 by the server's clock. A hint: no rule of safety depends on it. */
  readonly spendUntil: number;
  readonly createdSeq: number;
  readonly ledgerEpoch: number;
  /** Last time something was reserved or spent here, by this device's clock. */
  readonly usedAt: number;
  /** The account gave less than was asked for: the next one will bring no more. */
  readonly isPart?: true;
  /** Number of the operation that gives it back. */
  readonly returnN?: number;
}

/** A lease request that has yet to be answered: stored before it is sent, sent again under the same id until it is. */
export interface LeaseRequestRow {
  readonly requestId: string;
  readonly want: Micro;
  readonly createdAt: number;
  /** Times it was sent without an answer. */
  readonly attempts: number;
  /** Milliseconds since 1970 before which it is not sent again. */
  readonly nextAt: number;
  /** When that moment was reckoned: a clock that shows less was set back. */
  readonly triedAt?: number;
  /** The server named that moment: nothing else that it says brings it nearer. */
  readonly isSet?: true;
  /** Why this device was not even let ask. */
  readonly refused?: string;
}

/** What the server says of a lease. */
export type LeaseTerms = Pick<Lease, 'leaseId' | 'requestId' | 'amount' | 'spendUntil' | 'createdSeq' | 'ledgerEpoch'>;

/** @param want what was asked for; absent when this device did not ask */
export const openedLease = (terms: LeaseTerms, now: number, want: Micro = ZERO): Lease => ({ ...terms, reserved: ZERO, spent: ZERO, state: 'open', usedAt: now, ...(terms.amount < want ? { isPart: true } : {}) });

/** What of a lease can still be reserved. */
export const restOf = (lease: Lease): Micro => (lease.state === 'open' ? maxOf(ZERO, subtract(subtract(lease.amount, lease.spent), lease.reserved)) : ZERO);
export const restOfAll = (leases: readonly Lease[]): Micro => add(...leases.map(restOf));

const byEnd = (a: Lease, b: Lease): number => a.spendUntil - b.spendUntil || (a.leaseId < b.leaseId ? -1 : 1);

/**
 * The lease that pays for a charge: that of another charge of the same task, because only one of them is ever taken; else the open one
 * that ends first and covers it. Null when none does.
 */
export function payingLease(leases: readonly Lease[], siblings: Iterable<Charge>, cost: Micro): Lease | null {
  for (const { state, leaseId, quoted } of siblings) {
    const shared = state === 'reserved' && leaseId !== undefined && quoted.actions >= cost ? leases.find((lease) => lease.leaseId === leaseId) : undefined;
    if (shared) return shared;
  }
  return [...leases].sort(byEnd).find((lease) => restOf(lease) >= cost) ?? null;
}

export interface LeaseMove {
  readonly reserved: Micro;
  readonly spent: Micro;
}

/** What the charges of one task reserve on each lease: one of those asked at the same time is taken, so the dearest. */
function reservedOn(charges: Iterable<Charge>): Map<string, Micro> {
  const sums = new Map<string, Micro>();
  for (const { state, leaseId, quoted } of charges) if (state === 'reserved' && leaseId !== undefined) sums.set(leaseId, maxOf(sums.get(leaseId) ?? ZERO, quoted.actions));
  return sums;
}

/** How the leases move when some charges of one task change: by lease id. `before` are all charges of the task that may be reserved. */
export function leaseMoves(before: ReadonlyMap<ChargeId, Charge>, changed: readonly Charge[]): Map<string, LeaseMove> {
  const after = new Map(before);
  const moves = new Map<string, LeaseMove>();
  const note = (leaseId: string, reserved: Micro, spent: Micro): void => {
    const known = moves.get(leaseId) ?? { reserved: ZERO, spent: ZERO };
    moves.set(leaseId, { reserved: add(known.reserved, reserved), spent: add(known.spent, spent) });
  };
  for (const charge of changed) {
    after.set(charge.id, charge);
    if (isNewlySpent(before.get(charge.id), charge)) note(charge.leaseId, ZERO, charge.posted.actions);
  }
  const was = reservedOn(before.values());
  const is = reservedOn(after.values());
  for (const leaseId of new Set([...was.keys(), ...is.keys()])) {
    const delta = subtract(is.get(leaseId) ?? ZERO, was.get(leaseId) ?? ZERO);
    if (delta !== 0) note(leaseId, delta, ZERO);
  }
  return moves;
}

/** The charge is paid out of a lease by this very change. */
export const isNewlySpent = (before: Charge | undefined, after: Charge): after is Charge & { readonly leaseId: string } =>
  after.state === 'posted' && before?.state !== 'posted' && after.path === 'local' && after.leaseId !== undefined;

/** @throws RangeError when the lease would have to give more than it has: a bug, never a state of the world */
export function moveLease(lease: Lease, move: LeaseMove, now: number): Lease {
  const moved: Lease = { ...lease, reserved: add(lease.reserved, move.reserved), spent: add(lease.spent, move.spent), usedAt: now };
  if (moved.reserved < 0 || moved.spent < 0 || add(moved.reserved, moved.spent) > moved.amount) throw new RangeError(`lease ${lease.leaseId} gives more than it has`);
  return moved;
}

/** Nothing can be reserved on it and nothing is: it goes back. */
export const isDone = (lease: Lease): boolean => lease.reserved === 0 && (lease.state === 'closing' || (lease.state === 'open' && lease.spent === lease.amount));
