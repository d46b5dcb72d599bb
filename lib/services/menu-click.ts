import type { MenuClick } from '../platform/page-events.ts';
import type { ToastText } from '../capture/layer/toast.ts';
import { leadLabel } from '../domain/enrichment/plan.ts';
import { clipPage, wordsOf } from './clips.ts';
import { captureContext } from './context-capture.ts';
import type { Deps } from './deps.ts';
import { because } from './problem-words.ts';
import { saveBlock, saveSelectedLinks } from './selected-part.ts';

type MenuDeps = Pick<Deps, 'store' | 'tabs' | 'clipper' | 'now' | 'newId'>;

interface Told {
  readonly text: Pick<ToastText, 'title' | 'detail' | 'tone'>;
  readonly activityId: string | null;
}

/** An item of the context menu was chosen. Works with the panel closed: what came of it is told by a toast in the page, with Undo. */
export async function menuClick(deps: MenuDeps, click: MenuClick): Promise<void> {
  const told = await deed(deps, click);
  if (!told) return;
  const isDone = told.text.tone !== 'bad';
  const answer = await deps.tabs.toast(click.tabId, { ...told.text, undo: told.activityId !== null, ...(isDone ? { openLabel: 'Open' } : {}) });
  if (answer === 'undo' && told.activityId !== null) await deps.store.leads.undo(told.activityId, deps.now());
  if (answer === 'open') await deps.tabs.openTable();
}

async function deed(deps: MenuDeps, click: MenuClick): Promise<Told | null> {
  switch (click.item) {
    case 'clip-page':
      return clip(deps, click.tabId);
    case 'add-links':
      return links(deps, click.tabId);
    case 'read-block':
      return block(deps, click.tabId);
    default:
      await captureContext(deps, click.tabId, click);
      return null;
  }
}

const bad = (title: string, reason: string): Told => ({ text: { title, detail: reason.slice(title.length + 2).replace(/^./, (letter) => letter.toUpperCase()), tone: 'bad' }, activityId: null });

async function clip(deps: MenuDeps, tabId: number): Promise<Told> {
  const clipped = await clipPage(deps, tabId);
  const title = 'This page cannot be clipped';
  if (!clipped.ok) return bad(title, because(title, clipped.error));
  const { clip: kept, lead, activityId } = clipped.value;
  const place = lead ? `Kept with ${leadLabel(lead)}.` : 'Kept until the lead of this page is saved.';
  return { text: { title: activityId === null ? 'Clipped before, nothing has changed' : `Clipped, ${wordsOf(kept.words)}`, detail: `${place} Free.` }, activityId };
}

async function links(deps: MenuDeps, tabId: number): Promise<Told> {
  const saved = await saveSelectedLinks(deps, tabId);
  const title = 'The selected links cannot be added';
  if (!saved.ok) return bad(title, because(title, saved.error));
  const { added, merged, unchanged, tables, activityId } = saved.value;
  const known = merged + unchanged;
  return { text: { title: `${added} of ${added + known} added to ${tables}`, detail: `${known > 0 ? 'The others were known. ' : ''}No link was opened. Free.` }, activityId };
}

async function block(deps: MenuDeps, tabId: number): Promise<Told> {
  const saved = await saveBlock(deps, tabId);
  const title = 'The selected block cannot be read';
  if (!saved.ok) return bad(title, because(title, saved.error));
  const { first, tables, added, merged, unchanged, activityId } = saved.value;
  const all = added + merged + unchanged;
  if (activityId === null) return { text: { title: `${all > 1 ? `All ${all} are` : `${first} is`} already in ${tables}`, detail: 'Nothing new in this block. Free.' }, activityId };
  if (all > 1) return { text: { title: `${added} of ${all} added to ${tables}`, detail: `${added < all ? 'The others were known. ' : ''}Read from the selected block. Free.` }, activityId };
  return { text: { title: added > 0 ? `${first} added to ${tables}` : `${first} updated in ${tables}`, detail: 'Read from the selected block. Free.' }, activityId };
}
