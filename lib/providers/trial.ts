/** A call of a manifest that nobody has saved yet, with everything that went over the line: the key nowhere in it. */
import type { Manifest } from '../contracts/manifest.ts';
import type { Trial, TrialExchange, TrialReply } from '../contracts/own-provider-commands.ts';
import { splitSecret } from '../contracts/provider-address.ts';
import { PROVIDER_RETRY_MAX_MS } from '../core/limits.ts';
import { TRIAL_ANSWER_CHARS, TRIAL_REQUESTS } from '../core/own-provider-limits.ts';
import type { OperationInput, OperationName } from '../domain/enrichment/operation.ts';
import type { Engine, EnginePorts } from './engine-api.ts';
import { createEngine } from './engine.ts';
import { redactor, type Redact } from './redact.ts';

export interface TrialAsk {
  readonly operation: OperationName;
  readonly input: OperationInput;
  readonly secret?: string;
  readonly signal?: AbortSignal;
}
/** Asks once, for real; with `replies` nothing is asked and they are read again instead. */
export type TryProvider = (manifest: Manifest, ask: TrialAsk, replies?: readonly TrialReply[]) => Promise<Trial>;

type Draft = { -readonly [K in keyof TrialExchange]: TrialExchange[K] };

/** Headers that say something about the request or its answer; the others are the browser's or of no interest. */
const TELLING = /^(?:content-type|retry-after|location|.*(?:limit|remain|reset|credit|quota|cost|request-id).*)$/i;
const SECRET_HEADER = /^(?:authorization|proxy-authorization|cookie)$/i;
const NO_BODY: readonly number[] = [101, 103, 204, 205, 304];

const isBusy = (status: number): boolean => status === 408 || status === 429 || status >= 500;

function shownRequest(manifest: Manifest, url: string, init: RequestInit, redact: Redact): TrialExchange['request'] {
  const tokenHeader = manifest.auth.kind === 'token' ? (manifest.auth.header ?? 'Authorization').toLowerCase() : '';
  const hidden = (name: string, value: string): string => (SECRET_HEADER.test(name) || name.toLowerCase() === tokenHeader ? `${/^(?:Bearer|Basic|Token) /i.exec(value)?.[0] ?? ''}[key]` : redact(value));
  return {
    method: init.method ?? 'GET',
    url: redact(url),
    headers: Object.entries((init.headers ?? {}) as Record<string, string>).map(([name, value]) => ({ name, value: hidden(name, value) })),
    ...(typeof init.body === 'string' ? { body: redact(init.body) } : {}),
  };
}

/** The first TRIAL_ANSWER_CHARS of a body; what was read when the line broke is what there is. */
async function beginning(response: Response): Promise<{ text: string; isCut: boolean }> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  try {
    while (reader) {
      const { done, value } = await reader.read();
      if (done) break;
      text += decoder.decode(value, { stream: true });
      if (text.length > TRIAL_ANSWER_CHARS) return { text: text.slice(0, TRIAL_ANSWER_CHARS), isCut: true };
    }
  } catch {
    return { text, isCut: true };
  } finally {
    void reader?.cancel().catch(() => undefined);
  }
  return { text, isCut: false };
}

/** A fetch that writes down what goes out and what comes back. A busy partner is not asked twice: the engine gets the same answer again. */
function recorder(manifest: Manifest, fetch: EnginePorts['fetch'], now: () => number, redact: Redact) {
  const exchanges: Draft[] = [];
  const busy = new Map<string, Response>();
  const reading: Promise<void>[] = [];
  const login = manifest.auth.kind === 'token' ? manifest.auth.request.path : undefined;
  return {
    async fetch(url: string, init: RequestInit): Promise<Response> {
      const name = JSON.stringify([url, init.method, init.body]);
      const known = busy.get(name);
      if (known) return known.clone();
      if (exchanges.length >= TRIAL_REQUESTS) throw new TypeError('a test call makes no more requests');
      const isLogin = login !== undefined && exchanges.length === 0 && new URL(url).pathname.endsWith(login);
      const exchange: Draft = { request: shownRequest(manifest, url, init, redact), tookMs: 0, ...(isLogin ? { isLogin: true } : {}) };
      exchanges.push(exchange);
      const since = now();
      const response = await fetch(url, init);
      if (response.type === 'opaqueredirect') {
        exchange.reply = { status: 0, headers: [], text: '', isCut: false };
        return response;
      }
      if (isBusy(response.status)) busy.set(name, response.clone());
      reading.push(
        beginning(response.clone()).then(({ text, isCut }) => {
          exchange.tookMs = Math.round(now() - since);
          const headers = [...response.headers].filter(([header]) => TELLING.test(header)).map(([header, value]) => ({ name: header, value: redact(value).slice(0, 300) }));
          exchange.reply = { status: response.status, headers, text: isLogin ? '' : redact(text), isCut };
        }),
      );
      return response;
    },
    /** From here on the engine waits for a busy partner, which nobody at a form wants. */
    isBusy: () => busy.size > 0,
    async exchanges(): Promise<readonly TrialExchange[]> {
      await Promise.all(reading);
      return exchanges;
    },
  };
}

/** Gives the replies of an earlier call, in their order. */
const player = (replies: readonly TrialReply[]): EnginePorts['fetch'] => {
  let at = 0;
  return async () => {
    const reply = replies[at];
    at = Math.min(at + 1, replies.length - 1);
    if (!reply || reply.status < 200) throw new TypeError('there is no reply');
    return new Response(NO_BODY.includes(reply.status) ? null : reply.text, { status: reply.status, headers: reply.headers.map(({ name, value }): [string, string] => [name, value]) });
  };
};

/** As the manifest, with a key that needs no place: replies are read, nothing is sent. */
const unkeyed = (manifest: Manifest): Manifest => {
  const { address: _address, timeoutMs: _timeoutMs, ...rest } = manifest;
  return manifest.auth.kind === 'token' ? { ...rest, auth: { kind: 'none' } } : rest;
};
const NO_KEY = 'zq0zq1zq2zq3:zq4zq5zq6:zq7zq8zq9';

/** Pauses between two tries are left out; the deadline of the whole call is longer than any of them. */
const impatient = (ports: EnginePorts, skips: () => boolean): EnginePorts['sleep'] => (ms, signal) => (skips() && ms <= PROVIDER_RETRY_MAX_MS ? Promise.resolve() : ports.sleep(ms, signal));

const once = (engine: Engine, manifest: Manifest, ask: TrialAsk) =>
  engine.call({ providerId: manifest.id, operation: ask.operation, input: ask.input, ...(ask.secret === undefined ? {} : { secret: ask.secret }), ...(ask.signal ? { signal: ask.signal } : {}) });

/** Test calls over the given world. Nothing is charged by them; the partner may bill what it answers. */
export const createTrial = (ports: EnginePorts): TryProvider => async (manifest, ask, replies) => {
  const { batchWindowMs: _window, ...alone } = ports;
  if (replies) {
    const read = unkeyed(manifest);
    const engine = createEngine(new Map([[read.id, read]]), { ...alone, fetch: player(replies), sleep: impatient(ports, () => true) });
    return { exchanges: [], outcome: await once(engine, read, { ...ask, secret: NO_KEY }) };
  }
  const record = recorder(manifest, ports.fetch, ports.now, redactor(splitSecret(manifest, ask.secret).key));
  const engine = createEngine(new Map([[manifest.id, manifest]]), { ...alone, fetch: record.fetch, sleep: impatient(ports, record.isBusy) });
  const outcome = await once(engine, manifest, ask);
  return { exchanges: await record.exchanges(), outcome };
};
