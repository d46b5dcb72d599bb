import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLimiter } from '../../../lib/providers/limiter.ts';
import { retryAfterMs } from '../../../lib/core/retry-after.ts';
import { backoffMs, wantedWait } from '../../../lib/providers/retry.ts';
import { createWindow } from '../../../lib/providers/window.ts';
import { VirtualTime } from '../../conformance/virtual-time.ts';

const forever = Number.MAX_SAFE_INTEGER;
const never = new AbortController().signal;

test('no stretch of a second ever sees more than its calls', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 20 }), async (perSecond, calls) => {
      const time = new VirtualTime();
      const limiter = createLimiter(time);
      const at: number[] = [];
      const one = async (): Promise<void> => {
        const turn = await limiter.acquire('p', { perSecond }, forever, never);
        if (turn.kind === 'go') {
          at.push(time.now());
          turn.release();
        }
      };
      await time.run(Promise.all(Array.from({ length: calls }, one)));
      expect(at).toHaveLength(calls);
      expect(at).toEqual([...at].sort((a, b) => a - b));
      for (const from of at) expect(at.filter((t) => t >= from && t < from + 1_000).length).toBeLessThanOrEqual(perSecond);
      const spread = (at.at(-1) ?? 0) - (at[0] ?? 0);
      expect(spread).toBeGreaterThanOrEqual(Math.floor((calls - 1) / perSecond) * 1_000);
    }),
    { numRuns: 30 },
  );
});

test('no more run at once than allowed, and every place comes back', async () => {
  const time = new VirtualTime();
  const limiter = createLimiter(time);
  let running = 0;
  let most = 0;
  const job = async (): Promise<void> => {
    const turn = await limiter.acquire('p', { concurrent: 3 }, forever, never);
    if (turn.kind !== 'go') throw new Error('no turn');
    most = Math.max(most, ++running);
    await time.sleep(100);
    running -= 1;
    turn.release();
    turn.release(); // twice is once
  };
  await time.run(Promise.all(Array.from({ length: 20 }, job)));
  expect([most, running]).toEqual([3, 0]);
});

test('a wait that is too long is handed back at once, with its length', async () => {
  const time = new VirtualTime();
  const limiter = createLimiter(time);
  await limiter.acquire('p', { perMinute: 1 }, forever, never);
  expect(await time.run(limiter.acquire('p', { perMinute: 1 }, time.now() + 1_000, never))).toEqual({ kind: 'wait', ms: 61_200 });
  expect(await time.run(limiter.acquire('other', { perMinute: 1 }, time.now() + 1_000, never))).toMatchObject({ kind: 'go' });
});

test('after a word from the partner nobody calls before its time', async () => {
  const time = new VirtualTime();
  const limiter = createLimiter(time);
  limiter.block('p', time.now() + 5_000);
  const start = time.now();
  await time.run(limiter.acquire('p', {}, forever, never));
  expect(time.now() - start).toBe(5_000);
});

test('one who leaves the queue does not hold up the others', async () => {
  const time = new VirtualTime();
  const limiter = createLimiter(time);
  const first = await limiter.acquire('p', { concurrent: 1 }, forever, never);
  const stop = new AbortController();
  const second = limiter.acquire('p', { concurrent: 1 }, forever, stop.signal).catch((error: unknown) => (error instanceof DOMException ? error.name : 'other'));
  const third = limiter.acquire('p', { concurrent: 1 }, forever, never);
  await time.settle();
  stop.abort();
  expect(await time.run(second)).toBe('AbortError');
  if (first.kind === 'go') first.release();
  expect(await time.run(third)).toMatchObject({ kind: 'go' });
});

test('Retry-After in both spellings, and the reset headers', () => {
  const now = Date.UTC(2026, 0, 5, 10);
  expect([retryAfterMs('3', now), retryAfterMs('Mon, 05 Jan 2026 10:00:30 GMT', now), retryAfterMs('soon', now), retryAfterMs(null, now), retryAfterMs('-5', now)]).toEqual([3_000, 30_000, undefined, undefined, undefined]);
  expect(['Monday, 05-Jan-26 10:00:30 GMT', 'may 5', 'Mon, 05 Jan 2026 10:00:30', '99999999999'].map((text) => retryAfterMs(text, now))).toEqual([30_000, undefined, undefined, undefined]);
  const reply = (headers: { readonly [name: string]: string }) => ({ status: 429, text: '', json: undefined, html: false, header: (name: string) => headers[name] ?? null });
  expect(wantedWait(reply({ 'x-reset': String(now / 1_000 + 90) }), [{ header: 'x-reset', unit: 'epoch-seconds' }], now)).toBe(90_000);
  expect(wantedWait(reply({ 'x-reset': '45' }), [{ header: 'x-reset', unit: 'seconds' }], now)).toBe(45_000);
  expect(wantedWait(reply({ 'x-reset': 'x' }), [{ header: 'x-reset', unit: 'seconds' }], now)).toBeUndefined();
});

test('backing off doubles, stays under its ceiling and never falls to nothing', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.double({ min: 0, max: 0.999_999, noNaN: true }), (attempt, random) => {
      const wait = backoffMs(attempt, random);
      expect(wait).toBeGreaterThanOrEqual(250);
      expect(wait).toBeLessThanOrEqual(20_000);
      expect(backoffMs(attempt + 1, random)).toBeGreaterThanOrEqual(wait);
    }),
  );
});

test('a turn is taken now or not at all, and never before those who wait in line', async () => {
  const time = new VirtualTime();
  const limiter = createLimiter(time);
  const first = limiter.take('p', { concurrent: 1 });
  expect(first.kind).toBe('go');
  expect(limiter.take('p', { concurrent: 1 })).toEqual({ kind: 'wait', ms: Infinity });
  const second = limiter.acquire('p', { concurrent: 1 }, forever, never);
  await time.settle();
  if (first.kind === 'go') first.release();
  expect(limiter.take('p', { concurrent: 1 })).toEqual({ kind: 'wait', ms: Infinity });
  expect(await time.run(second)).toMatchObject({ kind: 'go' });
  limiter.take('q', { perMinute: 1 });
  expect(limiter.take('q', { perMinute: 1 })).toEqual({ kind: 'wait', ms: 61_200 });
});

test('starts of an earlier life count, and a clock that is set back neither frees nor blocks for long', async () => {
  const time = new VirtualTime();
  const limiter = createLimiter(time);
  for (let i = 0; i < 3; i++) limiter.remember('p', { perMinute: 3 }, time.now() - 30_000);
  expect(limiter.take('p', { perMinute: 3 })).toEqual({ kind: 'wait', ms: 31_200 });

  let now = 10_000_000;
  const jumping = createLimiter({ now: () => now, elapsed: () => 0, sleep: time.sleep });
  jumping.block('p', now + 3_600_000);
  jumping.take('q', { perMinute: 1 });
  now -= 5_000_000;
  expect(jumping.take('p', {}).kind).toBe('go');
  expect(jumping.take('q', { perMinute: 1 })).toEqual({ kind: 'wait', ms: 61_200 });
  // Set forward it ends no window either: partners count by their own clocks.
  now += 3_456_000_000;
  expect(jumping.take('q', { perMinute: 1 })).toEqual({ kind: 'wait', ms: 61_200 });
  // A start that is said to lie ahead was reckoned by a clock that has been set back since.
  jumping.remember('r', { perMinute: 1 }, now + 5_000_000);
  expect(jumping.take('r', { perMinute: 1 })).toEqual({ kind: 'wait', ms: 61_200 });
});

test('a short window is filled evenly, and catches up when starts were late', () => {
  const window = createWindow(5, 1_000);
  const starts: number[] = [];
  for (let now = 0; now < 10_000; now += 7) {
    // A machine that is busy looks only now and then.
    if (now % 630 < 140) continue;
    if (window.waitMs(now) > 0) continue;
    window.start(now)(now);
    starts.push(now);
  }
  for (const from of starts) expect(starts.filter((at) => at >= from && at < from + 1_000).length).toBeLessThanOrEqual(5);
  expect(starts.length).toBeGreaterThan(42);
});

test('a window of very many keeps few numbers and never lets more through', () => {
  const window = createWindow(100_000, 86_400_000);
  let started = 0;
  for (let i = 0; i < 150_000; i++) {
    if (window.waitMs(i * 10) > 0) continue;
    window.start(i * 10)(i * 10);
    started += 1;
  }
  expect(started).toBe(100_000);
});

test('a place counts from when its call leaves, and nobody gets it before', () => {
  let now = 0;
  const limiter = createLimiter({ now: () => now, elapsed: () => now, sleep: () => Promise.resolve() });
  const first = limiter.take('p', { perSecond: 1 });
  now = 900;
  if (first.kind === 'go') first.left();
  now = 1_100;
  expect(limiter.take('p', { perSecond: 1 })).toEqual({ kind: 'wait', ms: 830 });
  now = 1_930;
  const second = limiter.take('p', { perSecond: 1 });
  expect(second.kind).toBe('go');
  now = 5_000;
  expect(limiter.take('p', { perSecond: 1 })).toEqual({ kind: 'wait', ms: 25 });
  if (second.kind === 'go') second.release();
  expect(limiter.take('p', { perSecond: 1 }).kind).toBe('go');
});
