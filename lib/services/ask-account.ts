import type { ChargeOutcome, ChargeRequest } from '../contracts/account-api.ts';
import { ACCOUNT_GIVE_UP_ATTEMPTS, ACCOUNT_PRESENT_EVERY, ACCOUNT_WAIT_MAX_MS, ACCOUNT_WAIT_MIN_MS, RESULT_KEPT_MS, SYNC_BACKOFF_BASE_MS, SYNC_BACKOFF_MAX_MS } from '../core/limits.ts';
import type { StepResult } from '../domain/enrichment/advance.ts';
import type { Answer, CallError, OperationInput } from '../domain/enrichment/operation.ts';
import type { SkipReason, Step } from '../domain/enrichment/run.ts';
import { acceptsVerdict } from '../domain/enrichment/waterfall.ts';
import { waterfallRef } from '../domain/enrichment/waterfall-ref.ts';
import { isFieldKey } from '../domain/lead/fields.ts';
import { micro, NOTHING, ONE_ACTION, ZERO } from '../domain/ledger/amount.ts';
import { REPEATED } from '../domain/ledger/charge.ts';
import type { AccountError } from '../platform/account-http.ts';
import type { MetaRows } from '../storage/database.ts';
import type { Deps } from './deps.ts';
import { openSecret } from './keys.ts';
import { freshAnswer, questionKey, withGuess, type Asked } from './question.ts';
import { syncAccount } from './sync-account.ts';

/**
 * Asks through the account: the server calls, judges and charges; the same id always gives the same outcome.
 * What may have been bought is known only there, so a step that was sent waits for its outcome and is never given up before the answer itself is gone.
 */
export async function askAccount(deps: Deps, asked: Asked, input: OperationInput): Promise<StepResult> {
  const { step, lead } = asked;
  const [account, device, token] = await Promise.all([deps.store.meta.get('account'), deps.store.meta.get('device'), openSecret(deps, 'account-token')]);
  if (!account || !device) return SIGNED_OUT;
  const wasSent = step.attempts > 1;
  if (token === null) return wasSent ? wait(deps, step, SYNC_BACKOFF_MAX_MS) : SIGNED_OUT;
  // An answer to an earlier input of the lead is not one to the present question.
  const isUnchanged = lead !== undefined && (!wasSent || lead.updatedAt <= (step.startedAt ?? 0));
  const key = await questionKey(deps, `account ${account.serverUrl}`, step, input);
  const told = (outcome: ChargeOutcome): StepResult => ofCharge(step, outcome, isUnchanged ? key : undefined);
  const cancelled = asked.stopping || !lead;
  const look = async (): Promise<StepResult | 'unknown-there' | 'still-held'> => {
    const known = await deps.account.getCharge(account.serverUrl, token, step.chargeId);
    if (known.ok && known.value.state === 'reserved' && !cancelled && step.attempts % ACCOUNT_PRESENT_EVERY === 0) return 'still-held';
    if (known.ok) return told(known.value);
    return known.error.kind === 'refused' && known.error.code === 'not_found' ? 'unknown-there' : ofAccountError(deps, step, known.error);
  };

  if (wasSent) {
    const known = await look();
    // A restored server works on a hold only after its device has shown the request again.
    if (known !== 'unknown-there' && known !== 'still-held') return known;
  }
  // A request that is on its way may still buy: only its own outcome ends this step.
  const reused = cancelled || wasSent ? null : await reuse(deps, asked, key);
  if (reused) return reused;
  const request = requestOf(asked, account, device, input);
  // Stopped: a request that may still be on its way finds its id taken by one that can buy nothing.
  const sent = await deps.account.charge(account.serverUrl, token, cancelled ? { ...request, max: NOTHING } : request);
  if (sent.ok && sent.value.code === 'price_changed') {
    if (cancelled) return { kind: 'refused', skip: 'stopped' };
    await syncAccount(deps); // the next step is asked by the new price book
    return PRICE_CHANGED;
  }
  if (sent.ok) return told(sent.value);
  if (sent.error.kind === 'refused' && sent.error.code === 'id_reused') {
    // An earlier request under this id arrived after all: its outcome is the outcome.
    const known = await look();
    return known === 'unknown-there' || known === 'still-held' ? wait(deps, step, backoffMs(step)) : known;
  }
  return ofAccountError(deps, step, sent.error);
}

function requestOf({ task, step, lead, waterfall }: Asked, account: MetaRows['account'], device: MetaRows['device'], input: OperationInput): ChargeRequest {
  const isCheck = waterfall.enrichment === 'verify-email';
  const ref = waterfallRef(waterfall.id);
  return {
    chargeId: step.chargeId,
    deviceId: device.deviceId,
    ledgerEpoch: device.ledgerEpoch,
    priceBookVersion: account.priceBook.version,
    providerId: step.providerId ?? '',
    operation: step.operation ?? 'find-work-email',
    input,
    ...(waterfall.verifier && !isCheck ? { accept: { strategy: waterfall.verifier.strategy, verifierIds: [...waterfall.verifier.providerIds] } } : {}),
    ...(isCheck || step.source === 'pattern' ? {} : { wanted: waterfall.wanted.filter(isFieldKey) }),
    freshMs: waterfall.freshnessDays * DAY_MS,
    max: { actions: step.finds ? ZERO : ONE_ACTION, credits: step.creditsMax },
    ...(step.finds ? { isPart: true as const } : {}),
    runId: task.runId,
    taskId: task.id,
    subject: task.leadId,
    enrichment: task.enrichment,
    ...(lead ? { tableRef: lead.tableId } : {}),
    ...(ref === undefined ? {} : { waterfallRef: ref }),
  };
}

/** What the account bought inside the freshness window answers the same question again, free, when the policy of today takes it. */
async function reuse(deps: Deps, { waterfall, step, context }: Asked, key: string): Promise<StepResult | null> {
  const known = await freshAnswer(deps, context, key, waterfall);
  if (!known) return null;
  const answer = withGuess(step, known.answer);
  const verdict = answer.verdict ?? 'unknown';
  const isCheck = waterfall.enrichment === 'verify-email';
  const isAnswer = isCheck ? verdict !== 'unknown' : waterfall.wanted.some((field) => answer.fields[field]);
  const isTaken = isCheck || !waterfall.verifier || acceptsVerdict(waterfall.verifier.strategy, verdict);
  if (!isAnswer || !isTaken) return null;
  return { kind: 'accepted', answer, tookMs: 0, sandbox: known.sandbox, reusedAgeMs: known.ageMs, ...(answer.verdict ? { verdict: answer.verdict } : {}) };
}

function ofCharge(step: Step, outcome: ChargeOutcome, keepAs: string | undefined): StepResult {
  const tookMs = outcome.tookMs ?? 0;
  const { sandbox } = outcome;
  switch (outcome.state) {
    case 'reserved':
      // It is known there and worked on: however late this clock says it is, its answer comes.
      return later(ACCOUNT_WAIT_MIN_MS);
    case 'posted': {
      const answer: Answer = outcome.answer ? (outcome.answer as Answer) : { fields: {}, raw: '' };
      const posted = { actions: micro(outcome.posted.actions), credits: micro(outcome.posted.credits) };
      const verdict = outcome.verdict ?? answer.verdict;
      return { kind: 'accepted', answer: withGuess(step, answer), posted, ...(outcome.receipt ? { receipt: outcome.receipt } : {}), tookMs, sandbox, said: { raw: answer.raw }, ...(verdict ? { verdict } : {}), ...(keepAs && outcome.answer ? { keepAs } : {}) };
    }
    case 'rejected':
      if (outcome.code === 'price_changed') return PRICE_CHANGED;
      return { kind: 'refused', skip: REFUSALS[outcome.code ?? ''] ?? 'no-key' };
    case 'voided':
    case 'expired': {
      if (outcome.code === REPEATED) return repeated(step, outcome, keepAs);
      if (outcome.error) return { kind: 'failed', error: outcome.error as CallError, tookMs, sandbox };
      if (outcome.code === 'rejected_by_verifier') {
        const value = outcome.maskedValue ?? step.value;
        return { kind: 'rejected', tookMs, sandbox, ...(value ? { value } : {}), ...(outcome.verdict ? { verdict: outcome.verdict } : {}) };
      }
      const refusal = ENDED_UNASKED[outcome.code ?? ''];
      if (refusal !== undefined) return { kind: 'refused', skip: refusal };
      return LOST[outcome.code ?? ''] ? { kind: 'failed', tookMs, error: { kind: 'timeout', retryable: true, detail: 'the account lost this call' } } : { kind: 'no-result', tookMs, sandbox };
    }
  }
}

/** The account had bought this answer, for whomever: it is taken, and costs nothing. It is as old as it was there. */
function repeated(step: Step, { answer, verdict: said, repeatedAgeMs = 0, sandbox }: ChargeOutcome, keepAs: string | undefined): StepResult {
  // Kept there no longer, and nobody said that there is nothing: asked again it is bought.
  if (!answer) return { kind: 'failed', tookMs: 0, error: { kind: 'timeout', retryable: true, detail: 'the account no longer keeps this answer' } };
  const verdict = said ?? answer.verdict;
  return { kind: 'accepted', answer: withGuess(step, answer as Answer), tookMs: 0, sandbox, said: { raw: answer.raw }, reusedAgeMs: repeatedAgeMs, ...(verdict ? { verdict } : {}), ...(keepAs ? { keepAs } : {}) };
}

const DAY_MS = 86_400_000;
const REFUSALS: Readonly<Record<string, SkipReason>> = {
  insufficient_credits: 'no-credits',
  insufficient_actions: 'no-actions',
  no_provider_key: 'no-key',
  limit: 'cap',
  // Another device has erased the lead; this one is about to hear of it.
  erased: 'stopped',
};
/** Held and then not asked after all: nobody said that there is nothing. */
const ENDED_UNASKED: Readonly<Record<string, SkipReason>> = { limit: 'provider-limit', no_provider_key: 'no-key', erased: 'stopped' };
/** Ended without anybody knowing what the provider said: not a miss, and worth another try. */
const LOST: Readonly<Record<string, true>> = { outcome_unknown: true, hold_expired: true };

function ofAccountError(deps: Deps, step: Step, error: AccountError): Promise<StepResult> | StepResult {
  switch (error.kind) {
    case 'signed-out':
      return step.attempts > 1 ? wait(deps, step, SYNC_BACKOFF_MAX_MS) : SIGNED_OUT;
    case 'refused':
      if (error.code === 'epoch') return afterRestore(deps, step);
      return { kind: 'failed', error: { kind: 'bad-input', retryable: false, status: error.status, detail: error.code }, tookMs: 0 };
    case 'busy':
      return wait(deps, step, error.retryAfterMs);
    case 'offline':
    case 'nonsense':
      return wait(deps, step, backoffMs(step));
  }
}

/** The server was restored: learn its new epoch, then ask again under the same id. */
async function afterRestore(deps: Deps, step: Step): Promise<StepResult> {
  await syncAccount(deps);
  return wait(deps, step, ACCOUNT_WAIT_MIN_MS);
}

const backoffMs = (step: Step): number => Math.min(SYNC_BACKOFF_MAX_MS, SYNC_BACKOFF_BASE_MS * 2 ** Math.min(step.attempts, 6));

/** Looks again later, until not even the server keeps the answer any more. A clock that jumps says nothing of that: it has been asked for often as well. */
function wait(deps: Deps, step: Step, ms: number): StepResult {
  const now = deps.now();
  if (now - (step.startedAt ?? now) > RESULT_KEPT_MS && step.attempts > ACCOUNT_GIVE_UP_ATTEMPTS) return { kind: 'failed', tookMs: 0, error: { kind: 'timeout', retryable: true, detail: 'the account did not answer' } };
  return later(ms);
}
const later = (ms: number): StepResult => ({ kind: 'later', afterMs: Math.min(ACCOUNT_WAIT_MAX_MS, Math.max(ACCOUNT_WAIT_MIN_MS, ms)) });

/** Refused for ever under this id: trying again makes a new quote. */
const PRICE_CHANGED: StepResult = { kind: 'failed', tookMs: 0, error: { kind: 'bad-input', retryable: true, detail: 'the price has changed' } };
const SIGNED_OUT: StepResult = { kind: 'failed', tookMs: 0, error: { kind: 'auth', retryable: true, detail: 'signed out of the account' } };
