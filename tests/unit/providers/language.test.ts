import { expect, test } from 'vitest';
import type { Auth, Manifest, OperationSpec } from '../../../lib/contracts/manifest.ts';
import { POLLS } from '../../../lib/core/limits.ts';
import { buildCatalogue, originsOf, parseManifest } from '../../../lib/providers/catalogue.ts';
import { manifestProblems } from '../../../lib/providers/check-manifest.ts';
import { patternProblem } from '../../../lib/providers/conditions.ts';
import { normalInput } from '../../../lib/providers/input.ts';
import { engineOver, headersOf, play, responseOf } from '../../conformance/provider-player.ts';
import type { SeenRequest } from '../../conformance/provider-player.ts';
import { VirtualTime } from '../../conformance/virtual-time.ts';

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
const b64 = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

test.each<[string, Auth, string, { readonly [name: string]: string }]>([
  ['a scheme of its own', { kind: 'header', name: 'Authorization', prefix: 'Token ' }, 'abcd1234', { authorization: 'Token abcd1234' }],
  ['a bare key', { kind: 'header', name: 'Authorization' }, 'abcd1234', { authorization: 'abcd1234' }],
  ['bearer', { kind: 'bearer' }, 'abcd1234', { authorization: 'Bearer abcd1234' }],
  ['key as user, empty password', { kind: 'basic', user: '{key}', password: '' }, 'abcd1234', { authorization: b64('abcd1234:') }],
  ['a literal user', { kind: 'basic', user: 'api', password: '{key}' }, 'abcd1234', { authorization: b64('api:abcd1234') }],
  ['a pair', { kind: 'basic', user: '{key.id}', password: '{key.secret}', parts: ['id', 'secret'] }, 'me@own.example:se:cret', { authorization: b64('me@own.example:se:cret') }],
  ['two headers', { kind: 'parts', parts: ['id', 'secret'], headers: { 'X-Id': '{key.id}', 'X-Secret': '{key.secret}' } }, 'id12:secret34', { 'x-id': 'id12', 'x-secret': 'secret34' }],
])('auth: %s', async (_name, auth, secret, headers) => {
  const { outcome, seen } = await play(manifest(auth), { ...ask, secret }, valid);
  expect(outcome).toMatchObject({ kind: 'hit', answer: { verdict: 'valid' } });
  expect(headersOf(seen[0]?.init ?? {})).toMatchObject(headers);
});

test('auth: two parameters, and a key in the body', async () => {
  const two = await play(manifest({ kind: 'parts', parts: ['id', 'secret'], query: { app_id: '{key.id}', app_key: '{key.secret}' } }), { ...ask, secret: 'id12:secret34' }, valid);
  expect(two.seen[0]?.url).toBe('https://api.own.example/v1/v?email=ada%40example.com&app_id=id12&app_key=secret34');
  const posts: OperationSpec = { ...verify, ways: [{ needs: [['email']], steps: [{ request: { method: 'POST', path: '/v', json: { email: '{email}' } } }] }] };
  const body = await play(manifest({ kind: 'parts', parts: ['key'], json: { apiKey: '{key}' } }, posts), { ...ask, secret: 'abcd1234' }, valid);
  expect(body.seen[0]?.init.body).toBe(JSON.stringify({ email: 'ada@example.com', apiKey: 'abcd1234' }));
});

test.each(['half-a-pair', 'line\nbreak', 'schlüssel'])('a key that cannot be one is refused before anything is sent: %j', async (secret) => {
  const { outcome, seen } = await play(manifest({ kind: 'parts', parts: ['id', 'secret'], headers: { 'X-Id': '{key.id}' } }), { ...ask, secret }, valid);
  expect(outcome).toMatchObject({ kind: 'failed', error: { kind: 'auth' } });
  expect(seen).toHaveLength(0);
});

test('forms are encoded as forms', async () => {
  const form: OperationSpec = { ...verify, ways: [{ needs: [['email']], steps: [{ request: { method: 'POST', path: '/v', form: { email: '{email}', phone: '{phone}', n: 1 } } }] }] };
  const { seen } = await play(manifest({ kind: 'none' }, form), ask, valid);
  expect(seen[0]?.init.body).toBe('email=ada%40example.com&n=1');
  expect(headersOf(seen[0]?.init ?? {})['content-type']).toBe('application/x-www-form-urlencoded');
});

test('text answers are read by text conditions', async () => {
  const text: OperationSpec = {
    ways: [{ needs: [['email']], steps: [{ request: { method: 'GET', path: '/v', accept: 'text' }, rules: [{ when: { text: true, matches: '^ERROR 50' }, then: 'no-result' }, { when: { text: true, matches: '^ERROR 13' }, then: 'no-credits' }] }] }],
    answer: { fields: {}, verdict: { value: 'valid' } },
  };
  const outcomes = await Promise.all(['ERROR 50 :: NOTHING FOUND', 'ERROR 13 :: LIMIT', 'fine'].map(async (words) => (await play(manifest({ kind: 'none' }, text), ask, () => responseOf({ status: 200, text: words }))).outcome));
  expect(outcomes).toMatchObject([{ kind: 'no-result' }, { kind: 'failed', error: { kind: 'no-credits' } }, { kind: 'hit' }]);
});

test('of several picks the first with a value counts, each by its own words', async () => {
  const verdict = [{ value: 'catch-all', when: { path: 'accepts_all', is: true } }, { path: 'ok', map: { true: 'valid', false: 'invalid' } }, { value: 'unknown', when: { path: 'ok', is: null } }];
  const several = manifest({ kind: 'none' }, { ...verify, answer: { fields: { mailHost: ['mx', { path: 'provider', map: { g: 'mail.example' } }] }, verdict } });
  const answers = [{ ok: true, accepts_all: true }, { ok: true, accepts_all: false, mx: 'mx.example' }, { ok: false, provider: 'g' }, { ok: null }, { ok: 'maybe' }];
  const outcomes = await Promise.all(answers.map(async (json) => (await play(several, ask, () => responseOf({ status: 200, json: { ...json, status: 'ok' } }))).outcome));
  expect(outcomes).toMatchObject([
    { answer: { verdict: 'catch-all', fields: {} } },
    { answer: { verdict: 'valid', fields: { mailHost: 'mx.example' } } },
    { answer: { verdict: 'invalid', fields: { mailHost: 'mail.example' } } },
    { answer: { verdict: 'unknown' } },
    { kind: 'no-result' },
  ]);
  expect(manifestProblems(manifest({ kind: 'none' }, { ...verify, answer: { fields: {}, verdict: ['status', { path: 'a[' }] } }))).toEqual([expect.stringContaining('not a path')]);
});

const job: OperationSpec = {
  ...verify,
  ways: [{ needs: [['email']], steps: [{ request: { method: 'POST', path: '/jobs', json: { email: '{email}' } } }] }],
  rules: [{ when: { path: 'state', is: ['queued', 'running'] }, then: 'pending' }, { when: { path: 'state', is: 'failed' }, then: 'nonsense' }],
  poll: { kind: 'job', id: 'id', request: { method: 'GET', path: '/jobs/{job.id}' }, everyMs: 10_000 },
};

test('submit, then ask for the job until it is ready', async () => {
  const time = new VirtualTime();
  const seen: SeenRequest[] = [];
  const answers = [{ id: 'j 1' }, { state: 'running' }, { state: 'done', status: 'ok' }];
  const engine = engineOver(manifest({ kind: 'none' }, job), time, seen, (_r, i) => responseOf({ status: 200, json: answers[i] }));
  const first = await time.run(engine.call({ providerId: 'own-one', ...ask }));
  if (first.kind !== 'pending') throw new Error(first.kind);
  expect(first.poll).toEqual({ jobId: 'j 1', polls: 1, notBefore: time.now() + 10_000, since: time.now() });
  await time.run(time.sleep(9_000));
  const second = await time.run(engine.call({ providerId: 'own-one', ...ask, poll: first.poll }));
  if (second.kind !== 'pending') throw new Error(second.kind);
  expect(second.poll.polls).toBe(2);
  await time.run(time.sleep(10_000));
  expect(await time.run(engine.call({ providerId: 'own-one', ...ask, poll: second.poll }))).toMatchObject({ kind: 'hit' });
  expect(seen.map((r) => `${r.init.method} ${r.url}`)).toEqual(['POST https://api.own.example/v1/jobs', 'GET https://api.own.example/v1/jobs/j%201', 'GET https://api.own.example/v1/jobs/j%201']);
});

test('a quick job is waited for inside the call; an endless one ends', async () => {
  const quick = { ...job, poll: { ...job.poll, everyMs: 500 } } as OperationSpec;
  const answers = [{ id: 'j1' }, { state: 'queued' }, { state: 'done', status: 'ok' }];
  expect((await play(manifest({ kind: 'none' }, quick), ask, (_r, i) => responseOf({ status: 200, json: answers[i] }))).outcome).toMatchObject({ kind: 'hit' });
  const endless = await play(manifest({ kind: 'none' }, job), { ...ask, poll: { jobId: 'j1', polls: POLLS + 1, notBefore: 0 } }, valid);
  expect(endless.outcome).toMatchObject({ kind: 'failed', error: { kind: 'timeout', retryable: false } });
  expect(endless.seen).toHaveLength(0);
});

test('a throttle holds every later call of the provider back', async () => {
  const time = new VirtualTime();
  const seen: SeenRequest[] = [];
  const engine = engineOver(manifest({ kind: 'none' }), time, seen, (_r, i) => (i === 0 ? responseOf({ status: 429, headers: { 'Retry-After': '60' }, text: '' }) : valid()));
  const call = () => time.run(engine.call({ providerId: 'own-one', ...ask }));
  expect(await call()).toMatchObject({ kind: 'failed', error: { kind: 'rate-limited', retryAfterMs: 60_000 } });
  expect(await call()).toMatchObject({ kind: 'failed', error: { kind: 'rate-limited' } });
  expect(seen).toHaveLength(1);
  await time.run(time.sleep(60_000));
  expect(await call()).toMatchObject({ kind: 'hit' });
});

test('own pace: what does not fit in the time of a call is handed back unsent', async () => {
  const time = new VirtualTime();
  const seen: SeenRequest[] = [];
  const engine = engineOver(manifest({ kind: 'none' }, verify, { limits: { perHour: 2 } }), time, seen, valid);
  const outcomes = [];
  for (let i = 0; i < 3; i++) outcomes.push(await time.run(engine.call({ providerId: 'own-one', ...ask })));
  expect(outcomes.map((o) => o.kind)).toEqual(['hit', 'hit', 'failed']);
  expect(outcomes[2]).toMatchObject({ error: { kind: 'rate-limited', retryAfterMs: 3_605_000 } });
  expect(seen).toHaveLength(2);
});

test('dots in a path do not climb', async () => {
  const path: OperationSpec = { ...verify, ways: [{ needs: [['name']], steps: [{ request: { method: 'GET', path: '/p/{name}' } }] }] };
  const { outcome, seen } = await play(manifest({ kind: 'none' }, path), { operation: 'verify-email', input: { name: '..' } }, valid);
  expect(outcome).toMatchObject({ kind: 'failed', error: { kind: 'bad-input' } });
  expect(seen).toHaveLength(0);
});

test('unknown providers and operations are refused, not thrown', async () => {
  const engine = engineOver(manifest({ kind: 'none' }), new VirtualTime(), [], valid);
  expect(await engine.call({ providerId: 'constructor', operation: 'verify-email', input: {} })).toMatchObject({ kind: 'failed', error: { kind: 'bad-input' } });
  expect(await engine.call({ providerId: 'own-one', operation: 'find-mobile', input: {} })).toMatchObject({ kind: 'failed', error: { kind: 'bad-input' } });
  expect(await engine.checkKey('own-one', 'x')).toEqual({ status: 'unchecked' });
});

test('an idempotency key is sent where the partner knows one', async () => {
  const { seen } = await play(manifest({ kind: 'none' }, verify, { idempotencyHeader: 'Idempotency-Key' }), { ...ask, idempotencyKey: 'task.1' }, valid);
  expect(headersOf(seen[0]?.init ?? {})['idempotency-key']).toBe('task.1');
});

test('what follows from a question', () => {
  expect(normalInput('find-work-email', { firstName: ' Ada ', lastName: 'van  Example', domain: 'HTTPS://www.Example.com/x' })).toEqual({ firstName: 'Ada', lastName: 'van Example', name: 'Ada van Example', domain: 'example.com', companyDomain: 'example.com' });
  expect(normalInput('enrich-company', { name: 'Oakline', companyDomain: 'oakline.example' })).toEqual({ name: 'Oakline', companyName: 'Oakline', domain: 'oakline.example', companyDomain: 'oakline.example' });
  expect(normalInput('check-phone', { phone: '0033 1 99 00 12 34' })).toEqual({ phone: '+33199001234' });
  expect(normalInput('check-phone', { phone: '01 99 00 12 34' })).toEqual({});
  expect(normalInput('enrich-person', { githubLogin: 'https://github.com/ada-example/', email: 'no address', linkedinUrl: 'javascript:alert(1)' })).toEqual({ githubLogin: 'ada-example' });
});

test.each<[string, unknown, RegExp]>([
  ['an unknown word', { ...manifest({ kind: 'none' }), surprise: 1 }, /surprise/],
  ['http', { ...manifest({ kind: 'none' }), baseUrl: 'http://api.own.example' }, /baseUrl/],
  ['no operation', { ...manifest({ kind: 'none' }), operations: {} }, /no operation/],
  ['a placeholder that does not exist', manifest({ kind: 'none' }, { ...verify, ways: [{ needs: [['email']], steps: [{ request: { method: 'GET', path: '/{emial}' } }] }] }), /\{emial\} is not known/],
  ['a transform that does not exist', manifest({ kind: 'none' }, { ...verify, ways: [{ needs: [['email']], steps: [{ request: { method: 'GET', path: '/{email|shout}' } }] }] }), /shout/],
  ['a path that is none', manifest({ kind: 'none' }, { ...verify, answer: { fields: { name: 'a[' }, verdict: 'status' } }), /not a path/],
  ['a runaway pattern', manifest({ kind: 'none' }, verify, { rules: [{ when: { path: 'x', matches: '(a+)+$' }, then: 'auth' }] }), /repeated groups/],
  ['a condition about nothing', manifest({ kind: 'none' }, verify, { rules: [{ when: { is: 1 }, then: 'auth' }] }), /condition needs/],
  ['a GET with a body', manifest({ kind: 'none' }, { ...verify, ways: [{ needs: [['email']], steps: [{ request: { method: 'GET', path: '/', json: {} } }] }] }), /GET has no body/],
  ['a verifier without a verdict', manifest({ kind: 'none' }, { ...verify, answer: { fields: {} } }), /needs a verdict/],
  ['redirects with a key', manifest({ kind: 'bearer' }, verify, { redirects: 'follow' }), /never redirected/],
  ['a later step used too early', manifest({ kind: 'none' }, { ...verify, ways: [{ needs: [['email']], steps: [{ request: { method: 'GET', path: '/{step.id}' }, save: { id: 'id' } }] }] }), /step\.id/],
  ['a word that no other partner says', { ...manifest({ kind: 'none' }), operations: { 'check-phone': { ...verify, ways: [{ needs: [['phone']], steps: [{ request: { method: 'GET', path: '/v' } }] }], answer: { fields: { phoneType: { path: 'type', map: { cell: 'cellular' } }, phoneStatus: 'status' } } } } }, /phoneType: the words.*\n.*phoneStatus: the words/],
  ['nothing', null, /manifest/],
])('refuses %s', (_name, value, problem) => {
  const parsed = parseManifest(value);
  expect(parsed.ok ? '' : parsed.error.join('\n')).toMatch(problem);
});

test('accepts a sound manifest, from JSON too', () => {
  expect(parseManifest(JSON.parse(JSON.stringify(manifest({ kind: 'bearer' }, job))))).toMatchObject({ ok: true });
});

test('a catalogue keeps files and ids together and says everything that is wrong', () => {
  expect([...buildCatalogue({ './catalogue/own-one.ts': { default: manifest({ kind: 'none' }) } }).keys()]).toEqual(['own-one']);
  expect(() => buildCatalogue({ './a/other.ts': { default: manifest({ kind: 'none' }) }, './a/bad.ts': { default: {} } })).toThrow(/other: the id "own-one"[\s\S]*|bad: /);
});

test('every origin that is called is named', () => {
  const two: OperationSpec = { ...verify, ways: [{ needs: [['email']], steps: [{ request: { base: 'https://other.example/x', method: 'GET', path: '/v' } }] }] };
  expect(originsOf(manifest({ kind: 'none' }, two))).toEqual(['https://api.own.example', 'https://other.example']);
});

test('patterns that could run away are refused', () => {
  expect(['(a+)+', '(a|aa)*', '(?<=x)y', '(x)\\1', 'a*b*c*d*e', '('].map((p) => patternProblem(p) !== null)).toEqual(Array.from({ length: 6 }, () => true));
  expect(['^email_not_unlocked@', 'invalid api key', '\\.google\\.com$', 'a|b'].map(patternProblem)).toEqual([null, null, null, null]);
});

test('an endless text in an answer is bounded before any transform sees it', async () => {
  const endless: OperationSpec = { ...verify, answer: { fields: { website: { path: 'link', as: ['lastSegment', 'url'] } }, verdict: { path: 'status', map: { ok: 'valid' } } } };
  for (const link of [`https://a.example/${'/'.repeat(90_000)}b`, `${'?'.repeat(90_000)}\n`]) {
    const { outcome } = await play(manifest({ kind: 'none' }, endless), ask, () => responseOf({ status: 200, json: { status: 'ok', link } }));
    expect(outcome).toMatchObject({ kind: 'hit', answer: { verdict: 'valid' } });
  }
});
