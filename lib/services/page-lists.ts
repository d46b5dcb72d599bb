import { isCut, toLists } from '../capture/lists.ts';
import { withIdentity } from '../capture/row-lead.ts';
import { addStep, applySteps, type ListStep } from '../domain/list/columns.ts';
import type { Recipe } from '../contracts/recipe.ts';
import type { ListCapture } from '../domain/list/list.ts';
import { hostOfPage } from '../domain/list/row-lead.ts';
import { boundLists } from '../domain/list/rows.ts';
import type { CaptureRow } from '../storage/database.ts';
import type { Deps } from './deps.ts';

type ListDeps = Pick<Deps, 'store' | 'now'>;
export type PageLists = Required<Pick<CaptureRow, 'lists' | 'listsAsRead' | 'shownList' | 'listsCut'>>;

/** Where what a person did to the columns of a list is kept: by site and template. */
export const columnsKey = (url: string, listId: string): string => `${hostOfPage(url)} ${listId}`;

/** The lists of a page with the columns as the person made them before. What cannot be understood is no list. */
export async function listsOfPage(deps: ListDeps, raw: unknown, url: string, at: number, recipes: readonly Recipe[]): Promise<PageLists & { readonly isChosen: boolean }> {
  const read = raw == null ? null : toLists(raw, { url }, recipes);
  const bound = boundLists(read?.ok ? read.value : []);
  const kept = new Map((await deps.store.lists.allColumns(bound.lists.map((list) => columnsKey(url, list.id)))).map((row) => [row.key, row]));
  const stepsOf = (list: ListCapture): readonly ListStep[] => kept.get(columnsKey(url, list.id))?.steps ?? [];
  const chosen = bound.lists.findIndex((list) => kept.get(columnsKey(url, list.id))?.isChosen);
  const shownList = Math.max(0, chosen);
  const lists = bound.lists.map((list, i) => {
    const made = applySteps(list, stepsOf(list));
    return i === shownList ? withIdentity(made, { pageUrl: url, at }) : made;
  });
  const changed = bound.lists.filter((list) => stepsOf(list).length > 0);
  return { lists, listsAsRead: Object.fromEntries(changed.map((list) => [list.id, list])), shownList, listsCut: bound.isCut || isCut(raw), isChosen: chosen >= 0 };
}

/** The row of a tab with the list that is meant, or null when the page has been read anew without it. */
export async function findList(deps: ListDeps, tabId: number, listId: string): Promise<{ row: CaptureRow; list: ListCapture; index: number } | null> {
  const row = await deps.store.captures.get(tabId);
  const index = row?.lists?.findIndex((list) => list.id === listId) ?? -1;
  const list = row?.lists?.[index];
  return row && list ? { row, list, index } : null;
}

/** Shows another list; its rows get their identity now, for only what is looked at needs one. */
export async function selectList(deps: ListDeps, tabId: number, index: number): Promise<ListCapture | null> {
  const row = await deps.store.captures.get(tabId);
  const list = row?.lists?.[index];
  if (!row || !list) return null;
  const shown = (one: ListCapture): ListCapture => (one.rows.some(({ identity }) => identity === undefined) ? withIdentity(one, { pageUrl: row.url, at: row.at }) : one);
  await deps.store.captures.change(tabId, row.at, (now) => ({ lists: (now.lists ?? []).map((one, i) => (i === index ? shown(one) : one)), shownList: index, pageKind: 'list' }));
  return shown(list);
}

/** Changes the columns of a list here and for the pages of its template to come. False when the list is gone or was changed too often. */
export async function changeColumns(deps: ListDeps, tabId: number, listId: string, step: ListStep | 'reset'): Promise<boolean> {
  const found = await findList(deps, tabId, listId);
  if (!found) return false;
  const { row, list, index } = found;
  const key = columnsKey(row.url, listId);
  const kept = await deps.store.lists.columns(key);
  const asRead = row.listsAsRead?.[listId] ?? list;
  const steps = step === 'reset' ? [] : addStep(kept?.steps ?? [], step);
  if (!steps) return false;
  await deps.store.lists.putColumns({ ...kept, key, at: deps.now(), steps });
  const made = withIdentity(applySteps(asRead, steps), { pageUrl: row.url, at: row.at });
  await deps.store.captures.change(tabId, row.at, (now) => ({
    lists: (now.lists ?? []).map((one, i) => (i === index ? made : one)),
    listsAsRead: { ...now.listsAsRead, [listId]: asRead },
  }));
  return true;
}

/** The person said that this is the list of such pages: it is shown first from now on. */
export async function preferList(deps: ListDeps, row: CaptureRow): Promise<void> {
  for (const [i, list] of (row.lists ?? []).entries()) {
    const key = columnsKey(row.url, list.id);
    const kept = await deps.store.lists.columns(key);
    const isChosen = i === row.shownList;
    if ((kept?.isChosen ?? false) !== isChosen) await deps.store.lists.putColumns({ steps: [], ...kept, key, at: deps.now(), isChosen });
  }
}
