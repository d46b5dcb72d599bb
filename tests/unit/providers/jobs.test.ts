import { expect, test } from 'vitest';
import type { Manifest } from '../../../lib/contracts/manifest.ts';
import { createEngine } from '../../../lib/providers/engine.ts';
import { responseOf, type CannedAnswer } from './answers.ts';

const manifest: Manifest = {
  kiln: 1, id: 'own-one', name: 'Own', homepage: 'https://own.example', docs: 'https://own.example/docs', baseUrl: 'https://api.own.example', auth: { kind: 'none' },
  operations: {
    'find-work-email': {
      ways: [{ needs: [['name']], steps: [{ request: { method: 'POST', path: '/jobs', json: { name: '{name}' } } }] }],
      poll: { kind: 'job', id: 'job', everyMs: 500, request: { method: 'GET', path: '/jobs/{job.id}' }, rules: [{ when: { path: 'state', is: 'working' }, then: 'pending' }] },
      answer: { fields: { workEmail: 'email' } },
    },
  },
  price: { note: 'free', charged: 'free' }, verified: { sure: 'own', sources: ['own'], on: '2026-11', live: false },
};

/** Each answer is given after its deed; the clock moves by sleeping only. */
function setUp(answers: readonly (CannedAnswer & { readonly deed?: (world: { now: number }) => void })[]) {
  const world = { now: 1_000_000 };
  let slept = 0;
  const asked: string[] = [];
  /** The times that whole requests were given. */
  const deadlines: number[] = [];
  const engine = createEngine(new Map([[manifest.id, manifest]]), {
    now: () => world.now,
    elapsed: () => slept,
    random: () => 0,
    sleep: async (ms, signal) => {
      if (ms >= 20_000) return void deadlines.push(ms), new Promise(() => undefined);
      await Promise.resolve();
      if (signal?.aborted) throw new DOMException('aborted', 'AbortError');
      world.now += ms;
      slept += ms;
    },
    fetch: async (url, init) => {
      const answer = answers[asked.push(`${init.method} ${new URL(url).pathname}`) - 1];
      if (!answer) throw new TypeError('nobody answers');
      answer.deed?.(world);
      return responseOf(answer);
    },
  });
  return { world, asked, deadlines, call: (poll?: Parameters<typeof engine.call>[0]['poll']) => engine.call({ providerId: 'own-one', operation: 'find-work-email', input: { name: 'Ada Example' }, ...(poll ? { poll } : {}) }) };
}

test('a clock that is set back while a job is begun neither spins nor waits for the old time', async () => {
  const back = setUp([
    { json: { job: 'job-1', state: 'working' }, deed: (world) => (world.now -= 500_000) },
    { json: { state: 'working' } },
    { json: { email: 'ada@example.com' } },
  ]);
  expect(await back.call()).toMatchObject({ kind: 'hit', answer: { fields: { workEmail: 'ada@example.com' } } });
  expect(back.asked).toEqual(['POST /jobs', 'GET /jobs/job-1', 'GET /jobs/job-1']);
  expect(Math.max(...back.deadlines), 'no look may take as long as the clock was set back').toBeLessThanOrEqual(25_000);
});

test('a job that waits is looked at again at once when the clock shows less than when it began', async () => {
  const { asked, call } = setUp([{ json: { email: 'ada@example.com' } }]);
  expect(await call({ jobId: 'job-7', polls: 1, notBefore: 9_000_000, since: 8_990_000 })).toMatchObject({ kind: 'hit' });
  expect(asked).toEqual(['GET /jobs/job-7']);
});

test('a clock that was ahead in the middle of a job makes nobody wait for the time it showed', async () => {
  const { asked, call } = setUp([{ json: { email: 'ada@example.com' } }]);
  expect(await call({ jobId: 'job-7', polls: 1, notBefore: 9_000_000, since: 1 })).toMatchObject({ kind: 'hit' });
  expect(asked).toEqual(['GET /jobs/job-7']);
});

test('a look that fails hands the job back: it was begun, and may have been paid for', async () => {
  const { asked, call } = setUp([{ json: { job: 'job-1', state: 'working' } }]);
  expect(await call()).toMatchObject({ kind: 'failed', error: { kind: 'offline' }, poll: { jobId: 'job-1' } });
  expect(asked).toEqual(['POST /jobs', 'GET /jobs/job-1']);
});
