import { RESULT_KEPT_MS } from '../../lib/core/limits.ts';
import { METERS, ZERO, add, micro, negate, type Amounts, type Meter, type Micro } from '../../lib/domain/ledger/amount.ts';
import { releaseTo } from '../../lib/domain/ledger/lots.ts';
import { first } from '../sql/sql.ts';
import { addLot, amountOn, emit, lotById, move, type Books } from './books.ts';
import { UNCOVERED, allocations, changeCharge, describeRow, findCharge, insertCharge, leaveUncovered, toRecord } from './charge-rows.ts';
import { countBoth } from './limits.ts';
import { uncountSpent } from './periods.ts';
import { flush } from './sheet.ts';
import type { ChargeRow } from './rows.ts';

export type ReverseOutcome = 'applied' | 'exists' | 'not_found' | 'not_reversible' | 'id_reused';

/** A linked entry that returns a posted charge to the lots it came from. What was never covered only lowers the deficit. */
export async function reverse(books: Books, chargeId: string, reversalId: string): Promise<ReverseOutcome> {
  const known = await findCharge(books, reversalId);
  if (known !== undefined) return known.reversal_of === chargeId ? 'exists' : 'id_reused';
  const row = await findCharge(books, chargeId);
  if (row === undefined) return 'not_found';
  await flush(books);
  const earlier = await first(books.tx, 'select charge_id from charge where account_id = ? and reversal_of = ?', [books.accountId, chargeId]);
  if (row.state !== 'posted' || row.reversal_of !== null || earlier !== undefined) return 'not_reversible';
  for (const meter of METERS) await returnToLots(books, chargeId, reversalId, meter);
  for (const meter of METERS) await forgive(books, row, meter);
  const posted: Amounts = toRecord(row).posted;
  const seq = emit(books, 'reversal', { ...describeRow(row), chargeId: reversalId, actions: posted.actions, credits: posted.credits });
  uncountSpent(books, posted, row.resolved_at ?? row.created_at);
  // The part that a lease paid was counted when the lease was granted, and stays so.
  await countBoth(books, row.user_id, { actions: micro(row.actions_posted_u - row.leased_u), credits: posted.credits }, -1, row.created_at);
  insertCharge(books, {
    chargeId: reversalId, path: row.path, route: row.route, deviceId: row.device_id, userId: row.user_id,
    runId: row.run_id, taskId: row.task_id, subject: row.subject,
    enrichment: row.enrichment, providerId: row.provider_id, operation: row.operation, tableRef: row.table_ref, waterfallRef: row.waterfall_ref,
    requestHash: row.request_hash, priceBookVersion: null, state: 'posted', code: null,
    quoted: posted, posted, holdExpiresAt: null, reversalOf: chargeId, sandbox: row.sandbox === 1,
  }, seq);
  // Nobody has paid for its answer any more: it is not given again.
  if (row.question_hash !== null) await changeCharge(books, chargeId, { question_hash: null });
  // From here on its lots and its amounts differ on purpose.
  books.sheet.toCheck.delete(chargeId);
  return 'applied';
}

/** What nothing had paid for yet is not owed any more. */
async function forgive(books: Books, row: ChargeRow, meter: Meter): Promise<void> {
  await leaveUncovered(books, row.charge_id, meter, -row[UNCOVERED[meter]]);
}

async function returnToLots(books: Books, chargeId: string, reversalId: string, meter: Meter): Promise<void> {
  let late: Micro = ZERO;
  for (const part of await allocations(books, chargeId, meter)) {
    const place = releaseTo(await lotById(books, part.lotId), books.now);
    await move(books, meter, part.lotId, part.amount, 'spent', place);
    if (place === 'expired') late = add(late, part.amount);
  }
  if (late === 0) return;
  // Both sides are shown: the old lot has expired, so Actions end there and Data Credits live on in a lot of their own.
  emit(books, 'expire', { ...amountOn(meter, negate(late)), code: 'returned_late' });
  if (meter === 'data_credits') {
    await addLot(books, { lotId: `refund-${reversalId}`, meter, source: 'refund', amount: late, effectiveAt: books.now, expiresAt: books.now + RESULT_KEPT_MS, periodNo: null });
  }
}
