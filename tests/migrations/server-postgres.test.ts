/** Skipped, and saying so, where no PostgreSQL can be started. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPostgres } from '../../server/sql/postgres.ts';
import type { Database } from '../../server/sql/sql.ts';
import { WHY_SKIPPED, findPostgres } from '../conformance/local-postgres.ts';
import { postgresProcess, type PostgresProcess } from '../conformance/postgres-process.ts';
import { migrationConformance } from './server-migrations.ts';

describe('the account server on PostgreSQL', () => {
  if (findPostgres() === null) {
    it('migrates', (context) => {
      context.skip(WHY_SKIPPED);
      expect(findPostgres()).not.toBeNull();
    });
    return;
  }
  let postgres: PostgresProcess;
  let n = 0;
  let open: Database[] = [];
  beforeAll(async () => {
    postgres = await postgresProcess();
  });
  afterAll(() => postgres.remove());
  const at = (name: string): Database => {
    const db = openPostgres(postgres.url.replace(/\/postgres$/, `/${name}`));
    open.push(db);
    return db;
  };
  const made = async (template?: string): Promise<Database> => {
    const admin = openPostgres(postgres.url);
    const name = `migrate_${++n}`;
    await admin.run(`create database ${name}${template === undefined ? '' : ` template ${template}`}`);
    await admin.close();
    return at(name);
  };
  const close = async (): Promise<void> => {
    await Promise.all(open.map((db) => db.close()));
    open = [];
  };
  migrationConformance({
    open: () => made(),
    async copy() {
      const name = `migrate_${n}`;
      await close();
      const db = await made(name);
      return { original: at(name), db };
    },
    close,
  });
});
