/** Where the handle of a range goes, and what its cells become there. Pure, so that it can be tested. */
import type { CellRange } from './cell-range.ts';
import type { Column } from './columns.ts';
import { continued, repeated, type Continued } from './fill-series.ts';
import type { GridPlace } from './grid-keys.ts';

export type FillWay = 'down' | 'up' | 'right' | 'left';
export interface Fill {
  readonly way: FillWay;
  readonly source: CellRange;
  /** The cells that are written. */
  readonly target: CellRange;
  /** Both. */
  readonly whole: CellRange;
}

/**
 * What is filled when the handle of a range is held over a cell: down or up, or to a side; null inside of the range.
 * @param isUpright for a cell that is beyond both: the pointer is further away in rows than in columns
 */
export function fillTo(source: CellRange, { row, col }: GridPlace, isUpright: boolean): Fill | null {
  const { top, bottom, left, right } = source;
  const [rows, cols] = [row > bottom ? row - bottom : Math.min(0, row - top), col > right ? col - right : Math.min(0, col - left)];
  if (rows === 0 && cols === 0) return null;
  const isRows = rows !== 0 && (cols === 0 || isUpright);
  if (isRows && rows > 0) return { way: 'down', source, target: { ...source, top: bottom + 1, bottom: row }, whole: { ...source, bottom: row } };
  if (isRows) return { way: 'up', source, target: { ...source, top: row, bottom: top - 1 }, whole: { ...source, top: row } };
  if (cols > 0) return { way: 'right', source, target: { ...source, left: right + 1, right: col }, whole: { ...source, right: col } };
  return { way: 'left', source, target: { ...source, left: col, right: left - 1 }, whole: { ...source, left: col } };
}

/** The columns whose cells are counted on; a telephone number or an address with a number in it is not. */
const isCounted = ({ type, custom }: Pick<Column, 'type' | 'custom'>): boolean => (type === 'number' || type === 'date' || type === 'text') && !custom?.options && custom?.isCheck !== true;

/**
 * What each cell of the target gets.
 * @param texts what the source shows, row by row
 * @param columns those of the source
 * @param size rows and columns of the target in which leads stand
 * @param isCopy the values are repeated, whatever they are
 */
export function filled(texts: readonly (readonly string[])[], columns: readonly Pick<Column, 'type' | 'custom'>[], way: FillWay, size: { readonly rows: number; readonly cols: number }, isCopy: boolean): (row: number, col: number) => string | null {
  const line = (of: readonly string[], mayCount: boolean): Continued => (mayCount && !isCopy ? continued(of) : repeated(of));
  if (way === 'down' || way === 'up') {
    const lines = columns.map((column, col) => line(texts.map((row) => row[col] ?? ''), isCounted(column)));
    const from = way === 'down' ? texts.length : -size.rows;
    return (row, col) => lines[col]?.(from + row) ?? null;
  }
  const mayCount = columns.every(isCounted);
  const lines = texts.map((row) => line(row, mayCount));
  const from = way === 'right' ? columns.length : -size.cols;
  return (row, col) => lines[row]?.(from + col) ?? null;
}

/**
 * What a key continues in a selected range: its first rows down into those in which nothing stands; where something stands in all of them,
 * the first two into the rest. Null when there is nothing to go on from, or nothing to fill.
 * @param texts what the range shows, row by row
 */
export function sourceRows(texts: readonly (readonly string[])[]): number | null {
  const empty = texts.findIndex((row) => row.every((text) => text === ''));
  const rows = empty === -1 ? 2 : empty;
  return rows === 0 || rows >= texts.length ? null : rows;
}
