import type { Meter } from '../../lib/domain/ledger/amount.ts';
import { windowAt, type LimitSpan } from '../../lib/domain/ledger/limits.ts';
import type { Sql } from '../sql/sql.ts';

export interface LimitLine {
  /** Empty for the whole workspace. */
  readonly userId: string;
  readonly meter: Meter;
  readonly span: LimitSpan;
  readonly limit: number;
  readonly used: number;
  readonly endsAt: number;
}

/** Every limit of the account as it stands in its running window; read only. */
export async function limitLines(sql: Sql, account: { readonly accountId: string; readonly anchorDay: number; readonly now: number }): Promise<LimitLine[]> {
  const rows = await sql.all<{ user_id: string; meter: Meter; span: LimitSpan; limit_u: number; window_start: number; used_u: number }>(
    'select user_id, meter, span, limit_u, window_start, used_u from spend_limit where account_id = ? order by user_id, meter, span',
    [account.accountId],
  );
  return rows.map((row) => {
    const running = windowAt(row.span, account.anchorDay, account.now);
    return { userId: row.user_id, meter: row.meter, span: row.span, limit: row.limit_u, used: row.window_start === running.startsAt ? Math.max(0, row.used_u) : 0, endsAt: running.endsAt };
  });
}
