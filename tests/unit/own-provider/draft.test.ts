import { expect, test } from 'vitest';
import type { Manifest } from '../../../lib/contracts/manifest.ts';
import { newDraft, newOperation, NO_REST, pickOf, placeholdersIn, type AuthDraft, type BodyDraft, type OperationDraft, type PickDraft, type ProviderDraft, type Row, type RuleDraft, type RuleTest } from '../../../lib/contracts/own-provider/draft.ts';
import { fromManifest } from '../../../lib/contracts/own-provider/from-manifest.ts';
import { ownIdOf, toManifest } from '../../../lib/contracts/own-provider/to-manifest.ts';
import { OPERATION_NAMES } from '../../../lib/domain/enrichment/operation.ts';
import { parseManifest } from '../../../lib/providers/catalogue.ts';
import { CATALOGUE } from '../../../lib/providers/registry.ts';

/** mulberry32: the same drafts in every run. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function draftOf(seed: number): ProviderDraft {
  const random = randomOf(seed);
  const int = (n: number): number => Math.floor(random() * n);
  const one = <T>(values: readonly T[]): T => values[int(values.length)] as T;
  const many = <T>(most: number, make: (i: number) => T): T[] => Array.from({ length: int(most + 1) }, (_, i) => make(i));
  const word = (): string => one(['q', 'email', 'first-name', 'x.y', 'constructor', 'Ünï', 'a b', '{firstName}', '"', '\\', '']);
  const value = (): Row['value'] => one<Row['value']>([word(), `{${one(['name', 'email'])}}`, int(99), true]);
  const rows = (prefix: string): Row[] => many(4, (i) => ({ name: `${prefix}${i}`, value: value() }));
  const pick = (): PickDraft =>
    one<PickDraft>([
      pickOf(`data.${int(9)}x`), { kind: 'path', path: 'a[0].b', map: [{ theirs: 'ok', ours: 'valid' }, { theirs: 'no', ours: 'invalid' }], rest: { otherwise: 'unknown' } }, { kind: 'path', path: '', map: [], rest: { times: 100 } },
      { kind: 'kept', pick: { path: ['a', 'b'] } }, { kind: 'kept', pick: [{ path: 'a' }, 'b'] },
    ]);
  const testOf = (): RuleTest => {
    const about = one(['path', 'header', 'text'] as const);
    const at = about === 'text' ? '' : `at${int(5)}`;
    return one<RuleTest>([{ about, at, test: 'there', values: [] }, { about, at, test: 'missing', values: [] }, { about, at, test: 'is', values: one([['x'], [null], [false, 1], ['a', 'b']]) }, { about, at, test: 'matches', values: ['no.?thing'] }]);
  };
  const rule = (): RuleDraft =>
    one<RuleDraft>([
      { kind: 'plain', status: one(['404', '5xx', '404, 410', '2xx, 404']), test: null, then: 'no-result' }, { kind: 'plain', status: one(['', '200']), test: testOf(), then: one(['auth', 'no-credits', 'rate-limited', 'answer']) },
      { kind: 'kept', rule: { when: { any: [{ status: 400 }, { path: 'x', exists: true }] }, then: 'bad-input' } },
    ]);
  const body = (): BodyDraft => one<BodyDraft>([{ kind: 'none' }, { kind: 'json', text: JSON.stringify({ a: '{email}', b: [1, null, { c: word() }] }, null, 2) }, { kind: 'form', rows: rows('f') }]);
  const operation = (name: OperationDraft['operation']): OperationDraft => ({
    operation: name, needs: [['firstName', 'lastName'], ['email']],
    request: { method: one(['GET', 'POST'] as const), path: one(['', '/find', '/p/{email}']), query: rows('q'), headers: rows('h'), body: body(), rest: one([{}, { accept: 'csv' }]) },
    fields: many(1, () => ({ field: 'workEmail' as const, pick: pick() })), confidence: one([null, pick()]), verdict: one([null, pick()]), rules: many(3, rule), price: one(['', 'one credit']), rest: one([NO_REST, { ...NO_REST, spec: { poll: { kind: 'repeat', everyMs: 500 } }, step: { shape: { path: 'x', exists: true } } }]),
  });
  const auth = one<AuthDraft>([{ kind: 'none' }, { kind: 'bearer' }, { kind: 'header', name: 'X-Key', prefix: one(['', 'Token ']) }, { kind: 'query', name: 'key' }, { kind: 'basic', user: '{key}', password: '' }, { kind: 'path' }, { kind: 'kept', auth: { kind: 'parts', parts: ['id', 'secret'], json: { id: '{key.id}', s: '{key.secret}' } } }, { kind: 'kept', auth: { kind: 'bearer', optional: true } }]);
  const isKeyed = auth.kind !== 'none';
  const names = OPERATION_NAMES.filter(() => random() < 0.2);
  return {
    ...newDraft('2026-01'), id: `own-${int(99)}`, name: word(), homepage: word(), docs: word(), baseUrl: word(), auth, keyLabel: isKeyed ? word() : '', keyHelp: isKeyed ? word() : '', limits: one([{}, { perSecond: 3, perHour: 9 }]), operations: names.map(operation), charged: one(['found', 'call', 'free'] as const),
  };
}

test('a form becomes a manifest and the same form again', () => {
  for (let seed = 0; seed < 2_000; seed++) {
    const draft = draftOf(seed);
    const { manifest, problems } = toManifest(draft);
    expect({ seed, problems }).toEqual({ seed, problems: [] });
    expect({ seed, draft: fromManifest(JSON.parse(JSON.stringify(manifest)) as Manifest) }).toEqual({ seed, draft: JSON.parse(JSON.stringify(draft)) as unknown });
  }
});

test('every manifest that comes with Kiln goes through the form unchanged in meaning', () => {
  for (const manifest of CATALOGUE.values()) {
    const { manifest: made, problems } = toManifest(fromManifest(manifest));
    expect([manifest.id, ...problems]).toEqual([manifest.id]);
    const again = parseManifest(made);
    expect([manifest.id, ...(again.ok ? [] : again.error)]).toEqual([manifest.id]);
    expect(fromManifest(made as unknown as Manifest)).toEqual(fromManifest(manifest));
  }
});

test('what cannot be written down is told with its place', () => {
  const operation: OperationDraft = { ...newOperation('find-work-email'), request: { ...newOperation('find-work-email').request, method: 'POST', body: { kind: 'json', text: '{"a": }' }, headers: [{ name: 'A', value: '1' }, { name: 'A', value: '2' }] }, rules: [{ kind: 'plain', status: 'often', test: null, then: 'auth' }, { kind: 'plain', status: '', test: null, then: 'auth' }] };
  const { problems } = toManifest({ ...newDraft('2026-01'), operations: [operation, newOperation('find-work-email')] });
  expect(problems.map(({ path }) => path)).toEqual(['operations', 'operations.find-work-email.rules.0', 'operations.find-work-email.rules.1', 'operations.find-work-email.ways.0.steps.0.request.headers', 'operations.find-work-email.ways.0.steps.0.request.json']);
});

test('a parameter that is there twice is sent twice, and ids are made of names', () => {
  const request = { ...newOperation('find-domain').request, query: [{ name: 'f', value: 'a' }, { name: ' ', value: 'x' }, { name: 'f', value: 'b' }] };
  const { manifest } = toManifest({ ...newDraft('2026-01'), operations: [{ ...newOperation('find-domain'), request }] });
  expect(JSON.stringify(manifest)).toContain('"query":{"f":["a","b"]}');
  expect([ownIdOf('The Bureau'), ownIdOf('Büro & Co.'), ownIdOf('東京')]).toEqual(['own-the-bureau', 'own-bu-ro-co', 'own-provider']);
  expect(placeholdersIn('/a/{firstName|lower}/{x} {not this}')).toEqual(['firstName', 'x']);
});
