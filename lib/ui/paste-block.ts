/** Where the cells of a clipboard go, and what of them has no place. Pure, so that it can be tested. */
import { heightOf, widthOf, type CellRange } from './cell-range.ts';

export type Block = readonly (readonly string[])[];

export interface Placement {
  /** The cells that are written. */
  readonly range: CellRange;
  /** Rows and columns of the clipboard that stand outside of the table. */
  readonly rowsOver: number;
  readonly columnsOver: number;
  /** What one of these cells gets; null where the clipboard has none. */
  textAt(row: number, col: number): string | null;
}

/**
 * As spreadsheets do it: where the range is a whole number of blocks in both directions (one value is one into any range) the block is
 * repeated until the range is full; else it stands once, with its first cell in the first of the range, whatever else is selected.
 * Nothing is written outside of the table.
 */
export function placed(block: Block, range: CellRange, { rows, cols }: { readonly rows: number; readonly cols: number }): Placement {
  const height = block.length;
  const width = Math.max(...block.map((row) => row.length));
  const isRepeated = heightOf(range) % height === 0 && widthOf(range) % width === 0;
  const [tall, wide] = isRepeated ? [heightOf(range), widthOf(range)] : [height, width];
  const bottom = Math.min(rows, range.top + tall) - 1;
  const right = Math.min(cols, range.left + wide) - 1;
  return {
    range: { top: range.top, left: range.left, bottom, right },
    rowsOver: range.top + tall - 1 - bottom,
    columnsOver: range.left + wide - 1 - right,
    textAt: (row, col) => block[(row - range.top) % height]?.[(col - range.left) % width] ?? null,
  };
}

/**
 * What fills a range from its edge: the top row goes down, or the left column goes right. A range of one row (or column) is filled from
 * the one before it; null where there is none.
 */
export function filledFrom(range: CellRange, way: 'down' | 'right'): { readonly source: CellRange; readonly target: CellRange } | null {
  const { top, bottom, left, right } = range;
  if (way === 'down') {
    const from = top === bottom ? top - 1 : top;
    return from < 0 ? null : { source: { top: from, bottom: from, left, right }, target: { top: from + 1, bottom, left, right } };
  }
  const from = left === right ? left - 1 : left;
  return from < 0 ? null : { source: { top, bottom, left: from, right: from }, target: { top, bottom, left: from + 1, right } };
}
