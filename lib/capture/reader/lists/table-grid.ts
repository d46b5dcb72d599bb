/** The cells of a table by column, with row and column spans laid out as a person sees them. */
import type { Pace } from '../pace.ts';
import { clean, textOf } from '../text.ts';

export interface GridCell {
  readonly cell: Element;
  readonly column: number;
}
export interface TableGrid {
  readonly cellsOf: ReadonlyMap<Element, readonly GridCell[]>;
  /** Header text per column. */
  readonly headers: ReadonlyMap<number, string>;
  readonly headerRows: ReadonlySet<Element>;
}

const ROWS = 12_000;
const COLUMNS = 120;
const HEADER_CHARS = 60;

const childrenNamed = (parent: Element, names: RegExp): Element[] => {
  const out: Element[] = [];
  for (let child = parent.firstElementChild; child; child = child.nextElementSibling) if (names.test(child.localName)) out.push(child);
  return out;
};

/** The rows of a table itself, not those of tables inside it. */
function rowsOf(table: Element): Element[] {
  const rows: Element[] = [];
  for (const child of childrenNamed(table, /^(?:tr|thead|tbody|tfoot)$/)) {
    if (child.localName === 'tr') rows.push(child);
    else rows.push(...childrenNamed(child, /^tr$/));
    if (rows.length > ROWS) break;
  }
  return rows.slice(0, ROWS);
}

const spanOf = (cell: Element, name: string): number => Math.min(COLUMNS, Math.max(1, Number.parseInt(cell.getAttribute(name) ?? '1', 10) || 1));

type Carried = { readonly cell: Element; left: number; readonly column: number };

/** Lays one row after the other; linear in cells. */
class GridBuilder implements TableGrid {
  readonly cellsOf = new Map<Element, GridCell[]>();
  readonly headers = new Map<number, string>();
  readonly headerRows = new Set<Element>();
  readonly rows: readonly Element[];
  #carried: readonly Carried[] = [];
  #isHead = true;

  constructor(table: Element) {
    this.rows = rowsOf(table);
  }

  lay(row: Element): void {
    const laid: GridCell[] = this.#carried.map(({ cell, column }) => ({ cell, column }));
    const taken = new Set(laid.map((cell) => cell.column));
    const next: Carried[] = this.#carried.map((span) => ({ ...span, left: span.left - 1 })).filter((span) => span.left > 0);
    const own = childrenNamed(row, /^t[dh]$/);
    let column = 0;
    for (const cell of own) {
      while (taken.has(column)) column++;
      const width = spanOf(cell, 'colspan');
      laid.push({ cell, column });
      for (let c = column; c < Math.min(COLUMNS, column + width); c++) taken.add(c);
      const height = spanOf(cell, 'rowspan');
      if (height > 1) next.push({ cell, left: height - 1, column });
      column += width;
    }
    this.#carried = next.slice(0, COLUMNS);
    this.cellsOf.set(row, laid.sort((x, y) => x.column - y.column));
    if (this.#isHeader(row, own)) this.#nameColumns(row, laid);
    else if (own.length > 0) this.#isHead = false;
  }

  #isHeader(row: Element, own: readonly Element[]): boolean {
    if (own.length === 0) return false;
    if (row.parentElement?.localName === 'thead') return true;
    return this.#isHead && own.length > 1 && (own.every((cell) => cell.localName === 'th') || namesColumns(own, this.rows));
  }

  #nameColumns(row: Element, laid: readonly GridCell[]): void {
    this.headerRows.add(row);
    for (const { cell, column } of laid) {
      const text = clean(textOf(cell, HEADER_CHARS), HEADER_CHARS);
      if (text !== '' && spanOf(cell, 'colspan') === 1) this.headers.set(column, text);
    }
  }
}

export function readGrid(table: Element): TableGrid {
  const grid = new GridBuilder(table);
  for (const row of grid.rows) grid.lay(row);
  return grid;
}

/** The same with rests in between: a table of thousands of rows takes longer than a page can be kept waiting. */
export async function readGridSlowly(table: Element, pace: Pace): Promise<TableGrid> {
  const grid = new GridBuilder(table);
  await pace.each(grid.rows, (row) => grid.lay(row));
  return grid;
}

const NAME_CHARS = 32;

/** A first row of short plain words over rows that hold links, pictures or numbers: a header without header cells. */
function namesColumns(cells: readonly Element[], rows: readonly Element[]): boolean {
  if (cells.length < 3 || cells.length > COLUMNS) return false;
  const isPlainWord = (cell: Element): boolean => {
    const text = clean(textOf(cell, NAME_CHARS * 2), NAME_CHARS * 2);
    return text.length <= NAME_CHARS && !/\d/.test(text) && cell.querySelector('a[href],img,input') === null;
  };
  if (!cells.every(isPlainWord) || cells.filter((cell) => /\p{L}/u.test(cell.textContent ?? '')).length < 2) return false;
  const below = rows.slice(1, 5).map((row) => childrenNamed(row, /^t[dh]$/));
  return below.length >= 2 && below.every((row) => row.length === cells.length && row.some((cell) => !isPlainWord(cell)));
}

/** True for a row that repeats the header, or is one: no data. */
export function isHeaderRow(row: Element, grid: TableGrid | null): boolean {
  if (grid?.headerRows.has(row) === true || row.parentElement?.localName === 'thead') return true;
  if (row.firstElementChild?.localName !== 'th') return false;
  const own = childrenNamed(row, /^t[dh]$/);
  return own.length > 1 && own.every((cell) => cell.localName === 'th');
}

export function tableOf(row: Element): Element | null {
  const up = row.parentElement;
  return up === null ? null : up.localName === 'table' ? up : up.parentElement?.localName === 'table' ? up.parentElement : null;
}
