import { FOLD_ACCOUNTS, SUPPLIER_SETTLES_MS } from '../../lib/core/limits.ts';
import { forEachAccount } from '../sql/each-account.ts';
import { first, one, type Database, type Sql, type Tx } from '../sql/sql.ts';
import { DAY_MS, dayOf, dayStart } from './days.ts';

/**
 * What became of a call to a supplier. `sold`: its answer was charged to a member. `check`: it verified an answer of another one.
 * `unsold`: it answered, and the answer was rejected or came too late. `miss`: it found nothing. `failed`: it could not answer.
 */
export const SUPPLIER_PARTS = ['sold', 'check', 'unsold', 'miss', 'failed'] as const;
export type SupplierPart = (typeof SUPPLIER_PARTS)[number];

export interface SupplierLine {
  readonly providerId: string;
  readonly operation: string;
  readonly calls: Readonly<Record<SupplierPart, number>>;
  readonly tookMs: number;
}

const PART = `case
  when s.outcome = 'hit' and c.state = 'posted' and c.provider_id = s.provider_id and c.operation = s.operation then 'sold'
  when s.outcome in ('hit', 'no-result') and s.operation = 'verify-email' and c.operation <> s.operation then 'check'
  when s.outcome = 'hit' then 'unsold'
  when s.outcome = 'no-result' then 'miss'
  else 'failed' end`;
const COUNT = `select s.provider_id, s.operation, ${PART} as part, count(*) as n, cast(coalesce(sum(s.took_ms), 0) as bigint) as took_ms
  from supplier_call s left join charge c on c.account_id = s.account_id and c.charge_id = s.charge_id
  where s.account_id = ? and s.at >= ? and s.at < ? group by s.provider_id, s.operation, 3`;

interface PartRow {
  provider_id: string;
  operation: string;
  part: SupplierPart;
  n: number;
  took_ms: number;
}

/** Counts the calls of days that are over, once each. */
export async function foldSupplier(db: Database, accountId: string): Promise<void> {
  for (;;) {
    const isDone = await db.transaction((tx) => foldDay(tx, accountId));
    if (isDone) return;
  }
}

/** Accounts with a day that is over and not counted yet. */
const accountsToCount = async (db: Database, after: string): Promise<string[]> =>
  (await db.all<{ account_id: string }>(
    `select a.account_id from account a left join admin_cursor c on c.account_id = a.account_id
     where a.account_id > ? and exists (select 1 from supplier_call s where s.account_id = a.account_id and s.at >= (coalesce(c.supplier_day, -1) + 1) * ? and s.at < cast(((select kiln_now()) - ?) / ? as bigint) * ?)
     order by a.account_id limit ?`,
    [after, DAY_MS, SUPPLIER_SETTLES_MS, DAY_MS, DAY_MS, FOLD_ACCOUNTS],
  )).map((row) => row.account_id);

/** Counts the days that are over, account by account. */
export const foldSuppliers = (db: Database, signal: AbortSignal, onError: (error: unknown) => void): Promise<void> =>
  forEachAccount((after) => accountsToCount(db, after), (accountId) => foldSupplier(db, accountId), signal, onError);

async function foldDay(tx: Tx, accountId: string): Promise<boolean> {
  await tx.run('insert into admin_cursor (account_id, seq, actions_u, credits_u, supplier_day) values (?, 0, 0, 0, -1) on conflict (account_id) do nothing', [accountId]);
  const cursor = await one<{ day: number; now: number }>(tx, `select supplier_day as day, kiln_now() as now from admin_cursor where account_id = ?${tx.lock}`, [accountId]);
  const next = await first<{ at: number }>(tx, 'select at from supplier_call where account_id = ? and at >= ? order by at limit 1', [accountId, dayStart(cursor.day + 1)]);
  if (next === undefined) return true;
  const day = dayOf(next.at);
  if (dayStart(day + 1) + SUPPLIER_SETTLES_MS > cursor.now) return true;
  await tx.run(
    `insert into supplier_day (account_id, day, provider_id, operation, part, n, took_ms) select ?, cast(? as bigint), t.provider_id, t.operation, t.part, t.n, t.took_ms from (${COUNT}) t`,
    [accountId, day, accountId, dayStart(day), dayStart(day + 1)],
  );
  await tx.run('update admin_cursor set supplier_day = ? where account_id = ?', [day, accountId]);
  return false;
}

/** Calls to suppliers by provider and operation over some days: counted ones from their days, the newest from the log itself. */
export async function supplierCalls(sql: Sql, accountId: string, range: { readonly fromDay: number; readonly toDay: number }): Promise<SupplierLine[]> {
  const folded = (await first<{ day: number }>(sql, 'select supplier_day as day from admin_cursor where account_id = ?', [accountId]))?.day ?? -1;
  const counted = await sql.all<PartRow>(
    `select provider_id, operation, part, cast(sum(n) as bigint) as n, cast(sum(took_ms) as bigint) as took_ms from supplier_day where account_id = ? and day >= ? and day <= ? group by provider_id, operation, part`,
    [accountId, range.fromDay, Math.min(range.toDay, folded)],
  );
  const newest = range.toDay > folded ? await sql.all<PartRow>(COUNT, [accountId, dayStart(Math.max(range.fromDay, folded + 1)), dayStart(range.toDay) + DAY_MS]) : [];
  const lines = new Map<string, { providerId: string; operation: string; calls: Record<SupplierPart, number>; tookMs: number }>();
  for (const row of [...counted, ...newest]) {
    const key = `${row.operation}@${row.provider_id}`;
    const line = lines.get(key) ?? { providerId: row.provider_id, operation: row.operation, calls: { sold: 0, check: 0, unsold: 0, miss: 0, failed: 0 }, tookMs: 0 };
    line.calls[row.part] += row.n;
    line.tookMs += row.took_ms;
    lines.set(key, line);
  }
  return [...lines.values()].sort((a, b) => countOf(b) - countOf(a) || (a.providerId < b.providerId ? -1 : 1));
}

export const countOf = (line: SupplierLine): number => SUPPLIER_PARTS.reduce((sum, part) => sum + line.calls[part], 0);
