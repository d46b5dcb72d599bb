import { create } from 'zustand';
import { PLAIN_VIEW, type View, type ViewShape } from '../domain/view/view.ts';
import type { FilterKey } from '../domain/view/filter.ts';
import { useTable } from './table-store.ts';
import { shapeOf, sortedBy } from './view-edit.ts';

interface ViewState {
  /** The view that was opened; null = all rows. */
  readonly viewId: string | null;
  /** What the table looks like now: the opened view, and what was changed since. */
  readonly shape: ViewShape;
  open(view: View | null): void;
  change(patch: Partial<ViewShape>): void;
  /** Adds a column to what sorts or turns it, as a click on its head does. Without a way: upwards, downwards, and not at all. */
  sortBy(key: FilterKey, down?: boolean): void;
  /** Rows stand together by this column; undefined = they do not. */
  groupBy(key: ViewShape['group']): void;
}

/** Other rows are on top now: the current cell is the first of its column. */
const toTop = (): void => useTable.getState().setPlace({ row: 0, col: useTable.getState().place.col });

/** How the rows of the table page are looked at. What is not kept as a view is gone with the page. */
export const useView = create<ViewState>((set) => ({
  viewId: null,
  shape: PLAIN_VIEW,
  open: (view) => set({ viewId: view?.id ?? null, shape: view ? shapeOf(view) : PLAIN_VIEW }),
  change(patch) {
    set(({ shape }) => ({ shape: { ...shape, ...patch } }));
    if (patch.filter || patch.sort) toTop();
  },
  sortBy(key, down) {
    set(({ shape }) => {
      const [by] = shape.sort;
      const sort = down === undefined ? sortedBy(shape.sort, key) : by?.key === key && by.down === down ? [] : [{ key, down }];
      return { shape: { ...shape, sort } };
    });
    toTop();
  },
  groupBy: (key) =>
    set(({ shape: { group: _group, ...shape } }) => ({ shape: key === undefined ? shape : { ...shape, group: key } })),
}));
