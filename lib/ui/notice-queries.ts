/** What a person should hear before it bites, and what they have put away. */
import { useMemo } from 'react';
import { add, maxOf, micro, subtract, ZERO } from '../domain/ledger/amount.ts';
import { noticesOf, type Notice, type Usable } from '../domain/ledger/notices.ts';
import { CAP_WINDOW_MS, countsTaken, deviceBounds, tableBounds, type Bound, type Taken } from '../domain/enrichment/caps.ts';
import type { Table } from '../domain/lead/lead.ts';
import type { MetaRows } from '../storage/database.ts';
import { useTaken } from './limit-queries.ts';
import { useMeta, useTables } from './queries.ts';
import { useNow } from './use-browser.ts';

/** Everything that can be used up: the meters, the limits of the account and own caps. */
export function usablesOf(account: MetaRows['account'] | null, limits: MetaRows['limits'] | null, taken: Taken | undefined, now: number, tables: readonly Pick<Table, 'id' | 'name'>[] = []): readonly Usable[] {
  const balances = (account?.balances ?? []).map((b): Usable => ({
    scope: 'balance', meter: b.meter, window: 'month', limit: micro(b.granted), endsAt: account?.plan.renewsAt ?? null,
    // Set aside for devices is not used; what is held may be.
    used: maxOf(ZERO, subtract(micro(b.granted), add(micro(b.available), micro(b.leased)))),
  }));
  const fromAccount = (account?.limits ?? []).filter((limit) => limit.endsAt > now).map((limit): Usable => ({ ...limit, limit: micro(limit.limit), used: micro(limit.used) }));
  if (!limits || !taken) return [...balances, ...fromAccount];
  const { run: _perRun, ...windows } = limits;
  const own = deviceBounds(windows, taken).flatMap((bound) => ownUsables(bound, { scope: 'own' }, now));
  // A limit stays while its table is in the undo of a deletion; nobody is warned of it then.
  const ofTables = tables.flatMap(({ id, name }) => tableBounds(limits, taken, id).flatMap((bound) => ownUsables(bound, { scope: 'table', table: { id, name } }, now)));
  return [...balances, ...fromAccount, ...own, ...ofTables];
}

/** A limit of the person's own by meter. Its window rolls on; it is told once per hour, day and 30 days of the clock. */
function ownUsables({ scope, cap, taken }: Bound, whose: Pick<Usable, 'scope' | 'table'>, now: number): readonly Usable[] {
  const window = scope === 'hour' || scope === 'table-hour' ? 'hour' : scope === 'table-month' ? 'month' : 'day';
  const lengthMs = CAP_WINDOW_MS[window];
  return (['actions', 'credits'] as const).flatMap((key): Usable[] => {
    const limit = cap[key];
    return limit === undefined ? [] : [{ ...whose, meter: key === 'actions' ? 'actions' : 'data_credits', window, limit, used: taken[key], endsAt: (Math.floor(now / lengthMs) + 1) * lengthMs }];
  });
}

/** Notices that were not put away, the most pressing first. */
export function useNotices(): readonly Notice[] {
  const account = useMeta('account');
  const limits = useMeta('limits');
  const dismissed = useMeta('notices');
  const tables = useTables();
  const taken = useTaken(limits ? countsTaken(limits) : false, Object.keys(limits?.tables ?? {}));
  const now = Math.floor(useNow(60_000) / 60_000) * 60_000;
  return useMemo(() => {
    if (account === undefined || limits === undefined || dismissed === undefined) return [];
    return noticesOf(usablesOf(account, limits, taken, now, tables), new Set(Object.entries(dismissed ?? {}).flatMap(([key, until]) => (until > now ? [key] : []))));
  }, [account, limits, dismissed, taken, now, tables]);
}
