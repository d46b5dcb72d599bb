/** Identity on a database: the same suite on SQLite and PostgreSQL. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ACCESS_TOKEN_MS, DEVICE_CODE_MS, DEVICE_POLL_MS, INVITATION_MS, MAIL_ATTEMPTS, MAIL_RETRY_MS, PUSH_ONLY_MS, REFRESH_TOKEN_MS, SIGN_IN_LINK_MS } from '../../lib/core/identity-limits.ts';
import { createIdentity, SESSION_COOKIE, type Identity } from '../../server/identity/identity.ts';
import { createOutbox, type Mail } from '../../server/identity/mail.ts';
import type { TokenPair } from '../../server/identity/device-tokens.ts';
import { createHasher, readUserCode } from '../../server/identity/tokens.ts';
import { createWebhooks } from '../../server/webhooks/endpoints.ts';
import type { Database } from '../../server/sql/sql.ts';
import { ACCOUNT, USER, fill } from '../unit/server/world.ts';
import type { DatabaseUnderTest } from './under-test.ts';

const OTHER = 'account-2';
const ME = { accountId: ACCOUNT, userId: USER };

export function identityConformance(name: string, place: DatabaseUnderTest): void {
  describe(`identity on ${name}`, () => {
    let db: Database;
    let advance: (ms: number) => Promise<void>;
    let identity: Identity;
    let vault: Awaited<ReturnType<typeof fill>>['vault'];
    let n = 0;
    const hash = createHasher(Buffer.alloc(32, 5));
    beforeAll(async () => {
      ({ db, advance } = await place.open());
      ({ vault } = await fill(db, [ACCOUNT, OTHER]));
      await db.run(`delete from member where account_id = ?`, [OTHER]);
      identity = createIdentity(db, hash, () => 'http://localhost:8787');
    });
    afterAll(() => place.close());
    beforeEach(() => void n++);

    const deviceId = (suffix = ''): string => `device-${String(n).padStart(4, '0')}${suffix}`;
    async function approved(by = ME, device = deviceId()): Promise<{ tokens: TokenPair; deviceCode: string }> {
      const grant = await identity.codes.start({ deviceId: device, label: 'Chrome on Linux', askedFrom: 'here', scopes: ['sync', 'charge'] });
      expect(await identity.codes.decide(readUserCode(grant.userCode) ?? '', by, true)).toBe(true);
      const poll = await identity.codes.poll(grant.deviceCode);
      if (poll.kind !== 'token') throw new Error(`no token: ${poll.kind}`);
      return { tokens: poll.tokens, deviceCode: grant.deviceCode };
    }
    const refresh = (tokens: TokenPair, requestId: string, device = deviceId()) => identity.tokens.refresh({ refreshToken: tokens.refresh, deviceId: device, requestId });
    async function refreshed(tokens: TokenPair, requestId: string): Promise<TokenPair> {
      const answer = await refresh(tokens, requestId);
      if (answer.kind !== 'token') throw new Error('not refreshed');
      return answer.tokens;
    }
    /** A new person in the workspace. */
    async function joined(role: 'admin' | 'editor' | 'viewer', account = ACCOUNT): Promise<{ accountId: string; userId: string; email: string }> {
      const email = `p${n}-${role}-${Math.floor(performance.now() * 1_000)}@example.com`;
      const invited = await identity.members.invite({ accountId: account, userId: USER }, email, role);
      if (invited.kind !== 'ok') throw new Error(invited.kind);
      const accepted = await identity.members.accept(invited.token, { name: `Person ${n}` });
      if (accepted.kind !== 'ok') throw new Error(accepted.kind);
      return { accountId: account, userId: accepted.userId, email };
    }
    const cookie = (token: string): Headers => new Headers({ cookie: `${SESSION_COOKIE}=${token}` });
    const readable = async (secret: string): Promise<string[]> => {
      const found: string[] = [];
      for (const table of ['device_code', 'device_sign_in', 'access_token', 'refresh_token', 'sign_in_link', 'invitation', 'auth_session', 'auth_credential', 'auth_verification', 'mail_outbox', 'audit', 'email_change', 'passkey_challenge']) {
        if (JSON.stringify(await db.all(`select * from ${table}`)).includes(secret)) found.push(table);
      }
      return found;
    };

    describe('device codes', () => {
      it('are answered once the person has decided, end after their time, and are stored readable nowhere', async () => {
        const grant = await identity.codes.start({ deviceId: deviceId(), label: 'Edge', askedFrom: 'here', scopes: ['sync'] });
        expect(await identity.codes.poll(grant.deviceCode)).toEqual({ kind: 'authorization_pending' });
        expect(await identity.codes.poll(grant.deviceCode)).toEqual({ kind: 'slow_down' });
        expect(await identity.codes.pending(grant.userCode)).toMatchObject({ label: 'Edge', askedFrom: hash('address', 'here'), scopes: ['sync'] });
        for (const secret of [grant.deviceCode, grant.userCode]) expect(await readable(secret)).toEqual([]);
        await advance(DEVICE_CODE_MS);
        expect(await identity.codes.pending(grant.userCode)).toBeNull();
        expect(await identity.codes.decide(grant.userCode, ME, true)).toBe(false);
        expect(await identity.codes.poll(grant.deviceCode)).toEqual({ kind: 'expired_token' });
      });
      it('give a lost answer again until something came of it', async () => {
        const { tokens, deviceCode } = await approved();
        await advance(DEVICE_POLL_MS);
        expect(await identity.codes.poll(deviceCode)).toMatchObject({ kind: 'token', tokens: { access: tokens.access, refresh: tokens.refresh } });
        await refreshed(tokens, 'request-1');
        await advance(DEVICE_POLL_MS);
        expect(await identity.codes.poll(deviceCode)).toEqual({ kind: 'expired_token' });
      });
      it('are decided once, also by two at the same time', async () => {
        const grant = await identity.codes.start({ deviceId: deviceId(), label: 'Chrome', askedFrom: 'here', scopes: ['sync'] });
        const decided = await Promise.all([identity.codes.decide(grant.userCode, ME, true), identity.codes.decide(grant.userCode, ME, false)]);
        expect(decided.filter(Boolean)).toHaveLength(1);
      });
      it('of a device that is another member’s are not taken', async () => {
        await approved();
        const other = await joined('editor');
        const grant = await identity.codes.start({ deviceId: deviceId(), label: 'Chrome', askedFrom: 'here', scopes: ['sync'] });
        await identity.codes.decide(grant.userCode, other, true);
        expect(await identity.codes.poll(grant.deviceCode)).toEqual({ kind: 'foreign_device' });
      });
    });

    describe('tokens', () => {
      it('are stored readable nowhere and live a quarter of an hour', async () => {
        const { tokens } = await approved();
        for (const secret of [tokens.access, tokens.refresh, tokens.refresh.split('.')[1] ?? '']) expect(await readable(secret)).toEqual([]);
        expect(await identity.tokens.session(tokens.access)).toMatchObject({ accountId: ACCOUNT, userId: USER, deviceId: deviceId(), scopes: ['push', 'sync', 'charge'], isOut: false });
        await advance(ACCESS_TOKEN_MS);
        expect(await identity.tokens.session(tokens.access)).toBeNull();
        const next = await refreshed(tokens, 'request-1');
        expect((await identity.tokens.session(next.access))?.deviceId).toBe(deviceId());
      });
      it('give the same answer to the same request, in any number and at once', async () => {
        const { tokens } = await approved();
        const answers = await Promise.all(Array.from({ length: 6 }, () => refreshed(tokens, 'request-1')));
        expect(new Set(answers.map((one) => one.refresh)).size).toBe(1);
        await advance(30 * 24 * 3_600_000);
        expect(await refreshed(tokens, 'request-1')).toEqual(answers[0]);
        expect(await identity.tokens.session(answers[0]?.access ?? '')).not.toBeNull();
      });
      it('take an echo of an old request for what it is, and end nothing', async () => {
        const { tokens } = await approved();
        const second = await refreshed(tokens, 'request-1');
        const third = await refreshed(second, 'request-2');
        expect(await refresh(tokens, 'request-1')).toEqual({ kind: 'invalid_grant' });
        expect(await identity.tokens.session(third.access)).not.toBeNull();
      });
      it('end when an old one comes with another request: somebody has a copy', async () => {
        const { tokens } = await approved();
        const second = await refreshed(tokens, 'request-1');
        expect(await refresh(tokens, 'request-of-a-thief')).toEqual({ kind: 'invalid_grant' });
        expect(await identity.tokens.session(second.access)).toBeNull();
        expect(await refresh(second, 'request-2')).toEqual({ kind: 'invalid_grant' });
        expect(await db.all(`select action, target from audit where account_id = ? and action = 'device.reuse' and target = ?`, [ACCOUNT, deviceId()])).toHaveLength(1);
      });
      it('are for one device', async () => {
        const { tokens } = await approved();
        expect(await refresh(tokens, 'request-1', 'device-of-another')).toEqual({ kind: 'invalid_grant' });
        expect(await identity.tokens.session(tokens.access)).toBeNull();
      });
      it('end after their time, with a sign-out and with a new sign-in of the device', async () => {
        const { tokens } = await approved();
        await identity.tokens.signOut(tokens.access);
        expect(await identity.tokens.session(tokens.access)).toBeNull();
        expect(await refresh(tokens, 'request-1')).toEqual({ kind: 'invalid_grant' });
        const again = (await approved()).tokens;
        const anew = (await approved()).tokens;
        expect(await identity.tokens.session(again.access)).toBeNull();
        const isSignedIn = async () => (await identity.devices.list(ACCOUNT)).find((one) => one.deviceId === deviceId())?.isSignedIn;
        expect(await isSignedIn()).toBe(true);
        await advance(REFRESH_TOKEN_MS);
        expect(await refresh(anew, 'request-1')).toEqual({ kind: 'invalid_grant' });
        expect(await isSignedIn()).toBe(false);
        await identity.forgetExpired();
        expect(await db.all('select token_hash from refresh_token where account_id = ? and token_hash = ?', [ACCOUNT, hash('refresh', anew.refresh)])).toEqual([]);
      });
      it('of nobody are nobody’s', async () => {
        for (const token of ['', '.', 'a.b', 'x'.repeat(300), `${Buffer.from(ACCOUNT).toString('base64url')}.${'0'.repeat(64)}`]) {
          expect(await identity.tokens.session(token)).toBeNull();
          expect(await identity.tokens.refresh({ refreshToken: token, deviceId: deviceId(), requestId: 'request-1' })).toEqual({ kind: 'invalid_grant' });
        }
      });
    });

    describe('a device that was revoked and a member that was removed', () => {
      it('may hand in what they spent and nothing else, for a while', async () => {
        const { tokens } = await approved();
        expect(await identity.devices.revoke(ME, deviceId())).toBe(true);
        expect(await identity.tokens.session(tokens.access)).toMatchObject({ scopes: ['push'], isOut: true });
        const later = await refreshed(tokens, 'request-1');
        expect(await identity.tokens.session(later.access)).toMatchObject({ scopes: ['push'] });
        await advance(PUSH_ONLY_MS);
        expect(await identity.tokens.session((await refreshed(later, 'request-2')).access)).toBeNull();
      });
      it('sign in again like new ones', async () => {
        await approved();
        await identity.devices.revoke(ME, deviceId());
        const { tokens } = await approved();
        expect(await identity.tokens.session(tokens.access)).toMatchObject({ scopes: ['push', 'sync', 'charge'], isOut: false });
        const member = await joined('editor');
        const theirs = (await approved(member, deviceId('-b'))).tokens;
        expect(await identity.members.remove(ME, member.userId)).toBe('ok');
        expect(await identity.tokens.session(theirs.access)).toMatchObject({ scopes: ['push'], isOut: true });
        const grant = await identity.codes.start({ deviceId: deviceId('-c'), label: 'Chrome', askedFrom: 'here', scopes: ['sync'] });
        await identity.codes.decide(grant.userCode, member, true);
        expect(await identity.codes.poll(grant.deviceCode)).toEqual({ kind: 'access_denied' });
        expect((await identity.members.names(ACCOUNT)).get(member.userId)).toBe(`Person ${n}`);
      });
      it('are told of to the webhooks that asked for it, in the transaction of the change', async () => {
        const topics = ['member.invited', 'member.joined', 'member.changed', 'member.removed'] as const;
        const hook = await createWebhooks(db, vault, randomUUID).create(ACCOUNT, { url: 'https://hooks.example.com/members', label: 'CRM', topics: [...topics] }, USER);
        const member = await joined('editor');
        await identity.members.changeRole(ME, member.userId, 'viewer');
        await identity.members.remove(ME, member.userId);
        const told = await db.all<{ topic: string }>('select m.topic from webhook_delivery d join webhook_message m on m.account_id = d.account_id and m.msg_id = d.msg_id where d.account_id = ? and d.endpoint_id = ?', [ACCOUNT, hook?.endpoint.endpointId ?? '']);
        expect(told.map(({ topic }) => topic).toSorted()).toEqual([...topics].toSorted());
      });
      it('lose at once what a lower role may not', async () => {
        const member = await joined('editor');
        const { tokens } = await approved(member);
        expect((await identity.tokens.session(tokens.access))?.scopes).toContain('charge');
        await identity.members.changeRole(ME, member.userId, 'viewer');
        expect((await identity.tokens.session(tokens.access))?.scopes).toEqual(['push', 'sync']);
      });
      it('are revoked by their owner or an admin only', async () => {
        await approved();
        const member = await joined('editor');
        expect(await identity.devices.revoke(member, deviceId(), member.userId)).toBe(false);
        expect(await identity.devices.revoke({ accountId: OTHER, userId: USER }, deviceId())).toBe(false);
        expect((await identity.devices.list(ACCOUNT, member.userId)).map((one) => one.deviceId)).not.toContain(deviceId());
        expect((await identity.devices.list(OTHER)).map((one) => one.deviceId)).not.toContain(deviceId());
      });
    });

    describe('members', () => {
      it('keep one admin, also when two admins leave at the same time', async () => {
        const accountId = await identity.workspaces.create(USER, 'Two admins');
        const second = await joined('admin', accountId ?? '');
        const left = await Promise.all([USER, second.userId].map((userId) => identity.members.remove({ accountId: accountId ?? '', userId }, userId)));
        expect(left.toSorted()).toEqual(['last_admin', 'ok']);
        const rest = await identity.members.list(accountId ?? '');
        expect(rest.map((one) => one.role)).toEqual(['admin']);
        expect(await identity.members.changeRole({ accountId: accountId ?? '', userId: USER }, rest[0]?.userId ?? '', 'viewer')).toBe('last_admin');
      });
      it('hand over', async () => {
        const accountId = (await identity.workspaces.create(USER, 'Handed over')) ?? '';
        const next = await joined('viewer', accountId);
        expect(await identity.members.transfer({ accountId, userId: USER }, next.userId)).toBe('ok');
        expect(new Map((await identity.members.list(accountId)).map((one) => [one.userId, one.role]))).toEqual(new Map([[USER, 'editor'], [next.userId, 'admin']]));
      });
      it('are invited once for an address, by a link that works once and for a week', async () => {
        const email = `invited-${n}@example.com`;
        const first = await identity.members.invite(ME, email.toUpperCase(), 'viewer');
        const second = await identity.members.invite(ME, email, 'editor');
        if (first.kind !== 'ok' || second.kind !== 'ok') throw new Error('not invited');
        expect(await readable(second.token)).toEqual([]);
        expect(await identity.members.invitation(first.token)).toBeNull();
        expect(await identity.members.invitation(second.token)).toMatchObject({ email, role: 'editor', isKnown: false, workspace: 'Workspace' });
        const both = await Promise.all([1, 2].map(() => identity.members.accept(second.token, { name: 'Ada' })));
        expect(both.map((one) => one.kind).toSorted()).toEqual(['not_found', 'ok']);
        expect(await identity.members.invite(ME, email, 'viewer')).toEqual({ kind: 'already_member' });
        const late = await identity.members.invite(ME, `late-${n}@example.com`, 'viewer');
        await advance(INVITATION_MS);
        expect(late.kind === 'ok' && (await identity.members.invitation(late.token))).toBeNull();
      });
      it('cannot become a known person by a link alone', async () => {
        const known = await joined('viewer');
        const accountId = (await identity.workspaces.create(USER, 'Another')) ?? '';
        const invited = await identity.members.invite({ accountId, userId: USER }, known.email, 'admin');
        if (invited.kind !== 'ok') throw new Error(invited.kind);
        expect((await identity.members.invitation(invited.token))?.isKnown).toBe(true);
        expect(await identity.members.accept(invited.token, { name: 'Somebody else' })).toEqual({ kind: 'sign_in_first' });
        expect(await identity.members.accept(invited.token, { userId: known.userId })).toMatchObject({ kind: 'ok', userId: known.userId });
      });
    });

    describe('pages', () => {
      it('know a person by a password, which is stored hashed, and by nothing near it', async () => {
        const person = await joined('editor');
        expect(await identity.pages.signInByPassword(person.email, 'a long enough secret', 'Test')).toBeNull();
        await identity.pages.setPassword(person.userId, 'a long enough secret');
        expect(await readable('a long enough secret')).toEqual([]);
        const login = await identity.pages.signInByPassword(person.email.toUpperCase(), 'a long enough secret', 'Test');
        expect(login).not.toBeNull();
        expect(await readable(login?.token ?? 'none')).toEqual([]);
        expect(await identity.visit(cookie(login?.token ?? ''))).toMatchObject({ session: { userId: person.userId, accountId: ACCOUNT, role: 'editor' }, isFresh: false });
        for (const [email, password] of [[person.email, 'a long enough secreT'], [person.email, ''], ['nobody@example.com', 'a long enough secret']] as const) expect(await identity.pages.signInByPassword(email, password, 'Test')).toBeNull();
        await identity.pages.setPassword(person.userId, 'another long secret');
        expect(await identity.pages.signInByPassword(person.email, 'a long enough secret', 'Test')).toBeNull();
        expect(await identity.pages.isPassword(person.userId, 'another long secret')).toBe(true);
        await identity.profile.endOtherSessions(person.userId, 'none');
        expect(await identity.visit(cookie(login?.token ?? ''))).toBeNull();
      });
      it('know a person by a link that works once and for a day', async () => {
        const token = await identity.links.create(ACCOUNT, USER, true);
        expect(await readable(token)).toEqual([]);
        expect(await identity.links.look(token)).toEqual({ email: 'owner@kiln.example' });
        const both = await Promise.all([identity.links.redeem(token, 'Test'), identity.links.redeem(token, 'Test')]);
        expect(both.filter((one) => one !== null)).toHaveLength(1);
        expect(await identity.visit(cookie(both.find((one) => one !== null)?.token ?? ''))).toMatchObject({ isFresh: true });
        expect(await identity.profile.isVerified(USER)).toBe(true);
        const late = await identity.links.create(ACCOUNT, USER);
        await advance(SIGN_IN_LINK_MS);
        expect([await identity.links.look(late), await identity.links.redeem(late, 'Test')]).toEqual([null, null]);
        expect(await identity.links.owner('nobody@example.com')).toBeNull();
      });
      it('show the workspace that was chosen, and another when that one is left', async () => {
        const person = await joined('viewer');
        const second = (await identity.workspaces.create(person.userId, 'Own')) ?? '';
        const login = await identity.pages.openSession(person.userId, 'link', 'Test');
        await identity.pages.chooseWorkspace(login.token, ACCOUNT);
        expect((await identity.visit(cookie(login.token)))?.session).toMatchObject({ accountId: ACCOUNT, role: 'viewer' });
        await identity.members.remove(ME, person.userId);
        expect((await identity.visit(cookie(login.token)))?.session).toMatchObject({ accountId: second, role: 'admin' });
        await identity.pages.endSession(login.token);
        expect(await identity.visit(cookie(login.token))).toBeNull();
      });
      it('take a new address when its link was opened, unless another has it', async () => {
        const [person, other] = [await joined('viewer'), await joined('editor')];
        const token = await identity.profile.askEmail(person.userId, `New-${n}@Example.com`);
        expect(await readable(token)).toEqual([]);
        const by = { userId: person.userId, sessionId: 'here' };
        expect(await identity.profile.confirmEmail(token, by)).toBe('ok');
        expect(await identity.profile.confirmEmail(token, by)).toBe('not_found');
        expect((await identity.links.owner(`new-${n}@example.com`))?.userId).toBe(person.userId);
        expect(await identity.profile.confirmEmail(await identity.profile.askEmail(person.userId, other.email), by)).toBe('taken');
        expect(await identity.profile.setEmail(person.userId, other.email)).toBe(false);
      });
    });

    describe('mail', () => {
      it('leaves once, is tried again when it was not taken, and is stored sealed', async () => {
        const [sent, told]: [Mail[], string[]] = [[], []];
        let isDown = true;
        const outbox = createOutbox(db, vault, () => `mail-${n}-${Math.floor(performance.now() * 1_000)}`, async (mail) => {
          if (isDown) throw new Error('no connection');
          sent.push(mail);
        }, (event) => void told.push(event));
        await outbox.put(ACCOUNT, { to: 'ada@example.com', subject: 'Hello', text: 'secret-link-in-a-mail' });
        expect(await readable('secret-link-in-a-mail')).toEqual([]);
        await outbox.sweep();
        isDown = false;
        await outbox.sweep();
        expect(sent).toEqual([]); // not before its time
        await advance(70_000);
        await Promise.all([outbox.sweep(), outbox.sweep()]);
        await outbox.sweep();
        expect(sent).toEqual([{ to: 'ada@example.com', subject: 'Hello', text: 'secret-link-in-a-mail' }]);
        expect(await db.all('select mail_id from mail_outbox')).toEqual([]);
        isDown = true;
        await outbox.put(ACCOUNT, { to: 'nobody@example.com', subject: 'Hello', text: 'never taken' });
        for (let tries = 0; tries < MAIL_ATTEMPTS; tries++) {
          expect(await db.all('select attempts from mail_outbox')).toEqual([{ attempts: tries }]);
          await outbox.sweep();
          await advance(MAIL_RETRY_MS * 2 ** tries);
        }
        expect(await db.all('select mail_id from mail_outbox')).toEqual([]);
        expect(told.at(-1)).toBe('mail.given_up');
      });
    });
  });
}
