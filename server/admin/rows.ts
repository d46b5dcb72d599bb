import type { Sql, SqlValue } from '../sql/sql.ts';

/** Rows of one statement: powers of two, so that few texts are prepared. */
const MOST_ROWS = 256;

/**
 * Inserts many rows with few statements.
 * @param head such as `insert into t (a, b) values`
 * @param tail such as `on conflict do nothing`
 */
export async function insertRows(sql: Sql, head: string, rows: readonly (readonly SqlValue[])[], tail = ''): Promise<void> {
  let from = 0;
  for (let size = MOST_ROWS; size >= 1; size = Math.floor(size / 2)) {
    while (rows.length - from >= size) {
      const part = rows.slice(from, from + size);
      const row = `(${part[0]?.map(() => '?').join(', ') ?? ''})`;
      await sql.run(`${head} ${part.map(() => row).join(', ')} ${tail}`, part.flat());
      from += size;
    }
  }
}

/** Rows whose key is one of `keys`, asked for in lists of few lengths. `text` holds `(…)` where the list goes; `before` comes before it. */
export async function selectIn<R extends object>(sql: Sql, text: string, before: readonly SqlValue[], keys: readonly string[]): Promise<R[]> {
  const found: R[] = [];
  for (let from = 0; from < keys.length; from += MOST_ROWS) {
    const part = keys.slice(from, from + MOST_ROWS);
    const length = 2 ** Math.ceil(Math.log2(part.length));
    const padded = Array.from({ length }, (_, i) => part[Math.min(i, part.length - 1)] ?? '');
    found.push(...(await sql.all<R>(text.replace('(…)', `(${padded.map(() => '?').join(', ')})`), [...before, ...padded])));
  }
  return found;
}
