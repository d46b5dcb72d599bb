import type { Sql, SqlValue } from './sql.ts';

/** Rows of one statement: far below the parameters that either database allows. */
const MOST_ROWS = 256;

function* portions<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < items.length; from += MOST_ROWS) yield items.slice(from, from + MOST_ROWS);
}
const list = (mark: string, count: number): string => Array.from({ length: count }, () => mark).join(', ');
const marks = (width: number): string => `(${list('?', width)})`;

/** `head (columns) values (...), (...) tail`, many rows at a time; the texts are the program's own, only values are parameters. */
export async function insertMany(sql: Sql, head: string, rows: readonly (readonly SqlValue[])[], tail = ''): Promise<void> {
  for (const part of portions(rows)) await sql.run(`${head} values ${list(marks(part[0]?.length ?? 0), part.length)} ${tail}`, part.flat());
}

/**
 * Sets numbers in many rows at once, each found by a text key within one account.
 * @param rows the key's value first, then one number per column
 */
export async function updateNumbers(sql: Sql, table: string, accountId: string, key: string, columns: readonly string[], rows: readonly (readonly SqlValue[])[]): Promise<void> {
  const mark = `(?, ${list('cast(? as bigint)', columns.length)})`;
  const names = columns.map((_, i) => `v${i}`);
  for (const part of portions(rows)) {
    await sql.run(
      `with given (k, ${names.join(', ')}) as (values ${list(mark, part.length)})
       update ${table} set ${columns.map((column, i) => `${column} = given.v${i}`).join(', ')} from given where account_id = ? and ${key} = given.k`,
      [...part.flat(), accountId],
    );
  }
}

/** Runs `text` with `{in}` replaced by a list of the values, as often as it takes; answers all rows. The list is the last parameter. */
export async function selectIn<R extends object>(sql: Sql, text: string, before: readonly SqlValue[], values: readonly SqlValue[]): Promise<R[]> {
  const found: R[] = [];
  for (const part of portions(values)) found.push(...(await sql.all<R>(text.replace('{in}', marks(part.length)), [...before, ...part])));
  return found;
}

/** The same for a statement that changes rows. */
export async function runIn(sql: Sql, text: string, before: readonly SqlValue[], values: readonly SqlValue[]): Promise<void> {
  for (const part of portions(values)) await sql.run(text.replace('{in}', marks(part.length)), [...before, ...part]);
}

/** `{in}` becomes a list of rows: `(a, b) in (values (?, ?), (?, ?))`. */
export async function runInRows(sql: Sql, text: string, before: readonly SqlValue[], rows: readonly (readonly SqlValue[])[]): Promise<void> {
  for (const part of portions(rows)) await sql.run(text.replace('{in}', `(values ${list(marks(part[0]?.length ?? 0), part.length)})`), [...before, ...part.flat()]);
}
