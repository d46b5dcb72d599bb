/** A rectangle of cells, as in a spreadsheet. Pure, so that it can be tested. */
import { moveBy, type GridPlace, type GridSize, type KeyPress } from './grid-keys.ts';
import { countOf } from './format.ts';

/** Rows and columns by their numbers as they are shown, both ends included. */
export interface CellRange {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** The rectangle between two corners; none of it stands outside of the grid. */
export function rangeOf(anchor: GridPlace, head: GridPlace | null, { rows, cols }: Pick<GridSize, 'rows' | 'cols'>): CellRange {
  const inside = (n: number, size: number): number => Math.max(0, Math.min(n, size - 1));
  const [a, b] = [anchor, head ?? anchor];
  return {
    top: inside(Math.min(a.row, b.row), rows), bottom: inside(Math.max(a.row, b.row), rows),
    left: inside(Math.min(a.col, b.col), cols), right: inside(Math.max(a.col, b.col), cols),
  };
}

export const heightOf = ({ top, bottom }: CellRange): number => bottom - top + 1;
export const widthOf = ({ left, right }: CellRange): number => right - left + 1;
export const cellsIn = (range: CellRange): number => heightOf(range) * widthOf(range);
export const holds = (range: CellRange, row: number, col: number): boolean => row >= range.top && row <= range.bottom && col >= range.left && col <= range.right;

/** Everything. */
export const isWhole = (range: CellRange, { rows, cols }: Pick<GridSize, 'rows' | 'cols'>): boolean => rows > 0 && cellsIn(range) === rows * cols;

/** Where the moving corner goes for a key with Shift; null when the key does not move. The other corner stays. */
export const extendBy = (anchor: GridPlace, head: GridPlace | null, press: KeyPress, size: GridSize): GridPlace | null => moveBy(head ?? anchor, press, size);

/** "3 rows, 2 columns selected" */
export function rangeWords(range: CellRange): string {
  const [rows, columns] = [heightOf(range), widthOf(range)];
  return `${countOf(rows)} ${rows === 1 ? 'row' : 'rows'}, ${countOf(columns)} ${columns === 1 ? 'column' : 'columns'} selected`;
}
