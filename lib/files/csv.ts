import { csvFormatRow, tsvFormatRow } from 'd3-dsv';
import { defuseFormula } from '../core/formula.ts';
import { cellText, type Cell, type Column, type FileBytes, type RowBatches } from './cells.ts';

export interface CsvOptions {
  readonly columns: readonly Column[];
  /** U+FEFF first: Excel takes a file without it for the code page of the machine. */
  readonly bom?: boolean;
  /** `raw` keeps cells that a spreadsheet would run as formulas. */
  readonly formulas?: 'defused' | 'raw';
}

/**
 * RFC 4180: comma, quotes where they are needed, CRLF after every record, UTF-8. Line ends inside a cell stay as they are.
 * Linear in cells; one chunk per batch.
 */
export async function* writeCsv(rows: RowBatches, { columns, bom = false, formulas = 'defused' }: CsvOptions): FileBytes {
  const encoder = new TextEncoder();
  const line = lineOf(csvFormatRow, '\r\n', formulas);
  yield encoder.encode((bom ? '\ufeff' : '') + line(columns.map(({ label }) => label)));
  for await (const batch of rows) {
    let text = '';
    for (const row of batch) text += line(row);
    if (text !== '') yield encoder.encode(text);
  }
}

/**
 * Tab-separated text as spreadsheets put it on the clipboard and take it from there: cells with a tab, a line end or a quote
 * are quoted, lines end with LF.
 */
export const tsvText = (rows: readonly (readonly Cell[])[], formulas: 'defused' | 'raw' = 'defused'): string => rows.map(lineOf(tsvFormatRow, '\n', formulas)).join('').replace(/\n$/, '');

const lineOf = (format: (row: string[]) => string, end: string, formulas: 'defused' | 'raw') => (row: readonly Cell[]): string => {
  const cells: string[] = [];
  for (const cell of row) cells.push(typeof cell === 'string' && formulas === 'defused' ? defuseFormula(cell) : cellText(cell));
  // A record of one empty cell would be an empty line, which readers skip.
  return (cells.length === 1 && cells[0] === '' ? '""' : format(cells)) + end;
};
