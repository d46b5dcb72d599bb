import { rowWords } from '../domain/list/words.ts';
import type { ListCapture } from '../domain/list/list.ts';
import { bareIds, identitiesOf, knownTables, knownTag } from '../domain/list/known.ts';
import { hostOfPage } from '../domain/list/row-lead.ts';
import type { OverlayInput } from '../capture/layer/overlay-types.ts';
import type { CaptureRow } from '../storage/database.ts';
import type { Deps } from './deps.ts';
import { capturePage } from './capture-page.ts';
import { preferList, selectList } from './page-lists.ts';

type OverlayDeps = Pick<Deps, 'store' | 'tabs' | 'now'>;

/** Answers of one overlay before it is asked for anew: nobody steps through lists that often. */
const ROUNDS = 500;

/**
 * Outlines the shown list on the page and does what its toolbar says, until the outline goes. Everything it needs stands in
 * the row of the tab, so it may be called again at any time: the outline that is there is taken over.
 */
export async function showOverlay(deps: OverlayDeps, tabId: number): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    const row = await deps.store.captures.get(tabId);
    const count = row?.lists?.length ?? 0;
    const shown = row?.shownList ?? 0;
    const list = row?.lists?.[shown];
    if (!row || !list || row.pageKind !== 'list') return undefined;
    if (!row.overlay) await deps.store.captures.change(tabId, row.at, { overlay: true });
    const answer = await deps.tabs.overlay(tabId, await overlayOf(deps, row, list));
    if (answer === 'replaced') return undefined;
    if (answer === 'next' || answer === 'previous') {
      await selectList(deps, tabId, (shown + (answer === 'next' ? 1 : -1) + count) % count);
      continue;
    }
    if (answer === 'use') await preferList(deps, row);
    // The page may have been read anew meanwhile. It keeps an answer until it knows that it was heard.
    return hideOverlay(deps, tabId);
  }
  return undefined;
}

export async function hideOverlay(deps: OverlayDeps, tabId: number): Promise<void> {
  const row = await deps.store.captures.get(tabId);
  if (row?.overlay) await deps.store.captures.change(tabId, row.at, { overlay: false });
  await deps.tabs.hideOverlay(tabId);
}

/** A person asked for this page: it is read, and a list on it is outlined. Resolves when it was read; the outline stays. */
export async function askPage(deps: OverlayDeps & Pick<Deps, 'report'>, tabId: number): Promise<boolean> {
  const before = await deps.store.captures.get(tabId);
  const capture = await capturePage(deps, tabId);
  await outline(deps, tabId, before?.overlay === true);
  return capture !== null;
}

/** Outlines the list that a tab is shown as, or takes away the outline that is there. Not awaited for as long as it lasts. */
export async function outline(deps: OverlayDeps & Pick<Deps, 'report'>, tabId: number, wasShown: boolean): Promise<void> {
  const row = await deps.store.captures.get(tabId);
  if (row?.pageKind === 'list') void showOverlay(deps, tabId).catch((error: unknown) => deps.report('overlay', error));
  else if (wasShown) await hideOverlay(deps, tabId);
}

/** Draws the outline anew if there is one: another list, other columns, rows that are known now. Not awaited by who changes something: it lasts as long as the outline. */
export async function refreshOverlay(deps: OverlayDeps, tabId: number): Promise<void> {
  if ((await deps.store.captures.get(tabId))?.overlay) await showOverlay(deps, tabId);
}

async function overlayOf(deps: OverlayDeps, row: CaptureRow, list: ListCapture): Promise<OverlayInput> {
  const known = await knownRows(deps, row, list);
  const lists = row.lists?.length ?? 1;
  return {
    container: list.container,
    record: list.record,
    columns: list.columns.filter((column) => !column.isDropped && column.selector !== undefined).map((column) => ({ selector: column.selector ?? '', label: rowWords.column(list, column), field: column.field ?? column.type })),
    known: list.rows.flatMap((one) => {
      const tag = known.get(one.key);
      return tag === undefined ? [] : [{ texts: telling(list, one.cells), tag }];
    }),
    title: rowWords.count(list),
    note: known.size === 0 ? '' : `${known.size} known`,
    step: lists < 2 ? '' : `List ${(row.shownList ?? 0) + 1} of ${lists}`,
  };
}

/** The texts by which a record is told from its neighbours: what can be seen of it, shortest list that does. */
export const telling = (list: ListCapture, cells: readonly string[]): string[] =>
  list.columns.flatMap((column, i) => (column.type === 'url' || column.type === 'image' || column.selector === undefined || (cells[i] ?? '') === '' ? [] : [(cells[i] ?? '').slice(0, 120)])).slice(0, 3);

/** What is known of the rows, by row key: the table, or how many of them. */
async function knownRows(deps: OverlayDeps, row: CaptureRow, list: ListCapture): Promise<Map<string, string>> {
  const tables = await deps.store.leads.tables();
  const host = hostOfPage(row.url);
  const [byKey, byId] = await Promise.all([deps.store.leads.matching(list.kind, identitiesOf(list)), deps.store.leads.getLeads([...bareIds(list, host, tables).keys()])]);
  return new Map([...knownTables(list, host, tables, [...byKey, ...byId])].map(([key, ids]) => [key, knownTag(ids, tables)]));
}
