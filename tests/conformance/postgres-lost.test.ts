/** Needs a PostgreSQL of its own with its programs; skipped, and saying so, where there is none. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { openPostgres } from '../../server/sql/postgres.ts';
import { WHY_SKIPPED, findPostgres } from './local-postgres.ts';
import { postgresProcess } from './postgres-process.ts';

describe('a PostgreSQL that goes away', () => {
  // An error of a connection that nobody listens to ends a server process; a run of tests it fails.
  it('between two statements of a transaction refuses that transaction and ends nobody', async (context) => {
    if (findPostgres() === null) return context.skip(WHY_SKIPPED);
    const postgres = await postgresProcess();
    const database = openPostgres(postgres.url);
    onTestFinished(async () => {
      await database.close();
      await postgres.remove();
    });
    const broken = database.transaction(async (tx) => {
      await tx.all('select 1');
      await postgres.stop('immediate');
      await tx.all('select 2');
    });
    await expect(broken).rejects.toThrow(/connection/i);
    await expect(database.all('select 3')).rejects.toThrow(/ECONNREFUSED|connection/i);
    await postgres.start();
    expect(await database.transaction((tx) => tx.all('select 4 as n'))).toEqual([{ n: 4 }]);
  });
});
