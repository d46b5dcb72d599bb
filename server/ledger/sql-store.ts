import { REPEAT_MOST_MS, ROLL_TOGETHER, SQL_GROUP_COMMITS } from '../../lib/core/limits.ts';
import type { Database } from '../sql/sql.ts';
import { abandon, claim, dueCalls, park, renew } from './calls.ts';
import { chargeWithResult } from './charge-look.ts';
import { reserve, resolve } from './charges.ts';
import { confirmBackup, noteForBackup } from './devices.ts';
import { readEpoch } from './epoch.ts';
import { grantLease } from './leases.ts';
import { limitStates, setLimit } from './limits.ts';
import { addLot, isOwnLot, type Books } from './books.ts';
import { createCoalescer, type AccountCall } from './coalesce.ts';
import { freezeIfBroken, isBroken } from './freeze.ts';
import type { WhileFrozen } from './frame.ts';
import { readerOfPriceBook } from './price-books.ts';
import { logSupplierCall, planSupplierCall, setProviderLimit } from './provider-budgets.ts';
import { balancesOf, pull } from './pull.ts';
import { changePlan } from './plans.ts';
import { push } from './push.ts';
import type { Receipts } from './receipts.ts';
import { forgetAnswers, setRepeatWindow } from './repeats.ts';
import { reverse } from './reversals.ts';
import { takeBack } from './taking-back.ts';
import { keepAnswer } from './waiting-answers.ts';
import type { LedgerStore, ResolveResult } from './store.ts';

const ACCOUNTS_PAGE = 500;

/** The ledger on a SQL database; SQLite and PostgreSQL run the same text. */
export function createLedgerStore(db: Database, receipts: Receipts): LedgerStore {
  const run = createCoalescer(db);
  const priceBookInForce = readerOfPriceBook();
  const inAccount = <T>(accountId: string, whileFrozen: WhileFrozen<T>, work: (books: Books) => Promise<T>, hints: Omit<AccountCall<T>, 'work' | 'whileFrozen'> = {}): Promise<T> =>
    run(accountId, { work, whileFrozen, ...hints }).catch((error: unknown) => freezeIfBroken(db, accountId, error));

  /** Each account by itself: no statement touches two. */
  async function everyAccount(work: (accountId: string) => Promise<unknown>): Promise<void> {
    for (let after = ''; ; ) {
      const page = await db.all<{ account_id: string }>('select account_id from account where account_id > ? order by account_id limit ?', [after, ACCOUNTS_PAGE]);
      for (const { account_id } of page) await work(account_id);
      const last = page[page.length - 1];
      if (last === undefined) return;
      after = last.account_id;
    }
  }

  return {
    reserve: (input) => inAccount(input.accountId, 'runs', (books) => reserve(books, input), { charges: [input.chargeId], ...(input.question === undefined ? {} : { questions: [input.question.hash] }) }),
    claim: (accountId, chargeId, worker) => db.transaction((tx) => claim(tx, accountId, chargeId, worker)),
    renew: (accountId, chargeId, fence, claimMs) => renew(db, accountId, chargeId, fence, claimMs),
    park: (accountId, chargeId, fence, poll) => park(db, accountId, chargeId, fence, poll),
    resolve(accountId, chargeId, resolution, claimedIn) {
      const end = (): Promise<ResolveResult> =>
        inAccount(accountId, (books) => keepAnswer(books, chargeId, resolution, claimedIn), (books) => resolve(books, chargeId, resolution, { claimedIn }), { charges: [chargeId] });
      // Its own books broke and it is stopped by now: the answer is paid for all the same, and waits.
      return end().catch((error: unknown) => (isBroken(error) ? end() : Promise.reject(error)));
    },
    abandon: (due, resolution) => inAccount(due.accountId, async () => false, (books) => abandon(books, due, resolution)),
    dueCalls: (limit) => dueCalls(db, limit),
    charge: (accountId, chargeId) => chargeWithResult(db, receipts, accountId, chargeId),
    reverse: (accountId, chargeId, reversalId) => inAccount(accountId, 'refused', (books) => reverse(books, chargeId, reversalId)),
    grant: (input) => {
      if (isOwnLot(input.lotId)) throw new RangeError('lots of this name are made by the ledger itself');
      return inAccount(input.accountId, 'refused', async (books) => ((await addLot(books, { ...input, effectiveAt: books.now, periodNo: null })) ? 'applied' : 'exists'));
    },
    takeBack: (input) => inAccount(input.accountId, 'refused', (books) => takeBack(books, input)),
    lease: (input) => inAccount(input.accountId, 'runs', (books) => grantLease(books, input)),
    push: (input) => inAccount(input.accountId, async (books) => ({ kind: input.ledgerEpoch === books.epoch ? 'frozen' : 'epoch' }), (books) => push(books, receipts, input), { weight: 1 + input.ops.length }),
    pull: (input) => inAccount(input.accountId, 'runs', (books) => pull(books, input)),
    balances: (accountId) => inAccount(accountId, 'runs', balancesOf),
    setLimit: (accountId, { userId, meter, span, limit }) => inAccount(accountId, 'refused', (books) => setLimit(books, userId, meter, span, limit)),
    async setRepeatWindow(accountId, ms) {
      if (!Number.isSafeInteger(ms) || ms < 0 || ms > REPEAT_MOST_MS) throw new RangeError('an answer is given again for up to thirty days');
      await inAccount(accountId, 'refused', (books) => setRepeatWindow(books, ms));
    },
    limits: (accountId, userId) => inAccount(accountId, 'runs', (books) => limitStates(books, userId)),
    changePlan: (accountId, change) => inAccount(accountId, 'refused', (books) => changePlan(books, change)),
    epoch: () => readEpoch(db),
    async rollDue(limit) {
      const due = await db.all<{ account_id: string }>(`select account_id from account where due_at <= (select kiln_now()) and state = 'open' order by due_at limit ?`, [limit]);
      const together = db.dialect === 'sqlite' ? SQL_GROUP_COMMITS : ROLL_TOGETHER;
      let failed: Error | undefined;
      for (let i = 0; i < due.length; i += together) {
        const ends = await Promise.allSettled(due.slice(i, i + together).map(({ account_id }) => inAccount(account_id, 'runs', async () => undefined)));
        for (const end of ends) if (end.status === 'rejected') failed = end.reason instanceof Error ? end.reason : new Error('an account could not be brought up to now');
      }
      // One account that breaks does not keep the others waiting.
      if (failed !== undefined) throw failed;
      return due.length;
    },
    noteForBackup: (token) => everyAccount((accountId) => db.transaction((tx) => noteForBackup(tx, accountId, token))),
    confirmBackup: (token) => everyAccount((accountId) => db.transaction((tx) => confirmBackup(tx, accountId, token))),
    planSupplierCall: (call) => inAccount(call.accountId, 'runs', (books) => planSupplierCall(books, call)),
    logSupplierCall: (call) => inAccount(call.accountId, 'runs', (books) => logSupplierCall(books, call)),
    setProviderLimit: (accountId, providerId, limit) => inAccount(accountId, 'refused', (books) => setProviderLimit(books, providerId, limit)),
    priceBook: () => priceBookInForce(db),
    async forgetResults() {
      const accounts = await db.all<{ account_id: string }>('select account_id from result_blob where expires_at <= (select kiln_now()) order by expires_at limit ?', [ACCOUNTS_PAGE]);
      let forgotten = 0;
      for (const accountId of new Set(accounts.map((row) => row.account_id))) forgotten += await forgetAnswers(db, accountId);
      return forgotten;
    },
  };
}
