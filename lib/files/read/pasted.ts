/** Cells from a clipboard, as spreadsheets and pages put them there. What comes in is a stranger's: bounded, and text alone. */
import Papa from 'papaparse';
import { CELL_COLUMNS } from '../../core/limits.ts';
import { OWN_TABLE, RAW_CELL } from '../html-table.ts';

export type Cells = readonly (readonly string[])[];

/**
 * Tab-separated text: cells with a tab, a line end or a quote may be quoted, quotes doubled. A quote that nobody closes is part of its
 * cell. The one line end that spreadsheets put behind the last row is no row.
 */
export function readTsv(text: string): Cells {
  const plain = text.replace(/\r\n?/g, '\n').replace(/\n$/, '');
  const { data, errors } = new Papa.Parser({ delimiter: '\t', newline: '\n', quoteChar: '"', escapeChar: '"' }).parse(plain, 0, false) as { data: string[][]; errors: readonly { readonly type: string }[] };
  if (errors.some(({ type }) => type === 'Quotes')) return plain.split('\n').map((line) => line.split('\t'));
  return data.length > 0 ? data : [['']];
}

/**
 * The cells of a paste. The table of the HTML goes before the text, which does not say which quotes are part of a cell; a page with
 * words around its table is read as the text that it is.
 * @param parse makes a document that runs nothing and loads nothing, as DOMParser does
 */
export function readPasted({ text, html }: { readonly text: string; readonly html: string }, parse: (html: string) => Document): Cells | null {
  const table = html.includes('<t') || html.includes('<T') ? onlyTable(parse(html)) : null;
  // What Kiln itself has put there is exact: the text, and for cells that were defused what they were.
  if (table?.hasAttribute(OWN_TABLE)) return readTsv(text).map((row, r) => row.map((cell, c) => table.rows[r]?.cells[c]?.getAttribute(RAW_CELL) ?? cell));
  const cells = table ? readTable(table) : null;
  if (cells && cells.length > 0) return cells;
  return text === '' ? null : readTsv(text);
}

/** The table of a document that holds nothing else. */
function onlyTable(document: Document): HTMLTableElement | null {
  const tables = [...document.body.querySelectorAll('table')].filter((table) => table.parentElement?.closest('table') === null);
  const [table] = tables;
  if (!table || tables.length > 1) return null;
  const around = document.body.cloneNode(true) as HTMLElement;
  for (const gone of around.querySelectorAll('table, style, script, title')) gone.remove();
  return (around.textContent ?? '').trim() === '' ? table : null;
}

/** Rows of a table; a cell that spans several has its text in the first of them. */
function readTable(table: HTMLTableElement): string[][] {
  const rows: string[][] = [];
  /** Rows for which a column is still taken from above. */
  const taken: number[] = [];
  for (const row of table.rows) {
    const cells: string[] = [];
    let col = 0;
    const skip = (): void => {
      for (; (taken[col] ?? 0) > 0; col++) {
        cells[col] = '';
        taken[col] = (taken[col] ?? 0) - 1;
      }
    };
    for (const cell of row.cells) {
      skip();
      if (col >= CELL_COLUMNS) break;
      const [wide, tall] = [Math.min(Math.max(1, cell.colSpan), CELL_COLUMNS), Math.min(Math.max(1, cell.rowSpan), 1_000)];
      for (let i = 0; i < wide; i++) {
        cells[col + i] = i === 0 ? textOf(cell) : '';
        taken[col + i] = tall - 1;
      }
      col += wide;
    }
    skip();
    rows.push(cells.slice(0, CELL_COLUMNS));
  }
  return rows.filter((row) => row.length > 0);
}

const BLOCKS = new Set(['P', 'DIV', 'LI', 'UL', 'OL', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'TR', 'BLOCKQUOTE', 'PRE']);

/** What a reader sees of a cell: lines where lines are, spaces as one. */
function textOf(cell: Element): string {
  const isKept = /white-space:\s*pre/i.test(cell.getAttribute('style') ?? '');
  let out = '';
  const walk = (node: Node): void => {
    if (node.nodeType === 3) out += isKept ? (node.nodeValue ?? '') : (node.nodeValue ?? '').replace(/[ \t\r\n]+/g, ' ');
    else if (node.nodeName === 'BR') out += '\n';
    else if (node.nodeName !== 'STYLE' && node.nodeName !== 'SCRIPT') {
      const isBlock = BLOCKS.has(node.nodeName);
      if (isBlock && out !== '' && !out.endsWith('\n')) out += '\n';
      for (const child of node.childNodes) walk(child);
      if (isBlock && !out.endsWith('\n')) out += '\n';
    }
  };
  for (const child of cell.childNodes) walk(child);
  const text = out.replace(/\u00a0/g, ' ').replace(/\r\n?/g, '\n');
  return isKept ? text : text.split('\n').map((line) => line.trim()).join('\n').trim();
}
