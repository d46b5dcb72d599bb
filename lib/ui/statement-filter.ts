import type { EntryFilter, KindGroup } from '../domain/ledger/statement.ts';
import type { Meter } from '../domain/ledger/amount.ts';
import { startOfDay, startOfMonth } from './format.ts';

const DAY_MS = 86_400_000;
export type Period = 'all' | 'month' | 'last-month' | 'week' | 'own';
export const PERIOD_WORDS: Readonly<Record<Period, string>> = { all: 'All time', month: 'This month', 'last-month': 'Last month', week: 'Last 7 days', own: 'From … to …' };

/** The filter as a person sets it. */
export interface FilterState {
  readonly meter: Meter | '';
  readonly group: KindGroup | '';
  readonly providerId: string;
  readonly member: string;
  readonly enrichment: string;
  readonly period: Period;
  /** Days as an input gives them: "2026-11-25". */
  readonly from: string;
  readonly to: string;
  readonly text: string;
}
export const NO_FILTER: FilterState = { meter: '', group: '', providerId: '', member: '', enrichment: '', period: 'all', from: '', to: '', text: '' };
export const isOpenFilter = (state: FilterState): boolean => JSON.stringify(state) === JSON.stringify(NO_FILTER);

/** The instants that a period covers: from the first, before the second. */
export function periodOf(state: Pick<FilterState, 'period' | 'from' | 'to'>, now: number): { readonly from?: number; readonly until?: number } {
  switch (state.period) {
    case 'all':
      return {};
    case 'month':
      return { from: startOfMonth(now) };
    case 'last-month':
      return { from: startOfMonth(startOfMonth(now) - 1), until: startOfMonth(now) };
    case 'week':
      return { from: startOfDay(now) - 6 * DAY_MS };
    case 'own': {
      const [from, to] = [dayOf(state.from), dayOf(state.to)];
      return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { until: startOfDay(to + 36 * 3_600_000) }) };
    }
  }
}
/** Midnight of a typed day in the zone of this device. */
function dayOf(text: string): number | undefined {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  return year === undefined ? undefined : new Date(Number(year), Number(month) - 1, Number(day)).getTime();
}

export const filterOf = ({ meter, group, providerId, member, enrichment, text, ...rest }: FilterState, now: number): EntryFilter => ({
  ...(meter === '' ? {} : { meter }),
  ...(group === '' ? {} : { group }),
  ...(providerId === '' ? {} : { providerId }),
  ...(member === '' ? {} : { member }),
  ...(enrichment === '' ? {} : { enrichment }),
  ...(text.trim() === '' ? {} : { text: text.trim() }),
  ...periodOf(rest, now),
});
