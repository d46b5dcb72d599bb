import type { TableId } from '../../core/ids.ts';
import type { LeadKey } from '../lead/custom.ts';
import type { Filter } from './filter.ts';
import type { Grouping } from './group.ts';
import { USUAL_LAYOUT, type ColumnLayout } from './layout.ts';
import type { SortBy } from './order.ts';

/** A way to look at a table that has a name: which rows, in which order, with which columns. It changes no lead. */
export interface View {
  readonly id: string;
  readonly tableId: TableId;
  readonly name: string;
  readonly filter: Filter;
  /** The first one decides; the next one where it does not. Empty = the order of the table. */
  readonly sort: readonly SortBy[];
  readonly group?: Grouping;
  readonly layout: ColumnLayout;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

/** What a view says about the rows and columns; two that say the same look the same. */
export type ViewShape = Pick<View, 'filter' | 'sort' | 'group' | 'layout'>;
export const PLAIN_VIEW: ViewShape = { filter: { match: 'all', items: [] }, sort: [], layout: USUAL_LAYOUT };

/** Rows that are sorted within groups: the group decides first, downwards where its column sorts so. Empty = the order of the table. */
export function sortOf(sort: readonly SortBy[], group?: LeadKey): readonly SortBy[] {
  if (group === undefined) return sort;
  return [sort.find((by) => by.key === group) ?? { key: group, down: false }, ...sort.filter((by) => by.key !== group)];
}
