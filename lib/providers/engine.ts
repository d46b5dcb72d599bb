import type { Manifest, OperationSpec } from '../contracts/manifest.ts';
import { POLLS, PROVIDER_SHORT_WAIT_MS, PROVIDER_TIMEOUT_MS } from '../core/limits.ts';
import type { CallError, CallOutcome } from '../domain/enrichment/operation.ts';
import { startDeadline } from './abort.ts';
import { askProvider } from './ask.ts';
import type { CallRequest, Engine, EnginePorts } from './engine-api.ts';
import { missingFor, normalInput, operationOf } from './input.ts';
import { keyStatusOf } from './key-check.ts';
import { createLimiter } from './limiter.ts';
import { callError, detailOf } from './outcome.ts';
import { take } from './picks.ts';
import { redactor } from './redact.ts';
import { send } from './send.ts';
import type { Session } from './send.ts';

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

  /** One round: the time it took is measured by the caller, over all rounds. */
  async function once(call: CallRequest, since: number): Promise<CallOutcome> {
    const refused = (error: CallError): CallOutcome => ({ kind: 'failed', error, tookMs: 0 });
    const manifest = catalogue.get(call.providerId);
    const spec = operationOf(manifest, call.operation);
    if (!manifest || !spec) return refused(callError('bad-input', { detail: 'The provider does not offer this.' }));
    if (call.poll && call.poll.polls > POLLS) return refused({ ...callError('timeout', { detail: 'The provider did not finish.' }), retryable: false });
    const wait = call.poll ? call.poll.notBefore - ports.now() : 0;
    if (call.poll && wait > PROVIDER_SHORT_WAIT_MS) return { kind: 'pending', poll: call.poll, tookMs: 0 };
    const input = normalInput(call.operation, call.input);
    const withinMs = Math.max(0, (manifest.timeoutMs ?? PROVIDER_TIMEOUT_MS) - (ports.now() - since));
    return bounded<CallOutcome>(manifest, spec, { ...call, withinMs }, async (session) => {
      if (wait > 0) await ports.sleep(wait, session.deadline.signal);
      return { ...(await askProvider(session, spec, call, input)), tookMs: 0 };
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
