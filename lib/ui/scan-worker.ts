/** Runs beside the table page, so that going through a whole table never holds up a key or a scroll. */
import { database } from '../storage/open.ts';
import { taggedIn, type Tagged } from './tags/tag-scan.ts';
import { answerScan, type ScanAnswer, type ScanQuestion } from './scan-question.ts';

/** Which leads, in which order; or which tags the leads of a table have. */
export type ScanRequest = { readonly id: number; readonly question: ScanQuestion } | { readonly id: number; readonly taggedIn: string };
export type ScanReply = { readonly id: number; readonly answer: ScanAnswer } | { readonly id: number; readonly tagged: readonly Tagged[] } | { readonly id: number; readonly error: string };

// Alone in its thread: what it posts goes to the page that started it.
const page = globalThis as unknown as { onmessage: ((event: MessageEvent<ScanRequest>) => void) | null; postMessage(reply: ScanReply, transfer?: readonly Transferable[]): void };
void database.open();
let newest = 0;
page.onmessage = ({ data }) => {
  const { id } = data;
  const fail = (error: unknown): void => page.postMessage({ id, error: error instanceof Error ? error.message : 'unknown' });
  if ('taggedIn' in data) {
    taggedIn(database, data.taggedIn).then((tagged) => page.postMessage({ id, tagged }, tagged.map(({ places }) => places.buffer)), fail);
    return;
  }
  const { question } = data;
  newest = id;
  answerScan(database, question, () => newest !== id).then(
    (answer) => page.postMessage({ id, answer }, [answer.places.buffer]),
    fail,
  );
};
