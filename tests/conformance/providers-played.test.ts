import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createEngine } from '../../lib/providers/engine.ts';
import type { CallOutcome, OperationInput, OperationName } from '../../lib/domain/enrichment/operation.ts';
import type { CallRequest, Engine } from '../../lib/providers/engine-api.ts';
import { CATALOGUE } from '../../lib/providers/registry.ts';
import { PARTNERS } from '../../server/sandbox/partners/all.ts';
import { startSandbox, type Sandbox } from '../../server/sandbox/sandbox.ts';
import { practiceKey } from '../../lib/providers/practice-key.ts';
import type { ProviderFixture } from './provider-fixture.ts';

const FILES: { readonly [path: string]: { readonly default?: ProviderFixture } } = import.meta.glob('../fixtures/providers/*.ts', { eager: true });
const FIXTURES = new Map(Object.entries(FILES).map(([path, file]) => [path.split('/').at(-1)?.replace(/\.ts$/, '') ?? path, file.default]));

let sandbox: Sandbox;
let engine: Engine;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
});
afterAll(() => sandbox.close());
beforeEach(() => {
  sandbox.reset();
  let ahead = 0;
  engine = createEngine(CATALOGUE, {
    fetch: (url, init) => fetch(url, init),
    now: () => Date.now() + ahead,
    elapsed: () => performance.now() + ahead,
    sleep: (ms, signal) => (ms < 20_000 ? Promise.resolve(void (ahead += ms)) : new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')), { once: true }))),
    random: () => 0,
  });
});

async function ask(providerId: string, operation: OperationName, input: OperationInput, more: Partial<CallRequest> = {}): Promise<CallOutcome> {
  const manifest = CATALOGUE.get(providerId);
  const secret = manifest ? practiceKey(manifest) : undefined;
  const request: CallRequest = { providerId, operation, input, sandboxUrl: sandbox.url, ...(secret === undefined ? {} : { secret }), ...more };
  let outcome = await engine.call(request);
  for (let polls = 0; outcome.kind === 'pending' && polls < 12; polls++) outcome = await engine.call({ ...request, poll: { ...outcome.poll, notBefore: 0 } });
  return outcome;
}

const handmade = new Set(PARTNERS.map(({ id }) => id));
const pairs = [...CATALOGUE.values()].filter((m) => !handmade.has(m.id)).flatMap((m) => (Object.keys(m.operations) as OperationName[]).map((operation) => ({ id: m.id, operation })));

describe.each(pairs)('$id $operation', ({ id, operation }) => {
  const fixture = FIXTURES.get(id)?.operations[operation];
  const hit = fixture?.cases.find((c) => c.name.startsWith('hit') && c.expect.kind === 'hit');

  test('answers the question of its fixture, and knows nothing when nothing is to be known', async () => {
    const input = hit?.input ?? fixture?.input ?? {};
    sandbox.behave({ providerId: id, hitRate: 1 });
    expect(await ask(id, operation, input)).toMatchObject({ kind: 'hit' });
    if (operation === 'verify-email' || operation === 'check-phone') return;
    sandbox.behave({ providerId: id, hitRate: 0 });
    expect((await ask(id, operation, input)).kind).not.toBe('hit');
  });
});

test('the words of the question stand in the answer', async () => {
  sandbox.behave({ hitRate: 1 });
  const outcome = await ask('leadmagic', 'find-work-email', { name: 'Nora Sample', companyDomain: 'oakline.example' });
  expect(outcome.kind === 'hit' ? outcome.answer.fields.workEmail : outcome).toMatch(/^nora.*@oakline\.example$/);
});

test('partners behave as they are told: errors, a pace, a share of answers', async () => {
  sandbox.behave({ providerId: 'leadmagic', errorRate: 1 });
  expect(await ask('leadmagic', 'find-work-email', { name: 'Nora Sample', companyDomain: 'oakline.example' })).toMatchObject({ kind: 'failed', error: { kind: 'server' } });
  sandbox.reset();
  sandbox.behave({ providerId: 'leadmagic', hitRate: 0.5 });
  let hits = 0;
  for (let i = 0; i < 60; i++) hits += (await ask('leadmagic', 'find-work-email', { name: `Nora Sample${String.fromCharCode(97 + (i % 26))}${i}`, companyDomain: 'oakline.example' })).kind === 'hit' ? 1 : 0;
  expect(hits).toBeGreaterThan(15);
  expect(hits).toBeLessThan(45);
});
