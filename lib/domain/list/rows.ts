import { hashText } from '../../core/hash.ts';
import { LIST_TEXT_CHARS } from '../../core/limits.ts';
import type { ListCapture, ListRow } from './list.ts';

/** The same row twice is one; rows that share a key and say different things get one of their own, or one would hide the other. */
export function uniqueRows(rows: readonly ListRow[]): ListRow[] {
  const byKey = new Map<string, Set<string>>();
  const textOf = (row: ListRow): string => JSON.stringify(row.cells);
  for (const row of rows) byKey.set(row.key, (byKey.get(row.key) ?? new Set()).add(textOf(row)));
  const seen = new Set<string>();
  return rows.flatMap((row) => {
    const key = (byKey.get(row.key)?.size ?? 1) > 1 ? `${row.key}.${hashText(textOf(row)).slice(0, 12)}` : row.key;
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ ...row, key }];
  });
}

/** What is kept of the lists of one page, best first: all texts together have a bound. */
export function boundLists(lists: readonly ListCapture[], chars = LIST_TEXT_CHARS): { lists: ListCapture[]; isCut: boolean } {
  let left = chars;
  let isCut = false;
  const kept = lists.flatMap((list) => {
    const rows = uniqueRows(list.rows).filter((row) => {
      left -= row.cells.reduce((sum, cell) => sum + cell.length, 0);
      return left >= 0;
    });
    if (left < 0) isCut = true;
    return rows.length === 0 ? [] : [{ ...list, rows }];
  });
  return { lists: kept, isCut };
}
