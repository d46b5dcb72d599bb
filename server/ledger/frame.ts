import type { Tx } from '../sql/sql.ts';
import { closeBooks, openBooks, type Books } from './books.ts';
import { prefetchCharges } from './charge-rows.ts';
import { prefetchQuestions } from './repeats.ts';
import { assertSound } from './checks.ts';
import { storeLimits } from './limits.ts';
import { bringUpToNow, payDeficits } from './periods.ts';
import { flush } from './sheet.ts';

/** A stopped account stands still: what was asked would have moved its value. Nothing was done. */
export class AccountFrozen extends Error {
  override name = 'AccountFrozen';
  constructor() {
    super('this account is stopped until its operator has looked at it');
  }
}

/**
 * What a call does on a stopped account: it `runs` because it reads or writes down a refusal, it is `refused` by `AccountFrozen`,
 * or other work takes its place. Whatever it says, value that moves is refused.
 */
export type WhileFrozen<T> = 'runs' | 'refused' | ((books: Books) => Promise<T>);

/** One call on an account; several of them can share a transaction. */
export interface AccountJob {
  readonly work: (books: Books) => Promise<unknown>;
  readonly whileFrozen: WhileFrozen<unknown>;
  /** Charges that it will ask for: read together with those of the others. */
  readonly charges: readonly string[];
  /** Questions that it will ask for, by their hash: likewise. */
  readonly questions: readonly string[];
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
  if (books.repeatMs > 0) await prefetchQuestions(books, jobs.flatMap((job) => job.questions));
  const values: unknown[] = [];
  for (const job of jobs) {
    values.push(await (isOpen ? job.work(books) : workFrozen(books, job)));
    if (isOpen) await payDeficits(books);
  }
  await storeLimits(books);
  await flush(books);
  await assertSound(books);
  await closeBooks(books);
  return values;
}

async function workFrozen(books: Books, job: AccountJob): Promise<unknown> {
  if (job.whileFrozen === 'refused') throw new AccountFrozen();
  const value = await (job.whileFrozen === 'runs' ? job.work(books) : job.whileFrozen(books));
  if (books.hasMoved) throw new AccountFrozen();
  return value;
}

/** One call by itself, for an account that must be open. */
export async function withBooks<T>(tx: Tx, accountId: string, work: (books: Books) => Promise<T>): Promise<T> {
  const [value] = await runJobs(tx, accountId, [{ work, whileFrozen: 'refused', charges: [], questions: [] }]);
  return value as T;
}
