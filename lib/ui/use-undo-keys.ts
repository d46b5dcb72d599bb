import { useEffect } from 'react';
import { sendCommand } from './send-command.ts';
import { showToast } from './toast-store.ts';

/** Where these keys mean the text that is typed. */
const TYPED = 'input, textarea, select, [contenteditable], [role="dialog"]';

type Way = 'table.undo' | 'table.redo';
/** Ctrl Z back, Ctrl Shift Z or Ctrl Y forth. */
export function wayOf({ key, ctrlKey, metaKey, shiftKey, altKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>): Way | null {
  if ((!ctrlKey && !metaKey) || altKey) return null;
  const letter = key.toLowerCase();
  if (letter === 'z') return shiftKey ? 'table.redo' : 'table.undo';
  return letter === 'y' && !shiftKey ? 'table.redo' : null;
}

/** The edits of a table are gone back and forth through with the keys, anywhere on the page where nothing is typed. Presses are done in their order. */
export function useUndoKeys(tableId: string | undefined): void {
  useEffect(() => {
    if (tableId === undefined) return undefined;
    let queue = Promise.resolve();
    const turn = async (way: Way): Promise<void> => {
      const result = await sendCommand(way, { tableId });
      if (!result.ok) showToast({ kind: 'bad', text: result.error.message });
      else if (result.value.done) showToast({ kind: 'info', text: `${way === 'table.undo' ? 'Undone' : 'Done again'}: ${result.value.done.title}` });
      else showToast({ kind: 'info', text: way === 'table.undo' ? 'There is no edit of this table to undo.' : 'There is nothing to do again.' });
    };
    const onKey = (e: KeyboardEvent): void => {
      const way = wayOf(e);
      if (way === null || e.defaultPrevented || (e.target instanceof Element && e.target.closest(TYPED)) || document.querySelector('[role="dialog"]')) return;
      e.preventDefault();
      queue = queue.then(() => turn(way));
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [tableId]);
}
