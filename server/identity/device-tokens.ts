import { ACCESS_TOKEN_MS, PUSH_ONLY_MS, REFRESH_TOKEN_MS } from '../../lib/core/identity-limits.ts';
import { first, type Database, type Sql, type Tx } from '../sql/sql.ts';
import { audit } from '../audit.ts';
import { scopesOf, type Role, type Scope, type Session } from './ports.ts';
import { accountOf, accountToken, isSame, type Hasher } from './tokens.ts';

export interface TokenPair {
  readonly access: string;
  readonly refresh: string;
  readonly expiresInMs: number;
}
export type Refreshed = { readonly kind: 'token'; readonly tokens: TokenPair } | { readonly kind: 'invalid_grant' };
export interface RefreshInput {
  readonly refreshToken: string;
  readonly deviceId: string;
  /** The device's own name for this attempt, kept until it is answered. */
  readonly requestId: string;
}

/**
 * A device's tokens. Access lives minutes; each refresh token is used once and yields its successor.
 * What a refresh yields follows from the old token and the request's id by a keyed hash: the same request asked again, because its
 * answer was lost, gets the same answer, and nothing readable is stored for that.
 */
export interface DeviceTokens {
  /** The first tokens of a sign-in. `seed` is a secret that only the device has; the same seed gives the same tokens. */
  open(tx: Tx, signIn: { readonly accountId: string; readonly signInId: string; readonly seed: string }): Promise<TokenPair>;
  /** The tokens that `open` gave, while nothing came of them yet. */
  again(tx: Tx, signIn: { readonly accountId: string; readonly seed: string }): Promise<TokenPair | null>;
  /** One use of an old refresh token by another request ends the sign-in: somebody has a copy. */
  refresh(input: RefreshInput): Promise<Refreshed>;
  /** Whose access token it is. */
  session(access: string): Promise<Session | null>;
  signOut(access: string): Promise<void>;
}

interface RefreshRow {
  sign_in_id: string;
  device_id: string;
  user_id: string;
  ended_at: number | null;
  used_at: number | null;
  request_id: string | null;
  expires_at: number;
  now: number;
}

export function createDeviceTokens(db: Database, hash: Hasher): DeviceTokens {
  const derive = (accountId: string, kind: 'access' | 'refresh', seed: string): string => accountToken(accountId, hash(`derived-${kind}`, seed));

  async function store(tx: Tx, accountId: string, signInId: string, seed: string): Promise<TokenPair> {
    const [access, refresh] = [derive(accountId, 'access', seed), derive(accountId, 'refresh', seed)];
    await tx.run(
      `insert into access_token (account_id, token_hash, sign_in_id, expires_at) values (?, ?, ?, kiln_now() + ?)
       on conflict (account_id, token_hash) do update set expires_at = excluded.expires_at`,
      [accountId, hash('access', access), signInId, ACCESS_TOKEN_MS],
    );
    await tx.run(
      `insert into refresh_token (account_id, token_hash, sign_in_id, created_at, expires_at, used_at, request_id) values (?, ?, ?, kiln_now(), kiln_now() + ?, null, null)
       on conflict (account_id, token_hash) do nothing`,
      [accountId, hash('refresh', refresh), signInId, REFRESH_TOKEN_MS],
    );
    return { access, refresh, expiresInMs: ACCESS_TOKEN_MS };
  }

  const findRefresh = (tx: Tx, accountId: string, token: string): Promise<RefreshRow | undefined> =>
    first<RefreshRow>(
      tx,
      `select s.sign_in_id, s.device_id, s.user_id, s.ended_at, r.used_at, r.request_id, r.expires_at, kiln_now() as now
       from refresh_token r join device_sign_in s on s.account_id = r.account_id and s.sign_in_id = r.sign_in_id
       where r.account_id = ? and r.token_hash = ?${tx.lock}`,
      [accountId, hash('refresh', token)],
    );

  async function end(tx: Tx, accountId: string, row: RefreshRow, why: 'reuse' | 'other_device'): Promise<Refreshed> {
    await tx.run('update device_sign_in set ended_at = ?, ended_why = ? where account_id = ? and sign_in_id = ? and ended_at is null', [row.now, why, accountId, row.sign_in_id]);
    await audit(tx, accountId, { actor: row.user_id, action: `device.${why}`, target: row.device_id });
    return { kind: 'invalid_grant' };
  }

  return {
    open: (tx, { accountId, signInId, seed }) => store(tx, accountId, signInId, seed),
    async again(tx, { accountId, seed }) {
      const row = await findRefresh(tx, accountId, derive(accountId, 'refresh', seed));
      return row === undefined || row.ended_at !== null || row.used_at !== null ? null : store(tx, accountId, row.sign_in_id, seed);
    },
    refresh: (input) =>
      db.transaction(async (tx): Promise<Refreshed> => {
        const accountId = accountOf(input.refreshToken);
        const row = accountId === null ? undefined : await findRefresh(tx, accountId, input.refreshToken);
        if (accountId === null || row === undefined || row.ended_at !== null || row.expires_at <= row.now) return { kind: 'invalid_grant' };
        if (!isSame(row.device_id, input.deviceId)) return end(tx, accountId, row, 'other_device');
        const seed = `${input.refreshToken} ${input.requestId}`;
        if (row.used_at !== null) {
          if (row.request_id !== input.requestId) return end(tx, accountId, row, 'reuse');
          // The same request once more. If its answer has been used it was not lost: this is an echo, and harmless.
          const successor = await findRefresh(tx, accountId, derive(accountId, 'refresh', seed));
          if (successor === undefined || successor.used_at !== null) return { kind: 'invalid_grant' };
        }
        await tx.run('update refresh_token set used_at = coalesce(used_at, ?), request_id = ? where account_id = ? and token_hash = ?', [row.now, input.requestId, accountId, hash('refresh', input.refreshToken)]);
        await tx.run('update device set last_seen_at = ? where account_id = ? and device_id = ?', [row.now, accountId, row.device_id]);
        return { kind: 'token', tokens: await store(tx, accountId, row.sign_in_id, seed) };
      }),
    session: (access) => sessionOf(db, hash, access),
    async signOut(access) {
      const accountId = accountOf(access);
      if (accountId === null) return;
      await db.run(
        `update device_sign_in set ended_at = kiln_now(), ended_why = 'signed_out'
         where account_id = ? and ended_at is null and sign_in_id in (select sign_in_id from access_token where account_id = ? and token_hash = ?)`,
        [accountId, accountId, hash('access', access)],
      );
    },
  };
}

interface SessionRow {
  user_id: string;
  device_id: string;
  scopes: string;
  label: string;
  name: string;
  email: string;
  role: Role;
  workspace: string;
  out_at: number | null;
  now: number;
}

/** Role, removal and revocation are read with every request: they hold at once, not when a token ends. */
async function sessionOf(sql: Sql, hash: Hasher, access: string): Promise<Session | null> {
  const accountId = accountOf(access);
  if (accountId === null) return null;
  const row = await first<SessionRow>(
    sql,
    `select s.user_id, s.device_id, s.scopes, d.label, u.name, u.email, m.role, a.name as workspace, coalesce(d.revoked_at, m.removed_at) as out_at, kiln_now() as now
     from access_token t
     join device_sign_in s on s.account_id = t.account_id and s.sign_in_id = t.sign_in_id
     join device d on d.account_id = s.account_id and d.device_id = s.device_id
     join member m on m.account_id = s.account_id and m.user_id = s.user_id
     join account a on a.account_id = s.account_id
     join app_user u on u.user_id = s.user_id
     where t.account_id = ? and t.token_hash = ? and t.expires_at > kiln_now() and s.ended_at is null`,
    [accountId, hash('access', access)],
  );
  if (row === undefined || (row.out_at !== null && row.now >= row.out_at + PUSH_ONLY_MS)) return null;
  const asked = row.scopes.split(' ');
  const scopes: readonly Scope[] = row.out_at === null ? scopesOf(row.role).filter((scope) => scope === 'push' || asked.includes(scope)) : ['push'];
  return {
    accountId, userId: row.user_id, deviceId: row.device_id, deviceLabel: row.label, name: row.name, email: row.email, role: row.role, workspace: row.workspace, scopes,
    isOut: row.out_at !== null,
  };
}
