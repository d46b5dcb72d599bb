import { RESULT_ACKED_MS, RESULT_KEPT_MS } from '../../lib/core/limits.ts';
import { METERS, NOTHING, ZERO, add, negate, subtract, type Amounts, type Meter, type Micro } from '../../lib/domain/ledger/amount.ts';
import { REPEATED } from '../../lib/domain/ledger/charge.ts';
import { allocate, releaseTo, settle, type Allocation } from '../../lib/domain/ledger/lots.ts';
import { selectIn } from '../sql/bulk.ts';
import { amountOn, emit, lotById, lotsWithValue, move, type Books } from './books.ts';
import { addAllocation, allocations, changeCharge, describe, describeRow, findCharge, forgetRequest, insertCharge, mustFind, prefetchCharges, takeAllocation, toRecord, type NewCharge } from './charge-rows.ts';
import { ERASED, isErased, subjectOf } from './erased.ts';
import { allows, countBoth } from './limits.ts';
import { countSpent } from './periods.ts';
import { isRevoked } from './devices.ts';
import { askerOf, isRepeatable, knownAnswer, noteAwaited, promote, takePlace, takesKnown, waitersOf, type KnownAnswer } from './repeats.ts';
import type { ReserveInput, ReserveResult, Resolution, ResolveResult } from './store.ts';
import type { ChargeRow } from './rows.ts';

/**
 * Both meters are held, or the charge is refused for ever, or it is given at once what the account has bought already; either way the id
 * has its outcome.
 */
export async function reserve(books: Books, input: ReserveInput): Promise<ReserveResult> {
  if (input.ledgerEpoch !== books.epoch) return { kind: 'epoch' };
  const known = await findCharge(books, input.chargeId);
  // An id is its owner's alone, even for somebody who can put the same question. An ended one of an erased lead is told by its id only.
  if (known !== undefined && (known.request_hash !== input.requestHash || known.user_id !== input.userId)) return { kind: 'id_reused' };
  if (known !== undefined) {
    if (known.state === 'reserved') await (known.subject === ERASED ? giveUp(books, [known.charge_id]) : unpark(books, known, input.question));
    return { kind: 'exists', charge: toRecord(known) };
  }
  const refusal = await refusalOf(books, input);
  const question = refusal === null && isRepeatable(books, input.question) ? input.question : undefined;
  const answer = question === undefined ? null : await knownAnswer(books, question);
  if (answer !== null) return repeatAtOnce(books, input, answer);
  const plan = refusal === null ? await planHold(books, input) : { code: refusal, quoted: NOTHING, parts: NO_PARTS };
  const isHeld = plan.code === null;
  const asker = isHeld && question !== undefined ? await askerOf(books, question.hash) : null;
  const waitsFor = question !== undefined && takesKnown(books, question) ? asker : null;
  const charge: NewCharge = {
    ...input,
    subject: await subjectOf(books, input.subject),
    ...ACCOUNT_PATH,
    state: isHeld ? 'reserved' : 'rejected',
    code: plan.code,
    quoted: isHeld ? plan.quoted : NOTHING,
    posted: NOTHING,
    holdExpiresAt: isHeld ? books.now + input.holdMs : null,
    // One that asks anew while another one asks is not found by it: at one time there is one to wait for.
    questionHash: isHeld && question !== undefined && asker === waitsFor ? question.hash : null,
  };
  if (!isHeld) {
    insertCharge(books, charge, books.seq);
  } else {
    const seq = emit(books, 'reserve', { ...describe(charge), actions: negate(plan.quoted.actions), credits: negate(plan.quoted.credits) });
    insertCharge(books, charge, seq);
    for (const meter of METERS) await hold(books, input.chargeId, meter, plan.parts[meter]);
    books.sheet.calls.push([books.accountId, input.chargeId, 'queued', input.sealedRequest, null, books.now, books.now + input.holdMs, 0, 0, null, null, plan.quoted.credits, books.epoch, waitsFor]);
    if (waitsFor !== null) await noteAwaited(books, waitsFor);
    await countBoth(books, input.userId, plan.quoted, 1);
  }
  return { kind: 'created', charge: toRecord(await mustFind(books, input.chargeId)), ...(waitsFor === null ? {} : { waits: true }) };
}
const ACCOUNT_PATH = { path: 'account', route: 'account', reversalOf: null } as const;
const NO_PARTS = { actions: [], data_credits: [] };

/** The account has this answer: nothing is held and nothing taken, and the id has its end. */
async function repeatAtOnce(books: Books, input: ReserveInput, answer: KnownAnswer): Promise<ReserveResult> {
  const charge: NewCharge = { ...input, ...ACCOUNT_PATH, state: 'voided', code: REPEATED, quoted: NOTHING, posted: NOTHING, holdExpiresAt: null, repeatOf: answer.of };
  insertCharge(books, charge, emit(books, 'void', { ...describe(charge), code: REPEATED, actions: ZERO, credits: ZERO }));
  keepResult(books, input.chargeId, answer.sealedResult, copyUntil(books, answer));
  return { kind: 'created', charge: toRecord(await mustFind(books, input.chargeId)) };
}

const keepResult = (books: Books, chargeId: string, sealed: string, until = books.now + RESULT_KEPT_MS): unknown => books.sheet.results.push([books.accountId, chargeId, sealed, until]);
/** No device acknowledges a copy: it is kept as long as what it is a copy of, and for as long as it takes to fetch it. */
const copyUntil = (books: Books, answer: KnownAnswer): number => Math.max(books.now + RESULT_ACKED_MS, Math.min(books.now + RESULT_KEPT_MS, answer.expiresAt));

/** Its device has come back with it: a hold of an older epoch may be worked on again, unless its question was answered meanwhile. */
async function unpark(books: Books, charge: ChargeRow, question: ReserveInput['question']): Promise<void> {
  const isTaken = await books.tx.run('update provider_call set ledger_epoch = ? where account_id = ? and charge_id = ? and ledger_epoch < ?', [books.epoch, books.accountId, charge.charge_id, books.epoch]);
  if (isTaken === 0) return;
  const answer = books.state === 'open' && isRepeatable(books, question) ? await knownAnswer(books, question) : null;
  if (answer === null) await takePlace(books, charge, question !== undefined && !takesKnown(books, question));
  else await resolve(books, charge.charge_id, { kind: 'void', code: REPEATED, sealedResult: answer.sealedResult }, { repeatOf: answer.of, keptUntil: copyUntil(books, answer) });
}

interface HoldPlan {
  readonly code: string | null;
  readonly quoted: Amounts;
  readonly parts: Readonly<Record<Meter, readonly Allocation[]>>;
}

/** Why nothing may be bought, whatever there is on the meters; null = nothing speaks against it. */
async function refusalOf(books: Books, { decision, deviceId, subject }: ReserveInput): Promise<string | null> {
  if (books.state === 'frozen') return 'account_frozen';
  if (decision.kind === 'reject') return decision.code;
  if (await isRevoked(books, deviceId)) return 'revoked';
  // A device that has not heard of it yet asks in vain.
  return (await isErased(books, subject)) ? 'erased' : null;
}

async function planHold(books: Books, input: ReserveInput): Promise<HoldPlan> {
  if (input.decision.kind === 'reject') return { code: input.decision.code, quoted: NOTHING, parts: NO_PARTS };
  const { quoted } = input.decision;
  const actions = allocate(await lotsWithValue(books, 'actions'), quoted.actions, books.now);
  const credits = allocate(await lotsWithValue(books, 'data_credits'), quoted.credits, books.now);
  const isActionsShort = actions.short > 0 || books.meters.actions.deficit > 0;
  const isCreditsShort = credits.short > 0 || books.meters.data_credits.deficit > 0;
  const isLimited = !isActionsShort && !isCreditsShort && !(await allows(books, input.userId, quoted));
  const code = isActionsShort ? 'insufficient_actions' : isCreditsShort ? 'insufficient_credits' : isLimited ? 'limit' : null;
  return { code, quoted, parts: { actions: actions.parts, data_credits: credits.parts } };
}

async function hold(books: Books, chargeId: string, meter: Meter, parts: readonly Allocation[]): Promise<void> {
  for (const part of parts) {
    await move(books, meter, part.lotId, part.amount, 'available', 'held');
    await addAllocation(books, chargeId, meter, part);
  }
}

export interface ResolveOptions {
  readonly callState?: 'answered' | 'abandoned';
  /** The epoch in which the worker claimed the call: what it learned before a restore is not the answer of the restored charge. */
  readonly claimedIn?: number | undefined;
  /** The charge whose answer this one is given. */
  readonly repeatOf?: string;
  readonly keptUntil?: number;
}

/** Ends a reserved charge: takes what is due, gives the rest back, stores the result, all at once. An ended charge stays as it is. */
export async function resolve(books: Books, chargeId: string, resolution: Resolution, options: ResolveOptions = {}): Promise<ResolveResult> {
  const row = await mustFind(books, chargeId);
  if (row.state !== 'reserved' || (options.claimedIn ?? books.epoch) !== books.epoch) return { applied: false, charge: toRecord(row) };
  const taken = resolution.kind === 'post' ? resolution.amounts : NOTHING;
  const isAwaited = row.awaited === 1;
  // Of a lead that was erased while the call was out nothing is kept: the amounts are all that is left of it.
  const kept = row.subject === ERASED ? undefined : resolution.sealedResult;
  await settleMeter(books, chargeId, 'actions', taken.actions);
  await settleMeter(books, chargeId, 'data_credits', taken.credits);
  const state = resolution.kind === 'post' ? 'posted' : resolution.kind === 'void' ? 'voided' : 'expired';
  const code = resolution.code ?? null;
  const seq = emit(books, resolution.kind === 'post' ? 'post' : 'void', {
    ...describeRow(row),
    ...(code === null ? {} : { code }),
    actions: resolution.kind === 'post' ? negate(taken.actions) : row.actions_quoted_u,
    credits: resolution.kind === 'post' ? negate(taken.credits) : row.credits_quoted_u,
  });
  await changeCharge(books, chargeId, {
    state, code, actions_posted_u: taken.actions, credits_posted_u: taken.credits, resolved_at: books.now, resolved_seq: seq, ledger_epoch: books.epoch, hold_expires_at: null,
    // Only what was paid for is given again.
    question_hash: state === 'posted' && kept !== undefined ? row.question_hash : null, repeat_of: options.repeatOf ?? null, awaited: 0,
  });
  if (row.subject === ERASED) await forgetRequest(books, row);
  const { quoted } = toRecord(row);
  await countBoth(books, row.user_id, { actions: subtract(quoted.actions, taken.actions), credits: subtract(quoted.credits, taken.credits) }, -1, row.created_at);
  if (kept !== undefined) keepResult(books, chargeId, kept, options.keptUntil);
  books.sheet.endedCalls.set(chargeId, options.callState ?? 'answered');
  const of = options.repeatOf ?? (resolution.kind === 'post' ? chargeId : undefined);
  const next = isAwaited ? await endWaiting(books, chargeId, of, of === chargeId ? kept : resolution.sealedResult) : undefined;
  return { applied: true, charge: toRecord(row), ...(next === undefined ? {} : { next }) };
}

/** Who waited is given the answer in the same transaction, or asks. Answers who has to ask now. */
async function endWaiting(books: Books, chargeId: string, of: string | undefined, sealedResult: string | undefined): Promise<string | undefined> {
  const waiters = await waitersOf(books, chargeId);
  if (of === undefined || sealedResult === undefined) return promote(books, chargeId, waiters);
  for (const waiter of waiters) await resolve(books, waiter, { kind: 'void', code: REPEATED, sealedResult }, { repeatOf: of });
  return undefined;
}

/**
 * Ends charges of erased leads that nobody has asked about yet, or that wait for the answer of another one: asking would cost, and nobody
 * wants to know. No value moves on a stopped account: there it is done when the account is opened.
 */
export async function giveUp(books: Books, chargeIds: readonly string[]): Promise<void> {
  if (books.state !== 'open') return;
  // By the row of the call, as a worker claims it: one of the two has it.
  const ended = await selectIn<{ charge_id: string }>(
    books.tx,
    `update provider_call set state = 'abandoned' where account_id = ? and state in ('queued', 'started') and (waits_for is not null or (state = 'queued' and attempt = 0 and poll is null)) and charge_id in {in} returning charge_id`,
    [books.accountId],
    chargeIds,
  );
  await prefetchCharges(books, ended.map((row) => row.charge_id));
  for (const { charge_id } of ended) await resolve(books, charge_id, { kind: 'void', code: ERASED }, { callState: 'abandoned' });
}

async function settleMeter(books: Books, chargeId: string, meter: Meter, taken: Micro): Promise<void> {
  const { spent, released } = settle(await allocations(books, chargeId, meter), taken);
  let late: Micro = ZERO;
  for (const part of released) {
    const place = releaseTo(await lotById(books, part.lotId), books.now);
    await move(books, meter, part.lotId, part.amount, 'held', place);
    if (place === 'expired') late = add(late, part.amount);
    await takeAllocation(books, chargeId, meter, part);
  }
  for (const part of spent) await move(books, meter, part.lotId, part.amount, 'held', 'spent');
  if (late > 0) emit(books, 'expire', { ...amountOn(meter, negate(late)), code: 'released_late' });
  countSpent(books, meter, taken);
}
