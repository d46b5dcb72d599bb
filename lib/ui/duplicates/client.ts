import type { DuplicateAnswer, DuplicateProgress } from './scan.ts';
import type { DuplicateReply, DuplicateRequest } from './worker.ts';

export interface DuplicateSearch {
  readonly answer: Promise<DuplicateAnswer>;
  /** Ends the search at once; its answer never comes. */
  cancel(): void;
}

/** Looks for duplicates in a worker of its own: not the one that sorts and searches, which must answer meanwhile, and one that can be ended in the middle of a comparison. */
export function searchDuplicates(tableId: string, onProgress: (progress: DuplicateProgress) => void): DuplicateSearch {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  const answer = new Promise<DuplicateAnswer>((done, fail) => {
    worker.onmessage = ({ data }: MessageEvent<DuplicateReply>) => {
      if ('progress' in data) return onProgress(data.progress);
      worker.terminate();
      if ('answer' in data) done(data.answer);
      else fail(new Error(data.error));
    };
    worker.onerror = () => {
      worker.terminate();
      fail(new Error('the worker broke'));
    };
  });
  worker.postMessage({ tableId } satisfies DuplicateRequest);
  return { answer, cancel: () => worker.terminate() };
}
