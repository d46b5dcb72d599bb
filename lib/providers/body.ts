import type { RequestTemplate } from '../contracts/manifest.ts';
import { PROVIDER_CSV_ROWS } from '../core/limits.ts';
import { parseJson } from './json.ts';
import { readPage } from './page.ts';

/** `callback({...});` without its callback; the text itself when there is none. */
function stripCallback(text: string): string {
  const open = text.indexOf('(');
  const close = text.lastIndexOf(')');
  return open >= 0 && close > open && /^\s*(?:\/\*\*\/\s*)?[\w$.]{1,80}\s*$/.test(text.slice(0, Math.min(open, 200))) ? text.slice(open + 1, close) : text;
}

/** Cells of each line (RFC 4180: quotes around a cell, doubled inside), at most PROVIDER_CSV_ROWS + 1 lines. */
function csvLines(text: string, separator: string): string[][] {
  const lines: string[][] = [];
  let line: string[] = [];
  let cell = '';
  let quoted = false;
  const endCell = (): void => {
    line.push(cell);
    cell = '';
  };
  const endLine = (): void => {
    endCell();
    if (line.length > 1 || line[0] !== '') lines.push(line);
    line = [];
  };
  for (let i = 0; i < text.length && lines.length <= PROVIDER_CSV_ROWS; i++) {
    const c = text.charAt(i);
    if (quoted) {
      if (c !== '"') cell += c;
      else if (text.charAt(i + 1) === '"') cell += text.charAt(i++);
      else quoted = false;
    } else if (c === '"' && cell === '') quoted = true;
    else if (c === separator) endCell();
    else if (c === '\n') endLine();
    else if (c !== '\r') cell += c;
  }
  if (lines.length <= PROVIDER_CSV_ROWS) endLine();
  return lines;
}

/** A list of objects named by the first line; own properties only, also for a column called `__proto__`. */
function csvRows(text: string): unknown {
  const first = text.slice(0, 2_000).split('\n', 1)[0] ?? '';
  const separator = [';', ',', '\t'].reduce((best, s) => (first.split(s).length > first.split(best).length ? s : best), ';');
  const [names = [], ...lines] = csvLines(text, separator);
  return lines.map((cells) => Object.fromEntries(names.map((name, i) => [name.trim(), cells[i] ?? ''])));
}

/** The data in a body, as its request says that it is written; undefined when it is no such thing. */
export function readBody(text: string, accept: RequestTemplate['accept']): unknown {
  if (accept === 'csv') return text.trim() === '' ? undefined : csvRows(text);
  if (accept === 'text') return undefined;
  if (accept === 'html') return readPage(text) ?? parseJson(text);
  return parseJson(accept === 'jsonp' ? stripCallback(text) : text);
}
