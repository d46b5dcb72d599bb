import type { Column, FileBytes, RowBatches } from '../cells.ts';
import { fixedParts, sheetClosing, sheetNames, sheetOpening } from './parts.ts';
import { columnName, headXml, rowXml, SHEET_ROWS } from './sheet-xml.ts';
import { zipText, type ZipEntry } from './zip.ts';

export interface Sheet {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: RowBatches;
}

/**
 * An Excel workbook (ECMA-376, SpreadsheetML) as it grows: inline strings, real numbers, dates and booleans, frozen header with
 * filters. The sheets are written one after the other; memory does not grow with the rows.
 * @throws RangeError when a sheet gets more rows than Excel can open; `inSheets` splits them
 */
export function writeXlsx(sheets: readonly Sheet[]): FileBytes {
  const names = sheetNames(sheets.map(({ name }) => name));
  const fixed = [...fixedParts(names)].map(([path, text]): ZipEntry => ({ path, text: [text] }));
  return zipText([...fixed, ...sheets.map((sheet, i): ZipEntry => ({ path: `xl/worksheets/sheet${i + 1}.xml`, text: sheetText(sheet) }))]);
}

async function* sheetText({ columns, rows }: Sheet): AsyncGenerator<string> {
  const names = columns.map((_, i) => columnName(i));
  yield sheetOpening(columns) + headXml(columns, names);
  let row = 1;
  for await (const batch of rows) {
    let xml = '';
    for (const cells of batch) {
      row += 1;
      if (row > SHEET_ROWS) throw new RangeError(`a sheet has at most ${SHEET_ROWS} rows`);
      xml += rowXml(cells, columns, row, names);
    }
    yield xml;
  }
  yield sheetClosing(`${names.at(-1) ?? 'A'}${row}`);
}
