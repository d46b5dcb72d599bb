/** Runs beside the table page and ends with its answer: a search for duplicates compares for seconds, and the rows must scroll meanwhile. */
import { database } from '../../storage/open.ts';
import { scanDuplicates, type DuplicateAnswer, type DuplicateProgress } from './scan.ts';

export interface DuplicateRequest {
  readonly tableId: string;
}
export type DuplicateReply = { readonly progress: DuplicateProgress } | { readonly answer: DuplicateAnswer } | { readonly error: string };

// Alone in its thread: what it posts goes to the page that started it.
const page = globalThis as unknown as { onmessage: ((event: MessageEvent<DuplicateRequest>) => void) | null; postMessage(reply: DuplicateReply): void };
page.onmessage = ({ data: { tableId } }) => {
  scanDuplicates(database, tableId, (progress) => page.postMessage({ progress })).then(
    (answer) => page.postMessage({ answer }),
    (error: unknown) => page.postMessage({ error: error instanceof Error ? error.message : 'unknown' }),
  );
};
