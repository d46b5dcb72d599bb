import { RATE_KEYS } from '../../lib/core/limits.ts';
import type { Database } from '../sql/sql.ts';
import type { Bucket, SharedRates } from './ports.ts';

/** Generic cell rate algorithm (ATM Forum, "virtual scheduling") in this process: one number per bucket says when it is free again. */
export function memoryRates(now: () => number): SharedRates {
  const freeAt = new Map<string, number>();
  const plan = (buckets: readonly Bucket[]) => {
    const at = now();
    return buckets.map(({ key, rate }) => {
      const next = Math.max(freeAt.get(key) ?? at, at) + rate.everyMs;
      return { key, next, waitMs: next - rate.everyMs * rate.burst - at };
    });
  };
  const waitOf = (plans: ReturnType<typeof plan>): number => Math.max(0, ...plans.map((one) => one.waitMs));
  return {
    look: async (buckets) => waitOf(plan(buckets)),
    take: async (buckets) => {
      const plans = plan(buckets);
      const wait = waitOf(plans);
      // Nothing is counted for a request that is refused: it was not served.
      if (wait > 0) return wait;
      for (const { key, next } of plans) {
        // Put in anew, so that the first one of the map is the one unused for longest.
        freeAt.delete(key);
        freeAt.set(key, next);
      }
      while (freeAt.size > RATE_KEYS) {
        const oldest = freeAt.keys().next().value;
        if (oldest === undefined) break;
        freeAt.delete(oldest);
      }
      return 0;
    },
  };
}

/**
 * The same over all server processes, in rows of PostgreSQL: one statement for all buckets of a request, by the database's clock. What
 * this process already knows to be too much does not reach the database; when the database does not answer, this process's own count stands.
 */
export function postgresRates(db: Database, local: SharedRates): SharedRates {
  const both = async (own: Promise<number>, shared: () => Promise<number>): Promise<number> => {
    const wait = await own;
    return wait > 0 ? wait : shared().catch(() => 0);
  };
  return {
    take: (buckets) => both(local.take(buckets), () => takeRows(db, buckets)),
    look: (buckets) => both(local.look(buckets), () => waitOfRows(db, buckets)),
  };
}

async function takeRows(db: Database, buckets: readonly Bucket[]): Promise<number> {
  // In one order, so that two requests of the same callers cannot wait for each other in a circle.
  const sorted = buckets.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const rows = sorted.map(() => '(?, kiln_now() + ?::bigint, ?::bigint, ?::bigint)').join(', ');
  const params = sorted.flatMap(({ key, rate }) => [key, Math.ceil(rate.everyMs), Math.ceil(rate.everyMs), Math.ceil(rate.everyMs * rate.burst)]);
  const taken = await db.all<{ bucket: string }>(
    `insert into rate_bucket as b (bucket, free_at, every_ms, slack_ms) values ${rows}
     on conflict (bucket) do update set free_at = greatest(b.free_at, kiln_now()) + excluded.every_ms, every_ms = excluded.every_ms, slack_ms = excluded.slack_ms
     where greatest(b.free_at, kiln_now()) + excluded.every_ms - kiln_now() <= excluded.slack_ms
     returning bucket`,
    params,
  );
  if (taken.length === sorted.length) return 0;
  const over = sorted.filter(({ key }) => !taken.some((row) => row.bucket === key));
  return Math.max(1, await waitOfRows(db, over));
}

async function waitOfRows(db: Database, buckets: readonly Bucket[]): Promise<number> {
  const waits = await db.all<{ ms: number }>(`select free_at + every_ms - slack_ms - kiln_now() as ms from rate_bucket where bucket in (${buckets.map(() => '?').join(', ')})`, buckets.map(({ key }) => key));
  return Math.max(0, ...waits.map((row) => row.ms));
}

/** Buckets that are long free say nothing. */
export const forgetRates = (db: Database): Promise<number> => db.run('delete from rate_bucket where free_at < kiln_now() - 3600000');
