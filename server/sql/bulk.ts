import type { Sql, SqlValue } from './sql.ts';

/** Rows of one statement. Sizes are powers of two, so that few different texts are prepared. */
const MOST_ROWS = 256;

function* portions<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let from = 0, size = MOST_ROWS; from < items.length; ) {
    while (size > items.length - from) size /= 2;
    yield items.slice(from, from + size);
    from += size;
  }
}
const marks = (width: number): string => `(${Array.from({ length: width }, () => '?').join(', ')})`;

/** `head (columns) values (...), (...) tail`, many rows at a time; the texts are the program's own, only values are parameters. */
export async function insertMany(sql: Sql, head: string, rows: readonly (readonly SqlValue[])[], tail = ''): Promise<void> {
  for (const part of portions(rows)) {
    const [row] = part;
    if (row === undefined) continue;
    const mark = marks(row.length);
    await sql.run(`${head} values ${part.map(() => mark).join(', ')} ${tail}`, part.flat());
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
  for (const part of portions(rows)) {
    const mark = marks(part[0]?.length ?? 0);
    await sql.run(text.replace('{in}', `(values ${part.map(() => mark).join(', ')})`), [...before, ...part.flat()]);
  }
}
