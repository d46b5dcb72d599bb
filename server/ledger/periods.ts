import { ROLL_PERIODS, DEFICIT_CHARGES } from '../../lib/core/limits.ts';
import { METERS, add, micro, negate, type Amounts, type Meter, type Micro, ZERO } from '../../lib/domain/ledger/amount.ts';
import { allocate, sumOf, trimToCap } from '../../lib/domain/ledger/lots.ts';
import { periodAt, periodOf, type Period } from '../../lib/domain/ledger/period.ts';
import { first, one } from '../sql/sql.ts';
import { addLot, amountOn, emit, lotsWithValue, move, openPlanLots, planOf, type Books } from './books.ts';
import { UNCOVERED, addAllocation, leaveUncovered } from './charge-rows.ts';
import { lapseLeases, nextLapse } from './leases.ts';
import { applyWaitingChange } from './plans.ts';
import { flush } from './sheet.ts';

/** Expiry, month roll, lapsed leases and debts up to now; on first touch after the instant, or by the sweep. */
export async function bringUpToNow(books: Books): Promise<void> {
  const current = periodAt(books.anchorDay, books.now);
  const last = await first<{ no: number | null }>(books.tx, 'select max(period_no) as no from period where account_id = ?', [books.accountId]);
  const next = last?.no == null ? current.no : last.no + 1;
  for (let no = Math.max(next, current.no - ROLL_PERIODS + 1); no <= current.no; no++) {
    await applyWaitingChange(books, no);
    for (const meter of METERS) await roll(books, meter, periodOf(books.anchorDay, no));
  }
  for (const meter of METERS) await expireLots(books, meter, books.now);
  await lapseLeases(books);
  await flush(books);
  const lapse = await nextLapse(books);
  const soonest = await one<{ at: number | null }>(books.tx, 'select min(expires_at) as at from lot where account_id = ? and available_u + held_u + leased_u > 0 and expires_at > ?', [books.accountId, books.now]);
  books.isTouched = true;
  books.dueAt = Math.min(current.endsAt, soonest.at ?? current.endsAt, lapse ?? current.endsAt);
}

/** Starts a period: the plan's Actions of the one before are gone, its Data Credits stay up to the cap, and the new month's are added. */
async function roll(books: Books, meter: Meter, period: Period): Promise<void> {
  const plan = await planOf(books);
  const monthly = micro(meter === 'actions' ? plan.actions_u : plan.credits_u);
  await expireLots(books, meter, period.startsAt);
  if (meter === 'data_credits') {
    const trims = trimToCap(await openPlanLots(books, meter), monthly);
    for (const trim of trims) await move(books, meter, trim.lotId, trim.amount, 'available', 'expired');
    if (trims.length > 0) emit(books, 'expire', { ...amountOn(meter, -sumOf(trims)), code: 'over_cap' });
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

/** Expires what is left of lots whose time has come. Held and leased value stays good until it is resolved. */
async function expireLots(books: Books, meter: Meter, at: number): Promise<void> {
  const sums = { period_end: ZERO, lot_end: ZERO };
  for (const lot of await lotsWithValue(books, meter)) {
    if (lot.expiresAt === null || lot.expiresAt > at) continue;
    await move(books, meter, lot.id, lot.available, 'available', 'expired');
    const code = lot.source === 'plan' ? 'period_end' : 'lot_end';
    sums[code] = add(sums[code], lot.available);
  }
  for (const code of ['period_end', 'lot_end'] as const) if (sums[code] > 0) emit(books, 'expire', { ...amountOn(meter, negate(sums[code])), code });
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
    await flush(books);
    const charges = await books.tx.all<{ charge_id: string; u: number }>(
      `select charge_id, ${column} as u from charge where account_id = ? and ${column} > 0 order by created_seq, charge_id limit ?`,
      [books.accountId, DEFICIT_CHARGES],
    );
    let paid: Micro = ZERO;
    for (const charge of charges) {
      const covered = await spendAvailable(books, meter, charge.charge_id, micro(charge.u), at);
      if (covered === 0) break;
      await leaveUncovered(books, charge.charge_id, meter, -covered);
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
export function countSpent(books: Books, meter: Meter, amount: Micro): void {
  books.sheet.taken[meter] += amount;
}

/** Takes back what was counted for a charge of the current month; a month that is over stays as it was told. */
export function uncountSpent(books: Books, amounts: Amounts, chargedAt: number): void {
  if (chargedAt < periodAt(books.anchorDay, books.now).startsAt) return;
  countSpent(books, 'actions', negate(amounts.actions));
  countSpent(books, 'data_credits', negate(amounts.credits));
}
