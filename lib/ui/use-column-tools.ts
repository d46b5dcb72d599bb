import { useMemo } from 'react';
import { COLUMN_STEP_PX } from '../core/view-limits.ts';
import type { LeadKey } from '../domain/lead/custom.ts';
import { shownKeys, withHidden, withMoved, withPinned, withWidth, type ColumnLayout } from '../domain/view/layout.ts';
import { boundedWidth } from './column-layout.ts';
import type { Column } from './columns.ts';
import { fittingWidth } from './fit-width.ts';
import { showToast } from './toast-store.ts';
import { useTable } from './table-store.ts';
import { useView } from './view-store.ts';

/** What can be done to a column in sight. Places are those among the columns in sight; the current cell stays with its column. */
export interface ColumnTools {
  move(from: number, to: number): void;
  /** So many columns stay at the left edge. */
  pin(count: number): void;
  hide(column: Column): void;
  setWidth(key: LeadKey, widthPx: number): void;
  /** Wider by so many steps, or narrower. */
  widen(column: Column, steps: number): void;
  /** So wide that all of it that is on the screen shows. */
  fit(column: Column, index: number): void;
}

/** @param all every column there is, in the usual order and width @param boxOf the grid; always the same function */
export function useColumnTools(all: readonly Column[], boxOf: () => HTMLElement | null): ColumnTools {
  return useMemo(() => {
    const usual = all.map(({ field }) => field);
    const lay = (change: (layout: ColumnLayout) => ColumnLayout): void => {
      const { place, setPlace } = useTable.getState();
      const key = shownKeys(usual, useView.getState().shape.layout)[place.col];
      useView.getState().lay(change);
      const after = shownKeys(usual, useView.getState().shape.layout);
      const col = key === undefined ? -1 : after.indexOf(key);
      if (col !== place.col) setPlace({ row: place.row, col: col < 0 ? Math.max(0, Math.min(place.col, after.length - 1)) : col });
    };
    const setWidth = (key: LeadKey, widthPx: number): void => lay((layout) => withWidth(layout, key, boundedWidth(widthPx), all.find(({ field }) => field === key)?.width ?? 0));
    return {
      move: (from, to) => lay((layout) => withMoved(usual, layout, from, to)),
      pin: (count) => lay((layout) => withPinned(usual, layout, count)),
      hide({ field, label }) {
        lay((layout) => withHidden(layout, field, true));
        showToast({
          kind: 'info',
          text: `${label} is hidden`,
          onUndo() {
            lay((layout) => withHidden(layout, field, false));
            return Promise.resolve(true);
          },
        });
      },
      setWidth,
      widen: (column, steps) => setWidth(column.field, column.width + steps * COLUMN_STEP_PX),
      fit(column, index) {
        const grid = boxOf();
        if (grid) setWidth(column.field, fittingWidth(grid, index + 2));
      },
    };
  }, [all, boxOf]);
}
