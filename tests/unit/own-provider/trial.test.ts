import { expect, test } from 'vitest';
import type { Manifest } from '../../../lib/contracts/manifest.ts';
import { newDraft, newOperation, pickOf, type ProviderDraft } from '../../../lib/contracts/own-provider/draft.ts';
import { toManifest } from '../../../lib/contracts/own-provider/to-manifest.ts';
import { parseManifest } from '../../../lib/providers/catalogue.ts';
import { growingCatalogue } from '../../../lib/providers/growing.ts';
import { createTrial } from '../../../lib/providers/trial.ts';
import { tryable } from '../../../lib/ui/own-edit.ts';

const KEY = 'sk-live-99887766';
const draft = (over: Partial<ProviderDraft> = {}): ProviderDraft => ({
  ...newDraft('2026-01'), name: 'Bureau', baseUrl: 'https://api.example.com', homepage: 'https://api.example.com/', docs: 'https://api.example.com/', keyHelp: 'https://api.example.com/',
  operations: [{ ...newOperation('find-work-email'), needs: [['name']], request: { ...newOperation('find-work-email').request, path: '/find', query: [{ name: 'q', value: '{name}' }] }, fields: [{ field: 'workEmail', pick: pickOf('data.mail') }] }],
  ...over,
});
function manifestOf(given: ProviderDraft): Manifest {
  const parsed = parseManifest(toManifest(given).manifest);
  if (!parsed.ok) throw new Error(parsed.error.join('; '));
  return parsed.value;
}
function world(answers: readonly (() => Response)[]) {
  const sent: { url: string; headers: Headers }[] = [];
  const trial = createTrial({
    fetch: async (url, init) => {
      sent.push({ url, headers: new Headers(init.headers) });
      return (answers[sent.length - 1] ?? answers.at(-1) ?? (() => new Response('')))();
    },
    now: () => 1_000, elapsed: () => 1_000, random: () => 0.5, sleep: (_ms, signal) => new Promise((_, stop) => signal?.addEventListener('abort', () => stop(new DOMException('aborted', 'AbortError')))),
  });
  return { sent, trial };
}
const ask = { operation: 'find-work-email', input: { name: 'Ada Example' }, secret: KEY } as const;

test('a test call sends the key and shows it nowhere', async () => {
  const { sent, trial } = world([() => Response.json({ data: { mail: 'ada@example.com' }, echo: `Bearer ${KEY}` }, { headers: { 'x-ratelimit-remaining': '7', 'x-echo-credit': KEY, server: 'x' } })]);
  const made = await trial(manifestOf(draft()), ask);
  expect(sent[0]?.headers.get('authorization')).toBe(`Bearer ${KEY}`);
  expect(JSON.stringify(made)).not.toContain(KEY);
  expect(made.outcome).toMatchObject({ kind: 'hit', answer: { fields: { workEmail: 'ada@example.com' } } });
  expect(made.exchanges).toMatchObject([{ request: { method: 'GET', url: 'https://api.example.com/find?q=Ada+Example' }, reply: { status: 200, isCut: false } }]);
  expect(made.exchanges[0]?.request.headers).toContainEqual({ name: 'Authorization', value: 'Bearer [key]' });
  expect(made.exchanges[0]?.reply?.headers.map(({ name }) => name).sort()).toEqual(['content-type', 'x-echo-credit', 'x-ratelimit-remaining']);
});

test('keys in the address, in the body and in a login are masked as well', async () => {
  const inAddress = world([() => new Response('{}')]);
  const one = await inAddress.trial(manifestOf(draft({ auth: { kind: 'query', name: 'k' } })), ask);
  expect(inAddress.sent[0]?.url).toContain(KEY);
  expect(JSON.stringify(one)).not.toContain(KEY);
  const token = 'tok-aabbccddeeff';
  const login = world([() => Response.json({ token, expires: 60 }), () => Response.json({ data: { mail: 'ada@example.com' } })]);
  const two = await login.trial(manifestOf(draft({ auth: { kind: 'kept', auth: { kind: 'token', request: { method: 'POST', path: '/login', json: { key: '{key}' } }, token: 'token' } } })), ask);
  expect(login.sent[1]?.headers.get('authorization')).toBe(`Bearer ${token}`);
  expect(two.outcome.kind).toBe('hit');
  expect(two.exchanges).toMatchObject([{ isLogin: true }, {}]);
  expect(JSON.stringify(two)).not.toContain(KEY);
  expect(JSON.stringify(two)).not.toContain(token);
});

test('a busy partner is asked once, and a long answer is cut', async () => {
  const busy = world([() => new Response('slow', { status: 503 })]);
  const failed = await busy.trial(manifestOf(draft()), ask);
  expect(busy.sent).toHaveLength(1);
  expect(failed.outcome).toMatchObject({ kind: 'failed', error: { kind: 'server' } });
  const long = world([() => new Response(`{"a":"${'x'.repeat(500_000)}"}`)]);
  const cut = await long.trial(manifestOf(draft()), ask);
  expect(cut.exchanges[0]?.reply).toMatchObject({ isCut: true });
  expect(cut.exchanges[0]?.reply?.text).toHaveLength(400_000);
});

test('an answer is read again by a changed form, without a call', async () => {
  const { sent, trial } = world([() => Response.json({ data: { other: 'ada@example.com' } })]);
  const only = tryable(draft(), 0);
  if (!only) throw new Error('nothing to try');
  const first = await trial(manifestOf(only), ask);
  expect(first.outcome.kind).toBe('no-result');
  const replies = first.exchanges.flatMap(({ reply }) => (reply ? [reply] : []));
  const remapped = draft({ operations: draft().operations.map((o) => ({ ...o, fields: [{ field: 'workEmail' as const, pick: pickOf('data.other') }] })) });
  expect((await trial(manifestOf(remapped), { ...ask, secret: '' }, replies)).outcome).toMatchObject({ kind: 'hit', answer: { fields: { workEmail: 'ada@example.com' } } });
  const gone = [{ status: 404, headers: [], text: '{"error":"none"}', isCut: false }];
  expect((await trial(manifestOf(remapped), ask, gone)).outcome).toMatchObject({ kind: 'failed', error: { kind: 'nonsense' } });
  const ruled = draft({ operations: draft().operations.map((o) => ({ ...o, rules: [{ kind: 'plain' as const, status: '404', test: null, then: 'no-result' as const }] })) });
  expect((await trial(manifestOf(ruled), ask, gone)).outcome.kind).toBe('no-result');
  expect(sent).toHaveLength(1);
});

test('the catalogue grows and shrinks for everybody who holds it, and what comes with Kiln stays', () => {
  const builtIn = new Map([['hunter', { ...manifestOf(draft()), id: 'hunter', name: 'Hunter' }]]);
  const { catalogue, setOwn } = growingCatalogue(builtIn);
  const own = { ...manifestOf(draft()), id: 'own-bureau' };
  setOwn([own, { ...own, id: 'hunter', name: 'Not Hunter' }, { ...own, id: 'other' }]);
  expect([...catalogue.keys()]).toEqual(['hunter', 'own-bureau']);
  expect(catalogue.get('hunter')?.name).toBe('Hunter');
  setOwn([{ ...own, name: 'Changed' }]);
  expect(catalogue.get('own-bureau')?.name).toBe('Changed');
  setOwn([]);
  expect([...catalogue.keys()]).toEqual(['hunter']);
  expect([...builtIn.keys()]).toEqual(['hunter']);
});
