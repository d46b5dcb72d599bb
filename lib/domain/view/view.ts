import type { TableId } from '../../core/ids.ts';
import type { LeadKey } from '../lead/custom.ts';
import type { Filter } from './filter.ts';
import type { SortBy } from './order.ts';

/** A way to look at a table that has a name: which rows, in which order, with which columns. It changes no lead. */
export interface View {
  readonly id: string;
  readonly tableId: TableId;
  readonly name: string;
  readonly filter: Filter;
  /** The first one decides; the next one where it does not. Empty = the order of the table. */
  readonly sort: readonly SortBy[];
  /** Rows with the same value stand together under a head. */
  readonly group?: LeadKey;
  readonly hidden: readonly LeadKey[];
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

/** What a view says about the rows and columns; two that say the same look the same. */
export type ViewShape = Pick<View, 'filter' | 'sort' | 'group' | 'hidden'>;
export const PLAIN_VIEW: ViewShape = { filter: { match: 'all', items: [] }, sort: [], hidden: [] };

/** Rows that are sorted within groups: the group decides first. Empty = the order of the table. */
export const sortOf = ({ group, sort }: ViewShape): readonly SortBy[] => (group === undefined || sort[0]?.key === group ? sort : [{ key: group, down: false }, ...sort.filter((by) => by.key !== group)]);
