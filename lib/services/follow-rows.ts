import type { LeadFields } from '../domain/lead/lead.ts';
import { applySteps } from '../domain/list/columns.ts';
import type { Follow } from '../domain/list/follow.ts';
import type { ListCapture, ListRow } from '../domain/list/list.ts';
import type { Deps } from './deps.ts';
import { columnsKey } from './page-lists.ts';
import type { RowsToSave } from './save-rows.ts';

/**
 * The kept rows of a follow as they are to be saved: with the columns as the person made them for the template, page by page,
 * and with what was read on the pages of the rows. Null when the follow is gone.
 */
export async function rowsOfFollow(deps: Pick<Deps, 'store'>, followId: string, rowKeys: readonly string[]): Promise<RowsToSave[] | null> {
  const follow = await deps.store.follows.get(followId);
  if (!follow) return null;
  const [blocks, details, made] = await Promise.all([deps.store.follows.blocks(followId), deps.store.follows.details(followId), deps.store.lists.columns(columnsKey(follow.startUrl, follow.listId))]);
  const wanted = new Set(rowKeys);
  const read = new Map(details.flatMap(({ key, fields }) => (fields ? [[key, fields] as const] : [])));
  return blocks.flatMap((block): RowsToSave[] => {
    const rows = block.rows.filter(({ key }) => wanted.has(key));
    if (rows.length === 0) return [];
    const list = applySteps(asList(follow, rows), made?.steps ?? []);
    return [{ kind: list.kind, columns: list.columns, rows: list.rows.map(({ key, cells }) => ({ key, cells })), pageUrl: block.url, at: block.at, details: detailsOf(rows, read) }];
  });
}

function detailsOf(rows: readonly ListRow[], read: ReadonlyMap<string, LeadFields>): Readonly<Record<string, LeadFields>> {
  return Object.fromEntries(rows.flatMap(({ key }) => (read.has(key) ? [[key, read.get(key) ?? {}]] : [])));
}

const asList = ({ listId, readKind, container, record, name, columns }: Follow, rows: readonly ListRow[]): ListCapture => ({
  id: listId, kind: readKind, score: 0, recordCount: rows.length, container, record, heading: name, columns, rows, next: null,
});
