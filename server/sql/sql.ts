/**
 * The smallest door to a database that both SQLite and PostgreSQL fit through.
 * One SQL text serves both: `?` marks parameters, 64-bit integers come back as checked numbers.
 */
export type SqlValue = string | number | null;
export type Row = Record<string, SqlValue>;

export interface Sql {
  /** Rows of a query. The caller names the row's shape; the schema's constraints are what makes it true. */
  all<R extends object = Row>(text: string, params?: readonly SqlValue[]): Promise<R[]>;
  /** Number of rows changed. */
  run(text: string, params?: readonly SqlValue[]): Promise<number>;
}

export interface Tx extends Sql {
  /** Appended to a select whose rows are to be locked until the end of the transaction. */
  readonly lock: string;
}

export interface Database extends Sql {
  readonly dialect: 'sqlite' | 'postgres';
  /**
   * Runs `work` as one atomic, durable transaction; a throw rolls back.
   * `work` may run again after a serialization failure, so it must have no effect outside `tx`. Never call the outer database inside.
   */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** First row or undefined. */
export async function first<R extends object>(sql: Sql, text: string, params: readonly SqlValue[] = []): Promise<R | undefined> {
  return (await sql.all<R>(text, params))[0];
}

/** First row; throws when there is none, for rows whose absence is a bug. */
export async function one<R extends object>(sql: Sql, text: string, params: readonly SqlValue[] = []): Promise<R> {
  const row = await first<R>(sql, text, params);
  if (row === undefined) throw new Error(`no row: ${text.slice(0, 80)}`);
  return row;
}
