import type { Manifest, OperationSpec, OutcomeName, RequestTemplate, StepTemplate } from '../contracts/manifest.ts';
import { POLLS, PROVIDER_ATTEMPTS, PROVIDER_RETRY_MAX_MS, PROVIDER_SHORT_WAIT_MS, PROVIDER_TIMEOUT_MS } from '../core/limits.ts';
import type { CallError, CallOutcome, OperationInput, PollState } from '../domain/enrichment/operation.ts';
import { startDeadline } from './abort.ts';
import type { Deadline } from './abort.ts';
import { rawOf, readAnswer } from './answer.ts';
import type { Reply } from './conditions.ts';
import type { CallRequest, Engine, EnginePorts } from './engine-api.ts';
import { chooseWay, missingFor, normalInput, operationOf } from './input.ts';
import { keyStatusOf } from './key-check.ts';
import { createLimiter } from './limiter.ts';
import type { Limiter } from './limiter.ts';
import { callError, classify, detailOf } from './outcome.ts';
import type { Rules } from './outcome.ts';
import { take } from './picks.ts';
import { redactor } from './redact.ts';
import type { Redact } from './redact.ts';
import { buildRequest } from './request.ts';
import type { RequestContext } from './request.ts';
import { backoffMs, wantedWait } from './retry.ts';
import type { Scope } from './template.ts';
import { exchange } from './transport.ts';

/** What one call carries through its steps. */
interface Session {
  readonly ports: EnginePorts;
  readonly limiter: Limiter;
  readonly manifest: Manifest;
  readonly redact: Redact;
  readonly deadline: Deadline;
  readonly request: Pick<CallRequest, 'secret' | 'sandboxUrl' | 'idempotencyKey'>;
  readonly limitsOf: OperationSpec['limits'];
  readonly operation: string;
  /** Calls of one provider with and without a key, real and practice, each have their own pace. */
  readonly paceKey: string;
  /** A request has left: from here on a timeout is the partner's. */
  sent: boolean;
}

type Exchanged = { readonly outcome: Exclude<OutcomeName, 'rate-limited' | 'server'>; readonly reply: Reply } | { readonly outcome: 'failed'; readonly error: CallError };

const failed = (error: CallError): Exchanged => ({ outcome: 'failed', error });

/** Waits for a turn of the provider and, where it has its own pace, of the operation. */
async function turns(session: Session): Promise<{ release(): void } | { readonly waitMs: number }> {
  const { manifest, request, limiter, deadline } = session;
  const pace = request.secret !== undefined ? (manifest.limitsWithKey ?? manifest.limits) : manifest.limits;
  // The sandbox has no daily or hourly quota; its pace is kept, so that practice behaves like the real thing.
  const limits = request.sandboxUrl === undefined ? (pace ?? {}) : { ...pace, perHour: undefined, perDay: undefined };
  const first = await limiter.acquire(session.paceKey, limits, deadline.at, deadline.signal);
  if (first.kind === 'wait') return { waitMs: first.ms };
  if (!session.limitsOf) return first;
  try {
    const second = await limiter.acquire(`${session.paceKey} ${session.operation}`, session.limitsOf, deadline.at, deadline.signal);
    if (second.kind === 'go') return { release: () => (second.release(), first.release()) };
    first.release();
    return { waitMs: second.ms };
  } catch (error) {
    first.release();
    throw error;
  }
}

/** Sends a request until it has an answer that is not "busy" or "down", within the attempts and the time of the call. */
async function send(session: Session, template: RequestTemplate, scope: Scope, rules: Rules, shape: StepTemplate['shape']): Promise<Exchanged> {
  const { ports, manifest, redact, deadline, request } = session;
  const context: RequestContext = {
    manifest,
    scope,
    ...(request.secret !== undefined ? { secret: request.secret } : {}),
    ...(request.sandboxUrl !== undefined ? { sandboxUrl: request.sandboxUrl } : {}),
    ...(request.idempotencyKey !== undefined ? { idempotencyKey: request.idempotencyKey } : {}),
  };
  const built = buildRequest(template, context);
  if (!built.ok) return failed(built.error);
  const expectsJson = template.accept !== 'text';
  for (let attempt = 1; ; attempt++) {
    const turn = await turns(session);
    if ('waitMs' in turn) return failed(callError('rate-limited', { retryAfterMs: turn.waitMs, detail: 'The pace that this provider allows is used up for now.' }));
    session.sent = true;
    const answered = await exchange(built.value, ports.fetch, deadline.signal).finally(() => turn.release());
    if (!answered.ok) return failed(answered.error);
    const reply = answered.value;
    const outcome = classify(reply, rules, expectsJson, shape);
    if (outcome !== 'rate-limited' && outcome !== 'server') return { outcome, reply };

    const asked = wantedWait(reply, manifest.resets, ports.now());
    if (outcome === 'rate-limited' && asked !== undefined) session.limiter.block(session.paceKey, ports.now() + asked);
    const wait = asked ?? backoffMs(attempt, ports.random());
    const detail = detailOf(reply, manifest.errorText ?? [], redact);
    if (attempt >= PROVIDER_ATTEMPTS || wait > PROVIDER_RETRY_MAX_MS || ports.now() + wait >= deadline.at) {
      return failed(callError(outcome, { status: reply.status, ...(asked !== undefined ? { retryAfterMs: asked } : {}), ...(detail ? { detail } : {}) }));
    }
    await ports.sleep(wait, deadline.signal);
  }
}

const REPEAT_JOB = 'repeat';

/** Runs the steps of an operation, or asks again for a job that is under way. */
async function answerOf(session: Session, spec: OperationSpec, call: CallRequest, input: OperationInput, since: number): Promise<CallOutcome> {
  const { ports, manifest, redact } = session;
  const took = (): number => Math.max(0, Math.round(ports.now() - since));
  const way = chooseWay(spec, input);
  if (!way) return { kind: 'failed', error: callError('bad-input', { detail: `Missing: ${(missingFor(spec, input) ?? []).join(', ')}.` }), tookMs: 0 };
  const job = spec.poll?.kind === 'job' ? spec.poll : undefined;
  const asksJob = job !== undefined && call.poll !== undefined;
  const scope: { [name: string]: string | undefined } = { ...input, today: new Date(ports.now()).toISOString().slice(0, 10), ...(call.poll ? { 'job.id': call.poll.jobId } : {}) };
  const steps: readonly StepTemplate[] = asksJob ? [{ request: job.request, rules: job.rules }] : way.steps;

  for (const [index, step] of steps.entries()) {
    const rules = [...(step.rules ?? []), ...(spec.rules ?? []), ...(manifest.rules ?? [])];
    const exchanged = await send(session, step.request, scope, rules, step.shape);
    if (exchanged.outcome === 'failed') return { kind: 'failed', error: exchanged.error, tookMs: took() };
    const { outcome, reply } = exchanged;
    if (outcome === 'no-result') return { kind: 'no-result', raw: rawOf(reply, redact), tookMs: took() };
    if (outcome === 'legal-suppressed') return { kind: 'no-result', raw: rawOf(reply, redact), tookMs: took(), reason: 'legal-suppressed' };
    if (outcome === 'pending') return pendingOf(session, spec, call, asksJob ? call.poll?.jobId : job ? idOf(take(job.id, reply, scope), redact) : REPEAT_JOB, took());
    if (outcome !== 'answer') {
      const detail = detailOf(reply, manifest.errorText ?? [], redact);
      return { kind: 'failed', error: callError(outcome, { status: reply.status, ...(detail ? { detail } : {}) }), tookMs: took() };
    }
    if (index < steps.length - 1 || step.save) {
      for (const [name, pick] of Object.entries(step.save ?? {})) {
        const value = take(pick, reply, scope);
        if (value === undefined) return { kind: 'no-result', raw: rawOf(reply, redact), tookMs: took() };
        scope[`step.${name}`] = value;
      }
      if (index < steps.length - 1) continue;
    }
    const submitted = job && !asksJob ? idOf(take(job.id, reply, scope), redact) : undefined;
    if (submitted !== undefined) return pendingOf(session, spec, call, submitted, took());
    const answer = readAnswer(call.operation, way.answer ?? spec.answer, reply, scope, input, redact);
    return answer ? { kind: 'hit', answer, tookMs: took() } : { kind: 'no-result', raw: rawOf(reply, redact), tookMs: took() };
  }
  throw new Error(`operation without a step: ${manifest.id} ${call.operation}`);
}

/** A job name that is usable: bounded and without the key in it. */
const idOf = (text: string | undefined, redact: Redact): string | undefined => (text !== undefined && text.length <= 300 && redact(text) === text ? text : undefined);

function pendingOf(session: Session, spec: OperationSpec, call: CallRequest, jobId: string | undefined, tookMs: number): CallOutcome {
  if (jobId === undefined || !spec.poll) return { kind: 'failed', error: callError('nonsense', { detail: 'The provider is still working but named no job to ask for.' }), tookMs };
  const poll: PollState = { jobId, polls: (call.poll?.polls ?? 0) + 1, notBefore: session.ports.now() + spec.poll.everyMs };
  return { kind: 'pending', poll, tookMs };
}

interface Bounded extends Pick<CallRequest, 'secret' | 'sandboxUrl' | 'idempotencyKey' | 'signal'> {
  readonly operation?: string;
  readonly withinMs: number;
}

/**
 * One engine for every manifest: templates the request, paces it, retries what can be retried, classifies the answer.
 * Expected failures are values; it throws only for bugs. It keeps no state but the pace of each provider.
 */
export function createEngine(catalogue: ReadonlyMap<string, Manifest>, ports: EnginePorts): Engine {
  const limiter = createLimiter(ports);

  /** Runs a deed under one deadline and turns aborts and deadlines into their errors. */
  async function bounded<T>(manifest: Manifest, spec: OperationSpec | undefined, call: Bounded, deed: (session: Session) => Promise<T>, onError: (error: CallError) => T): Promise<T> {
    if (call.signal?.aborted) return onError(callError('cancelled'));
    const deadline = startDeadline(ports, call.withinMs, call.signal);
    const paceKey = `${call.sandboxUrl ?? ''} ${manifest.id}${call.secret === undefined ? '' : ' keyed'}`;
    const session: Session = { ports, limiter, manifest, redact: redactor(call.secret), deadline, request: call, limitsOf: spec?.limits, operation: call.operation ?? 'key', paceKey, sent: false };
    try {
      return await deed(session);
    } catch (error) {
      if (call.signal?.aborted) return onError(callError('cancelled'));
      if (!deadline.timedOut()) throw error;
      return onError(session.sent ? callError('timeout') : callError('rate-limited', { detail: 'Too many calls to this provider are waiting.' }));
    } finally {
      deadline.end();
    }
  }

  async function once(call: CallRequest, since: number): Promise<CallOutcome> {
    const refused = (error: CallError): CallOutcome => ({ kind: 'failed', error, tookMs: Math.max(0, Math.round(ports.now() - since)) });
    const manifest = catalogue.get(call.providerId);
    const spec = operationOf(manifest, call.operation);
    if (!manifest || !spec) return refused(callError('bad-input', { detail: 'The provider does not offer this.' }));
    if (call.poll && call.poll.polls > POLLS) return refused({ ...callError('timeout', { detail: 'The provider did not finish.' }), retryable: false });
    const wait = call.poll ? call.poll.notBefore - ports.now() : 0;
    if (call.poll && wait > PROVIDER_SHORT_WAIT_MS) return { kind: 'pending', poll: call.poll, tookMs: 0 };
    const input = normalInput(call.operation, call.input);
    const withinMs = Math.max(0, (manifest.timeoutMs ?? PROVIDER_TIMEOUT_MS) - (ports.now() - since));
    return bounded(manifest, spec, { ...call, withinMs }, async (session) => {
      if (wait > 0) await ports.sleep(wait, session.deadline.signal);
      return answerOf(session, spec, call, input, since);
    }, refused);
  }

  return {
    call: async (call) => {
      const since = ports.now();
      let outcome = await once(call, since);
      // A short wait is cheaper here than a round through the caller's storage.
      while (outcome.kind === 'pending' && outcome.poll.polls <= POLLS && outcome.poll.notBefore - since <= PROVIDER_SHORT_WAIT_MS && outcome.poll !== call.poll) {
        outcome = await once({ ...call, poll: outcome.poll }, since);
      }
      return { ...outcome, tookMs: Math.max(0, Math.round(ports.now() - since)) };
    },
    checkKey: async (providerId, secret, options = {}) => {
      const manifest = catalogue.get(providerId);
      const check = manifest?.keyCheck;
      if (!manifest || !check) return { status: 'unchecked' };
      const call = { secret, ...options, withinMs: manifest.timeoutMs ?? PROVIDER_TIMEOUT_MS };
      return bounded(manifest, undefined, call, async (session) => {
        const exchanged = await send(session, check.request, {}, [...(check.rules ?? []), ...(manifest.rules ?? [])], undefined);
        if (exchanged.outcome === 'failed') return keyStatusOf(exchanged.error);
        const left = check.creditsLeft === undefined ? undefined : take(check.creditsLeft, exchanged.reply, {});
        const detail = detailOf(exchanged.reply, manifest.errorText ?? [], session.redact);
        return keyStatusOf(exchanged.outcome, left === undefined ? undefined : session.redact(left), detail);
      }, (error) => keyStatusOf(error));
    },
    missingInput: (providerId, operation, input) => {
      const spec = operationOf(catalogue.get(providerId), operation);
      return spec ? missingFor(spec, normalInput(operation, input)) : [];
    },
  };
}
