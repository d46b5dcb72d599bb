/**
 * Spreadsheet formulas in captured text are text, never formulas.
 * A cell that a spreadsheet could read as one (= + - @, tab, carriage return, also behind spaces, quotes or full-width
 * forms) gets a leading apostrophe. Source: OWASP, CSV Injection. Plain numbers such as -12.5 stay as they are.
 * The same behind a semicolon: where numbers have a decimal comma, spreadsheets part the cells of a CSV file there.
 */
export function defuseFormula(cell: string): string {
  const first = cell.charCodeAt(0);
  if (isHarmless(first) && !cell.includes(';')) return cell;
  const inner = cell.replace(/;(?=[\s"'\u00a0\u200b-\u200f\u202a-\u202e\u2060\ufeff]*[=+\-@＝＋－＠|%])/gu, ";'");
  return defuseStart(inner);
}

/** A letter or a digit at the beginning, of the scripts below U+1680: no sign that starts a formula and none that is skipped before one. */
const isHarmless = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || (code >= 0xc0 && code < 0x1680);

function defuseStart(cell: string): string {
  const bare = cell.replace(/^[\s"'\u00a0\u200b-\u200f\u202a-\u202e\u2060\ufeff]+/u, '');
  const risky = /^[=+\-@＝＋－＠|%]/u.test(bare) || /^[\t\r\n]/.test(cell);
  return risky && !/^[+-]?\d+(?:[.,]\d+)*$/.test(cell) ? `'${cell}` : cell;
}
