/** Rates that several server processes share. Skipped, and saying so, where there is no PostgreSQL. */
import { describe, expect, it } from 'vitest';
import { forgetRates, memoryRates, postgresRates } from '../../server/ops/shared-rates.ts';
import type { Bucket } from '../../server/ops/ports.ts';
import { migrate } from '../../server/sql/migrate.ts';
import { openPostgres } from '../../server/sql/postgres.ts';
import { WHY_SKIPPED, hasPostgres, postgresSchema } from './local-postgres.ts';

describe('rates over several processes', () => {
  it('let through one burst together, then the rate; a refusal is not counted; without the database each counts for itself', async (context) => {
    if (!hasPostgres()) context.skip(WHY_SKIPPED);
    const postgres = await postgresSchema();
    const db = openPostgres(postgres.url);
    await migrate(db);
    let offset = 0;
    const advance = async (ms: number): Promise<void> => {
      offset += ms;
      await db.run(`create or replace function kiln_now() returns bigint language sql volatile as 'select 1000000::bigint + ${offset}'`);
    };
    await advance(0);
    // Each process has a memory of its own that knows nothing of the other's requests.
    const processes = [0, 1, 2].map(() => postgresRates(db, memoryRates(() => offset)));
    const ask = (i: number, buckets: readonly Bucket[]): Promise<number> => processes[i % 3]?.take(buckets) ?? Promise.reject(new Error('no such process'));
    const take = (i: number, key = 'a'): Promise<number> => ask(i, [{ key, rate: { everyMs: 100, burst: 6 } }, { key: `${key}-account`, rate: { everyMs: 10, burst: 100 } }]);
    const first = await Promise.all(Array.from({ length: 12 }, (_, i) => take(i)));
    expect(first.filter((wait) => wait === 0)).toHaveLength(6);
    for (const wait of first.filter((one) => one > 0)) expect(wait).toBeLessThanOrEqual(100);
    expect(await take(0, 'b')).toBe(0);
    await advance(100);
    const second = await Promise.all(Array.from({ length: 6 }, (_, i) => take(i)));
    expect(second.filter((wait) => wait === 0)).toHaveLength(1);
    // Two statements for the same buckets in another order wait for each other's rows in one order only.
    await Promise.all(Array.from({ length: 40 }, (_, i) => ask(i, ['x', 'y', 'z'].map((_key, n) => ({ key: ['x', 'y', 'z'][(i + n) % 3] ?? '', rate: { everyMs: 1, burst: 1_000 } })))));
    await advance(4_000_000);
    expect(await forgetRates(db)).toBeGreaterThan(4);
    await db.close();
    expect(await take(0, 'c')).toBe(0);
    expect(await Promise.all(Array.from({ length: 10 }, () => take(0, 'c')))).toContain(100);
    await postgres.stop();
  });
});
