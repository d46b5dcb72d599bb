/** What a person may have kept from before the address was proved: nothing that somebody else could have set. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIdentity, SESSION_COOKIE, type Identity } from '../../server/identity/identity.ts';
import { createHasher } from '../../server/identity/tokens.ts';
import type { Database } from '../../server/sql/sql.ts';
import { ACCOUNT, USER, fill } from '../unit/server/world.ts';
import type { DatabaseUnderTest } from './under-test.ts';

const ME = { accountId: ACCOUNT, userId: USER };
const PASSWORD = 'a long enough secret';

export function addressProofConformance(name: string, place: DatabaseUnderTest): void {
  describe(`the proof of an address on ${name}`, () => {
    let db: Database;
    let identity: Identity;
    let n = 0;
    beforeAll(async () => {
      ({ db } = await place.open());
      await fill(db);
      identity = createIdentity(db, createHasher(Buffer.alloc(32, 5)), () => 'http://localhost:8787');
    });
    afterAll(() => place.close());

    const visit = (token: string) => identity.visit(new Headers({ cookie: `${SESSION_COOKIE}=${token}` }));
    async function invited(mailed: boolean): Promise<{ userId: string; email: string }> {
      const email = `invited-${++n}@example.com`;
      const made = await identity.members.invite(ME, email, 'editor', mailed);
      const joined = made.kind === 'ok' ? await identity.members.accept(made.token, { name: `Person ${n}` }) : made;
      if (joined.kind !== 'ok') throw new Error(joined.kind);
      return { userId: joined.userId, email };
    }
    async function approvedCode(userId: string, deviceId: string): Promise<string> {
      const grant = await identity.codes.start({ deviceId, label: 'Chrome', askedFrom: 'here', scopes: ['sync', 'charge'] });
      await identity.codes.decide(grant.userCode, { accountId: ACCOUNT, userId }, true);
      return grant.deviceCode;
    }
    /** All that whoever holds the person can set to come back later. */
    async function settled(who: { userId: string; email: string }) {
      await identity.pages.setPassword(who.userId, PASSWORD);
      await db.run(`insert into passkey (passkey_id, user_id, public_key, counter, transports, label, created_at, last_used_at) values (?, ?, 'key', 0, '', 'Key', 0, null)`, [`passkey-${n}`, who.userId]);
      const page = await identity.pages.openSession(who.userId, 'link', 'Test');
      const deviceId = `device-proof-${n}`;
      const deviceCode = await approvedCode(who.userId, deviceId);
      const poll = await identity.codes.poll(deviceCode);
      if (poll.kind !== 'token') throw new Error(poll.kind);
      const unpolled = await approvedCode(who.userId, `${deviceId}-unpolled`);
      return {
        page,
        async works() {
          return {
            password: (await identity.pages.signInByPassword(who.email, PASSWORD, 'Test')) !== null,
            passkeys: (await identity.passkeys.list(who.userId)).length,
            page: (await visit(page.token)) !== null,
            device: (await identity.tokens.session(poll.tokens.access)) !== null,
            refresh: (await identity.tokens.refresh({ refreshToken: poll.tokens.refresh, deviceId, requestId: 'request-1' })).kind === 'token',
            code: (await identity.codes.poll(unpolled)).kind === 'token',
          };
        },
      };
    }
    const mailedLink = async (userId: string) => identity.links.redeem(await identity.links.create(ACCOUNT, userId, true), 'Test');
    const NOTHING = { password: false, passkeys: 0, page: false, device: false, refresh: false, code: false };
    const ALL = { password: true, passkeys: 1, page: true, device: true, refresh: true, code: true };

    it('ends what was set by whoever opened a link that was handed over', async () => {
      const planted = await invited(false);
      const before = await settled(planted);
      expect(await identity.profile.isVerified(planted.userId)).toBe(false);
      const login = await mailedLink(planted.userId);
      expect(login).toMatchObject({ hasEndedEarlier: true });
      expect(await before.works()).toEqual(NOTHING);
      expect(await identity.profile.isVerified(planted.userId)).toBe(true);
      expect(await visit(login?.token ?? '')).toMatchObject({ session: { userId: planted.userId }, isFresh: true });
    });
    it('ends a code of a device that was approved and has nothing yet, also when it is all there is', async () => {
      const planted = await invited(false);
      const code = await approvedCode(planted.userId, 'device-planted');
      expect(await mailedLink(planted.userId)).toMatchObject({ hasEndedEarlier: true });
      expect(await identity.codes.poll(code)).toEqual({ kind: 'access_denied' });
    });
    it('ends nothing of others, and nothing a second time', async () => {
      const [other, mine] = [await invited(false), await invited(false)];
      await identity.pages.setPassword(other.userId, PASSWORD);
      expect(await mailedLink(mine.userId)).toMatchObject({ hasEndedEarlier: false });
      const after = await settled(mine);
      expect(await mailedLink(mine.userId)).toMatchObject({ hasEndedEarlier: false });
      expect(await after.works()).toEqual(ALL);
      expect(await identity.pages.signInByPassword(other.email, PASSWORD, 'Test')).not.toBeNull();
    });
    it('is there from the start for who came by a link that was mailed', async () => {
      const honest = await invited(true);
      expect(await identity.profile.isVerified(honest.userId)).toBe(true);
      const before = await settled(honest);
      await mailedLink(honest.userId);
      expect(await before.works()).toEqual(ALL);
    });
    it('is not there for a link that was made on the server: nobody’s mail was read', async () => {
      const person = await invited(false);
      const before = await settled(person);
      await identity.links.redeem(await identity.links.create(ACCOUNT, person.userId), 'Test');
      expect(await identity.profile.isVerified(person.userId)).toBe(false);
      expect(await before.works()).toEqual(ALL);
    });
    it('of a new address is given by its own person alone, and leaves the browser that gave it', async () => {
      const [person, other] = [await invited(false), await invited(true)];
      n = Number(/\d+/.exec(person.email)?.[0]);
      const before = await settled(person);
      const here = { userId: person.userId, sessionId: (await visit(before.page.token))?.sessionId ?? '' };
      const token = await identity.profile.askEmail(person.userId, `new-${person.email}`);
      expect(await identity.profile.lookEmail(token)).toEqual({ userId: person.userId, email: `new-${person.email}` });
      expect(await identity.profile.confirmEmail(token, { userId: other.userId, sessionId: 'other' })).toBe('not_found');
      expect(await identity.profile.confirmEmail(token, here)).toBe('ended_earlier');
      expect(await before.works()).toEqual({ ...NOTHING, page: true });
      n += 10;
      const second = await settled({ ...person, email: `new-${person.email}` });
      expect(await identity.profile.confirmEmail(await identity.profile.askEmail(person.userId, `newer-${person.email}`), here)).toBe('ok');
      expect(await second.works()).toMatchObject({ passkeys: 1, page: true, device: true, refresh: true, code: true });
    });
  });
}
