/** How columns stand beside each other on the screen. Pure. */
import { COLUMN_LEAST_PX, COLUMN_MOST_PX } from '../core/view-limits.ts';
import type { LeadKey } from '../domain/lead/custom.ts';
import { pinnedOf, shownKeys, type ColumnLayout } from '../domain/view/layout.ts';
import type { Column } from './columns.ts';
import { CHECK_PX } from './grid-geometry.ts';

/** Of the width of the grid, what the tick box and pinned columns take at most: the rest is there to be scrolled. */
const PINNED_SHARE = 0.6;

export interface LaidColumns {
  /** In sight, in their order, so wide as they are. */
  readonly columns: readonly Column[];
  /** How many of them stay at the left edge. */
  readonly pinned: number;
}

/** @param all every column there is, in the usual order and width */
export function laidOut(all: readonly Column[], layout: ColumnLayout): LaidColumns {
  const usual = all.map(({ field }) => field);
  const byKey = new Map<LeadKey, Column>(all.map((column) => [column.field, column]));
  const columns = shownKeys(usual, layout).flatMap((key) => {
    const column = byKey.get(key);
    const width = layout.widths[key];
    return column ? [width === undefined ? column : { ...column, width: boundedWidth(width) }] : [];
  });
  return { columns, pinned: pinnedOf(usual, layout) };
}

export const boundedWidth = (px: number): number => Math.round(Math.max(COLUMN_LEAST_PX, Math.min(COLUMN_MOST_PX, px)));

/**
 * The same for a grid so wide: pinned columns leave room for the others, and the name is never wider than that room. In a
 * narrow window only the name is pinned.
 */
export function fitted({ columns, pinned }: LaidColumns, gridPx: number): LaidColumns {
  const room = gridPx * PINNED_SHARE - CHECK_PX;
  const [name, ...others] = columns;
  if (name === undefined || gridPx <= 0) return { columns, pinned };
  const width = Math.max(COLUMN_LEAST_PX, Math.min(name.width, Math.floor(room)));
  let fits = 1;
  for (let left = room - width; fits < pinned; fits++) {
    left -= columns[fits]?.width ?? 0;
    if (left < 0) break;
  }
  return { columns: width === name.width ? columns : [{ ...name, width }, ...others], pinned: fits };
}

/** Where each column begins, in pixels from the left edge of what is scrolled through, and where the last one ends. */
export function edgesOf(columns: readonly Pick<Column, 'width'>[]): number[] {
  const edges = [CHECK_PX];
  for (const { width } of columns) edges.push((edges.at(-1) ?? CHECK_PX) + width);
  return edges;
}

/** The gap between columns that is nearest to a place, never before the name. @param px from the left edge of what is scrolled through */
export function gapAt(edges: readonly number[], px: number): number {
  let gap = 1;
  while (gap < edges.length - 1 && ((edges[gap] ?? 0) + (edges[gap + 1] ?? 0)) / 2 < px) gap += 1;
  return gap;
}
