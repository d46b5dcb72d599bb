/** The database as a server process sees it that may die before every statement and right after a commit, and whose statements fail at times. */
import { SQL_RETRIES } from '../../../../lib/core/limits.ts';
import type { Database, Sql, SqlValue, Tx } from '../../../../server/sql/sql.ts';
import type { Rng } from '../../rng.ts';
import type { Faults } from '../faults.ts';

export class Killed extends Error {
  override name = 'Killed';
}
/** What PostgreSQL says when the same transaction can succeed when it runs again. */
class SerializationFailure extends Error {
  override name = 'SerializationFailure';
  readonly code = '40001';
}
/** The connection broke at the commit: whether it was done is not known, and it was. */
class ConnectionLost extends Error {
  override name = 'ConnectionLost';
  readonly code = '08006';
}
class TooEarly extends Error {
  readonly value: unknown;
  constructor(value: unknown) {
    super('answered before the commit');
    this.value = value;
  }
}

/** Where planted mistakes sit between the server's code and its database. */
export interface SqlSeam {
  /** False = the statement does nothing, and says it changed one row. */
  passes?(text: string, params: readonly SqlValue[]): boolean;
  /** Another text or other parameters in its place. */
  rewrite?(text: string, params: readonly SqlValue[]): { readonly text: string; readonly params: readonly SqlValue[] };
  /** Runs after the commit, in a transaction of its own. */
  late?(text: string): boolean;
  /** Every statement commits by itself. */
  readonly isTorn?: boolean;
  /** Says "done" and then does not commit. */
  answersEarly?(): boolean;
}

export interface MortalWorld {
  readonly db: Database;
  readonly rng: Rng;
  readonly faults: Faults;
  readonly seam: SqlSeam;
  /** Throws Killed when this was the process's last act. */
  mayDie(where: string): void;
  /** Something was written. */
  wrote(): void;
  later(deed: () => void): void;
  /** A statement is out: nothing else may happen until the database has answered. */
  track<T>(work: Promise<T>): Promise<T>;
}

export function mortalDatabase(world: MortalWorld): Database {
  const { db, rng, faults, seam } = world;
  const mayFail = (): void => {
    if (rng.chance(faults.sqlFailure)) throw new SerializationFailure('could not serialize access');
  };
  const mortal = (sql: Sql, after: (() => Promise<unknown>)[]): Sql => ({
    all: async <R extends object>(text: string, params: readonly SqlValue[] = []) => {
      world.mayDie('a query');
      mayFail();
      const asked = seam.rewrite?.(text, params) ?? { text, params };
      return sql.all<R>(asked.text, asked.params);
    },
    run: async (text, params = []) => {
      world.mayDie('a statement');
      mayFail();
      world.wrote();
      if (seam.passes?.(text, params) === false) return 1;
      const asked = seam.rewrite?.(text, params) ?? { text, params };
      if (seam.late?.(text) === true) {
        after.push(() => db.run(asked.text, asked.params));
        return 1;
      }
      return sql.run(asked.text, asked.params);
    },
  });
  async function once<T>(work: (tx: Tx) => Promise<T>, after: (() => Promise<unknown>)[]): Promise<T> {
    if (seam.isTorn === true) return work({ ...mortal(db, after), lock: '' });
    try {
      return await db.transaction(async (tx) => {
        const inside = await work({ ...mortal(tx, after), lock: tx.lock });
        mayFail();
        if (seam.answersEarly?.() === true) throw new TooEarly(inside);
        return inside;
      });
    } catch (error) {
      if (error instanceof TooEarly) return error.value as T;
      throw error;
    }
  }
  async function transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      world.mayDie('a begin');
      const after: (() => Promise<unknown>)[] = [];
      try {
        const value = await once(work, after);
        world.mayDie('a commit');
        if (rng.chance(faults.sqlFailure)) throw new ConnectionLost('server closed the connection');
        for (const deed of after) world.later(() => void deed());
        return value;
      } catch (error) {
        if (!(error instanceof SerializationFailure) || attempt >= SQL_RETRIES) throw error;
      }
    }
  }
  const direct = mortal(db, []);
  return {
    dialect: db.dialect,
    all: <R extends object>(text: string, params?: readonly SqlValue[]) => world.track(direct.all<R>(text, params)),
    run: (text, params) => world.track(direct.run(text, params)),
    transaction: (work) => world.track(transaction(work)),
    close: async () => undefined,
  };
}
