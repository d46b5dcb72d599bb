import { COALESCE_CALLS, COALESCE_WEIGHT } from '../../lib/core/limits.ts';
import type { Database } from '../sql/sql.ts';
import type { Books } from './books.ts';
import { runJobs, type AccountJob, type WhileFrozen } from './frame.ts';

export interface AccountCall<T> {
  readonly work: (books: Books) => Promise<T>;
  readonly whileFrozen: WhileFrozen<T>;
  /** Charges that it will ask for. */
  readonly charges?: readonly string[];
  /** Questions that it will ask for, by their hash. */
  readonly questions?: readonly string[];
  /** How many operations it is; big ones share with fewer others. */
  readonly weight?: number;
}
/** Runs one call on an account, atomic and durable when it resolves. `work` may run more than once; only one run is committed. */
export type InAccount = <T>(accountId: string, call: AccountCall<T>) => Promise<T>;

interface Waiting extends AccountJob {
  readonly weight: number;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * While a transaction of an account runs, further calls of the same account wait and go together in the next one: one lock, one flush,
 * few statements for all of them. When a shared transaction fails, each call runs again by itself, so one failing leaves the others alone.
 * An optimisation only: what makes the order of an account's calls right is the lock of its row.
 */
export function createCoalescer(db: Database): InAccount {
  const queues = new Map<string, Waiting[]>();

  async function runTogether(accountId: string, jobs: readonly Waiting[]): Promise<void> {
    try {
      const values = await db.transaction((tx) => runJobs(tx, accountId, jobs));
      jobs.forEach((job, i) => job.resolve(values[i]));
    } catch (error) {
      if (jobs.length > 1 && isOfOneCall(error)) for (const job of jobs) await runTogether(accountId, [job]);
      else for (const job of jobs) job.reject(error);
    }
  }

  async function drain(accountId: string, queue: Waiting[]): Promise<void> {
    while (queue.length > 0) await runTogether(accountId, queue.splice(0, portion(queue)));
    queues.delete(accountId);
  }

  return <T>(accountId: string, call: AccountCall<T>) =>
    new Promise<T>((resolve, reject) => {
      const job: Waiting = { work: call.work, whileFrozen: call.whileFrozen, charges: call.charges ?? [], questions: call.questions ?? [], weight: call.weight ?? 1, resolve: resolve as (value: unknown) => void, reject };
      const queue = queues.get(accountId);
      if (queue !== undefined) return void queue.push(job);
      const made = [job];
      queues.set(accountId, made);
      void drain(accountId, made);
    });
}

/** Not the database's own trouble (connection, lock, time limit), which would meet every call alike: those are for the callers to repeat. */
function isOfOneCall(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
  return code === null || code === 'ERR_SQLITE_ERROR' || /^2[23]/.test(code);
}

/** How many of the waiting go together: at most so many, and not so much that others wait long for the lock. */
function portion(queue: readonly Waiting[]): number {
  let weight = 0;
  let count = 0;
  for (const job of queue.slice(0, COALESCE_CALLS)) {
    weight += job.weight;
    if (count > 0 && weight > COALESCE_WEIGHT) break;
    count += 1;
  }
  return count;
}
