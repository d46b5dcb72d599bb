/** The databases that one suite is run on, with a clock that the suite moves. */
import { describe, expect, it } from 'vitest';
import { openPostgres } from '../../server/sql/postgres.ts';
import type { Database } from '../../server/sql/sql.ts';
import { START, openMemory, type Clock } from '../unit/server/world.ts';
import { WHY_SKIPPED, hasPostgres, postgresSchema } from './local-postgres.ts';

export interface DatabaseUnderTest {
  open(): Promise<{
    readonly db: Database;
    /** Moves the database's clock. */
    advance(ms: number): Promise<void>;
  }>;
  close(): Promise<void>;
}

/** SQLite in memory. @param now where its clock begins, milliseconds since 1970 */
export function sqliteUnderTest(now: number = START): DatabaseUnderTest {
  const clock: Clock = { now };
  let close = async (): Promise<void> => undefined;
  return {
    async open() {
      const db = openMemory(clock);
      close = () => db.close();
      return { db, advance: async (ms) => void (clock.now += ms) };
    },
    close: () => close(),
  };
}

/** A schema of its own on TEST_DATABASE_URL, else on a PostgreSQL that is installed here. */
function postgresUnderTest(): DatabaseUnderTest {
  let close = async (): Promise<void> => undefined;
  let offset = 0;
  return {
    async open() {
      const postgres = await postgresSchema();
      const db = openPostgres(postgres.url);
      close = async () => {
        await db.close();
        await postgres.stop();
      };
      return {
        db,
        async advance(ms) {
          offset += ms;
          await db.run(`create or replace function kiln_now() returns bigint language sql volatile as 'select (extract(epoch from clock_timestamp()) * 1000)::bigint + ${offset}'`);
        },
      };
    },
    close: () => close(),
  };
}

/** Runs suites on PostgreSQL; skipped, and saying so, where there is none. */
export function onPostgres(what: string, run: (fresh: () => DatabaseUnderTest) => void): void {
  if (hasPostgres()) return run(postgresUnderTest);
  describe(`${what} on PostgreSQL`, () => {
    it('runs the whole suite', (context) => {
      context.skip(WHY_SKIPPED);
      expect(hasPostgres()).toBe(true);
    });
  });
}
