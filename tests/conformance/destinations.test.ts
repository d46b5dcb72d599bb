import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { destinationSchema, type CheckMove, type Destination, type Move, type OutRecord, type TargetView, type WireReply, type WireRequest } from '../../lib/contracts/destination.ts';
import { DELIVERY_REQUESTS } from '../../lib/core/limits.ts';
import { DESTINATIONS } from '../../lib/destinations/registry.ts';
import type { DestinationFixture, ExpectedRequest, WrittenReply } from './destination-fixture.ts';

const FOLDER = join(import.meta.dirname, '../../lib/destinations/catalogue');
const fixtures = import.meta.glob<{ readonly default: DestinationFixture }>('../fixtures/destinations/*.ts', { eager: true });
const fixtureOf = (id: string): DestinationFixture => {
  const fixture = fixtures[`../fixtures/destinations/${id}.ts`]?.default;
  if (!fixture) throw new Error(`tests/fixtures/destinations/${id}.ts is missing`);
  return fixture;
};
const ROOT = join(import.meta.dirname, '../..');
const SHAPE_FILES = readdirSync(join(ROOT, 'server/sandbox/inbox')).map((name) => `server/sandbox/inbox/${name}`);
/** Lines that say what is still to be filled in, of files that concern this destination alone. */
const linesToFill = (path: string, id: string): string[] =>
  (path.includes(`/${id}.ts`) ? readFileSync(join(ROOT, path), 'utf8') : '').split('\n').flatMap((line, i) => (line.includes('FILL') ? [`${path}:${i + 1} ${line.slice(line.indexOf('FILL')).slice(0, 120)}`] : []));
const AT = Date.parse('2026-01-05T10:00:00Z');
const replyOf = ({ status, json, text, headers = {} }: WrittenReply): WireReply => {
  const lower = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return { status, at: AT, header: (name) => lower.get(name.toLowerCase()) ?? null, text: text ?? (json === undefined ? '' : JSON.stringify(json)) };
};
const viewOf = (fixture: DestinationFixture, more: { readonly settings?: Readonly<Record<string, string>>; readonly kind?: TargetView['kind']; readonly upsertKey?: string | null } = {}): TargetView => ({
  settings: { ...fixture.settings, ...more.settings }, kind: more.kind ?? fixture.kind, upsertKey: more.upsertKey === null ? undefined : (more.upsertKey ?? fixture.upsertKey), fields: fixture.fields ?? [],
});
const secretsOf = ({ facts }: Destination, fixture: DestinationFixture): string[] => facts.inputs.filter((input) => input.secret && input.kind !== 'address').flatMap(({ name }) => fixture.settings[name] ?? []);

function expectRequest(request: WireRequest, expected: ExpectedRequest, name: string): void {
  expect([name, request.method, request.url]).toEqual([name, expected.method, expected.url]);
  for (const [header, value] of Object.entries(expected.headers ?? {})) expect([name, header, request.headers[header]]).toEqual([name, header, value]);
  const body = request.body === undefined ? undefined : (JSON.parse(request.body) as unknown);
  expect([name, 'body' in expected ? body : undefined]).toEqual([name, expected.body]);
}
function play<M extends Move | CheckMove>(next: (replies: readonly WireReply[]) => M, calls: readonly (readonly [ExpectedRequest, WrittenReply])[], name: string): M {
  const replies: WireReply[] = [];
  for (const [expected, reply] of calls) {
    const move = next(replies);
    if (move.kind !== 'ask') throw new Error(`${name}: ${JSON.stringify(move)} in place of ${expected.method} ${expected.url}`);
    expectRequest(move.request, expected, name);
    expect([name, expected.writes ?? ('writes' in move && move.writes)]).toEqual([name, 'writes' in move && move.writes]);
    replies.push(replyOf(reply));
  }
  return next(replies);
}
const moveOf = (ends: DestinationFixture['deliveries'][number]['ends']): Partial<Move> =>
  'results' in ends ? { kind: 'results', results: ends.results } : 'stop' in ends ? { kind: 'stop', because: ends.stop } : 'later' in ends ? { kind: 'later', because: ends.later, ...(ends.afterMs === undefined ? {} : { afterMs: ends.afterMs }) } : { kind: 'fault' in ends ? 'fault' : 'alone' };

/** Answers every request with the good answers of the fixture's first delivery, the writing one and what is asked after it with this. */
function writeMet(destination: Destination, fixture: DestinationFixture, reply: WrittenReply, more: { readonly most?: number; readonly upsertKey?: null } = {}): Move {
  const [first] = fixture.deliveries;
  if (!first) throw new Error('no delivery');
  const view = viewOf(fixture, { ...first, ...more });
  const records = first.records.slice(0, more.most);
  const replies: WireReply[] = [];
  for (const [, good] of first.calls) {
    const move = destination.deliver(records, view, replies);
    if (move.kind !== 'ask') return move;
    if (move.writes) {
      let met: Move = move;
      while (met.kind === 'ask' && replies.length < DELIVERY_REQUESTS) {
        replies.push(replyOf(reply));
        met = destination.deliver(records, view, replies);
      }
      return met;
    }
    replies.push(replyOf(good));
  }
  throw new Error('nothing was written');
}

it('every destination is a file with a fixture, and every fixture has its destination', () => {
  const files = readdirSync(FOLDER).map((name) => name.replace(/\.ts$/, '')).sort();
  expect([...DESTINATIONS.keys()].sort()).toEqual(files);
  expect(Object.keys(fixtures).map((path) => path.replace(/^.*\/|\.ts$/g, '')).sort()).toEqual(files);
});

describe.each([...DESTINATIONS.values()].map((destination) => [destination.facts.id, destination] as const))('destination %s', (id, destination) => {
  const fixture = fixtureOf(id);
  const { facts } = destination;
  const size = fixture.deliveries[0]?.records.length ?? 0;

  it('is filled in: what the generator guessed is known or gone', () => {
    const open = [`lib/destinations/catalogue/${id}.ts`, `tests/fixtures/destinations/${id}.ts`, ...SHAPE_FILES].flatMap((path) => linesToFill(path, id));
    expect(open).toEqual([]);
  });
  it('says plain facts, and what it was held against', () => {
    expect(destinationSchema.parse(JSON.parse(JSON.stringify(facts)))).toEqual(facts);
    expect(facts.base ?? facts.inputs.some((input) => input.kind === 'address')).toBeTruthy();
    for (const kind of facts.kinds) expect((facts.fields?.[kind]?.length ?? 0) > 0).toBe(facts.naming === 'known');
    expect(facts.naming !== 'asked' || destination.check !== null).toBe(true);
    expect(fixture.deliveries[0]?.name).toBe('hit');
  });
  it('keeps within what is documented, however long nothing was sent before', () => {
    const { perSecond, burst, windows = [], calls = 1 } = facts.limits;
    for (const { requests, seconds } of windows) expect([id, seconds, (burst + Math.ceil(perSecond * seconds) - 1) * calls <= requests]).toEqual([id, seconds, true]);
  });
  it('asks no more often for one batch than it says, and than anybody is asked', () => {
    for (const { name, calls } of fixture.deliveries) expect([name, calls.length <= DELIVERY_REQUESTS - 1]).toEqual([name, true]);
    for (const { name, calls } of fixture.checks ?? []) expect([name, calls.length <= DELIVERY_REQUESTS - 1]).toEqual([name, true]);
  });
  it('says of itself that an account may have fields of its own, where its test reads any', () => {
    const own = (fixture.checks ?? []).some(({ ends }) => 'works' in ends && ends.works.fields?.some(({ custom }) => custom) === true);
    expect([id, facts.naming === 'known' && own]).toEqual([id, facts.custom === true]);
  });
  it.each(fixture.deliveries.map((exchange) => [exchange.name, exchange] as const))('delivers: %s', (name, exchange) => {
    const view = viewOf(fixture, exchange);
    const move = play((replies) => destination.deliver(exchange.records, view, replies), exchange.calls, name);
    expect(move).toMatchObject(moveOf(exchange.ends));
  });
  it.each((fixture.checks ?? []).map((exchange) => [exchange.name, exchange] as const))('is tested: %s', (name, exchange) => {
    const { check } = destination;
    if (!check) throw new Error('it has no test');
    const move = play((replies) => check(viewOf(fixture, exchange), replies), exchange.calls, name);
    expect(move).toMatchObject('fails' in exchange.ends ? { kind: 'fails', because: exchange.ends.fails } : { kind: 'works', ...exchange.ends.works });
  });
  it('has a check in its fixture when it has one', () => {
    expect((fixture.checks ?? []).length > 0).toBe(destination.check !== null);
  });

  it('a bad key stops everything', () => {
    expect(writeMet(destination, fixture, { status: 401, json: { message: 'Unauthorized' } })).toMatchObject({ kind: 'stop', because: 'revoked' });
  });
  it('too fast: the whole batch later, as late as it says', () => {
    expect(writeMet(destination, fixture, { status: 429, text: '', headers: { 'Retry-After': '7' } })).toEqual({ kind: 'later', because: 'busy', afterMs: 7_000 });
    expect(writeMet(destination, fixture, { status: 429, text: '', headers: { 'Retry-After': 'Mon, 05 Jan 2026 10:00:30 GMT' } })).toEqual({ kind: 'later', because: 'busy', afterMs: 30_000 });
    expect(writeMet(destination, fixture, { status: 429, text: '' })).toMatchObject({ kind: 'later', because: 'busy' });
  });
  it('down: later when nothing was done, a fault when nobody knows', () => {
    expect(writeMet(destination, fixture, { status: 503, text: 'down' })).toMatchObject({ kind: 'later', because: 'down' });
    expect(writeMet(destination, fixture, { status: 500, text: 'oops' })).toMatchObject({ kind: 'fault' });
  });
  it('too large: one by one, then the record has failed', () => {
    const move = writeMet(destination, fixture, { status: 413, text: 'too large' });
    expect(move).toMatchObject(size > 1 ? { kind: 'alone' } : { kind: 'results', results: [{ kind: 'failed' }] });
  });
  it('a record that is by itself is never told to go by itself, whatever the answer: it would be sent without an end', () => {
    const refusals: WrittenReply[] = [
      ...[400, 409, 413, 418, 422].map((status) => ({ status, json: { message: 'No' } })), { status: 200, json: {} }, { status: 207, json: { results: [], errors: [{ message: 'No' }] } },
      ...fixture.deliveries.flatMap(({ calls }) => calls.map(([, reply]) => reply)),
    ];
    for (const reply of refusals) {
      for (const keyed of [{}, { upsertKey: null }]) {
        const move = writeMet(destination, fixture, reply, { most: 1, ...keyed });
        expect([id, JSON.stringify(reply), move.kind === 'alone' || (move.kind === 'results' && move.results.some((result) => result.kind === 'alone'))]).toEqual([id, JSON.stringify(reply), false]);
      }
    }
  });
  it('another address is not followed', () => {
    expect(writeMet(destination, fixture, { status: 302, text: '' })).toMatchObject({ kind: 'stop', because: 'moved' });
  });
  it('nonsense never counts as delivered where an answer has a shape, and never throws', () => {
    const nonsense: WrittenReply[] = [{ status: 200, text: '<!doctype html><title>Sign in</title>' }, { status: 200, text: '' }, { status: 200, json: [] }, { status: 200, json: null }, { status: 200, json: { results: 'x', records: 5, data: [] } }, { status: 207, json: { errors: 'many' } }, { status: 418, text: 'x'.repeat(5_000) }];
    for (const reply of nonsense) {
      const move = writeMet(destination, fixture, reply);
      expect(['results', 'fault', 'stop', 'later', 'alone']).toContain(move.kind);
      expect(move.kind === 'results' ? move.results.length : size).toBe(size);
      const hasShape = facts.naming !== 'free' && reply.status === 200;
      expect([id, JSON.stringify(reply), hasShape && move.kind === 'results' && move.results.some((result) => result.kind === 'delivered')]).toEqual([id, JSON.stringify(reply), false]);
    }
  });
  it('takes any text as text: what a record says never changes where it goes', () => {
    const [first] = fixture.deliveries;
    const view = viewOf(fixture, first);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const records = (first?.records ?? []).map((record): OutRecord => ({ id: record.id, values: Object.fromEntries(Object.keys(record.values).map((name) => [name, text.replace(/\p{Cs}/gu, '') || 'x'])) }));
        const move = destination.deliver(records, view, []);
        if (move.kind !== 'ask') return;
        const plain = destination.deliver(first?.records ?? [], view, []);
        if (plain.kind !== 'ask') throw new Error('asks only sometimes');
        const [a, b] = [new URL(move.request.url), new URL(plain.request.url)];
        expect(a.origin).toBe(b.origin);
        expect(a.pathname.split('/').length).toBe(b.pathname.split('/').length);
        if (move.request.body !== undefined) JSON.parse(move.request.body);
        expect(move.request.headers).toEqual(plain.request.headers);
      }),
      { numRuns: 60 },
    );
  });
  it('keeps its secrets out of addresses, or says so', () => {
    const [first] = fixture.deliveries;
    const move = destination.deliver(first?.records ?? [], viewOf(fixture, first), []);
    if (move.kind !== 'ask') throw new Error('asks nothing');
    for (const secret of secretsOf(destination, fixture)) {
      expect(move.request.body ?? '').not.toContain(secret);
      expect(/address of every request/.test(facts.verified.notes ?? '') || !move.request.url.includes(secret)).toBe(true);
    }
  });
});
