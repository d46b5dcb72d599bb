import { micro } from '../../lib/domain/ledger/amount.ts';
import { newlyReached, providerLimitCode, windowAt } from '../../lib/domain/ledger/limits.ts';
import { first, type Sql } from '../sql/sql.ts';
import { emit, type Books } from './books.ts';
import { flush } from './sheet.ts';
import type { PlannedCall, SupplierCall } from './store.ts';

/** What an account pays one provider today, micro-USD. The most it wants to: null = no limit. */
export interface ProviderBudget {
  readonly providerId: string;
  readonly limit: number | null;
  readonly used: number;
  /** The worst that calls on their way can cost, among them those whose end nobody heard. */
  readonly out: number;
  /** Milliseconds since 1970 at which the day ends. */
  readonly endsAt: number;
}
interface BudgetRow {
  provider_id: string;
  limit_u: number | null;
  day: number;
  used_u: number;
  out_u: number;
  told: number;
}
const COLUMNS = 'provider_id, limit_u, day, used_u, out_u, told';

/**
 * Days are those of UTC, as of every other limit: members and processes in several places share one, and no clock change makes it
 * longer. A call belongs to the day on which it was made, whenever it ends.
 */
const dayAt = (at: number): number => {
  const { startsAt, endsAt } = windowAt('day', 1, at);
  return startsAt / (endsAt - startsAt);
};
const DAY_MS = 86_400_000;

/** The provider's row as it is today, under the lock of the account; a new day begins it anew. */
async function budgetOf(books: Books, providerId: string): Promise<BudgetRow> {
  const row = await first<BudgetRow>(books.tx, `select ${COLUMNS} from provider_budget where account_id = ? and provider_id = ?`, [books.accountId, providerId]);
  const day = dayAt(books.now);
  if (row === undefined) {
    const fresh: BudgetRow = { provider_id: providerId, limit_u: null, day, used_u: 0, out_u: 0, told: 0 };
    await books.tx.run(`insert into provider_budget (account_id, ${COLUMNS}) values (?, ?, ?, ?, ?, ?, ?)`, [books.accountId, providerId, null, day, 0, 0, 0]);
    return fresh;
  }
  // What is out since yesterday was counted yesterday.
  if (row.day < day) await books.tx.run('delete from supplier_hold where account_id = ? and provider_id = ? and day < ?', [books.accountId, providerId, day]);
  return row.day < day ? { ...row, day, used_u: 0, out_u: 0, told: 0 } : row;
}

const keep = (books: Books, row: BudgetRow): Promise<number> =>
  books.tx.run('update provider_budget set limit_u = ?, day = ?, used_u = ?, out_u = ?, told = ? where account_id = ? and provider_id = ?', [row.limit_u, row.day, row.used_u, row.out_u, row.told, books.accountId, row.provider_id]);

/** Says once a day when 75, 90 and 100 % are reached. @param reached what counts as used */
function tell(books: Books, row: BudgetRow, reached: number): void {
  // The feed of a stopped account stands still.
  if (row.limit_u === null || books.state !== 'open') return;
  for (const { share, bit } of newlyReached(micro(row.limit_u), micro(reached), row.told)) {
    row.told |= bit;
    emit(books, 'limit', { actions: 0, credits: 0, providerId: row.provider_id, code: providerLimitCode(share) });
  }
}

/** Counts a call with its worst cost before it is made; false when the limit leaves no room for it. A call that is counted already may be made. */
export async function planSupplierCall(books: Books, call: PlannedCall): Promise<boolean> {
  // The charge may be as new as this transaction.
  await flush(books);
  const row = await budgetOf(books, call.providerId);
  const place = [books.accountId, call.chargeId, call.fence, call.nth];
  if ((await first(books.tx, 'select day from supplier_hold where account_id = ? and charge_id = ? and fence = ? and nth = ?', place)) !== undefined) return true;
  const taken = row.used_u + row.out_u;
  // Where nobody says what a call costs, a limit cannot be kept but by not making it.
  const fits = row.limit_u === null || call.worst === 0 || (call.worst !== null && taken + call.worst <= row.limit_u);
  if (fits) {
    row.out_u += call.worst ?? 0;
    await books.tx.run('insert into supplier_hold (account_id, charge_id, fence, nth, provider_id, day, cost_u) values (?, ?, ?, ?, ?, ?, ?)', [...place, call.providerId, row.day, call.worst ?? 0]);
  }
  // What does not fit is not asked any more: for whoever waits for it the limit is reached.
  tell(books, row, fits || row.limit_u === null ? row.used_u + row.out_u : row.limit_u);
  await keep(books, row);
  return fits;
}

export async function logSupplierCall(books: Books, call: SupplierCall): Promise<void> {
  const added = await books.tx.run(
    `insert into supplier_call (account_id, call_id, charge_id, provider_id, operation, outcome, delivered, took_ms, at) values (?, ?, ?, ?, ?, ?, ?, ?, kiln_now())
     on conflict (account_id, call_id) do nothing`,
    [call.accountId, call.callId, call.chargeId, call.providerId, call.operation, call.outcome, call.delivered ? 1 : 0, Math.max(0, Math.round(call.tookMs))],
  );
  if (added === 1 && call.paid !== undefined) await settle(books, call, call.paid);
}

/** The charge's own question may have been put by an earlier claim, when it was a job that had to be waited for: then that one ends. */
async function settle(books: Books, call: SupplierCall, paid: NonNullable<SupplierCall['paid']>): Promise<void> {
  const held = await first<{ fence: number; day: number; cost_u: number }>(
    books.tx,
    'select fence, day, cost_u from supplier_hold where account_id = ? and charge_id = ? and nth = ? and fence <= ? order by fence desc limit 1',
    [books.accountId, call.chargeId, paid.nth, paid.fence],
  );
  if (held === undefined || (paid.nth > 0 && held.fence !== paid.fence)) return;
  const row = await budgetOf(books, call.providerId);
  await books.tx.run('delete from supplier_hold where account_id = ? and charge_id = ? and fence = ? and nth = ?', [books.accountId, call.chargeId, held.fence, paid.nth]);
  if (held.day === row.day) {
    row.out_u -= held.cost_u;
    row.used_u += Math.min(paid.cost, held.cost_u);
  }
  await keep(books, row);
}

export async function setProviderLimit(books: Books, providerId: string, limit: number | null): Promise<void> {
  const row = { ...(await budgetOf(books, providerId)), limit_u: limit, told: 0 };
  tell(books, row, row.used_u + row.out_u);
  await keep(books, row);
}

/** What the account pays its providers today, for people to look at; read only. */
export async function providerBudgets(sql: Sql, accountId: string): Promise<ProviderBudget[]> {
  const rows = await sql.all<BudgetRow & { now: number }>(`select ${COLUMNS}, kiln_now() as now from provider_budget where account_id = ? order by provider_id`, [accountId]);
  return rows.map((row) => {
    const today = Math.max(row.day, dayAt(row.now));
    const isToday = row.day === today;
    return { providerId: row.provider_id, limit: row.limit_u, used: isToday ? row.used_u : 0, out: isToday ? row.out_u : 0, endsAt: (today + 1) * DAY_MS };
  });
}
