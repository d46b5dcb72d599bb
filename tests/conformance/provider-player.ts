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

type Answerer = (request: SeenRequest, index: number) => Promise<Response> | Response;

/** How often a job that is under way is asked for before it counts as pending. */
const PATIENCE = 3;

/** Calls an engine over virtual time and asks again for a job that is under way; every request is answered by the given function. */
export async function play(manifest: Manifest, request: Omit<CallRequest, 'providerId'>, answerer: Answerer): Promise<Played> {
  const time = new VirtualTime();
  const seen: SeenRequest[] = [];
  const engine = engineOver(manifest, time, seen, answerer);
  const start = time.now();
  let outcome = await time.run(engine.call({ providerId: manifest.id, ...request }));
  for (let round = 0; outcome.kind === 'pending' && round < PATIENCE; round++) {
    await time.run(time.sleep(Math.max(0, outcome.poll.notBefore - time.now())));
    outcome = await time.run(engine.call({ providerId: manifest.id, ...request, poll: outcome.poll }));
  }
  await time.settle();
  return { outcome, seen, took: time.now() - start, left: time.pending };
}

export function engineOver(manifest: Manifest, time: VirtualTime, seen: SeenRequest[], answerer: Answerer): Engine {
  return createEngine(new Map([[manifest.id, manifest]]), {
    fetch: async (url, init) => {
      seen.push({ url, init });
      return answerer({ url, init }, seen.length - 1);
    },
    now: time.now,
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
