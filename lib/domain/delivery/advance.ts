/**
 * What becomes of the rows of a delivery. Pure: the storage writes down what is said here, whole or not at all, together with the
 * charges. An Action is reserved before a row is sent and taken when the destination has it; a row that is put off keeps its
 * reservation, one that ends in any other way gives it back.
 */
import type { ChargeId, RunId, TaskId } from '../../core/ids.ts';
import { add, NOTHING, ONE_ACTION, type Amounts } from '../ledger/amount.ts';
import type { Charge } from '../ledger/charge.ts';
import { payingLease, type Lease } from '../ledger/lease.ts';
import { isDue } from '../enrichment/candidate.ts';
import { recounted, type Delivery, type DeliveryRow, type FailReason, type LeftOutReason, type RowState } from './delivery.ts';

export interface RowRows {
  readonly delivery: Delivery;
  readonly row: DeliveryRow;
  /** The charge that the row names, when it is still reserved. */
  readonly charge: Charge | undefined;
  /** As the transaction has them so far; undefined without an account. */
  readonly leases: readonly Lease[] | undefined;
}
export interface RowChanges {
  readonly delivery: Delivery;
  readonly row: DeliveryRow;
  readonly charge?: Charge;
  /** The content that stands at the destination from now on. */
  readonly sent?: { readonly fingerprint: string; readonly at: number; readonly remoteId?: string };
}

/** How one sending ended for one row. */
export type RowEnd =
  | { readonly kind: 'delivered'; readonly remoteId?: string; readonly was?: 'created' | 'updated' }
  | { readonly kind: 'failed'; readonly reason: FailReason; readonly detail?: string }
  | { readonly kind: 'left-out'; readonly reason: LeftOutReason; readonly detail?: string }
  /** It may have arrived. */
  | { readonly kind: 'unknown'; readonly detail?: string }
  /** Later once more. `fault` counts against the row, `alone` sends it by itself. */
  | { readonly kind: 'later'; readonly notBefore: number; readonly fault?: true; readonly alone?: true };

export const costOf = ({ free }: Pick<Delivery, 'free'>): Amounts => (free ? NOTHING : { actions: ONE_ACTION, credits: NOTHING.credits });

/** Whether a row that waits may go. What was put off was sent before that: a clock that shows less was set back. */
export const isRowDue = ({ notBefore, sentAt }: Pick<DeliveryRow, 'notBefore' | 'sentAt'>, now: number): boolean => isDue(notBefore, sentAt, now);

/** The row is about to be sent: an Action is set aside for it. 'short' = no lease covers it; null = it is not to be sent now. */
export function beginRow({ delivery, row, charge, leases }: RowRows, fingerprint: string, now: number): RowChanges | 'short' | null {
  if (delivery.state !== 'running' || row.state !== 'waiting' || !isRowDue(row, now)) return null;
  const known = charge?.state === 'reserved' ? charge : undefined;
  const quoted = costOf(delivery);
  const lease = known || !leases || quoted.actions === 0 ? undefined : payingLease(leases, [], quoted.actions);
  if (lease === null) return 'short';
  const begun: Charge = known ? { ...known, calledAt: [...(known.calledAt ?? []), now].slice(-5) } : {
    id: `${row.id}.${row.charges}` as ChargeId, path: 'local', state: 'reserved',
    runId: delivery.id as string as RunId, taskId: row.id as string as TaskId, leadId: row.leadId, tableId: delivery.tableId,
    enrichment: 'delivery', providerId: delivery.destinationId, operation: 'deliver', route: 'own', quoted, posted: NOTHING, reservedAt: now,
    ...(delivery.sandbox ? { sandbox: true as const } : {}), ...(lease ? { leaseId: lease.leaseId } : {}),
  };
  const { detail: _detail, ...rest } = row;
  return moved(delivery, row, { ...rest, state: 'sending', attempts: row.attempts + 1, chargeId: begun.id, charges: known ? row.charges : row.charges + 1, fingerprint, sentAt: now }, begun);
}

/** What one sending came to. A row that has ended meanwhile keeps its end, unless the destination says that it has it. */
export function endRow({ delivery, row, charge }: RowRows, end: RowEnd, now: number): RowChanges | null {
  if (row.state !== 'sending' && !(row.state === 'waiting' && (end.kind === 'left-out' || end.kind === 'failed'))) return null;
  if (end.kind === 'later' && delivery.state !== 'stopping') {
    return moved(delivery, row, { ...row, state: 'waiting', notBefore: end.notBefore, faults: row.faults + (end.fault ? 1 : 0), ...(end.alone ? { alone: true as const } : {}) });
  }
  const state: RowState = end.kind === 'later' ? 'stopped' : end.kind;
  const ended: DeliveryRow = {
    ...row, state, endedAt: now,
    ...('reason' in end ? { reason: end.reason } : {}), ...('detail' in end && end.detail ? { detail: end.detail } : {}),
    ...(end.kind === 'delivered' && end.remoteId ? { remoteId: end.remoteId } : {}), ...(end.kind === 'delivered' && end.was ? { was: end.was } : {}),
  };
  const decided = charge?.state === 'reserved' ? decide(charge, end, state, now) : undefined;
  const paid = decided?.state === 'posted' ? { ...delivery, charged: add(delivery.charged, decided.posted.actions) } : delivery;
  const sent = end.kind === 'delivered' && row.fingerprint !== undefined ? { sent: { fingerprint: row.fingerprint, at: now, ...(end.remoteId ? { remoteId: end.remoteId } : {}) } } : {};
  return { ...moved(paid, row, ended, decided), ...sent };
}

const decide = (charge: Charge, end: RowEnd, state: RowState, now: number): Charge =>
  end.kind === 'delivered' ? { ...charge, state: 'posted', posted: charge.quoted, resolvedAt: now } : { ...charge, state: 'voided', code: VOID_CODES[state] ?? 'stopped', resolvedAt: now };
/** Words of the ledger for an end without a charge. */
const VOID_CODES: Readonly<Partial<Record<RowState, string>>> = { failed: 'not_delivered', unknown: 'delivery_unknown', 'left-out': 'left_out', stopped: 'stopped' };

/** Nothing more of it is sent: a row that waits gives its Action back. */
export function stopRow({ delivery, row, charge }: RowRows, now: number): RowChanges | null {
  if (row.state !== 'waiting') return null;
  return moved(delivery, row, { ...row, state: 'stopped', endedAt: now }, charge?.state === 'reserved' ? { ...charge, state: 'voided', code: 'stopped', resolvedAt: now } : undefined);
}

const AGAIN: readonly RowState[] = ['failed', 'unknown', 'stopped'];
/** A row that ended without arriving waits anew. */
export function againRow({ delivery, row }: RowRows): RowChanges | null {
  if (!AGAIN.includes(row.state)) return null;
  const { endedAt: _endedAt, reason: _reason, detail: _detail, chargeId: _chargeId, alone: _alone, ...rest } = row;
  return moved(delivery, row, { ...rest, state: 'waiting', notBefore: row.order, faults: 0 });
}

/** The person has looked: it is there. Nothing is charged for what the destination has not said itself. */
export function confirmRow({ delivery, row }: RowRows, now: number): RowChanges | null {
  if (row.state !== 'unknown') return null;
  const { detail: _detail, reason: _reason, ...rest } = row;
  return { ...moved(delivery, row, { ...rest, state: 'delivered', endedAt: now }), ...(row.fingerprint === undefined ? {} : { sent: { fingerprint: row.fingerprint, at: now } }) };
}

const moved = (delivery: Delivery, before: DeliveryRow, row: DeliveryRow, charge?: Charge): RowChanges => ({
  delivery: { ...delivery, counts: recounted(delivery.counts, before.state, row.state) }, row, ...(charge ? { charge } : {}),
});
