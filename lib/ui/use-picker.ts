/** Hooks over pointing on a page: the draft of a tab, and waiting for it. */
import { useEffect } from 'react';
import type { DraftRow } from '../storage/draft-row.ts';
import { database } from '../storage/open.ts';
import { useKeyed, type Loaded } from './queries.ts';
import { sendCommand } from './send-command.ts';
import { showToast } from './toast-store.ts';

/** What somebody picks, or has picked, on the page of a tab. */
export const useDraft = (tabId: number | null): Loaded<DraftRow> => useKeyed(`${tabId}`, async () => (tabId === null ? null : ((await database.drafts.get(tabId)) ?? null)));

/** Pause before a background that did not answer is asked again. */
const AGAIN_MS = 1_000;

/** Asks the background again and again for what is picked, while somebody picks; each question waits there. */
export function usePickerPoll(tabId: number): void {
  useEffect(() => {
    let stopped = false;
    const ask = async (): Promise<void> => {
      while (!stopped) {
        const answer = await sendCommand('picker.poll', { tabId });
        // Told also when the picking panel is gone already: the draft ends before the answer that says so arrives.
        if (answer.ok && answer.value.state === 'gone') showToast({ kind: 'info', text: 'The page was left, so nothing was picked.' });
        if (stopped) return;
        if (answer.ok && answer.value.state === 'picking') continue;
        if (answer.ok) return;
        if (answer.error.code !== 'unreachable') {
          showToast({ kind: 'bad', text: answer.error.message });
          return;
        }
        await new Promise((resolve) => void setTimeout(resolve, AGAIN_MS));
      }
    };
    void ask();
    return () => {
      stopped = true;
    };
  }, [tabId]);
}
