import * as first001 from './migrations/001-first.ts';
import * as leases002 from './migrations/002-leases.ts';
import * as identity003 from './migrations/003-identity.ts';
import * as webhooks004 from './migrations/004-webhooks.ts';
import * as admin005 from './migrations/005-admin.ts';
import * as answers006 from './migrations/006-waiting-answers.ts';
import * as upkeep007 from './migrations/007-upkeep.ts';
import * as budgets008 from './migrations/008-provider-budgets.ts';
import * as taken009 from './migrations/009-taken-back.ts';
import * as erasures010 from './migrations/010-erasures.ts';
import * as repeats011 from './migrations/011-repeats.ts';
import * as madeFor012 from './migrations/012-made-for.ts';
import { first, type Database } from './sql.ts';

const MIGRATIONS = [first001, leases002, identity003, webhooks004, admin005, answers006, upkeep007, budgets008, taken009, erasures010, repeats011, madeFor012];
/** Version of the schema that this program writes. */
export const newestVersion = (): number => MIGRATIONS[MIGRATIONS.length - 1]?.version ?? 0;
/** Any number that only Kiln's migrations use: processes that start together take turns. */
const POSTGRES_TURN = 4_152_026;

/**
 * Brings the schema to the newest version, each step in its own transaction.
 * @throws when the database is newer than this program: an old program must not write to it
 */
export async function migrate(db: Database): Promise<void> {
  for (const migration of MIGRATIONS) {
    await db.transaction(async (tx) => {
      if (db.dialect === 'postgres') await tx.all('select pg_advisory_xact_lock(?)', [POSTGRES_TURN]);
      await tx.run('create table if not exists schema_version (version bigint primary key, applied_at bigint not null)');
      const newest = (await first<{ version: number | null }>(tx, 'select max(version) as version from schema_version'))?.version ?? 0;
      const known = newestVersion();
      if (newest > known) throw new Error(`The database has schema version ${newest}; this server knows ${known}. Start a newer server.`);
      if (newest >= migration.version) return;
      for (const statement of db.dialect === 'postgres' ? migration.postgresOnly : []) await tx.run(statement);
      for (const statement of migration.statements) await tx.run(statement);
      await tx.run('insert into schema_version (version, applied_at) values (?, kiln_now())', [migration.version]);
    });
  }
}
