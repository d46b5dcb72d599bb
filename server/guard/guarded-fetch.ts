import { lookup as systemLookup } from 'node:dns/promises';
import http, { type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { GUARD_BYTES, GUARD_REDIRECTS, GUARD_SOCKETS, GUARD_TIME_MS } from '../../lib/core/server-limits.ts';
import { isPublicAddress } from './address.ts';
import { boundedBody } from './bounded-body.ts';
import { GuardError, NO_EXCEPTIONS, checkUrl, type GuardPolicy } from './check-url.ts';

export interface GuardOptions {
  readonly policy?: GuardPolicy;
  /** Every address of a name; the operating system's resolver by default. */
  readonly resolve?: (hostname: string) => Promise<readonly { readonly address: string; readonly family: number }[]>;
  readonly timeMs?: number;
  /** Of a body after unpacking. */
  readonly maxBytes?: number;
  /** Certificates that are trusted besides the usual ones. */
  readonly ca?: string | Buffer;
}
export interface GuardedFetch {
  /** As `fetch`, for `redirect: 'manual'` (the default), `'error'` and `'follow'`. @throws GuardError when the rules forbid the call */
  (url: string, init?: RequestInit): Promise<Response>;
  close(): void;
}

/** What belongs to one connection, or tells the other side who asked. */
const NOT_SENT = /^(?:host|connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|expect|cookie2?|forwarded|via|x-forwarded-.*|x-real-ip|content-length|accept-encoding|origin|referer|sec-.*)$/;
const NEVER_BODY = new Set([204, 205, 304]);
const MOVED = new Set([301, 302, 303, 307, 308]);

/**
 * A `fetch` for addresses that people type. The name is resolved by this process when it connects, every address of it must be
 * public, and the connection goes to one of exactly these addresses: a name that answers differently the second time gains nothing.
 */
export function createGuardedFetch(options: GuardOptions = {}): GuardedFetch {
  const policy = options.policy ?? NO_EXCEPTIONS;
  const resolve = options.resolve ?? ((hostname: string) => systemLookup(hostname, { all: true, verbatim: true }));
  const agents = { 'https:': new https.Agent({ keepAlive: true, maxSockets: GUARD_SOCKETS, maxFreeSockets: GUARD_SOCKETS }), 'http:': new http.Agent({ keepAlive: false }) } as const;

  const lookupFor = (isException: boolean): LookupFunction => (hostname, wanted, callback) => {
    resolve(hostname).then(
      (found) => {
        if (found.length === 0 || (!isException && !found.every(({ address }) => isPublicAddress(address)))) return callback(new GuardError('address'), '', 0);
        if (wanted.all === true) return callback(null, found.map(({ address, family }) => ({ address, family })));
        return callback(null, found[0]?.address ?? '', found[0]?.family);
      },
      (error: unknown) => callback(error instanceof Error ? error : new Error('lookup failed'), '', 0),
    );
  };

  /** One hop. The body of the answer is not read yet. */
  function send(url: URL, method: string, headers: OutgoingHttpHeaders, body: Buffer | null, signal: AbortSignal): Promise<IncomingMessage> {
    return new Promise((done, fail) => {
      const isException = policy.allowedOrigins.has(url.origin);
      const isPlain = url.protocol === 'http:';
      const request = (isPlain ? http : https).request(url, {
        method, signal, lookup: lookupFor(isException), agent: agents[isPlain ? 'http:' : 'https:'],
        headers: { ...headers, ...(body === null ? {} : { 'content-length': body.length }) },
        ...(options.ca === undefined ? {} : { ca: options.ca }),
      });
      // Once more on the open connection: whatever led there, nothing is said to an address that is not public.
      request.on('socket', (socket) => {
        if (isException || !socket.connecting) return;
        socket.once('connect', () => {
          if (!isPublicAddress(socket.remoteAddress ?? '')) request.destroy(new GuardError('address'));
        });
      });
      request.once('response', done);
      request.once('error', fail);
      request.end(body ?? undefined);
    });
  }

  async function guarded(text: string, init: RequestInit = {}): Promise<Response> {
    let url = checkUrl(text, policy);
    const asked = new Request(url, { ...init, redirect: 'manual', signal: null });
    const headers: Record<string, string> = { 'accept-encoding': 'gzip, deflate, br' };
    asked.headers.forEach((value, name) => {
      if (!NOT_SENT.test(name)) headers[name] = value;
    });
    let method = asked.method;
    let body = asked.body === null ? null : Buffer.from(await asked.arrayBuffer());
    const clock = AbortSignal.timeout(options.timeMs ?? GUARD_TIME_MS);
    const signal = init.signal ? AbortSignal.any([init.signal, clock]) : clock;
    const inTime = (error: unknown): unknown => (clock.aborted && init.signal?.aborted !== true ? new GuardError('timeout') : error);
    try {
      for (let hops = 0; ; hops++) {
        const answer = await send(url, method, headers, body, signal);
        const status = answer.statusCode ?? 0;
        const isMoved = MOVED.has(status) && answer.headers.location !== undefined;
        if (!isMoved || (init.redirect ?? 'manual') === 'manual') return toResponse(answer, status, method, options.maxBytes ?? GUARD_BYTES, inTime);
        answer.destroy();
        if (init.redirect === 'error' || hops >= GUARD_REDIRECTS) throw new GuardError('redirects');
        const next = checkUrl(new URL(answer.headers.location ?? '', url).href, policy);
        if (next.origin !== url.origin) for (const name of ['authorization', 'cookie', 'x-api-key']) delete headers[name];
        if (status === 303 || ((status === 301 || status === 302) && method === 'POST')) {
          method = 'GET';
          body = null;
          delete headers['content-type'];
        }
        url = next;
      }
    } catch (error) {
      throw inTime(error);
    }
  }
  return Object.assign(guarded, { close: () => Object.values(agents).forEach((agent) => agent.destroy()) });
}

function toResponse(answer: IncomingMessage, status: number, method: string, maxBytes: number, inTime: (error: unknown) => unknown): Response {
  if (status < 200 || status > 599) {
    answer.destroy();
    throw new GuardError('encoding');
  }
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headers)) {
    if (name !== 'content-encoding' && name !== 'content-length' && value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  if (method === 'HEAD' || NEVER_BODY.has(status)) {
    answer.resume();
    return new Response(null, { status, headers });
  }
  return new Response(boundedBody(answer, answer.headers['content-encoding'], maxBytes, inTime), { status, headers });
}
