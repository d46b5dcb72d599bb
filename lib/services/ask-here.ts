import { STEP_ATTEMPTS } from '../core/limits.ts';
import type { StepResult } from '../domain/enrichment/advance.ts';
import type { Answer, CallOutcome, OperationInput, OperationName } from '../domain/enrichment/operation.ts';
import { usableVerifier } from '../domain/enrichment/plan.ts';
import type { Step } from '../domain/enrichment/run.ts';
import { acceptsVerdict, type Verdict, type Waterfall } from '../domain/enrichment/waterfall.ts';
import type { Deps } from './deps.ts';
import { noteKey, ownKey } from './keys.ts';
import { planContext } from './plan-context.ts';
import { freshAnswer, questionKey, withGuess, type Asked } from './question.ts';

/** Asks from this browser: own keys and free sources. Decided and charged here. */
export async function askHere(deps: Deps, asked: Asked, input: OperationInput): Promise<StepResult> {
  const { step } = asked;
  const { sandboxUrl } = await deps.store.meta.settings();
  const sandbox = sandboxUrl !== null;
  const providerId = step.providerId ?? '';
  const operation = step.operation ?? 'find-work-email';
  if (step.attempts > STEP_ATTEMPTS && !step.poll) return { kind: 'failed', tookMs: 0, error: { kind: 'timeout', retryable: true, detail: 'interrupted too often' } };
  const cacheKey = await questionKey(deps, sandboxUrl, step, input);
  const known = await freshAnswer(deps, cacheKey, asked.waterfall);
  if (known) return judge(deps, asked, known.answer, { tookMs: 0, sandbox, reusedAgeMs: known.ageMs });
  const outcome = await call(deps, providerId, operation, input, sandboxUrl, step);
  if (outcome.kind === 'hit') {
    const judged = await judge(deps, asked, outcome.answer, { tookMs: outcome.tookMs, sandbox });
    return judged.kind === 'accepted' ? { ...judged, keepAs: cacheKey } : judged;
  }
  if (outcome.kind === 'pending') return { kind: 'later', notBefore: outcome.poll.notBefore, poll: outcome.poll };
  if (outcome.kind === 'failed') {
    if (outcome.error.kind === 'auth') await noteKey(deps, providerId, 'rejected');
    if (outcome.error.kind === 'no-credits') await noteKey(deps, providerId, 'empty');
    return { kind: 'failed', error: outcome.error, tookMs: outcome.tookMs, sandbox };
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
    ...(step?.timeoutMs === undefined ? {} : { timeoutMs: step.timeoutMs }),
  });
}

/** Accepts or rejects an answer: a profile needs a wanted field, an address needs a verdict the strategy takes. */
async function judge(deps: Deps, asked: Asked, answer: Answer, meta: { tookMs: number; sandbox: boolean; reusedAgeMs?: number }): Promise<StepResult> {
  const { waterfall, step } = asked;
  const full = withGuess(step, answer);
  const wanted = waterfall.enrichment === 'verify-email' ? answer.verdict !== undefined && answer.verdict !== 'unknown' : waterfall.wanted.some((key) => full.fields[key]);
  if (!wanted) return { kind: 'no-result', tookMs: meta.tookMs, sandbox: meta.sandbox };
  if (!waterfall.verifier || waterfall.enrichment === 'verify-email') return { kind: 'accepted', answer: full, ...meta, ...(answer.verdict ? { verdict: answer.verdict } : {}) };
  const email = full.fields[waterfall.wanted[0] ?? 'workEmail'];
  if (!email) return { kind: 'no-result', tookMs: meta.tookMs, sandbox: meta.sandbox };
  const isGuess = step.source === 'pattern';
  const verdict = isGuess ? (answer.verdict ?? 'unknown') : await verdictOf(deps, waterfall, email, answer.verdict);
  // Nobody but the verifier speaks for a guess: when it cannot say, there is no answer under any strategy.
  if (acceptsVerdict(waterfall.verifier.strategy, verdict) && !(isGuess && verdict === 'unknown')) return { kind: 'accepted', answer: full, verdict, ...meta };
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
