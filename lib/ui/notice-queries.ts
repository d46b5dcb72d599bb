/** What a person should hear before it bites, and what they have put away. */
import { useMemo } from 'react';
import { add, maxOf, micro, subtract, ZERO } from '../domain/ledger/amount.ts';
import { noticesOf, type Notice, type Usable } from '../domain/ledger/notices.ts';
import type { Taken } from '../domain/enrichment/caps.ts';
import type { MetaRows } from '../storage/database.ts';
import { useTaken } from './limit-queries.ts';
import { useMeta } from './queries.ts';
import { useNow } from './use-browser.ts';

const WINDOW_MS = { hour: 3_600_000, day: 86_400_000 } as const;

/** Everything that can be used up: the meters, the limits of the account and own caps. */
export function usablesOf(account: MetaRows['account'] | null, limits: MetaRows['limits'] | null, taken: Taken | undefined, now: number): readonly Usable[] {
  const balances = (account?.balances ?? []).map((b): Usable => ({
    scope: 'balance', meter: b.meter, window: 'month', limit: micro(b.granted), endsAt: account?.plan.renewsAt ?? null,
    // Set aside for devices is not used; what is held may be.
    used: maxOf(ZERO, subtract(micro(b.granted), add(micro(b.available), micro(b.leased)))),
  }));
  const fromAccount = (account?.limits ?? []).filter((limit) => limit.endsAt > now).map((limit): Usable => ({ ...limit, limit: micro(limit.limit), used: micro(limit.used) }));
  const own = (['hour', 'day'] as const).flatMap((window) =>
    (['actions', 'credits'] as const).flatMap((key): Usable[] => {
      const limit = limits?.[window]?.[key];
      if (limit === undefined || !taken) return [];
      // The hour and the day before now roll on; told once per hour and day of the clock.
      return [{ scope: 'own', meter: key === 'actions' ? 'actions' : 'data_credits', window, limit, used: taken[window][key], endsAt: (Math.floor(now / WINDOW_MS[window]) + 1) * WINDOW_MS[window] }];
    }),
  );
  return [...balances, ...fromAccount, ...own];
}

/** Notices that were not put away, the most pressing first. */
export function useNotices(): readonly Notice[] {
  const account = useMeta('account');
  const limits = useMeta('limits');
  const dismissed = useMeta('notices');
  const taken = useTaken(limits?.hour !== undefined || limits?.day !== undefined);
  const now = Math.floor(useNow(60_000) / 60_000) * 60_000;
  return useMemo(() => {
    if (account === undefined || limits === undefined || dismissed === undefined) return [];
    return noticesOf(usablesOf(account, limits, taken, now), new Set(Object.entries(dismissed ?? {}).flatMap(([key, until]) => (until > now ? [key] : []))));
  }, [account, limits, dismissed, taken, now]);
}
