/** The browser's own debugging address, beside Playwright: it lists what Playwright does not show. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from './until.ts';

/** A worker that has not answered by then is asked anew. */
const SILENT_MS = 5_000;

export interface Target {
  readonly type: string;
  readonly url: string;
  readonly webSocketDebuggerUrl: string;
}

/** Origin of the debugging server of the browser that runs on this profile. */
export function devtoolsAddress(profileDir: string): string {
  const [port] = readFileSync(join(profileDir, 'DevToolsActivePort'), 'utf8').split('\n');
  return `http://127.0.0.1:${port}`;
}

export const listTargets = async (profileDir: string): Promise<Target[]> => (await (await fetch(`${devtoolsAddress(profileDir)}/json/list`)).json()) as Target[];

/** @throws with the worker's own words when its first turn threw: then it has no listeners and every test would hang. */
export async function expectWorkerStarted(profileDir: string, origin: string): Promise<void> {
  const target = await until(async () => (await listTargets(profileDir)).find(({ type, url }) => type === 'service_worker' && url.startsWith(origin)), 'the service worker');
  const errors = await pastExceptions(target.webSocketDebuggerUrl);
  if (errors.length > 0) throw new Error(`The service worker breaks while it starts: ${errors.join('; ')}`);
}

/**
 * Whether the worker runs code. Playwright has the browser hold new workers back until it has looked at them; one that is stopped and
 * started in that moment may stay held, with everything that is sent to it waiting. It is let go here too: who runs already is left alone.
 */
export async function workerAnswers(profileDir: string, origin: string): Promise<boolean> {
  const target = (await listTargets(profileDir)).find(({ type, url }) => type === 'service_worker' && url.startsWith(origin));
  if (target === undefined) return false;
  const answer = ask(target.webSocketDebuggerUrl, [{ method: 'Runtime.runIfWaitingForDebugger' }, { method: 'Runtime.evaluate', params: { expression: '0' } }], () => undefined);
  // It may be stopped while it is asked: then there is no answer to wait for.
  return answer.then(() => true, () => false);
}

/** `Runtime.enable` tells what was thrown before, and then answers. */
async function pastExceptions(address: string): Promise<string[]> {
  const errors: string[] = [];
  await ask(address, [{ method: 'Runtime.enable' }], ({ method, params }) => {
    const thrown = params?.exceptionDetails;
    if (method === 'Runtime.exceptionThrown') errors.push(thrown?.exception?.description ?? thrown?.text ?? 'an error without a word');
  });
  return errors;
}

interface Told {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly exceptionDetails?: { readonly text?: string; readonly exception?: { readonly description?: string } } };
}
/** Sends messages one after the other and ends when the last is answered. @throws when it cannot be reached, or falls silent */
function ask(address: string, messages: readonly { readonly method: string; readonly params?: object }[], hear: (told: Told) => void): Promise<void> {
  const socket = new WebSocket(address);
  return new Promise<void>((done, fail) => {
    const silent = setTimeout(() => fail(new Error('The service worker does not answer.')), SILENT_MS);
    const end = (settle: () => void): void => {
      clearTimeout(silent);
      settle();
    };
    socket.addEventListener('open', () => messages.forEach((message, i) => socket.send(JSON.stringify({ id: i + 1, ...message }))));
    for (const event of ['error', 'close'] as const) socket.addEventListener(event, () => end(() => fail(new Error('The service worker cannot be looked into.'))));
    socket.addEventListener('message', ({ data }) => {
      const told = JSON.parse(String(data)) as Told;
      hear(told);
      if (told.id === messages.length) end(done);
    });
  }).finally(() => socket.close());
}
