import type { Context } from 'hono';
import { USAGE_DAYS } from '../../lib/core/limits.ts';
import { periodAt } from '../../lib/domain/ledger/period.ts';
import { daysOf, type AccountFacts, type AskedRange, type DayRange } from '../admin/account.ts';
import { readDay } from '../admin/days.ts';

/** One value of the query, cut at a length no honest one reaches; undefined when it is missing or empty. */
export function asked(c: Context, name: string, max = 120): string | undefined {
  const value = c.req.query(name)?.slice(0, max).trim();
  return value === undefined || value === '' ? undefined : value;
}

/** One of some words, else the first of them. */
export const oneOf = <T extends string>(value: string | undefined, words: readonly [T, ...(readonly T[])]): T => words.find((word) => word === value) ?? words[0];

export const askedNumber = (c: Context, name: string): number | undefined => {
  const value = asked(c, name, 20);
  const number = value === undefined || !/^\d{1,15}$/.test(value) ? Number.NaN : Number(value);
  return Number.isSafeInteger(number) ? number : undefined;
};

const PRESETS = ['month', 'last', 'year'] as const;

/** The days a page shows: those asked for, else the running month of the plan. */
export function askedRange(c: Context, account: AccountFacts): AskedRange {
  const [from, to] = [asked(c, 'from', 10), asked(c, 'to', 10)];
  const preset = oneOf(asked(c, 'range', 10), PRESETS);
  if (from === undefined && to === undefined) return { ...rangeOf(preset, account), preset, wrong: null };
  const month = rangeOf('month', account);
  const [fromDay, toDay] = [readDay(from ?? ''), readDay(to ?? '')];
  if (fromDay === null || toDay === null) return { ...month, preset: 'month', wrong: 'Both days are needed, as 2026-06-30. This is the running month.' };
  if (fromDay > toDay) return { ...month, preset: 'month', wrong: 'The first day is after the last one. This is the running month.' };
  if (toDay - fromDay >= USAGE_DAYS) return { ...month, preset: 'month', wrong: `At most ${USAGE_DAYS} days at a time. This is the running month.` };
  const known = PRESETS.find((one) => rangeOf(one, account).fromDay === fromDay && rangeOf(one, account).toDay === toDay);
  return { fromDay, toDay, preset: known ?? null, wrong: null };
}

function rangeOf(preset: 'month' | 'last' | 'year', account: AccountFacts): DayRange {
  const days = daysOf(account.period, account.now);
  if (preset === 'month') return days;
  if (preset === 'last') return daysOf(periodAt(account.anchorDay, account.period.startsAt - 1), account.now);
  return { fromDay: days.toDay - 364, toDay: days.toDay };
}

/** The same page with other values of the query; undefined takes one away. */
export function withQuery(c: Context, path: string, change: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams(Object.entries(c.req.query()).map(([name, value]): [string, string] => [name, value.slice(0, 120)]));
  for (const [name, value] of Object.entries(change)) {
    if (value === undefined) query.delete(name);
    else query.set(name, value);
  }
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
}
