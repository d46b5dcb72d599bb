import { AUDIT_KEPT_MS, INVITATIONS_KEPT_MS, LABELS_KEPT_MS, RETENTION_ACCOUNTS, SIGN_INS_KEPT_MS } from '../../lib/core/server-limits.ts';
import { TOMBSTONE_MS } from '../../lib/core/limits.ts';
import { forEachAccount } from '../sql/each-account.ts';
import type { Database } from '../sql/sql.ts';

/** What is kept for a time: the table, when a row's time began (nothing, while it is still of use), and how long it lasts. */
const KEPT: readonly { readonly table: string; readonly began: string; readonly ms: number }[] = [
  { table: 'audit', began: 'at', ms: AUDIT_KEPT_MS },
  // Every device that is still in use has heard of it by then.
  { table: 'erased_subject', began: 'at', ms: TOMBSTONE_MS },
  { table: 'invitation', began: 'coalesce(ended_at, expires_at)', ms: INVITATIONS_KEPT_MS },
  { table: 'made_for_label', began: 'told_at', ms: LABELS_KEPT_MS },
  // A sign-in whose tokens are still there is left to the day on which they are gone. One that was only left alone never ended.
  { table: 'device_sign_in', began: 'coalesce(ended_at, created_at)', ms: SIGN_INS_KEPT_MS },
];
const HAS_TOKENS = ['access_token', 'refresh_token'].map((table) => `exists (select 1 from ${table} t where t.account_id = device_sign_in.account_id and t.sign_in_id = device_sign_in.sign_in_id)`).join(' or ');

/** Deletes what has been kept for its time, account by account. The ledger is not among it: its entries are never deleted. */
export const forgetOld = (db: Database, signal: AbortSignal, onError: (error: unknown) => void): Promise<void> =>
  forEachAccount(
    async (after) => (await db.all<{ account_id: string }>('select account_id from account where account_id > ? order by account_id limit ?', [after, RETENTION_ACCOUNTS])).map((row) => row.account_id),
    async (accountId) => {
      for (const { table, began, ms } of KEPT) {
        await db.run(`delete from ${table} where account_id = ? and ${began} < (select kiln_now()) - ?${table === 'device_sign_in' ? ` and not (${HAS_TOKENS})` : ''}`, [accountId, ms]);
      }
    },
    signal,
    onError,
  );
