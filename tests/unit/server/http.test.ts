import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chargeOutcomeSchema, leaseAnswerSchema, deviceCodeResponseSchema, pullResponseSchema, pushResponseSchema, serverInfoSchema, tokenResponseSchema } from '../../../lib/contracts/account-api.ts';
import { UNIT } from '../../../lib/domain/ledger/amount.ts';
import { DEVELOPMENT_EXTENSION_ID } from '../../../server/config.ts';
import { startServer, type RunningServer } from '../../../server/start.ts';
import { expectAsAgreed } from './contract-answers.ts';
import { DEVICE, chargeRequest, hit, scriptedEngine, spendOp } from './world.ts';

const OURS = `chrome-extension://${DEVELOPMENT_EXTENSION_ID}`;
let server: RunningServer;
const engine = scriptedEngine(() => hit({ workEmail: 'ada@engine.example' }));

beforeAll(async () => {
  server = await startServer({
    port: 0, host: '127.0.0.1', dataDir: ':memory:', extensionIds: [DEVELOPMENT_EXTENSION_ID], trustProxy: false,
    owner: { workspace: 'Test <b>workspace</b>', email: 'owner@kiln.example', name: 'Owner' }, engine, providerIds: new Set(['hunter']), sandboxUrl: 'http://127.0.0.1:9', sandboxKeys: (id) => `practice-${id}-0000`,
  });
});
afterAll(() => server.close());

const call = async (path: string, init: RequestInit = {}): Promise<Response> => {
  const response = await fetch(`${server.url}${path}`, { redirect: 'manual', ...init });
  await expectAsAgreed(init.method ?? 'GET', path, response);
  return response;
};
const post = (path: string, body: unknown, token?: string): Promise<Response> =>
  call(path, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body), headers: { 'content-type': 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) } });
const get = (path: string, token: string): Promise<Response> => call(path, { headers: { authorization: `Bearer ${token}` } });

/** A browser with cookies and no script. */
class Browser {
  cookies = new Map<string, string>();
  async go(path: string, form?: Record<string, string>, origin = server.url): Promise<{ status: number; location: string | null; text: string }> {
    const response = await call(path, {
      headers: { cookie: [...this.cookies].map(([k, v]) => `${k}=${v}`).join('; '), ...(form === undefined ? {} : { origin, 'content-type': 'application/x-www-form-urlencoded' }) },
      ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form).toString() }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const [name = '', value = ''] = pair.split('=');
      if (value === '') this.cookies.delete(name);
      else {
        this.cookies.set(name, value);
        if (!line.includes('HttpOnly; SameSite=Lax')) throw new Error(`a cookie without its guards: ${name}`);
      }
    }
    return { status: response.status, location: response.headers.get('location'), text: await response.text() };
  }
}
const valueOf = (page: string, name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '';
const linkPath = async (): Promise<string> => (await server.signInLink()).slice(server.url.length);

async function signedInBrowser(): Promise<Browser> {
  const browser = new Browser();
  const page = await browser.go(await linkPath());
  expect((await browser.go('/sign-in', { token: valueOf(page.text, 'token') })).status).toBe(303);
  return browser;
}
async function askCode(deviceId: string) {
  return deviceCodeResponseSchema.parse(await (await post('/v1/device/code', { client_id: 'kiln-extension', device_id: deviceId, label: 'Chrome on <Linux>' })).json());
}
async function signIn(browser: Browser, deviceId: string): Promise<string> {
  const code = await askCode(deviceId);
  const page = await browser.go((code.verification_uri_complete ?? '').slice(server.url.length));
  await browser.go('/device', { code: valueOf(page.text, 'code'), csrf: valueOf(page.text, 'csrf'), decision: 'approve' });
  return tokenResponseSchema.parse(await (await post('/v1/device/token', { device_code: code.device_code })).json()).access_token;
}

describe('signing a device in', () => {
  it('goes from the code in the panel over the one-time link to a token', async () => {
    const code = await askCode('device-flow-1');
    expect(code.user_code).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/);
    expect(await (await post('/v1/device/token', { device_code: code.device_code })).json()).toEqual({ error: 'authorization_pending' });
    expect(await (await post('/v1/device/token', { device_code: code.device_code })).json()).toEqual({ error: 'slow_down' });

    const browser = new Browser();
    const first = await browser.go((code.verification_uri_complete ?? '').slice(server.url.length));
    expect(first.text).toContain(`A device with the code ${code.user_code} waits for you.`);
    const link = await linkPath();
    const confirm = await browser.go(link);
    expect(confirm.text).toContain('owner@kiln.example');
    const back = await browser.go('/sign-in', { token: valueOf(confirm.text, 'token') });
    expect(back.location).toBe(`/device?code=${code.user_code}`);
    expect((await browser.go(link)).status).toBe(410);

    const page = await browser.go(back.location ?? '');
    expect(page.text).toContain('Chrome on &lt;Linux&gt;');
    expect(page.text).toContain('Test &lt;b&gt;workspace&lt;/b&gt;');
    expect(page.text).not.toMatch(/<script(?! src="\/pages\.js")|style=/);
    const form = { code: valueOf(page.text, 'code'), csrf: valueOf(page.text, 'csrf'), decision: 'approve' };
    expect((await browser.go('/device', form, 'https://evil.example')).status).toBe(403);
    expect((await browser.go('/device', { ...form, csrf: 'x'.repeat(64) })).status).toBe(403);
    expect((await browser.go('/device', form)).text).toContain('Device approved');
    expect((await browser.go('/device', form)).status).toBe(404);

    const token = await pollUntilToken(code.device_code);
    expect(pullResponseSchema.parse(await (await get('/v1/sync/pull?cursor=0', token)).json()).member).toMatchObject({ email: 'owner@kiln.example', role: 'admin' });
    expect(await (await post('/v1/device/token', { device_code: code.device_code })).json()).toEqual({ error: 'slow_down' });
  });

  /** Polls as a device does; the answer to a hasty poll is slow_down. */
  async function pollUntilToken(deviceCode: string): Promise<string> {
    for (;;) {
      const response = await post('/v1/device/token', { device_code: deviceCode });
      if (response.ok) return tokenResponseSchema.parse(await response.json()).access_token;
      expect(await response.json()).toEqual({ error: 'slow_down' });
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }

  it('says so when the person denies', async () => {
    const browser = await signedInBrowser();
    const code = await askCode('device-flow-2');
    const page = await browser.go(`/device?code=${code.user_code}`);
    expect((await browser.go('/device', { code: valueOf(page.text, 'code'), csrf: valueOf(page.text, 'csrf'), decision: 'deny' })).text).toContain('Device denied');
    expect(await (await post('/v1/device/token', { device_code: code.device_code })).json()).toEqual({ error: 'access_denied' });
  });

  it('ends with sign-out', async () => {
    const token = await signIn(await signedInBrowser(), 'device-flow-3');
    expect((await get('/v1/sync/pull', token)).status).toBe(200);
    expect((await post('/v1/sign-out', {}, token)).status).toBe(200);
    const after = await get('/v1/sync/pull', token);
    expect([after.status, await after.json()]).toMatchObject([401, { error: 'signed_out' }]);
  });

  it('lets a person try only a few codes', async () => {
    const limited = await startServer({
      port: 0, host: '127.0.0.1', dataDir: ':memory:', extensionIds: [], trustProxy: false,
      owner: { workspace: 'W', email: 'owner@kiln.example', name: 'Owner' }, engine, providerIds: new Set(),
    });
    try {
      const link = await limited.signInLink();
      const signedIn = await fetch(`${limited.url}/sign-in`, { method: 'POST', redirect: 'manual', headers: { origin: limited.url }, body: new URLSearchParams({ token: new URL(link).searchParams.get('token') ?? '' }) });
      const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
      const statuses: number[] = [];
      for (const code of ['BBBB-BBBB', 'BBBB-BBBC', 'BBBB-BBBD', 'BBBB-BBBF', 'BBBB-BBBG', 'BBBB-BBBH']) statuses.push((await fetch(`${limited.url}/device?code=${code}`, { headers: { cookie } })).status);
      expect(statuses).toEqual([404, 404, 404, 404, 404, 429]);
    } finally {
      await limited.close();
    }
  });
});

describe('the ledger over HTTP', () => {
  let token = '';
  beforeAll(async () => {
    token = await signIn(await signedInBrowser(), DEVICE);
  });
  const pull = async (cursor = 0) => pullResponseSchema.parse(await (await get(`/v1/sync/pull?cursor=${cursor}`, token)).json());

  it('introduces itself', async () => {
    expect(serverInfoSchema.parse(await (await call('/v1/info')).json())).toMatchObject({ sandbox: true, ledgerEpoch: 1 });
  });

  it('buys, answers, syncs and adds up', async () => {
    const before = await pull();
    expect(before.priceBook).toMatchObject({ version: 1, providers: ['hunter'] });
    const outcome = chargeOutcomeSchema.parse(await (await post('/v1/charges', chargeRequest(), token)).json());
    expect(outcome).toMatchObject({ state: 'posted', posted: { actions: UNIT, credits: UNIT }, sandbox: true });
    expect(chargeOutcomeSchema.parse(await (await get(`/v1/charges/${outcome.chargeId}`, token)).json())).toEqual(outcome);
    const pushed = pushResponseSchema.parse(await (await post('/v1/sync/push', { deviceId: DEVICE, ledgerEpoch: 1, baseN: 0, ops: [spendOp(1), spendOp(2)] }, token)).json());
    expect(pushed).toEqual({ lastN: 2, results: [{ n: 1, status: 'applied', code: 'no_lease' }, { n: 2, status: 'applied', code: 'no_lease' }] });
    const after = await pull(before.nextCursor);
    expect(after.events.map((e) => [e.kind, e.actions, e.credits])).toEqual([['reserve', -UNIT, -UNIT], ['post', -UNIT, -UNIT], ['spend', -UNIT, 0], ['spend', -UNIT, 0]]);
    expect(after.device.lastN).toBe(2);
    const [actions, credits] = after.balances;
    expect([actions?.available, credits?.available]).toEqual([(before.balances[0]?.available ?? 0) - 3 * UNIT, (before.balances[1]?.available ?? 0) - UNIT]);
  });

  it('sets Actions aside for a device, takes its spends, its thanks for a result and what is left', async () => {
    const request = { requestId: 'request-http-1', deviceId: DEVICE, ledgerEpoch: 1, meter: 'actions', want: 3 * UNIT };
    const granted = leaseAnswerSchema.parse(await (await post('/v1/leases', request, token)).json());
    if (granted.state !== 'granted') throw new Error(granted.code);
    expect(leaseAnswerSchema.parse(await (await post('/v1/leases', request, token)).json())).toEqual(granted);
    expect((await post('/v1/leases', { ...request, want: UNIT }, token)).status).toBe(422);
    expect(await (await post('/v1/leases', { ...request, requestId: 'request-http-2', ledgerEpoch: 9 }, token)).json()).toMatchObject({ error: 'epoch' });
    const { chargeId, receipt = '' } = chargeOutcomeSchema.parse(await (await post('/v1/charges', chargeRequest(), token)).json());
    const { leaseId } = granted.lease;
    const { device: { lastN } } = await pull();
    const op = (i: number) => ({ n: lastN + i, opId: `op-http-${i}`, clientAt: 0 });
    const ops = [
      { ...spendOp(77, { leaseId }), ...op(1) },
      { ...op(2), kind: 'ack', body: { chargeId, receipt } },
      { ...op(3), kind: 'lease_return', body: { leaseId } },
      { ...op(4), kind: 'late_spend', body: (({ leaseId: _lease, ...body }) => body)(spendOp(78).body) },
    ];
    expect(pushResponseSchema.parse(await (await post('/v1/sync/push', { deviceId: DEVICE, ledgerEpoch: 1, baseN: lastN, ops }, token)).json()).results.map((r) => [r.status, r.code])).toEqual([['applied', undefined], ['applied', undefined], ['applied', undefined], ['applied', 'no_lease']]);
    const after = await pull();
    expect(after.device).toMatchObject({ lastN: lastN + 4, openLeases: [], recall: false });
    expect(after.events.slice(-6).map((e) => e.kind)).toEqual(['lease', 'reserve', 'post', 'spend', 'lease_return', 'spend']);
    expect(after.balances[0]).toMatchObject({ leased: 0, deficit: 0 });
  });

  it.each<[string, unknown, number, string]>([
    ['another epoch', { deviceId: DEVICE, ledgerEpoch: 2, baseN: 0, ops: [] }, 409, 'epoch'],
    ['a device that knows more than the server', { deviceId: DEVICE, ledgerEpoch: 1, baseN: 99, ops: [] }, 409, 'rewind'],
    ['a body that is not JSON', '{"deviceId":', 400, 'bad_json'],
    ['an unknown member', { deviceId: DEVICE, ledgerEpoch: 1, baseN: 0, ops: [], more: 1 }, 400, 'bad_request'],
    ['a fraction', { deviceId: DEVICE, ledgerEpoch: 1, baseN: 0, ops: [spendOp(3, { actions: 0.5 })] }, 400, 'bad_request'],
    ['a prototype', '{"__proto__":{"deviceId":"device-0001"},"ledgerEpoch":1,"baseN":0,"ops":[]}', 400, 'bad_request'],
    ['a body beyond the limit', { deviceId: DEVICE, ledgerEpoch: 1, baseN: 0, ops: [], pad: 'x'.repeat(600_000) }, 413, 'too_large'],
  ])('refuses %s', async (_name, body, status, error) => {
    const response = await post('/v1/sync/push', body, token);
    expect([response.status, await response.json()]).toMatchObject([status, { error }]);
  });

  it('takes the largest batch there can be', async () => {
    const long = (n: number): string => `${'x'.repeat(70)}-${n}`;
    const ops = Array.from({ length: 500 }, (_, i) => spendOp(i + 1, { chargeId: long(i), runId: long(i), taskId: long(i), subject: 's'.repeat(100), enrichment: 'e'.repeat(60), providerId: 'p'.repeat(60), operation: 'o'.repeat(60), actions: 0 }, `op-${long(i)}`));
    const pushed = pushResponseSchema.parse(await (await post('/v1/sync/push', { deviceId: 'device-big-1', ledgerEpoch: 1, baseN: 0, ops }, token)).json());
    expect(pushed).toMatchObject({ lastN: 500 });
    expect((await pull()).events).toHaveLength(500);
  });

  it('refuses an id with another body, and never repeats what was sent', async () => {
    const request = chargeRequest();
    await post('/v1/charges', request, token);
    const reused = await post('/v1/charges', { ...request, input: { ...request.input, firstName: 'Augusta' } }, token);
    expect([reused.status, await reused.json()]).toMatchObject([422, { error: 'id_reused' }]);
    const bad = await (await post('/v1/charges', { ...request, input: { firstName: 'Secretname', shoe: 'x' } }, token)).text();
    expect(bad).toContain('bad_request');
    expect(bad).not.toContain('Secretname');
  });

  it.each(['/v1/sync/pull', '/v1/charges/charge-0001', '/v1/admin/provider-keys'])('asks for a token at %s', async (path) => {
    expect((await call(path)).status).toBe(401);
    expect((await get(path, 'A'.repeat(43))).status).toBe(401);
  });

  it('answers only the pages of known extensions', async () => {
    const allowed = await call('/v1/sync/push', { method: 'OPTIONS', headers: { origin: OURS, 'access-control-request-method': 'POST' } });
    expect([allowed.status, allowed.headers.get('access-control-allow-origin')]).toEqual([204, OURS]);
    for (const origin of ['https://evil.example', 'chrome-extension://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', `${OURS}.evil.example`, 'null']) {
      expect((await call('/v1/sync/push', { method: 'OPTIONS', headers: { origin } })).status).toBe(403);
      expect((await call('/v1/info', { headers: { origin } })).headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  it('takes keys and gives none back', async () => {
    const put = await call('/v1/admin/provider-keys/hunter', { method: 'PUT', body: JSON.stringify({ key: 'abcdefgh-secret-9876' }), headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' } });
    expect(await put.json()).toEqual({ last4: '9876' });
    const list = await (await get('/v1/admin/provider-keys', token)).text();
    expect(list).toContain('9876');
    expect(list).not.toContain('secret');
    expect(await (await post('/v1/admin/provider-keys/hunter/check', {}, token)).json()).toEqual({ status: 'works' });
    expect((await call('/v1/admin/provider-keys/nobody', { method: 'PUT', body: '{"key":"x"}', headers: { authorization: `Bearer ${token}` } })).status).toBe(404);
  });

  it('grants and reverses for admins, once', async () => {
    const lot = { lotId: 'topup-http-1', meter: 'data_credits', source: 'topup', amount: 5 * UNIT, expiresAt: null };
    expect(await (await post('/v1/admin/grants', lot, token)).json()).toEqual({ status: 'applied' });
    expect(await (await post('/v1/admin/grants', lot, token)).json()).toEqual({ status: 'exists' });
    const outcome = chargeOutcomeSchema.parse(await (await post('/v1/charges', chargeRequest(), token)).json());
    expect(await (await post('/v1/admin/reversals', { reversalId: 'reversal-0001', chargeId: outcome.chargeId }, token)).json()).toEqual({ status: 'applied' });
    expect((await post('/v1/admin/reversals', { reversalId: 'reversal-0002', chargeId: outcome.chargeId }, token)).status).toBe(422);
  });
});
