import type { ScanAnswer, ScanQuestion } from './scan-question.ts';
import type { ScanReply, ScanRequest } from './scan-worker.ts';

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
    else asker?.fail(new Error(data.error));
  };
  return worker;
}

/** Asks the worker of this page. A newer question ends those before it: what is typed is asked once, not letter by letter. */
export function askScan(question: ScanQuestion): Promise<ScanAnswer> {
  for (const { fail } of waiting.values()) fail(new Error('asked anew'));
  waiting.clear();
  const id = ++asked;
  const answer = new Promise<ScanAnswer>((done, fail) => void waiting.set(id, { done, fail }));
  started().postMessage({ id, question } satisfies ScanRequest);
  return answer;
}
