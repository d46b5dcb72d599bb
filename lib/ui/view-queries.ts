/** Live reads of views and of the columns that a person made. */
import { useLiveQuery } from 'dexie-react-hooks';
import type { TableId } from '../core/ids.ts';
import type { CustomColumn } from '../domain/lead/custom.ts';
import type { View } from '../domain/view/view.ts';
import { database } from '../storage/open.ts';
import { useKeyed } from './queries.ts';

/** The views of a table, oldest first; undefined while loading. */
export const useViews = (tableId: TableId): readonly View[] | undefined =>
  useKeyed(tableId, async () => (await database.views.where('tableId').equals(tableId).toArray()).sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1)));

/** The columns that a person made, of both kinds, oldest first; undefined while loading. */
export const useCustomColumns = (): readonly CustomColumn[] | undefined =>
  useLiveQuery(async () => (await database.columns.toArray()).sort((a, b) => a.createdAt - b.createdAt || (a.key < b.key ? -1 : 1)), []);
