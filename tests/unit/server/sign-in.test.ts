import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Mail } from '../../../server/identity/mail.ts';
import { safeNext } from '../../../server/http/page-kit.ts';
import { startServer, type RunningServer } from '../../../server/start.ts';
import { personAt } from './signed-in.ts';
import { hit, scriptedEngine } from './world.ts';

const PASSWORD = 'a long enough secret';
let server: RunningServer;
let mails: Mail[];
beforeEach(async () => {
  mails = [];
  server = await startServer({
    port: 0, host: '127.0.0.1', dataDir: ':memory:', extensionIds: [], trustProxy: true, owner: { workspace: 'W', email: 'Owner@Kiln.example', name: 'Owner' },
    engine: scriptedEngine(() => hit({})), providerIds: new Set(), sendMail: async (mail) => void mails.push(mail),
  });
  await server.identity.pages.setPassword(server.owner.userId, PASSWORD);
});
afterEach(() => server.close());

const send = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${server.url}${path}`, { method: 'POST', redirect: 'manual', headers: { origin: server.url, ...headers }, body: new URLSearchParams(fields) });
const from = (address: string): Record<string, string> => ({ 'x-forwarded-for': address });
const withoutEmail = (text: string, email: string): string => text.replaceAll(email, '');

describe('signing in on a page', () => {
  it('sets one guarded cookie and goes on to where the person was going', async () => {
    const first = await fetch(`${server.url}/members`, { redirect: 'manual' });
    expect(first.headers.get('location')).toBe('/sign-in?next=%2Fmembers');
    const asked = await fetch(`${server.url}/sign-in?next=%2Fmembers`);
    const next = asked.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const answer = await send('/sign-in/password', { email: 'owner@kiln.example', password: PASSWORD }, { cookie: next });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/members']);
    const cookie = answer.headers.getSetCookie().find((line) => line.startsWith('kiln_session='));
    expect(cookie).toMatch(/; HttpOnly; SameSite=Lax$/);
    const page = await fetch(`${server.url}/members`, { headers: { cookie: cookie?.split(';')[0] ?? '' } });
    expect(page.status).toBe(200);
  });
  it('goes on nowhere else', () => {
    for (const next of ['//evil.example', '/\\evil.example', 'https://evil.example', '/a?b=//c', '/a#b', 'javascript:alert(1)', '', undefined]) expect(safeNext(next)).toBe('/');
    expect(safeNext('/members')).toBe('/members');
  });
  it('answers the same for a wrong password and for a person who is not there, and takes as long', async () => {
    const times = new Map<string, number>();
    const pages: string[] = [];
    const [owner, nobody] = ['owner@kiln.example', 'nobody@kiln.example'] as const;
    for (const email of [owner, nobody, nobody, owner]) {
      const started = performance.now();
      const answer = await send('/sign-in/password', { email, password: 'a wrong but long secret' });
      times.set(email, Math.min(times.get(email) ?? Infinity, performance.now() - started));
      expect(answer.status).toBe(401);
      expect(answer.headers.getSetCookie()).toEqual([]);
      pages.push(withoutEmail(await answer.text(), email));
    }
    expect(new Set(pages).size).toBe(1);
    // Both hash; without that the one would answer in a few milliseconds. The faster of two: a machine may be busy for a moment.
    expect(Math.max(...times.values()) / Math.min(...times.values())).toBeLessThan(12);
  });
  it('lets five guesses a minute through, from one address and for one person', async () => {
    const fromOne: number[] = [];
    for (let i = 0; i < 6; i++) fromOne.push((await send('/sign-in/password', { email: `somebody-${i}@kiln.example`, password: 'guess' }, from('198.51.100.7'))).status);
    expect(fromOne).toEqual([401, 401, 401, 401, 401, 429]);
    const forOne: number[] = [];
    for (let i = 0; i < 6; i++) forOne.push((await send('/sign-in/password', { email: 'owner@kiln.example', password: 'guess' }, from(`198.51.100.${20 + i}`))).status);
    expect(forOne).toEqual([401, 401, 401, 401, 401, 429]);
  });
  it('mails a link to who has an account, and tells nobody who that is', async () => {
    const pages: string[] = [];
    for (const email of ['owner@kiln.example', 'nobody@kiln.example']) pages.push(withoutEmail(await (await send('/sign-in/mail', { email })).text(), email));
    expect(pages[0]).toBe(pages[1]);
    await expect.poll(() => mails.length, { timeout: 10_000 }).toBe(1);
    expect(mails[0]?.to).toBe('owner@kiln.example');
    const link = /http\S+/.exec(mails[0]?.text ?? '')?.[0] ?? '';
    expect((await fetch(link)).status).toBe(200); // a scanner that looks at it uses nothing up
    expect((await send('/sign-in', { token: new URL(link).searchParams.get('token') ?? '' })).status).toBe(303);
    expect((await fetch(link)).status).toBe(410);
  });
  it('takes no form of another site', async () => {
    for (const path of ['/sign-in', '/sign-in/password', '/sign-in/mail', '/sign-in/passkey/options', '/sign-in/passkey', '/invitation']) {
      expect((await send(path, {}, { origin: 'https://evil.example' })).status).toBe(403);
      expect((await fetch(`${server.url}${path}`, { method: 'POST', body: new URLSearchParams({}) })).status).toBe(403);
    }
  });
  it('takes no passkey that is not one', async () => {
    for (const body of ['', 'null', '[]', '{"id":"x","response":{}}', JSON.stringify({ id: 'x'.repeat(300), rawId: 'x', type: 'public-key', response: { authenticatorData: 'x', clientDataJSON: 'e30', signature: 'x' }, clientExtensionResults: {} })]) {
      const answer = await fetch(`${server.url}/sign-in/passkey`, { method: 'POST', headers: { origin: server.url, 'content-type': 'application/json' }, body });
      expect(answer.status).toBe(401);
    }
  });
});

describe('a link that was mailed', () => {
  const mailed = async (to: string): Promise<string> => {
    await expect.poll(() => mails.some((mail) => mail.to === to), { timeout: 10_000 }).toBe(true);
    return new URL(/http\S+/.exec(mails.findLast((mail) => mail.to === to)?.text ?? '')?.[0] ?? '').searchParams.get('token') ?? '';
  };
  it('of an invitation is shown to nobody who invites, so that only its reader can be that address', async () => {
    const admin = await personAt(server);
    await admin.get('/members');
    const answer = await admin.post('/members/invite', { email: 'Victim@Kiln.example', role: 'editor' });
    const page = answer.location === null ? answer : await admin.get(answer.location);
    const token = await mailed('Victim@Kiln.example');
    for (const text of [answer.text, page.text]) {
      expect(text).not.toContain(token);
      expect(text).not.toContain('/invitation?token=');
    }
    expect(page.text).toContain('on its way by mail');
    const joined = await send('/invitation', { token, name: 'Victoria', password: PASSWORD });
    expect(joined.status).toBe(303);
    const login = await server.identity.pages.signInByPassword('victim@kiln.example', PASSWORD, 'Test');
    const visit = await server.identity.visit(new Headers({ cookie: `kiln_session=${login?.token ?? ''}` }));
    expect(await server.identity.profile.isVerified(visit?.session.userId ?? '')).toBe(true);
  });
  it('to a new address changes nothing when it is opened, and only its own person can say yes', async () => {
    const [owner, email] = [await personAt(server), async () => (await server.identity.links.owner('new@kiln.example'))?.userId ?? null];
    await owner.get('/profile');
    await owner.post('/profile/email', { email: 'new@kiln.example' });
    const token = await mailed('new@kiln.example');
    const path = `/profile/email/confirm?token=${token}`;
    for (let times = 0; times < 2; times++) expect((await fetch(`${server.url}${path}`)).status).toBe(200);
    expect(await email()).toBeNull();
    expect((await send('/profile/email/confirm', { token })).headers.get('location')).toBe('/sign-in');
    const invited = await server.identity.members.invite(server.owner, 'other@kiln.example', 'viewer');
    const other = invited.kind === 'ok' ? await server.identity.members.accept(invited.token, { name: 'Other' }) : invited;
    if (other.kind !== 'ok') throw new Error(other.kind);
    const theirs = { cookie: `kiln_session=${(await server.identity.pages.openSession(other.userId, 'link', 'Test')).token}` };
    const csrf = (await server.identity.visit(new Headers(theirs)))?.csrf ?? '';
    expect(await (await fetch(`${server.url}${path}`, { headers: theirs })).text()).toContain('Another account asked for this');
    expect((await send('/profile/email/confirm', { token, csrf }, theirs)).status).toBe(410);
    expect(await email()).toBeNull();
    expect((await owner.get(path)).text).toContain('new@kiln.example');
    expect((await owner.post('/profile/email/confirm', { token })).location).toBe('/profile?told=email');
    expect(await email()).toBe(server.owner.userId);
    expect((await fetch(`${server.url}${path}`)).status).toBe(410);
  });
});
