/** Runs beside the table page, so that going through a whole table never holds up a key or a scroll. */
import { database } from '../storage/open.ts';
import { answerScan, type ScanAnswer, type ScanQuestion } from './scan-question.ts';

export interface ScanRequest {
  readonly id: number;
  readonly question: ScanQuestion;
}
export type ScanReply = { readonly id: number; readonly answer: ScanAnswer } | { readonly id: number; readonly error: string };

// Alone in its thread: what it posts goes to the page that started it.
const page = globalThis as unknown as { onmessage: ((event: MessageEvent<ScanRequest>) => void) | null; postMessage(reply: ScanReply, transfer?: readonly Transferable[]): void };
let newest = 0;
page.onmessage = ({ data: { id, question } }) => {
  newest = id;
  answerScan(database, question, () => newest !== id).then(
    (answer) => page.postMessage({ id, answer }, [answer.places.buffer]),
    (error: unknown) => page.postMessage({ id, error: error instanceof Error ? error.message : 'unknown' }),
  );
};
