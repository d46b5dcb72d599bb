import { expect, test } from 'vitest';
import type { Auth, Manifest, OperationSpec } from '../../../lib/contracts/manifest.ts';
import { normalAddress, joinSecret, splitSecret } from '../../../lib/contracts/provider-address.ts';
import { originsOf, parseManifest, toSummary } from '../../../lib/providers/catalogue.ts';
import { engineOver, headersOf, leaks, play, responseOf, type Login, type SeenRequest } from '../../conformance/provider-player.ts';
import { TOKEN } from '../../conformance/provider-fixture.ts';
import { VirtualTime } from '../../conformance/virtual-time.ts';

const KEY = 'own-key-9X7q_zz81';
const verify: OperationSpec = {
  ways: [{ needs: [['email']], steps: [{ request: { method: 'GET', path: '/v', query: { email: '{email}' } } }] }],
  answer: { fields: {}, verdict: { path: 'status', map: { ok: 'valid' }, otherwise: 'unknown' } },
};
const manifest = (auth: Auth, operation: OperationSpec = verify, more: Partial<Manifest> = {}): Manifest => ({
  kiln: 1, id: 'own-one', name: 'Own', homepage: 'https://own.example', docs: 'https://own.example/docs', baseUrl: 'https://api.own.example/v1', auth,
  ...(auth.kind === 'none' ? {} : { key: { label: 'Key', helpUrl: 'https://own.example/keys' } }),
  operations: { 'verify-email': operation }, price: { note: 'Free', charged: 'free' }, verified: { sure: 'own', sources: ['own'], on: '2026-11', live: false }, ...more,
});
const ask = { operation: 'verify-email', input: { email: 'ada@example.com' } } as const;
const valid = () => responseOf({ status: 200, json: { status: 'ok' } });
const sound = (value: Manifest): void => expect(parseManifest(value)).toMatchObject({ ok: true });
const problems = (value: unknown): string => {
  const parsed = parseManifest(value);
  return parsed.ok ? '' : parsed.error.join('\n');
};

const pathKey: OperationSpec = { ...verify, ways: [{ needs: [['email']], steps: [{ request: { method: 'GET', path: '/{key}/check/{email}' } }] }] };

test('a key in the path is encoded, and blanked in everything that leaves', async () => {
  const secret = 'own/key 9X7q?zz81';
  const it = manifest({ kind: 'path' }, pathKey);
  sound(it);
  const { outcome, seen } = await play(it, { ...ask, secret }, (request) => responseOf({ status: 200, json: { status: 'ok', you: request.url } }));
  expect(seen[0]?.url).toBe('https://api.own.example/v1/own%2Fkey%209X7q%3Fzz81/check/ada%40example.com');
  expect(outcome).toMatchObject({ kind: 'hit' });
  expect(leaks(JSON.stringify(outcome), secret)).toBe(false);
  const failed = await play({ ...it, errorText: ['error'] }, { ...ask, secret }, (request) => responseOf({ status: 404, json: { error: `no ${request.url} here` } }));
  expect(failed.outcome).toMatchObject({ kind: 'failed', error: { detail: expect.stringContaining('[key]') as unknown } });
  expect(leaks(JSON.stringify(failed.outcome), secret)).toBe(false);
});

test('a part of a key may stand in the path beside a header', async () => {
  const it = manifest({ kind: 'parts', parts: ['account', 'key'], headers: { 'X-Key': '{key.key}' } }, { ...verify, ways: [{ needs: [['email']], steps: [{ request: { method: 'GET', path: '/{key.account}/v', query: { email: '{email}' } } }] }] });
  sound(it);
  const { seen } = await play(it, { ...ask, secret: 'acc7:k1234567' }, valid);
  expect([seen[0]?.url, headersOf(seen[0]?.init ?? {})['x-key']]).toEqual(['https://api.own.example/v1/acc7/v?email=ada%40example.com', 'k1234567']);
});

test('a key in a form', async () => {
  const it = manifest({ kind: 'parts', parts: ['key'], form: { api: '{key}' } }, { ...verify, ways: [{ needs: [['email']], steps: [{ request: { method: 'POST', path: '/v', form: { email: '{email}' } } }] }] });
  sound(it);
  expect((await play(it, { ...ask, secret: KEY }, valid)).seen[0]?.init.body).toBe(`email=ada%40example.com&api=${KEY}`);
});

test('a header of a request replaces the usual one, however it is written', async () => {
  const it = manifest({ kind: 'bearer' }, { ...verify, ways: [{ needs: [['email']], steps: [{ request: { method: 'POST', path: '/v', json: { email: '{email}' }, headers: { 'content-type': 'application/vnd.api+json' } } }] }] });
  expect(headersOf((await play(it, { ...ask, secret: KEY }, valid)).seen[0]?.init ?? {})['content-type']).toBe('application/vnd.api+json');
});

const form: Extract<Auth, { kind: 'token' }> = { kind: 'token', parts: ['id', 'secret'], request: { method: 'POST', path: '/oauth', form: { grant_type: 'client_credentials', client_id: '{key.id}', client_secret: '{key.secret}' } }, token: 'access_token', expires: 'expires_in' };
const given = { status: 200, json: { access_token: TOKEN, token_type: 'Bearer', expires_in: 3_600 } };

test.each<[string, Auth, string, (login: SeenRequest) => unknown, unknown]>([
  ['a form', form, `id12:${KEY}`, (login) => Object.fromEntries(new URLSearchParams(login.init.body as string)), { grant_type: 'client_credentials', client_id: 'id12', client_secret: KEY }],
  ['JSON', { ...form, request: { method: 'POST', path: '/oauth', json: { clientId: '{key.id}', clientSecret: '{key.secret}' } } }, `id12:${KEY}`, (login) => JSON.parse(login.init.body as string) as unknown, { clientId: 'id12', clientSecret: KEY }],
  ['Basic', { ...form, request: { method: 'POST', path: '/oauth', headers: { Authorization: 'Basic {key|base64}' }, json: { grant_type: 'client_credentials' } } }, `id12:${KEY}`, (login) => headersOf(login.init)['authorization'], `Basic ${Buffer.from(`id12:${KEY}`).toString('base64')}`],
])('a token is bought by %s', async (_name, auth, secret, read, wanted) => {
  const it = manifest(auth);
  sound(it);
  const login: Login = { seen: [], answer: given };
  const { outcome, seen } = await play(it, { ...ask, secret }, valid, login);
  expect(outcome).toMatchObject({ kind: 'hit' });
  expect(login.seen[0] && read(login.seen[0])).toEqual(wanted);
  expect(headersOf(seen[0]?.init ?? {})['authorization']).toBe(`Bearer ${TOKEN}`);
});

test('a token lives as long as the answer says, less a minute; calls at once share one login; each key has its own', async () => {
  const time = new VirtualTime();
  const login: Login = { seen: [], answer: given };
  const engine = engineOver(manifest(form), time, [], valid, login);
  const call = (secret = `id12:${KEY}`) => engine.call({ providerId: 'own-one', ...ask, secret });
  await time.run(Promise.all([call(), call(), call()]));
  expect(login.seen).toHaveLength(1);
  await time.run(time.sleep(3_500_000));
  await time.run(call());
  expect(login.seen).toHaveLength(1);
  await time.run(time.sleep(50_000));
  await time.run(call());
  expect(login.seen).toHaveLength(2);
  await time.run(call(`id13:${KEY}`));
  expect(login.seen).toHaveLength(3);
});

test('one caller that leaves during the login does not take the token from the others', async () => {
  const time = new VirtualTime();
  const stop = new AbortController();
  const engine = engineOver(manifest(form), time, [], valid, { seen: [], answer: given });
  const left = engine.call({ providerId: 'own-one', ...ask, secret: `id12:${KEY}`, signal: stop.signal });
  const stays = engine.call({ providerId: 'own-one', ...ask, secret: `id12:${KEY}` });
  stop.abort();
  expect(await time.run(Promise.all([left, stays]))).toMatchObject([{ kind: 'failed', error: { kind: 'cancelled' } }, { kind: 'hit' }]);
});

test.each<[string, Parameters<typeof responseOf>[0], string]>([
  ['a refusal', { status: 400, json: { error: 'invalid_client', error_description: `no client ${KEY}` } }, 'auth'],
  ['a login that is down', { status: 503, text: '' }, 'server'],
  ['no token in it', { status: 200, json: { access_token: null } }, 'nonsense'],
  ['a page', { status: 200, text: '<html>' }, 'nonsense'],
])('a login that fails asks nothing and tells no key: %s', async (_name, answer, kind) => {
  const { outcome, seen, left } = await play(manifest(form), { ...ask, secret: `id12:${KEY}` }, valid, { seen: [], answer });
  expect(outcome).toMatchObject({ kind: 'failed', error: { kind } });
  expect([seen.length, left, JSON.stringify(outcome).includes(KEY)]).toEqual([0, 0, false]);
});

test('the login of a practice call goes to the sandbox, and its origin is asked for otherwise', async () => {
  const login: Login = { seen: [], answer: given };
  await play(manifest(form), { ...ask, secret: `id12:${KEY}`, sandboxUrl: 'http://127.0.0.1:9' }, valid, login);
  expect(login.seen[0]?.url).toBe('http://127.0.0.1:9/own-one/oauth');
  expect(originsOf(manifest({ ...form, request: { ...form.request, base: 'https://login.own.example' } }))).toEqual(['https://api.own.example', 'https://login.own.example']);
});

const address = { label: 'Address of the server', example: 'http://localhost:8080', required: true } as const;
const self = manifest({ kind: 'bearer', optional: true }, verify, { address, baseUrl: 'http://localhost:8080' });

test('a typed address is where calls go; the key behind it is the key', async () => {
  sound(self);
  const { outcome, seen } = await play(self, { ...ask, secret: joinSecret('https://mail.own.example/check', KEY) }, valid);
  expect(outcome).toMatchObject({ kind: 'hit' });
  expect(seen[0]?.url).toBe('https://mail.own.example/check/v?email=ada%40example.com');
  expect(headersOf(seen[0]?.init ?? {})['authorization']).toBe(`Bearer ${KEY}`);
  const bare = await play(self, { ...ask, secret: 'https://mail.own.example' }, valid);
  expect(bare.outcome).toMatchObject({ kind: 'hit' });
  expect(headersOf(bare.seen[0]?.init ?? {})['authorization']).toBeUndefined();
});

test('without an address nothing is sent; a forbidden one is not reached', async () => {
  const { outcome, seen } = await play(self, ask, valid);
  expect(outcome).toMatchObject({ kind: 'failed', error: { kind: 'auth', detail: 'No address is set.' } });
  expect(seen).toHaveLength(0);
  expect(toSummary(self)).toMatchObject({ needsKey: true, address });
});

test.each([
  ['https://a.example/', 'https://a.example'], ['https://a.example:8443/x/y/', 'https://a.example:8443/x/y'], ['http://localhost:11434', 'http://localhost:11434'], ['http://127.0.0.1/v1', 'http://127.0.0.1/v1'], ['HTTPS://A.example', 'https://a.example'],
  ['http://a.example', undefined], ['https://me:pw@a.example', undefined], ['https://a.example/?q=1', undefined], ['https://a.example/#x', undefined], ['javascript:alert(1)', undefined], ['a.example', undefined], ['', undefined],
])('the address %s', (text, wanted) => {
  expect(normalAddress(text)).toBe(wanted);
});

test('what is kept is taken apart as it was put together', () => {
  expect(splitSecret({ address }, joinSecret('https://a.example', 'k y'))).toEqual({ address: 'https://a.example', key: 'k y' });
  expect(splitSecret({ address }, 'https://a.example')).toEqual({ address: 'https://a.example' });
  expect(splitSecret({ address }, 'just-a-key')).toEqual({ key: 'just-a-key' });
  expect(splitSecret({}, 'https://a.example key')).toEqual({ key: 'https://a.example key' });
});

test.each<[string, unknown, RegExp]>([
  ['a key in the path that is not there', manifest({ kind: 'path' }), /this path has no \{key\}/],
  ['a key in a template', manifest({ kind: 'bearer' }, { ...verify, ways: [{ needs: [['email']], steps: [{ request: { method: 'GET', path: '/v', query: { k: '{key}' } } }] }] }), /the key is put into a request by "auth"/],
  ['a key in a JSON that is none', manifest({ kind: 'parts', parts: ['key'], json: { apiKey: '{key}' } }), /has no JSON object/],
  ['a part that goes nowhere', manifest({ kind: 'parts', parts: ['id', 'secret'], headers: { 'X-Id': '{key.id}' } }), /"secret" of the key is never sent/],
  ['a login without the key', manifest({ kind: 'token', request: { method: 'POST', path: '/oauth', json: { a: 'b' } }, token: 'token' }), /does not carry the key/],
  ['a header of the browser', manifest({ kind: 'none' }, verify, { headers: { 'User-Agent': 'Kiln' } }), /no program in a browser can set/],
  ['a path whose inputs may be missing', manifest({ kind: 'none' }, { ...verify, ways: [{ needs: [['email']], steps: [{ request: { method: 'GET', path: '/{companyDomain}' } }] }] }), /does not follow from \[email\]/],
  ['a field of people in a question about a company', { ...manifest({ kind: 'none' }), operations: { 'enrich-company': { ...verify, answer: { fields: { companyName: 'name' } } } } }, /"companyName" is a field of people/],
  ['a hit that cannot be', { ...manifest({ kind: 'none' }), operations: { 'find-work-email': { ...verify, answer: { fields: { name: 'x' } } } } }, /there can be no hit: none of workEmail is read/],
  ['a key that nobody asks for', { ...manifest({ kind: 'none' }), key: { label: 'K', helpUrl: 'https://a.example' } }, /auth says that there is none/],
])('refuses %s', (_name, value, problem) => {
  expect(problems(value)).toMatch(problem);
});
