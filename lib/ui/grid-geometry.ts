import type { LeadKey } from '../domain/lead/custom.ts';
import type { RowHeight } from '../domain/view/layout.ts';
import { lastAtOrBelow } from './positions.ts';

/** Heights of rows, of the head of the grid and of the head of a group, and the width of the tick box, in pixels; the same numbers stand in grid.css. */
export const ROW_PX: Readonly<Record<RowHeight, number>> = { short: 28, medium: 34, tall: 72 };
export const HEAD_PX = 40;
export const GROUP_PX = 36;
export const CHECK_PX = 44;

/** The id of a cell in the document. */
export const cellId = (place: number, field: LeadKey): string => `cell-${place}-${field.replace(/[^\w-]/g, '_')}`;
/** The id of the head of a group in the document. */
export const headId = (row: number): string => `group-${row}`;

/** Where rows stand below each other. All leads have one height and all heads of groups another, so nothing is measured. */
export interface RowHeights {
  readonly rows: number;
  /** Height of a lead, of the lowest row, and of all together. */
  readonly rowPx: number;
  readonly leastPx: number;
  readonly wholePx: number;
  topOf(row: number): number;
  heightOf(row: number): number;
  /** The row at so many pixels from the top; the first and the last where there is none. */
  rowAt(px: number): number;
}

/** @param heads rows that are heads of groups, ascending; each answer costs O(log heads) */
export function rowHeights(rows: number, rowPx: number, heads: ArrayLike<number> = []): RowHeights {
  const more = GROUP_PX - rowPx;
  /** Heads above a row. */
  const headsBefore = (row: number): number => (heads.length === 0 || (heads[0] ?? 0) >= row ? 0 : lastAtOrBelow(heads, row - 1) + 1);
  const isHead = (row: number): boolean => heads.length > 0 && heads[lastAtOrBelow(heads, row)] === row;
  const topOf = (row: number): number => row * rowPx + headsBefore(row) * more;
  const bounded = (row: number): number => Math.max(0, Math.min(rows - 1, row));
  return {
    rows,
    rowPx,
    leastPx: heads.length === 0 ? rowPx : Math.min(rowPx, GROUP_PX),
    wholePx: topOf(rows),
    topOf,
    heightOf: (row) => (isHead(row) ? GROUP_PX : rowPx),
    rowAt(px) {
      let low = 0;
      for (let high = heads.length; low < high; ) {
        const middle = (low + high) >> 1;
        if ((heads[middle] ?? 0) * rowPx + middle * more <= px) low = middle + 1;
        else high = middle;
      }
      if (low === 0) return bounded(Math.floor(px / rowPx));
      const head = heads[low - 1] ?? 0;
      const below = px - topOf(head) - GROUP_PX;
      return bounded(below < 0 ? head : head + 1 + Math.floor(below / rowPx));
    },
  };
}
