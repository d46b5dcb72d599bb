import { randomBytes } from 'node:crypto';
import { EMAIL_CHANGE_MS, FORGET_TOKENS, FRESH_SIGN_IN_MS, SIGN_IN_LINK_MS } from '../../lib/core/identity-limits.ts';
import { uuidV7 } from '../../lib/core/ids.ts';
import { first, one, type Database, type Sql } from '../sql/sql.ts';
import { proveAddress } from './address-proof.ts';
import { createDeviceCodes, type DeviceCodes } from './device-codes.ts';
import { createDeviceTokens, type DeviceTokens } from './device-tokens.ts';
import { createDevices, type Devices } from './devices.ts';
import { createMembers, normalEmail, type Members } from './members.ts';
import { createPagesAuth, type PageLogin, type PagesAuth } from './pages-auth.ts';
import { createPasskeys, type Passkeys } from './passkeys.ts';
import { scopesOf, type Session, type Visit } from './ports.ts';
import { newToken, type Hasher } from './tokens.ts';
import { createWorkspaces, type Workspaces } from './workspaces.ts';

export type { Role, Session } from './ports.ts';
export const SESSION_COOKIE = 'kiln_session';

/** Who may act for which account. Tokens and codes are stored as keyed hashes only. */
export interface Identity {
  readonly codes: DeviceCodes;
  readonly tokens: DeviceTokens;
  readonly devices: Devices;
  readonly members: Members;
  readonly workspaces: Workspaces;
  readonly pages: PagesAuth;
  readonly passkeys: Passkeys;
  readonly links: Links;
  readonly profile: Profile;
  /** Who visits the pages, by the request's cookies. */
  visit(headers: Headers): Promise<Visit | null>;
  forgetExpired(): Promise<void>;
}

/** One-time links that sign a person in. */
export interface Links {
  create(accountId: string, userId: string, mailed?: boolean): Promise<string>;
  /** The person with this address and a workspace of theirs; null for nobody, which the caller must not show. */
  owner(email: string): Promise<{ readonly accountId: string; readonly userId: string } | null>;
  /** Whom a link would sign in; looking does not use it up, so a mail scanner that follows it does no harm. */
  look(token: string): Promise<{ readonly email: string } | null>;
  /** Uses a link up and opens a page session. `hasEndedEarlier`: this proved the address, and ended what was set before it was proved. */
  redeem(token: string, userAgent: string): Promise<(PageLogin & { readonly hasEndedEarlier: boolean }) | null>;
}

/** What a person says of themself. */
export interface Profile {
  rename(userId: string, name: string): Promise<void>;
  isVerified(userId: string): Promise<boolean>;
  /** The token to send to the new address. */
  askEmail(userId: string, email: string): Promise<string>;
  /** Whose address a token would change, and to which; looking does not use it up. */
  lookEmail(token: string): Promise<{ readonly userId: string; readonly email: string } | null>;
  /** By the person who asked for it, at a page: the address alone proves no more than that somebody reads it. */
  confirmEmail(token: string, by: { readonly userId: string; readonly sessionId: string }): Promise<'ok' | 'ended_earlier' | 'not_found' | 'taken'>;
  /** Without proof, where the server sends no mail. False when another person has the address. */
  setEmail(userId: string, email: string): Promise<boolean>;
  sessions(userId: string): Promise<readonly { readonly sessionId: string; readonly userAgent: string; readonly createdAt: number }[]>;
  endSession(userId: string, sessionId: string): Promise<void>;
  endOtherSessions(userId: string, keepSessionId: string): Promise<void>;
}

const newId = (): string => uuidV7(Date.now(), randomBytes(16));
const cookieOf = (headers: Headers, name: string): string | undefined => new RegExp(`(?:^|;\\s*)${name}=([^;]+)`).exec(headers.get('cookie') ?? '')?.[1];

/** @param publicUrl where browsers see the pages; passkeys are bound to it */
export function createIdentity(db: Database, hash: Hasher, publicUrl: () => string = () => 'http://localhost'): Identity {
  const tokens = createDeviceTokens(db, hash);
  const pages = createPagesAuth(db, hash, newId);
  const members = createMembers(db, hash, newId);
  const workspaces = createWorkspaces(db, newId);
  const links = createLinks(db, hash, pages);

  async function visit(headers: Headers): Promise<Visit | null> {
    const token = cookieOf(headers, SESSION_COOKIE);
    const page = token === undefined ? null : await pages.session(token);
    if (token === undefined || page === null) return null;
    const [person, mine] = [await one<{ name: string; email: string }>(db, 'select name, email from app_user where user_id = ?', [page.userId]), await workspaces.of(page.userId)];
    const workspace = mine.find((one) => one.accountId === page.workspaceId) ?? mine[0];
    if (workspace === undefined) return null;
    const session: Session = {
      accountId: workspace.accountId, userId: page.userId, deviceId: null, deviceLabel: null, name: person.name, email: person.email, role: workspace.role, workspace: workspace.name,
      scopes: scopesOf(workspace.role), isOut: false,
    };
    return { session, workspaces: mine, csrf: hash('csrf', token), sessionId: page.sessionId, token, isFresh: page.signedInBy !== 'password' && Date.now() - page.createdAt < FRESH_SIGN_IN_MS };
  }

  return {
    tokens, pages, members, workspaces, links,
    codes: createDeviceCodes(db, hash, tokens, newId),
    devices: createDevices(db),
    passkeys: createPasskeys(db, hash, publicUrl),
    profile: createProfile(db, hash),
    visit,
    async forgetExpired() {
      for (const table of ['device_code', 'sign_in_link', 'auth_session', 'auth_verification', 'passkey_challenge', 'email_change']) await db.run(`delete from ${table} where expires_at <= (select kiln_now())`);
      for (const table of ['access_token', 'refresh_token']) {
        // Each account by itself: no statement changes rows of two.
        const ended = await db.all<{ account_id: string }>(`select account_id from ${table} where expires_at <= (select kiln_now()) order by expires_at limit ?`, [FORGET_TOKENS]);
        for (const accountId of new Set(ended.map((row) => row.account_id))) await db.run(`delete from ${table} where account_id = ? and expires_at <= (select kiln_now())`, [accountId]);
      }
    },
  };
}

function createLinks(db: Database, hash: Hasher, pages: PagesAuth): Links {
  return {
    async create(accountId, userId, mailed = false) {
      const token = newToken();
      await db.run('insert into sign_in_link (token_hash, account_id, user_id, expires_at, used_at, mailed) values (?, ?, ?, kiln_now() + ?, null, ?)', [hash('link', token), accountId, userId, SIGN_IN_LINK_MS, mailed ? 1 : 0]);
      return token;
    },
    async owner(email) {
      const row = await first<{ account_id: string; user_id: string }>(
        db, 'select m.account_id, m.user_id from app_user u join member m on m.user_id = u.user_id where u.email = ? and m.removed_at is null order by m.created_at limit 1', [normalEmail(email)]);
      return row === undefined ? null : { accountId: row.account_id, userId: row.user_id };
    },
    look: async (token) =>
      (await first<{ email: string }>(db, 'select u.email from sign_in_link l join app_user u on u.user_id = l.user_id where l.token_hash = ? and l.used_at is null and l.expires_at > kiln_now()', [hash('link', token)])) ?? null,
    async redeem(token, userAgent) {
      const used = await db.transaction(async (tx) => {
        const taken = await tx.run('update sign_in_link set used_at = kiln_now() where token_hash = ? and used_at is null and expires_at > kiln_now()', [hash('link', token)]);
        if (taken === 0) return null;
        const who = await one<{ account_id: string; user_id: string; mailed: number }>(tx, 'select account_id, user_id, mailed from sign_in_link where token_hash = ?', [hash('link', token)]);
        return { ...who, hasEndedEarlier: who.mailed === 1 && (await proveAddress(tx, who.user_id)) };
      });
      return used === null ? null : { ...(await pages.openSession(used.user_id, 'link', userAgent, used.account_id)), hasEndedEarlier: used.hasEndedEarlier };
    },
  };
}

function createProfile(db: Database, hash: Hasher): Profile {
  const isTaken = async (sql: Sql, email: string, userId: string): Promise<boolean> => (await first(sql, 'select user_id from app_user where email = ? and user_id <> ?', [email, userId])) !== undefined;
  return {
    rename: async (userId, name) => {
      await db.run('update app_user set name = ?, updated_at = kiln_now() where user_id = ?', [name, userId]);
    },
    isVerified: async (userId) => (await one<{ email_verified: number }>(db, 'select email_verified from app_user where user_id = ?', [userId])).email_verified === 1,
    async askEmail(userId, email) {
      const token = newToken();
      await db.run('delete from email_change where user_id = ?', [userId]);
      await db.run('insert into email_change (token_hash, user_id, email, expires_at) values (?, ?, ?, kiln_now() + ?)', [hash('email-change', token), userId, normalEmail(email), EMAIL_CHANGE_MS]);
      return token;
    },
    async lookEmail(token) {
      const row = await first<{ user_id: string; email: string }>(db, 'select user_id, email from email_change where token_hash = ? and expires_at > kiln_now()', [hash('email-change', token)]);
      return row === undefined ? null : { userId: row.user_id, email: row.email };
    },
    confirmEmail: (token, { userId, sessionId }) =>
      db.transaction(async (tx) => {
        const row = await first<{ email: string }>(tx, `select email from email_change where token_hash = ? and user_id = ? and expires_at > kiln_now()${tx.lock}`, [hash('email-change', token), userId]);
        if (row === undefined) return 'not_found';
        await tx.run('delete from email_change where token_hash = ?', [hash('email-change', token)]);
        if (await isTaken(tx, row.email, userId)) return 'taken';
        const hasEnded = await proveAddress(tx, userId, sessionId);
        await tx.run('update app_user set email = ?, updated_at = kiln_now() where user_id = ?', [row.email, userId]);
        return hasEnded ? 'ended_earlier' : 'ok';
      }),
    async setEmail(userId, given) {
      const email = normalEmail(given);
      if (await isTaken(db, email, userId)) return false;
      await db.run('update app_user set email = ?, email_verified = 0, updated_at = kiln_now() where user_id = ?', [email, userId]);
      return true;
    },
    async sessions(userId) {
      const rows = await db.all<{ session_id: string; user_agent: string | null; created_at: number }>('select session_id, user_agent, created_at from auth_session where user_id = ? and expires_at > kiln_now() order by created_at desc', [userId]);
      return rows.map((row) => ({ sessionId: row.session_id, userAgent: row.user_agent ?? '', createdAt: row.created_at }));
    },
    endSession: async (userId, sessionId) => {
      await db.run('delete from auth_session where user_id = ? and session_id = ?', [userId, sessionId]);
    },
    endOtherSessions: async (userId, keepSessionId) => {
      await db.run('delete from auth_session where user_id = ? and session_id <> ?', [userId, keepSessionId]);
    },
  };
}
