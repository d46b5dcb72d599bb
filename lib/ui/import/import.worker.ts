/** The reader of files, off the page's thread. It has no door to the browser, the database or the network. */
import { UnreadableFile } from '../../files/read/row.ts';
import type { ReaderAnswer, ReaderQuestion } from './messages.ts';
import { createReader } from './reader.ts';

const reader = createReader();

self.addEventListener('message', ({ data }: MessageEvent<ReaderQuestion>) => {
  const answer = (said: ReaderAnswer): void => self.postMessage(said);
  (reader[data.call] as (input: unknown) => Promise<unknown>)(data.input).then(
    (value) => answer({ id: data.id, value }),
    (error: unknown) => answer({ id: data.id, problem: error instanceof UnreadableFile ? error.problem : 'bug' }),
  );
});
