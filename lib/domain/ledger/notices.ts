/** What a person should hear before it bites: balances, limits of the account and their own caps, at 75, 90 and 100 %. Once per window. */
import { ZERO, maxOf, micro, type Meter, type Micro } from './amount.ts';
import { LIMIT_SHARES } from './limits.ts';

export type NoticeLevel = (typeof LIMIT_SHARES)[number];

/** Something that can be used up. */
export interface Usable {
  /** balance: the meter itself; workspace and member: limits of the account; own: the person's cap for runs on this device; table: their cap for one table. */
  readonly scope: 'balance' | 'workspace' | 'member' | 'own' | 'table';
  /** The table that it is the limit of. */
  readonly table?: { readonly id: string; readonly name: string };
  readonly meter: Meter;
  readonly window: 'hour' | 'day' | 'month';
  readonly limit: Micro;
  readonly used: Micro;
  /** Milliseconds since 1970 at which it begins anew; null = not known. */
  readonly endsAt: number | null;
}

export interface Notice extends Usable {
  readonly level: NoticeLevel;
  /** Names subject, window and level: dismissed once it stays away until the window ends, and a higher level is told anew. */
  readonly key: string;
  readonly left: Micro;
}

/** The highest level that was reached; undefined below the first. A limit of nothing is reached by nothing. */
export function levelOf(used: number, limit: number): NoticeLevel | undefined {
  // In big integers: used * 100 may leave the safe ones.
  return [...LIMIT_SHARES].reverse().find((level) => BigInt(used) * 100n >= BigInt(limit) * BigInt(level));
}

/** Percent used, rounded down and never above 100: "99 %" is said until all of it is gone. */
export const percentUsed = (used: number, limit: number): number => (limit <= 0 ? 100 : Number((BigInt(Math.max(0, Math.min(used, limit))) * 100n) / BigInt(limit)));

/** What is worth saying, the most pressing first. @param dismissed keys that were put away */
export function noticesOf(usables: readonly Usable[], dismissed: ReadonlySet<string>): readonly Notice[] {
  return usables
    .flatMap((usable): Notice[] => {
      // A plan that gives nothing of a meter has nothing to warn about.
      if (usable.scope === 'balance' && usable.limit <= 0) return [];
      const level = levelOf(usable.used, usable.limit);
      if (level === undefined) return [];
      const key = [usable.scope, ...(usable.table ? [usable.table.id] : []), usable.meter, usable.window, usable.endsAt ?? 'open', level].join(':');
      return dismissed.has(key) ? [] : [{ ...usable, level, key, left: maxOf(ZERO, micro(usable.limit - usable.used)) }];
    })
    .sort((a, b) => b.level - a.level || ORDER.indexOf(a.scope) - ORDER.indexOf(b.scope));
}
const ORDER: readonly Usable['scope'][] = ['balance', 'member', 'workspace', 'own', 'table'];

/** A limit of the account as the server tells it. */
export interface AccountLimit {
  readonly scope: 'workspace' | 'member';
  readonly meter: Meter;
  readonly window: 'hour' | 'day' | 'month';
  readonly limit: number;
  readonly used: number;
  readonly endsAt: number;
}

export interface LimitHit {
  readonly scope: 'workspace' | 'member';
  readonly meter: Meter;
  readonly window: 'hour' | 'day' | 'month';
  readonly limit: Micro;
  readonly left: Micro;
  readonly endsAt: number;
}

/** The limit of the account that `wanted` would cross first: the one with the least left. Windows that are over count as unused. */
export function limitHit(limits: readonly AccountLimit[], wanted: { readonly actions: number; readonly credits: number }, now: number): LimitHit | undefined {
  return limits
    .map((limit) => ({ ...limit, limit: micro(limit.limit), left: maxOf(ZERO, micro(limit.endsAt <= now ? limit.limit : limit.limit - limit.used)) }))
    .filter(({ meter, left }) => (meter === 'actions' ? wanted.actions : wanted.credits) > left)
    .map(({ scope, meter, window, limit, left, endsAt }) => ({ scope, meter, window, limit, left, endsAt }))
    .sort((a, b) => a.left - b.left || a.endsAt - b.endsAt)[0];
}
