import { PUSH_ONLY_MS } from '../../lib/core/identity-limits.ts';
import type { Database } from '../sql/sql.ts';
import { audit } from '../audit.ts';
import type { Actor } from './ports.ts';

export interface DeviceRow {
  readonly deviceId: string;
  readonly userId: string;
  readonly label: string;
  readonly member: string;
  readonly since: number;
  readonly lastSeen: number;
  readonly revokedAt: number | null;
  /** A sign-in of it is open and can be refreshed: its tokens work, within what revocation left of them. */
  readonly isSignedIn: boolean;
}

/** The browsers that work for a workspace. */
export interface Devices {
  /** Those of everybody, or of one member. Long revoked ones are left out. */
  list(accountId: string, userId?: string): Promise<readonly DeviceRow[]>;
  /** Leaves it `push` alone: what it spent before is still taken in. `onlyOf` bounds it to one's own. */
  revoke(by: Actor, deviceId: string, onlyOf?: string): Promise<boolean>;
}

export function createDevices(db: Database): Devices {
  return {
    async list(accountId, userId) {
      const mine = userId === undefined ? { text: '', params: [] } : { text: ' and d.user_id = ?', params: [userId] };
      const rows = await db.all<{ device_id: string; user_id: string; label: string; name: string; created_at: number; last_seen_at: number; revoked_at: number | null; open: number }>(
        `select d.device_id, d.user_id, d.label, u.name, d.created_at, d.last_seen_at, d.revoked_at,
           (select count(*) from device_sign_in s where s.account_id = d.account_id and s.device_id = d.device_id and s.ended_at is null
              and exists (select 1 from refresh_token r where r.account_id = s.account_id and r.sign_in_id = s.sign_in_id and r.expires_at > kiln_now())) as open
         from device d join app_user u on u.user_id = d.user_id
         where d.account_id = ? and (d.revoked_at is null or d.revoked_at > kiln_now() - ?)${mine.text} order by d.revoked_at is not null, d.last_seen_at desc`,
        [accountId, PUSH_ONLY_MS, ...mine.params],
      );
      return rows.map((row) => ({
        deviceId: row.device_id, userId: row.user_id, label: row.label, member: row.name, since: row.created_at, lastSeen: row.last_seen_at, revokedAt: row.revoked_at, isSignedIn: row.open > 0,
      }));
    },
    revoke: (by, deviceId, onlyOf) =>
      db.transaction(async (tx) => {
        const own = onlyOf === undefined ? [] : [onlyOf];
        const done = await tx.run(`update device set revoked_at = kiln_now() where account_id = ? and device_id = ? and revoked_at is null${own.length === 0 ? '' : ' and user_id = ?'}`, [by.accountId, deviceId, ...own]);
        if (done === 1) await audit(tx, by.accountId, { actor: by.userId, action: 'device.revoked', target: deviceId });
        return done === 1;
      }),
  };
}
