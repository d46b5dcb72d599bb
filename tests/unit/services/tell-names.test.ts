import { expect, test } from 'vitest';
import type { LabelsRequest } from '../../../lib/contracts/account-labels.ts';
import { LABELS_AGAIN_MS } from '../../../lib/core/run-limits.ts';
import { LABELS_KEPT_MS } from '../../../lib/core/server-limits.ts';
import { err, ok } from '../../../lib/core/result.ts';
import type { Question } from '../../../lib/domain/ai/question.ts';
import { waterfallOfQuestion } from '../../../lib/domain/ai/question-waterfall.ts';
import { createNameTeller } from '../../../lib/services/tell-names.ts';

const OWN = '0190b8c2-7d1e-7abc-8def-0123456789ab';
const ACCOUNT = { serverUrl: 'https://account.example', member: { workspace: 'Hearth', accountId: 'account-1' } };

function device() {
  const world = { now: 1_000_000, tables: [{ id: 'table-0001', name: 'People', createdAt: 1 }], questions: [] as { id: string; name: string; parts: [] }[], settings: {} as { tellNames?: boolean }, told: [] as LabelsRequest[], isDown: false, isSignedIn: true };
  const meta = new Map<string, unknown>();
  const deps = {
    now: () => world.now, online: () => true, sha256: async (text: string) => text, vault: { open: async () => 'token' },
    account: {
      labels: async (_url: string, _token: string, request: LabelsRequest) => {
        world.told.push(request);
        return world.isDown ? err({ kind: 'offline' }) : ok({ kept: request.labels.length });
      },
    },
    store: {
      leads: { tables: async () => world.tables }, waterfalls: { list: async () => [{ id: OWN, name: ' Mine ' }, { id: 'work-email', name: 'Ours, changed' }, { id: 'written-by-hand', name: 'Written' }] },
      questions: { list: async () => world.questions },
      meta: {
        settings: async () => world.settings, get: async (key: string) => (key === 'account' ? (world.isSignedIn ? ACCOUNT : undefined) : meta.get(key)), put: async (key: string, value: unknown) => void meta.set(key, value),
        vault: { get: async () => ({ key: {}, iv: new Uint8Array(1), ciphertext: new ArrayBuffer(1) }) },
      },
    },
  } as unknown as Parameters<typeof createNameTeller>[0];
  return { world, tell: createNameTeller(deps) };
}

test('the account learns the names of what charges name, once, and again when one has changed', async () => {
  const { world, tell } = device();
  await tell();
  await tell();
  expect(world.told).toEqual([{ labels: [{ kind: 'table', ref: 'table-0001', name: 'People' }, { kind: 'waterfall', ref: OWN, name: 'Mine' }] }]);
  world.tables = [{ id: 'table-0001', name: 'Speakers', createdAt: 1 }];
  await tell();
  expect(world.told[1]?.labels[0]?.name).toBe('Speakers');
  expect(world.told).toHaveLength(2);
});

test('an AI question is a waterfall to its charges, and is told by the same reference', async () => {
  const { world, tell } = device();
  world.questions = [{ id: OWN, name: 'Sells to hospitals?', parts: [] }];
  await tell();
  expect(world.told[0]?.labels).toContainEqual({ kind: 'waterfall', ref: waterfallOfQuestion(world.questions[0] as unknown as Question).id, name: 'Sells to hospitals?' });
  expect(world.told[0]?.labels).toHaveLength(3);
});

test('nothing is told when it is switched off or nobody is signed in', async () => {
  const { world, tell } = device();
  world.settings = { tellNames: false };
  await tell();
  world.settings = {};
  world.isSignedIn = false;
  await tell();
  expect(world.told).toEqual([]);
});

test('what was told is taken back when it is switched off, once, and told again when it is on', async () => {
  const { world, tell } = device();
  await tell();
  world.settings = { tellNames: false };
  world.isDown = true;
  await tell();
  world.now += 600_000;
  world.isDown = false;
  await tell();
  await tell();
  expect(world.told.map(({ labels }) => labels.length)).toEqual([2, 0, 0]);
  world.now += 3 * LABELS_AGAIN_MS;
  await tell();
  expect(world.told).toHaveLength(3);
  world.settings = {};
  await tell();
  expect(world.told[3]?.labels).toHaveLength(2);
});

test('names are told again from time to time, so that the account forgets those of a device that is gone', async () => {
  const { world, tell } = device();
  await tell();
  world.now += LABELS_AGAIN_MS;
  await tell();
  await tell();
  expect(world.told).toHaveLength(2);
  expect(3 * LABELS_AGAIN_MS).toBeLessThanOrEqual(LABELS_KEPT_MS);
});

test('a server that does not answer is not asked again at once', async () => {
  const { world, tell } = device();
  world.isDown = true;
  await tell();
  world.now += 60_000;
  await tell();
  expect(world.told).toHaveLength(1);
  world.now += 600_000;
  world.isDown = false;
  await tell();
  await tell();
  expect(world.told).toHaveLength(2);
});
