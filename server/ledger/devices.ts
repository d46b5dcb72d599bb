import { DEVICE_ACTIVE_MS, USER_DEVICES } from '../../lib/core/limits.ts';
import { first, one, type Tx } from '../sql/sql.ts';
import type { Books } from './books.ts';

export interface DeviceOf {
  readonly deviceId: string;
  readonly userId: string;
  readonly label: string;
}
export type DeviceOutcome =
  | { readonly kind: 'ok'; readonly lastN: number; readonly isRevoked: boolean }
  | { readonly kind: 'foreign_device' | 'too_many_devices' };

/** The device of a request, locked; a new one is written down. */
export async function deviceOf(books: Books, device: DeviceOf): Promise<DeviceOutcome> {
  const found = await first<{ user_id: string; last_n: number; revoked_at: number | null }>(
    books.tx,
    `select user_id, last_n, revoked_at from device where account_id = ? and device_id = ?${books.tx.lock}`,
    [books.accountId, device.deviceId],
  );
  if (found !== undefined) return found.user_id === device.userId ? { kind: 'ok', lastN: found.last_n, isRevoked: found.revoked_at !== null } : { kind: 'foreign_device' };
  return (await registerDevice(books.tx, books.accountId, device, books.now)) ? { kind: 'ok', lastN: 0, isRevoked: false } : { kind: 'too_many_devices' };
}

/** False when the user has too many devices. A known device is left as it is. */
export async function registerDevice(tx: Tx, accountId: string, device: DeviceOf, now: number): Promise<boolean> {
  const count = await one<{ n: number }>(tx, 'select count(*) as n from device where account_id = ? and user_id = ? and revoked_at is null and device_id <> ?', [accountId, device.userId, device.deviceId]);
  if (count.n >= USER_DEVICES) return false;
  await tx.run(
    `insert into device (account_id, device_id, user_id, label, last_n, created_at, last_seen_at, revoked_at) values (?, ?, ?, ?, 0, ?, ?, null)
     on conflict (account_id, device_id) do nothing`,
    [accountId, device.deviceId, device.userId, device.label, now, now],
  );
  return true;
}

export const seen = async (books: Books, deviceId: string): Promise<void> => {
  await books.tx.run('update device set last_seen_at = ? where account_id = ? and device_id = ?', [books.now, books.accountId, deviceId]);
};

/** Devices whose access was taken away: no new hold. Read once. */
export async function isRevoked(books: Books, deviceId: string): Promise<boolean> {
  books.revoked ??= new Set((await books.tx.all<{ device_id: string }>('select device_id from device where account_id = ? and revoked_at is not null', [books.accountId])).map((row) => row.device_id));
  return books.revoked.has(deviceId);
}

/** Devices that share what is free: those heard of lately, and the asking one. */
export async function activeDevices(books: Books, deviceId: string): Promise<number> {
  const { n } = await one<{ n: number }>(
    books.tx,
    'select count(*) as n from device where account_id = ? and revoked_at is null and (last_seen_at >= ? or device_id = ?)',
    [books.accountId, books.now - DEVICE_ACTIVE_MS, deviceId],
  );
  return Math.max(1, n);
}

/** Before a backup: what it will have for certain. `token` names the backup. Answers how many devices there are. */
export const noteForBackup = (tx: Tx, accountId: string, token: string): Promise<number> =>
  tx.run('update device set noted_n = last_n, noted_by = ? where account_id = ?', [token, accountId]);

/** After the same backup was finished and checked. */
export const confirmBackup = (tx: Tx, accountId: string, token: string): Promise<number> =>
  tx.run('update device set durable_n = noted_n where account_id = ? and noted_by = ? and durable_n < noted_n', [accountId, token]);
