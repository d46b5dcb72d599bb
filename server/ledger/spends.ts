import type { Op } from '../../lib/contracts/account-api.ts';
import { DEFICIT_MICRO, SPEND_OP_MICRO } from '../../lib/core/limits.ts';
import { NOTHING, ZERO, micro, negate, subtract, type Amounts, type Micro } from '../../lib/domain/ledger/amount.ts';
import { hashOf } from '../canonical.ts';
import { emit, type Books } from './books.ts';
import { changeCharge, describe, findCharge, insertCharge, leaveUncovered, refsOf, type NewCharge } from './charge-rows.ts';
import { ERASED, subjectOf } from './erased.ts';
import { leaseById } from './lease-rows.ts';
import { payFromLease } from './leases.ts';
import { count } from './limits.ts';
import { countSpent, spendAvailable } from './periods.ts';
import type { PushInput } from './store.ts';

export interface Applied {
  readonly status: 'applied' | 'duplicate' | 'rejected' | 'deficit';
  readonly code?: string;
}
type SpendOp = Extract<Op, { kind: 'spend' | 'late_spend' }>;

/** The same charge may come as `spend` and, after a fork, as `late_spend` of another device: the lease is not part of what it is. */
function contentHash(op: SpendOp): string {
  const { leaseId: _lease, tableRef: _table, waterfallRef: _waterfall, ...charge } = { leaseId: null, ...op.body };
  return hashOf({ kind: 'spend', body: charge });
}

/**
 * Records a charge that a device decided. It has happened, so it is not refused: its lease pays, else what is available, else it is a deficit.
 * Only amounts that no honest device can reach are turned away, because they would break the sums of everybody else.
 */
export async function spend(books: Books, input: PushInput, op: SpendOp): Promise<Applied> {
  const { body } = op;
  const requestHash = contentHash(op);
  const known = await findCharge(books, body.chargeId);
  if (known !== undefined) return known.request_hash === requestHash || known.request_hash === ERASED ? { status: 'duplicate' } : { status: 'rejected', code: 'id_reused' };
  if (body.actions > SPEND_OP_MICRO) return { status: 'rejected', code: 'amount_out_of_range' };
  if (books.meters.actions.deficit > DEFICIT_MICRO) return { status: 'rejected', code: 'deficit_out_of_range' };
  const posted: Amounts = { actions: micro(body.actions), credits: NOTHING.credits };
  const leaseId = op.kind === 'spend' ? op.body.leaseId : null;
  const charge: NewCharge = {
    chargeId: body.chargeId, path: 'local', route: body.route, deviceId: input.deviceId, userId: input.userId,
    runId: body.runId, taskId: body.taskId, subject: await subjectOf(books, body.subject), enrichment: body.enrichment, providerId: body.providerId, operation: body.operation,
    ...refsOf(body), requestHash, priceBookVersion: null, state: 'posted', code: null, quoted: posted, posted, leaseId, holdExpiresAt: null, reversalOf: null, sandbox: false,
  };
  const seq = emit(books, 'spend', { ...describe(charge), ...(op.kind === 'late_spend' ? { code: 'late' } : {}), actions: negate(posted.actions), credits: 0 });
  insertCharge(books, charge, seq);
  countSpent(books, 'actions', posted.actions);
  const leased = await fromLease(books, input.deviceId, leaseId, body.chargeId, posted.actions);
  return fromBalance(books, input, body.chargeId, subtract(posted.actions, leased));
}

async function fromLease(books: Books, deviceId: string, leaseId: string | null, chargeId: string, amount: Micro): Promise<Micro> {
  if (leaseId === null || amount === 0) return ZERO;
  const lease = await leaseById(books, leaseId);
  // Another device's escrow is not touched: that device may spend all of it.
  if (lease === undefined || lease.row.device_id !== deviceId) return ZERO;
  const paid = await payFromLease(books, lease, chargeId, amount);
  await changeCharge(books, chargeId, { leased_u: paid });
  return paid;
}

/** What no lease covers: only after a fork, a restore, or from a device that does not keep to the protocol. */
async function fromBalance(books: Books, input: PushInput, chargeId: string, rest: Micro): Promise<Applied> {
  if (rest === 0) return { status: 'applied' };
  await count(books, input.userId, 'actions', rest);
  const covered = await spendAvailable(books, 'actions', chargeId, rest);
  const uncovered = subtract(rest, covered);
  await leaveUncovered(books, chargeId, 'actions', uncovered);
  return uncovered === 0 ? { status: 'applied', code: 'no_lease' } : { status: 'deficit' };
}
