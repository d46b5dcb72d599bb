import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CommandMessage } from '../../../lib/contracts/commands.ts';
import { newDraft, newOperation, pickOf, type ProviderDraft } from '../../../lib/contracts/own-provider/draft.ts';
import { toManifest } from '../../../lib/contracts/own-provider/to-manifest.ts';
import type { Waterfall } from '../../../lib/domain/enrichment/waterfall.ts';
import type { Lead } from '../../../lib/domain/lead/lead.ts';
import { planTask } from '../../../lib/domain/enrichment/plan.ts';
import { webVault } from '../../../lib/platform/vault.ts';
import { growingCatalogue } from '../../../lib/providers/growing.ts';
import { askStep } from '../../../lib/services/ask-step.ts';
import { createDispatch } from '../../../lib/services/commands/dispatch.ts';
import type { Deps } from '../../../lib/services/deps.ts';
import { ownKey } from '../../../lib/services/keys.ts';
import { loadOwnProviders } from '../../../lib/services/own-providers.ts';
import { planContext } from '../../../lib/services/plan-context.ts';
import { KilnDatabase } from '../../../lib/storage/database.ts';
import { createStore } from '../../../lib/storage/store.ts';

let db: KilnDatabase;
let deps: Deps;
let clock: number;
let ids = 0;
let tried: { secret?: string }[];

beforeEach(() => {
  db = new KilnDatabase(`own-${Math.random()}`);
  clock = 1_764_000_000_000;
  tried = [];
  const { catalogue, setOwn } = growingCatalogue(new Map());
  deps = {
    store: createStore(db), catalogue, setOwnProviders: setOwn, vault: webVault, now: () => ++clock, newId: () => `id-${++ids}`, online: () => true,
    report: (where: string, error: unknown) => { throw new Error(where, { cause: error }); },
    engine: { missingInput: () => null, checkKey: async () => ({ status: 'unchecked' as const }) },
    tryProvider: async (_manifest: unknown, ask: { secret?: string }) => (tried.push(ask), { exchanges: [], outcome: { kind: 'no-result', raw: '', tookMs: 1 } }),
  } as unknown as Deps;
});
afterEach(() => db.delete());

const send = async (name: CommandMessage['name'], input: unknown) => createDispatch(deps)({ type: 'command', name, input });
const draft = (over: Partial<ProviderDraft> = {}): ProviderDraft => ({
  ...newDraft('2026-01'), name: 'The Bureau', baseUrl: 'https://api.example.com', homepage: 'https://example.com/', docs: 'https://example.com/', keyHelp: 'https://example.com/',
  operations: [{ ...newOperation('find-work-email'), needs: [['name']], request: { ...newOperation('find-work-email').request, query: [{ name: 'q', value: '{name}' }] }, fields: [{ field: 'workEmail', pick: pickOf('mail') }] }],
  ...over,
});
const manifest = (over: Partial<ProviderDraft> = {}) => toManifest(draft(over)).manifest;
const WATERFALL = { id: 'w', name: 'W', enrichment: 'work-email', kind: 'person', wanted: ['workEmail'], steps: [{ source: 'provider', providerId: 'own-the-bureau', operation: 'find-work-email' }], stopAfterSameRejected: 2, freshnessDays: 30 } as const satisfies Waterfall;
const LEAD = { id: 'l', tableId: 't', kind: 'person', fields: {}, keys: [], order: 0, createdAt: 0, updatedAt: 0 } as unknown as Lead;
const plan = async () => planTask(WATERFALL, LEAD, await planContext(deps));

test('one is kept under a free id of its own, and everybody sees it at once', async () => {
  expect(await send('provider.save', { manifest: manifest() })).toEqual({ ok: true, value: { id: 'own-the-bureau', keyDropped: false } });
  expect(await send('provider.save', { manifest: { ...manifest(), id: 'hunter' } })).toMatchObject({ value: { id: 'own-the-bureau-2' } });
  expect([...deps.catalogue.keys()]).toEqual(['own-the-bureau', 'own-the-bureau-2']);
  expect(deps.catalogue.get('own-the-bureau')).toMatchObject({ verified: { sure: 'own' } });
  expect(await send('provider.save', { manifest: manifest({ name: 'Renamed' }), replaces: 'own-the-bureau' })).toMatchObject({ value: { id: 'own-the-bureau' } });
  expect(await send('catalogue.list', {})).toMatchObject({ value: [{ id: 'own-the-bureau', name: 'Renamed' }, { id: 'own-the-bureau-2', name: 'The Bureau' }] });
});

test('what is wrong is told with its place, and nothing is kept', async () => {
  expect(await send('provider.save', { manifest: { ...manifest(), baseUrl: 'http://api.example.com', price: 1 } })).toMatchObject({ ok: true, value: { problems: [{ path: 'baseUrl' }, { path: 'price' }] } });
  for (const baseUrl of ['file:///etc', 'chrome-extension://abc', 'https://user@example.com', 'javascript:alert(1)', 'http://127.0.0.1.example.com', 'http://10.0.0.1']) {
    expect([baseUrl, await send('provider.check', { manifest: { ...manifest(), baseUrl } })]).toMatchObject([baseUrl, { value: { problems: [{ path: 'baseUrl' }] } }]);
  }
  expect(await send('provider.read', { text: '[1' })).toMatchObject({ value: { problems: [{ path: '' }] } });
  expect(await send('provider.read', { text: JSON.stringify({ ...manifest(), __proto__x: 1 }) })).toMatchObject({ value: { problems: [{ message: expect.stringContaining('__proto__x') as string }] } });
  expect(await send('provider.check', { manifest: manifest() })).toMatchObject({ value: { problems: [], summary: { origins: ['https://api.example.com'], sends: ['name'], key: 'in the header Authorization' } } });
  expect(await db.ownProviders.count()).toBe(0);
});

test('a deleted one is skipped with its reason, in plans and in runs under way, and comes back with its key', async () => {
  await send('provider.save', { manifest: manifest() });
  expect(await plan()).toMatchObject({ steps: [{ skip: 'no-key' }] });
  await send('key.set', { providerId: 'own-the-bureau', key: 'secret-key-1234' });
  expect(await plan()).toMatchObject({ kind: 'ask', steps: [{ route: 'own' }] });
  expect(await send('provider.remove', { id: 'own-the-bureau' })).toEqual({ ok: true, value: null });
  expect(await plan()).toMatchObject({ kind: 'skip', reason: 'unavailable', steps: [{ skip: 'unavailable' }] });
  expect(await db.keys.count()).toBe(0);
  const step = { providerId: 'own-the-bureau', operation: 'find-work-email', route: 'own', source: 'provider', attempts: 1 };
  expect(await askStep(deps, { step, lead: LEAD, waterfall: WATERFALL, stopping: false } as never)).toEqual({ kind: 'refused', skip: 'unavailable' });
  expect(await send('provider.restore', { id: 'own-the-bureau' })).toEqual({ ok: true, value: null });
  expect(await ownKey(deps, 'own-the-bureau', null)).toBe('secret-key-1234');
  expect(await plan()).toMatchObject({ kind: 'ask' });
  await send('provider.remove', { id: 'own-the-bureau' });
  clock += 3_600_001;
  await loadOwnProviders(deps);
  expect(await db.ownProviders.get('own-the-bureau')).not.toHaveProperty('keys');
});

test('it never goes through the account, and has no part in practice', async () => {
  await send('provider.save', { manifest: manifest() });
  await deps.store.meta.put('account', { serverUrl: 'https://a.example', serverName: '', sandbox: false, member: {} as never, plan: {} as never, balances: [], priceBook: { providers: ['own-the-bureau'], data: { 'find-work-email@own-the-bureau': 1 } } as never, syncedAt: 0, limits: [], atSeq: 0, clockOffsetMs: 0 });
  expect((await planContext(deps)).route('own-the-bureau', 'find-work-email')).toBeNull();
  await send('provider.save', { manifest: manifest({ auth: { kind: 'none' }, keyLabel: '', keyHelp: '' }), replaces: 'own-the-bureau' });
  expect((await planContext(deps)).route('own-the-bureau', 'find-work-email')).toBe('free');
  await send('settings.set', { sandboxUrl: 'http://127.0.0.1:4010' });
  expect(await plan()).toMatchObject({ reason: 'unavailable' });
});

test('a key stays with the address it was given for', async () => {
  await send('provider.save', { manifest: manifest() });
  await send('key.set', { providerId: 'own-the-bureau', key: 'secret-key-1234' });
  const ask = { operation: 'find-work-email', input: { name: 'Ada' }, keyOf: 'own-the-bureau' };
  await send('provider.try', { manifest: { ...manifest(), id: 'own-the-bureau' }, ...ask });
  await send('provider.try', { manifest: { ...manifest({ baseUrl: 'https://evil.example.com' }), id: 'own-the-bureau' }, ...ask });
  await send('provider.try', { manifest: { ...manifest(), id: 'own-other' }, ...ask });
  expect(tried.map(({ secret }) => secret)).toEqual(['secret-key-1234', undefined, undefined]);
  expect(await send('provider.save', { manifest: manifest({ name: 'Other' }), replaces: 'own-the-bureau' })).toMatchObject({ value: { keyDropped: false } });
  expect(await send('provider.save', { manifest: manifest({ baseUrl: 'https://other.example.com' }), replaces: 'own-the-bureau' })).toMatchObject({ value: { keyDropped: true } });
  expect(await ownKey(deps, 'own-the-bureau', null)).toBeNull();
});

test('an export holds the manifest and no key; a row that cannot be read is left out and kept', async () => {
  await send('provider.save', { manifest: manifest() });
  await send('key.set', { providerId: 'own-the-bureau', key: 'secret-key-1234' });
  const file = await send('provider.export', { id: 'own-the-bureau' });
  expect(file).toMatchObject({ ok: true, value: { name: 'own-the-bureau.kiln-provider.json' } });
  const [row] = await db.files.toArray();
  const text = (await row?.content.text()) ?? '';
  expect(text).not.toContain('secret');
  expect(await send('provider.read', { text })).toMatchObject({ value: { problems: [], summary: { name: 'The Bureau' } } });
  await db.ownProviders.put({ id: 'own-old', manifest: { kiln: 0, name: 'Old' } as never, changedAt: 0 });
  await loadOwnProviders(deps);
  expect([...deps.catalogue.keys()]).toEqual(['own-the-bureau']);
  expect(await db.ownProviders.count()).toBe(2);
});

test('there is an end to how many are kept', async () => {
  for (let i = 0; i < 100; i++) await db.ownProviders.put({ id: `own-${i}`, manifest: { ...manifest(), id: `own-${i}` } as never, changedAt: 0 });
  expect(await send('provider.save', { manifest: manifest() })).toMatchObject({ ok: false, error: { code: 'refused' } });
});
