/** Needs a PostgreSQL of its own with its programs; skipped, and saying so, where there is none. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backupConformance } from '../unit/server/backup-drill.ts';
import { WHY_SKIPPED, findPostgres } from './local-postgres.ts';
import { postgresProcess, type PostgresProcess } from './postgres-process.ts';

describe('a backup of PostgreSQL', () => {
  if (findPostgres() === null) {
    it('is taken and restored', (context) => {
      context.skip(WHY_SKIPPED);
      expect(findPostgres()).not.toBeNull();
    });
    return;
  }
  let postgres: PostgresProcess | undefined;
  beforeAll(async () => {
    postgres = await postgresProcess();
  });
  afterAll(() => postgres?.remove());
  backupConformance(() => postgres?.url);
});
