import type { ListCapture } from '../domain/list/list.ts';
import { rowWords } from '../domain/list/words.ts';
import { tsvText, writeCsv } from '../files/csv.ts';
import type { Deps } from './deps.ts';
import { keepFile, slug, type ExportedFile } from './export-file.ts';

/** A file of the rows as they are shown, dropped columns left out. RFC 4180 line ends, UTF-8; what a spreadsheet could read as a formula is defused. */
export async function exportList(deps: Pick<Deps, 'store' | 'now' | 'newId'>, list: ListCapture, rowKeys: readonly string[] | undefined, format: 'csv' | 'tsv'): Promise<ExportedFile> {
  const wanted = rowKeys && new Set(rowKeys);
  const rows = wanted ? list.rows.filter((row) => wanted.has(row.key)) : list.rows;
  const kept = list.columns.flatMap((column, i) => (column.isDropped ? [] : [i]));
  const head = kept.map((i) => {
    const column = list.columns[i];
    return column ? rowWords.column(list, column) : '';
  });
  const cells = rows.map((row) => kept.map((i) => row.cells[i] ?? ''));
  const content = format === 'csv' ? writeCsv([cells], { columns: head.map((label) => ({ label, type: 'text' })) }) : tsvText([head, ...cells]);
  return keepFile(deps, `${slug(list.heading || rowWords.noun(list, 2))}.${format}`, format === 'csv' ? 'text/csv' : 'text/tab-separated-values', content, rows.length);
}
