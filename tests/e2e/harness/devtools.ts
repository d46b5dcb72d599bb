/** The browser's own debugging address, beside Playwright: it lists what Playwright does not show. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from './until.ts';

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

/** `Runtime.enable` tells what was thrown before, and then answers. */
function pastExceptions(address: string): Promise<string[]> {
  const socket = new WebSocket(address);
  const errors: string[] = [];
  return new Promise((done, fail) => {
    socket.addEventListener('open', () => socket.send(JSON.stringify({ id: 1, method: 'Runtime.enable' })));
    socket.addEventListener('error', () => fail(new Error('The service worker cannot be looked into.')));
    socket.addEventListener('message', ({ data }) => {
      const message = JSON.parse(String(data)) as { id?: number; method?: string; params?: { exceptionDetails?: { text?: string; exception?: { description?: string } } } };
      const thrown = message.params?.exceptionDetails;
      if (message.method === 'Runtime.exceptionThrown') errors.push(thrown?.exception?.description ?? thrown?.text ?? 'an error without a word');
      if (message.id !== 1) return;
      socket.close();
      done(errors);
    });
  });
}
