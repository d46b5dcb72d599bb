/** Two server processes' worth of the account server on one PostgreSQL. Skipped, and saying so, where there is none. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UNIT } from '../../lib/domain/ledger/amount.ts';
import { openPostgres } from '../../server/sql/postgres.ts';
import { startServer, type RunningServer } from '../../server/start.ts';
import { violations } from '../simulation/invariants.ts';
import { DEVICE, chargeRequest, hit, scriptedEngine, spendOp } from '../unit/server/world.ts';
import { WHY_SKIPPED, hasPostgres, postgresSchema, type LocalPostgres } from './local-postgres.ts';

describe('account server on PostgreSQL', () => {
  let postgres: LocalPostgres | undefined;
  const servers: RunningServer[] = [];
  const engine = scriptedEngine(() => hit({ workEmail: 'ada@engine.example' }));

  beforeAll(async () => {
    if (!hasPostgres()) return;
    postgres = await postgresSchema();
    const options = {
      port: 0, host: '127.0.0.1', dataDir: ':memory:', kek: '07'.repeat(32), databaseUrl: postgres.url, extensionIds: [], trustProxy: false,
      owner: { workspace: 'W', email: 'owner@kiln.example', name: 'Owner' }, engine, providerIds: new Set(['hunter']), sandboxUrl: 'http://127.0.0.1:9', sandboxKeys: (id: string) => `practice-${id}-0000`,
    };
    servers.push(...(await Promise.all([startServer(options), startServer(options)])));
  });
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.close()));
    await postgres?.stop();
  });
  const pair = (): [RunningServer, RunningServer] => {
    const [a, b] = servers;
    if (a === undefined || b === undefined) throw new Error('two servers must run');
    return [a, b];
  };

  it('starts twice on an empty database and makes one workspace', (context) => {
    if (!hasPostgres()) context.skip(WHY_SKIPPED);
    const [a, b] = pair();
    expect(a.owner.accountId).toBe(b.owner.accountId);
    expect([a.owner.isNew, b.owner.isNew].filter(Boolean)).toHaveLength(1);
  });

  it('signs a device in on one and knows it on the other', async (context) => {
    if (!hasPostgres()) context.skip(WHY_SKIPPED);
    const [a, b] = pair();
    const form = (path: string, fields: Record<string, string>, cookie = '') => fetch(`${b.url}${path}`, { method: 'POST', redirect: 'manual', headers: { origin: b.url, cookie }, body: new URLSearchParams(fields) });
    const code = (await (await fetch(`${a.url}/v1/device/code`, { method: 'POST', body: JSON.stringify({ client_id: 'kiln-extension', device_id: DEVICE }) })).json()) as { device_code: string; user_code: string };
    const signedIn = await form('/sign-in', { token: new URL(await a.signInLink()).searchParams.get('token') ?? '' });
    const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const page = await (await fetch(`${b.url}/device?code=${code.user_code}`, { headers: { cookie } })).text();
    await form('/device', { code: code.user_code, csrf: /name="csrf" value="([^"]*)"/.exec(page)?.[1] ?? '', decision: 'approve' }, cookie);
    const { access_token } = (await (await fetch(`${a.url}/v1/device/token`, { method: 'POST', body: JSON.stringify({ device_code: code.device_code }) })).json()) as { access_token: string };
    const headers = { authorization: `Bearer ${access_token}` };
    expect((await fetch(`${b.url}/v1/sync/pull?cursor=0`, { headers })).status).toBe(200);
    expect((await fetch(`${a.url}/v1/sign-out`, { method: 'POST', headers })).status).toBe(200);
    expect((await fetch(`${b.url}/v1/sync/pull?cursor=0`, { headers })).status).toBe(401);
  });

  it('counts guesses of a password on both together', async (context) => {
    if (!hasPostgres()) context.skip(WHY_SKIPPED);
    const guess = (server: RunningServer) => fetch(`${server.url}/sign-in/password`, { method: 'POST', redirect: 'manual', headers: { origin: server.url }, body: new URLSearchParams({ email: 'owner@kiln.example', password: 'not this one' }) });
    const statuses: number[] = [];
    for (let i = 0; i < 6; i++) statuses.push((await guess(pair()[i % 2] as RunningServer)).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
  });

  it('charges once what both are asked at once, and adds up', async (context) => {
    if (!hasPostgres()) context.skip(WHY_SKIPPED);
    const [a, b] = pair();
    const requests = Array.from({ length: 12 }, () => chargeRequest());
    const outcomes = await Promise.all(requests.flatMap((request) => [a, b].map((server) => server.gateway.submit(server.owner, request))));
    for (const outcome of outcomes) expect(outcome).toMatchObject({ ok: true, value: { state: 'posted', posted: { actions: UNIT, credits: UNIT } } });
    const ops = Array.from({ length: 40 }, (_, i) => spendOp(i + 1));
    await Promise.all([a, b, a, b].map((server) => server.store.push({ ...server.owner, deviceId: DEVICE, label: 'Test', ledgerEpoch: 1, baseN: 0, ops })));
    const [actions, credits] = await a.store.balances(a.owner.accountId);
    expect([actions?.spent, credits?.spent, actions?.held, credits?.held]).toEqual([52 * UNIT, 12 * UNIT, 0, 0]);
    expect(engine.calls).toHaveLength(requests.length);
    const db = openPostgres(postgres?.url ?? '');
    expect(await violations(db, a.owner.accountId)).toEqual([]);
    await db.close();
  });
});
