import type { LimitState } from '../../lib/contracts/account-api.ts';
import { METERS, ZERO, micro, type Amounts, type Meter, type Micro } from '../../lib/domain/ledger/amount.ts';
import { limitCode, newlyReached, roomOf, tightest, windowAt, type LimitScope, type LimitSpan } from '../../lib/domain/ledger/limits.ts';
import { one } from '../sql/sql.ts';
import { emit, type Books } from './books.ts';
import type { LimitRow } from './rows.ts';
import { flush } from './sheet.ts';

interface StoredLimit {
  user_id: string;
  meter: Meter;
  span: LimitSpan;
  limit_u: number;
  window_start: number;
  used_u: number;
  told: number;
}

/** All caps of the account, each brought to the window of now. */
async function limitsOf(books: Books): Promise<LimitRow[]> {
  if (books.limits !== null) return books.limits;
  const stored = await books.tx.all<StoredLimit>('select user_id, meter, span, limit_u, window_start, used_u, told from spend_limit where account_id = ? order by user_id, meter, span', [books.accountId]);
  books.limits = stored.map((row) => {
    const windowStart = windowAt(row.span, books.anchorDay, books.now).startsAt;
    const isRunning = windowStart === row.window_start;
    return { userId: row.user_id, meter: row.meter, span: row.span, limit: micro(row.limit_u), windowStart, used: isRunning ? micro(row.used_u) : ZERO, told: isRunning ? row.told : 0, isDirty: false };
  });
  return books.limits;
}
const concerns = (limit: LimitRow, userId: string | null): boolean => limit.userId === '' || limit.userId === userId;

/** What the caps of the workspace and of this member still allow; undefined = no cap. */
export async function roomFor(books: Books, userId: string | null, meter: Meter): Promise<Micro | undefined> {
  const limits = (await limitsOf(books)).filter((limit) => limit.meter === meter && concerns(limit, userId));
  return tightest(limits.map((limit) => roomOf(limit.limit, limit.used)));
}

export async function allows(books: Books, userId: string | null, amounts: Amounts): Promise<boolean> {
  const [actions, credits] = [await roomFor(books, userId, 'actions'), await roomFor(books, userId, 'data_credits')];
  return (actions === undefined || amounts.actions <= actions) && (credits === undefined || amounts.credits <= credits);
}

/**
 * Counts what was held or granted, and (negative) what came back of something counted `at` an earlier instant of the same window.
 * Says once per window when 75, 90 and 100 % are reached.
 */
export async function count(books: Books, userId: string | null, meter: Meter, amount: number, at: number = books.now): Promise<void> {
  if (amount === 0) return;
  for (const limit of await limitsOf(books)) {
    if (limit.meter !== meter || !concerns(limit, userId) || at < limit.windowStart) continue;
    limit.used = micro(limit.used + amount);
    limit.isDirty = true;
    books.isTouched = true;
    tell(books, limit);
  }
}

function tell(books: Books, limit: LimitRow): void {
  for (const { share, bit } of newlyReached(limit.limit, limit.used, limit.told)) {
    limit.told |= bit;
    limit.isDirty = true;
    const scope: LimitScope = limit.userId === '' ? 'workspace' : 'member';
    emit(books, 'limit', { actions: 0, credits: 0, code: limitCode(scope, limit.meter, limit.span, share), ...(limit.userId === '' ? {} : { member: limit.userId }) });
  }
}

/** Writes the caps that changed; part of closing the books. */
export async function storeLimits(books: Books): Promise<void> {
  for (const limit of (books.limits ?? []).filter((row) => row.isDirty)) {
    await books.tx.run('update spend_limit set window_start = ?, used_u = ?, told = ? where account_id = ? and user_id = ? and meter = ? and span = ?', [
      limit.windowStart, limit.used, limit.told, books.accountId, limit.userId, limit.meter, limit.span,
    ]);
    limit.isDirty = false;
  }
}

/** Caps of the workspace and of one member (all members when null), for people to look at. */
export const limitStates = async (books: Books, userId: string | null): Promise<LimitState[]> =>
  (await limitsOf(books)).filter((limit) => userId === null || concerns(limit, userId)).map((limit) => ({
    scope: limit.userId === '' ? 'workspace' : 'member',
    meter: limit.meter,
    window: limit.span,
    limit: limit.limit,
    used: Math.max(0, limit.used),
    endsAt: windowAt(limit.span, books.anchorDay, books.now).endsAt,
  }));

/** Sets or (null) removes a cap. What the running window has seen already counts at once. */
export async function setLimit(books: Books, userId: string, meter: Meter, span: LimitSpan, limit: Micro | null): Promise<void> {
  await storeLimits(books);
  books.limits = null;
  if (limit === null) {
    await books.tx.run('delete from spend_limit where account_id = ? and user_id = ? and meter = ? and span = ?', [books.accountId, userId, meter, span]);
    return countLimits(books);
  }
  const { startsAt } = windowAt(span, books.anchorDay, books.now);
  await books.tx.run(
    `insert into spend_limit (account_id, user_id, meter, span, limit_u, window_start, used_u, told) values (?, ?, ?, ?, ?, ?, ?, 0)
     on conflict (account_id, user_id, meter, span) do update set limit_u = excluded.limit_u, window_start = excluded.window_start, used_u = excluded.used_u, told = 0`,
    [books.accountId, userId, meter, span, limit, startsAt, await usedSince(books, userId, meter, startsAt)],
  );
  await countLimits(books);
  for (const row of await limitsOf(books)) if (row.userId === userId && row.meter === meter && row.span === span) tell(books, row);
}

/** An account without limits is not asked for them again and again. */
async function countLimits(books: Books): Promise<void> {
  await books.tx.run('update account set limits_n = (select count(*) from spend_limit where account_id = ?) where account_id = ?', [books.accountId, books.accountId]);
}

/** What counts in a window, from the rows alone: holds and charges of the account, leases less what came back, and what devices spent without a lease. */
export async function usedSince(books: Books, userId: string, meter: Meter, since: number): Promise<Micro> {
  await flush(books);
  const [posted, quoted] = meter === 'actions' ? ['actions_posted_u', 'actions_quoted_u'] : ['credits_posted_u', 'credits_quoted_u'];
  const whose = userId === '' ? '' : ' and user_id = ?';
  const who = userId === '' ? [] : [userId];
  const charged = await one<{ u: number }>(
    books.tx,
    `select cast(coalesce(sum(case when state = 'reserved' then ${quoted} else ${posted} - ${meter === 'actions' ? 'leased_u' : '0'} end), 0) as bigint) as u from charge c
     where account_id = ? and created_at >= ? and state in ('reserved', 'posted') and reversal_of is null
       and not exists (select 1 from charge r where r.account_id = c.account_id and r.reversal_of = c.charge_id)${whose}`,
    [books.accountId, since, ...who],
  );
  if (meter !== 'actions') return micro(charged.u);
  const leased = await one<{ u: number }>(books.tx, `select cast(coalesce(sum(amount_u - returned_u), 0) as bigint) as u from lease where account_id = ? and created_at >= ?${whose}`, [books.accountId, since, ...who]);
  return micro(charged.u + leased.u);
}

/** Counts both meters of one thing. */
export async function countBoth(books: Books, userId: string | null, amounts: Amounts, sign: 1 | -1, at?: number): Promise<void> {
  for (const meter of METERS) await count(books, userId, meter, sign * (meter === 'actions' ? amounts.actions : amounts.credits), at);
}
