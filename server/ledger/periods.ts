import { ROLL_PERIODS, DEFICIT_CHARGES } from '../../lib/core/limits.ts';
import { add, micro, negate, type Amounts, type Meter, type Micro, ZERO } from '../../lib/domain/ledger/amount.ts';
import { LOT_PRIORITY, allocate, sumOf, trimToCap, type LotSource } from '../../lib/domain/ledger/lots.ts';
import { periodAt, periodOf, type Period } from '../../lib/domain/ledger/period.ts';
import { first, one, type Tx } from '../sql/sql.ts';
import { METERS, amountOn, closeBooks, emit, lotsWithValue, move, openBooks, openPlanLots, type Books } from './books.ts';
import { UNCOVERED, addAllocation } from './charge-rows.ts';
import { lapseLeases, nextLapse } from './leases.ts';
import { storeLimits } from './limits.ts';

/**
 * Opens an account, brings it up to now (expiry, month roll, deficits), does the work and closes it: one transaction's whole frame.
 * The roll happens on first touch after the boundary; a sweep that touches accounts does the same thing.
 */
export async function withBooks<T>(tx: Tx, accountId: string, work: (books: Books) => Promise<T>): Promise<T> {
  const books = await openBooks(tx, accountId);
  if (books.now >= books.dueAt) await bringUpToNow(books);
  const value = await work(books);
  await payDeficits(books);
  await storeLimits(books);
  await closeBooks(books);
  return value;
}

async function bringUpToNow(books: Books): Promise<void> {
  const current = periodAt(books.anchorDay, books.now);
  for (const meter of METERS) {
    const last = await first<{ no: number | null }>(books.tx, 'select max(period_no) as no from period where account_id = ? and meter = ?', [books.accountId, meter]);
    const next = last?.no === null || last === undefined ? current.no : last.no + 1;
    for (let no = Math.max(next, current.no - ROLL_PERIODS + 1); no <= current.no; no++) await roll(books, meter, periodOf(books.anchorDay, no));
    await expireLots(books, meter, books.now);
  }
  await lapseLeases(books);
  const lapse = await nextLapse(books);
  const soonest = await one<{ at: number | null }>(books.tx, 'select min(expires_at) as at from lot where account_id = ? and available_u + held_u + leased_u > 0 and expires_at > ?', [books.accountId, books.now]);
  books.dueAt = Math.min(current.endsAt, soonest.at ?? current.endsAt, lapse ?? current.endsAt);
}

/** Starts a period: the plan's Actions of the one before are gone, its Data Credits stay up to the cap, and the new month's are added. */
async function roll(books: Books, meter: Meter, period: Period): Promise<void> {
  const plan = await one<{ actions_u: number; credits_u: number }>(books.tx, 'select actions_u, credits_u from plan where plan_id = ? and version = ?', [books.planId, books.planVersion]);
  const monthly = micro(meter === 'actions' ? plan.actions_u : plan.credits_u);
  await expireLots(books, meter, period.startsAt);
  if (meter === 'data_credits') {
    const trims = trimToCap(await openPlanLots(books, meter), monthly);
    for (const trim of trims) await move(books, meter, trim.lotId, trim.amount, 'available', 'expired');
    if (trims.length > 0) await emit(books, 'expire', { ...amountOn(meter, -sumOf(trims)), code: 'over_cap' });
  }
  await books.tx.run('insert into period (account_id, meter, period_no, starts_at, ends_at, rolled_at, spent_u) values (?, ?, ?, ?, ?, ?, 0)', [
    books.accountId, meter, period.no, period.startsAt, period.endsAt, books.now,
  ]);
  await addLot(books, {
    lotId: `plan-${meter}-${period.no}`,
    meter,
    source: 'plan',
    amount: monthly,
    effectiveAt: period.startsAt,
    expiresAt: meter === 'actions' ? period.endsAt : null,
    periodNo: period.no,
  });
  await payDeficits(books, period.startsAt);
}

export interface NewLot {
  readonly lotId: string;
  readonly meter: Meter;
  readonly source: LotSource;
  readonly amount: Micro;
  readonly effectiveAt: number;
  readonly expiresAt: number | null;
  readonly periodNo: number | null;
}

/** Adds value; false when the lot is known already. */
export async function addLot(books: Books, lot: NewLot): Promise<boolean> {
  const added = await books.tx.run(
    `insert into lot (account_id, lot_id, meter, source, priority, effective_at, expires_at, period_no, amount_u, available_u, leased_u, held_u, spent_u, expired_u, created_seq)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, ?) on conflict (account_id, lot_id) do nothing`,
    [books.accountId, lot.lotId, lot.meter, lot.source, LOT_PRIORITY[lot.source], lot.effectiveAt, lot.expiresAt, lot.periodNo, lot.amount, lot.amount, books.seq + 1],
  );
  if (added === 0) return false;
  const state = books.meters[lot.meter];
  state.available = add(micro(state.available), lot.amount);
  if (lot.expiresAt !== null) books.dueAt = Math.min(books.dueAt, lot.expiresAt);
  await emit(books, 'grant', { ...amountOn(lot.meter, lot.amount), code: lot.source });
  return true;
}

/** Expires what is left of lots whose time has come. Held and leased value stays good until it is resolved. */
async function expireLots(books: Books, meter: Meter, at: number): Promise<void> {
  let sum: Micro = ZERO;
  for (const lot of await lotsWithValue(books, meter)) {
    if (lot.expiresAt === null || lot.expiresAt > at) continue;
    await move(books, meter, lot.id, lot.available, 'available', 'expired');
    sum = add(sum, lot.available);
  }
  if (sum > 0) await emit(books, 'expire', { ...amountOn(meter, -sum), code: 'period_end' });
}

/**
 * Value that comes in first pays for what was spent beyond the balance, oldest charge first.
 * Actions are in deficit after a fork or a restore, Data Credits after a restore only.
 */
export async function payDeficits(books: Books, at: number = books.now): Promise<void> {
  for (const meter of METERS) await payDeficit(books, meter, at);
}

async function payDeficit(books: Books, meter: Meter, at: number): Promise<void> {
  const state = books.meters[meter];
  const column = UNCOVERED[meter];
  while (state.deficit > 0 && state.available > 0) {
    const charges = await books.tx.all<{ charge_id: string; u: number }>(
      `select charge_id, ${column} as u from charge where account_id = ? and ${column} > 0 order by created_seq, charge_id limit ?`,
      [books.accountId, DEFICIT_CHARGES],
    );
    let paid: Micro = ZERO;
    for (const charge of charges) {
      const covered = await spendAvailable(books, meter, charge.charge_id, micro(charge.u), at);
      if (covered === 0) break;
      await books.tx.run(`update charge set ${column} = ${column} - ? where account_id = ? and charge_id = ?`, [covered, books.accountId, charge.charge_id]);
      state.deficit = micro(state.deficit - covered);
      paid = add(paid, covered);
    }
    if (paid === 0) return;
  }
}

/** Spends for a charge out of what is available, without a hold; answers how much that covered. */
export async function spendAvailable(books: Books, meter: Meter, chargeId: string, amount: Micro, at: number = books.now): Promise<Micro> {
  if (amount === 0) return ZERO;
  const { parts } = allocate(await lotsWithValue(books, meter), amount, at);
  for (const part of parts) {
    await move(books, meter, part.lotId, part.amount, 'available', 'spent');
    await addAllocation(books, chargeId, meter, part);
  }
  return sumOf(parts);
}

/** Counts what was taken in the current month, for the bar of the meter. */
export async function countSpent(books: Books, meter: Meter, amount: Micro): Promise<void> {
  if (amount === 0) return;
  const period = periodAt(books.anchorDay, books.now);
  await books.tx.run('update period set spent_u = spent_u + ? where account_id = ? and meter = ? and period_no = ?', [amount, books.accountId, meter, period.no]);
}

/** Takes back what was counted for a charge of the current month; a month that is over stays as it was told. */
export async function uncountSpent(books: Books, amounts: Amounts, chargedAt: number): Promise<void> {
  if (chargedAt < periodAt(books.anchorDay, books.now).startsAt) return;
  await countSpent(books, 'actions', negate(amounts.actions));
  await countSpent(books, 'data_credits', negate(amounts.credits));
}
