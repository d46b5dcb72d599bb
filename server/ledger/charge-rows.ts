import { add, micro, subtract, type Amounts, type Meter, type Micro } from '../../lib/domain/ledger/amount.ts';
import { compareBurn, type Allocation, type Lot } from '../../lib/domain/ledger/lots.ts';
import { selectIn } from '../sql/bulk.ts';
import { first, type Sql } from '../sql/sql.ts';
import { lotById, type Books } from './books.ts';
import { ERASED } from './erased.ts';
import type { ChargeRow, KnownAlloc } from './rows.ts';
import type { ChargeRecord } from './store.ts';

/** What may change after the row was made. */
export const CHARGE_MUTABLE = [
  'state', 'code', 'actions_quoted_u', 'credits_quoted_u', 'actions_posted_u', 'credits_posted_u', 'uncovered_u', 'credits_uncovered_u', 'leased_u', 'ledger_epoch', 'hold_expires_at', 'resolved_at', 'resolved_seq',
  'question_hash', 'repeat_of', 'awaited',
] as const;
export const CHARGE_COLUMNS = [
  'charge_id', 'path', 'route', 'request_hash', 'price_book_version', 'device_id', 'user_id', 'run_id', 'task_id', 'subject', 'enrichment', 'provider_id', 'operation', 'table_ref', 'waterfall_ref', 'lease_id', 'created_at', 'created_seq', 'reversal_of', 'sandbox',
  ...CHARGE_MUTABLE,
] as const;

export const toRecord = (row: ChargeRow): ChargeRecord => ({
  chargeId: row.charge_id,
  userId: row.user_id,
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
  repeatOf: row.repeat_of,
});

/** Reads charges, and what their lots gave them, with few statements; what is known already is left as it is. */
export async function prefetchCharges(books: Books, chargeIds: readonly string[]): Promise<void> {
  const { charges, allocs } = books.sheet;
  const wanted = [...new Set(chargeIds)].filter((id) => !charges.has(id));
  if (wanted.length === 0) return;
  const rows = await selectIn<ChargeRow>(books.tx, `select ${CHARGE_COLUMNS.join(', ')} from charge where account_id = ? and charge_id in {in}`, [books.accountId], wanted);
  for (const id of wanted) charges.set(id, { row: null, change: 'none' });
  for (const row of rows) charges.set(row.charge_id, { row, change: 'none' });
  // What local charges took is looked at only when they are given back.
  const held = rows.filter((row) => row.path === 'account' && !allocs.has(row.charge_id)).map((row) => row.charge_id);
  for (const id of held) allocs.set(id, []);
  const parts = await selectIn<{ charge_id: string; meter: Meter; lot_id: string; amount_u: number }>(books.tx, 'select charge_id, meter, lot_id, amount_u from charge_alloc where account_id = ? and charge_id in {in}', [books.accountId], held);
  for (const part of parts) allocs.get(part.charge_id)?.push({ meter: part.meter, lotId: part.lot_id, amount: part.amount_u, stored: part.amount_u });
}

export async function findCharge(books: Books, chargeId: string): Promise<ChargeRow | undefined> {
  await prefetchCharges(books, [chargeId]);
  return books.sheet.charges.get(chargeId)?.row ?? undefined;
}

export async function mustFind(books: Books, chargeId: string): Promise<ChargeRow> {
  const row = await findCharge(books, chargeId);
  if (row === undefined) throw new Error('charge does not exist');
  return row;
}

/** What was asked for an erased lead is compared with nothing any more once its charge has ended: a hash of it would tell who guesses it. */
export async function forgetRequest(books: Books, row: ChargeRow): Promise<void> {
  row.request_hash = ERASED;
  row.task_id = '';
  await books.tx.run(`update charge set request_hash = '${ERASED}', task_id = '' where account_id = ? and charge_id = ?`, [books.accountId, row.charge_id]);
}

/** Changes a charge; the row that was found shows it at once. */
export async function changeCharge(books: Books, chargeId: string, change: Partial<Pick<ChargeRow, (typeof CHARGE_MUTABLE)[number]>>): Promise<void> {
  Object.assign(await mustFind(books, chargeId), change);
  const known = books.sheet.charges.get(chargeId);
  if (known?.change === 'none') known.change = 'changed';
  books.sheet.toCheck.add(chargeId);
  books.isTouched = true;
}

/** A charge and its result as of one instant: two statements could see a hold and the result that ended it. */
export const chargeWithBody = (sql: Sql, accountId: string, chargeId: string): Promise<ChargeWithBody | undefined> =>
  first<ChargeWithBody>(
    sql,
    `select ${CHARGE_COLUMNS.map((c) => `c.${c}`).join(', ')}, b.body, s.resolved_at as answered_at
     from charge c left join result_blob b on b.account_id = c.account_id and b.charge_id = c.charge_id left join charge s on s.account_id = c.account_id and s.charge_id = c.repeat_of where c.account_id = ? and c.charge_id = ?`,
    [accountId, chargeId],
  );

/** `answered_at`: when the answer that was given again was bought. */
export type ChargeWithBody = ChargeRow & { readonly body: string | null; readonly answered_at: number | null };

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
  readonly tableRef?: string;
  readonly waterfallRef?: string;
  readonly requestHash: string;
  readonly priceBookVersion: number | null;
  readonly state: 'reserved' | 'posted' | 'rejected' | 'voided';
  readonly code: string | null;
  readonly quoted: Amounts;
  readonly posted: Amounts;
  readonly leaseId?: string | null;
  readonly holdExpiresAt: number | null;
  readonly reversalOf: string | null;
  readonly sandbox: boolean;
  /** What it asks, keyed, when its answer may be given again. */
  readonly questionHash?: string | null;
  /** The charge whose answer it was given at once. */
  readonly repeatOf?: string;
}

/** Adds a charge that the books do not know. */
export function insertCharge(books: Books, c: NewCharge, seq: number): ChargeRow {
  const isOver = c.state !== 'reserved';
  const isGone = c.subject === ERASED;
  const row: ChargeRow = {
    charge_id: c.chargeId, path: c.path, route: c.route, state: c.state, code: c.code, request_hash: isGone && isOver ? ERASED : c.requestHash, price_book_version: c.priceBookVersion,
    device_id: c.deviceId, user_id: c.userId, run_id: c.runId, task_id: isGone ? '' : c.taskId, subject: c.subject, enrichment: c.enrichment, provider_id: c.providerId, operation: c.operation, table_ref: c.tableRef ?? '', waterfall_ref: c.waterfallRef ?? '',
    actions_quoted_u: c.quoted.actions, credits_quoted_u: c.quoted.credits, actions_posted_u: c.posted.actions, credits_posted_u: c.posted.credits, uncovered_u: 0, credits_uncovered_u: 0,
    lease_id: c.leaseId ?? null, leased_u: 0, ledger_epoch: c.state === 'posted' ? books.epoch : null, hold_expires_at: c.holdExpiresAt,
    created_at: books.now, resolved_at: isOver ? books.now : null, created_seq: seq, resolved_seq: isOver ? seq : null, reversal_of: c.reversalOf, sandbox: c.sandbox ? 1 : 0,
    question_hash: c.questionHash ?? null, repeat_of: c.repeatOf ?? null, awaited: 0,
  };
  books.sheet.charges.set(c.chargeId, { row, change: 'new' });
  if (row.question_hash !== null) books.sheet.questions.get(row.question_hash)?.add(c.chargeId);
  books.sheet.allocs.set(c.chargeId, []);
  books.sheet.toCheck.add(c.chargeId);
  books.isTouched = true;
  return row;
}

async function allocsOf(books: Books, chargeId: string): Promise<KnownAlloc[]> {
  const known = books.sheet.allocs.get(chargeId);
  if (known !== undefined) return known;
  const rows = await books.tx.all<{ meter: Meter; lot_id: string; amount_u: number }>('select meter, lot_id, amount_u from charge_alloc where account_id = ? and charge_id = ?', [books.accountId, chargeId]);
  const allocs = rows.map((row) => ({ meter: row.meter, lotId: row.lot_id, amount: row.amount_u, stored: row.amount_u }));
  books.sheet.allocs.set(chargeId, allocs);
  return allocs;
}

/** Adds (or, negative, takes away) what a lot gave to a charge. */
export async function addAllocation(books: Books, chargeId: string, meter: Meter, part: Allocation): Promise<void> {
  const allocs = await allocsOf(books, chargeId);
  const known = allocs.find((alloc) => alloc.meter === meter && alloc.lotId === part.lotId);
  if (known === undefined) allocs.push({ meter, lotId: part.lotId, amount: part.amount, stored: 0 });
  else known.amount = add(micro(known.amount), part.amount);
  books.sheet.toCheck.add(chargeId);
}
export const takeAllocation = (books: Books, chargeId: string, meter: Meter, part: Allocation): Promise<void> =>
  addAllocation(books, chargeId, meter, { lotId: part.lotId, amount: subtract(micro(0), part.amount) });

/** Lots of a charge in burn order, so that a part is settled the same way at any time. */
export async function allocations(books: Books, chargeId: string, meter: Meter): Promise<Allocation[]> {
  const parts: { lot: Lot; amount: Micro }[] = [];
  for (const alloc of await allocsOf(books, chargeId)) {
    if (alloc.meter === meter && alloc.amount > 0) parts.push({ lot: await lotById(books, alloc.lotId), amount: micro(alloc.amount) });
  }
  return parts.sort((a, b) => compareBurn(a.lot, b.lot)).map(({ lot, amount }) => ({ lotId: lot.id, amount }));
}

/** Says that nothing has paid for this part of a posted charge; the account owes it. Negative: it is paid or forgiven. */
export async function leaveUncovered(books: Books, chargeId: string, meter: Meter, amount: number): Promise<void> {
  if (amount === 0) return;
  const column = UNCOVERED[meter];
  const row = await mustFind(books, chargeId);
  books.meters[meter].deficit = micro(books.meters[meter].deficit + amount);
  await changeCharge(books, chargeId, column === 'uncovered_u' ? { uncovered_u: row.uncovered_u + amount } : { credits_uncovered_u: row.credits_uncovered_u + amount });
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

/** What a charge was made for, where the device has said it. */
export const refsOf = ({ tableRef, waterfallRef }: Pick<NewCharge, 'tableRef' | 'waterfallRef'>): Pick<NewCharge, 'tableRef' | 'waterfallRef'> => ({
  ...(tableRef === undefined ? {} : { tableRef }),
  ...(waterfallRef === undefined ? {} : { waterfallRef }),
});
