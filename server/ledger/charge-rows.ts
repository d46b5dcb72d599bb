import { micro, type Amounts, type Meter, type Micro } from '../../lib/domain/ledger/amount.ts';
import type { Allocation } from '../../lib/domain/ledger/lots.ts';
import { first, type Sql } from '../sql/sql.ts';
import type { Books } from './books.ts';
import type { ChargeRecord } from './store.ts';

export interface ChargeRow {
  charge_id: string;
  path: 'account' | 'local';
  route: 'account' | 'own' | 'free';
  state: ChargeRecord['state'];
  code: string | null;
  request_hash: string;
  price_book_version: number | null;
  device_id: string | null;
  user_id: string | null;
  run_id: string;
  task_id: string;
  subject: string;
  enrichment: string;
  provider_id: string;
  operation: string;
  actions_quoted_u: number;
  credits_quoted_u: number;
  actions_posted_u: number;
  credits_posted_u: number;
  uncovered_u: number;
  credits_uncovered_u: number;
  lease_id: string | null;
  leased_u: number;
  ledger_epoch: number | null;
  created_at: number;
  resolved_at: number | null;
  resolved_seq: number | null;
  reversal_of: string | null;
  sandbox: number;
}
const CHARGE_COLUMNS = [
  'charge_id', 'path', 'route', 'state', 'code', 'request_hash', 'price_book_version', 'device_id', 'user_id', 'run_id', 'task_id', 'subject', 'enrichment', 'provider_id', 'operation',
  'actions_quoted_u', 'credits_quoted_u', 'actions_posted_u', 'credits_posted_u', 'uncovered_u', 'credits_uncovered_u', 'lease_id', 'leased_u', 'ledger_epoch', 'created_at', 'resolved_at', 'resolved_seq', 'reversal_of', 'sandbox',
] as const;

export const toRecord = (row: ChargeRow): ChargeRecord => ({
  chargeId: row.charge_id,
  path: row.path,
  state: row.state,
  code: row.code,
  requestHash: row.request_hash,
  quoted: { actions: micro(row.actions_quoted_u), credits: micro(row.credits_quoted_u) },
  posted: { actions: micro(row.actions_posted_u), credits: micro(row.credits_posted_u) },
  providerId: row.provider_id,
  operation: row.operation,
  sandbox: row.sandbox === 1,
  reversalOf: row.reversal_of,
});

export const findCharge = (sql: Sql, accountId: string, chargeId: string): Promise<ChargeRow | undefined> =>
  first<ChargeRow>(sql, `select ${CHARGE_COLUMNS.join(', ')} from charge where account_id = ? and charge_id = ?`, [accountId, chargeId]);

export async function mustFind(books: Books, chargeId: string): Promise<ChargeRow> {
  const row = await findCharge(books.tx, books.accountId, chargeId);
  if (row === undefined) throw new Error('charge does not exist');
  return row;
}

/** A charge and its result as of one instant: two statements could see a hold and the result that ended it. */
export const chargeWithBody = (sql: Sql, accountId: string, chargeId: string): Promise<(ChargeRow & { body: string | null }) | undefined> =>
  first<ChargeRow & { body: string | null }>(
    sql,
    `select ${CHARGE_COLUMNS.map((c) => `c.${c}`).join(', ')}, b.body from charge c left join result_blob b on b.account_id = c.account_id and b.charge_id = c.charge_id where c.account_id = ? and c.charge_id = ?`,
    [accountId, chargeId],
  );

/** What a charge's row says when it is made. `at` and `seq` come from the books. */
export interface NewCharge {
  readonly chargeId: string;
  readonly path: 'account' | 'local';
  readonly route: 'account' | 'own' | 'free';
  readonly deviceId: string | null;
  readonly userId: string | null;
  readonly runId: string;
  readonly taskId: string;
  readonly subject: string;
  readonly enrichment: string;
  readonly providerId: string;
  readonly operation: string;
  readonly requestHash: string;
  readonly priceBookVersion: number | null;
  readonly state: 'reserved' | 'posted' | 'rejected';
  readonly code: string | null;
  readonly quoted: Amounts;
  readonly posted: Amounts;
  readonly leaseId?: string | null;
  readonly holdExpiresAt: number | null;
  readonly reversalOf: string | null;
  readonly sandbox: boolean;
}

export async function insertCharge(books: Books, c: NewCharge, seq: number): Promise<void> {
  const isOver = c.state !== 'reserved';
  await books.tx.run(
    `insert into charge (account_id, charge_id, path, route, device_id, user_id, run_id, task_id, subject, enrichment, provider_id, operation, state, code, request_hash,
       price_book_version, actions_quoted_u, credits_quoted_u, actions_posted_u, credits_posted_u, uncovered_u, credits_uncovered_u, lease_id, leased_u, ledger_epoch,
       hold_expires_at, created_at, resolved_at, created_seq, resolved_seq, reversal_of, sandbox)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      books.accountId, c.chargeId, c.path, c.route, c.deviceId, c.userId, c.runId, c.taskId, c.subject, c.enrichment, c.providerId, c.operation, c.state, c.code, c.requestHash,
      c.priceBookVersion, c.quoted.actions, c.quoted.credits, c.posted.actions, c.posted.credits, c.leaseId ?? null, c.state === 'posted' ? books.epoch : null,
      c.holdExpiresAt, books.now, isOver ? books.now : null, seq, isOver ? seq : null, c.reversalOf, c.sandbox ? 1 : 0,
    ],
  );
}

/** Adds to what a lot gave to a charge. */
export async function addAllocation(books: Books, chargeId: string, meter: Meter, part: Allocation): Promise<void> {
  await books.tx.run(
    `insert into charge_alloc (account_id, charge_id, meter, lot_id, amount_u) values (?, ?, ?, ?, ?)
     on conflict (account_id, charge_id, meter, lot_id) do update set amount_u = charge_alloc.amount_u + excluded.amount_u`,
    [books.accountId, chargeId, meter, part.lotId, part.amount],
  );
}

/** Lots of a charge in burn order, so that a part is settled the same way at any time. */
export const allocations = async (sql: Sql, accountId: string, chargeId: string, meter: Meter): Promise<Allocation[]> =>
  (await sql.all<{ lot_id: string; amount_u: number }>(
    `select a.lot_id, a.amount_u from charge_alloc a join lot l on l.account_id = a.account_id and l.lot_id = a.lot_id
     where a.account_id = ? and a.charge_id = ? and a.meter = ?
     order by l.priority, case when l.expires_at is null then 1 else 0 end, l.expires_at, l.effective_at, l.lot_id`,
    [accountId, chargeId, meter],
  )).map((row) => ({ lotId: row.lot_id, amount: micro(row.amount_u) }));

/** Says that nothing has paid for this part of a posted charge; the account owes it. */
export async function leaveUncovered(books: Books, chargeId: string, meter: Meter, amount: Micro): Promise<void> {
  if (amount === 0) return;
  const state = books.meters[meter];
  state.deficit = micro(state.deficit + amount);
  await books.tx.run(`update charge set ${UNCOVERED[meter]} = ${UNCOVERED[meter]} + ? where account_id = ? and charge_id = ?`, [amount, books.accountId, chargeId]);
}
export const UNCOVERED: Readonly<Record<Meter, 'uncovered_u' | 'credits_uncovered_u'>> = { actions: 'uncovered_u', data_credits: 'credits_uncovered_u' };

/** What the feed says of a charge; nothing about a lead. */
export const describe = (c: Pick<NewCharge, 'chargeId' | 'deviceId' | 'userId' | 'enrichment' | 'providerId' | 'operation'> & { readonly route?: NewCharge['route'] }) => ({
  chargeId: c.chargeId,
  ...(c.deviceId === null ? {} : { deviceId: c.deviceId }),
  ...(c.userId === null ? {} : { member: c.userId }),
  providerId: c.providerId,
  operation: c.operation,
  enrichment: c.enrichment,
  route: c.route ?? ('account' as const),
});
export const describeRow = (row: ChargeRow) =>
  describe({ chargeId: row.charge_id, deviceId: row.device_id, userId: row.user_id, enrichment: row.enrichment, providerId: row.provider_id, operation: row.operation, route: row.route });
