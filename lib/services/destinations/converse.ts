import type { CheckMove, Move, WireReply, WireRequest } from '../../contracts/destination.ts';
import { DELIVERY_REQUESTS, DELIVERY_TOKEN_MARGIN_MS } from '../../core/limits.ts';
import type { SentRequest } from '../../platform/delivery-http.ts';
import type { Deps } from '../deps.ts';
import { routed, type OpenTarget } from './view.ts';

type ConverseDeps = Pick<Deps, 'delivery' | 'now'>;
/** No answer came. `wrote`: what was sent may have arrived. */
export interface Lost {
  readonly kind: 'lost';
  readonly wrote: boolean;
  readonly because: 'network' | 'timeout';
}
type Ended<M extends Move | CheckMove> = Exclude<M, { readonly kind: 'ask' }>;
type Converse = <M extends Move | CheckMove>(target: OpenTarget, next: (replies: readonly WireReply[]) => M) => Promise<Ended<M> | Lost | LoginFailed>;
/** The key got no token. */
export interface LoginFailed {
  readonly kind: 'login-failed';
  readonly reply: WireReply | null;
}

/** Asks what a destination wants asked until it says what came of it. Tokens that were changed for a key live as long as this does. */
export function createConverse(deps: ConverseDeps): Converse {
  const tokens = new Map<string, { readonly token: string; readonly until: number }>();

  async function tokenOf(target: OpenTarget): Promise<{ readonly token: string; readonly old: boolean } | Lost | LoginFailed> {
    const id = `${target.row.id} ${target.row.sealed?.iv.join() ?? ''} ${target.sandboxUrl ?? ''}`;
    const known = tokens.get(id);
    if (known && known.until - DELIVERY_TOKEN_MARGIN_MS > deps.now()) return { token: known.token, old: true };
    const wanted = target.destination.login?.ask(target.view, Math.floor(deps.now() / 1_000));
    if (!wanted) return { kind: 'login-failed', reply: null };
    const assertion = wanted.assert ? await assertionOf(deps, wanted.assert) : '';
    if (assertion === null) return { kind: 'login-failed', reply: null };
    const { request } = wanted;
    const answer = await deps.delivery.send(plain(target, { ...request, ...(request.body === undefined ? {} : { body: request.body.replace('{assertion}', assertion) }) }, {}));
    if (answer.kind === 'lost') return { ...answer, wrote: false };
    const found = target.destination.login?.read(answer.reply);
    if (!found) return { kind: 'login-failed', reply: answer.reply };
    tokens.set(id, { token: found.token, until: deps.now() + found.seconds * 1_000 });
    return { token: found.token, old: false };
  }

  return async function converse<M extends Move | CheckMove>(target: OpenTarget, next: (replies: readonly WireReply[]) => M): Promise<Ended<M> | Lost | LoginFailed> {
    const replies: WireReply[] = [];
    let usedOld = false;
    for (let requests = 0; requests < DELIVERY_REQUESTS; requests++) {
      const move = next(replies);
      if (move.kind !== 'ask') {
        // A token that was taken back before its time: once more with a new one.
        if (!(usedOld && isRevoked(move))) return move as Ended<M>;
        tokens.clear();
        replies.length = 0;
        usedOld = false;
        continue;
      }
      const login = move.request.token ? await tokenOf(target) : undefined;
      if (login && 'kind' in login) return login;
      if (login?.old) usedOld = true;
      const answer = await deps.delivery.send(await wired(deps, target, move.request, login?.token));
      if (answer.kind === 'lost') return { ...answer, wrote: 'writes' in move && move.writes };
      replies.push(answer.reply);
    }
    throw new Error(`${target.destination.facts.id} asks without an end`);
  };
}

const isRevoked = (move: Move | CheckMove): boolean => (move.kind === 'stop' || move.kind === 'fails') && move.because === 'revoked';

/** The request as it leaves. */
export async function wired(deps: ConverseDeps, target: OpenTarget, request: WireRequest, token?: string): Promise<SentRequest> {
  const seconds = String(Math.floor(deps.now() / 1_000));
  const { sign } = request;
  const signed = sign ? { [sign.header]: await deps.delivery.hmac(sign.secret, `${seconds}.${request.body ?? ''}`), [`${sign.header}-Timestamp`]: seconds } : {};
  return plain(target, request, { ...signed, ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }) });
}
const plain = (target: OpenTarget, { method, url, headers, body }: WireRequest, more: Readonly<Record<string, string>>): SentRequest =>
  ({ method, url: routed(url, target), headers: { ...headers, ...more }, ...(body === undefined ? {} : { body }) });

/** A JSON Web Token (RFC 7519) with RS256; null when the key is none. */
async function assertionOf(deps: ConverseDeps, { pem, claims }: { readonly pem: string; readonly claims: object }): Promise<string | null> {
  const part = (value: object): string => btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(value)))).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  const text = `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}`;
  const signature = await deps.delivery.rs256(pem, text);
  return signature === null ? null : `${text}.${signature}`;
}
