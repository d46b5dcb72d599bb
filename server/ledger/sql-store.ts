import type { Database } from '../sql/sql.ts';
import { createAccount } from './accounts.ts';
import { abandon, claim, dueCalls, logSupplierCall, park, renew } from './calls.ts';
import { chargeWithResult, reserve, resolve, reverse } from './charges.ts';
import { addLot, withBooks } from './periods.ts';
import { addPriceBook, priceBookInForce } from './price-books.ts';
import { balancesOf, eventsAfter, pull } from './pull.ts';
import { push } from './push.ts';
import type { LedgerStore } from './store.ts';

/** The ledger on a SQL database; SQLite and PostgreSQL run the same text. */
export function createLedgerStore(db: Database): LedgerStore {
  return {
    createAccount: (account) => db.transaction((tx) => createAccount(tx, account)),
    reserve: (input) => db.transaction((tx) => withBooks(tx, input.accountId, (books) => reserve(books, input))),
    claim: (accountId, chargeId, worker) => db.transaction((tx) => claim(tx, accountId, chargeId, worker)),
    renew: (accountId, chargeId, fence, claimMs) => renew(db, accountId, chargeId, fence, claimMs),
    park: (accountId, chargeId, fence, poll) => park(db, accountId, chargeId, fence, poll),
    resolve: (accountId, chargeId, resolution) => db.transaction((tx) => withBooks(tx, accountId, (books) => resolve(books, chargeId, resolution))),
    abandon: (due, resolution) => db.transaction((tx) => withBooks(tx, due.accountId, (books) => abandon(books, due, resolution))),
    dueCalls: (limit) => dueCalls(db, limit),
    charge: (accountId, chargeId) => chargeWithResult(db, accountId, chargeId),
    reverse: (accountId, chargeId, reversalId) => db.transaction((tx) => withBooks(tx, accountId, (books) => reverse(books, chargeId, reversalId))),
    grant: (input) =>
      db.transaction((tx) =>
        withBooks(tx, input.accountId, async (books) => ((await addLot(books, { ...input, effectiveAt: books.now, periodNo: null })) ? 'applied' : 'exists')),
      ),
    push: (input) => db.transaction((tx) => withBooks(tx, input.accountId, (books) => push(books, input))),
    pull: (input) => db.transaction((tx) => withBooks(tx, input.accountId, (books) => pull(books, input))),
    balances: (accountId) => db.transaction((tx) => withBooks(tx, accountId, balancesOf)),
    events: (accountId, cursor, limit) => eventsAfter(db, accountId, cursor, limit),
    logSupplierCall: (call) => logSupplierCall(db, call),
    priceBook: () => priceBookInForce(db),
    addPriceBook: (book) => db.transaction((tx) => addPriceBook(tx, book)),
    forgetResults: () => db.run('delete from result_blob where expires_at <= kiln_now()'),
  };
}
