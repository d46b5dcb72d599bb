import { expect, test } from 'vitest';
import type { BatchSpec, Manifest, OperationSpec } from '../../../lib/contracts/manifest.ts';
import { parseManifest } from '../../../lib/providers/catalogue.ts';
import { engineOver, responseOf, type Answerer, type SeenRequest } from '../../conformance/provider-player.ts';
import { VirtualTime } from '../../conformance/virtual-time.ts';

const batch: BatchSpec = {
  max: 3, needs: [['email']], row: { address: '{email}' }, request: { method: 'POST', path: '/batch', json: { rows: '{rows}', day: '{today}' } },
  answers: 'results', match: { by: 'echo', path: 'address', with: 'email' }, rowRules: [{ when: { path: 'error', exists: true }, then: 'bad-input' }],
};
const verify: OperationSpec = {
  ways: [{ needs: [['email'], ['phone']], steps: [{ request: { method: 'GET', path: '/v', query: { email: '{email}' } } }] }],
  answer: { fields: {}, verdict: { path: 'status', map: { ok: 'valid' }, otherwise: 'unknown' } },
  batch,
};
const manifest = (operation: OperationSpec = verify): Manifest => ({
  kiln: 1, id: 'own-one', name: 'Own', homepage: 'https://own.example', docs: 'https://own.example/docs', baseUrl: 'https://api.own.example/v1', auth: { kind: 'bearer' }, key: { label: 'Key', helpUrl: 'https://own.example' },
  operations: { 'verify-email': operation }, price: { note: '1 a check', charged: 'call' }, verified: { sure: 'own', sources: ['own'], on: '2026-11', live: false },
});
const rowsIn = (request: SeenRequest): { address: string }[] => (JSON.parse(request.init.body as string) as { rows: { address: string }[] }).rows;
/** Answers every row with a verdict that is made of its address, in reverse order. */
const echo: Answerer = (request) => responseOf({ status: 200, json: request.url.endsWith('/batch') ? { results: rowsIn(request).map(({ address }) => ({ address: address.toUpperCase(), status: address.startsWith('a') ? 'ok' : 'bad' })).reverse() } : { status: 'ok' } });

function setUp(answerer: Answerer, operation?: OperationSpec) {
  const time = new VirtualTime();
  const seen: SeenRequest[] = [];
  const engine = engineOver(manifest(operation), time, seen, answerer, undefined, 20);
  const call = (email: string, more: { readonly secret?: string; readonly signal?: AbortSignal } = {}) => engine.call({ providerId: 'own-one', operation: 'verify-email', input: { email }, secret: 'key-1234', ...more });
  return { time, seen, call };
}

test('is sound', () => {
  expect(parseManifest(manifest())).toMatchObject({ ok: true });
});

test('calls at the same time share one request, and each gets its own row and its own bill', async () => {
  const { time, seen, call } = setUp(echo);
  const outcomes = await time.run(Promise.all([call('a@x.example'), call('b@x.example')]));
  expect(outcomes).toMatchObject([{ kind: 'hit', answer: { verdict: 'valid', raw: '{"address":"A@X.EXAMPLE","status":"ok"}' }, bill: { billed: true } }, { kind: 'hit', answer: { verdict: 'unknown' }, bill: { billed: true } }]);
  expect(seen.map((request) => request.init.body)).toEqual(['{"rows":[{"address":"a@x.example"},{"address":"b@x.example"}],"day":"2026-01-05"}']);
  expect(outcomes[0]?.tookMs).toBe(20);
});

test('one alone goes the ordinary way; the full one does not wait; more than fit take two', async () => {
  const { time, seen, call } = setUp(echo);
  await time.run(call('a@x.example'));
  expect(seen.map((request) => new URL(request.url).pathname)).toEqual(['/v1/v']);
  const started = time.now();
  await time.run(Promise.all(['a', 'b', 'c'].map((name) => call(`${name}@x.example`))));
  expect(time.now()).toBe(started);
  await time.run(Promise.all(['a', 'b', 'c', 'd', 'e'].map((name) => call(`${name}@x.example`))));
  expect(seen.slice(1).map((request) => rowsIn(request).length)).toEqual([3, 3, 2]);
});

test('another key never shares a request', async () => {
  const { time, seen, call } = setUp(echo);
  await time.run(Promise.all([call('a@x.example'), call('b@x.example', { secret: 'other-key' })]));
  expect(seen.map((request) => new URL(request.url).pathname)).toEqual(['/v1/v', '/v1/v']);
});

test('one who leaves: before, the others go; during, the others are answered; all: the request ends', async () => {
  const before = setUp(echo, { ...verify, batch: { ...batch, max: 5 } });
  const stop = new AbortController();
  const calls = Promise.all([before.call('a@x.example', { signal: stop.signal }), before.call('b@x.example'), before.call('ab@x.example')]);
  stop.abort();
  expect(await before.time.run(calls)).toMatchObject([{ kind: 'failed', error: { kind: 'cancelled' } }, { kind: 'hit' }, { kind: 'hit' }]);
  expect(before.seen.flatMap(rowsIn).map((row) => row.address)).toEqual(['b@x.example', 'ab@x.example']);

  const leaving = new AbortController();
  let signal: AbortSignal | null | undefined;
  const all = setUp((request) => {
    signal = request.init.signal;
    leaving.abort();
    return new Promise<Response>(() => undefined);
  });
  const gone = await all.time.run(Promise.all(['a', 'b'].map((name) => all.call(`${name}@x.example`, { signal: leaving.signal }))));
  expect(gone.map((outcome) => outcome.kind === 'failed' && outcome.error.kind)).toEqual(['cancelled', 'cancelled']);
  await all.time.settle();
  expect([signal?.aborted, all.time.pending]).toEqual([true, 0]);
});

test('a batch that fails fails each; one bad row fails alone; a row that is not there is a miss', async () => {
  const down = setUp(() => responseOf({ status: 500, text: '' }));
  expect((await down.time.run(Promise.all([down.call('a@x.example'), down.call('b@x.example')]))).map((o) => o.kind === 'failed' && o.error.kind)).toEqual(['server', 'server']);
  const part = setUp(() => responseOf({ status: 200, json: { results: [{ address: 'a@x.example', error: 'malformed' }, { address: 'b@x.example', status: 'ok' }] } }));
  expect((await part.time.run(Promise.all(['a', 'b', 'c'].map((name) => part.call(`${name}@x.example`))))).map((o) => (o.kind === 'failed' ? o.error.kind : o.kind))).toEqual(['bad-input', 'hit', 'no-result']);
});

test('by position nobody gets the answer of somebody else: another number of answers is nonsense', async () => {
  const byPlace: OperationSpec = { ...verify, batch: { ...batch, match: { by: 'position' }, answers: '' } };
  const fits = setUp((request) => responseOf({ status: 200, json: rowsIn(request).map(({ address }) => ({ status: address.startsWith('a') ? 'ok' : 'bad' })) }), byPlace);
  expect((await fits.time.run(Promise.all([fits.call('b@x.example'), fits.call('a@x.example')]))).map((o) => o.kind === 'hit' && o.answer.verdict)).toEqual(['unknown', 'valid']);
  const short = setUp(() => responseOf({ status: 200, json: [{ status: 'ok' }] }), byPlace);
  expect((await short.time.run(Promise.all([short.call('a@x.example'), short.call('b@x.example')]))).map((o) => o.kind === 'failed' && o.error.kind)).toEqual(['nonsense', 'nonsense']);
});

test('a map by the question', async () => {
  const byKey: OperationSpec = { ...verify, batch: { ...batch, match: { by: 'key', with: 'email' }, answers: 'found' } };
  const { time, call } = setUp(() => responseOf({ status: 200, json: { found: { 'A@x.example': { status: 'ok' } } } }), byKey);
  expect((await time.run(Promise.all([call('a@x.example'), call('b@x.example')]))).map((o) => o.kind)).toEqual(['hit', 'no-result']);
});

test.each<[string, OperationSpec, RegExp]>([
  ['a batch without rows', { ...verify, batch: { ...batch, request: { method: 'POST', path: '/batch', json: { rows: [] } } } }, /needs "\{rows\}" in one place/],
  ['a batch that waits', { ...verify, batch: { ...batch, rules: [{ when: { status: 202 }, then: 'pending' }] } }, /answered at once/],
  ['a batch and a job', { ...verify, poll: { kind: 'job', id: 'id', request: { method: 'GET', path: '/j/{job.id}' }, everyMs: 1_000 } }, /cannot be a job as well/],
  ['answers told apart by what is not asked', { ...verify, batch: { ...batch, needs: [['email'], ['phone']] } }, /told apart by email/],
])('refuses %s', (_name, operation, problem) => {
  const parsed = parseManifest(manifest(operation));
  expect(parsed.ok ? '' : parsed.error.join('\n')).toMatch(problem);
});
