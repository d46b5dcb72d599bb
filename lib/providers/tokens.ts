import type { Auth } from '../contracts/manifest.ts';
import { PROVIDER_TIMEOUT_MS, TOKEN_LIFETIME_MS, TOKEN_MARGIN_MS, TOKENS_KEPT } from '../core/limits.ts';
import { err, ok } from '../core/result.ts';
import type { Result } from '../core/result.ts';
import type { CallError } from '../domain/enrichment/operation.ts';
import { raceAbort, startDeadline } from './abort.ts';
import type { EnginePorts } from './engine-api.ts';
import { callError, classify, detailOf } from './outcome.ts';
import { take } from './picks.ts';
import { redactor } from './redact.ts';
import { authorise, buildRequest, keyScope } from './request.ts';
import type { RequestContext } from './request.ts';
import { exchange } from './transport.ts';

export interface Token {
  readonly text: string;
  /** Milliseconds since 1970 after which it is not used any more. */
  readonly until: number;
}
type Bought = Result<Token, CallError>;
type TokenAuth = Extract<Auth, { kind: 'token' }>;

export interface Tokens {
  /** The token of a key: the one that is known, or a new one. Calls that ask at the same time share one exchange. */
  get(auth: TokenAuth, context: RequestContext, signal: AbortSignal): Promise<Bought & { readonly fresh: boolean }>;
  /** The partner did not take this one: the next call buys another. */
  drop(context: RequestContext, token: string): void;
}

const nameOf = ({ manifest, secret, address, sandboxUrl }: RequestContext): string => JSON.stringify([manifest.id, sandboxUrl, address, secret]);

/** What the address for tokens answered, as an error: to it, a bad request is a bad key. */
const refusal = (kind: CallError['kind'], more: Parameters<typeof callError>[1]): Bought => err(callError(kind === 'bad-input' || kind === 'forbidden-plan' ? 'auth' : kind, more));

async function buy(ports: Pick<EnginePorts, 'fetch' | 'now'>, auth: TokenAuth, context: RequestContext, signal: AbortSignal): Promise<Bought> {
  const { manifest, secret = '' } = context;
  const allowed = authorise({ ...context, token: 'none yet' });
  if (!allowed.ok) return allowed;
  const scope = keyScope(secret, auth.parts ?? []);
  if (!scope) return err(callError('auth', { detail: 'The key is incomplete.' }));
  const { idempotencyKey: _, ...rest } = context;
  const built = buildRequest(auth.request, { ...rest, manifest: { ...manifest, auth: { kind: 'none' } }, scope });
  if (!built.ok) return built;
  const answered = await exchange(built.value, ports.fetch, signal);
  if (!answered.ok) return answered;
  const reply = answered.value;
  const redact = redactor(secret);
  const outcome = classify(reply, auth.rules ?? [], true, undefined);
  const detail = detailOf(reply, [...(manifest.errorText ?? []), 'error_description', 'error', 'message'], redact);
  if (outcome === 'no-result' || outcome === 'pending' || outcome === 'legal-suppressed') return err(callError('nonsense', { status: reply.status }));
  if (outcome !== 'answer') return refusal(outcome, { status: reply.status, ...(detail ? { detail } : {}) });
  const text = take(auth.token, reply, {});
  if (text === undefined || !/^[\x21-\x7e]{8,2000}$/.test(text)) return err(callError('nonsense', { status: reply.status, detail: 'The answer to the login holds no token.' }));
  const seconds = Number(auth.expires === undefined ? Number.NaN : (take(auth.expires, reply, {}) ?? Number.NaN));
  const lifetime = seconds > 0 ? Math.min(seconds, 2_592_000) * 1_000 : (auth.lifetimeSeconds ?? TOKEN_LIFETIME_MS / 1_000) * 1_000;
  // A token that lives for less than the margin is used for this one call.
  return ok({ text, until: ports.now() + Math.max(0, lifetime - TOKEN_MARGIN_MS) });
}

/** Tokens of all keys, in this engine only and in memory only: they are as secret as the key, and cheap to buy again. */
export function createTokens(ports: Pick<EnginePorts, 'fetch' | 'now' | 'elapsed' | 'sleep'>): Tokens {
  const known = new Map<string, Token>();
  const underWay = new Map<string, Promise<Bought>>();

  /** Not tied to the call that began it: when that one is cancelled, the others still get their token. */
  async function buyShared(name: string, auth: TokenAuth, context: RequestContext): Promise<Bought> {
    const deadline = startDeadline(ports, context.manifest.timeoutMs ?? PROVIDER_TIMEOUT_MS, undefined);
    try {
      const bought = await buy(ports, auth, context, deadline.signal);
      if (!bought.ok) return bought;
      const oldest = known.size >= TOKENS_KEPT ? known.keys().next().value : undefined;
      if (oldest !== undefined) known.delete(oldest);
      known.set(name, bought.value);
      return bought;
    } catch (error) {
      if (!deadline.timedOut()) throw error;
      return err(callError('timeout'));
    } finally {
      deadline.end();
      underWay.delete(name);
    }
  }

  return {
    get: async (auth, context, signal) => {
      const name = nameOf(context);
      const token = known.get(name);
      if (token && token.until > ports.now()) return { ...ok(token), fresh: false };
      const bought = underWay.get(name) ?? buyShared(name, auth, context);
      underWay.set(name, bought);
      return { ...(await raceAbort(bought, signal)), fresh: true };
    },
    drop: (context, token) => {
      const name = nameOf(context);
      if (known.get(name)?.text === token) known.delete(name);
    },
  };
}
