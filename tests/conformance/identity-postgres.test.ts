/** Runs on TEST_DATABASE_URL, else on a PostgreSQL that is installed here; skipped, and saying so, when there is neither. */
import { describe, expect, it } from 'vitest';
import { openPostgres } from '../../server/sql/postgres.ts';
import { WHY_SKIPPED, hasPostgres, postgresSchema } from './local-postgres.ts';
import { identityConformance } from './identity.ts';

if (hasPostgres()) {
  let close = async (): Promise<void> => undefined;
  identityConformance('PostgreSQL', {
    async open() {
      let offset = 0;
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
  });
} else {
  describe('identity on PostgreSQL', () => {
    it('runs the whole suite', (context) => {
      context.skip(WHY_SKIPPED);
      expect(hasPostgres()).toBe(true);
    });
  });
}
