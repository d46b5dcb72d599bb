import type { Meter, Micro } from './amount.ts';
import { ZERO, maxOf, micro, subtract } from './amount.ts';
import { mulDivFloor } from './integer-math.ts';
import { periodAt } from './period.ts';

export type LimitScope = 'workspace' | 'member';
export type LimitSpan = 'hour' | 'day' | 'month';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The running window that an instant falls in: hours and days of UTC, months of the plan. Milliseconds since 1970, end excluded. */
export function windowAt(span: LimitSpan, anchorDay: number, at: number): { readonly startsAt: number; readonly endsAt: number } {
  if (span === 'month') return periodAt(anchorDay, at);
  const length = span === 'hour' ? HOUR_MS : DAY_MS;
  const startsAt = Math.floor(at / length) * length;
  return { startsAt, endsAt: startsAt + length };
}

/** Shares of a limit, or of a balance, that are told once per window, percent. */
export const LIMIT_SHARES = [75, 90, 100] as const;

/** Amount at which a share counts as reached: the exact share, rounded up. A limit of 0 is always reached. */
const reachedAt = (limit: Micro, share: number): number => -mulDivFloor(-limit, share, 100);

/** The shares that `used` reaches and that `told` (bit per share, in the order of LIMIT_SHARES) does not name yet. */
export function newlyReached(limit: Micro, used: Micro, told: number): readonly { readonly share: number; readonly bit: number }[] {
  return LIMIT_SHARES.map((share, i) => ({ share, bit: 1 << i })).filter(({ share, bit }) => (told & bit) === 0 && used >= reachedAt(limit, share));
}

/** What a limit still allows; never negative, even where late spends went beyond it. */
export const roomOf = (limit: Micro, used: Micro): Micro => maxOf(ZERO, subtract(limit, used));

/** Code of the feed's `limit` event: which limit, and the share of it that is used up. */
export const limitCode = (scope: LimitScope, meter: Meter, span: LimitSpan, share: number): string => `${scope}_${meter}_${span}_${share}`;

/** The same of the most that may be paid to one provider a day; which one, the event says. */
export const providerLimitCode = (share: number): string => `provider_day_${share}`;

/** The tightest of several limits; undefined = none. */
export const tightest = (rooms: readonly Micro[]): Micro | undefined => (rooms.length === 0 ? undefined : micro(Math.min(...rooms)));
