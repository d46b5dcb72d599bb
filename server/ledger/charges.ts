import { RESULT_KEPT_MS } from '../../lib/core/limits.ts';
import { NOTHING, ZERO, add, micro, negate, subtract, type Amounts, type Meter, type Micro } from '../../lib/domain/ledger/amount.ts';
import { allocate, releaseTo, settle, type Allocation } from '../../lib/domain/ledger/lots.ts';
import { first, one, type Sql } from '../sql/sql.ts';
import { METERS, amountOn, emit, lotById, lotsWithValue, move, type Books } from './books.ts';
import { addLot, countSpent, uncountSpent } from './periods.ts';
import type { ChargeRecord, ReserveInput, ReserveResult, Resolution } from './store.ts';

interface ChargeRow {
  charge_id: string;
  path: 'account' | 'local';
  route: 'account' | 'own' | 'free';
  state: ChargeRecord['state'];
  code: string | null;
  request_hash: string;
  device_id: string | null;
  user_id: string | null;
  enrichment: string;
  provider_id: string;
  operation: string;
  actions_quoted_u: number;
  credits_quoted_u: number;
  actions_posted_u: number;
  credits_posted_u: number;
  uncovered_u: number;
  reversal_of: string | null;
  sandbox: number;
}
const CHARGE_COLUMNS =
  'charge_id, path, route, state, code, request_hash, device_id, user_id, enrichment, provider_id, operation, actions_quoted_u, credits_quoted_u, actions_posted_u, credits_posted_u, uncovered_u, reversal_of, sandbox';

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
  first<ChargeRow>(sql, `select ${CHARGE_COLUMNS} from charge where account_id = ? and charge_id = ?`, [accountId, chargeId]);

/** A charge and its result as of one instant: two statements could see a hold and the result that ended it. */
export async function chargeWithResult(sql: Sql, accountId: string, chargeId: string): Promise<{ charge: ChargeRecord; sealedResult: string | null } | null> {
  const columns = CHARGE_COLUMNS.split(', ').map((c) => `c.${c}`).join(', ');
  const row = await first<ChargeRow & { body: string | null }>(
    sql,
    `select ${columns}, b.body from charge c left join result_blob b on b.account_id = c.account_id and b.charge_id = c.charge_id where c.account_id = ? and c.charge_id = ?`,
    [accountId, chargeId],
  );
  return row === undefined ? null : { charge: toRecord(row), sealedResult: row.body };
}

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
  readonly uncovered: Micro;
  readonly holdExpiresAt: number | null;
  readonly reversalOf: string | null;
  readonly sandbox: boolean;
}

export async function insertCharge(books: Books, c: NewCharge, seq: number): Promise<void> {
  const isOver = c.state !== 'reserved';
  await books.tx.run(
    `insert into charge (account_id, charge_id, path, route, device_id, user_id, run_id, task_id, subject, enrichment, provider_id, operation, state, code, request_hash,
       price_book_version, actions_quoted_u, credits_quoted_u, actions_posted_u, credits_posted_u, uncovered_u, hold_expires_at, created_at, resolved_at, created_seq, resolved_seq, reversal_of, sandbox)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      books.accountId, c.chargeId, c.path, c.route, c.deviceId, c.userId, c.runId, c.taskId, c.subject, c.enrichment, c.providerId, c.operation, c.state, c.code, c.requestHash,
      c.priceBookVersion, c.quoted.actions, c.quoted.credits, c.posted.actions, c.posted.credits, c.uncovered, c.holdExpiresAt, books.now, isOver ? books.now : null, seq, isOver ? seq : null,
      c.reversalOf, c.sandbox ? 1 : 0,
    ],
  );
}

/** Both meters are held, or the charge is refused for ever; either way the id has its outcome. */
export async function reserve(books: Books, input: ReserveInput): Promise<ReserveResult> {
  const known = await findCharge(books.tx, books.accountId, input.chargeId);
  if (known !== undefined) return known.request_hash === input.requestHash ? { kind: 'exists', charge: toRecord(known) } : { kind: 'id_reused' };
  const plan = await planHold(books, input);
  const isHeld = plan.code === null;
  const charge: NewCharge = {
    ...input,
    path: 'account',
    route: 'account',
    state: isHeld ? 'reserved' : 'rejected',
    code: plan.code,
    quoted: isHeld ? plan.quoted : NOTHING,
    posted: NOTHING,
    uncovered: ZERO,
    holdExpiresAt: isHeld ? books.now + input.holdMs : null,
    reversalOf: null,
  };
  if (!isHeld) {
    await insertCharge(books, charge, books.seq);
  } else {
    const seq = await emit(books, 'reserve', { ...describe(charge), actions: negate(plan.quoted.actions), credits: negate(plan.quoted.credits) });
    await insertCharge(books, charge, seq);
    for (const meter of METERS) await hold(books, input.chargeId, meter, plan.parts[meter]);
    await books.tx.run(
      `insert into provider_call (account_id, charge_id, state, request, poll, not_before, hold_expires_at, attempt, fence, worker_id, deadline, credits_quoted_u)
       values (?, ?, 'queued', ?, null, ?, ?, 0, 0, null, null, ?)`,
      [books.accountId, input.chargeId, input.sealedRequest, books.now, books.now + input.holdMs, plan.quoted.credits],
    );
  }
  return { kind: 'created', charge: toRecord(await mustFind(books, input.chargeId)) };
}

interface HoldPlan {
  readonly code: string | null;
  readonly quoted: Amounts;
  readonly parts: Readonly<Record<Meter, readonly Allocation[]>>;
}

async function planHold(books: Books, input: ReserveInput): Promise<HoldPlan> {
  const none = { actions: [], data_credits: [] };
  if (books.state === 'frozen') return { code: 'account_frozen', quoted: NOTHING, parts: none };
  if (input.decision.kind === 'reject') return { code: input.decision.code, quoted: NOTHING, parts: none };
  const { quoted } = input.decision;
  const actions = allocate(await lotsWithValue(books, 'actions'), quoted.actions, books.now);
  const credits = allocate(await lotsWithValue(books, 'data_credits'), quoted.credits, books.now);
  const isActionsShort = actions.short > 0 || books.meters.actions.deficit > 0;
  const code = isActionsShort ? 'insufficient_actions' : credits.short > 0 ? 'insufficient_credits' : null;
  return { code, quoted, parts: { actions: actions.parts, data_credits: credits.parts } };
}

async function hold(books: Books, chargeId: string, meter: Meter, parts: readonly Allocation[]): Promise<void> {
  for (const part of parts) {
    await move(books, meter, part.lotId, part.amount, 'available', 'held');
    await books.tx.run('insert into charge_alloc (account_id, charge_id, meter, lot_id, amount_u) values (?, ?, ?, ?, ?)', [books.accountId, chargeId, meter, part.lotId, part.amount]);
  }
}

/** Ends a reserved charge: takes what is due, gives the rest back, stores the result, all at once. An ended charge stays as it is. */
export async function resolve(books: Books, chargeId: string, resolution: Resolution, callState: 'answered' | 'abandoned' = 'answered'): Promise<{ applied: boolean; charge: ChargeRecord }> {
  const row = await mustFind(books, chargeId);
  if (row.state !== 'reserved') return { applied: false, charge: toRecord(row) };
  const taken = resolution.kind === 'post' ? resolution.amounts : NOTHING;
  await settleMeter(books, chargeId, 'actions', taken.actions);
  await settleMeter(books, chargeId, 'data_credits', taken.credits);
  const state = resolution.kind === 'post' ? 'posted' : resolution.kind === 'void' ? 'voided' : 'expired';
  const code = resolution.kind === 'post' ? null : resolution.code;
  const seq = await emit(books, resolution.kind === 'post' ? 'post' : 'void', {
    ...describeRow(row),
    ...(code === null ? {} : { code }),
    actions: resolution.kind === 'post' ? negate(taken.actions) : row.actions_quoted_u,
    credits: resolution.kind === 'post' ? negate(taken.credits) : row.credits_quoted_u,
  });
  await books.tx.run(
    `update charge set state = ?, code = ?, actions_posted_u = ?, credits_posted_u = ?, resolved_at = ?, resolved_seq = ?, hold_expires_at = null where account_id = ? and charge_id = ? and state = 'reserved'`,
    [state, code, taken.actions, taken.credits, books.now, seq, books.accountId, chargeId],
  );
  if (resolution.sealedResult !== undefined) {
    await books.tx.run('insert into result_blob (account_id, charge_id, body, expires_at) values (?, ?, ?, ?)', [books.accountId, chargeId, resolution.sealedResult, books.now + RESULT_KEPT_MS]);
  }
  // The request holds what was asked about a person: it is not needed any more.
  await books.tx.run(`update provider_call set state = ?, request = null, poll = null where account_id = ? and charge_id = ?`, [
    callState, books.accountId, chargeId,
  ]);
  return { applied: true, charge: toRecord(await mustFind(books, chargeId)) };
}

async function settleMeter(books: Books, chargeId: string, meter: Meter, taken: Micro): Promise<void> {
  const { spent, released } = settle(await allocations(books, chargeId, meter), taken);
  let late: Micro = ZERO;
  for (const part of released) {
    const place = releaseTo(await lotById(books, part.lotId), books.now);
    await move(books, meter, part.lotId, part.amount, 'held', place);
    if (place === 'expired') late = add(late, part.amount);
    await books.tx.run('delete from charge_alloc where account_id = ? and charge_id = ? and meter = ? and lot_id = ?', [books.accountId, chargeId, meter, part.lotId]);
  }
  for (const part of spent) {
    await move(books, meter, part.lotId, part.amount, 'held', 'spent');
    await books.tx.run(
      `insert into charge_alloc (account_id, charge_id, meter, lot_id, amount_u) values (?, ?, ?, ?, ?)
       on conflict (account_id, charge_id, meter, lot_id) do update set amount_u = excluded.amount_u`,
      [books.accountId, chargeId, meter, part.lotId, part.amount],
    );
  }
  if (late > 0) await emit(books, 'expire', { ...amountOn(meter, negate(late)), code: 'released_late' });
  await countSpent(books, meter, taken);
}

/** Lots of a charge in burn order, so that a part is settled the same way at any time. */
const allocations = async (books: Books, chargeId: string, meter: Meter): Promise<Allocation[]> =>
  (await books.tx.all<{ lot_id: string; amount_u: number }>(
    `select a.lot_id, a.amount_u from charge_alloc a join lot l on l.account_id = a.account_id and l.lot_id = a.lot_id
     where a.account_id = ? and a.charge_id = ? and a.meter = ?
     order by l.priority, case when l.expires_at is null then 1 else 0 end, l.expires_at, l.effective_at, l.lot_id`,
    [books.accountId, chargeId, meter],
  )).map((row) => ({ lotId: row.lot_id, amount: micro(row.amount_u) }));

export type ReverseOutcome = 'applied' | 'exists' | 'not_found' | 'not_reversible' | 'id_reused';

/** A linked entry that returns a posted charge to the lots it came from. What was never covered only lowers the deficit. */
export async function reverse(books: Books, chargeId: string, reversalId: string): Promise<ReverseOutcome> {
  const known = await findCharge(books.tx, books.accountId, reversalId);
  if (known !== undefined) return known.reversal_of === chargeId ? 'exists' : 'id_reused';
  const row = await findCharge(books.tx, books.accountId, chargeId);
  if (row === undefined) return 'not_found';
  const earlier = await first(books.tx, 'select charge_id from charge where account_id = ? and reversal_of = ?', [books.accountId, chargeId]);
  if (row.state !== 'posted' || row.reversal_of !== null || earlier !== undefined) return 'not_reversible';
  for (const meter of METERS) await returnToLots(books, chargeId, reversalId, meter);
  if (row.uncovered_u > 0) {
    books.meters.actions.deficit = subtract(micro(books.meters.actions.deficit), micro(row.uncovered_u));
    await books.tx.run('update charge set uncovered_u = 0 where account_id = ? and charge_id = ?', [books.accountId, chargeId]);
  }
  const posted: Amounts = toRecord(row).posted;
  const seq = await emit(books, 'reversal', { ...describeRow(row), chargeId: reversalId, actions: posted.actions, credits: posted.credits });
  const original = await one<{ run_id: string; task_id: string; subject: string; resolved_at: number }>(books.tx, 'select run_id, task_id, subject, resolved_at from charge where account_id = ? and charge_id = ?', [books.accountId, chargeId]);
  await uncountSpent(books, posted, original.resolved_at);
  await insertCharge(books, {
    chargeId: reversalId, path: row.path, route: row.route, deviceId: row.device_id, userId: row.user_id,
    runId: original.run_id, taskId: original.task_id, subject: original.subject,
    enrichment: row.enrichment, providerId: row.provider_id, operation: row.operation,
    requestHash: row.request_hash, priceBookVersion: null, state: 'posted', code: null,
    quoted: posted, posted, uncovered: ZERO, holdExpiresAt: null, reversalOf: chargeId, sandbox: row.sandbox === 1,
  }, seq);
  return 'applied';
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
  await emit(books, 'expire', { ...amountOn(meter, negate(late)), code: 'returned_late' });
  if (meter === 'data_credits') {
    await addLot(books, { lotId: `refund-${reversalId}`, meter, source: 'refund', amount: late, effectiveAt: books.now, expiresAt: books.now + RESULT_KEPT_MS, periodNo: null });
  }
}

async function mustFind(books: Books, chargeId: string): Promise<ChargeRow> {
  const row = await findCharge(books.tx, books.accountId, chargeId);
  if (row === undefined) throw new Error('charge does not exist');
  return row;
}

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
const describeRow = (row: ChargeRow) =>
  describe({ chargeId: row.charge_id, deviceId: row.device_id, userId: row.user_id, enrichment: row.enrichment, providerId: row.provider_id, operation: row.operation, route: row.route });
