import { expect, test } from 'vitest';
import type { Manifest, RateLimits } from '../../../lib/contracts/manifest.ts';
import { createEngine } from '../../../lib/providers/engine.ts';
import { createLimiter } from '../../../lib/providers/limiter.ts';
import { VirtualTime } from '../../conformance/virtual-time.ts';

const CALL_MS = 100;
const manifest = (limits: RateLimits): Manifest => ({
  kiln: 1, id: 'own-one', name: 'Own', homepage: 'https://own.example', docs: 'https://own.example/docs', baseUrl: 'https://api.own.example/v1', auth: { kind: 'bearer' }, key: { label: 'Key', helpUrl: 'https://own.example' }, limits,
  operations: { 'verify-email': { ways: [{ needs: [['email']], steps: [{ request: { method: 'GET', path: '/v', query: { email: '{email}' } } }] }], answer: { fields: {}, verdict: { path: 'status', map: { ok: 'valid' }, otherwise: 'unknown' } } } },
  price: { note: '1 a check', charged: 'call' }, verified: { sure: 'own', sources: ['own'], on: '2026-11', live: false },
});

/** Calls of several accounts through one engine; how many of each were out at once, and when the last one began. */
async function play(limits: RateLimits, calls: Readonly<Record<string, number>>) {
  const time = new VirtualTime();
  const out = new Map<string, number>();
  const most: Record<string, number> = {};
  const began: Record<string, number> = {};
  const engine = createEngine(new Map([['own-one', manifest(limits)]]), {
    now: time.now, elapsed: time.elapsed, sleep: time.sleep, random: () => 0.5,
    fetch: async (_url, init) => {
      const payer = new Headers(init.headers).get('authorization') ?? '';
      out.set(payer, (out.get(payer) ?? 0) + 1);
      most[payer] = Math.max(most[payer] ?? 0, out.get(payer) ?? 0);
      began[payer] = time.elapsed() - start;
      await time.sleep(CALL_MS);
      out.set(payer, (out.get(payer) ?? 0) - 1);
      return new Response('{"status":"ok"}', { headers: { 'content-type': 'application/json' } });
    },
  });
  const start = time.elapsed();
  const all = Object.entries(calls).flatMap(([payer, n]) => Array.from({ length: n }, (_, i) => engine.call({ providerId: 'own-one', operation: 'verify-email', input: { email: `a${i}@x.example` }, secret: payer, payer })));
  const outcomes = await time.run(Promise.all(all));
  expect(outcomes.every((outcome) => outcome.kind === 'hit')).toBe(true);
  return { most, began };
}

test('an account never has more calls out to a provider than its manifest allows, and waits for no other account', async () => {
  const { most, began } = await play({ concurrent: 2 }, { 'key-many': 12, 'key-few': 1 });
  expect(most).toEqual({ 'Bearer key-many': 2, 'Bearer key-few': 1 });
  expect(began).toEqual({ 'Bearer key-many': 5 * CALL_MS, 'Bearer key-few': 0 });
});

test('each account has the whole pace of its own key', async () => {
  const { began } = await play({ perMinute: 2 }, { 'key-a': 2, 'key-b': 2 });
  expect(began).toEqual({ 'Bearer key-a': 0, 'Bearer key-b': 0 });
});

test('keys that say nothing any more are forgotten, the others are not', () => {
  let now = 0;
  const limiter = createLimiter({ now: () => now, elapsed: () => now, sleep: () => Promise.resolve() });
  const take = (key: string): string => {
    const turn = limiter.take(key, { perMinute: 1, concurrent: 1 });
    if (turn.kind === 'go' && key !== 'out') turn.release();
    return turn.kind;
  };
  expect(take('out')).toBe('go');
  now = 10 * 60_000;
  // The time of these is over; those of now are in the middle of theirs.
  for (let i = 0; i < 4_000; i++) take(`old ${i}`);
  now += 3 * 60_000;
  for (let i = 0; i < 4_000; i++) take(`new ${i}`);
  expect([take('out'), take('new 0'), take('new 3999'), take('old 0')]).toEqual(['wait', 'wait', 'wait', 'go']);
});
