/** The change of tags that is under way on this page: one at a time, whatever is open or shut meanwhile. */
import { create } from 'zustand';
import type { TableId } from '../../core/ids.ts';
import { TAGS_SET } from '../../core/limits.ts';
import type { LeadKind } from '../../domain/lead/fields.ts';
import { idsAt } from '../lead-ids.ts';
import { sendCommand } from '../send-command.ts';
import { showToast } from '../toast-store.ts';
import { changeTagsAt, tagWords, tooManyToTag, type TagDeps, type TagsWanted } from './change-tags.ts';

interface TagWork {
  /** Leads that have been gone through, of how many; null while nothing is changed. */
  readonly now: { readonly done: number; readonly total: number } | null;
  /** Counts what was changed, so that lists look again. */
  readonly round: number;
  readonly isStopped: boolean;
}
export const useTagWork = create<TagWork>(() => ({ now: null, round: 0, isStopped: false }));
export const stopTagWork = (): void => useTagWork.setState({ isStopped: true });

const DEPS: TagDeps = {
  idsAt: (tableId: TableId, places: Uint32Array) => idsAt(tableId, places),
  send: (input) => sendCommand('tags.change', input),
  sleep: (ms) => new Promise((resolve) => void setTimeout(resolve, ms)),
  newId: () => crypto.randomUUID(),
};

/** Changes the leads and says what became of it, with its undo. Nothing while another change is under way. */
export async function changeTags(kind: LeadKind, wanted: TagsWanted): Promise<void> {
  const total = wanted.places.length;
  if (useTagWork.getState().now || total === 0) return;
  if (total > TAGS_SET) return showToast({ kind: 'bad', text: tooManyToTag(total) });
  useTagWork.setState({ now: { done: 0, total }, isStopped: false });
  try {
    const done = await changeTagsAt(DEPS, wanted, (leads) => useTagWork.setState({ now: { done: leads, total } }), () => useTagWork.getState().isStopped);
    showToast({ kind: done.trouble ? 'bad' : 'info', text: tagWords(kind, wanted.change, wanted.everywhere, done), ...(done.activityId === null ? {} : { undo: done.activityId }) });
  } catch {
    showToast({ kind: 'bad', text: 'The leads could not be read. What was done until then stays and can be undone. Try again.' });
  } finally {
    useTagWork.setState(({ round }) => ({ now: null, round: round + 1, isStopped: false }));
  }
}
