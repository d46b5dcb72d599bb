/** Runs on TEST_DATABASE_URL, else on a PostgreSQL that is installed here; skipped, and saying so, when there is neither. */
import { describe, expect, it } from 'vitest';
import { openPostgres } from '../../server/sql/postgres.ts';
import { crashConformance } from './ledger-crash.ts';
import { leaseConformance } from './ledger-leases.ts';
import { limitConformance } from './ledger-limits.ts';
import { modelConformance } from './ledger-model.ts';
import { periodConformance } from './ledger-periods.ts';
import { restoreConformance } from './ledger-restore.ts';
import { ledgerStoreConformance } from './ledger-store.ts';
import { WHY_SKIPPED, hasPostgres, postgresSchema } from './local-postgres.ts';
import type { StoreUnderTest } from './store-kit.ts';

function schema(): StoreUnderTest {
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

if (hasPostgres()) {
  for (const suite of [ledgerStoreConformance, leaseConformance, limitConformance, restoreConformance, periodConformance, crashConformance]) suite('PostgreSQL', schema());
  modelConformance('PostgreSQL', schema(), 6);
} else {
  describe('ledger store on PostgreSQL', () => {
    it('runs the whole suite', (context) => {
      context.skip(WHY_SKIPPED);
      expect(hasPostgres()).toBe(true);
    });
  });
}
