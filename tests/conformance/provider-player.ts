import { createEngine } from '../../lib/providers/engine.ts';
import type { CallRequest, Engine } from '../../lib/providers/engine-api.ts';
import type { CallOutcome } from '../../lib/domain/enrichment/operation.ts';
import type { Manifest } from '../../lib/contracts/manifest.ts';
import type { Exchange, RecordedAnswer } from './provider-fixture.ts';
import { VirtualTime } from './virtual-time.ts';

/** A key that appears nowhere by chance; searched for in everything that leaves the engine. */
export const CANARY = 'cnry-Zq7+81/xK=9vTy_secret';

export interface SeenRequest {
  readonly url: string;
  readonly init: RequestInit;
}

export const headersOf = (init: RequestInit): { readonly [name: string]: string } => Object.fromEntries(new Headers(init.headers).entries());

export const responseOf = (answer: RecordedAnswer): Response =>
  new Response([204, 304].includes(answer.status) ? null : (answer.text ?? JSON.stringify(answer.json ?? null)), { status: answer.status, headers: { 'Content-Type': 'application/json', ...answer.headers } });

export interface Played {
  readonly outcome: CallOutcome;
  readonly seen: readonly SeenRequest[];
  /** Virtual milliseconds that passed. */
  readonly took: number;
  /** Timers left behind. */
  readonly left: number;
}

export type Answerer = (request: SeenRequest, index: number) => Promise<Response> | Response;

/** Calls an engine over virtual time; every request is answered by the given function. With `follow` a job is asked for until it ends. */
export async function play(manifest: Manifest, request: Omit<CallRequest, 'providerId'>, answerer: Answerer, login?: Login, follow = false): Promise<Played> {
  const time = new VirtualTime();
  const seen: SeenRequest[] = [];
  const engine = engineOver(manifest, time, seen, answerer, login);
  const start = time.now();
  let outcome = await time.run(engine.call({ providerId: manifest.id, ...request }));
  for (let polls = 0; outcome.kind === 'pending' && follow && polls < 6; polls++) {
    await time.run(time.sleep(outcome.poll.notBefore - time.now()));
    outcome = await time.run(engine.call({ providerId: manifest.id, ...request, poll: outcome.poll }));
  }
  await time.settle();
  return { outcome, seen, took: time.now() - start, left: time.pending };
}

/** Requests for a token, which are no questions: seen apart, and answered apart. */
export interface Login {
  readonly seen: SeenRequest[];
  readonly answer: RecordedAnswer;
}

/** Whether a request is the one that buys a token, at the partner or in the sandbox. */
function isLogin(manifest: Manifest, url: string): boolean {
  if (manifest.auth.kind !== 'token') return false;
  const { base, path } = manifest.auth.request;
  return url === (base ?? manifest.baseUrl) + path || new URL(url).pathname === `/${manifest.id}${path}`;
}

export function engineOver(manifest: Manifest, time: VirtualTime, seen: SeenRequest[], answerer: Answerer, login?: Login, batchWindowMs?: number): Engine {
  return createEngine(new Map([[manifest.id, manifest]]), {
    ...(batchWindowMs === undefined ? {} : { batchWindowMs }),
    fetch: async (url, init) => {
      if (login && isLogin(manifest, url)) {
        login.seen.push({ url, init });
        return responseOf(login.answer);
      }
      seen.push({ url, init });
      return answerer({ url, init }, seen.length - 1);
    },
    now: time.now,
    elapsed: time.elapsed,
    sleep: time.sleep,
    random: () => 0.5,
  });
}

/** Answers in the order of the exchanges; the last one for ever. */
export const byScript = (exchanges: readonly Exchange[]): Answerer => (_request, index) => {
  const exchange = exchanges[Math.min(index, exchanges.length - 1)];
  if (!exchange) throw new Error('a case without an exchange');
  return responseOf(exchange.answer);
};

/** Every form a key may leak in: plain, in an address, in a form, in base64 however it is aligned. */
export function leaks(text: string, secret: string = CANARY): boolean {
  const base64 = [0, 1, 2].map((n) => Buffer.from('\0'.repeat(n) + secret).toString('base64').replace(/=+$/, '').slice(n === 0 ? 0 : n + 1, -2));
  const forms = [secret, encodeURIComponent(secret), new URLSearchParams({ k: secret }).toString().slice(2), ...base64];
  return forms.some((form) => text.toLowerCase().includes(form.toLowerCase()));
}
