import { ACCOUNT_INVITATIONS, ACCOUNT_MEMBERS, INVITATION_MS } from '../../lib/core/identity-limits.ts';
import { first, one, type Database, type Tx } from '../sql/sql.ts';
import { audit } from '../audit.ts';
import type { Actor, Role } from './ports.ts';
import { accountOf, accountToken, newToken, type Hasher } from './tokens.ts';

export interface Member {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly since: number;
  readonly devices: number;
}
export interface Invitation {
  readonly invitationId: string;
  readonly email: string;
  readonly role: Role;
  readonly expiresAt: number;
}
export interface OpenInvitation {
  readonly accountId: string;
  readonly workspace: string;
  readonly email: string;
  readonly role: Role;
  readonly invitedBy: string;
  /** A person with this address exists and has to sign in to accept: a link alone must not become that person. */
  readonly isKnown: boolean;
}
export type MemberChange = 'ok' | 'not_found' | 'last_admin';
export type Invited = { readonly kind: 'ok'; readonly invitationId: string; readonly token: string } | { readonly kind: 'already_member' | 'too_many' };
export type Accepted = { readonly kind: 'ok'; readonly accountId: string; readonly userId: string; readonly isNewPerson: boolean } | { readonly kind: 'not_found' | 'sign_in_first' | 'too_many' };

/** Members of a workspace and invitations into it. A workspace always has an admin. */
export interface Members {
  list(accountId: string): Promise<readonly Member[]>;
  /** All who are or were members, by id: entries of the ledger keep naming those who left. */
  names(accountId: string): Promise<ReadonlyMap<string, string>>;
  invitations(accountId: string): Promise<readonly Invitation[]>;
  /** @param mailed the link goes to the address by mail and is shown to nobody: who accepts it reads that address */
  invite(by: Actor, email: string, role: Role, mailed?: boolean): Promise<Invited>;
  withdraw(by: Actor, invitationId: string): Promise<boolean>;
  invitation(token: string): Promise<OpenInvitation | null>;
  /** As the person who is signed in, or as a new one with a name. */
  accept(token: string, as: { readonly userId: string } | { readonly name: string }): Promise<Accepted>;
  changeRole(by: Actor, userId: string, role: Role): Promise<MemberChange>;
  /** Their devices may still hand in what they have spent, and nothing else. Removing oneself is leaving. */
  remove(by: Actor, userId: string): Promise<MemberChange>;
  /** Makes another member admin and oneself editor. */
  transfer(by: Actor, userId: string): Promise<MemberChange>;
}

export const normalEmail = (email: string): string => email.trim().toLowerCase();

export function createMembers(db: Database, hash: Hasher, newId: () => string): Members {
  /** One change of a workspace's members at a time, so that two admins cannot each remove the other. */
  const inTurn = <T>(accountId: string, work: (tx: Tx) => Promise<T>): Promise<T> =>
    db.transaction(async (tx) => {
      await tx.all(`select account_id from account where account_id = ?${tx.lock}`, [accountId]);
      return work(tx);
    });
  const roleOf = async (tx: Tx, accountId: string, userId: string): Promise<Role | undefined> =>
    (await first<{ role: Role }>(tx, 'select role from member where account_id = ? and user_id = ? and removed_at is null', [accountId, userId]))?.role;
  async function isLastAdmin(tx: Tx, accountId: string, userId: string): Promise<boolean> {
    const { n } = await one<{ n: number }>(tx, `select count(*) as n from member where account_id = ? and role = 'admin' and removed_at is null and user_id <> ?`, [accountId, userId]);
    return n === 0;
  }
  const setRole = (tx: Tx, accountId: string, userId: string, role: Role) => tx.run('update member set role = ? where account_id = ? and user_id = ?', [role, accountId, userId]);

  async function join(tx: Tx, accountId: string, userId: string, role: Role): Promise<'ok' | 'too_many'> {
    const { n } = await one<{ n: number }>(tx, 'select count(*) as n from member where account_id = ? and removed_at is null', [accountId]);
    if (n >= ACCOUNT_MEMBERS) return 'too_many';
    // Who is in already keeps the role: an invitation of an admin for a viewer's place must not lower it.
    await tx.run(
      `insert into member (account_id, user_id, role, created_at, removed_at) values (?, ?, ?, kiln_now(), null)
       on conflict (account_id, user_id) do update set role = excluded.role, removed_at = null where member.removed_at is not null`,
      [accountId, userId, role],
    );
    return 'ok';
  }

  return {
    async list(accountId) {
      const rows = await db.all<{ user_id: string; name: string; email: string; role: Role; created_at: number; devices: number }>(
        `select m.user_id, u.name, u.email, m.role, m.created_at,
           (select count(*) from device d where d.account_id = m.account_id and d.user_id = m.user_id and d.revoked_at is null) as devices
         from member m join app_user u on u.user_id = m.user_id where m.account_id = ? and m.removed_at is null order by lower(u.name), m.user_id`,
        [accountId],
      );
      return rows.map((row) => ({ userId: row.user_id, name: row.name, email: row.email, role: row.role, since: row.created_at, devices: row.devices }));
    },
    async names(accountId) {
      const rows = await db.all<{ user_id: string; name: string }>('select m.user_id, u.name from member m join app_user u on u.user_id = m.user_id where m.account_id = ?', [accountId]);
      return new Map(rows.map((row) => [row.user_id, row.name]));
    },
    async invitations(accountId) {
      const rows = await db.all<{ invitation_id: string; email: string; role: Role; expires_at: number }>(
        'select invitation_id, email, role, expires_at from invitation where account_id = ? and ended_at is null and expires_at > kiln_now() order by created_at', [accountId]);
      return rows.map((row) => ({ invitationId: row.invitation_id, email: row.email, role: row.role, expiresAt: row.expires_at }));
    },
    invite: (by, given, role, mailed = false) =>
      inTurn(by.accountId, async (tx): Promise<Invited> => {
        const email = normalEmail(given);
        const known = await first(tx, 'select m.user_id from member m join app_user u on u.user_id = m.user_id where m.account_id = ? and m.removed_at is null and u.email = ?', [by.accountId, email]);
        if (known !== undefined) return { kind: 'already_member' };
        const { n } = await one<{ n: number }>(tx, 'select count(*) as n from invitation where account_id = ? and ended_at is null and expires_at > kiln_now()', [by.accountId]);
        if (n >= ACCOUNT_INVITATIONS) return { kind: 'too_many' };
        await tx.run(`update invitation set ended_at = kiln_now(), ended_by = ? where account_id = ? and email = ? and ended_at is null`, [by.userId, by.accountId, email]);
        const [invitationId, token] = [newId(), accountToken(by.accountId, newToken())];
        await tx.run(
          `insert into invitation (account_id, invitation_id, token_hash, email, role, invited_by, created_at, expires_at, ended_at, ended_by, mailed) values (?, ?, ?, ?, ?, ?, kiln_now(), kiln_now() + ?, null, null, ?)`,
          [by.accountId, invitationId, hash('invitation', token), email, role, by.userId, INVITATION_MS, mailed ? 1 : 0],
        );
        await audit(tx, by.accountId, { actor: by.userId, action: 'member.invited', target: `${email} as ${role}` });
        return { kind: 'ok', invitationId, token };
      }),
    withdraw: (by, invitationId) =>
      inTurn(by.accountId, async (tx) => {
        const ended = await tx.run('update invitation set ended_at = kiln_now(), ended_by = ? where account_id = ? and invitation_id = ? and ended_at is null', [by.userId, by.accountId, invitationId]);
        if (ended === 1) await audit(tx, by.accountId, { actor: by.userId, action: 'member.invitation-withdrawn', target: invitationId });
        return ended === 1;
      }),
    async invitation(token) {
      const accountId = accountOf(token);
      const row = accountId === null ? undefined : await first<{ workspace: string; email: string; role: Role; inviter: string; known: string | null }>(
        db,
        `select a.name as workspace, i.email, i.role, u.name as inviter, k.user_id as known
         from invitation i join account a on a.account_id = i.account_id join app_user u on u.user_id = i.invited_by left join app_user k on k.email = i.email
         where i.account_id = ? and i.token_hash = ? and i.ended_at is null and i.expires_at > kiln_now()`,
        [accountId, hash('invitation', token)],
      );
      return row === undefined || accountId === null ? null : { accountId, workspace: row.workspace, email: row.email, role: row.role, invitedBy: row.inviter, isKnown: row.known !== null };
    },
    async accept(token, as) {
      const accountId = accountOf(token);
      if (accountId === null) return { kind: 'not_found' };
      return inTurn(accountId, async (tx): Promise<Accepted> => {
        const row = await first<{ invitation_id: string; email: string; role: Role; mailed: number }>(
          tx, `select invitation_id, email, role, mailed from invitation where account_id = ? and token_hash = ? and ended_at is null and expires_at > kiln_now()${tx.lock}`, [accountId, hash('invitation', token)]);
        if (row === undefined) return { kind: 'not_found' };
        let userId: string;
        const isNewPerson = 'name' in as;
        if ('name' in as) {
          userId = newId();
          const made = await tx.run('insert into app_user (user_id, email, name, email_verified, created_at, updated_at) values (?, ?, ?, ?, kiln_now(), kiln_now()) on conflict (email) do nothing', [userId, row.email, as.name, row.mailed]);
          if (made === 0) return { kind: 'sign_in_first' };
        } else userId = as.userId;
        if ((await join(tx, accountId, userId, row.role)) === 'too_many') return { kind: 'too_many' };
        await tx.run('update invitation set ended_at = kiln_now(), ended_by = ? where account_id = ? and invitation_id = ?', [userId, accountId, row.invitation_id]);
        await audit(tx, accountId, { actor: userId, action: 'member.joined', target: `${row.email} as ${row.role}` });
        return { kind: 'ok', accountId, userId, isNewPerson };
      });
    },
    changeRole: (by, userId, role) =>
      inTurn(by.accountId, async (tx): Promise<MemberChange> => {
        const before = await roleOf(tx, by.accountId, userId);
        if (before === undefined) return 'not_found';
        if (before === 'admin' && role !== 'admin' && (await isLastAdmin(tx, by.accountId, userId))) return 'last_admin';
        await setRole(tx, by.accountId, userId, role);
        if (before !== role) await audit(tx, by.accountId, { actor: by.userId, action: 'member.role', target: `${userId}: ${before} to ${role}` });
        return 'ok';
      }),
    remove: (by, userId) =>
      inTurn(by.accountId, async (tx): Promise<MemberChange> => {
        const role = await roleOf(tx, by.accountId, userId);
        if (role === undefined) return 'not_found';
        if (role === 'admin' && (await isLastAdmin(tx, by.accountId, userId))) return 'last_admin';
        await tx.run('update member set removed_at = kiln_now() where account_id = ? and user_id = ?', [by.accountId, userId]);
        await tx.run('delete from sign_in_link where account_id = ? and user_id = ?', [by.accountId, userId]);
        await audit(tx, by.accountId, { actor: by.userId, action: by.userId === userId ? 'member.left' : 'member.removed', target: userId });
        return 'ok';
      }),
    transfer: (by, userId) =>
      inTurn(by.accountId, async (tx): Promise<MemberChange> => {
        if (userId === by.userId || (await roleOf(tx, by.accountId, userId)) === undefined) return 'not_found';
        await setRole(tx, by.accountId, userId, 'admin');
        await setRole(tx, by.accountId, by.userId, 'editor');
        await audit(tx, by.accountId, { actor: by.userId, action: 'member.transfer', target: userId });
        return 'ok';
      }),
  };
}
