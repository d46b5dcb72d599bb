import { uuidV7 } from '../core/ids.ts';
import { PROVIDER_BATCH_WINDOW_MS } from '../core/limits.ts';
import type { EnginePorts } from '../providers/engine-api.ts';

export const now = (): number => Date.now();
export const random = (): number => Math.random();
export const newId = (): string => uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(16)));

export async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (b) => b.toString(16).padStart(2, '0')).join('');
}

function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      clearTimeout(timer);
      reject(new DOMException('aborted', 'AbortError'));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort);
      resolve();
    }, ms);
    if (signal?.aborted) abort();
    else signal?.addEventListener('abort', abort, { once: true });
  });
}

/** The engine's view of the worker. Cookies and referrer stay behind: a provider learns what the request says, nothing else. */
export const enginePorts: EnginePorts = {
  fetch: (url, init) => fetch(url, { ...init, credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store' }),
  now,
  elapsed: () => performance.now(),
  sleep,
  random,
  batchWindowMs: PROVIDER_BATCH_WINDOW_MS,
};

/** One holder in the whole extension (worker, panel, pages); freed when the holder dies. */
export const exclusively = (lock: string, work: () => Promise<void>, wait = false): Promise<boolean> =>
  navigator.locks.request(lock, { ifAvailable: !wait }, async (held) => {
    if (!held) return false;
    await work();
    return true;
  });

export const online = (): boolean => navigator.onLine;
