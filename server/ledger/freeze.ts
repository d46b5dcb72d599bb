import { audit } from '../audit.ts';
import { hashOf } from '../canonical.ts';
import { one, type Database, type Tx } from '../sql/sql.ts';
import { LedgerBroken } from './checks.ts';
import { withBooks } from './frame.ts';
import { applyWaiting } from './waiting-answers.ts';

/** check_violation of PostgreSQL, SQLITE_CONSTRAINT_CHECK of SQLite: the last line behind the program's own checks. */
const isCheckViolation = (error: unknown): boolean =>
  error instanceof Error && (('code' in error && error.code === '23514') || ('errcode' in error && error.errcode === 275));

/** The books would not add up with what was asked. */
export const isBroken = (error: unknown): boolean => error instanceof LedgerBroken || isCheckViolation(error);

/**
 * Stops an account whose books would not add up; its transaction was rolled back, so what is stored still does.
 * Devices keep their operations, nothing new is begun, other accounts go on. Always throws the error again.
 */
export async function freezeIfBroken(db: Database, accountId: string, error: unknown): Promise<never> {
  if (isBroken(error)) {
    const what = error instanceof Error ? error.message : 'unknown';
    await db.transaction((tx) => setState(tx, accountId, 'frozen', 'ledger', what));
  }
  throw error;
}

/** Stops or opens an account, with a line in the audit. Answers that waited for it are applied with the opening, or it stays stopped. */
export async function setState(tx: Tx, accountId: string, state: 'open' | 'frozen', by: string, why: string): Promise<void> {
  const { now } = await one<{ now: number }>(tx, 'select kiln_now() as now');
  await tx.run('update account set state = ? where account_id = ?', [state, accountId]);
  if (state === 'open') await withBooks(tx, accountId, applyWaiting);
  await audit(tx, accountId, { actor: by, action: `account.${state}`, target: why, id: hashOf({ accountId, state, by, why, now }) });
}
