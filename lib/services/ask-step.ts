import type { ChargeOutcome, ChargeRequest } from '../contracts/account-api.ts';
import { acceptsVerdict, type Verdict, type Waterfall } from '../domain/enrichment/waterfall.ts';
import { usableVerifier } from '../domain/enrichment/plan.ts';
import { inputOf } from '../domain/enrichment/input.ts';
import type { StepResult } from '../domain/enrichment/advance.ts';
import type { Answer, CallOutcome, OperationInput, OperationName } from '../domain/enrichment/operation.ts';
import type { SkipReason, Step, Task } from '../domain/enrichment/run.ts';
import { micro, ONE_ACTION } from '../domain/ledger/amount.ts';
import type { Lead } from '../domain/lead/lead.ts';
import { SYNC_BACKOFF_BASE_MS, SYNC_BACKOFF_MAX_MS, STEP_ATTEMPTS } from '../core/limits.ts';
import type { AccountError } from '../platform/account-http.ts';
import type { Deps } from './deps.ts';
import { noteKey, openSecret, ownKey } from './keys.ts';
import { planContext } from './plan-context.ts';

export interface Asked {
  readonly task: Task;
  readonly step: Step;
  readonly lead: Lead;
  readonly waterfall: Waterfall;
}

/** Does the one call of a claimed step and says what came of it. Network here, no transaction. */
export async function askStep(deps: Deps, asked: Asked): Promise<StepResult> {
  const { step } = asked;
  if (!step.providerId || !step.operation || !step.route) return { kind: 'refused', skip: 'no-key' };
  const input = step.source === 'pattern' ? { email: step.value ?? '' } : inputOf(asked.lead);
  return step.route === 'account' ? askAccount(deps, asked, input) : askHere(deps, asked, input);
}

// --- through the account: the server calls, judges and charges; the same id always gives the same outcome ---

async function askAccount(deps: Deps, { task, step, waterfall }: Asked, input: OperationInput): Promise<StepResult> {
  const [account, device, token] = await Promise.all([deps.store.meta.get('account'), deps.store.meta.get('device'), openSecret(deps, 'account-token')]);
  if (!account || !device || token === null) return signedOut(0);
  const judged = waterfall.verifier && waterfall.enrichment !== 'verify-email';
  const request: ChargeRequest = {
    chargeId: step.chargeId,
    deviceId: device.deviceId,
    ledgerEpoch: device.ledgerEpoch,
    priceBookVersion: account.priceBook.version,
    providerId: step.providerId ?? '',
    operation: step.operation ?? 'find-work-email',
    input,
    ...(judged && waterfall.verifier ? { accept: { strategy: waterfall.verifier.strategy, verifierIds: [...waterfall.verifier.providerIds] } } : {}),
    max: { actions: ONE_ACTION, credits: step.creditsMax },
    runId: task.runId,
    taskId: task.id,
    subject: task.leadId,
    enrichment: task.enrichment,
  };
  // Asked before: the request is fixed by its id, so only its outcome is fetched; a charge the server never saw is sent again.
  const known = step.attempts > 1 ? await deps.account.getCharge(account.serverUrl, token, step.chargeId) : null;
  const sent = known?.ok || (known && known.error.kind !== 'refused') ? known : await deps.account.charge(account.serverUrl, token, request);
  return sent.ok ? ofCharge(deps, step, sent.value) : ofAccountError(deps, step, sent.error);
}

function ofCharge(deps: Deps, step: Step, outcome: ChargeOutcome): StepResult {
  const tookMs = outcome.tookMs ?? 0;
  const { sandbox } = outcome;
  switch (outcome.state) {
    case 'reserved':
      return { kind: 'later', notBefore: deps.now() + 1_000 };
    case 'posted': {
      const answer: Answer = outcome.answer ? (outcome.answer as Answer) : { fields: {}, raw: '' };
      const posted = { actions: micro(outcome.posted.actions), credits: micro(outcome.posted.credits) };
      const verdict = outcome.verdict ?? answer.verdict;
      return { kind: 'accepted', answer: withGuess(step, answer), posted, tookMs, sandbox, ...(verdict ? { verdict } : {}) };
    }
    case 'rejected':
      return { kind: 'refused', skip: REFUSALS[outcome.code ?? ''] ?? 'no-key' };
    case 'voided':
    case 'expired':
      if (outcome.error) return { kind: 'failed', error: outcome.error as Extract<StepResult, { kind: 'failed' }>['error'], tookMs };
      if (outcome.code === 'rejected_by_verifier') {
        const value = outcome.maskedValue ?? step.value;
        return { kind: 'rejected', tookMs, sandbox, ...(value ? { value } : {}), ...(outcome.verdict ? { verdict: outcome.verdict } : {}) };
      }
      return { kind: 'no-result', tookMs, sandbox };
  }
}

const REFUSALS: Readonly<Record<string, SkipReason>> = {
  insufficient_credits: 'no-credits',
  insufficient_actions: 'no-actions',
  no_provider_key: 'no-key',
  limit: 'cap',
  price_changed: 'cap',
};

/** What is bought through the account is only known there: while it cannot be reached the step waits, it is never given up. */
function ofAccountError(deps: Deps, step: Step, error: AccountError): StepResult {
  switch (error.kind) {
    case 'signed-out':
      return signedOut(0);
    case 'refused':
      return { kind: 'failed', error: { kind: 'bad-input', retryable: false, status: error.status, detail: error.code }, tookMs: 0 };
    case 'busy':
      return { kind: 'later', notBefore: deps.now() + error.retryAfterMs };
    case 'offline':
    case 'nonsense':
      return { kind: 'later', notBefore: deps.now() + Math.min(SYNC_BACKOFF_MAX_MS, SYNC_BACKOFF_BASE_MS * 2 ** Math.min(step.attempts, 6)) };
  }
}
const signedOut = (tookMs: number): StepResult => ({ kind: 'failed', tookMs, error: { kind: 'auth', retryable: false, detail: 'signed out of the account' } });

// --- from here: own keys and free sources ---

async function askHere(deps: Deps, asked: Asked, input: OperationInput): Promise<StepResult> {
  const { step } = asked;
  const { sandboxUrl } = await deps.store.meta.settings();
  const sandbox = sandboxUrl !== null;
  const providerId = step.providerId ?? '';
  const operation = step.operation ?? 'find-work-email';
  if (step.attempts > STEP_ATTEMPTS && !step.poll) return { kind: 'failed', tookMs: 0, error: { kind: 'timeout', retryable: true, detail: 'interrupted too often' } };
  const cacheKey = await deps.sha256(JSON.stringify([sandboxUrl, providerId, operation, Object.entries(input).sort(([a], [b]) => (a < b ? -1 : 1))]));
  const known = await deps.store.tasks.answer(cacheKey);
  const freshMs = asked.waterfall.freshnessDays * 86_400_000;
  if (known && deps.now() - known.at < freshMs) return judge(deps, asked, known.answer, { tookMs: 0, sandbox, reusedAgeMs: deps.now() - known.at });
  const outcome = await call(deps, providerId, operation, input, sandboxUrl, step);
  if (outcome.kind === 'hit') {
    const judged = await judge(deps, asked, outcome.answer, { tookMs: outcome.tookMs, sandbox });
    return judged.kind === 'accepted' ? { ...judged, keepAs: cacheKey } : judged;
  }
  if (outcome.kind === 'pending') return { kind: 'later', notBefore: outcome.poll.notBefore, poll: outcome.poll };
  if (outcome.kind === 'failed') {
    if (outcome.error.kind === 'auth') await noteKey(deps, providerId, 'rejected');
    if (outcome.error.kind === 'no-credits') await noteKey(deps, providerId, 'empty');
    return { kind: 'failed', error: outcome.error, tookMs: outcome.tookMs };
  }
  return { kind: 'no-result', tookMs: outcome.tookMs, sandbox };
}

async function call(deps: Deps, providerId: string, operation: OperationName, input: OperationInput, sandboxUrl: string | null, step?: Step): Promise<CallOutcome> {
  const secret = await ownKey(deps, providerId, sandboxUrl);
  return deps.engine.call({
    providerId, operation, input,
    ...(step ? { idempotencyKey: step.chargeId } : {}),
    ...(secret === null ? {} : { secret }),
    ...(sandboxUrl === null ? {} : { sandboxUrl }),
    ...(step?.poll ? { poll: step.poll } : {}),
  });
}

/** Accepts or rejects an answer: a profile needs a wanted field, an address needs a verdict the strategy takes. */
async function judge(deps: Deps, asked: Asked, answer: Answer, meta: { tookMs: number; sandbox: boolean; reusedAgeMs?: number }): Promise<StepResult> {
  const { waterfall, step } = asked;
  const full = withGuess(step, answer);
  const wanted = waterfall.enrichment === 'verify-email' ? answer.verdict !== undefined && answer.verdict !== 'unknown' : waterfall.wanted.some((key) => full.fields[key]);
  if (!wanted && waterfall.enrichment !== 'work-email') return { kind: 'no-result', tookMs: meta.tookMs, sandbox: meta.sandbox };
  if (!waterfall.verifier || waterfall.enrichment === 'verify-email') return { kind: 'accepted', answer: full, ...meta, ...(answer.verdict ? { verdict: answer.verdict } : {}) };
  const email = full.fields.workEmail;
  if (!email) return { kind: 'no-result', tookMs: meta.tookMs, sandbox: meta.sandbox };
  const verdict = step.source === 'pattern' ? (answer.verdict ?? 'unknown') : await verdictOf(deps, waterfall, email, answer.verdict);
  if (acceptsVerdict(waterfall.verifier.strategy, verdict)) return { kind: 'accepted', answer: full, verdict, ...meta };
  return { kind: 'rejected', value: email, verdict, tookMs: meta.tookMs, sandbox: meta.sandbox };
}

/** An own or free verifier decides; without one the provider's own word does. The account's verifier is never used for own keys. */
async function verdictOf(deps: Deps, waterfall: Waterfall, email: string, said: Verdict | undefined): Promise<Verdict> {
  const verifier = usableVerifier(waterfall, await planContext(deps));
  if (!verifier || verifier.route === 'account') return said ?? 'unknown';
  const { sandboxUrl } = await deps.store.meta.settings();
  const outcome = await call(deps, verifier.providerId, 'verify-email', { email }, sandboxUrl);
  return outcome.kind === 'hit' ? (outcome.answer.verdict ?? said ?? 'unknown') : (said ?? 'unknown');
}

/** A confirmed guess is the address itself. */
const withGuess = (step: Step, answer: Answer): Answer =>
  step.source === 'pattern' && step.value ? { ...answer, fields: { ...answer.fields, workEmail: step.value } } : answer;
