import { describe, expect, test } from 'vitest';
import type { Auth } from '../../lib/contracts/manifest.ts';
import { manifestJsonSchema } from '../../lib/contracts/manifest.ts';
import { PROVIDER_ATTEMPTS, PROVIDER_TIMEOUT_MS } from '../../lib/core/limits.ts';
import type { OperationName } from '../../lib/domain/enrichment/operation.ts';
import { buildCatalogue, sentWords, toSummary } from '../../lib/providers/catalogue.ts';
import { manifestProblems } from '../../lib/providers/check-manifest.ts';
import { CATALOGUE } from '../../lib/providers/registry.ts';
import { HOSTILE, mutants } from './hostile.ts';
import { coverageGaps } from './provider-coverage.ts';
import type { OperationFixture, ProviderFixture } from './provider-fixture.ts';
import { askedAs, keyProblems, seenAs, soundness, wantedAsk } from './provider-judge.ts';
import { byScript, CANARY, engineOver, leaks, play, responseOf } from './provider-player.ts';
import type { SeenRequest } from './provider-player.ts';
import { VirtualTime } from './virtual-time.ts';

const FILES: { readonly [path: string]: { readonly default?: ProviderFixture } } = import.meta.glob('../fixtures/providers/*.ts', { eager: true });
const FIXTURES = new Map(Object.entries(FILES).map(([path, file]) => [path.split('/').at(-1)?.replace(/\.ts$/, '') ?? path, file.default]));

const piecesOf = (auth: Auth): readonly string[] => ('parts' in auth ? (auth.parts ?? []) : []);
const secretOf = (auth: Auth): string => [...piecesOf(auth).slice(1).map((_, i) => `part${i}x`), CANARY].join(':');
const secretFor = (auth: Auth): { readonly secret?: string } => (auth.kind === 'none' ? {} : { secret: secretOf(auth) });

test('every manifest has a fixture file and every fixture file a manifest', () => {
  expect([...FIXTURES.keys()].sort()).toEqual([...CATALOGUE.keys()].sort());
});

test('every manifest of the folder keeps the language, and is named like its id', () => {
  expect(buildCatalogue(Object.fromEntries([...CATALOGUE].map(([id, manifest]) => [`${id}.ts`, { default: manifest }])))).toEqual(CATALOGUE);
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
      const asked = c.exchanges.flatMap(({ ask: wanted }, i) => (wanted ? [{ wanted, request: seen[i] }] : []));
      expect(asked.map(({ wanted, request }) => request && askedAs(manifest, request, wanted))).toEqual(asked.map(({ wanted }) => wantedAsk(wanted)));
      expect(seen.flatMap((request) => keyProblems(manifest, request))).toEqual([]);
      expect(seen.length).toBeGreaterThanOrEqual(c.exchanges.length);
      expect(seenAs(outcome, c.expect)).toEqual(c.expect);
      expect(soundness(outcome)).toEqual([]);
      expect(left, 'timers left behind').toBe(0);
    });

    // Without a hit there is nothing to disturb; the coverage above has said so.
    if (!hit) return;

    test('knows what is missing', () => {
      const engine = engineOver(manifest, new VirtualTime(), [], () => new Response('{}'));
      expect(engine.missingInput(id, operation, {})?.length).toBeGreaterThan(0);
      expect(engine.missingInput(id, operation, input)).toBeNull();
    });

    test('down: tries again, then says so', async () => {
      const { outcome, seen, took } = await play(manifest, ask, () => responseOf({ status: 503, text: '<html>Bad gateway</html>' }));
      expect(outcome).toMatchObject({ kind: 'failed', error: { kind: 'server' } });
      expect(seen).toHaveLength(PROVIDER_ATTEMPTS);
      expect(took).toBeLessThanOrEqual(PROVIDER_TIMEOUT_MS);
      expect(soundness(outcome)).toEqual([]);
    });

    test('down once: the answer comes all the same', async () => {
      const { outcome } = await play(manifest, ask, (request, i) => (i === 0 ? responseOf({ status: 500, text: '' }) : byScript(script)(request, i - 1)));
      expect(outcome.kind).toBe('hit');
    });

    test('a web page instead of data is nonsense', async () => {
      const { outcome, seen } = await play(manifest, ask, () => responseOf({ status: 200, headers: { 'Content-Type': 'text/html' }, text: '<!doctype html><title>Sign in</title>' }));
      expect(outcome).toMatchObject({ kind: 'failed', error: { kind: 'nonsense' } });
      expect(seen).toHaveLength(1);
    });

    test('throttled with a short Retry-After: waits and goes on', async () => {
      const { outcome, took } = await play(manifest, ask, (request, i) => (i === 0 ? responseOf({ status: 503, headers: { 'Retry-After': '2' }, text: '' }) : byScript(script)(request, i - 1)));
      expect(outcome.kind).toBe('hit');
      expect(took).toBeGreaterThanOrEqual(2_000);
    });

    test('hangs: a timeout within the limit', async () => {
      const { outcome, took, left } = await play(manifest, ask, () => new Promise<Response>(() => undefined));
      expect(outcome).toMatchObject({ kind: 'failed', error: { kind: 'timeout' } });
      expect(took).toBeLessThanOrEqual(PROVIDER_TIMEOUT_MS);
      expect(left).toBe(0);
    });

    test('hangs in the body: a timeout too', async () => {
      const { outcome } = await play(manifest, ask, () => new Response(new ReadableStream({ start: (c) => c.enqueue(new TextEncoder().encode('{"data":')) })));
      expect(outcome).toMatchObject({ kind: 'failed', error: { kind: 'timeout' } });
    });

    test('cancelled: at once, and nothing more is asked', async () => {
      const stop = new AbortController();
      const { outcome, seen } = await play(manifest, { ...ask, signal: stop.signal }, async () => {
        stop.abort();
        return new Promise<Response>(() => undefined);
      });
      expect(outcome).toMatchObject({ kind: 'failed', error: { kind: 'cancelled' } });
      expect(seen).toHaveLength(1);
      const before = await play(manifest, { ...ask, signal: stop.signal }, () => new Response('{}'));
      expect(before.outcome).toMatchObject({ kind: 'failed', error: { kind: 'cancelled' } });
      expect(before.seen).toHaveLength(0);
    });

    test('no network', async () => {
      const { outcome } = await play(manifest, ask, () => Promise.reject(new TypeError('Failed to fetch')));
      expect(outcome).toMatchObject({ kind: 'failed', error: { kind: 'offline' } });
    });

    test.each(HOSTILE)('survives %s', async (_name, answer) => {
      const { outcome } = await play(manifest, ask, () => responseOf(answer));
      expect(soundness(outcome)).toEqual([]);
      expect(outcome.kind === 'no-result' || outcome.kind === 'failed', `${outcome.kind} from nothing`).toBe(true);
      expect(outcome.kind === 'failed' ? outcome.error.kind : 'nonsense').toMatch(/^(nonsense|server|bad-input)$/);
    });

    test('survives wrong types everywhere', async () => {
      const last = script.at(-1)?.answer;
      const problems: string[] = [];
      let count = 0;
      for (const json of mutants(last?.json)) {
        const { outcome } = await play(manifest, ask, byScript([...script.slice(0, -1), { answer: { status: 200, json } }]));
        problems.push(...soundness(outcome));
        count += 1;
      }
      expect(problems).toEqual([]);
      expect(count).toBeGreaterThan(10);
    });

    if (manifest.auth.kind !== 'none') test('a partner that repeats the key gives nothing away', async () => {
      const problems: string[] = [];
      for (const echo of [CANARY, encodeURIComponent(CANARY), Buffer.from(`user:${CANARY}`).toString('base64')]) {
        for (const status of [200, 400, 401, 403, 500]) {
          const json = { error: echo, message: echo, errors: [{ details: echo, title: echo }], error_code: echo, data: { email: `${echo}@x.example`, name: echo, status: echo }, contact: { email: `${echo}@x.example`, job_title: echo }, person: { name: echo }, login: echo, name: echo, status: echo, verified: echo };
          problems.push(...soundness((await play(manifest, ask, () => responseOf({ status, json }))).outcome));
        }
      }
      expect(problems).toEqual([]);
    });

    test('without a key: a free source answers, nothing is sent to the others', async () => {
      const { secret: _secret, ...keyless } = ask;
      const { outcome, seen } = await play(manifest, keyless, byScript(script));
      const isFree = manifest.auth.kind === 'none' || manifest.auth.optional === true;
      expect(outcome).toMatchObject(isFree ? { kind: 'hit' } : { kind: 'failed', error: { kind: 'auth' } });
      expect(seen).toHaveLength(isFree ? script.length : 0);
    });

    test('practice calls keep their path below the sandbox', async () => {
      const { seen } = await play(manifest, { ...ask, sandboxUrl: 'http://127.0.0.1:9/' }, byScript(script));
      for (const request of seen) expect(request.url).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:9/${id}/`));
      expect(seen.length).toBe(script.length);
    });

    if (spec?.poll?.kind === 'repeat') test('asking again for a pending answer asks the same question', async () => {
      const time = new VirtualTime();
      const seen: SeenRequest[] = [];
      const notYet = cases.find((c) => c.expect.kind === 'pending')?.exchanges[0]?.answer ?? { status: 202, json: {} };
      const engine = engineOver(manifest, time, seen, (request, i) => (i === 0 ? responseOf(notYet) : byScript(script)(request, i - 1)));
      const first = await time.run(engine.call({ providerId: id, ...ask }));
      if (first.kind !== 'pending') throw new Error(`expected pending, got ${first.kind}`);
      expect(await time.run(engine.call({ providerId: id, ...ask, poll: first.poll }))).toMatchObject({ kind: 'pending', poll: first.poll });
      await time.run(time.sleep(first.poll.notBefore - time.now()));
      expect(await time.run(engine.call({ providerId: id, ...ask, poll: first.poll }))).toMatchObject({ kind: 'hit' });
      expect(seen.map((r) => r.url)).toEqual([seen[0]?.url, seen[0]?.url]);
    });
  });

  const checks = fixture?.keyCheck ?? [];
  if (manifest.keyCheck) {
    test.each(checks.map((c) => [c.name, c] as const))('check of the key: %s', async (_name, c) => {
      const time = new VirtualTime();
      const seen: SeenRequest[] = [];
      const engine = engineOver(manifest, time, seen, () => responseOf(c.answer));
      const outcome = await time.run(engine.checkKey(id, secretOf(manifest.auth)));
      expect(outcome).toMatchObject(c.expect);
      expect(leaks(JSON.stringify(outcome))).toBe(false);
      expect(seen).toHaveLength(1);
      expect(seen.flatMap((request) => keyProblems(manifest, request))).toEqual([]);
    });

    test('check of the key: down, silent, offline', async () => {
      for (const answerer of [() => responseOf({ status: 500, text: '' }), () => new Promise<Response>(() => undefined), () => Promise.reject(new TypeError('x')), () => responseOf({ status: 200, text: '<html>' })]) {
        const time = new VirtualTime();
        const engine = engineOver(manifest, time, [], answerer);
        expect(await time.run(engine.checkKey(id, secretOf(manifest.auth)))).toMatchObject({ status: 'unreachable' });
      }
    });
  }
});
