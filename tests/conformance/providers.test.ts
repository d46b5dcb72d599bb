import { describe, expect, test } from 'vitest';
import type { Manifest } from '../../lib/contracts/manifest.ts';
import { PROVIDER_ATTEMPTS, PROVIDER_TIMEOUT_MS } from '../../lib/core/limits.ts';
import type { OperationName } from '../../lib/domain/enrichment/operation.ts';
import { joinSecret } from '../../lib/contracts/provider-address.ts';
import { buildCatalogue, parseManifest, sentWords, toSummary } from '../../lib/providers/catalogue.ts';
import { manifestProblems } from '../../lib/providers/check-manifest.ts';
import type { CallRequest } from '../../lib/providers/engine-api.ts';
import { CATALOGUE } from '../../lib/providers/registry.ts';
import { needsKey } from '../../lib/providers/request.ts';
import { HOSTILE, mutants } from './hostile.ts';
import { coverageGaps } from './provider-coverage.ts';
import { TOKEN, type OperationFixture, type ProviderFixture } from './provider-fixture.ts';
import { askedAs, keyProblems, loginAs, seenAs, soundness, wantedAsk } from './provider-judge.ts';
import { byScript, CANARY, engineOver, headersOf, leaks, play, responseOf } from './provider-player.ts';
import type { Answerer, Login, Played, SeenRequest } from './provider-player.ts';
import { VirtualTime } from './virtual-time.ts';

const FILES: { readonly [path: string]: { readonly default?: ProviderFixture } } = import.meta.glob('../fixtures/providers/*.ts', { eager: true });
const FIXTURES = new Map(Object.entries(FILES).map(([path, file]) => [path.split('/').at(-1)?.replace(/\.ts$/, '') ?? path, file.default]));

/** A key of the kind, behind the address where the manifest wants one. */
function secretFor({ auth, address, baseUrl }: Manifest): { readonly secret?: string } {
  const parts = auth.kind === 'parts' || auth.kind === 'basic' || auth.kind === 'token' ? (auth.parts ?? []) : [];
  const key = auth.kind === 'none' ? '' : [...parts.slice(1).map((_, i) => `part${i}x`), CANARY].join(':');
  const secret = address?.required ? joinSecret(baseUrl, key) : key;
  return secret === '' ? {} : { secret };
}

/** Text as a partner may break it. */
const textMutants = (text: string): readonly { readonly text: string }[] => [
  ...['', '\n', ';;;;', text.slice(0, text.length / 2), text.toUpperCase(), text.replaceAll('\n', ''), text.replaceAll(/\d/g, 'x'), `${text}\n`.repeat(500), '\u202e\u0000'.repeat(300), text.replaceAll(/[a-z]/g, '<')].map((mutant) => ({ text: mutant })),
  { text: 'x'.repeat(900_000) },
];

test('every manifest has a fixture file and every fixture file a manifest', () => {
  expect([...FIXTURES.keys()].sort()).toEqual([...CATALOGUE.keys()].sort());
});

test('every manifest of the folder keeps the language, and is named like its id', () => {
  expect(buildCatalogue(Object.fromEntries([...CATALOGUE].map(([id, manifest]) => [`${id}.ts`, { default: manifest }])))).toEqual(CATALOGUE);
});

describe.each([...CATALOGUE.values()].map((manifest) => ({ id: manifest.id, manifest })))('$id', ({ id, manifest }) => {
  const fixture = FIXTURES.get(id);
  const loginOf = (): Login | undefined => (fixture?.login ? { seen: [], answer: fixture.login.answer } : undefined);
  const playOne = (request: Omit<CallRequest, 'providerId'>, answerer: Answerer, follow = true): Promise<Played> => play(manifest, request, answerer, loginOf(), follow);

  test('is plain data that survives a round through JSON', () => {
    expect(JSON.parse(JSON.stringify(manifest))).toEqual(manifest);
    expect(manifestProblems(manifest)).toEqual([]);
    expect(parseManifest(manifest)).toEqual({ ok: true, value: manifest });
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
    const ask = { operation, input: hit?.input ?? input, ...secretFor(manifest) };
    const script = hit?.exchanges ?? [];
    const isText = ['text', 'html'].includes(spec?.ways[0]?.steps[0]?.request.accept ?? '');

    test.each(cases.map((c) => [c.name, c] as const))('%s', async (_name, c) => {
      const { outcome, seen, left } = await playOne({ ...ask, input: c.input ?? input }, byScript(c.exchanges), c.expect.kind !== 'pending');
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
      const { outcome, seen, took } = await playOne(ask, () => responseOf({ status: 503, text: '<html>Bad gateway</html>' }));
      expect(outcome).toMatchObject({ kind: 'failed', error: { kind: 'server' } });
      expect(seen).toHaveLength(PROVIDER_ATTEMPTS);
      expect(took).toBeLessThanOrEqual(PROVIDER_TIMEOUT_MS);
      expect(soundness(outcome)).toEqual([]);
    });

    test('down once: the answer comes all the same', async () => {
      const { outcome } = await playOne(ask, (request, i) => (i === 0 ? responseOf({ status: 500, text: '' }) : byScript(script)(request, i - 1)));
      expect(outcome.kind).toBe('hit');
    });

    test('a web page instead of data is nonsense', async () => {
      const { outcome, seen } = await playOne(ask, () => responseOf({ status: 200, headers: { 'Content-Type': 'text/html' }, text: '<!doctype html><title>Sign in</title>' }));
      // A partner of text may mean it: then nothing is in it.
      expect(isText ? { kind: 'failed', error: { kind: 'nonsense' }, was: outcome.kind } : outcome).toMatchObject({ kind: 'failed', error: { kind: 'nonsense' } });
      expect(['failed', 'no-result']).toContain(outcome.kind);
      expect(seen).toHaveLength(1);
    });

    test('throttled with a short Retry-After: waits and goes on', async () => {
      const { outcome, took } = await playOne(ask, (request, i) => (i === 0 ? responseOf({ status: 503, headers: { 'Retry-After': '2' }, text: '' }) : byScript(script)(request, i - 1)));
      expect(outcome.kind).toBe('hit');
      expect(took).toBeGreaterThanOrEqual(2_000);
    });

    test('hangs: a timeout within the limit', async () => {
      const { outcome, took, left } = await playOne(ask, () => new Promise<Response>(() => undefined));
      expect(outcome).toMatchObject({ kind: 'failed', error: { kind: 'timeout' } });
      expect(took).toBeLessThanOrEqual(PROVIDER_TIMEOUT_MS);
      expect(left).toBe(0);
    });

    test('hangs in the body: a timeout too', async () => {
      const { outcome } = await playOne(ask, () => new Response(new ReadableStream({ start: (c) => c.enqueue(new TextEncoder().encode('{"data":')) })));
      expect(outcome).toMatchObject({ kind: 'failed', error: { kind: 'timeout' } });
    });

    test('cancelled: at once, and nothing more is asked', async () => {
      const stop = new AbortController();
      const { outcome, seen } = await playOne({ ...ask, signal: stop.signal }, async () => {
        stop.abort();
        return new Promise<Response>(() => undefined);
      });
      expect(outcome).toMatchObject({ kind: 'failed', error: { kind: 'cancelled' } });
      expect(seen).toHaveLength(1);
      const before = await playOne({ ...ask, signal: stop.signal }, () => new Response('{}'));
      expect(before.outcome).toMatchObject({ kind: 'failed', error: { kind: 'cancelled' } });
      expect(before.seen).toHaveLength(0);
    });

    test('no network', async () => {
      const { outcome } = await playOne(ask, () => Promise.reject(new TypeError('Failed to fetch')));
      expect(outcome).toMatchObject({ kind: 'failed', error: { kind: 'offline' } });
    });

    test.each(HOSTILE)('survives %s', async (_name, answer) => {
      const { outcome } = await playOne(ask, () => responseOf(answer));
      expect(soundness(outcome)).toEqual([]);
      expect(outcome.kind === 'no-result' || outcome.kind === 'failed', `${outcome.kind} from nothing`).toBe(true);
      expect(outcome.kind === 'failed' ? outcome.error.kind : 'nonsense').toMatch(/^(nonsense|server|bad-input|timeout)$/);
    });

    test('survives wrong types everywhere', async () => {
      const last = script.at(-1)?.answer;
      const problems: string[] = [];
      let count = 0;
      for (const answer of last?.text === undefined ? [...mutants(last?.json)].map((json) => ({ json })) : textMutants(last.text)) {
        const { outcome } = await playOne(ask, byScript([...script.slice(0, -1), { answer: { status: 200, ...answer } }]));
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
          problems.push(...soundness((await playOne(ask, () => responseOf({ status, json }))).outcome));
        }
      }
      expect(problems).toEqual([]);
    });

    test('without a key: a free source answers, nothing is sent to the others', async () => {
      const { secret: _secret, ...keyless } = ask;
      const { outcome, seen } = await playOne(keyless, byScript(script));
      const isFree = !needsKey(manifest);
      expect(outcome).toMatchObject(isFree ? { kind: 'hit' } : { kind: 'failed', error: { kind: 'auth' } });
      expect(seen).toHaveLength(isFree ? script.length : 0);
    });

    test('practice calls keep their path below the sandbox', async () => {
      const { seen } = await playOne({ ...ask, sandboxUrl: 'http://127.0.0.1:9/' }, byScript(script));
      for (const request of seen) expect(request.url).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:9/${id}/`));
      expect(seen.length).toBe(script.length);
    });

    if (spec?.poll?.kind === 'repeat') test('asking again for a pending answer asks the same question', async () => {
      const time = new VirtualTime();
      const seen: SeenRequest[] = [];
      const waiting = cases.find((c) => c.expect.kind === 'pending')?.exchanges.at(-1)?.answer ?? { status: 202, json: {} };
      const engine = engineOver(manifest, time, seen, (request, i) => (i === 0 ? responseOf(waiting) : byScript(script)(request, i - 1)), loginOf());
      const first = await time.run(engine.call({ providerId: id, ...ask }));
      if (first.kind !== 'pending') throw new Error(`expected pending, got ${first.kind}`);
      expect(await time.run(engine.call({ providerId: id, ...ask, poll: first.poll }))).toMatchObject({ kind: 'pending', poll: first.poll });
      await time.run(time.sleep(first.poll.notBefore - time.now()));
      expect(await time.run(engine.call({ providerId: id, ...ask, poll: first.poll }))).toMatchObject({ kind: 'hit' });
      expect(seen.map((r) => r.url)).toEqual([seen[0]?.url, seen[0]?.url]);
    });
  });

  const token = fixture?.login;
  const first = operations.map(([operation, { input, cases }]) => ({ operation, input, hit: cases.find((c) => c.name.startsWith('hit')) }))[0];
  if (token && first?.hit) {
    const ask = { providerId: id, operation: first.operation, input: first.hit.input ?? first.input, ...secretFor(manifest) };
    const script = byScript(first.hit.exchanges);

    test('one login for all calls; its token goes with them and nowhere else', async () => {
      const time = new VirtualTime();
      const login: Login = { seen: [], answer: token.answer };
      const seen: SeenRequest[] = [];
      const engine = engineOver(manifest, time, seen, script, login);
      const outcomes = await time.run(Promise.all([engine.call(ask), engine.call(ask), engine.call(ask)]));
      await time.run(engine.call(ask));
      expect(login.seen).toHaveLength(1);
      const [request] = login.seen;
      expect(token.ask && request && loginAs(request, token.ask)).toEqual(token.ask && wantedAsk(token.ask));
      expect(leaks(JSON.stringify([request?.init.body, headersOf(request?.init ?? {})]))).toBe(true);
      expect(JSON.stringify(outcomes)).not.toContain(TOKEN);
      expect(seen.flatMap((one) => keyProblems(manifest, one))).toEqual([]);
    });

    test('a login that is refused: a bad key, and nothing is asked', async () => {
      const { outcome, seen } = await play(manifest, ask, script, { seen: [], answer: token.refused });
      expect(outcome).toMatchObject({ kind: 'failed', error: { kind: 'auth' } });
      expect(seen).toHaveLength(0);
    });

    test('a token that is taken back: one more login, and the answer comes', async () => {
      const time = new VirtualTime();
      const login: Login = { seen: [], answer: token.answer };
      let refusals = 0;
      const engine = engineOver(manifest, time, [], (request, i) => (refusals-- > 0 ? responseOf({ status: 401, json: { error: TOKEN } }) : script(request, i)), login);
      await time.run(engine.call(ask));
      refusals = 1;
      const again = await time.run(engine.call(ask));
      expect(again.kind).not.toBe('failed');
      expect(login.seen).toHaveLength(2);
      refusals = 9;
      const outcome = await time.run(engine.call(ask));
      expect(outcome).toMatchObject({ kind: 'failed', error: { kind: 'auth' } });
      expect(JSON.stringify(outcome)).not.toContain(TOKEN);
      expect(login.seen).toHaveLength(3);
    });
  }

  const batches = operations.flatMap(([operation, { batch }]) => (batch ? [{ operation, ...batch }] : []));
  if (batches.length > 0) describe.each(batches)('$operation, many at once', ({ operation, inputs, exchange, expect: expected }) => {
    const together = async (answerer: Answerer, signals: readonly (AbortSignal | undefined)[] = []) => {
      const time = new VirtualTime();
      const seen: SeenRequest[] = [];
      const engine = engineOver(manifest, time, seen, answerer, loginOf(), 20);
      const outcomes = await time.run(Promise.all(inputs.map((input, i) => engine.call({ providerId: id, operation, input, ...secretFor(manifest), ...(signals[i] ? { signal: signals[i] } : {}) }))));
      await time.settle();
      return { outcomes, seen, left: time.pending };
    };

    test('one request, and everyone gets their own', async () => {
      const { outcomes, seen, left } = await together(byScript([exchange]));
      expect(seen).toHaveLength(1);
      const [request] = seen;
      expect(request && exchange.ask && askedAs(manifest, request, exchange.ask)).toEqual(exchange.ask && wantedAsk(exchange.ask));
      expect(outcomes.map((outcome, i) => seenAs(outcome, expected[i] ?? { kind: 'pending' }))).toEqual(expected);
      expect([...outcomes.flatMap(soundness), ...seen.flatMap((one) => keyProblems(manifest, one))]).toEqual([]);
      expect(left).toBe(0);
    });

    test('down: everyone is told', async () => {
      const { outcomes } = await together(() => responseOf({ status: 503, text: '' }));
      expect(outcomes.map((outcome) => outcome.kind === 'failed' && outcome.error.kind)).toEqual(inputs.map(() => 'server'));
    });

    test('one who leaves does not stop the others', async () => {
      const stop = new AbortController();
      const { outcomes } = await together(async (request, i) => (stop.abort(), byScript([exchange])(request, i)), [stop.signal]);
      expect(outcomes[0]).toMatchObject({ kind: 'failed', error: { kind: 'cancelled' } });
      expect(outcomes.slice(1).map((outcome, i) => seenAs(outcome, expected[i + 1] ?? { kind: 'pending' }))).toEqual(expected.slice(1));
    });

    test.each(HOSTILE)('survives %s', async (_name, answer) => {
      const { outcomes } = await together(() => responseOf(answer));
      expect(outcomes.flatMap(soundness)).toEqual([]);
      expect(outcomes.filter((outcome) => outcome.kind === 'hit')).toEqual([]);
    });
  });

  const checks = fixture?.keyCheck ?? [];
  const { secret: checked = '' } = secretFor(manifest);
  if (manifest.keyCheck) {
    test.each(checks.map((c) => [c.name, c] as const))('check of the key: %s', async (_name, c) => {
      const time = new VirtualTime();
      const seen: SeenRequest[] = [];
      const engine = engineOver(manifest, time, seen, () => responseOf(c.answer), loginOf());
      const outcome = await time.run(engine.checkKey(id, checked));
      expect(outcome).toMatchObject(c.expect);
      expect(leaks(JSON.stringify(outcome))).toBe(false);
      expect(seen).toHaveLength(1);
      expect(seen.flatMap((request) => keyProblems(manifest, request))).toEqual([]);
    });

    test('check of the key: down, silent, offline', async () => {
      for (const answerer of [() => responseOf({ status: 500, text: '' }), () => new Promise<Response>(() => undefined), () => Promise.reject(new TypeError('x')), () => responseOf({ status: 200, text: '<html>' })]) {
        const time = new VirtualTime();
        const engine = engineOver(manifest, time, [], answerer);
        expect(await time.run(engine.checkKey(id, checked))).toMatchObject({ status: 'unreachable' });
      }
    });
  }
});
