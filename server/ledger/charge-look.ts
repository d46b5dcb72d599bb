import type { Meter } from '../../lib/domain/ledger/amount.ts';
import type { Sql } from '../sql/sql.ts';
import { chargeWithBody, toRecord } from './charge-rows.ts';
import { RECEIPT_LOTS, type ReceiptBody, type Receipts } from './receipts.ts';
import type { FoundCharge } from './store.ts';
import type { ChargeRow } from './rows.ts';

/** A charge, its result and the server's signed word about it. Posted rows do not change, so neither does the receipt. */
export async function chargeWithResult(sql: Sql, receipts: Receipts, accountId: string, chargeId: string): Promise<FoundCharge | null> {
  const row = await chargeWithBody(sql, accountId, chargeId);
  if (row === undefined) return null;
  const isBought = row.state === 'posted' && row.path === 'account' && row.reversal_of === null;
  return { charge: toRecord(row), sealedResult: row.body, receipt: isBought ? receipts.sign(await wordOf(sql, accountId, row)) : null, ...(row.answered_at === null ? {} : { repeatedAgeMs: Math.max(0, (row.resolved_at ?? row.created_at) - row.answered_at) }) };
}

async function wordOf(sql: Sql, accountId: string, row: ChargeRow): Promise<ReceiptBody> {
  const parts = await sql.all<{ meter: Meter; lot_id: string; amount_u: number }>('select meter, lot_id, amount_u from charge_alloc where account_id = ? and charge_id = ? order by meter, lot_id', [accountId, row.charge_id]);
  const lots = parts.map((part): [Meter, string, number] => [part.meter, part.lot_id, part.amount_u]);
  return {
    account: accountId, charge: row.charge_id, actions: row.actions_posted_u, credits: row.credits_posted_u, lots: lots.slice(0, RECEIPT_LOTS),
    seq: row.resolved_seq ?? 1, epoch: row.ledger_epoch ?? 1, at: row.resolved_at ?? row.created_at, hash: row.request_hash, book: row.price_book_version,
    device: row.device_id, user: row.user_id, run: row.run_id, task: row.task_id, subject: row.subject,
    enrichment: row.enrichment, provider: row.provider_id, operation: row.operation, ...(row.table_ref === '' ? {} : { table: row.table_ref }), ...(row.waterfall_ref === '' ? {} : { waterfall: row.waterfall_ref }), sandbox: row.sandbox === 1,
  };
}
