import { create } from 'zustand';
import type { TableId } from '../core/ids.ts';
import type { Table } from '../domain/lead/lead.ts';
import { ALL_OPEN, sameShut, withToggled, type Grouping, type Shut } from '../domain/view/group.ts';
import { USUAL_LAYOUT, type ColumnLayout } from '../domain/view/layout.ts';
import { PLAIN_VIEW, type View, type ViewShape } from '../domain/view/view.ts';
import type { FilterKey } from '../domain/view/filter.ts';
import { keepLayout } from './layout-keeper.ts';
import { useTable } from './table-store.ts';
import { shapeOf, sortedBy } from './view-edit.ts';

interface ViewState {
  /** The view that was opened; null = all rows. */
  readonly viewId: string | null;
  /** What the table looks like now: the opened view, and what was changed since. */
  readonly shape: ViewShape;
  /** The table that is looked at, which keeps how its columns stand while no view is open. */
  readonly tableId: TableId | null;
  /** Another table: nothing of the old one stays. */
  openTable(table: Table): void;
  /** @param own how the columns of the table stand while no view is open */
  open(view: View | null, own?: ColumnLayout): void;
  change(patch: Partial<Pick<ViewShape, 'filter' | 'sort'>>): void;
  /** Columns and rows otherwise; without a view the table keeps it. */
  lay(change: (layout: ColumnLayout) => ColumnLayout): void;
  /** Adds a column to what sorts or turns it, as a click on its head does. Without a way: upwards, downwards, and not at all. */
  sortBy(key: FilterKey, down?: boolean): void;
  /** Rows stand together by this column; undefined = they do not. */
  groupBy(key: Grouping['by'] | undefined): void;
  shut(shut: Shut): void;
  /** Shows or puts away the rows of one group; false when no more groups can be told apart from the others. */
  toggleGroup(key: string): boolean;
}

/** Other rows are on top now: the current cell is the first of its column. */
const toTop = (): void => useTable.getState().setPlace({ row: 0, col: useTable.getState().place.col });

/** How the rows and columns of the table page are looked at. Which rows and in which order is gone with the page where no view keeps it. */
export const useView = create<ViewState>((set, get) => ({
  viewId: null,
  shape: PLAIN_VIEW,
  tableId: null,
  openTable: ({ id, layout = USUAL_LAYOUT }) => set({ tableId: id, viewId: null, shape: { ...PLAIN_VIEW, layout } }),
  open: (view, own = USUAL_LAYOUT) => set({ viewId: view?.id ?? null, shape: view ? shapeOf(view) : { ...PLAIN_VIEW, layout: own } }),
  change(patch) {
    set(({ shape }) => ({ shape: { ...shape, ...patch } }));
    if (patch.filter || patch.sort) toTop();
  },
  lay(change) {
    const { shape, viewId, tableId } = get();
    const layout = change(shape.layout);
    if (layout === shape.layout) return;
    set({ shape: { ...shape, layout } });
    if (viewId === null && tableId !== null) keepLayout(tableId, layout);
  },
  sortBy(key, down) {
    set(({ shape }) => {
      const [by] = shape.sort;
      const sort = down === undefined ? sortedBy(shape.sort, key) : by?.key === key && by.down === down ? [] : [{ key, down }];
      return { shape: { ...shape, sort } };
    });
    toTop();
  },
  groupBy(key) {
    set(({ shape: { group: _group, ...shape } }) => ({ shape: key === undefined ? shape : { ...shape, group: { by: key, shut: ALL_OPEN } } }));
    toTop();
  },
  shut: (shut) => set(({ shape }) => (shape.group && !sameShut(shape.group.shut, shut) ? { shape: { ...shape, group: { ...shape.group, shut } } } : {})),
  toggleGroup(key) {
    const { group } = get().shape;
    const next = group && withToggled(group.shut, key);
    if (next) get().shut(next);
    return next !== null;
  },
}));
