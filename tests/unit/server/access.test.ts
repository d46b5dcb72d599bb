/** Every route with every role. What a route does with another account's rows is in isolation.test.ts. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../../server/identity/ports.ts';
import type { Access } from '../../../server/http/access.ts';
import { ACCESS } from '../../../server/http/app.ts';
import { startServer, type RunningServer } from '../../../server/start.ts';
import { callersAt, type Person } from './callers.ts';
import { chargeRequest, hit, scriptedEngine, spendOp } from './world.ts';

const ROLES: readonly Role[] = ['viewer', 'editor', 'admin'];
const RANK: Readonly<Record<Role, number>> = { viewer: 0, editor: 1, admin: 2 };
const LEAST: Readonly<Record<string, Role>> = { push: 'viewer', sync: 'viewer', charge: 'editor', admin: 'admin' };
const CANARY = 'Canaryworkspace';

let server: RunningServer;

beforeAll(async () => {
  server = await startServer({
    port: 0, host: '127.0.0.1', dataDir: ':memory:', extensionIds: [], trustProxy: true, owner: { workspace: CANARY, email: 'canary-owner@example.com', name: 'Canaryname' },
    engine: scriptedEngine(() => hit({ workEmail: 'canary-lead@example.com' })), providerIds: new Set(['hunter']), sandboxUrl: 'http://127.0.0.1:9', sandboxKeys: (id) => `practice-${id}-0000`,
  });
});
afterAll(() => server.close());

const callers = callersAt(() => server);
const { from, visitor, asDevice, asPerson, deviceToken } = callers;
/** A member of the first workspace. */
const person = (role: Role): Promise<Person> => callers.join(server.owner, role);

/** Whether a status means that the door was open, whatever was found behind it. */
const entrance = (status: number): string => (status === 401 || status === 403 ? 'forbidden' : status >= 500 ? `broke with ${status}` : 'in');
async function inOrder<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}
const rows = (by: Access['by']): [string, Access][] => Object.entries(ACCESS).filter(([, access]) => access.by === by);

describe('every route for devices', () => {
  const tokens = new Map<Role | 'revoked' | 'removed', string>();
  beforeAll(async () => {
    for (const role of ROLES) tokens.set(role, await deviceToken(await person(role), `device-of-${role}`));
    const revoked = await person('admin');
    tokens.set('revoked', await deviceToken(revoked, 'device-revoked'));
    await server.identity.devices.revoke(server.owner, 'device-revoked');
    const removed = await person('admin');
    tokens.set('removed', await deviceToken(removed, 'device-removed'));
    await server.identity.members.remove(server.owner, removed.userId);
  });

  // Sign-out ends the token that it is called with; the suite of the tokens has it.
  it.each(rows('device').filter(([route]) => route !== 'POST /v1/sign-out'))('%s asks for its scope', async (route, access) => {
    const scope = access.by === 'device' ? access.scope : 'admin';
    for (const token of [null, 'A'.repeat(60)]) expect((await asDevice(route, token, 'nothing-0000')).status).toBe(401);
    const least = RANK[LEAST[scope] ?? 'admin'];
    const statuses = await inOrder(ROLES, async (role) => (await asDevice(route, tokens.get(role) ?? '', 'nothing-0000')).status);
    expect(statuses.map(entrance)).toEqual(ROLES.map((role) => (RANK[role] >= least ? 'in' : 'forbidden')));
    const out = await inOrder(['revoked', 'removed'] as const, async (who) => {
      const answer = await asDevice(route, tokens.get(who) ?? '', 'nothing-0000');
      return answer.status === 403 ? ((await answer.json()) as { error: string }).error : entrance(answer.status);
    });
    expect(out).toEqual(Array(2).fill(scope === 'push' ? 'in' : 'revoked'));
  });

  it('takes in what a revoked device has spent, and gives it nothing new', async () => {
    const token = tokens.get('revoked') ?? '';
    const pushed = await asDevice('POST /v1/sync/push', token, '', { deviceId: 'device-revoked', ledgerEpoch: 1, baseN: 0, ops: [spendOp(1, { chargeId: 'late-charge-0001' }, 'late-op-0001')] });
    expect([pushed.status, await pushed.json()]).toMatchObject([200, { lastN: 1 }]);
    expect((await asDevice('POST /v1/charges', token, '', chargeRequest({ deviceId: 'device-revoked' }))).status).toBe(403);
  });
});

describe('what a colleague bought and holds', () => {
  it('is shown to nobody else of the workspace, admin or not', async () => {
    const buyer = await person('editor');
    const bought = await deviceToken(buyer, 'device-buyer');
    const charge = chargeRequest({ deviceId: 'device-buyer' });
    expect((await asDevice('POST /v1/charges', bought, '', charge)).status).toBe(200);
    expect((await asDevice('POST /v1/leases', bought, '', { requestId: 'lease-of-buyer-1', deviceId: 'device-buyer', ledgerEpoch: 1, meter: 'actions', want: 1_000_000 })).status).toBe(200);
    expect(await (await asDevice('GET /v1/charges/:id', bought, charge.chargeId)).text()).toContain('canary-lead@example.com');
    const pullOf = (token: string) => fetch(`${server.url}/v1/sync/pull?device=device-buyer`, { headers: { ...from(), authorization: `Bearer ${token}` } });
    expect(((await (await pullOf(bought)).json()) as { device: { openLeases: unknown[] } }).device.openLeases).toHaveLength(1);
    for (const role of ROLES) {
      const token = await deviceToken(await person(role), `device-curious-${role}`);
      const looks = [await asDevice('GET /v1/charges/:id', token, charge.chargeId), await asDevice('POST /v1/charges', token, '', charge), await pullOf(token)];
      expect(looks.map((answer) => answer.status)).toEqual([404, role === 'viewer' ? 403 : 422, 403]);
      for (const answer of looks) expect(await answer.text()).not.toMatch(/canary-lead|lease-of-buyer/);
    }
  });
});

describe('every page', () => {
  it.each(rows('page'))('%s asks for a person with the role', async (route, access) => {
    const nobody = await asPerson(route, null, 'nothing-0000');
    expect([nobody.status, nobody.headers.get('location')?.split('?')[0]]).toEqual([303, '/sign-in']);
    const least = RANK[access.by === 'page' ? access.least : 'admin'];
    const entrances = await inOrder(ROLES, async (role) => {
      const answer = await asPerson(route, await visitor(await person(role)), 'nothing-0000');
      return answer.status === 403 && (await answer.text()).includes('Not for your role') ? 'forbidden' : entrance(answer.status);
    });
    expect(entrances).toEqual(ROLES.map((role) => (RANK[role] >= least ? 'in' : 'forbidden')));
  });

  it.each(rows('page').filter(([route]) => !route.startsWith('GET')))('%s takes no form of another site, and none without the token of the visit', async (route) => {
    const visit = await visitor(await person('admin'));
    expect((await asPerson(route, visit, 'nothing-0000', {}, 'https://evil.example')).status).toBe(403);
    expect((await asPerson(route, { ...visit, csrf: 'x'.repeat(64) }, 'nothing-0000')).status).toBe(403);
  });

  it('carries its guards', async () => {
    const page = await asPerson('GET /profile', await visitor(await person('viewer')), '');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
    expect(page.headers.get('x-frame-options')).toBe('DENY');
    expect(await page.text()).not.toMatch(/<script(?! src=)|<style|style=|\son[a-z]+="/);
  });
});
