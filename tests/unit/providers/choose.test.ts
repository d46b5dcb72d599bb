import { expect, test } from 'vitest';
import type { Agree, Manifest, OperationSpec } from '../../../lib/contracts/manifest.ts';
import { agrees } from '../../../lib/providers/agree.ts';
import { originsOf, parseManifest } from '../../../lib/providers/catalogue.ts';
import { take } from '../../../lib/providers/picks.ts';
import { transform } from '../../../lib/providers/transforms.ts';
import { engineOver, play, responseOf } from '../../conformance/provider-player.ts';
import { VirtualTime } from '../../conformance/virtual-time.ts';

const replyOf = (json: unknown) => ({ status: 200, header: () => null, text: '', json, html: false });
const manifest = (operation: OperationSpec): Manifest => ({
  kiln: 1, id: 'own-one', name: 'Own', homepage: 'https://own.example', docs: 'https://own.example/docs', baseUrl: 'https://api.own.example', auth: { kind: 'none' },
  operations: { 'enrich-company': operation }, price: { note: 'Free', charged: 'free' }, verified: { sure: 'own', sources: ['own'], on: '2026-11', live: false },
});

test.each<[Agree['as'], string, string, boolean]>([
  ['name', 'EXAMPLE WORKS S.A.S.', 'Example Works GmbH', true],
  ['name', 'EXAMPLE WORKS PTY LTD', 'Example Works', true],
  ['name', 'EXAMPLE WORKS SPÓŁKA Z OGRANICZONĄ ODPOWIEDZIALNOŚCIĄ', 'Example Works Sp. z o.o.', true],
  ['name', 'Example Works, s.r.o.', 'EXAMPLE WORKS', true],
  ['name', 'Co', 'Limited', false],
  ['name', 'Example Workshop Ltd', 'Example Works', false],
  ['words', 'Ada Example - CTO - Example Works | LinkedIn', 'Ada Example', true],
  ['words', 'Adam Example - CTO', 'Ada Example', false],
  ['words', 'Kilns by Example Works', 'Example Works Ltd', true],
  ['words', 'anything', '???', false],
  ['site', 'https://www.example-works.co.uk/about', 'Example Works Ltd', true],
  ['site', 'Example Works', 'example-works.example', true],
  ['site', 'https://www.linkedin.com/company/example-works', 'Example Works', false],
  ['site', 'https://exampleworkshop.example', 'Example Works', false],
  ['site', '', '', false],
  ['domain', 'https://www.example-works.example/x', 'example-works.example', true],
  ['country', 'FR', 'France', true],
  ['country', 'us_de', 'USA', true],
  ['country', 'DE', 'France', false],
  ['country', 'DE', 'somewhere', true],
  ['exact', ' HRB 12 ', 'hrb 12', true],
])('%s: "%s" and "%s" agree: %s', (as, value, asked, wanted) => {
  expect(agrees({ path: 'v', with: 'companyName', as }, replyOf({ v: value }), { companyName: asked })).toBe(wanted);
});

test('words may be spread over several values; a question without the input has nothing to compare', () => {
  const both: Agree = { path: ['title', 'text'], with: 'companyName', as: 'words' };
  expect(agrees(both, replyOf({ title: 'Example', text: 'the works' }), { companyName: 'Example Works' })).toBe(true);
  expect(agrees(both, replyOf({ title: 'x' }), {})).toBe(true);
  expect(agrees([both, { path: 'country', with: 'country', as: 'exact' }], replyOf({ title: 'Example Works', country: 'FR' }), { companyName: 'Example Works', country: 'DE' })).toBe(false);
});

const search: OperationSpec = {
  ways: [
    {
      needs: [['companyName']],
      only: { country: '^(fr|france)$' },
      steps: [
        { request: { method: 'GET', path: '/search', query: { q: '{companyName}' } }, choose: [{ among: 'items', where: { path: 'status', is: 'active' }, agree: { path: 'title', with: 'companyName', as: 'name' } }], save: { id: 'id' } },
        { request: { method: 'GET', path: '/items/{step.id}' } },
      ],
    },
  ],
  answer: { choose: [{ among: 'best' }, { among: 'records', agree: { path: 'name', with: 'companyName', as: 'name' } }], fields: { legalName: 'name' } },
};
const answers = (items: unknown, records: unknown) => (_request: unknown, i: number) => responseOf({ status: 200, json: i === 0 ? { items } : { records } });

test('the element that agrees is read, not the first', async () => {
  const items = [{ title: 'Example Workshop', status: 'active', id: 1 }, { title: 'Example Works', status: 'gone', id: 2 }, { title: 'EXAMPLE WORKS LTD', status: 'active', id: 3 }];
  const { outcome, seen } = await play(manifest(search), { operation: 'enrich-company', input: { name: 'Example Works' } }, answers(items, [{ name: 'Other' }, { name: 'Example Works Ltd' }]));
  expect(seen[1]?.url).toBe('https://api.own.example/items/3');
  expect(outcome).toMatchObject({ kind: 'hit', answer: { fields: { legalName: 'Example Works Ltd' } } });
});

test('no element that agrees is no result, in a search and in an answer', async () => {
  const ask = { operation: 'enrich-company', input: { name: 'Example Works' } } as const;
  const none = await play(manifest(search), ask, answers([{ title: 'Example Workshop', status: 'active', id: 1 }], []));
  expect([none.outcome.kind, none.seen.length]).toEqual(['no-result', 1]);
  const other = await play(manifest(search), ask, answers([{ title: 'Example Works', status: 'active', id: 1 }], [{ name: 'Other' }]));
  expect([other.outcome.kind, other.seen.length]).toEqual(['no-result', 2]);
});

test('all elements that agree, as a list', async () => {
  const spec: OperationSpec = {
    ways: [{ needs: [['companyName']], steps: [{ request: { method: 'GET', path: '/news' } }] }],
    answer: { choose: [{ among: 'articles', agree: { path: 'title', with: 'companyName', as: 'words' }, all: true }], fields: { news: { path: '[*].title', by: ' | ' }, openJobs: { path: '', count: true } } },
  };
  const ask = { operation: 'enrich-company', input: { name: 'Example Works' } } as const;
  const articles = [{ title: 'Example Works grows' }, { title: 'Other' }, { title: 'Works by Example' }];
  expect((await play(manifest(spec), ask, () => responseOf({ status: 200, json: { articles } }))).outcome).toMatchObject({ kind: 'hit', answer: { fields: { news: 'Example Works grows | Works by Example', openJobs: '2' } } });
  expect((await play(manifest(spec), ask, () => responseOf({ status: 200, json: { articles: [{ title: 'Other' }] } }))).outcome.kind).toBe('no-result');
});

test('a register of another country is not asked, and planning knows it', async () => {
  const abroad = { name: 'Example Works', country: 'Germany' };
  const { outcome, seen } = await play(manifest(search), { operation: 'enrich-company', input: abroad }, answers([], []));
  expect([outcome.kind, seen.length]).toEqual(['no-result', 0]);
  const engine = engineOver(manifest(search), new VirtualTime(), [], () => responseOf({ status: 200, json: {} }));
  expect(engine.missingInput('own-one', 'enrich-company', abroad)).toEqual(['country']);
  expect(engine.missingInput('own-one', 'enrich-company', { name: 'Example Works', country: 'France' })).toBeNull();
  expect(engine.missingInput('own-one', 'enrich-company', {})).toEqual(['companyName']);
});

test('what is counted, and how many are joined', () => {
  const reply = replyOf({ jobs: Array.from({ length: 250 }, (_, i) => ({ title: `Job ${i}`, listed: i % 2 === 0 })), none: [] });
  expect(take({ path: 'jobs', count: true }, reply, {})).toBe('250');
  expect(take({ path: 'jobs[?listed==true]', count: true }, reply, {})).toBe('125');
  expect(take({ path: 'none', count: true }, reply, {})).toBe('0');
  expect(take({ path: 'jobs', count: true, unless: '^250$' }, reply, {})).toBeUndefined();
  expect(take({ path: 'absent', count: true }, reply, {})).toBeUndefined();
  expect(take({ path: 'jobs[*].title', by: '; ', most: 2 }, reply, {})).toBe('Job 0; Job 1');
});

test.each([
  [['siteLabel'], 'https://www.example-works.co.uk/x', 'example-works'],
  [['siteLabel'], 'nonsense', undefined],
  [['joined'], 'Example Works GmbH', 'exampleworks'],
  [['dashed'], 'Example Works GmbH', 'example-works'],
  [['digitsOf:9'], '923 609 016', '923609016'],
  [['digitsOf:9'], '92360901', undefined],
  [['zeros:10'], '1234', '0000001234'],
  [['end:9'], 'FR32123456789', '123456789'],
  [['onHost:facebook.com'], 'https://fr-fr.facebook.com/exampleworks', 'https://fr-fr.facebook.com/exampleworks'],
  [['onHost:facebook.com'], 'https://notfacebook.com/exampleworks', undefined],
  [['registrable'], 'https://shop.example-works.co.uk/x', 'example-works.co.uk'],
  [['origin'], 'https://www.example-works.co.uk/x?y#z', 'https://www.example-works.co.uk/'],
  [['origin'], 'javascript:alert(1)', undefined],
  [['countryCode'], 'United Kingdom', 'GB'],
  [['countryCode'], 'England', 'GB'],
  [['countryCode', 'lower'], 'fr', 'fr'],
  [['countryCode'], 'UK', 'GB'],
  [['countryCode'], 'USA', 'US'],
  [['countryCode'], 'Germany', 'DE'],
  [['countryCode'], 'XX', undefined],
  [['countryCode'], 'Atlantis', undefined],
  [['alnum', 'start:2'], 'fr 32 123.456.789', 'FR'],
  [['alnum', 'skip:4'], 'fr 32 123.456.789', '123456789'],
  [['publicSuffix'], 'https://www.example-works.co.uk/x', 'co.uk'],
  [['plain'], 'Example &amp; <strong>Co</strong> &#39;x&#39;', "Example & Co 'x'"],
])('%j of "%s"', (specs, text, wanted) => {
  expect(transform(text, specs)).toBe(wanted);
});

test('one host for each company: a plain label, the right to reach all of them, never with a key', async () => {
  const hosts: OperationSpec = { ways: [{ needs: [['domain']], steps: [{ request: { base: 'https://{domain|siteLabel}.boards.example', method: 'GET', path: '/api' } }] }], answer: { fields: { name: 'name' } } };
  const own = { ...manifest(hosts), baseUrl: 'https://boards.example' };
  const ask = (domain: string) => play(own, { operation: 'enrich-company', input: { domain } }, () => responseOf({ status: 200, json: { name: 'Example Works' } }));
  expect((await ask('www.example-works.co.uk')).seen[0]?.url).toBe('https://example-works.boards.example/api');
  const { outcome, seen } = await ask('bücher.example');
  expect([outcome, seen.length]).toMatchObject([{ kind: 'failed', error: { kind: 'bad-input' } }, 0]);
  expect(originsOf(own)).toEqual(['https://*.boards.example']);
  expect(parseManifest(own).ok).toBe(true);
  const keyed = parseManifest({ ...own, auth: { kind: 'bearer' }, key: { label: 'Key', helpUrl: 'https://own.example' } });
  expect(keyed.ok ? [] : keyed.error.join()).toContain('a key never goes to a host');
  const refused = ['https://{domain}.example', 'https://x{domain}.boards.example', 'https://{domain}.boards.example:99', 'http://{domain}.boards.example', 'https://a.{domain}.boards.example'];
  expect(refused.filter((base) => parseManifest({ ...own, operations: { 'enrich-company': { ...hosts, ways: [{ needs: [['domain']], steps: [{ request: { base, method: 'GET', path: '/api' } }] }] } } }).ok)).toEqual([]);
  const dots = { ...own, operations: { 'enrich-company': { ...hosts, ways: [{ needs: [['domain']], steps: [{ request: { base: 'https://{domain}.boards.example', method: 'GET', path: '/api' } }] }] } } } satisfies Manifest;
  expect((await play(dots, { operation: 'enrich-company', input: { domain: 'example-works.example' } }, () => responseOf({ status: 200, json: {} }))).seen).toHaveLength(0);
});

test('a broken choice, agreement or limit of a way is refused', () => {
  const problems = (change: object): readonly string[] => {
    const parsed = parseManifest(manifest({ ...search, ...change }));
    return parsed.ok ? [] : parsed.error;
  };
  expect(problems({})).toEqual([]);
  expect(problems({ answer: { ...search.answer, choose: [{ among: 'a[' }] } }).join()).toContain('not a path');
  expect(problems({ answer: { ...search.answer, agree: { path: ['a', 'b['], with: 'name', as: 'words' } } }).join()).toContain('not a path');
  expect(problems({ ways: [{ ...search.ways[0], only: { country: '(a+)+' } }] }).join()).toContain('the pattern');
});
