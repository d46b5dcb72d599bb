import type { ListOutputs } from '../../contracts/list-commands.ts';
import { ok } from '../../core/result.ts';
import type { ListStep } from '../../domain/list/columns.ts';
import { markTab } from '../capture-page.ts';
import { samePage } from '../../domain/list/next-address.ts';
import type { Deps } from '../deps.ts';
import { exportList } from '../export-list.ts';
import { rowsOfFollow } from '../follow-rows.ts';
import { hideOverlay, refreshOverlay, showOverlay, telling } from '../list-overlay.ts';
import { changeColumns, findList, selectList } from '../page-lists.ts';
import { chooseTable } from '../tables.ts';
import { moveSaves, startSave, type RowsToSave } from '../save-rows.ts';
import { gone, movedOn, refuse, type Handlers, type Parsed } from './handler.ts';

type ListCommand = keyof ListOutputs;

/** Lists of a page: which one, its columns, the outline on the page, saving and copying rows. Everything here is free. */
export function listCommands(deps: Deps): Handlers<ListCommand> {
  /** The outline lasts long; nobody waits for it. */
  const meanwhile = (work: Promise<void>): void => void work.catch((error: unknown) => deps.report('overlay', error));
  /** Two changes at once would each start from the same columns. */
  const inTurn = async <T>(work: () => Promise<T>, otherwise: T): Promise<T> => {
    let result = otherwise;
    await deps.exclusively('page-lists', async () => void (result = await work()), true);
    return result;
  };
  const change = async (input: { tabId: number; listId: string }, step: ListStep | 'reset') => {
    if (!(await inTurn(() => changeColumns(deps, input.tabId, input.listId, step), false))) return gone('This list');
    meanwhile(refreshOverlay(deps, input.tabId));
    return ok(null);
  };

  return {
    'list.choose': async ({ tabId, index }) => {
      if (!(await inTurn(() => selectList(deps, tabId, index), null))) return gone('This list');
      await markTab(deps, tabId);
      meanwhile(refreshOverlay(deps, tabId));
      return ok(null);
    },
    'list.changeColumn': ({ key, change: changed, ...list }) => change(list, { do: 'change', key, change: changed }),
    'list.mergeColumns': ({ keys, joint, ...list }) => change(list, { do: 'merge', keys, joint }),
    'list.splitColumn': ({ key, by, ...list }) => change(list, { do: 'split', key, by }),
    'list.changeKind': ({ kind, ...list }) => change(list, { do: 'kind', kind }),
    'list.reset': (list) => change(list, 'reset'),
    'list.show': async ({ tabId }) => {
      const row = await deps.store.captures.get(tabId);
      if (!row?.lists?.length) return gone('This list');
      if (await hasMoved(deps, tabId, row.url)) return movedOn();
      meanwhile(showOverlay(deps, tabId));
      return ok(null);
    },
    'list.hide': async ({ tabId }) => {
      await hideOverlay(deps, tabId);
      return ok(null);
    },
    'list.showRow': async ({ tabId, listId, rowKey }) => {
      const found = await findList(deps, tabId, listId);
      const index = found?.list.rows.findIndex((row) => row.key === rowKey) ?? -1;
      const row = found?.list.rows[index];
      if (!found || !row) return gone('This row');
      const { container, record } = found.list;
      return ok({ found: await deps.tabs.showRecord(tabId, { container, record, index, texts: telling(found.list, row.cells) }) });
    },
    'list.save': (input) => save(deps, input, (tabId) => meanwhile(refreshOverlay(deps, tabId))),
    'list.cancelSave': async ({ saveId }) => {
      await deps.store.lists.endSave(saveId, 'cancelled');
      return ok(null);
    },
    'list.export': async ({ tabId, listId, rowKeys, format }) => {
      const found = await findList(deps, tabId, listId);
      return found ? ok(await exportList(deps, found.list, rowKeys, format)) : gone('This list');
    },
  };
}

async function hasMoved(deps: Deps, tabId: number, url: string): Promise<boolean> {
  const tab = await deps.tabs.get(tabId);
  return !tab || (tab.url !== '' && !samePage(tab.url, url));
}

async function save(deps: Deps, input: Parsed<'list.save'>, onSaved: (tabId: number) => void) {
  const { saveId, source, tableId, rowKeys } = input;
  if (!(await deps.store.lists.getSave(saveId))) {
    const pages = await rowsOf(deps, source, rowKeys);
    if (!pages) return 'tabId' in source ? movedOn() : gone('What was read');
    const kind = pages[0]?.kind;
    const table = await deps.store.leads.getTable(tableId);
    if (!kind) return gone('These rows');
    if (!table || table.kind !== kind) return refuse('conflict', `This table is gone or does not hold ${kind === 'person' ? 'people' : 'companies'}. Choose another one.`);
    await startSave(deps, saveId, tableId, pages);
    await chooseTable(deps, kind, tableId);
  }
  await moveSaves(deps, true);
  const done = await deps.store.lists.getSave(saveId);
  if (!done) return gone('This save');
  if ('tabId' in source) onSaved(source.tabId);
  const { added, merged, unchanged, skipped } = done;
  return ok({ added, merged, unchanged, skipped, isCancelled: done.state === 'cancelled', activityId: done.hasActivity ? done.activityId : null });
}

/** The rows that are meant, in the order they are shown; null when they are no longer what was shown. */
async function rowsOf(deps: Deps, source: Parsed<'list.save'>['source'], rowKeys: readonly string[]): Promise<RowsToSave[] | null> {
  if (!('tabId' in source)) return rowsOfFollow(deps, source.followId, rowKeys);
  const found = await findList(deps, source.tabId, source.listId);
  if (!found || found.row.capture?.url !== source.url) return null;
  const wanted = new Set(rowKeys);
  const rows = found.list.rows.filter((row) => wanted.has(row.key));
  return rows.length === 0 ? [] : [{ kind: found.list.kind, columns: found.list.columns, rows: rows.map(({ key, cells }) => ({ key, cells })), pageUrl: source.url, at: found.row.at }];
}
