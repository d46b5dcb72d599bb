import type { ScanAnswer, ScanQuestion } from './scan-question.ts';
import type { ScanReply, ScanRequest } from './scan-worker.ts';

/** Somebody has asked something newer: that is answered. */
export class AskedAnew extends Error {
  override readonly name = 'AskedAnew';
}

let worker: Worker | undefined;
let asked = 0;
const waiting = new Map<number, { done(answer: ScanAnswer): void; fail(error: Error): void }>();

function started(): Worker {
  if (worker) return worker;
  worker = new Worker(new URL('./scan-worker.ts', import.meta.url), { type: 'module' });
  worker.onmessage = ({ data }: MessageEvent<ScanReply>) => {
    const asker = waiting.get(data.id);
    waiting.delete(data.id);
    if ('answer' in data) asker?.done(data.answer);
    else asker?.fail(new Error('error' in data ? data.error : 'answered something else'));
  };
  // A worker that broke answers nobody: the next question starts another one.
  worker.onerror = () => {
    worker?.terminate();
    worker = undefined;
    endAll(new Error('the worker broke'));
  };
  return worker;
}

function endAll(error: Error): void {
  const asked = [...waiting.values()];
  waiting.clear();
  for (const { fail } of asked) fail(error);
}

/** Starts the worker before it is asked for the first time. */
export const prepareScan = (): void => void started();

/** Asks the worker of this page. A newer question ends those before it: what is typed is asked once, not letter by letter. */
export function askScan(question: ScanQuestion): Promise<ScanAnswer> {
  endAll(new AskedAnew('asked anew'));
  const id = ++asked;
  const answer = new Promise<ScanAnswer>((done, fail) => void waiting.set(id, { done, fail }));
  started().postMessage({ id, question } satisfies ScanRequest);
  return answer;
}
