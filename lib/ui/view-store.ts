import { create } from 'zustand';
import { PLAIN_VIEW, type View, type ViewShape } from '../domain/view/view.ts';
import { shapeOf } from './view-edit.ts';

interface ViewState {
  /** The view that was opened; null = all rows. */
  readonly viewId: string | null;
  /** What the table looks like now: the opened view, and what was changed since. */
  readonly shape: ViewShape;
  open(view: View | null): void;
  change(patch: Partial<ViewShape>): void;
  /** Rows stand together by this column; undefined = they do not. */
  groupBy(key: ViewShape['group']): void;
}

/** How the rows of the table page are looked at. What is not kept as a view is gone with the page. */
export const useView = create<ViewState>((set) => ({
  viewId: null,
  shape: PLAIN_VIEW,
  open: (view) => set({ viewId: view?.id ?? null, shape: view ? shapeOf(view) : PLAIN_VIEW }),
  change: (patch) => set(({ shape }) => ({ shape: { ...shape, ...patch } })),
  groupBy: (key) =>
    set(({ shape: { group: _group, ...shape } }) => ({ shape: key === undefined ? shape : { ...shape, group: key } })),
}));
