import { hashOf } from '../canonical.ts';
import type { Database } from '../sql/sql.ts';
import { LedgerBroken } from './checks.ts';

/** check_violation of PostgreSQL, SQLITE_CONSTRAINT_CHECK of SQLite: the last line behind the program's own checks. */
const isCheckViolation = (error: unknown): boolean =>
  error instanceof Error && (('code' in error && error.code === '23514') || ('errcode' in error && error.errcode === 275));

/**
 * Stops an account whose books would not add up; its transaction was rolled back, so what is stored still does.
 * Devices keep their operations, nothing new is begun, other accounts go on. Always throws the error again.
 */
export async function freezeIfBroken(db: Database, accountId: string, error: unknown): Promise<never> {
  if (error instanceof LedgerBroken || isCheckViolation(error)) {
    const what = error instanceof Error ? error.message.slice(0, 200) : 'unknown';
    await db.transaction(async (tx) => {
      const { now } = (await tx.all<{ now: number }>('select kiln_now() as now'))[0] ?? { now: 0 };
      await tx.run(`update account set state = 'frozen' where account_id = ?`, [accountId]);
      await tx.run(`insert into audit (audit_id, account_id, actor, action, target, at) values (?, ?, 'ledger', 'account.frozen', ?, ?) on conflict (audit_id) do nothing`, [hashOf({ accountId, what, now }), accountId, what, now]);
    });
  }
  throw error;
}
