import type { Manifest, OperationSpec } from '../contracts/manifest.ts';
import { POLLS, POLLS_MOST, PROVIDER_SHORT_WAIT_MS, PROVIDER_TIMEOUT_MS } from '../core/limits.ts';
import type { CallError, CallOutcome, PollState } from '../domain/enrichment/operation.ts';
import { startDeadline } from './abort.ts';
import { splitSecret } from '../contracts/provider-address.ts';
import { askBatch } from './ask-batch.ts';
import { askProvider } from './ask.ts';
import type { Ended } from './ask.ts';
import { createBatches } from './batches.ts';
import type { CallRequest, Engine, EnginePorts } from './engine-api.ts';
import { meets, missingFor, normalInput, operationOf } from './input.ts';
import { keyStatusOf } from './key-check.ts';
import { createKept } from './kept.ts';
import { createLimiter } from './limiter.ts';
import { callError, detailOf } from './outcome.ts';
import { take } from './picks.ts';
import { redactor } from './redact.ts';
import { paceKeyOf, paceOf, send, takeTurn } from './send.ts';
import type { Session } from './send.ts';
import { createTokens } from './tokens.ts';

interface Bounded extends Pick<CallRequest, 'secret' | 'sandboxUrl' | 'idempotencyKey' | 'signal' | 'turn' | 'payer'> {
  readonly operation?: string;
  readonly withinMs: number;
}

/** A job that is not waited for any longer, by the manifest's time or by the number of questions. */
/** How long the next poll is useless yet. It was so for one pause at the most when it was reckoned: a longer one says that the clock was set back since, and then nothing is waited for. */
function pollWaitMs(spec: OperationSpec, poll: PollState, now: number): number {
  const wait = poll.notBefore - now;
  return wait > (spec.poll?.everyMs ?? 0) ? 0 : wait;
}

const isOverdue = (spec: OperationSpec, poll: PollState, now: number): boolean =>
  poll.polls > POLLS_MOST || (spec.poll?.maxWaitMs === undefined || poll.since === undefined ? poll.polls > POLLS : now - poll.since > spec.poll.maxWaitMs);

/**
 * One engine for every manifest: templates the request, paces it, retries what can be retried, classifies the answer.
 * Expected failures are values; it throws only for bugs. It keeps no state but the pace of each provider.
 */
export function createEngine(catalogue: ReadonlyMap<string, Manifest>, ports: EnginePorts): Engine {
  const limiter = createLimiter(ports);
  const kept = createKept(ports);
  const tokens = createTokens(ports);
  const batches = ports.batchWindowMs === undefined ? undefined : createBatches<CallRequest, Ended>(ports, ports.batchWindowMs);

  /** Runs a deed under one deadline and turns aborts and deadlines into their errors. */
  async function bounded<T>(manifest: Manifest, spec: OperationSpec | undefined, call: Bounded, deed: (session: Session) => Promise<T>, onError: (error: CallError) => T): Promise<T> {
    if (call.signal?.aborted) return onError(callError('cancelled'));
    const deadline = startDeadline(ports, call.withinMs, call.signal);
    const { key, address } = splitSecret(manifest, call.secret);
    const refused = call.sandboxUrl === undefined && address !== undefined && ports.mayReach?.(new URL(address)) === false;
    if (refused) return (deadline.end(), onError(callError('auth', { detail: 'This address may not be reached from here.' })));
    const paceKey = paceKeyOf(manifest, key !== undefined, call.sandboxUrl ?? address, call.payer);
    const hidden = [redactor(key)];
    const { secret: _, ...unkeyed } = call;
    const session: Session = {
      ports, limiter, kept, tokens, manifest, deadline, address, paceKey,
      request: key === undefined ? unkeyed : { ...unkeyed, secret: key },
      redact: (text) => hidden.reduce((clean, redact) => redact(clean), text),
      hide: (text) => void hidden.push(redactor(text)),
      limitsOf: spec?.limits,
      operation: call.operation ?? 'key',
      sent: false,
      turn: call.turn,
      requestId: undefined,
    };
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

  /** One round: the time it took is measured by the caller, over all rounds. */
  async function once(call: CallRequest, since: number): Promise<CallOutcome> {
    const refused = (error: CallError): CallOutcome => ({ kind: 'failed', error, tookMs: 0 });
    const manifest = catalogue.get(call.providerId);
    const spec = operationOf(manifest, call.operation);
    if (!manifest || !spec) return refused(callError('bad-input', { detail: 'The provider does not offer this.' }));
    if (call.poll && isOverdue(spec, call.poll, ports.now())) return refused({ ...callError('timeout', { detail: 'The provider did not finish.' }), retryable: false });
    const wait = call.poll ? pollWaitMs(spec, call.poll, ports.now()) : 0;
    if (call.poll && wait > PROVIDER_SHORT_WAIT_MS) return { kind: 'pending', poll: call.poll, afterMs: wait, tookMs: 0 };
    const input = normalInput(call.operation, call.input);
    const withinMs = Math.max(0, Math.min(call.timeoutMs ?? PROVIDER_TIMEOUT_MS, manifest.timeoutMs ?? PROVIDER_TIMEOUT_MS) - (ports.elapsed() - since));
    return bounded<CallOutcome>(manifest, spec, { ...call, withinMs }, async (session) => {
      if (wait > 0) await ports.sleep(wait, session.deadline.signal);
      const ended = await askProvider(session, spec, call, input);
      return { ...ended, tookMs: 0, ...(session.requestId === undefined ? {} : { requestId: session.requestId }) };
    }, refused);
  }

  /** The outcome of a shared request, or undefined when this call goes alone. */
  async function shared(call: CallRequest, since: number): Promise<CallOutcome | undefined> {
    const manifest = catalogue.get(call.providerId);
    const spec = operationOf(manifest, call.operation);
    const batch = spec?.batch;
    if (!batches || !manifest || !spec || !batch || call.poll || !meets(batch.needs, normalInput(call.operation, call.input))) return undefined;
    const name = JSON.stringify([call.providerId, call.operation, call.secret, call.sandboxUrl]);
    const ride = await batches.ride(name, batch.max, { question: call, signal: call.signal }, (calls, signal) => {
      const { secret, sandboxUrl } = call;
      const one: Bounded = { operation: call.operation, signal, withinMs: manifest.timeoutMs ?? PROVIDER_TIMEOUT_MS, ...(secret === undefined ? {} : { secret }), ...(sandboxUrl === undefined ? {} : { sandboxUrl }) };
      const inputs = calls.map((c) => normalInput(c.operation, c.input));
      return bounded<readonly Ended[]>(manifest, spec, one, (session) => askBatch(session, spec, batch, calls, inputs), (error) => calls.map(() => ({ kind: 'failed', error })));
    });
    if (ride.kind === 'alone') return undefined;
    return { ...(ride.kind === 'answered' ? ride.answer : { kind: 'failed', error: callError('cancelled') }), tookMs: Math.round(ports.elapsed() - since) };
  }

  return {
    turn: (place) => {
      const manifest = catalogue.get(place.providerId);
      const spec = operationOf(manifest, place.operation);
      // A call that cannot be made needs no turn: it is refused at once. Nor does one that will share a request: that takes its own.
      return manifest && spec && !(batches && spec.batch) ? takeTurn(limiter, manifest, spec.limits, place) : { release: () => undefined };
    },
    remember: (place, at) => {
      const manifest = catalogue.get(place.providerId);
      if (manifest) limiter.remember(paceKeyOf(manifest, place.isKeyed, place.sandboxUrl), paceOf(manifest, place.isKeyed, place.sandboxUrl), at);
    },
    call: async (call) => {
      const since = ports.elapsed();
      try {
        const together = await shared(call, since);
        if (together) return together;
        let outcome = await once(call, since);
        let asked = call.poll;
        // A short wait is cheaper here than a round through the caller's storage. The same state again means that nobody was asked.
        while (outcome.kind === 'pending' && outcome.poll.polls <= POLLS_MOST && ports.elapsed() - since + outcome.afterMs <= PROVIDER_SHORT_WAIT_MS && outcome.poll !== asked) {
          const { turn: _used, ...again } = call;
          asked = outcome.poll;
          outcome = await once({ ...again, poll: outcome.poll }, since);
        }
        const tookMs = Math.round(ports.elapsed() - since);
        return outcome.kind === 'failed' && asked ? { ...outcome, tookMs, poll: asked } : { ...outcome, tookMs };
      } finally {
        call.turn?.release();
      }
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
