/** Every route with every role and with another account's rows (property 34 of the ledger: no request can read or move them). */
import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SESSION_COOKIE } from '../../../server/identity/identity.ts';
import type { Role } from '../../../server/identity/ports.ts';
import type { Access } from '../../../server/http/access.ts';
import { ACCESS } from '../../../server/http/app.ts';
import { startServer, type RunningServer } from '../../../server/start.ts';
import { chargeRequest, hit, scriptedEngine, spendOp } from './world.ts';

const ROLES: readonly Role[] = ['viewer', 'editor', 'admin'];
const RANK: Readonly<Record<Role, number>> = { viewer: 0, editor: 1, admin: 2 };
const LEAST: Readonly<Record<string, Role>> = { push: 'viewer', sync: 'viewer', charge: 'editor', admin: 'admin' };
const CANARY = 'Canaryworkspace';

let server: RunningServer;
let dataDir: string;
let n = 0;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'kiln-access-'));
  server = await startServer({
    port: 0, host: '127.0.0.1', dataDir, kek: '09'.repeat(32), extensionIds: [], trustProxy: true, owner: { workspace: CANARY, email: 'canary-owner@example.com', name: 'Canaryname' },
    engine: scriptedEngine(() => hit({ workEmail: 'canary-lead@example.com' })), providerIds: new Set(['hunter']), sandboxUrl: 'http://127.0.0.1:9', sandboxKeys: (id) => `practice-${id}-0000`,
  });
});
afterAll(async () => {
  await server.close();
  rmSync(dataDir, { recursive: true, force: true });
});

interface Person {
  readonly accountId: string;
  readonly userId: string;
}
/** A member of the first workspace, or the admin of one of their own. */
async function person(role: Role, isElsewhere = false): Promise<Person> {
  const owner = server.owner;
  const invited = await server.identity.members.invite(owner, `somebody-${++n}@example.com`, role);
  const joined = invited.kind === 'ok' ? await server.identity.members.accept(invited.token, { name: `Somebody ${n}` }) : invited;
  if (joined.kind !== 'ok') throw new Error(joined.kind);
  if (!isElsewhere) return { accountId: owner.accountId, userId: joined.userId };
  const accountId = (await server.identity.workspaces.create(joined.userId, `Elsewhere ${n}`)) ?? '';
  await server.identity.members.remove(owner, joined.userId);
  return { accountId, userId: joined.userId };
}
async function deviceToken(who: Person, deviceId: string): Promise<string> {
  const grant = await server.identity.codes.start({ deviceId, label: `Canarydevice`, askedFrom: 'here', scopes: ['sync', 'charge', 'admin'] });
  await server.identity.codes.decide(grant.userCode, who, true);
  const poll = await server.identity.codes.poll(grant.deviceCode);
  if (poll.kind !== 'token') throw new Error(poll.kind);
  return poll.tokens.access;
}
async function visitor(who: Person): Promise<{ cookie: string; csrf: string }> {
  const { token } = await server.identity.pages.openSession(who.userId, 'link', 'Test', who.accountId);
  const cookie = `${SESSION_COOKIE}=${token}`;
  const visit = await server.identity.visit(new Headers({ cookie }));
  return { cookie, csrf: visit?.csrf ?? '' };
}

/** Each call comes from an address of its own: what is tested here is not the rates. */
const from = (): Record<string, string> => ({ 'x-forwarded-for': `198.51.100.${++n % 250}:${n}` });
const pathOf = (route: string, id: string): { method: string; path: string } => {
  const [method = '', path = ''] = route.split(' ');
  return { method, path: path.replace(/:\w+/g, encodeURIComponent(id)) };
};
function asDevice(route: string, token: string | null, id: string, body: unknown = {}): Promise<Response> {
  const { method, path } = pathOf(route, id);
  return fetch(`${server.url}${path}`, { method, headers: { ...from(), 'content-type': 'application/json', ...(token === null ? {} : { authorization: `Bearer ${token}` }) }, ...(method === 'GET' || method === 'DELETE' ? {} : { body: JSON.stringify(body) }) });
}
function asPerson(route: string, visit: { cookie: string; csrf: string } | null, id: string, fields: Readonly<Record<string, string>> = {}, origin = server.url): Promise<Response> {
  const { method, path } = pathOf(route, id);
  return fetch(`${server.url}${path}`, {
    method, redirect: 'manual', headers: { ...from(), ...(visit === null ? {} : { cookie: visit.cookie }), ...(method === 'GET' ? {} : { origin }) },
    ...(method === 'GET' ? {} : { body: new URLSearchParams({ csrf: visit?.csrf ?? '', ...fields }) }),
  });
}

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

describe('another account’s rows', () => {
  /** Copies of the feed for the pages, made by a loop when it comes to it. */
  const COPIES = new Set(['admin_cursor', 'entry', 'usage_day', 'usage_run', 'supplier_day']);
  /** All that the first workspace owns, as it lies in the database. */
  function owned(): string {
    const db = new DatabaseSync(join(dataDir, 'kiln.sqlite'), { readOnly: true });
    try {
      const tables = db.prepare(`select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`).all() as { name: string }[];
      return tables.flatMap(({ name }) => {
        const columns = (db.prepare(`select name from pragma_table_info(?)`).all(name) as { name: string }[]).map((one) => one.name);
        return columns.includes('account_id') && !COPIES.has(name) ? db.prepare(`select * from "${name}" where account_id = ?`).all(server.owner.accountId).map((row) => `${name} ${JSON.stringify(row)}`) : [];
      }).sort().join('\n');
    } finally {
      db.close();
    }
  }

  it('are neither shown nor moved by any route, whatever ids are given', async () => {
    const [victim, stranger] = [await person('editor'), await person('admin', true)];
    const token = await deviceToken(victim, 'device-victim');
    const charge = chargeRequest({ deviceId: 'device-victim' });
    expect((await asDevice('POST /v1/charges', token, '', charge)).status).toBe(200);
    const invited = await server.identity.members.invite(server.owner, 'canary-invited@example.com', 'viewer');
    const strange = await deviceToken(stranger, 'device-stranger');
    const theirs = { invitation: invited.kind === 'ok' ? invited.invitationId : '', member: victim.userId, device: 'device-victim', workspace: server.owner.accountId, role: 'viewer' };
    const ids = [server.owner.accountId, victim.userId, 'device-victim', charge.chargeId, theirs.invitation, 'hunter'];
    const before = owned();
    const canaries = [CANARY, 'Canaryname', 'canary-', victim.userId];

    for (const [route, access] of Object.entries(ACCESS)) {
      for (const id of route.includes(':') ? ids : ['']) {
        const bodies: unknown[] = [{}, charge, { deviceId: 'device-victim', ledgerEpoch: 1, baseN: 0, ops: [spendOp(1, { chargeId: charge.chargeId }, `stolen-op-${++n}`)] }, { reversalId: `stolen-reversal-${n}`, chargeId: charge.chargeId }];
        for (const body of access.by === 'device' ? bodies : [null]) {
          if (route === 'POST /v1/sign-out') continue;
          const answer = access.by === 'device' ? await asDevice(route, strange, id, body) : await asPerson(route, await visitor(stranger), id, access.by === 'page' ? theirs : {});
          const text = await answer.text();
          // The own page after "leave" and the like is a redirect; nothing of the other workspace may stand anywhere.
          for (const canary of canaries) expect(text.includes(canary) && !text.includes(`value="${canary}"`), `${canary} at ${route} ${id}`).toBe(false);
        }
      }
      // Whatever it did to itself, it goes on as an admin of its own workspace.
      if (access.by === 'page') await server.identity.members.changeRole(stranger, stranger.userId, 'admin');
    }
    expect(owned()).toBe(before);
  });
});
