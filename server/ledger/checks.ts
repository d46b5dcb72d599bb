import { METERS, type Meter } from '../../lib/domain/ledger/amount.ts';
import { PLACES, type Books, type Place } from './books.ts';
import { UNCOVERED } from './charge-rows.ts';

/** The books of an account do not add up: the transaction must not be committed, and the account must be stopped. */
export class LedgerBroken extends Error {
  override name = 'LedgerBroken';
  readonly accountId: string;
  constructor(accountId: string, what: string) {
    super(what);
    this.accountId = accountId;
  }
}

/**
 * Invariants 1 to 4, 6 and 13 of what these books touched, looked at in every transaction, tests or not.
 * Numbers are those of the ledger's design: see README, "The ledger".
 */
export async function assertSound(books: Books): Promise<void> {
  if (!books.isTouched) return;
  const fail = (what: string): never => {
    throw new LedgerBroken(books.accountId, what);
  };
  for (const lot of books.lots.values()) {
    const sum = PLACES.reduce((total, place) => total + lot[place], 0);
    if (sum !== lot.amount || PLACES.some((place) => lot[place] < 0)) fail(`1 lot ${lot.id}`);
  }
  if (books.hasMoved) await metersAreSums(books, fail);
  await leasesAddUp(books, fail);
  for (const chargeId of books.sheet.toCheck) chargeAddsUp(books, chargeId, fail);
  books.sheet.toCheck.clear();
}

type Fail = (what: string) => never;

async function metersAreSums(books: Books, fail: Fail): Promise<void> {
  const rows = await books.tx.all<{ meter: Meter } & Record<Place, number>>(
    `select meter, ${PLACES.map((p) => `cast(sum(${p}_u) as bigint) as ${p}`).join(', ')} from lot where account_id = ? group by meter`,
    [books.accountId],
  );
  for (const meter of METERS) {
    const row = rows.find((r) => r.meter === meter);
    for (const place of PLACES) if (books.meters[meter][place] !== (row?.[place] ?? 0)) fail(`2 ${meter} ${place}`);
    if (books.meters[meter].deficit < 0) fail(`2 ${meter} deficit`);
  }
}

async function leasesAddUp(books: Books, fail: Fail): Promise<void> {
  if (books.sheet.leases.size === 0) return;
  for (const { row, parts } of books.sheet.leases.values()) {
    const left = parts.reduce((sum, part) => sum + part.remaining + part.lapsed, 0);
    if (row.settled_u + row.returned_u > row.amount_u) fail(`6 lease ${row.lease_id}`);
    if (row.settled_u + row.returned_u + left !== row.amount_u || parts.some((part) => part.remaining < 0 || part.lapsed < 0)) fail(`3 lease ${row.lease_id}`);
  }
  const [total] = await books.tx.all<{ u: number }>('select cast(coalesce(sum(remaining_u), 0) as bigint) as u from lease_alloc where account_id = ? and remaining_u > 0', [books.accountId]);
  if ((total?.u ?? 0) !== books.meters.actions.leased) fail('3 leased');
}

/** 4 and 13: what a charge holds or took is what its row says, in both meters. */
function chargeAddsUp(books: Books, chargeId: string, fail: Fail): void {
  const row = books.sheet.charges.get(chargeId)?.row;
  const allocs = books.sheet.allocs.get(chargeId);
  if (row == null || allocs === undefined || row.reversal_of !== null) return;
  for (const meter of METERS) {
    const given = allocs.filter((alloc) => alloc.meter === meter).reduce((sum, alloc) => sum + alloc.amount, 0);
    const [quoted, posted] = meter === 'actions' ? [row.actions_quoted_u, row.actions_posted_u] : [row.credits_quoted_u, row.credits_posted_u];
    const expected = row.state === 'reserved' ? quoted : posted - row[UNCOVERED[meter]];
    if (given !== expected) fail(`${row.state === 'reserved' ? '4' : '13'} charge ${chargeId} ${meter}`);
  }
}
