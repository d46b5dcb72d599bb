import type { JsonTemplate, Manifest, OperationSpec, OutcomeName, RateLimits, RequestTemplate, StepTemplate } from '../contracts/manifest.ts';
import { PROVIDER_ATTEMPTS, PROVIDER_RETRY_MAX_MS } from '../core/limits.ts';
import { ok } from '../core/result.ts';
import type { Result } from '../core/result.ts';
import type { CallError } from '../domain/enrichment/operation.ts';
import type { Deadline } from './abort.ts';
import type { Reply } from './conditions.ts';
import type { CallPlace, CallRequest, CallTurn, EnginePorts } from './engine-api.ts';
import type { Kept } from './kept.ts';
import type { Limiter } from './limiter.ts';
import { callError, classify, detailOf } from './outcome.ts';
import type { Rules } from './outcome.ts';
import type { Redact } from './redact.ts';
import { buildRequest } from './request.ts';
import type { BuiltRequest, RequestContext } from './request.ts';
import { requestIdOf } from './request-id.ts';
import { backoffMs, wantedWait } from './retry.ts';
import type { Scope } from './template.ts';
import type { Tokens } from './tokens.ts';
import { exchange } from './transport.ts';

/** What one call carries through its steps. */
export interface Session {
  readonly ports: EnginePorts;
  readonly limiter: Limiter;
  readonly kept: Kept;
  readonly manifest: Manifest;
  readonly redact: Redact;
  /** From here on this is a secret too. */
  hide(text: string): void;
  readonly tokens: Tokens;
  readonly deadline: Deadline;
  readonly request: Pick<CallRequest, 'secret' | 'sandboxUrl' | 'idempotencyKey'>;
  /** A turn that the caller has taken already; the first request uses it up. */
  turn: CallTurn | undefined;
  /** What the partner calls the last exchange, for its support. */
  requestId: string | undefined;
  readonly limitsOf: OperationSpec['limits'];
  readonly operation: string;
  /** Typed by the person, instead of the manifest's own. */
  readonly address?: string | undefined;
  /** Of a batch. */
  rows?: readonly JsonTemplate[];
  /** Calls of one provider with and without a key, real and practice, each have their own pace. */
  readonly paceKey: string;
  /** A request has left: from here on a timeout is the partner's. */
  sent: boolean;
}

/** An answer with its meaning, or why there is none. */
export type Exchanged = { readonly outcome: Exclude<OutcomeName, 'rate-limited' | 'server'>; readonly reply: Reply } | { readonly outcome: 'failed'; readonly error: CallError };

/** @param payer whose key it is, where there are several: each has its own pace */
export const paceKeyOf = (manifest: Manifest, isKeyed: boolean, sandboxUrl: string | undefined, payer = ''): string => `${sandboxUrl ?? ''} ${manifest.id}${isKeyed ? ' keyed' : ''}${payer === '' ? '' : ` of ${payer}`}`;

/** The sandbox has no daily or hourly quota; its pace is kept, so that practice behaves like the real thing. */
export function paceOf(manifest: Manifest, isKeyed: boolean, sandboxUrl: string | undefined): RateLimits {
  const pace = (isKeyed ? manifest.limitsWithKey : undefined) ?? manifest.limits ?? {};
  return sandboxUrl === undefined ? pace : { ...pace, perHour: undefined, perDay: undefined };
}

const failed = (error: CallError): Exchanged => ({ outcome: 'failed', error });

/** Waits for a turn of the provider and, where it has its own pace, of the operation. */
async function turns(session: Session): Promise<CallTurn | { readonly waitMs: number }> {
  const { manifest, request, limiter, deadline, turn } = session;
  if (turn) {
    session.turn = undefined;
    return turn;
  }
  const limits = paceOf(manifest, request.secret !== undefined, request.sandboxUrl);
  const first = await limiter.acquire(session.paceKey, limits, deadline.at, deadline.signal);
  if (first.kind === 'wait') return { waitMs: first.ms };
  if (!session.limitsOf) return first;
  try {
    const second = await limiter.acquire(`${session.paceKey} ${session.operation}`, session.limitsOf, deadline.at, deadline.signal);
    if (second.kind === 'go') return { left: () => (second.left(), first.left()), release: () => (second.release(), first.release()) };
    first.release();
    return { waitMs: second.ms };
  } catch (error) {
    first.release();
    throw error;
  }
}

/** A turn now, or how long there is none. */
export function takeTurn(limiter: Limiter, manifest: Manifest, limitsOf: OperationSpec['limits'], { isKeyed, sandboxUrl, operation }: CallPlace): CallTurn | { readonly waitMs: number } {
  const key = paceKeyOf(manifest, isKeyed, sandboxUrl);
  const first = limiter.take(key, paceOf(manifest, isKeyed, sandboxUrl));
  if (first.kind === 'wait') return { waitMs: first.ms };
  const second = limitsOf ? limiter.take(`${key} ${operation}`, limitsOf) : undefined;
  if (second?.kind !== 'wait') return { left: () => (second?.left(), first.left()), release: () => (second?.release(), first.release()) };
  first.release();
  return { waitMs: second.ms };
}

function contextOf(session: Session, scope: Scope): RequestContext {
  const { manifest, request, address, rows } = session;
  return {
    manifest,
    scope,
    ...(request.secret !== undefined ? { secret: request.secret } : {}),
    ...(request.sandboxUrl !== undefined ? { sandboxUrl: request.sandboxUrl } : {}),
    ...(request.idempotencyKey !== undefined ? { idempotencyKey: request.idempotencyKey } : {}),
    ...(address !== undefined ? { address } : {}),
    ...(rows !== undefined ? { rows } : {}),
  };
}

interface Ready {
  readonly request: BuiltRequest;
  /** The token that goes with it, when it was bought before this call: it may have been taken back since. */
  readonly oldToken?: string;
}

/** The request as it is sent, with the token of the key where the partner wants one. */
async function ready(session: Session, template: RequestTemplate, context: RequestContext): Promise<Result<Ready, CallError>> {
  const { manifest } = session;
  const wantsToken = manifest.auth.kind === 'token' && context.secret !== undefined && context.secret !== '';
  const token = wantsToken && manifest.auth.kind === 'token' ? await session.tokens.get(manifest.auth, context, session.deadline.signal) : undefined;
  if (token && !token.ok) return token;
  if (token?.ok) session.hide(token.value.text);
  const built = buildRequest(template, token?.ok ? { ...context, token: token.value.text } : context);
  return built.ok ? ok({ request: built.value, ...(token?.ok && !token.fresh ? { oldToken: token.value.text } : {}) }) : built;
}

/** Sends a request until it has an answer that is not "busy" or "down", within the attempts and the time of the call. */
export async function send(session: Session, template: RequestTemplate, scope: Scope, rules: Rules, shape: StepTemplate['shape']): Promise<Exchanged> {
  const { ports, manifest, deadline } = session;
  const context = contextOf(session, scope);
  let built = await ready(session, template, context);
  const expectsJson = template.accept !== 'text';
  for (let attempt = 1; ; attempt++) {
    if (!built.ok) return failed(built.error);
    const known = (): Reply | undefined => (template.keepMinutes !== undefined && built.ok ? session.kept.get(built.value.request.url) : undefined);
    const before = known();
    if (before) return { outcome: 'answer', reply: before };
    const turn = await turns(session);
    if ('waitMs' in turn) return failed(callError('rate-limited', { retryAfterMs: turn.waitMs, detail: 'The pace that this provider allows is used up for now.' }));
    // Those who waited for the same answer have it now.
    const meanwhile = known();
    if (meanwhile) {
      turn.release();
      return { outcome: 'answer', reply: meanwhile };
    }
    session.sent = true;
    turn.left?.();
    const answered = await exchange(built.value.request, ports.fetch, deadline.signal).finally(() => turn.release());
    if (!answered.ok) return failed(answered.error);
    const reply = answered.value;
    session.requestId = requestIdOf(reply, session.redact) ?? session.requestId;
    const outcome = classify(reply, rules, expectsJson, shape);
    if (outcome === 'auth' && built.value.oldToken !== undefined) {
      // Taken back before its time: once more with a new one, which is then not old.
      session.tokens.drop(context, built.value.oldToken);
      built = await ready(session, template, context);
      continue;
    }
    if (outcome === 'answer' && template.keepMinutes !== undefined) session.kept.put(built.value.request.url, reply, template.keepMinutes);
    if (outcome !== 'rate-limited' && outcome !== 'server') return { outcome, reply };

    const asked = wantedWait(reply, manifest.resets, ports.now());
    if (outcome === 'rate-limited' && asked !== undefined) session.limiter.block(session.paceKey, ports.now() + asked);
    const wait = asked ?? backoffMs(attempt, ports.random());
    const detail = detailOf(reply, manifest.errorText ?? [], session.redact);
    if (attempt >= PROVIDER_ATTEMPTS || wait > PROVIDER_RETRY_MAX_MS || ports.elapsed() + wait >= deadline.at) {
      return failed(callError(outcome, { status: reply.status, ...(asked !== undefined ? { retryAfterMs: asked } : {}), ...(detail ? { detail } : {}) }));
    }
    await ports.sleep(wait, deadline.signal);
  }
}
