/** What an operator sees of a running server, and what no log may show. */
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEVELOPMENT_EXTENSION_ID, optionsFromEnv } from '../../../server/config.ts';
import { allowedFacts, redacted } from '../../../server/ops/log.ts';
import { memoryRates } from '../../../server/ops/shared-rates.ts';
import { startServer, type RunningServer } from '../../../server/start.ts';
import { deviceAt, personAt, type DeviceAt, type PersonAt } from './signed-in.ts';
import { DEVICE, chargeRequest, hit, scriptedEngine, spendOp } from './world.ts';

/** Each of them is somewhere in what this test sends or receives, and may be in no log. */
const CANARIES = {
  key: 'canary-provider-key-7Q2X', email: 'canary.lead@canary.example', first: 'Canaryanne', company: 'canary-company.example', answer: 'canary.answer@canary.example', token: 'canary-metrics-token-0001', label: 'Canary label', raw: 'canary-raw-payload',
};
const dataDir = mkdtempSync(join(tmpdir(), 'kiln-ops-'));
const lines: string[] = [];
const said: string[] = [];
const stdout: string[] = [];
let server: RunningServer;
let person: PersonAt;
let device: DeviceAt;
let answer: () => Promise<ReturnType<typeof hit>> | ReturnType<typeof hit> = () => hit({ workEmail: CANARIES.answer }, { raw: CANARIES.raw });
const engine = scriptedEngine(() => answer());
const originalWrite = { out: process.stdout.write.bind(process.stdout), err: process.stderr.write.bind(process.stderr) };

beforeAll(async () => {
  server = await startServer({
    port: 0, host: '127.0.0.1', dataDir, extensionIds: [DEVELOPMENT_EXTENSION_ID], trustProxy: false, metricsToken: CANARIES.token,
    owner: { workspace: 'W', email: 'owner@kiln.example', name: 'Owner' }, engine, providerIds: new Set(['hunter']), sandboxUrl: 'http://127.0.0.1:9',
    log: (event, facts) => void lines.push(JSON.stringify({ event, ...facts })), say: (line) => void said.push(line),
  });
  person = await personAt(server);
  device = await deviceAt(server, person, DEVICE);
});
afterAll(async () => {
  await server.close();
  rmSync(dataDir, { recursive: true, force: true });
});
const get = (path: string, headers: Record<string, string> = {}): Promise<Response> => fetch(`${server.url}${path}`, { headers });
const charge = (change: Parameters<typeof chargeRequest>[0] = {}) => chargeRequest({ input: { firstName: CANARIES.first, lastName: 'Byron', domain: CANARIES.company }, ...change });

describe('the logs', () => {
  it('hold no key, no lead, no address and no token after everything was done once, well and badly', async () => {
    process.stdout.write = (chunk) => stdout.push(String(chunk)) > 0;
    process.stderr.write = (chunk) => stdout.push(String(chunk)) > 0;
    try {
      await device.call('PUT', '/v1/admin/provider-keys/hunter', { key: CANARIES.key });
      expect((await device.call('POST', '/v1/charges', charge())).status).toBe(200);
      answer = () => { throw new Error(`${CANARIES.key} for ${CANARIES.email}`); };
      const enough = new AbortController();
      const broken = fetch(`${server.url}/v1/charges`, { method: 'POST', headers: { authorization: `Bearer ${device.token}` }, body: JSON.stringify(charge({ input: { firstName: CANARIES.first, lastName: 'X', domain: CANARIES.company } })), signal: enough.signal }).catch(() => undefined);
      while (!lines.some((line) => line.includes('charge.attempt_broke'))) await new Promise((resolve) => setImmediate(resolve));
      enough.abort();
      await broken;
      answer = () => hit({ workEmail: CANARIES.answer });
      await device.call('POST', '/v1/sync/push', { deviceId: DEVICE, ledgerEpoch: 1, baseN: 0, ops: [spendOp(1), spendOp(2)] });
      expect((await device.call('POST', '/v1/sync/push', { deviceId: DEVICE, ledgerEpoch: 1, baseN: 0, ops: [spendOp(1, { subject: 'another-1' })] })).status).toBe(409);
      expect((await device.call('POST', '/v1/charges', { ...charge(), email: CANARIES.email })).status).toBe(400);
      await device.call('POST', '/v1/webhooks', { url: 'https://canary-company.example/hook', label: CANARIES.label, topics: ['charge.posted'] });
      await get(`/v1/charges/${encodeURIComponent(CANARIES.email)}`, { authorization: `Bearer ${CANARIES.key}` });
      await get(`/sign-in?token=${CANARIES.key}`);
      await get('/metrics', { authorization: `Bearer ${CANARIES.token}` });
      await server.gateway.sweep();
    } finally {
      process.stdout.write = originalWrite.out;
      process.stderr.write = originalWrite.err;
    }
    const metrics = await (await get('/metrics', { authorization: `Bearer ${CANARIES.token}` })).text();
    const sinks = { log: lines.join('\n'), say: said.join('\n'), stdout: stdout.join('\n'), metrics };
    expect(lines.some((line) => line.includes('charge.attempt_broke'))).toBe(true);
    expect(lines.some((line) => line.includes('sync.fork'))).toBe(true);
    for (const [sink, text] of Object.entries(sinks)) for (const [canary, value] of Object.entries(CANARIES)) if (text.includes(value)) throw new Error(`${canary} is in ${sink}`);
    // The key and the lead are on the disk only sealed.
    const disk = readdirSync(dataDir).map((name) => readFileSync(join(dataDir, name), 'latin1')).join('');
    for (const canary of ['key', 'first', 'answer', 'raw'] as const) if (disk.includes(CANARIES[canary])) throw new Error(`${canary} is on the disk`);
  });
  it('let through listed names with values of their shape, and nothing else', () => {
    expect(allowedFacts({ chargeId: 'charge-1', attempt: 2, state: 'voided', email: 'a@b.example', input: 'Ada', error: 'Error: could not reach ada@b.example', path: '/v1/x?token=1', url: 'https://kiln.example/path' })).toEqual({ chargeId: 'charge-1', attempt: 2, state: 'voided', hidden: 5 });
    const seen: string[] = [];
    redacted((event) => void seen.push(event))('Ada said: no');
    expect(seen).toEqual(['event']);
  });
});

describe('health and metrics', () => {
  it('says that it lives and is ready', async () => {
    expect(await (await get('/healthz')).text()).toBe('ok');
    expect(await (await get('/readyz')).text()).toBe('ready');
  });
  it('shows figures to who has the token, and to nobody else', async () => {
    expect((await get('/metrics')).status).toBe(404);
    expect((await get('/metrics', { authorization: 'Bearer wrong-token-00000000' })).status).toBe(404);
    const text = await (await get('/metrics', { authorization: `Bearer ${CANARIES.token}` })).text();
    for (const name of ['kiln_deficit_micro 0', 'kiln_holds_stuck 0', 'kiln_sweep_lag_seconds', 'kiln_ledger_epoch 1', 'kiln_leases_stranded_micro 0', 'kiln_ops_total{status="applied"} 2', 'kiln_pushes_total{answer="fork"} 1', 'kiln_charges_total{state="posted"} 1', 'kiln_events_total{event="sync.fork"} 1', 'kiln_http_requests_total{route="POST /v1/charges",status="200"} 1', 'kiln_http_request_seconds_bucket{route="POST /v1/charges",le="+Inf"}']) expect(text.includes(name) ? '' : name).toBe('');
    for (const line of text.trim().split('\n')) expect(line).toMatch(/^(# (HELP|TYPE) [a-z0-9_]+ .+|[a-z0-9_]+(\{[a-z_]+="[^"]*"(,[a-z_]+="[^"]*")*\})? -?[0-9.e+-]+)$/);
  });
  it('shows a stall of the event loop once', async () => {
    const lag = async (): Promise<number> => Number(/^nodejs_eventloop_lag_p99_seconds (\S+)$/m.exec(await (await get('/metrics', { authorization: `Bearer ${CANARIES.token}` })).text())?.[1]);
    await lag();
    await new Promise((resolve) => setTimeout(resolve, 50));
    const end = performance.now() + 700;
    while (performance.now() < end);
    await expect.poll(lag).toBeGreaterThan(0.5);
    // Each reading tells what came since the one before; a busy machine may have stalled once more meanwhile.
    await expect.poll(lag).toBeLessThan(0.5);
  });
  it('shows them to this machine where there is no token, never through a proxy', async () => {
    const open = await startServer({ port: 0, host: '127.0.0.1', dataDir: ':memory:', extensionIds: [], trustProxy: false, owner: { workspace: 'W', email: 'owner@kiln.example', name: 'Owner' }, engine, providerIds: new Set() });
    const ask = (headers: Record<string, string>) => fetch(`${open.url}/metrics`, { headers }).then((r) => r.status);
    expect([await ask({}), await ask({ 'x-forwarded-for': '127.0.0.1' }), await ask({ forwarded: 'for=127.0.0.1' })]).toEqual([200, 404, 404]);
    await open.close();
  });
  it('guards every answer by headers', async () => {
    for (const path of ['/v1/info', '/healthz', '/v1/nothing', '/sign-in']) {
      const { headers } = await get(path);
      expect([headers.get('x-content-type-options'), headers.get('referrer-policy')]).toEqual(['nosniff', 'same-origin']);
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('permissions-policy')).toContain('camera=()');
    }
  });
});

describe('rates', () => {
  it('refuse who is too fast, with the time to wait, and serve others meanwhile', async () => {
    const other = await deviceAt(server, person, 'device-0002');
    const pull = (who: DeviceAt, id: string) => who.call('GET', `/v1/sync/pull?cursor=0&device=${id}`);
    const answers = await Promise.all(Array.from({ length: 80 }, () => pull(device, DEVICE)));
    const refused = answers.filter((one) => one.status === 429);
    expect(refused.length).toBeGreaterThan(10);
    const body = (await refused[0]?.json()) as { error: string; retryAfterMs: number };
    expect(body).toMatchObject({ error: 'rate_limited' });
    expect(body.retryAfterMs).toBeGreaterThan(0);
    expect(Number(refused[0]?.headers.get('retry-after'))).toBe(Math.ceil(body.retryAfterMs / 1_000));
    expect((await pull(other, 'device-0002')).status).toBe(200);
  });
  it('let through exactly the burst and then the rate, and count nothing for what they refuse', async () => {
    let now = 0;
    const rates = memoryRates(() => now);
    const take = () => rates.take([{ key: 'a', rate: { everyMs: 100, burst: 3 } }, { key: 'b', rate: { everyMs: 1_000, burst: 100 } }]);
    expect([await take(), await take(), await take()]).toEqual([0, 0, 0]);
    expect([await take(), await take()]).toEqual([100, 100]);
    expect(await rates.look([{ key: 'a', rate: { everyMs: 100, burst: 3 } }])).toBe(100);
    now = 100;
    for (let i = 0; i < 3; i++) expect(await rates.look([{ key: 'a', rate: { everyMs: 100, burst: 3 } }])).toBe(0);
    expect([await take(), await take()]).toEqual([0, 100]);
  });
  it('stop a flood of wrong tokens before anybody looks them up', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 7; i++) statuses.push(...(await Promise.all(Array.from({ length: 50 }, (_, k) => fetch(`${server.url}/v1/leases`, { method: 'POST', headers: { authorization: `Bearer ${'A'.repeat(40)}${i}${k}` } })))).map((answer) => answer.status));
    // On a slow machine some of the bucket comes back meanwhile: the last one may find a place again.
    expect([statuses.filter((status) => status === 401).length >= 300, statuses.includes(429)]).toEqual([true, true]);
  });
});

describe('webhook pages', () => {
  it('add an endpoint, show its secret once, send a test and take it away', async () => {
    const list = await person.get('/webhooks');
    expect(list.text).toContain('Add an endpoint');
    const bad = await person.post('/webhooks', { url: 'https://10.0.0.1/hook', label: '', 'topic:charge.posted': 'on' });
    expect([bad.status, bad.text.includes('Only public names are called')]).toEqual([422, true]);
    const made = await person.post('/webhooks', { url: 'https://hooks.example.com/in', label: '<b>CRM</b>', 'topic:charge.posted': 'on' });
    const secret = /value="(whsec_[^"]+)"/.exec(made.text)?.[1];
    const path = /href="(\/webhooks\/[0-9a-f-]+)"/.exec(made.text)?.[1] ?? '';
    expect([made.status, secret?.length]).toEqual([201, 50]);
    const page = await person.get(path);
    expect(page.text).toContain('&lt;b&gt;CRM&lt;/b&gt;');
    expect(page.text).not.toContain(secret ?? 'none');
    expect((await person.post(`${path}/test`, {})).location).toBe(`${path}?done=test`);
    expect((await person.get(path)).text).toContain('webhook.test');
    expect((await person.post(path, { url: 'https://hooks.example.com/in', label: 'CRM', 'topic:plan.changed': 'on' })).location).toBe(`${path}?done=saved`);
    expect((await person.get(path)).text).toContain('>Off<');
    expect((await person.post(`${path}/remove`, {})).location).toBe('/webhooks');
    expect((await person.get(path)).status).toBe(404);
  });
});

describe('the environment', () => {
  it('takes exact origins as exceptions, and says what it cannot read', () => {
    expect(optionsFromEnv({ KILN_ALLOW_TARGETS: 'https://hooks.internal:8443, http://10.0.0.7:9000' }).allowedTargets).toEqual(['https://hooks.internal:8443', 'http://10.0.0.7:9000']);
    for (const bad of ['hooks.internal', 'https://hooks.internal/path', '10.0.0.0/8', 'https://u:p@x.internal']) expect(() => optionsFromEnv({ KILN_ALLOW_TARGETS: bad })).toThrow('KILN_ALLOW_TARGETS');
    expect(optionsFromEnv({}).allowedTargets).toBeUndefined();
    expect(() => optionsFromEnv({ KILN_METRICS_TOKEN: 'short' })).toThrow('KILN_METRICS_TOKEN');
  });
});
