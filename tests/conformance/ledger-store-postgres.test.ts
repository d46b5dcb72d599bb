/** Runs on TEST_DATABASE_URL, else on a PostgreSQL that is installed here; skipped, and saying so, when there is neither. */
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openPostgres } from '../../server/sql/postgres.ts';
import type { Database } from '../../server/sql/sql.ts';
import { ledgerStoreConformance } from './ledger-store.ts';
import { findPostgres, startPostgres } from './local-postgres.ts';

const given = process.env['TEST_DATABASE_URL'];
const bin = findPostgres();

if (given === undefined && bin === null) {
  describe('ledger store on PostgreSQL', () => {
    it('runs the whole suite', (context) => {
      context.skip('skipped: PostgreSQL is not installed and TEST_DATABASE_URL is not set');
      expect(bin).not.toBeNull();
    });
  });
} else {
  const schema = `kiln_test_${randomBytes(6).toString('hex')}`;
  let db: Database | undefined;
  let stop = async (): Promise<void> => undefined;
  let offset = 0;

  ledgerStoreConformance('PostgreSQL', {
    async open() {
      let url = given;
      if (url === undefined) {
        const local = await startPostgres(bin ?? '');
        url = local.url;
        stop = local.stop;
      }
      const admin = openPostgres(url);
      await admin.run(`create schema ${schema}`);
      await admin.close();
      const opened = openPostgres(`${url}${url.includes('?') ? '&' : '?'}options=${encodeURIComponent(`-c search_path=${schema}`)}`);
      db = opened;
      return {
        db: opened,
        async advance(ms) {
          offset += ms;
          await opened.run(`create or replace function kiln_now() returns bigint language sql volatile as 'select (extract(epoch from clock_timestamp()) * 1000)::bigint + ${offset}'`);
        },
      };
    },
    async close() {
      await db?.run(`drop schema ${schema} cascade`);
      await db?.close();
      await stop();
    },
  });
}
