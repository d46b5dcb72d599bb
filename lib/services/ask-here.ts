import { STEP_ATTEMPTS } from '../core/limits.ts';
import type { StepResult } from '../domain/enrichment/advance.ts';
import type { Answer, CallError, CallOutcome, OperationInput } from '../domain/enrichment/operation.ts';
import { isOwnSource } from '../providers/own-source.ts';
import { putOff } from '../domain/enrichment/put-off.ts';
import type { Said } from '../domain/enrichment/step-result.ts';
import { acceptsVerdict, type Verdict } from '../domain/enrichment/waterfall.ts';
import { VERIFY, type CallContext } from './call-context.ts';
import type { Deps } from './deps.ts';
import { isDiskFull } from './disk-full.ts';
import { noteCredits, noteKey } from './keys.ts';
import { healthId } from './provider-health.ts';
import { freshAnswer, questionKey, withGuess, type Asked } from './question.ts';

type Failed = Extract<CallOutcome, { kind: 'failed' }>;

/** Asks from this browser: own keys and free sources. Decided and charged here. */
export async function askHere(deps: Deps, asked: Asked, input: OperationInput): Promise<StepResult> {
  const { step, context } = asked;
  const { sandboxUrl } = context;
  if (step.answer) return checkAnswer(deps, asked, step.answer, input);
  if (step.attempts > STEP_ATTEMPTS && !step.poll) return { kind: 'failed', tookMs: 0, error: { kind: 'timeout', retryable: true, detail: 'interrupted too often' } };
  const key = await questionKey(deps, sandboxUrl, step, input);
  const known = await freshAnswer(deps, context, key, asked.waterfall);
  if (known) return judge(asked, known.answer, { tookMs: 0, reusedAgeMs: known.ageMs });
  const providerId = step.providerId ?? '';
  const secret = await context.secret(providerId);
  if (step.route === 'own' && secret === null) return { kind: 'refused', skip: 'no-key' };
  // Practice that was switched off meanwhile: a real partner is not asked in its place.
  if (step.route === 'practice' && sandboxUrl === null) return { kind: 'refused', skip: 'stopped' };
  if (isFailed(secret)) return { kind: 'failed', tookMs: 0, error: { kind: secret.failed, retryable: false } };
  const outcome = await deps.engine.call({
    providerId, operation: step.operation ?? 'find-work-email', input,
    idempotencyKey: step.chargeId,
    ...(secret === null ? {} : { secret }),
    ...(sandboxUrl === null ? {} : { sandboxUrl }),
    ...(step.poll ? { poll: step.poll } : {}),
    ...(step.timeoutMs === undefined ? {} : { timeoutMs: step.timeoutMs }),
    ...(asked.turn ? { turn: asked.turn } : {}),
  });
  if (outcome.kind === 'pending') return { kind: 'later', afterMs: outcome.afterMs, poll: outcome.poll };
  await noteOutcome(deps, asked, providerId, outcome);
  if (outcome.kind === 'hit') return judge(asked, outcome.answer, { tookMs: outcome.tookMs, said: saidBy(outcome, outcome.answer.raw), keepAs: key });
  if (outcome.kind === 'failed') return failure(deps, asked, outcome);
  return { kind: 'no-result', tookMs: outcome.tookMs, sandbox: sandboxUrl !== null, said: saidBy(outcome, outcome.raw) };
}

export const saidBy = ({ requestId }: CallOutcome, raw: string): Said => ({ raw, ...(requestId === undefined ? {} : { requestId }) });

export const isFailed = (secret: Awaited<ReturnType<CallContext['secret']>>): secret is { readonly failed: 'auth' | 'no-credits' } => typeof secret === 'object' && secret !== null;

/**
 * What a call says about the key and about the provider is remembered for all that come after it. It is only a note: when
 * there is no room for it the answer is kept all the same.
 */
export async function noteOutcome(deps: Deps, asked: Asked, providerId: string, outcome: CallOutcome): Promise<void> {
  try {
    await noteAll(deps, asked, providerId, outcome);
  } catch (error) {
    if (!isDiskFull(error)) throw error;
    deps.report('storage', error);
  }
}

async function noteAll(deps: Deps, { context, health }: Asked, providerId: string, outcome: CallOutcome): Promise<void> {
  const error: CallError | null = outcome.kind === 'failed' ? outcome.error : null;
  if (error?.kind === 'auth' || error?.kind === 'no-credits') {
    context.noteFailed(providerId, error.kind);
    await noteKey(deps, providerId, error.kind === 'auth' ? 'rejected' : 'empty');
  }
  const left = outcome.kind === 'hit' || outcome.kind === 'no-result' ? outcome.bill?.left : undefined;
  if (left !== undefined) await noteCredits(deps, providerId, context.sandboxUrl, left);
  // What one website does says nothing of the next one.
  if (!isOwnSource(deps.catalogue.get(providerId))) await health.note(healthId(providerId, context.sandboxUrl), error);
}

/** A failure counts, or the call is put off and asked anew. */
export function failure(deps: Deps, { step, isUrgent, context }: Asked, { error, tookMs, poll }: Failed): StepResult {
  const later = putOff(step, error, { isOnline: deps.online(), isUrgent, isJob: (poll ?? step.poll) !== undefined, random: deps.random() });
  return later ? { kind: 'later', ...later, ...(poll ? { poll } : {}) } : { kind: 'failed', error, tookMs, sandbox: context.sandboxUrl !== null };
}

interface Meta {
  readonly tookMs: number;
  readonly said?: Said;
  readonly keepAs?: string;
  readonly reusedAgeMs?: number;
}

/** Accepts or rejects an answer: a profile needs a wanted field, an address needs a verdict the strategy takes. */
function judge(asked: Asked, answer: Answer, meta: Meta): StepResult {
  const { waterfall, step, context } = asked;
  const base = { ...meta, sandbox: context.sandboxUrl !== null };
  const isCheck = waterfall.enrichment === 'verify-email';
  const full = withGuess(step, answer);
  const isWanted = isCheck ? answer.verdict !== undefined && answer.verdict !== 'unknown' : waterfall.wanted.some((key) => full.fields[key]);
  if (!isWanted) return { ...base, kind: 'no-result' };
  if (!waterfall.verifier || isCheck) return { ...base, kind: 'accepted', answer: full, ...(answer.verdict ? { verdict: answer.verdict } : {}) };
  if (!addressIn(waterfall, full)) return { ...base, kind: 'no-result' };
  // An own or free verifier decides; without one the provider's own word does. The account's verifier is never used for own keys.
  if (step.source !== 'pattern' && context.verifier(waterfall)) return { ...base, kind: 'check', answer: full };
  return decide(asked, full, answer.verdict ?? 'unknown', base);
}

/** The address that the question is about. */
const addressIn = (waterfall: Asked['waterfall'], answer: Answer): string | undefined => answer.fields[waterfall.wanted[0] ?? 'workEmail'];

function decide({ waterfall, step }: Asked, answer: Answer, verdict: Verdict, base: Meta & { readonly sandbox: boolean }): StepResult {
  const strategy = waterfall.verifier?.strategy ?? 'balanced';
  // Nobody but the verifier speaks for a guess: when it cannot say, there is no answer under any strategy.
  const isTaken = acceptsVerdict(strategy, verdict) && !(step.source === 'pattern' && verdict === 'unknown');
  if (isTaken) return { ...base, kind: 'accepted', answer, verdict };
  const { keepAs: _keepAs, reusedAgeMs: _age, ...rest } = base;
  const value = addressIn(waterfall, answer);
  return { ...rest, kind: 'rejected', verdict, ...(value ? { value } : {}) };
}

/** Has a stored answer checked. When nobody can check it now, the provider's own word decides. */
async function checkAnswer(deps: Deps, asked: Asked, answer: Answer, input: OperationInput): Promise<StepResult> {
  const { step, context, waterfall } = asked;
  const keepAs = await questionKey(deps, context.sandboxUrl, step, input);
  const said = answer.verdict ?? 'unknown';
  const sandbox = context.sandboxUrl !== null;
  const verifier = context.verifier(waterfall);
  const secret = verifier ? await context.secret(verifier.providerId) : null;
  if (!verifier || (verifier.route === 'own' && secret === null) || isFailed(secret)) return decide(asked, answer, said, { tookMs: 0, sandbox, keepAs });
  const outcome = await deps.engine.call({
    providerId: verifier.providerId, operation: VERIFY, input: { email: addressIn(waterfall, answer) ?? '' },
    idempotencyKey: `${step.chargeId}.check`,
    ...(secret === null ? {} : { secret }),
    ...(context.sandboxUrl === null ? {} : { sandboxUrl: context.sandboxUrl }),
    ...(step.poll ? { poll: step.poll } : {}),
    ...(asked.turn ? { turn: asked.turn } : {}),
  });
  if (outcome.kind === 'pending') return { kind: 'later', afterMs: outcome.afterMs, poll: outcome.poll };
  await noteOutcome(deps, asked, verifier.providerId, outcome);
  if (outcome.kind === 'failed') {
    const result = failure(deps, asked, outcome);
    return result.kind === 'later' ? result : decide(asked, answer, said, { tookMs: outcome.tookMs, sandbox, keepAs });
  }
  const told = saidBy(outcome, outcome.kind === 'hit' ? outcome.answer.raw : outcome.raw);
  return decide(asked, answer, outcome.kind === 'hit' ? (outcome.answer.verdict ?? said) : said, { tookMs: outcome.tookMs, sandbox, said: told, keepAs });
}
