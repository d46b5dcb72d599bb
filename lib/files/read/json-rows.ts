import { IMPORT_COLUMNS, IMPORT_JSON_DEPTH, IMPORT_RECORD_CHARS } from '../../core/limits.ts';
import { linesOf } from './lines.ts';
import { UnreadableFile, type RowProblem } from './row.ts';

/** A record of a file whose rows have names instead of places. */
export interface NamedRow {
  readonly at: number;
  readonly values: ReadonlyMap<string, string>;
  readonly problem?: RowProblem;
  /** As it stood, where it could not be read. */
  readonly text?: string;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The records of a JSON document: it is a list of objects, or one of its members is (the longest counts).
 * @throws UnreadableFile
 */
export function jsonRecords(text: string): NamedRow[] {
  let whole: unknown;
  try {
    whole = JSON.parse(text);
  } catch {
    throw new UnreadableFile('broken-json');
  }
  const list = listIn(whole, 3) ?? (isObject(whole) ? [whole] : null);
  if (!list) throw new UnreadableFile('no-records');
  return list.map((record, i) => (isObject(record) ? { at: i + 1, values: flat(record) } : { at: i + 1, values: new Map(), problem: 'not-json', text: JSON.stringify(record) }));
}

function listIn(value: unknown, depth: number): unknown[] | null {
  if (Array.isArray(value)) return value.some(isObject) ? value : null;
  if (!isObject(value) || depth === 0) return null;
  return Object.values(value).map((member) => listIn(member, depth - 1)).filter((list) => list !== null).toSorted((a, b) => b.length - a.length)[0] ?? null;
}

/** JSON Lines: one record a line; what is none, or longer than a record may be, is handed on with its problem. */
export async function* jsonLines(parts: AsyncIterable<string>): AsyncGenerator<NamedRow[]> {
  for await (const lines of linesOf(parts, IMPORT_RECORD_CHARS)) {
    const rows = lines.filter(({ text }) => text.trim() !== '').map(({ at, text, isTooLong }): NamedRow => (isTooLong ? { at, values: new Map(), problem: 'too-long', text } : recordOf(text, at)));
    if (rows.length > 0) yield rows;
  }
}

function recordOf(text: string, at: number): NamedRow {
  try {
    const record: unknown = JSON.parse(text);
    if (isObject(record)) return { at, values: flat(record) };
  } catch {
    // said below, like a line that is no object
  }
  return { at, values: new Map(), problem: 'not-json', text };
}

/** Names with dots for what is nested; a value that Kiln wrote with its sources is the value. Lists of plain values are one text. */
function flat(record: Record<string, unknown>): Map<string, string> {
  const out = new Map<string, string>();
  const put = (name: string, value: unknown, depth: number): void => {
    if (value === null || value === undefined || out.size >= IMPORT_COLUMNS) return;
    if (isObject(value)) {
      if ('value' in value && Array.isArray(value['values'])) put(name, value['value'], depth - 1);
      else if (depth <= 0) out.set(name, JSON.stringify(value));
      else for (const [key, member] of Object.entries(value)) put(name === '' || name === 'fields' ? key : `${name}.${key}`, member, depth - 1);
    } else if (Array.isArray(value)) {
      if (value.length > 0) out.set(name, value.some((one) => typeof one === 'object') ? JSON.stringify(value) : value.join(', '));
    } else out.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  };
  put('', record, IMPORT_JSON_DEPTH);
  return out;
}
