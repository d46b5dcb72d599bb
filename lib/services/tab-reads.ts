import type { SavedTogether } from '../contracts/clip-commands.ts';
import { TAB_READ_ATTEMPTS } from '../core/limits.ts';
import { pageKeyOf } from '../domain/lead/page-key.ts';
import type { TabReadRow } from '../storage/database.ts';
import { capturePage } from './capture-page.ts';
import type { Deps } from './deps.ts';
import { saveAllLeads } from './save-together.ts';

type TabDeps = Pick<Deps, 'store' | 'tabs' | 'now' | 'newId' | 'exclusively' | 'wakeIn'>;

/** Looked at again after this, should the worker die while a tab is read. */
const LOOK_AGAIN_MS = 30_000;
/** Looked at again after this when somebody else is at it, and may be about to leave. */
const BUSY_MS = 1_000;

export interface TabToRead {
  readonly tabId: number;
  readonly url: string;
  readonly title: string;
  readonly borrowed: boolean;
}

/** Writes down which tabs are to be read; whoever looks at the rows next reads them. A list that was there before is put away. */
export async function startTabReads(deps: TabDeps, tabs: readonly TabToRead[]): Promise<void> {
  const kept = new Set(tabs.map((tab) => tab.url));
  await giveBack(deps, (row) => !kept.has(row.url));
  await deps.store.tabReads.begin(tabs.map(({ borrowed, ...tab }, order) => ({ ...tab, order, state: 'waiting', attempts: 0, borrowed: borrowed ? 1 : 0 })));
}

/**
 * Reads the tabs that wait, one after the other and none of them in front. Everything is in the rows, so it may be called by
 * anything at any time and may die anywhere: a tab that was begun is begun again. Sites that were allowed for this only are
 * given back at the end.
 */
export async function moveTabReads(deps: TabDeps): Promise<void> {
  if ((await deps.store.tabReads.openCount()) === 0) return giveBack(deps, () => true);
  const isDone = await deps.exclusively('tab-reads', async () => {
    for (let row = await deps.store.tabReads.next(); row; row = await deps.store.tabReads.next()) {
      deps.wakeIn(LOOK_AGAIN_MS);
      await deps.store.tabReads.finish(await readTab(deps, row));
    }
    // Another list may have been begun since: its sites are still needed.
    if ((await deps.store.tabReads.openCount()) === 0) await giveBack(deps, () => true);
  });
  if (!isDone || (await deps.store.tabReads.openCount()) > 0) deps.wakeIn(BUSY_MS);
}

async function readTab(deps: TabDeps, row: TabReadRow): Promise<TabReadRow> {
  const fail = (problem: NonNullable<TabReadRow['problem']>): TabReadRow => ({ ...row, state: 'problem', problem });
  if (row.attempts > TAB_READ_ATTEMPTS) return fail('broken');
  const tab = await deps.tabs.get(row.tabId);
  if (!tab || (tab.url !== '' && pageKeyOf(tab.url) !== pageKeyOf(row.url))) return fail('gone');
  if (tab.asleep) return fail('asleep');
  const capture = await capturePage(deps, row.tabId);
  const read = await deps.store.captures.get(row.tabId);
  if (!capture) return fail(read?.problem ?? 'gone');
  // A page of many is added row by row from its own tab, where its columns can be looked at.
  if (read?.pageKind === 'list') return { ...row, state: 'read', listRows: read.lists?.[read.shownList ?? 0]?.recordCount ?? 0 };
  return { ...row, state: 'read', ...(Object.keys(capture.fields).length > 0 ? { capture } : {}) };
}

async function giveBack(deps: Pick<TabDeps, 'store' | 'tabs'>, isOver: (row: TabReadRow) => boolean): Promise<void> {
  const rows = (await deps.store.tabReads.borrowed()).filter(isOver);
  if (rows.length === 0) return;
  await deps.tabs.giveBack(rows.map((row) => row.url));
  await deps.store.tabReads.givenBack(rows.map((row) => row.tabId));
}

/** Adds what was read from these tabs to the current tables, as one deed with one undo. Null when there is nothing to add. */
export async function saveTabReads(deps: TabDeps, tabIds: readonly number[]): Promise<SavedTogether | null> {
  const rows = (await deps.store.tabReads.all()).filter((row) => tabIds.includes(row.tabId) && row.capture !== undefined);
  const leads = rows.flatMap(({ capture }) => (capture ? [{ kind: capture.kind, fields: capture.fields, sourceUrl: capture.url, clipsOf: pageKeyOf(capture.url) }] : []));
  if (leads.length === 0) return null;
  const { added, merged, unchanged, activityId } = await saveAllLeads(deps, leads, `From ${rows.length} open ${rows.length === 1 ? 'tab' : 'tabs'}`);
  return { added, merged, unchanged, activityId };
}

/** Puts the list away; what was borrowed for it is given back first. */
export async function closeTabReads(deps: Pick<TabDeps, 'store' | 'tabs'>): Promise<void> {
  await deps.store.tabReads.stop();
  await giveBack(deps, () => true);
  await deps.store.tabReads.clear();
}
