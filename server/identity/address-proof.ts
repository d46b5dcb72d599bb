import { audit } from '../audit.ts';
import type { Tx } from '../sql/sql.ts';

/**
 * The person is known to read their address from here on. The first time, everything ends by which somebody else could come back who
 * was the person before that: the address may have been typed, or the link of an invitation taken, by anyone.
 * @param keepSessionId the page session that gave the proof, when there is one
 * @returns whether anything ended
 */
export async function proveAddress(tx: Tx, userId: string, keepSessionId = ''): Promise<boolean> {
  if ((await tx.run('update app_user set email_verified = 1, updated_at = kiln_now() where user_id = ? and email_verified = 0', [userId])) === 0) return false;
  let ended = await tx.run('delete from auth_session where user_id = ? and session_id <> ?', [userId, keepSessionId]);
  for (const table of ['auth_credential', 'passkey', 'email_change']) ended += await tx.run(`delete from ${table} where user_id = ?`, [userId]);
  // A device whose code was approved before and that has not asked for its tokens yet.
  ended += await tx.run(`update device_code set state = 'denied' where user_id = ? and state = 'approved' and expires_at > kiln_now()`, [userId]);
  for (const { account_id } of await tx.all<{ account_id: string }>('select account_id from member where user_id = ?', [userId])) {
    const devices = await tx.run(`update device_sign_in set ended_at = kiln_now(), ended_why = 'address_proved' where account_id = ? and user_id = ? and ended_at is null`, [account_id, userId]);
    if (devices > 0) await audit(tx, account_id, { actor: userId, action: 'device.ended', target: `${devices} from before the address was proved` });
    ended += devices;
  }
  return ended > 0;
}
