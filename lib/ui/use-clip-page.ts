import { useCallback } from 'react';
import { plural } from './format.ts';
import { showToast } from './toast-store.ts';
import { useCommand } from './use-commands.ts';

/** Clips the page of a tab and says what came of it. */
export function useClipPage(tabId: number): { readonly clip: () => void; readonly busy: boolean } {
  const { send, busy } = useCommand('clip.page');
  const clip = useCallback(() => {
    void send({ tabId }).then((clipped) => {
      if (!clipped) return;
      const words = clipped.activityId === null ? 'Clipped before, nothing has changed' : `Clipped, ${plural(clipped.words, 'word')}`;
      showToast({ kind: 'info', text: words, ...(clipped.activityId === null ? {} : { undo: clipped.activityId }) });
    });
  }, [send, tabId]);
  return { clip, busy };
}
