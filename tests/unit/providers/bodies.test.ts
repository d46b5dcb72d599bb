import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Manifest, OperationSpec, Pick } from '../../../lib/contracts/manifest.ts';
import { readBody } from '../../../lib/providers/body.ts';
import { parseManifest } from '../../../lib/providers/catalogue.ts';
import { readPath } from '../../../lib/providers/paths.ts';
import { durationMs } from '../../../lib/providers/retry.ts';
import { sha256Hex } from '../../../lib/core/sha256.ts';
import { transform } from '../../../lib/providers/transforms.ts';
import { play, responseOf } from '../../conformance/provider-player.ts';

const manifest = (operation: OperationSpec, more: Partial<Manifest> = {}): Manifest => ({
  kiln: 1, id: 'own-one', name: 'Own', homepage: 'https://own.example', docs: 'https://own.example/docs', baseUrl: 'https://api.own.example/v1', auth: { kind: 'none' },
  operations: { 'find-traffic': operation }, price: { note: 'Free', charged: 'free' }, verified: { sure: 'own', sources: ['own'], on: '2026-11', live: false }, ...more,
});
const traffic = (accept: 'json' | 'text' | 'csv' | 'jsonp', rank: Pick, more: Partial<OperationSpec> = {}): OperationSpec => ({
  ways: [{ needs: [['domain']], steps: [{ request: { method: 'GET', path: '/t', query: { domain: '{domain}' }, accept }, rules: [{ when: { text: true, matches: '^ERROR 50' }, then: 'no-result' }] }] }],
  answer: { fields: { trafficRank: rank } }, ...more,
});
const ask = { operation: 'find-traffic', input: { domain: 'oakline.example' } } as const;

test('comma, semicolon and tab separated answers are lists of objects', () => {
  expect(readBody('Domain;Rank\noakline.example;1200\r\n"a;b";"say ""hi"""\n', 'csv')).toEqual([{ Domain: 'oakline.example', Rank: '1200' }, { Domain: 'a;b', Rank: 'say "hi"' }]);
  expect(readBody('a,b\n1,2', 'csv')).toEqual([{ a: '1', b: '2' }]);
  expect(readBody('a\tb\n1', 'csv')).toEqual([{ a: '1', b: '' }]);
  expect(readBody('ERROR 50 :: NOTHING FOUND', 'csv')).toEqual([]);
  expect((readBody(`a,b\n${'1,2\n'.repeat(5_000)}`, 'csv') as unknown[]).length).toBe(1_000);
});

test('a CSV answer, its marker for nothing, and a text answer', async () => {
  const csv = manifest(traffic('csv', '[0].Rank'));
  expect(parseManifest(csv)).toMatchObject({ ok: true });
  expect((await play(csv, ask, () => responseOf({ status: 200, text: 'Domain;Rank\noakline.example;1200\n' }))).outcome).toMatchObject({ kind: 'hit', answer: { fields: { trafficRank: '1200' } } });
  expect((await play(csv, ask, () => responseOf({ status: 200, text: 'ERROR 50 :: NOTHING FOUND' }))).outcome).toMatchObject({ kind: 'no-result' });
  const text = manifest(traffic('text', { text: '^Rank: *(\\d+)' }));
  expect(parseManifest(text)).toMatchObject({ ok: true });
  expect((await play(text, ask, () => responseOf({ status: 200, text: 'Title: x\nRank:  77\n' }))).outcome).toMatchObject({ kind: 'hit', answer: { fields: { trafficRank: '77' } } });
  expect((await play(text, ask, () => responseOf({ status: 200, text: 'nothing' }))).outcome).toMatchObject({ kind: 'no-result' });
});

test('data inside a function call', async () => {
  expect(readBody('callback({"a":"x)y"});', 'jsonp')).toEqual({ a: 'x)y' });
  expect(readBody('/**/cb.x([1])', 'jsonp')).toEqual([1]);
  expect(readBody('{"a":1}', 'jsonp')).toEqual({ a: 1 });
  expect(readBody('alert(1); callback({})', 'jsonp')).toBeUndefined();
  expect((await play(manifest(traffic('jsonp', 'rank')), ask, () => responseOf({ status: 200, text: 'cb({"rank":5})' }))).outcome).toMatchObject({ kind: 'hit', answer: { fields: { trafficRank: '5' } } });
});

test('data that is written as text, fenced or not', () => {
  const answer = { choices: [{ message: { content: '{"answer":"yes","n":[1,2]}' } }, { message: { content: '```json\n{"answer":"no"}\n```' } }, { message: { content: 'sorry' } }] };
  expect(readPath(answer, 'choices[0].message.content[json].answer')).toEqual(['yes']);
  expect(readPath(answer, 'choices[1].message.content[json].answer')).toEqual(['no']);
  expect(readPath(answer, 'choices[2].message.content[json].answer')).toEqual([]);
  expect(readPath({ deep: '['.repeat(500) + ']'.repeat(500) }, 'deep[json]')).toEqual([]);
});

test('the last one, the one that was asked for, and one object in place of a list', () => {
  const answer = { visits: [{ n: 1 }, { n: 2 }], rows: [{ domain: 'a.example', n: 1 }, { domain: 'Oakline.example', n: 2 }], one: { type: 'work', n: 3 }, 'a b': { 'c-d': 4 } };
  expect(readPath(answer, 'visits[-1].n')).toEqual([2]);
  expect(readPath(answer, 'rows[?domain=={domain}].n', { domain: 'oakline.example' })).toEqual([2]);
  expect(readPath(answer, 'rows[?domain=={domain}].n')).toEqual([]);
  expect(readPath(answer, 'one[?type=="work"].n')).toEqual([3]);
  expect(readPath(answer, 'a b.c-d')).toEqual([4]);
});

test('sha256 is SHA-256, for every text', () => {
  expect(sha256Hex('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => sha256Hex(text) === createHash('sha256').update(text, 'utf8').digest('hex')));
});

test.each([
  ['Ada@Example.com', ['lower', 'sha256'], createHash('sha256').update('ada@example.com').digest('hex')],
  ['2026-03-31', ['month'], '2026-03'], ['2026-03-31', ['compact'], '20260331'], ['2026-03-31', ['monthsAgo:1', 'month'], '2026-02'], ['2026-03-01', ['daysAgo:1'], '2026-02-28'], ['2026-03-01', ['daysAgo:x'], undefined],
  ['1767607200', ['epochDate'], '2026-01-05'], ['1767607200000', ['epochDate'], '2026-01-05'], ['soon', ['epochDate'], undefined],
  ['Ada', ['initial'], 'A'], ['Example Works & Co', ['slug'], 'example-works-co'], ['a=b', ['before:='], 'a'], ['a=b', ['after:='], 'b'], ['a', ['suffix:.x'], 'a.x'], ['id:se', ['base64'], 'aWQ6c2U='],
])('%s by %j is %s', (text, specs, wanted) => {
  expect(transform(text, specs)).toBe(wanted);
});

test('parameters that are repeated', async () => {
  const it = manifest({ ...traffic('json', 'rank'), ways: [{ needs: [['domain']], steps: [{ request: { method: 'GET', path: '/t', query: { 'include[]': ['a', '{domain}', '{email}'] } } }] }] });
  const { seen } = await play(it, ask, () => responseOf({ status: 200, json: { rank: 1 } }));
  expect(new URL(seen[0]?.url ?? '').searchParams.getAll('include[]')).toEqual(['a', 'oakline.example']);
});

test('what a call cost, by the word of the answer, of a header, or of the manifest', async () => {
  const paid = { price: { note: '1 credit', charged: 'found' as const }, creditsLeft: { header: 'X-Credits-Left' } };
  const bill = async (operation: OperationSpec, json: unknown, headers = {}) => {
    const { outcome } = await play(manifest(operation, paid), ask, () => responseOf({ status: 200, json, headers }));
    return outcome.kind === 'hit' || outcome.kind === 'no-result' ? outcome.bill : outcome.kind;
  };
  const base = traffic('json', 'rank');
  expect(await bill(base, { rank: 1 }, { 'X-Credits-Left': '1,234' })).toEqual({ billed: true, left: 1234 });
  expect(await bill(base, {})).toEqual({ billed: false });
  expect(await bill({ ...base, charged: 'call' }, {})).toEqual({ billed: true });
  expect(await bill({ ...base, charged: 'free' }, { rank: 1 })).toEqual({ billed: false });
  expect(await bill({ ...base, spent: 'cost' }, { rank: 1, cost: 2.5 })).toEqual({ billed: true, spent: 2.5 });
  expect(await bill({ ...base, spent: 'cost' }, { rank: 1, cost: 0 })).toEqual({ billed: false, spent: 0 });
  expect(await bill({ ...base, billed: { path: 'charged', is: true } }, { charged: true })).toEqual({ billed: true });
  expect(await bill({ ...base, billed: { path: 'charged', is: true } }, { rank: 1, charged: false })).toEqual({ billed: false });
});

test('waits that partners write out', () => {
  expect(['250ms', '1.5s', '6m0s', '1h2m', '6', '', 'soon', 's'].map(durationMs)).toEqual([250, 1_500, 360_000, 3_720_000, undefined, undefined, undefined, undefined]);
});

test.each<[string, OperationSpec, RegExp]>([
  ['paths in a text', traffic('text', 'rank'), /an answer that is text has no paths/],
  ['a pattern without a group', traffic('text', { text: 'Rank: \\d+' }), /exactly one group/],
  ['a pattern that is slow on long texts', traffic('text', { text: '(.*)a.*b.*' }), /more than two open repetitions/],
  ['counting nothing', traffic('json', { value: 1, count: true }), /what is counted is named by path/],
])('refuses %s', (_name, operation, problem) => {
  const parsed = parseManifest(manifest(operation));
  expect(parsed.ok ? '' : parsed.error.join('\n')).toMatch(problem);
});
