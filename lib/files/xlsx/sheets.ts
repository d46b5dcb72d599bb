import { SHEET_PART_ROWS } from '../../core/limits.ts';
import type { Cell, Column } from '../cells.ts';
import type { Sheet } from './write.ts';

type Batches = AsyncIterable<readonly (readonly Cell[])[]>;

/**
 * Rows on as many sheets as they need: Excel opens no sheet of more than 1,048,576 rows. The sheets after the first are numbered.
 * @param count how many rows there are; the last sheet has room for some that have come since
 * @param rows goes through all of them anew
 */
export function inSheets(name: string, columns: readonly Column[], count: number, rows: () => Batches, most = SHEET_PART_ROWS): Sheet[] {
  const sheets = Math.max(1, Math.ceil(count / most));
  return Array.from({ length: sheets }, (_, i) => ({ name, columns, rows: between(rows(), i * most, i === sheets - 1 ? Infinity : (i + 1) * most) }));
}

async function* between(batches: Batches, from: number, to: number): AsyncGenerator<readonly (readonly Cell[])[]> {
  let at = 0;
  for await (const batch of batches) {
    const part = batch.slice(Math.max(0, from - at), Math.max(0, to - at));
    at += batch.length;
    if (part.length > 0) yield part;
    if (at >= to) return;
  }
}
