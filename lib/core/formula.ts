/**
 * Spreadsheet formulas in captured text are text, never formulas.
 * A cell that a spreadsheet could read as one (= + - @, tab, carriage return, also behind spaces, quotes or full-width
 * forms) gets a leading apostrophe. Source: OWASP, CSV Injection. Plain numbers such as -12.5 stay as they are.
 * The same behind a semicolon: where numbers have a decimal comma, spreadsheets part the cells of a CSV file there.
 */
export function defuseFormula(cell: string): string {
  const inner = cell.replace(/;(?=[\s"'\u00a0\u200b-\u200f\u202a-\u202e\u2060\ufeff]*[=+\-@＝＋－＠|%])/gu, ";'");
  return defuseStart(inner);
}

function defuseStart(cell: string): string {
  const bare = cell.replace(/^[\s"'\u00a0\u200b-\u200f\u202a-\u202e\u2060\ufeff]+/u, '');
  const risky = /^[=+\-@＝＋－＠|%]/u.test(bare) || /^[\t\r\n]/.test(cell);
  return risky && !/^[+-]?\d+(?:[.,]\d+)*$/.test(cell) ? `'${cell}` : cell;
}
