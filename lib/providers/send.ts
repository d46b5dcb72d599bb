import type { Manifest, OperationSpec, OutcomeName, RequestTemplate, StepTemplate } from '../contracts/manifest.ts';
import { PROVIDER_ATTEMPTS, PROVIDER_RETRY_MAX_MS } from '../core/limits.ts';
import type { CallError } from '../domain/enrichment/operation.ts';
import type { Deadline } from './abort.ts';
import type { Reply } from './conditions.ts';
import type { CallRequest, EnginePorts } from './engine-api.ts';
import type { Limiter } from './limiter.ts';
import { callError, classify, detailOf } from './outcome.ts';
import type { Rules } from './outcome.ts';
import type { Redact } from './redact.ts';
import { buildRequest } from './request.ts';
import type { RequestContext } from './request.ts';
import { backoffMs, wantedWait } from './retry.ts';
import type { Scope } from './template.ts';
import { exchange } from './transport.ts';

/** What one call carries through its steps. */
export interface Session {
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

/** An answer with its meaning, or why there is none. */
export type Exchanged = { readonly outcome: Exclude<OutcomeName, 'rate-limited' | 'server'>; readonly reply: Reply } | { readonly outcome: 'failed'; readonly error: CallError };

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
export async function send(session: Session, template: RequestTemplate, scope: Scope, rules: Rules, shape: StepTemplate['shape']): Promise<Exchanged> {
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
