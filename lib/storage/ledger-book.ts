import type { Op } from '../contracts/account-api.ts';
import type { ChargeId } from '../core/ids.ts';
import { waterfallRef } from '../domain/enrichment/waterfall-ref.ts';
import { add, ZERO, type Micro } from '../domain/ledger/amount.ts';
import type { Charge } from '../domain/ledger/charge.ts';
import { isDone, isNewlySpent, leaseMoves, moveLease, type Lease } from '../domain/ledger/lease.ts';
import { NO_USE, withUse } from '../domain/ledger/lease-size.ts';
import type { MetaRows, OutboxRow } from './database.ts';
import type { LedgerRows } from './ledger-port.ts';

type OpBody = { [K in Op['kind']]: { readonly kind: K; readonly body: Extract<Op, { kind: K }>['body'] } }[Op['kind']];

/**
 * What one transaction changes of the device's ledger, gathered in memory and written at its end: leases move with the charges that
 * use them, and every spend gets its numbered operation for the account. Give it all changes in their order.
 */
export interface LedgerBook {
  /** As this transaction has them so far; undefined without an account: then nothing is limited and nobody is told. */
  readonly leases: readonly Lease[] | undefined;
  /**
   * Charges of one task have changed.
   * @param before all charges of that task that may be reserved, as they were
   * @throws RangeError when a lease would give more than it has; then nothing of it is noted
   */
  note(before: ReadonlyMap<ChargeId, Charge>, changed: readonly Charge[], now: number): void;
  /** Leases that are new or other than before, by the word of the server or because they go back. */
  putLeases(leases: readonly Lease[], now: number): void;
  /** Closed leases go back. */
  giveBack(leaseIds: readonly string[], now: number): void;
  tell(op: OpBody, opId: string, at: number): void;
  write(): Promise<void>;
}

export async function openBook(rows: LedgerRows): Promise<LedgerBook> {
  const [hasAccount, stored, device, allowance] = await Promise.all([rows.meta.hasAccount(), rows.leases.all(), rows.meta.get('device'), rows.meta.get('allowance')]);
  const leases = new Map(stored.map((lease) => [lease.leaseId, lease]));
  const dirty = new Set<string>();
  const ops: OutboxRow[] = [];
  let nextN = device?.nextN ?? 1;
  let use = allowance?.use ?? NO_USE;
  let usedAt = allowance?.usedAt ?? 0;

  const put = (lease: Lease): void => {
    leases.set(lease.leaseId, lease);
    dirty.add(lease.leaseId);
  };
  const tell = (op: OpBody, opId: string, at: number): number => {
    if (!device) throw new Error('a device that has an account has a device row');
    const n = nextN++;
    ops.push({ n, opId, acked: 0, op: { ...op, n, opId, clientAt: Math.trunc(at) } });
    return n;
  };
  const giveBack = (lease: Lease, now: number): void => put({ ...lease, state: 'closed', returnN: tell({ kind: 'lease_return', body: { leaseId: lease.leaseId } }, `return.${lease.leaseId}`, now) });
  /** One that is done goes back in the same transaction: every spend of it has a smaller number. */
  const settle = (lease: Lease, now: number): void => (isDone(lease) ? giveBack(lease, now) : put(lease));

  return {
    get leases() {
      return hasAccount ? [...leases.values()] : undefined;
    },
    note(before, changed, now) {
      const moved = [...leaseMoves(before, changed)].flatMap(([leaseId, move]) => {
        const lease = leases.get(leaseId);
        return lease ? [moveLease(lease, move, now)] : []; // of an account that is forgotten: owed to nobody
      });
      for (const charge of changed) {
        const lease = charge.leaseId === undefined ? undefined : leases.get(charge.leaseId);
        if (!lease || !isNewlySpent(before.get(charge.id), charge)) continue;
        const at = charge.resolvedAt ?? now;
        tellSpend(tell, charge, lease, at);
        use = withUse(use, charge.posted.actions, now);
      }
      if (moved.length > 0) usedAt = now;
      for (const lease of moved) settle(lease, now);
    },
    putLeases: (changed, now) => {
      for (const lease of changed) settle(lease, now);
    },
    giveBack(leaseIds, now) {
      for (const id of leaseIds) {
        const lease = leases.get(id);
        if (lease) giveBack(lease, now);
      }
    },
    tell: (op, opId, at) => void tell(op, opId, at),
    async write() {
      if (dirty.size > 0) await rows.leases.put([...dirty].flatMap((id) => leases.get(id) ?? []));
      if (ops.length > 0 && device) {
        await rows.meta.put('device', { ...device, nextN });
        await rows.outbox.put(ops);
      }
      if (hasAccount && (use !== (allowance?.use ?? NO_USE) || usedAt !== (allowance?.usedAt ?? 0))) await rows.meta.put('allowance', { ...(allowance ?? NO_ALLOWANCE), use, usedAt });
    },
  };
}

export const NO_ALLOWANCE: MetaRows['allowance'] = { use: NO_USE, usedAt: 0, recall: false };

/** Out of a lease of this device; or, when the lease belongs to an identity that was given up, late. */
function tellSpend(tell: (op: OpBody, opId: string, at: number) => number, charge: Charge & { readonly leaseId: string }, lease: Lease, at: number): void {
  const ref = charge.waterfallId === undefined ? undefined : waterfallRef(charge.waterfallId);
  const body = {
    chargeId: charge.id, actions: charge.posted.actions, runId: charge.runId, taskId: charge.taskId, subject: charge.leadId,
    enrichment: charge.enrichment, providerId: charge.providerId, operation: charge.operation, route: charge.route === 'own' ? ('own' as const) : ('free' as const),
    ...(charge.tableId === undefined ? {} : { tableRef: charge.tableId }), ...(ref === undefined ? {} : { waterfallRef: ref }),
  };
  if (lease.state === 'forked') tell({ kind: 'late_spend', body }, `late.${charge.id}`, at);
  else tell({ kind: 'spend', body: { ...body, leaseId: lease.leaseId } }, `spend.${charge.id}`, at);
}

/** What reserved charges hold of each lease: one of those of a task is taken, so the dearest. */
export function reservedByLease(charges: readonly Charge[]): Map<string, Micro> {
  const tasks = new Map<string, Charge[]>();
  for (const charge of charges) tasks.set(charge.taskId, [...(tasks.get(charge.taskId) ?? []), charge]);
  const sums = new Map<string, Micro>();
  for (const of of tasks.values()) {
    for (const [leaseId, { reserved }] of leaseMoves(new Map(), of)) sums.set(leaseId, add(sums.get(leaseId) ?? ZERO, reserved));
  }
  return sums;
}
