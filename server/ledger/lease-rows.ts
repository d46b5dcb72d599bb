import type { GrantedLease } from '../../lib/contracts/account-api.ts';
import { compareBurn } from '../../lib/domain/ledger/lots.ts';
import { insertMany } from '../sql/bulk.ts';
import { first, type Sql, type SqlValue } from '../sql/sql.ts';
import { lotById, type Books } from './books.ts';
import type { KnownLease, LeasePart, LeaseRow } from './rows.ts';

const LEASE_COLUMNS = [
  'lease_id', 'device_id', 'user_id', 'request_id', 'amount_u', 'settled_u', 'returned_u', 'state', 'spend_until', 'lapses_at', 'period_no', 'ledger_epoch', 'created_at', 'created_seq', 'closed_at',
] as const satisfies readonly (keyof LeaseRow)[];

export const toLease = (row: LeaseRow): GrantedLease => ({
  leaseId: row.lease_id, requestId: row.request_id, meter: 'actions', amount: row.amount_u, spendUntil: row.spend_until, createdSeq: row.created_seq, ledgerEpoch: row.ledger_epoch,
});

/** A lease and what is left of it, read once; undefined when there is none. */
export async function leaseById(books: Books, leaseId: string): Promise<KnownLease | undefined> {
  const known = books.sheet.leases.get(leaseId);
  if (known !== undefined) return known;
  const row = await first<LeaseRow>(books.tx, `select ${LEASE_COLUMNS.join(', ')} from lease where account_id = ? and lease_id = ?`, [books.accountId, leaseId]);
  if (row === undefined) return undefined;
  const stored = await books.tx.all<{ lot_id: string; remaining_u: number; lapsed_u: number }>('select lot_id, remaining_u, lapsed_u from lease_alloc where account_id = ? and lease_id = ?', [books.accountId, leaseId]);
  const parts: LeasePart[] = [];
  for (const part of stored) parts.push({ lot: await lotById(books, part.lot_id), remaining: part.remaining_u, lapsed: part.lapsed_u });
  return keep(books, { row, parts: inBurnOrder(parts), change: 'none' });
}
export const inBurnOrder = (parts: readonly LeasePart[]): readonly LeasePart[] => [...parts].sort((a, b) => compareBurn(a.lot, b.lot));

export function keep(books: Books, lease: KnownLease): KnownLease {
  books.sheet.leases.set(lease.row.lease_id, lease);
  return lease;
}

export function changeLease(books: Books, lease: KnownLease, change: Partial<Pick<LeaseRow, 'settled_u' | 'returned_u' | 'state' | 'closed_at'>>): void {
  Object.assign(lease.row, change);
  if (lease.change === 'none') lease.change = 'changed';
  books.isTouched = true;
}

export const openLeases = async (sql: Sql, accountId: string, deviceId: string): Promise<GrantedLease[]> =>
  (await sql.all<LeaseRow>(`select ${LEASE_COLUMNS.join(', ')} from lease where account_id = ? and device_id = ? and state = 'open' order by created_seq`, [accountId, deviceId])).map(toLease);

/** Open leases whose time has run out. */
export const overdueLeases = async (books: Books): Promise<string[]> =>
  (await books.tx.all<{ lease_id: string }>(`select lease_id from lease where account_id = ? and state = 'open' and lapses_at <= ? order by created_seq`, [books.accountId, books.now])).map((row) => row.lease_id);

export async function writeLeases(books: Books): Promise<void> {
  const [news, changed] = [[] as KnownLease[], [] as KnownLease[]];
  for (const lease of books.sheet.leases.values()) {
    if (lease.change === 'new') news.push(lease);
    if (lease.change === 'changed') changed.push(lease);
    lease.change = 'none';
  }
  const values = ({ row }: KnownLease): SqlValue[] => [books.accountId, 'actions', ...LEASE_COLUMNS.map((column) => row[column])];
  await insertMany(books.tx, `insert into lease (account_id, meter, ${LEASE_COLUMNS.join(', ')})`, news.map(values));
  for (const { row } of changed) {
    await books.tx.run('update lease set settled_u = ?, returned_u = ?, state = ?, closed_at = ? where account_id = ? and lease_id = ?', [row.settled_u, row.returned_u, row.state, row.closed_at, books.accountId, row.lease_id]);
  }
  await insertMany(
    books.tx,
    'insert into lease_alloc (account_id, lease_id, lot_id, remaining_u, lapsed_u)',
    [...news, ...changed].flatMap(({ row, parts }) => parts.map((part): SqlValue[] => [books.accountId, row.lease_id, part.lot.id, part.remaining, part.lapsed])),
    'on conflict (account_id, lease_id, lot_id) do update set remaining_u = excluded.remaining_u, lapsed_u = excluded.lapsed_u',
  );
}
