import { defuseFormula } from '../core/formula.ts';

/** Marks a table as Kiln's own: its plain text is exact then. */
export const OWN_TABLE = 'data-kiln-cells';
/** On a cell that was defused: what it was. */
export const RAW_CELL = 'data-kiln-raw';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (c) => ESCAPES[c] ?? c);

function cellOf(text: string): string {
  const shown = defuseFormula(text);
  const raw = shown === text ? '' : ` ${RAW_CELL}="${escaped(text)}"`;
  return `<td style="white-space:pre-wrap"${raw}>${escaped(shown).replace(/\r\n?|\n/g, '<br style="mso-data-placement:same-cell">')}</td>`;
}

/** Cells as a table of HTML, as spreadsheets take it from the clipboard: lines of a cell stay in their cell, and what a spreadsheet could read as a formula is defused. */
export const htmlTable = (rows: readonly (readonly string[])[]): string =>
  `<meta charset="utf-8"><table ${OWN_TABLE}="1"><tbody>${rows.map((row) => `<tr>${row.map(cellOf).join('')}</tr>`).join('')}</tbody></table>`;
