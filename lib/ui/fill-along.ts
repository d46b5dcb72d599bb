import { CELL_PART_ROWS } from '../core/limits.ts';
import type { TableId } from '../core/ids.ts';
import { readCells, type CellDeps } from './cell-io.ts';
import type { CellRange } from './cell-range.ts';
import type { Column } from './columns.ts';
import type { Positions } from './positions.ts';

export interface AlongOf {
  readonly tableId: TableId;
  readonly positions: Positions;
  readonly columns: readonly Column[];
  readonly range: CellRange;
  /** Rows that are looked at. */
  readonly most: number;
}

/**
 * How many rows below the range something stands in the column to its left, without a gap; where nothing does, in the one to its right.
 * The head of a group ends it. Reads some rows at a time, and no further than needed.
 * @param now milliseconds since 1970, for what is reckoned from today
 */
export async function alongRows(deps: Pick<CellDeps, 'leadsAt'>, { tableId, positions, columns, range, most }: AlongOf, now: number): Promise<number> {
  for (const beside of [range.left - 1, range.right + 1]) {
    const column = columns[beside];
    if (!column) continue;
    let rows = 0;
    while (rows < most) {
      const places: number[] = [];
      for (let row = range.bottom + 1 + rows; row < positions.length && places.length < CELL_PART_ROWS && positions.at(row) > 0; row++) places.push(positions.at(row));
      const texts = await readCells(deps, { tableId, places, columns: [column] }, now);
      const end = texts.findIndex(([text]) => text === '');
      rows += end === -1 ? texts.length : end;
      if (end !== -1 || texts.length < CELL_PART_ROWS) break;
    }
    if (rows > 0) return rows;
  }
  return 0;
}
