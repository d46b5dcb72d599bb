import { DEVICE_CODE_MS, DEVICE_POLL_MS } from '../../lib/core/identity-limits.ts';
import { registerDevice } from '../ledger/push.ts';
import { first, type Database, type Tx } from '../sql/sql.ts';
import { audit } from '../audit.ts';
import type { DeviceTokens, TokenPair } from './device-tokens.ts';
import type { Scope, Session } from './ports.ts';
import { newToken, newUserCode, type Hasher } from './tokens.ts';

export interface DeviceGrant {
  readonly deviceCode: string;
  readonly userCode: string;
  readonly expiresInMs: number;
  readonly pollMs: number;
}
export type DevicePoll =
  | { readonly kind: 'token'; readonly tokens: TokenPair }
  | { readonly kind: 'authorization_pending' | 'slow_down' | 'access_denied' | 'expired_token' | 'too_many_devices' | 'foreign_device' };
export interface PendingDevice {
  readonly label: string;
  /** Hash of the address that asked. */
  readonly askedFrom: string;
  /** What it asks for; the person's role bounds it. */
  readonly scopes: readonly Scope[];
}

/**
 * Device authorization (RFC 8628) of our own, on the library's persons and sessions: codes are kept as keyed hashes only and a code is
 * for one device, asked from one address. The library's plugin (better-auth 1.7.25) stores both codes readable and knows no device.
 */
export interface DeviceCodes {
  start(device: { readonly deviceId: string; readonly label: string; readonly askedFrom: string; readonly scopes: readonly Scope[] }): Promise<DeviceGrant>;
  poll(deviceCode: string): Promise<DevicePoll>;
  pending(userCode: string): Promise<PendingDevice | null>;
  /** False when the code is unknown, decided or too old. */
  decide(userCode: string, by: Pick<Session, 'accountId' | 'userId'>, approve: boolean): Promise<boolean>;
}

/** A poll this much early is still polite: timers of browsers are not exact. */
const POLL_TOLERANCE_MS = 500;

interface CodeRow {
  state: 'pending' | 'approved' | 'denied' | 'redeemed';
  device_id: string;
  label: string;
  scopes: string;
  account_id: string | null;
  user_id: string | null;
  poll_ms: number;
  last_poll_at: number | null;
  expires_at: number;
  now: number;
}

export function createDeviceCodes(db: Database, hash: Hasher, tokens: DeviceTokens, newId: () => string): DeviceCodes {
  async function redeem(tx: Tx, deviceCode: string): Promise<DevicePoll> {
    const codeHash = hash('device-code', deviceCode);
    const row = await first<CodeRow>(tx, `select state, device_id, label, scopes, account_id, user_id, poll_ms, last_poll_at, expires_at, kiln_now() as now from device_code where code_hash = ?${tx.lock}`, [codeHash]);
    if (row === undefined || row.now >= row.expires_at) return { kind: 'expired_token' };
    if (row.state === 'denied') return { kind: 'access_denied' };
    if (row.last_poll_at !== null && row.now - row.last_poll_at < row.poll_ms - POLL_TOLERANCE_MS) return { kind: 'slow_down' };
    await tx.run('update device_code set last_poll_at = ? where code_hash = ?', [row.now, codeHash]);
    if (row.state === 'pending' || row.account_id === null || row.user_id === null) return { kind: 'authorization_pending' };
    if (row.state === 'redeemed') {
      // The answer may have been lost. It is given again until something came of it.
      const again = await tokens.again(tx, { accountId: row.account_id, seed: deviceCode });
      return again === null ? { kind: 'expired_token' } : { kind: 'token', tokens: again };
    }
    return approved(tx, { ...row, account_id: row.account_id, user_id: row.user_id }, deviceCode, codeHash);
  }

  async function approved(tx: Tx, row: CodeRow & { account_id: string; user_id: string }, deviceCode: string, codeHash: string): Promise<DevicePoll> {
    const device = { accountId: row.account_id, userId: row.user_id, deviceId: row.device_id };
    const member = await first(tx, 'select user_id from member where account_id = ? and user_id = ? and removed_at is null', [device.accountId, device.userId]);
    if (member === undefined) return { kind: 'access_denied' };
    const known = await first<{ user_id: string }>(tx, `select user_id from device where account_id = ? and device_id = ?${tx.lock}`, [device.accountId, device.deviceId]);
    // Its numbered operations are those of another member: the browser has to take a new identity.
    if (known !== undefined && known.user_id !== device.userId) return { kind: 'foreign_device' };
    if (!(await registerDevice(tx, device.accountId, { ...device, label: row.label }, row.now))) return { kind: 'too_many_devices' };
    await tx.run('update device set label = ?, revoked_at = null, last_seen_at = ? where account_id = ? and device_id = ?', [row.label, row.now, device.accountId, device.deviceId]);
    await tx.run(`update device_sign_in set ended_at = ?, ended_why = 'signed_in_again' where account_id = ? and device_id = ? and ended_at is null`, [row.now, device.accountId, device.deviceId]);
    const signInId = newId();
    await tx.run('insert into device_sign_in (account_id, sign_in_id, device_id, user_id, scopes, created_at, ended_at, ended_why) values (?, ?, ?, ?, ?, ?, null, null)', [
      device.accountId, signInId, device.deviceId, device.userId, row.scopes, row.now,
    ]);
    await tx.run(`update device_code set state = 'redeemed' where code_hash = ?`, [codeHash]);
    await audit(tx, device.accountId, { actor: device.userId, action: 'device.signed-in', target: row.label });
    return { kind: 'token', tokens: await tokens.open(tx, { accountId: device.accountId, signInId, seed: deviceCode }) };
  }

  return {
    async start(device) {
      const [deviceCode, userCode] = [newToken(), newUserCode()];
      await db.run(
        `insert into device_code (code_hash, user_code_hash, device_id, label, asked_from, scopes, state, account_id, user_id, poll_ms, last_poll_at, created_at, expires_at)
         values (?, ?, ?, ?, ?, ?, 'pending', null, null, ?, null, kiln_now(), kiln_now() + ?)`,
        [hash('device-code', deviceCode), hash('user-code', userCode), device.deviceId, device.label, hash('address', device.askedFrom), device.scopes.join(' '), DEVICE_POLL_MS, DEVICE_CODE_MS],
      );
      return { deviceCode, userCode, expiresInMs: DEVICE_CODE_MS, pollMs: DEVICE_POLL_MS };
    },
    poll: (deviceCode) => db.transaction((tx) => redeem(tx, deviceCode)),
    async pending(userCode) {
      const row = await first<{ label: string; asked_from: string; scopes: string }>(db, `select label, asked_from, scopes from device_code where user_code_hash = ? and state = 'pending' and expires_at > kiln_now()`, [hash('user-code', userCode)]);
      return row === undefined ? null : { label: row.label, askedFrom: row.asked_from, scopes: row.scopes.split(' ') as Scope[] };
    },
    decide: async (userCode, by, approve) =>
      (await db.run(`update device_code set state = ?, account_id = ?, user_id = ? where user_code_hash = ? and state = 'pending' and expires_at > kiln_now()`, [
        approve ? 'approved' : 'denied', by.accountId, by.userId, hash('user-code', userCode),
      ])) === 1,
  };
}
