/** What a file of rows is made of, whatever its format. Text is text: what a spreadsheet could read as a formula is defused by the writer. */
export type Cell = string | number | boolean | Date | null;
export type CellType = 'text' | 'number' | 'date' | 'boolean' | 'link';

export interface Column {
  readonly label: string;
  readonly type: CellType;
}
/** Rows in batches, so that neither end waits for single rows: each batch some thousands at most. */
export type RowBatches = AsyncIterable<readonly (readonly Cell[])[]> | Iterable<readonly (readonly Cell[])[]>;
/** A file as it is made: each chunk some hundred kilobytes at most, so that memory stays flat at any number of rows. */
export type FileBytes = AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined>;

/** ISO 8601; a whole UTC day is written as a day. Invalid dates are nothing. */
export function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return '';
  const iso = date.toISOString();
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso;
}

/** The plain text of a cell, the same in every text format. */
export function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return cell;
  if (cell instanceof Date) return dateText(cell);
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '';
  return cell ? 'TRUE' : 'FALSE';
}
