import type { Tx } from '../sql/sql.ts';
import { closeBooks, openBooks, type Books } from './books.ts';
import { prefetchCharges } from './charge-rows.ts';
import { assertSound } from './checks.ts';
import { storeLimits } from './limits.ts';
import { bringUpToNow, payDeficits } from './periods.ts';
import { flush } from './sheet.ts';

/** One call on an account; several of them can share a transaction. */
export interface AccountJob {
  readonly work: (books: Books) => Promise<unknown>;
  /** Charges that it will ask for: read together with those of the others. */
  readonly charges: readonly string[];
}

/**
 * Opens an account, brings it up to now, does the work of each job in turn and closes it: one transaction's whole frame.
 * A throw of any job is a throw of all: the caller rolls back.
 */
export async function runJobs(tx: Tx, accountId: string, jobs: readonly AccountJob[]): Promise<unknown[]> {
  const books = await openBooks(tx, accountId);
  // A stopped account stands still: refusals are written, no value moves.
  const isOpen = books.state === 'open';
  if (isOpen && books.now >= books.dueAt) await bringUpToNow(books);
  await prefetchCharges(books, jobs.flatMap((job) => job.charges));
  const values: unknown[] = [];
  for (const job of jobs) {
    values.push(await job.work(books));
    if (isOpen) await payDeficits(books);
  }
  await storeLimits(books);
  await flush(books);
  await assertSound(books);
  await closeBooks(books);
  return values;
}

export async function withBooks<T>(tx: Tx, accountId: string, work: (books: Books) => Promise<T>): Promise<T> {
  const [value] = await runJobs(tx, accountId, [{ work, charges: [] }]);
  return value as T;
}
