import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { SQLITE_BUSY_MS, SQL_GROUP_COMMITS, SQL_STATEMENTS } from '../../lib/core/limits.ts';
import type { Database, Sql, SqlValue, Tx } from './sql.ts';

/** Longest statement that is kept prepared. */
const CACHED_CHARS = 3_000;

export interface SqliteOptions {
  /** File path or `:memory:`. */
  readonly path: string;
  /** Milliseconds since 1970; what SQL sees as kiln_now(). */
  readonly now: () => number;
}

interface Job {
  readonly work: (tx: Tx) => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * SQLite through Node's own module: WAL, synchronous=FULL, one writer.
 * Waiting transactions are committed together, one flush for the group; each has its savepoint, so one failing leaves the others alone.
 */
export function openSqlite(options: SqliteOptions): Database {
  const db = new DatabaseSync(options.path, { timeout: SQLITE_BUSY_MS });
  db.function('kiln_now', { deterministic: false }, () => options.now());
  db.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;');
  const direct = statements(db);
  const waiting: Job[] = [];
  let draining = false;

  async function drain(): Promise<void> {
    if (draining) return;
    draining = true;
    try {
      while (waiting.length > 0) await commitGroup(db, direct, waiting.splice(0, SQL_GROUP_COMMITS));
    } finally {
      draining = false;
    }
  }
  function enqueue<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      waiting.push({ work, resolve: resolve as (value: unknown) => void, reject });
      void drain();
    });
  }
  return {
    dialect: 'sqlite',
    // Single statements queue as well: outside the queue they would read the half-done work of a transaction.
    all: <R extends object>(text: string, params?: readonly SqlValue[]) => enqueue((tx) => tx.all<R>(text, params)),
    run: (text, params) => enqueue((tx) => tx.run(text, params)),
    transaction: enqueue,
    close: async () => {
      await enqueue(async () => undefined);
      db.close();
    },
  };
}

function statements(db: DatabaseSync): Sql {
  const cache = new Map<string, StatementSync>();
  const prepare = (text: string): StatementSync => {
    const known = cache.get(text);
    if (known !== undefined) return known;
    if (cache.size >= SQL_STATEMENTS) cache.clear();
    const made = db.prepare(text);
    // Many rows at a time: each number of rows is another text.
    if (text.length <= CACHED_CHARS) cache.set(text, made);
    return made;
  };
  return {
    all: async <R extends object>(text: string, params: readonly SqlValue[] = []) => prepare(text).all(...params) as unknown as R[],
    run: async (text, params = []) => Number(prepare(text).run(...params).changes),
  };
}

type Outcome = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: unknown };

async function commitGroup(db: DatabaseSync, sql: Sql, jobs: readonly Job[]): Promise<void> {
  const outcomes: Outcome[] = [];
  try {
    db.exec('BEGIN IMMEDIATE');
    for (const job of jobs) outcomes.push(await inSavepoint(db, sql, job));
    db.exec('COMMIT');
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    for (const job of jobs) job.reject(error);
    return;
  }
  // Nobody hears "done" before the flush.
  jobs.forEach((job, i) => {
    const outcome = outcomes[i];
    if (outcome?.ok === true) job.resolve(outcome.value);
    else job.reject(outcome?.error);
  });
}

async function inSavepoint(db: DatabaseSync, sql: Sql, job: Job): Promise<Outcome> {
  db.exec('SAVEPOINT job');
  try {
    const value = await job.work({ ...sql, lock: '' });
    db.exec('RELEASE job');
    return { ok: true, value };
  } catch (error) {
    db.exec('ROLLBACK TO job; RELEASE job');
    return { ok: false, error };
  }
}
