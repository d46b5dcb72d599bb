import { dateText, type Cell, type CellType, type Column } from '../cells.ts';

/** Excel's limits (Excel specifications and limits, Microsoft): more than that makes a file that it repairs or refuses. */
export const SHEET_ROWS = 1_048_576;
export const CELL_CHARS = 32_767;
/** Places of the styles in `styles.xml`. */
export const STYLE = { plain: 0, head: 1, date: 2, time: 3, link: 4, text: 5 } as const;

const DAY_MS = 86_400_000;
/** Day 0 of the 1900 date system as serial numbers count after its leap-year error: 1899-12-30. */
const EPOCH_MS = Date.UTC(1899, 11, 30);
const FIRST_SERIAL = 61; // 1900-03-01: before it the two calendars differ
const LAST_SERIAL = 2_958_465; // 9999-12-31

/** `A`, `Z`, `AA` for 0, 25, 26. */
export function columnName(index: number): string {
  let name = '';
  for (let n = index + 1; n > 0; n = Math.floor((n - 1) / 26)) name = String.fromCharCode(65 + ((n - 1) % 26)) + name;
  return name;
}

/** Space that a reader may take away unless it is told to keep it (XML 1.0, 2.10). */
const SPACED = /^\s|\s$|[\n\t]|\s\s/;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** What XML 1.0 has no place for is written as SpreadsheetML writes it, `_xHHHH_` (ECMA-376, 22.9.2.19), and so is text that looks like it. */
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\r]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|_(?=x[0-9A-Fa-f]{4}_)/g;

/** Most texts hold nothing of the kind: one look instead of two rewrites. */
const SPECIAL = /[&<>"_\u0000-\u0008\u000b\u000c\u000e-\u001f\r\ud800-\udfff\ufffe\uffff]/;

export const xmlText = (text: string): string => (SPECIAL.test(text) ? rewritten(text) : text);

const rewritten = (text: string): string =>
  text.replace(UNWRITABLE, (char) => (/[\ud800-\udfff]/.test(char) ? '\ufffd' : `_x${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)).replace(/[&<>"]/g, (char) => ENTITIES[char] ?? char);

/** One row of SpreadsheetML with real types: numbers, booleans and dates are what they are, text is inline and never a formula. */
export function rowXml(cells: readonly Cell[], columns: readonly Column[], row: number, names: readonly string[]): string {
  let xml = `<row r="${row}">`;
  for (let i = 0; i < columns.length; i++) xml += cellXml(cells[i] ?? null, (columns[i] as Column).type, `${names[i]}${row}`);
  return `${xml}</row>`;
}

export function headXml(columns: readonly Column[], names: readonly string[]): string {
  return `<row r="1">${columns.map(({ label }, i) => textXml(label, `${names[i]}1`, STYLE.head)).join('')}</row>`;
}

function cellXml(cell: Cell, type: CellType, ref: string): string {
  if (cell === null || cell === '') return '';
  if (typeof cell === 'number') return Number.isFinite(cell) ? `<c r="${ref}"><v>${cell}</v></c>` : '';
  if (typeof cell === 'boolean') return `<c r="${ref}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  if (cell instanceof Date) return dateXml(cell, ref);
  return textXml(cell, ref, type === 'link' ? STYLE.link : STYLE.text);
}

function dateXml(date: Date, ref: string): string {
  const serial = (date.getTime() - EPOCH_MS) / DAY_MS;
  if (Number.isNaN(serial)) return '';
  if (serial < FIRST_SERIAL || serial > LAST_SERIAL + 1) return textXml(dateText(date), ref, STYLE.text);
  return `<c r="${ref}" s="${Number.isInteger(serial) ? STYLE.date : STYLE.time}"><v>${serial}</v></c>`;
}

function textXml(text: string, ref: string, style: number): string {
  const shown = text.length > CELL_CHARS ? `${text.slice(0, CELL_CHARS - 1)}…` : text;
  return `<c r="${ref}" s="${style}" t="inlineStr"><is><t${SPACED.test(shown) ? ' xml:space="preserve"' : ''}>${xmlText(shown)}</t></is></c>`;
}
