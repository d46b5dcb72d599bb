import Papa from 'papaparse';
import { IMPORT_ASIDE_CHARS, IMPORT_CELL_CHARS, IMPORT_LOST_RECORDS, IMPORT_RECORD_CHARS } from '../../core/limits.ts';
import { UnreadableFile, type RawRow } from './row.ts';

const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

interface Parsed {
  readonly data: string[][];
  readonly errors: readonly { readonly type: string; readonly row?: number }[];
  readonly meta: { readonly cursor: number };
}
const parse = (text: string, delimiter: string, isLast: boolean): Parsed => new Papa.Parser({ delimiter, newline: '\n', quoteChar: '"', escapeChar: '"' }).parse(text, 0, !isLast) as Parsed;

/** Spreadsheets may name the delimiter in a first line of its own. */
const NAMED = /^"?sep=(.)"?\n/;

/**
 * The delimiter by which most rows of the beginning have the same number of cells, more than one. A text without any is one column.
 * @param sample the beginning of the text, line ends as line feeds
 */
export function sniffDelimiter(sample: string): Delimiter {
  const named = NAMED.exec(sample)?.[1];
  if (named && (DELIMITERS as readonly string[]).includes(named)) return named as Delimiter;
  let best: { delimiter: Delimiter; score: number } = { delimiter: ',', score: 0 };
  for (const delimiter of DELIMITERS) {
    const { data, errors } = parse(sample, delimiter, false);
    const rows = (data.length > 0 ? data : parse(sample, delimiter, true).data).filter((row) => row.length > 1 || row[0] !== '').slice(0, 100);
    const counts = new Map<number, number>();
    for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1);
    const [cells = 1, agreeing = 0] = [...counts].toSorted((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [];
    const score = cells < 2 || rows.length === 0 ? 0 : (agreeing / rows.length) ** 2 * Math.log2(1 + cells) - errors.length * 0.2;
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

/**
 * Rows of a text with delimiters (RFC 4180, quotes doubled), as they come; blank lines are left out and counted. A row whose quotes do
 * not fit is handed on with its problem: it may have swallowed others. Memory is bounded by one record and one part of the text.
 * @throws UnreadableFile `broken-quotes` when that happens all the time
 */
export async function* readDelimited(parts: AsyncIterable<string>, delimiter: string): AsyncGenerator<RawRow[]> {
  let text = '';
  let line = 1;
  let lost = 0;
  /** The rest of a line that is too long is passed over. */
  let isSkipping = false;
  const lose = (): void => {
    if (++lost > IMPORT_LOST_RECORDS) throw new UnreadableFile('broken-quotes');
  };
  const take = (isLast: boolean): RawRow[] => {
    const { data, errors, meta } = parse(text, delimiter, isLast);
    const broken = new Set(errors.flatMap(({ type, row }) => (type === 'Quotes' && row !== undefined ? [row] : [])));
    const rows: RawRow[] = [];
    for (const [i, cells] of data.entries()) {
      const at = line;
      line += 1 + cells.reduce((sum, cell) => sum + newlines(cell), 0);
      if (cells.length === 1 && cells[0] === '' && !broken.has(i)) continue;
      if (broken.has(i)) rows.push({ at, cells: shortened(cells), problem: 'quote' });
      else rows.push(cells.some((cell) => cell.length > IMPORT_CELL_CHARS) ? { at, cells: shortened(cells), problem: 'too-long' } : { at, cells });
    }
    for (let i = broken.size; i > 0; i--) lose();
    text = isLast ? '' : text.slice(meta.cursor);
    return rows;
  };
  let isFirst = true;
  for await (const part of parts) {
    text += part;
    if (isFirst) {
      isFirst = false;
      const named = NAMED.exec(text)?.[0];
      if (named) {
        text = text.slice(named.length);
        line = 2;
      }
    }
    if (isSkipping) {
      const end = text.indexOf('\n');
      text = end < 0 ? '' : text.slice(end + 1);
      if (end < 0) continue;
      isSkipping = false;
      line += 1;
    }
    const rows = take(false);
    while (text.length > IMPORT_RECORD_CHARS) {
      lose();
      const end = text.indexOf('\n');
      rows.push({ at: line, cells: [text.slice(0, end < 0 ? IMPORT_ASIDE_CHARS : Math.min(end, IMPORT_ASIDE_CHARS))], problem: end < 0 ? 'too-long' : 'quote' });
      isSkipping = end < 0;
      text = end < 0 ? '' : text.slice(end + 1);
      if (end >= 0) line += 1;
      rows.push(...take(false));
    }
    if (rows.length > 0) yield rows;
  }
  const rest = text === '' ? [] : take(true);
  if (rest.length > 0) yield rest;
}

/** A row that is kept aside is there to be recognised. */
const shortened = (cells: readonly string[]): string[] => cells.map((cell) => cell.slice(0, IMPORT_ASIDE_CHARS));

function newlines(cell: string): number {
  let count = 0;
  for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) count += 1;
  return count;
}
