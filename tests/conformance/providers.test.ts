import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Auth, Manifest } from '../../lib/contracts/manifest.ts';
import { manifestJsonSchema } from '../../lib/contracts/manifest.ts';
import { PROVIDER_ATTEMPTS, PROVIDER_TIMEOUT_MS, RAW_ANSWER_CHARS } from '../../lib/core/limits.ts';
import { answerSchema, callErrorSchema } from '../../lib/contracts/account-api.ts';
import type { CallOutcome, OperationName } from '../../lib/domain/enrichment/operation.ts';
import { sentWords, toSummary } from '../../lib/providers/catalogue.ts';
import { manifestProblems } from '../../lib/providers/check-manifest.ts';
import { CATALOGUE } from '../../lib/providers/registry.ts';
import { coverageGaps } from './provider-coverage.ts';
import type { Case, OperationFixture, ProviderFixture } from './provider-fixture.ts';
import { HOSTILE, mutants } from './hostile.ts';
import { byScript, CANARY, engineOver, headersOf, leaks, play, responseOf } from './provider-player.ts';
import type { SeenRequest } from './provider-player.ts';
import { VirtualTime } from './virtual-time.ts';

const FILES: { readonly [path: string]: { readonly default?: ProviderFixture } } = import.meta.glob('../fixtures/providers/*.ts', { eager: true });
const FIXTURES = new Map(Object.entries(FILES).map(([path, file]) => [path.split('/').at(-1)?.replace(/\.ts$/, '') ?? path, file.default]));

const secretFor = (auth: Auth): { readonly secret?: string } => (auth.kind === 'none' ? {} : { secret: auth.kind === 'parts' ? [...auth.parts.slice(1).map((_, i) => `part${i}x`), CANARY].join(':') : CANARY });

const answerBounds = answerSchema.extend({ raw: z.string().max(RAW_ANSWER_CHARS) });

/** What every outcome must be, whatever came in. */
function expectSound(outcome: CallOutcome): void {
  expect(leaks(JSON.stringify(outcome)), 'the key is in the outcome').toBe(false);
  expect(outcome.tookMs).toBeGreaterThanOrEqual(0);
  if (outcome.kind === 'hit') {
    answerBounds.parse(outcome.answer);
    for (const value of Object.values(outcome.answer.fields)) expect(value).not.toMatch(/[\u0000-\u001f\u202a-\u202e\u2066-\u2069]/);
  }
  if (outcome.kind === 'no-result') expect(outcome.raw.length).toBeLessThanOrEqual(RAW_ANSWER_CHARS);
  if (outcome.kind === 'failed') callErrorSchema.parse(outcome.error);
  expect(({} as { polluted?: string }).polluted).toBeUndefined();
}

function expectAsked(manifest: Manifest, seen: SeenRequest, ask: NonNullable<Case['exchanges'][number]['ask']>): void {
  const url = new URL(seen.url);
  expect(url.origin + url.pathname).toBe(ask.url);
  expect(seen.init.method).toBe(ask.method);
  const key = manifest.auth.kind === 'query' ? manifest.auth.name : undefined;
  const query = Object.fromEntries([...url.searchParams].filter(([name]) => name !== key));
  if (ask.query !== undefined || url.hostname !== 'query.wikidata.org') expect(query).toEqual(ask.query ?? {});
  const body = typeof seen.init.body === 'string' ? seen.init.body : undefined;
  expect(body === undefined || ask.form ? undefined : (JSON.parse(body) as unknown)).toEqual(ask.json);
  if (ask.form) expect(Object.fromEntries(new URLSearchParams(body))).toEqual(ask.form);
  const headers = headersOf(seen.init);
  for (const [name, value] of Object.entries(ask.headers ?? {})) expect(headers[name.toLowerCase()]).toBe(value);
}

/** The key travels where the manifest says, and nowhere else. */
function expectKeyInPlace(manifest: Manifest, seen: SeenRequest): void {
  const { auth } = manifest;
  const headers = JSON.stringify(headersOf(seen.init));
  expect(leaks(seen.url)).toBe(auth.kind === 'query');
  expect(leaks(headers)).toBe(auth.kind === 'header' || auth.kind === 'bearer' || auth.kind === 'basic');
  if (auth.kind === 'query') expect(new URL(seen.url).searchParams.get(auth.name)).toBe(CANARY);
  if (auth.kind === 'header') expect(headersOf(seen.init)[auth.name.toLowerCase()]).toBe(`${auth.prefix ?? ''}${CANARY}`);
  if (auth.kind === 'bearer') expect(headersOf(seen.init)['authorization']).toBe(`Bearer ${CANARY}`);
  expect(seen.init).toMatchObject({ credentials: 'omit', cache: 'no-store', referrerPolicy: 'no-referrer' });
  if (auth.kind !== 'none') expect(seen.init.redirect).toBe('manual');
}

function expectOutcome(outcome: CallOutcome, expected: Case['expect']): void {
  if (expected.kind === 'failed') {
    expect(outcome).toMatchObject({ kind: 'failed', error: { kind: expected.error } });
    if (outcome.kind !== 'failed') return;
    if (expected.detail !== undefined) expect(outcome.error.detail).toContain(expected.detail);
    if (expected.retryAfterMs !== undefined) expect(outcome.error.retryAfterMs).toBe(expected.retryAfterMs);
  } else if (expected.kind === 'hit') {
    expect(outcome).toMatchObject({ kind: 'hit' });
    if (outcome.kind !== 'hit') return;
    const { raw: _raw, ...answer } = outcome.answer;
    const { kind: _kind, ...wanted } = expected;
    expect(answer).toEqual(wanted);
  } else {
    expect(outcome).toMatchObject(expected);
    if (expected.kind === 'no-result') expect('reason' in outcome ? outcome.reason : undefined).toBe(expected.reason);
  }
}

test('every manifest has a fixture file and every fixture file a manifest', () => {
  expect([...FIXTURES.keys()].sort()).toEqual([...CATALOGUE.keys()].sort());
});

test('the manifest language is published as JSON Schema', () => {
  expect(manifestJsonSchema()).toMatchObject({ type: 'object', additionalProperties: false, required: expect.arrayContaining(['id', 'operations', 'verified']) as unknown });
});

describe.each([...CATALOGUE.values()].map((manifest) => ({ id: manifest.id, manifest })))('$id', ({ id, manifest }) => {
  const fixture = FIXTURES.get(id);

  test('is plain data that survives a round through JSON', () => {
    expect(JSON.parse(JSON.stringify(manifest))).toEqual(manifest);
    expect(manifestProblems(manifest)).toEqual([]);
  });

  test('says what it is and what it sends', () => {
    const summary = toSummary(manifest);
    expect(summary.operations.length).toBe(Object.keys(manifest.operations).length);
    expect(sentWords(manifest).length).toBeGreaterThan(0);
    expect(summary.needsKey && manifest.key === undefined).toBe(false);
  });

  test('has an exchange for every outcome that its facts define', () => {
    expect(coverageGaps(manifest, fixture)).toEqual([]);
  });

  const operations = Object.entries(fixture?.operations ?? {}) as [OperationName, OperationFixture][];
  describe.each(operations)('%s', (operation, { input, cases }) => {
    const spec = manifest.operations[operation];
    const hit = cases.find((c) => c.name.startsWith('hit'));
    const ask = { operation, input: hit?.input ?? input, ...secretFor(manifest.auth) };
    const script = hit?.exchanges ?? [];

    test.each(cases.map((c) => [c.name, c] as const))('%s', async (_name, c) => {
      const { outcome, seen, left } = await play(manifest, { ...ask, input: c.input ?? input }, byScript(c.exchanges));
      c.exchanges.forEach((exchange, i) => {
        const request = seen[i];
        if (!request) throw new Error(`request ${i + 1} was not sent`);
        if (exchange.ask) expectAsked(manifest, request, exchange.ask);
        expectKeyInPlace(manifest, request);
      });
      expectOutcome(outcome, c.expect);
      expectSound(outcome);
      expect(left, 'timers left behind').toBe(0);
    });

    test('knows what is missing', () => {
      const engine = engineOver(manifest, new VirtualTime(), [], () => new Response('{}'));
      expect(engine.missingInput(id, operation, {})?.length).toBeGreaterThan(0);
      expect(engine.missingInput(id, operation, input)).toBeNull();
    });

    test('down: tries again, then says so', async () => {
      const { outcome, seen, took } = await play(manifest, ask, () => responseOf({ status: 503, text: '<html>Bad gateway</html>' }));
      expectOutcome(outcome, { kind: 'failed', error: 'server' });
      expect(seen).toHaveLength(PROVIDER_ATTEMPTS);
      expect(took).toBeLessThanOrEqual(PROVIDER_TIMEOUT_MS);
      expectSound(outcome);
    });

    test('down once: the answer comes all the same', async () => {
      const { outcome } = await play(manifest, ask, (request, i) => (i === 0 ? responseOf({ status: 500, text: '' }) : byScript(script)(request, i - 1)));
      expect(outcome.kind).toBe('hit');
    });

    test('a web page instead of data is nonsense', async () => {
      const { outcome, seen } = await play(manifest, ask, () => responseOf({ status: 200, headers: { 'Content-Type': 'text/html' }, text: '<!doctype html><title>Sign in</title>' }));
      expectOutcome(outcome, { kind: 'failed', error: 'nonsense' });
      expect(seen).toHaveLength(1);
    });

    test('throttled with a short Retry-After: waits and goes on', async () => {
      const { outcome, took } = await play(manifest, ask, (request, i) => (i === 0 ? responseOf({ status: 503, headers: { 'Retry-After': '2' }, text: '' }) : byScript(script)(request, i - 1)));
      expect(outcome.kind).toBe('hit');
      expect(took).toBeGreaterThanOrEqual(2_000);
    });

    test('hangs: a timeout within the limit', async () => {
      const { outcome, took, left } = await play(manifest, ask, () => new Promise<Response>(() => undefined));
      expectOutcome(outcome, { kind: 'failed', error: 'timeout' });
      expect(took).toBeLessThanOrEqual(PROVIDER_TIMEOUT_MS);
      expect(left).toBe(0);
    });

    test('hangs in the body: a timeout too', async () => {
      const { outcome } = await play(manifest, ask, () => new Response(new ReadableStream({ start: (c) => c.enqueue(new TextEncoder().encode('{"data":')) })));
      expectOutcome(outcome, { kind: 'failed', error: 'timeout' });
    });

    test('cancelled: at once, and nothing more is asked', async () => {
      const stop = new AbortController();
      const { outcome, seen } = await play(manifest, { ...ask, signal: stop.signal }, async () => {
        stop.abort();
        return new Promise<Response>(() => undefined);
      });
      expectOutcome(outcome, { kind: 'failed', error: 'cancelled' });
      expect(seen).toHaveLength(1);
      const before = await play(manifest, { ...ask, signal: stop.signal }, () => new Response('{}'));
      expectOutcome(before.outcome, { kind: 'failed', error: 'cancelled' });
      expect(before.seen).toHaveLength(0);
    });

    test('no network', async () => {
      const { outcome } = await play(manifest, ask, () => Promise.reject(new TypeError('Failed to fetch')));
      expectOutcome(outcome, { kind: 'failed', error: 'offline' });
    });

    test.each(HOSTILE)('survives %s', async (_name, answer) => {
      const { outcome } = await play(manifest, ask, () => responseOf(answer));
      expectSound(outcome);
      expect(outcome.kind === 'no-result' || outcome.kind === 'failed', `${outcome.kind} from nothing`).toBe(true);
      if (outcome.kind === 'failed') expect(['nonsense', 'server', 'bad-input']).toContain(outcome.error.kind);
    });

    test('survives wrong types everywhere', async () => {
      const last = script.at(-1)?.answer;
      let count = 0;
      for (const json of mutants(last?.json)) {
        const { outcome } = await play(manifest, ask, byScript([...script.slice(0, -1), { answer: { status: 200, json } }]));
        expectSound(outcome);
        count += 1;
      }
      expect(count).toBeGreaterThan(10);
    });

    test('a partner that repeats the key gives nothing away', async () => {
      if (manifest.auth.kind === 'none') return expect(secretFor(manifest.auth)).toEqual({});
      const texts = [CANARY, encodeURIComponent(CANARY), Buffer.from(`user:${CANARY}`).toString('base64')];
      for (const echo of texts) {
        for (const status of [200, 400, 401, 403, 500]) {
          const json = { error: echo, message: echo, errors: [{ details: echo, title: echo }], error_code: echo, data: { email: `${echo}@x.example`, name: echo, status: echo }, contact: { email: `${echo}@x.example`, job_title: echo }, person: { name: echo }, login: echo, name: echo, status: echo, verified: echo };
          const { outcome } = await play(manifest, ask, () => responseOf({ status, json }));
          expectSound(outcome);
        }
      }
    });

    test('without a key nothing is sent', async () => {
      const { secret: _secret, ...keyless } = ask;
      const { outcome, seen } = await play(manifest, keyless, byScript(script));
      if (manifest.auth.kind === 'none' || manifest.auth.optional) return expect(outcome.kind).toBe('hit');
      expectOutcome(outcome, { kind: 'failed', error: 'auth' });
      return expect(seen).toHaveLength(0);
    });

    test('practice calls keep their path below the sandbox', async () => {
      const { seen } = await play(manifest, { ...ask, sandboxUrl: 'http://127.0.0.1:9/' }, byScript(script));
      for (const request of seen) expect(request.url).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:9/${id}/`));
      expect(seen.length).toBe(script.length);
    });

    test('asking again for a pending answer asks the same question', async () => {
      if (!spec?.poll) return expect(cases.some((c) => c.expect.kind === 'pending')).toBe(false);
      const time = new VirtualTime();
      const seen: SeenRequest[] = [];
      const engine = engineOver(manifest, time, seen, (request, i) => (i === 0 ? responseOf({ status: 202, json: {} }) : byScript(script)(request, i - 1)));
      const first = await time.run(engine.call({ providerId: id, ...ask }));
      if (first.kind !== 'pending') throw new Error(`expected pending, got ${first.kind}`);
      const early = await time.run(engine.call({ providerId: id, ...ask, poll: first.poll }));
      expect(early).toMatchObject({ kind: 'pending', poll: first.poll });
      await time.run(time.sleep(first.poll.notBefore - time.now()));
      const second = await time.run(engine.call({ providerId: id, ...ask, poll: first.poll }));
      expect(second.kind).toBe('hit');
      return expect(seen.map((r) => r.url)).toEqual([seen[0]?.url, seen[0]?.url]);
    });
  });

  const checks = fixture?.keyCheck ?? [];
  if (manifest.keyCheck) {
    test.each(checks.map((c) => [c.name, c] as const))('check of the key: %s', async (_name, c) => {
      const time = new VirtualTime();
      const seen: SeenRequest[] = [];
      const engine = engineOver(manifest, time, seen, () => responseOf(c.answer));
      const outcome = await time.run(engine.checkKey(id, CANARY));
      expect(outcome).toMatchObject(c.expect);
      expect(leaks(JSON.stringify(outcome))).toBe(false);
      expect(seen).toHaveLength(1);
      if (seen[0]) expectKeyInPlace(manifest, seen[0]);
    });

    test('check of the key: down, silent, offline', async () => {
      for (const answerer of [() => responseOf({ status: 500, text: '' }), () => new Promise<Response>(() => undefined), () => Promise.reject(new TypeError('x')), () => responseOf({ status: 200, text: '<html>' })]) {
        const time = new VirtualTime();
        const engine = engineOver(manifest, time, [], answerer);
        expect(await time.run(engine.checkKey(id, CANARY))).toMatchObject({ status: 'unreachable' });
      }
    });
  }
});
