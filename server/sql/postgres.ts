import pg from 'pg';
import { POSTGRES_CONNECTIONS, POSTGRES_LOCK_MS, POSTGRES_STATEMENT_MS, SQL_RETRIES, SQL_STATEMENTS } from '../../lib/core/limits.ts';
import type { Database, Sql, SqlValue } from './sql.ts';

const INT8 = 20;
/** Longest statement that is kept prepared. */
const PREPARED_CHARS = 3_000;
/** serialization_failure and deadlock_detected: the same transaction can succeed when it runs again. */
const AGAIN = new Set(['40001', '40P01']);

/** BIGINT as a checked number; anything larger is a bug that must not be rounded away. */
function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a safe integer: ${text}`);
  return value;
}
const types = { getTypeParser: (oid: number, format?: string) => (oid === INT8 ? parseInt8 : pg.types.getTypeParser(oid, format as 'text')) } as pg.CustomTypesConfig;

const numbered = new Map<string, string>();
/** `?` -> `$1`, `$2`, ... The ledger's SQL has no literal question marks. */
function toNumbered(text: string): string {
  const known = numbered.get(text);
  if (known !== undefined) return known;
  let n = 0;
  const made = text.replace(/\?/g, () => `$${++n}`);
  if (text.length <= PREPARED_CHARS) numbered.set(text, made);
  return made;
}

/** Names under which connections keep statements prepared; long ones are rare (many rows at a time) and not worth keeping. */
const names = new Map<string, string>();
function nameOf(text: string): { name?: string } {
  if (text.length > PREPARED_CHARS) return {};
  const known = names.get(text);
  if (known !== undefined) return { name: known };
  if (names.size >= SQL_STATEMENTS) return {};
  const name = `kiln_${names.size + 1}`;
  names.set(text, name);
  return { name };
}

const sqlOf = (client: Pick<pg.Pool | pg.ClientBase, 'query'>): Sql => {
  const query = (text: string, params: readonly SqlValue[]) => client.query({ ...nameOf(text), text: toNumbered(text), values: [...params], types });
  return {
    all: async <R extends object>(text: string, params: readonly SqlValue[] = []) => (await query(text, params)).rows as R[],
    run: async (text, params = []) => (await query(text, params)).rowCount ?? 0,
  };
};

/**
 * PostgreSQL, READ COMMITTED with row locks, any number of server processes.
 * @param statementMs how long one statement may take; 0 = as long as it needs
 */
export function openPostgres(connectionString: string, { statementMs = POSTGRES_STATEMENT_MS }: { readonly statementMs?: number } = {}): Database {
  const pool = new pg.Pool({
    connectionString,
    max: POSTGRES_CONNECTIONS,
    statement_timeout: statementMs,
    lock_timeout: POSTGRES_LOCK_MS,
  });
  // An idle connection that the server closes is replaced; without a listener it would end the process.
  pool.on('error', () => undefined);
  // The pool listens to idle connections only. One that breaks between two statements of a transaction would end the process too; its next statement says so.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const direct = sqlOf(pool);
  return {
    dialect: 'postgres',
    all: direct.all,
    run: direct.run,
    async transaction(work) {
      for (let attempt = 1; ; attempt++) {
        const client = await pool.connect();
        let broken: Error | undefined;
        try {
          await client.query('BEGIN');
          const value = await work({ ...sqlOf(client), lock: ' for update' });
          await client.query('COMMIT');
          return value;
        } catch (error) {
          await client.query('ROLLBACK').catch((e: unknown) => { broken = e instanceof Error ? e : new Error('rollback failed'); });
          const code = error instanceof pg.DatabaseError ? error.code : undefined;
          if (code === undefined || !AGAIN.has(code) || attempt >= SQL_RETRIES) throw error;
        } finally {
          client.release(broken);
        }
      }
    },
    close: () => pool.end(),
  };
}
