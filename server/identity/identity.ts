import { ACCESS_TOKEN_MS, DEVICE_CODE_MS, DEVICE_POLL_MS, PAGE_SESSION_MS, SIGN_IN_LINK_MS } from '../../lib/core/limits.ts';
import { first, one, type Database, type Sql, type Tx } from '../sql/sql.ts';
import { registerDevice } from '../ledger/push.ts';
import { scopesOf, type Role, type Session, type Visit } from './ports.ts';
import { newToken, newUserCode, type Hasher } from './tokens.ts';

export type { Role, Session } from './ports.ts';
export interface DeviceGrant {
  readonly deviceCode: string;
  readonly userCode: string;
  readonly expiresInMs: number;
  readonly pollMs: number;
}
export type DevicePoll =
  | { readonly kind: 'token'; readonly token: string; readonly expiresInMs: number }
  | { readonly kind: 'authorization_pending' | 'slow_down' | 'access_denied' | 'expired_token' | 'too_many_devices' };
export interface PendingDevice {
  readonly label: string;
  /** Hash of the address that asked. */
  readonly askedFrom: string;
}

/**
 * Who may act for which account. Devices sign in by RFC 8628; people sign in on the server's page by a one-time link.
 * Tokens and codes are stored as keyed hashes only.
 */
export interface Identity {
  startDevice(device: { readonly deviceId: string; readonly label: string; readonly askedFrom: string }): Promise<DeviceGrant>;
  pollDevice(deviceCode: string): Promise<DevicePoll>;
  pendingDevice(userCode: string): Promise<PendingDevice | null>;
  /** False when the code is unknown, decided or too old. */
  decideDevice(userCode: string, by: Session, approve: boolean): Promise<boolean>;
  /** Whose access token it is. */
  session(token: string): Promise<Session | null>;
  /** Who visits the pages, by the request's cookies. */
  visit(headers: Headers): Promise<Visit | null>;
  signOut(token: string): Promise<void>;
  /** Names of the account's members by their ids. */
  memberNames(accountId: string): Promise<ReadonlyMap<string, string>>;
  createLink(accountId: string, userId: string): Promise<string>;
  /** Whom a link would sign in; looking does not use it up. */
  linkOwner(token: string): Promise<{ readonly email: string } | null>;
  /** Uses a link up and opens a page session. */
  redeemLink(token: string): Promise<{ readonly token: string; readonly expiresInMs: number } | null>;
  forgetExpired(): Promise<void>;
}

export const SESSION_COOKIE = 'kiln_session';
const cookieOf = (headers: Headers, name: string): string | undefined => new RegExp(`(?:^|;\\s*)${name}=([^;]+)`).exec(headers.get('cookie') ?? '')?.[1];

/** A poll this much early is still polite: timers of browsers are not exact. */
const POLL_TOLERANCE_MS = 500;

interface CodeRow {
  state: 'pending' | 'approved' | 'denied' | 'redeemed';
  device_id: string;
  label: string;
  account_id: string | null;
  user_id: string | null;
  poll_ms: number;
  last_poll_at: number | null;
  expires_at: number;
  now: number;
}

export function createIdentity(db: Database, hash: Hasher): Identity {
  async function insertSession(sql: Sql, kind: 'access' | 'page', who: { accountId: string; userId: string; deviceId: string | null }, lifeMs: number): Promise<string> {
    const token = newToken();
    await sql.run('insert into session (token_hash, kind, account_id, user_id, device_id, created_at, expires_at, revoked_at) values (?, ?, ?, ?, ?, kiln_now(), kiln_now() + ?, null)', [
      hash('session', token), kind, who.accountId, who.userId, who.deviceId, lifeMs,
    ]);
    return token;
  }

  async function redeemDevice(tx: Tx, codeHash: string): Promise<DevicePoll> {
    const row = await first<CodeRow>(tx, `select state, device_id, label, account_id, user_id, poll_ms, last_poll_at, expires_at, kiln_now() as now from device_code where code_hash = ?${tx.lock}`, [codeHash]);
    if (row === undefined || row.state === 'redeemed' || row.now >= row.expires_at) return { kind: 'expired_token' };
    if (row.state === 'denied') return { kind: 'access_denied' };
    if (row.last_poll_at !== null && row.now - row.last_poll_at < row.poll_ms - POLL_TOLERANCE_MS) return { kind: 'slow_down' };
    await tx.run('update device_code set last_poll_at = ? where code_hash = ?', [row.now, codeHash]);
    if (row.state === 'pending' || row.account_id === null || row.user_id === null) return { kind: 'authorization_pending' };
    const who = { accountId: row.account_id, userId: row.user_id, deviceId: row.device_id };
    if (!(await registerDevice(tx, who.accountId, { ...who, label: row.label }, row.now))) return { kind: 'too_many_devices' };
    await tx.run(`update device_code set state = 'redeemed' where code_hash = ?`, [codeHash]);
    return { kind: 'token', token: await insertSession(tx, 'access', who, ACCESS_TOKEN_MS), expiresInMs: ACCESS_TOKEN_MS };
  }

  async function sessionOf(token: string, kind: 'access' | 'page'): Promise<Session | null> {
    const row = await first<{ account_id: string; user_id: string; device_id: string | null; label: string | null; name: string; email: string; role: Role; workspace: string }>(
      db,
      `select s.account_id, s.user_id, s.device_id, d.label, u.name, u.email, m.role, a.name as workspace
       from session s
       join member m on m.account_id = s.account_id and m.user_id = s.user_id
       join app_user u on u.user_id = s.user_id
       join account a on a.account_id = s.account_id
       left join device d on d.account_id = s.account_id and d.device_id = s.device_id
       where s.token_hash = ? and s.kind = ? and s.revoked_at is null and s.expires_at > kiln_now() and d.revoked_at is null`,
      [hash('session', token), kind],
    );
    if (row === undefined) return null;
    return {
      accountId: row.account_id, userId: row.user_id, deviceId: row.device_id, deviceLabel: row.label, name: row.name, email: row.email, role: row.role, workspace: row.workspace,
      scopes: scopesOf(row.role),
    };
  }

  return {
    async startDevice(device) {
      const [deviceCode, userCode] = [newToken(), newUserCode()];
      await db.run(
        `insert into device_code (code_hash, user_code_hash, device_id, label, asked_from, state, account_id, user_id, poll_ms, last_poll_at, created_at, expires_at)
         values (?, ?, ?, ?, ?, 'pending', null, null, ?, null, kiln_now(), kiln_now() + ?)`,
        [hash('device-code', deviceCode), hash('user-code', userCode), device.deviceId, device.label, hash('address', device.askedFrom), DEVICE_POLL_MS, DEVICE_CODE_MS],
      );
      return { deviceCode, userCode, expiresInMs: DEVICE_CODE_MS, pollMs: DEVICE_POLL_MS };
    },
    pollDevice: (deviceCode) => db.transaction((tx) => redeemDevice(tx, hash('device-code', deviceCode))),
    pendingDevice: async (userCode) => {
      const row = await first<{ label: string; asked_from: string }>(db, `select label, asked_from from device_code where user_code_hash = ? and state = 'pending' and expires_at > kiln_now()`, [hash('user-code', userCode)]);
      return row === undefined ? null : { label: row.label, askedFrom: row.asked_from };
    },
    decideDevice: async (userCode, by, approve) =>
      (await db.run(`update device_code set state = ?, account_id = ?, user_id = ? where user_code_hash = ? and state = 'pending' and expires_at > kiln_now()`, [
        approve ? 'approved' : 'denied', by.accountId, by.userId, hash('user-code', userCode),
      ])) === 1,
    session: (token) => sessionOf(token, 'access'),
    async visit(headers) {
      const token = cookieOf(headers, SESSION_COOKIE);
      const session = token === undefined ? null : await sessionOf(token, 'page');
      if (token === undefined || session === null) return null;
      const workspaces = await db.all<{ account_id: string; name: string; role: Role }>(
        'select m.account_id, a.name, m.role from member m join account a on a.account_id = m.account_id where m.user_id = ? order by a.name', [session.userId]);
      return { session, csrf: hash('csrf', token), workspaces: workspaces.map((row) => ({ accountId: row.account_id, name: row.name, role: row.role })) };
    },
    signOut: async (token) => {
      await db.run('update session set revoked_at = kiln_now() where token_hash = ? and revoked_at is null', [hash('session', token)]);
    },
    memberNames: async (accountId) => {
      const rows = await db.all<{ user_id: string; name: string }>('select m.user_id, u.name from member m join app_user u on u.user_id = m.user_id where m.account_id = ?', [accountId]);
      return new Map(rows.map((row) => [row.user_id, row.name]));
    },
    async createLink(accountId, userId) {
      const token = newToken();
      await db.run('insert into sign_in_link (token_hash, account_id, user_id, expires_at, used_at) values (?, ?, ?, kiln_now() + ?, null)', [hash('link', token), accountId, userId, SIGN_IN_LINK_MS]);
      return token;
    },
    linkOwner: async (token) =>
      (await first<{ email: string }>(db, 'select u.email from sign_in_link l join app_user u on u.user_id = l.user_id where l.token_hash = ? and l.used_at is null and l.expires_at > kiln_now()', [hash('link', token)])) ?? null,
    redeemLink: (token) =>
      db.transaction(async (tx) => {
        const used = await tx.run('update sign_in_link set used_at = kiln_now() where token_hash = ? and used_at is null and expires_at > kiln_now()', [hash('link', token)]);
        if (used === 0) return null;
        const who = await one<{ account_id: string; user_id: string }>(tx, 'select account_id, user_id from sign_in_link where token_hash = ?', [hash('link', token)]);
        const session = await insertSession(tx, 'page', { accountId: who.account_id, userId: who.user_id, deviceId: null }, PAGE_SESSION_MS);
        return { token: session, expiresInMs: PAGE_SESSION_MS };
      }),
    async forgetExpired() {
      await db.run('delete from device_code where expires_at <= kiln_now()');
      await db.run('delete from sign_in_link where expires_at <= kiln_now()');
      await db.run('delete from session where expires_at <= kiln_now()');
    },
  };
}
