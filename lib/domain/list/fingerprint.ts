import { hash53 } from '../../core/hash.ts';
import type { ListRow } from './list.ts';

/**
 * What a page of a list looks like to a reader: its texts without its addresses, which may carry a session or a time.
 * Two pages with one print are the same page, whatever their rows are called.
 */
export const pagePrint = (rows: readonly ListRow[]): string => hash53(rows.map((row) => row.cells.filter((cell) => !/^https?:/i.test(cell)).join('\t')).join('\n'));

/** Rows in order without those whose key is known or came before; `duplicates` counts what was left out. */
export function newRows(rows: readonly ListRow[], isKnown: (key: string) => boolean): { readonly rows: ListRow[]; readonly duplicates: number } {
  const seen = new Set<string>();
  const fresh = rows.filter(({ key }) => {
    if (seen.has(key) || isKnown(key)) return false;
    seen.add(key);
    return true;
  });
  return { rows: fresh, duplicates: rows.length - fresh.length };
}
