import type { Meter } from '../../lib/domain/ledger/amount.ts';
import { one, type Sql, type SqlValue } from '../sql/sql.ts';
import { bucketOf, bucketsBetween, type Step } from './days.ts';

export const USAGE_BY = ['provider', 'member', 'enrichment', 'waterfall', 'table', 'run'] as const;
export type UsageBy = (typeof USAGE_BY)[number];

export interface UsageQuery {
  readonly fromDay: number;
  readonly toDay: number;
  readonly step: Step;
  readonly by: UsageBy;
  readonly meter: Meter;
  /** Only what one member used. */
  readonly member?: string;
}

/** What one provider, member, enrichment, waterfall, table or run took. Amounts are positive micro-units. */
export interface UsageLine {
  readonly key: string;
  /** Results that were charged. */
  readonly n: number;
  readonly actions: number;
  readonly credits: number;
  readonly reversedActions: number;
  readonly reversedCredits: number;
}
export interface UsageSeries {
  /** null = all that have no series of their own. */
  readonly key: string | null;
  readonly values: readonly number[];
  readonly total: number;
}
export interface Usage {
  /** First day of each bucket. */
  readonly buckets: readonly number[];
  /** Used per bucket on the chosen meter, reversals not taken off; the largest first. */
  readonly series: readonly UsageSeries[];
  readonly lines: readonly UsageLine[];
  readonly total: UsageLine;
  /** There are more lines than are listed. */
  readonly isCut: boolean;
}

/** Colours of the design: up to five, then "others". */
export const SERIES = 5;

const COLUMN: Readonly<Record<UsageBy, { readonly table: 'usage_day' | 'usage_run' | 'usage_table' | 'usage_waterfall'; readonly column: string }>> = {
  provider: { table: 'usage_day', column: 'provider_id' },
  member: { table: 'usage_day', column: 'member' },
  enrichment: { table: 'usage_day', column: 'enrichment' },
  run: { table: 'usage_run', column: 'run_id' },
  table: { table: 'usage_table', column: 'table_ref' },
  waterfall: { table: 'usage_waterfall', column: 'waterfall_ref' },
};

const USED = `kind in ('post', 'spend')`;
const sumOf = (what: string, name: string): string => `cast(coalesce(sum(${what}), 0) as bigint) as ${name}`;
const SUMS = [
  sumOf(`case when ${USED} then n else 0 end`, 'n'),
  sumOf(`case when ${USED} then -actions_u else 0 end`, 'actions'),
  sumOf(`case when ${USED} then -credits_u else 0 end`, 'credits'),
  sumOf(`case when kind = 'reversal' then actions_u else 0 end`, 'reversed_actions'),
  sumOf(`case when kind = 'reversal' then credits_u else 0 end`, 'reversed_credits'),
].join(', ');

interface SumRow {
  n: number;
  actions: number;
  credits: number;
  reversed_actions: number;
  reversed_credits: number;
}
const toLine = (key: string, row: SumRow): UsageLine => ({ key, n: row.n, actions: row.actions, credits: row.credits, reversedActions: row.reversed_actions, reversedCredits: row.reversed_credits });

/** Who or what used how much, over time and in all. */
export async function usage(sql: Sql, accountId: string, query: UsageQuery, mostLines: number): Promise<Usage> {
  const { table, column } = COLUMN[query.by];
  const range = rangeOf(accountId, query);
  const amount = query.meter === 'actions' ? 'actions_u' : 'credits_u';
  const lines = (await sql.all<SumRow & { key: string }>(
    `select ${column} as key, ${SUMS} from ${table} where ${range.text} and kind in ('post', 'spend', 'reversal') group by ${column}
     order by ${query.meter === 'actions' ? 'actions desc, credits desc' : 'credits desc, actions desc'}, n desc, ${column} limit ?`,
    [...range.params, mostLines + 1],
  )).map((row) => toLine(row.key, row));
  const total = toLine('', await one<SumRow>(sql, `select ${SUMS} from ${table} where ${range.text} and kind in ('post', 'spend', 'reversal')`, range.params));
  const top = lines.slice(0, SERIES).filter((line) => (query.meter === 'actions' ? line.actions : line.credits) > 0).map((line) => line.key);
  const days = await sql.all<{ day: number; u: number }>(`select day, ${sumOf(`-${amount}`, 'u')} from ${table} where ${range.text} and ${USED} group by day`, range.params);
  const ofTop = top.length === 0 ? [] : await sql.all<{ day: number; key: string; u: number }>(
    `select day, ${column} as key, ${sumOf(`-${amount}`, 'u')} from ${table} where ${range.text} and ${USED} and ${column} in (${top.map(() => '?').join(', ')}) group by day, ${column}`,
    [...range.params, ...top],
  );
  const buckets = bucketsBetween(query.fromDay, query.toDay, query.step);
  const inBuckets = (rows: readonly { readonly day: number; readonly u: number }[]): number[] => {
    const sums = new Map<number, number>();
    for (const row of rows) sums.set(bucketOf(row.day, query.step), (sums.get(bucketOf(row.day, query.step)) ?? 0) + row.u);
    return buckets.map((bucket) => sums.get(bucket) ?? 0);
  };
  const series: UsageSeries[] = top.map((key) => seriesOf(key, inBuckets(ofTop.filter((row) => row.key === key))));
  const whole = inBuckets(days);
  const rest = whole.map((value, i) => value - series.reduce((sum, s) => sum + (s.values[i] ?? 0), 0));
  if (rest.some((value) => value > 0)) series.push(seriesOf(null, rest));
  return { buckets, series, lines: lines.slice(0, mostLines), total, isCut: lines.length > mostLines };
}

const seriesOf = (key: string | null, values: readonly number[]): UsageSeries => ({ key, values, total: values.reduce((a, b) => a + b, 0) });

function rangeOf(accountId: string, query: Pick<UsageQuery, 'fromDay' | 'toDay' | 'member'>): { readonly text: string; readonly params: readonly SqlValue[] } {
  const member = query.member === undefined ? '' : ' and member = ?';
  return { text: `account_id = ? and day >= ? and day <= ?${member}`, params: [accountId, query.fromDay, query.toDay, ...(query.member === undefined ? [] : [query.member])] };
}

export interface UsageCell extends UsageLine {
  readonly bucket: number;
}

/** Every bucket of every key, for the file; in the order of time. */
export async function usageCells(sql: Sql, accountId: string, query: UsageQuery): Promise<UsageCell[]> {
  const { table, column } = COLUMN[query.by];
  const range = rangeOf(accountId, query);
  const rows = await sql.all<SumRow & { day: number; key: string }>(
    `select day, ${column} as key, ${SUMS} from ${table} where ${range.text} and kind in ('post', 'spend', 'reversal') group by day, ${column} order by day, ${column}`,
    range.params,
  );
  const cells = new Map<string, UsageCell>();
  for (const row of rows) {
    const bucket = bucketOf(row.day, query.step);
    const name = JSON.stringify([bucket, row.key]);
    const line = toLine(row.key, row);
    const known = cells.get(name);
    cells.set(name, known === undefined ? { ...line, bucket } : addCells(known, line));
  }
  return [...cells.values()];
}

const addCells = (a: UsageCell, b: UsageLine): UsageCell => ({
  bucket: a.bucket,
  key: a.key,
  n: a.n + b.n,
  actions: a.actions + b.actions,
  credits: a.credits + b.credits,
  reversedActions: a.reversedActions + b.reversedActions,
  reversedCredits: a.reversedCredits + b.reversedCredits,
});

/** Questions through the account that were not charged, by reason. */
export const notCharged = async (sql: Sql, accountId: string, query: Pick<UsageQuery, 'fromDay' | 'toDay' | 'member'>): Promise<{ readonly code: string; readonly n: number }[]> => {
  const range = rangeOf(accountId, query);
  return sql.all<{ code: string; n: number }>(`select code, ${sumOf('n', 'n')} from usage_day where ${range.text} and kind = 'void' group by code order by n desc, code`, range.params);
};
