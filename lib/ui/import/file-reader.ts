import { err, ok, type Result } from '../../core/result.ts';
import type { FileProblem } from '../../files/read/row.ts';
import type { ReaderAnswer, ReaderCall, ReaderCalls, ReaderQuestion } from './messages.ts';

/** `gone`: the reader died, of a file that was too much for it, or was closed. */
export type ReadProblem = FileProblem | 'bug' | 'gone';

export interface FileReading {
  ask<C extends ReaderCall>(call: C, input: ReaderCalls[C]['in']): Promise<Result<ReaderCalls[C]['out'], ReadProblem>>;
  close(): void;
}

/** Starts the reader of files. Whatever it does, its questions are answered. */
export function startReader(): FileReading {
  const worker = new Worker(new URL('./import.worker.ts', import.meta.url), { type: 'module' });
  const waiting = new Map<number, (result: Result<never, ReadProblem>) => void>();
  let ids = 0;
  let isGone = false;
  const end = (): void => {
    isGone = true;
    for (const answer of waiting.values()) answer(err('gone'));
    waiting.clear();
  };
  worker.addEventListener('message', ({ data }: MessageEvent<ReaderAnswer>) => {
    const answer = waiting.get(data.id);
    waiting.delete(data.id);
    answer?.('problem' in data ? err(data.problem) : ok(data.value as never));
  });
  worker.addEventListener('error', end);
  return {
    ask: (call, input) =>
      new Promise((resolve) => {
        if (isGone) return resolve(err('gone'));
        const question: ReaderQuestion = { id: ids++, call, input };
        waiting.set(question.id, resolve);
        worker.postMessage(question);
      }),
    close() {
      worker.terminate();
      end();
    },
  };
}
