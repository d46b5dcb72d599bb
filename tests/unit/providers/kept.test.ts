import { expect, test } from 'vitest';
import type { Manifest } from '../../../lib/contracts/manifest.ts';
import { PROVIDER_KEPT_ANSWERS } from '../../../lib/core/limits.ts';
import { parseManifest } from '../../../lib/providers/catalogue.ts';
import { createEngine } from '../../../lib/providers/engine.ts';
import { createKept } from '../../../lib/providers/kept.ts';
import { responseOf } from './answers.ts';

/** A list for everybody, looked through for one company, and then the company itself. */
const manifest = (list: object = {}): Manifest => ({
  kiln: 1, id: 'own-one', name: 'Own', homepage: 'https://own.example', docs: 'https://own.example/docs', baseUrl: 'https://api.own.example', auth: { kind: 'none' }, limits: { concurrent: 1 },
  operations: {
    'enrich-company': {
      ways: [{
        needs: [['companyName']],
        steps: [
          { request: { method: 'GET', path: '/all.json', keepMinutes: 60, ...list }, choose: [{ among: 'all', agree: { path: 'name', with: 'companyName', as: 'name' } }], save: { id: 'id' } },
          { request: { method: 'GET', path: '/one/{step.id}' } },
        ],
      }],
      answer: { fields: { name: 'name' } },
    },
  },
  price: { note: 'free', charged: 'free' }, verified: { sure: 'own', sources: ['own'], on: '2026-11', live: false },
});

function setUp() {
  const world = { now: 1_000_000, isDown: false };
  const asked: string[] = [];
  const engine = createEngine(new Map([['own-one', manifest()]]), {
    now: () => world.now,
    elapsed: () => world.now,
    random: () => 0,
    sleep: () => new Promise(() => undefined),
    fetch: async (url) => {
      const { pathname } = new URL(url);
      asked.push(pathname);
      await Promise.resolve();
      if (pathname !== '/all.json') return responseOf({ json: { name: pathname === '/one/1' ? 'Example Works' : 'Sample Mills' } });
      return responseOf(world.isDown ? { status: 404, json: {} } : { json: { all: [{ id: 1, name: 'Example Works' }, { id: 2, name: 'Sample Mills' }] } });
    },
  });
  return { world, asked, ask: (companyName: string) => engine.call({ providerId: 'own-one', operation: 'enrich-company', input: { companyName } }) };
}

test('a list that says the same to everybody is fetched once, also by those who ask at the same time', async () => {
  const { asked, ask, world } = setUp();
  const both = await Promise.all([ask('Example Works'), ask('Sample Mills'), ask('Nobody At All')]);
  expect(both.map((outcome) => outcome.kind)).toEqual(['hit', 'hit', 'no-result']);
  expect(asked).toEqual(['/all.json', '/one/1', '/one/2']);
  world.now += 59 * 60_000;
  expect(await ask('Sample Mills')).toMatchObject({ kind: 'hit', answer: { fields: { name: 'Sample Mills' } } });
  world.now += 2 * 60_000;
  await ask('Sample Mills');
  expect(asked.filter((path) => path === '/all.json').length).toBe(2);
});

test('what is no answer is not kept, and neither is anything when the clock was set back', async () => {
  const { asked, ask, world } = setUp();
  world.isDown = true;
  await ask('Example Works');
  world.isDown = false;
  expect((await ask('Example Works')).kind).toBe('hit');
  world.now -= 10_000;
  expect((await ask('Example Works')).kind).toBe('hit');
  expect(asked.filter((path) => path === '/all.json').length).toBe(3);
});

test('only a few are kept, the newest', () => {
  const kept = createKept({ now: () => 5 });
  const reply = { status: 200, header: () => null, text: '', json: undefined, html: false };
  for (let i = 0; i <= PROVIDER_KEPT_ANSWERS; i++) kept.put(`https://${i}.example`, reply, 1);
  expect([kept.get('https://0.example'), kept.get('https://1.example'), kept.get(`https://${PROVIDER_KEPT_ANSWERS}.example`)]).toEqual([undefined, reply, reply]);
});

test('a manifest may keep only what holds no key and no word of the question', () => {
  expect(parseManifest(manifest())).toMatchObject({ ok: true });
  expect(parseManifest(manifest({ query: { name: '{companyName}' } }))).toMatchObject({ ok: false });
  expect(parseManifest({ ...manifest(), auth: { kind: 'bearer' }, key: { label: 'Key', helpUrl: 'https://own.example' } })).toMatchObject({ ok: false });
});
