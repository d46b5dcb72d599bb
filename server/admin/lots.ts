import type { Meter } from '../../lib/domain/ledger/amount.ts';
import type { LotSource } from '../../lib/domain/ledger/lots.ts';
import { first, type Sql } from '../sql/sql.ts';
import type { TopUp } from './plan-money.ts';

export interface LotLine {
  readonly lotId: string;
  readonly meter: Meter;
  readonly source: LotSource;
  readonly effectiveAt: number;
  readonly expiresAt: number | null;
  readonly amount: number;
  readonly available: number;
  readonly aside: number;
  readonly spent: number;
  /** By its end, its cap or its month; without what was taken back. */
  readonly expired: number;
  readonly takenBack: number;
  readonly reason: string;
  readonly actor: string;
}
interface LotRow {
  lot_id: string;
  meter: Meter;
  source: LotSource;
  effective_at: number;
  expires_at: number | null;
  amount_u: number;
  available_u: number;
  aside_u: number;
  spent_u: number;
  expired_u: number;
  taken_u: number;
  reason: string | null;
  actor: string | null;
}
const COLUMNS = `l.lot_id, l.meter, l.source, l.effective_at, l.expires_at, l.amount_u, l.available_u, l.leased_u + l.held_u as aside_u, l.spent_u, l.expired_u, n.reason, n.actor,
  cast(coalesce((select sum(t.amount_u) from taken_back t where t.account_id = l.account_id and t.lot_id = l.lot_id), 0) as bigint) as taken_u
  from lot l left join admin_note n on n.account_id = l.account_id and n.note_id = l.lot_id where l.account_id = ?`;
const toLine = (row: LotRow): LotLine => ({
  lotId: row.lot_id, meter: row.meter, source: row.source, effectiveAt: row.effective_at, expiresAt: row.expires_at, amount: row.amount_u, available: row.available_u,
  aside: row.aside_u, spent: row.spent_u, expired: row.expired_u - row.taken_u, takenBack: row.taken_u, reason: row.reason ?? '', actor: row.actor ?? '',
});

/** What still has something to give, in the order in which it is used. */
export const openLots = async (sql: Sql, accountId: string): Promise<LotLine[]> =>
  (await sql.all<LotRow>(
    `select ${COLUMNS} and l.available_u + l.leased_u + l.held_u > 0 order by l.meter, l.priority, case when l.expires_at is null then 1 else 0 end, l.expires_at, l.effective_at, l.lot_id limit 200`,
    [accountId],
  )).map(toLine);

/** What was given by hand, newest first. */
export const givenLots = async (sql: Sql, accountId: string): Promise<LotLine[]> =>
  (await sql.all<LotRow>(`select ${COLUMNS} and l.source in ('topup', 'promo', 'adjust') order by l.created_seq desc limit 50`, [accountId])).map(toLine);

/** One lot; null when the account has none of this id. */
export async function lotLine(sql: Sql, accountId: string, lotId: string): Promise<LotLine | null> {
  const row = await first<LotRow>(sql, `select ${COLUMNS} and l.lot_id = ?`, [accountId, lotId]);
  return row === undefined ? null : toLine(row);
}

/** What was taken back by a form; null when nothing was. */
export const taking = async (sql: Sql, accountId: string, takingId: string): Promise<{ readonly meter: Meter; readonly amount: number } | null> =>
  (await first<{ meter: Meter; amount: number }>(
    sql,
    'select l.meter, t.amount_u as amount from taken_back t join lot l on l.account_id = t.account_id and l.lot_id = t.lot_id where t.account_id = ? and t.taking_id = ?',
    [accountId, takingId],
  )) ?? null;

/** What was topped up in some time and not taken back, on either meter, in the order in which it came. */
export const topUpsBetween = async (sql: Sql, accountId: string, from: number, to: number): Promise<TopUp[]> =>
  (await sql.all<TopUp>(
    `select l.meter, l.effective_at as at, l.amount_u - cast(coalesce((select sum(t.amount_u) from taken_back t where t.account_id = l.account_id and t.lot_id = l.lot_id), 0) as bigint) as amount
     from lot l where l.account_id = ? and l.source = 'topup' and l.effective_at >= ? and l.effective_at < ? order by l.created_seq, l.lot_id`,
    [accountId, from, to],
  )).filter((topUp) => topUp.amount > 0);
