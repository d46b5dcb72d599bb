import type { Manifest } from '../../lib/contracts/manifest.ts';
import { answerSchema, callErrorSchema } from '../../lib/contracts/account-api.ts';
import { RAW_ANSWER_CHARS } from '../../lib/core/limits.ts';
import type { CallOutcome } from '../../lib/domain/enrichment/operation.ts';
import { TOKEN, type Ask, type Expected } from './provider-fixture.ts';
import { CANARY, headersOf, leaks } from './provider-player.ts';
import type { SeenRequest } from './provider-player.ts';

/** The bill, where the expectation speaks of it. */
const billed = (outcome: Extract<CallOutcome, { kind: 'hit' | 'no-result' }>, expected: Expected): object => ('bill' in expected && expected.bill !== undefined ? { bill: outcome.bill } : {});

/** What of an outcome an expectation speaks about, in the same shape. */
export function seenAs(outcome: CallOutcome, expected: Expected): unknown {
  if (outcome.kind === 'hit') {
    const { raw: _raw, ...answer } = outcome.answer;
    return { kind: 'hit', ...answer, ...billed(outcome, expected) };
  }
  if (outcome.kind === 'no-result') return { kind: 'no-result', ...(outcome.reason ? { reason: outcome.reason } : {}), ...billed(outcome, expected) };
  if (outcome.kind === 'pending') return { kind: 'pending' };
  const { kind, detail, retryAfterMs } = outcome.error;
  const about: Partial<Extract<Expected, { kind: 'failed' }>> = expected.kind === 'failed' ? expected : {};
  const matching = about.detail !== undefined && detail?.includes(about.detail) ? about.detail : detail;
  return { kind: 'failed', error: kind, ...(about.detail !== undefined ? { detail: matching } : {}), ...(about.retryAfterMs !== undefined ? { retryAfterMs } : {}) };
}

/** Parameters without those of the key; one that is repeated is a list. */
function queryOf(params: URLSearchParams, keys: ReadonlySet<string>): Record<string, string | readonly string[]> {
  const names = [...new Set(params.keys())].filter((name) => !keys.has(name));
  return Object.fromEntries(names.map((name) => [name, params.getAll(name).length > 1 ? params.getAll(name) : (params.get(name) ?? '')]));
}
/** Fixtures write `{key}` where the key stands in a path. */
const decodeKey = (path: string): string => path.replaceAll(encodeURIComponent(CANARY), '{key}');

/** The request in the shape of an expectation: address, parameters without the key, body, and the headers that are spoken about. */
export function askedAs(manifest: Manifest, seen: SeenRequest, ask: Ask): unknown {
  const url = new URL(seen.url);
  const { auth } = manifest;
  const keys = new Set(auth.kind === 'query' ? [auth.name] : auth.kind === 'parts' ? Object.keys({ ...auth.query, ...auth.json, ...auth.form }) : []);
  const unkeyed = (entries: Iterable<readonly [string, unknown]>): Record<string, unknown> => Object.fromEntries([...entries].filter(([name]) => !keys.has(name)));
  const query = queryOf(url.searchParams, keys);
  const body = typeof seen.init.body === 'string' ? seen.init.body : undefined;
  const sent = headersOf(seen.init);
  return {
    method: seen.init.method,
    url: decodeKey(url.origin + url.pathname),
    // A query language is not repeated in a fixture: its answer shows that it was understood.
    query: ask.query === undefined && url.searchParams.has('query') ? {} : query,
    headers: Object.fromEntries(Object.keys(ask.headers ?? {}).map((name) => [name, sent[name.toLowerCase()]])),
    ...(body !== undefined && ask.form ? { form: unkeyed(new URLSearchParams(body)) } : {}),
    ...(body !== undefined && !ask.form ? { json: auth.kind === 'parts' && auth.json ? unkeyed(Object.entries(JSON.parse(body) as object)) : (JSON.parse(body) as unknown) } : {}),
  };
}
/** A login in the shape of an expectation, the key replaced by `{key}` wherever it stands in the body. */
export function loginAs(seen: SeenRequest, ask: Ask): unknown {
  const body = typeof seen.init.body === 'string' ? seen.init.body : undefined;
  const values = (record: object): Record<string, unknown> => Object.fromEntries(Object.entries(record).map(([name, value]) => [name, value === CANARY ? '{key}' : (value as unknown)]));
  const url = new URL(seen.url);
  const sent = headersOf(seen.init);
  return {
    method: seen.init.method,
    url: url.origin + url.pathname,
    query: {},
    headers: Object.fromEntries(Object.keys(ask.headers ?? {}).map((name) => [name, sent[name.toLowerCase()]])),
    ...(body !== undefined && ask.form ? { form: values(Object.fromEntries(new URLSearchParams(body))) } : {}),
    ...(body !== undefined && !ask.form ? { json: values(JSON.parse(body) as object) } : {}),
  };
}

export const wantedAsk = (ask: Ask): unknown => ({ method: ask.method, url: ask.url, query: ask.query ?? {}, headers: ask.headers ?? {}, ...(ask.form ? { form: ask.form } : {}), ...(ask.json !== undefined ? { json: ask.json } : {}) });

/** Whatever came in: the outcome is bounded, clean, says nothing of the key, and no prototype was touched. */
export function soundness(outcome: CallOutcome): readonly string[] {
  const problems: string[] = [];
  if (leaks(JSON.stringify(outcome))) problems.push('the key is in the outcome');
  if (!(outcome.tookMs >= 0)) problems.push('no time');
  if (({} as { polluted?: string }).polluted !== undefined) problems.push('a prototype was polluted');
  if (outcome.kind === 'hit') {
    if (!answerSchema.safeParse(outcome.answer).success) problems.push('the answer breaks its contract');
    if (outcome.answer.raw.length > RAW_ANSWER_CHARS) problems.push('the raw answer is too long');
    if (Object.values(outcome.answer.fields).some((value) => /[\u0000-\u001f\u202a-\u202e\u2066-\u2069]/.test(value))) problems.push('hidden characters in a field');
  }
  if (outcome.kind === 'no-result' && outcome.raw.length > RAW_ANSWER_CHARS) problems.push('the raw answer is too long');
  if (outcome.kind === 'failed' && !callErrorSchema.safeParse(outcome.error).success) problems.push('the error breaks its contract');
  return problems;
}

/** The key travels where the manifest says and nowhere else, and the request carries nothing of the browser. */
export function keyProblems(manifest: Manifest, seen: SeenRequest): readonly string[] {
  const { auth } = manifest;
  const headers = headersOf(seen.init);
  const places = placesOf(auth);
  const problems: string[] = [];
  const url = new URL(seen.url);
  const body = typeof seen.init.body === 'string' ? seen.init.body : '';
  const isThere = { path: leaks(decodeURIComponent(url.pathname)), query: leaks(url.search), headers: leaks(JSON.stringify(headers)), body: leaks(body) };
  for (const place of ['path', 'query', 'headers', 'body'] as const) if (isThere[place] && !places.has(place)) problems.push(`the key is in the ${place}`);
  if (auth.kind !== 'none' && auth.kind !== 'token' && ![...places].some((place) => isThere[place])) problems.push('the key is nowhere');
  if (auth.kind === 'query' && url.searchParams.get(auth.name) !== CANARY) problems.push(`no parameter ${auth.name}`);
  if (auth.kind === 'header' && headers[auth.name.toLowerCase()] !== `${auth.prefix ?? ''}${CANARY}`) problems.push(`no header ${auth.name}`);
  if (auth.kind === 'bearer' && headers['authorization'] !== `Bearer ${CANARY}`) problems.push('no bearer header');
  if (auth.kind === 'token' && headers[(auth.header ?? 'Authorization').toLowerCase()] !== `${auth.prefix ?? 'Bearer '}${TOKEN}`) problems.push('no token');
  if (seen.init.credentials !== 'omit' || seen.init.cache !== 'no-store' || seen.init.referrerPolicy !== 'no-referrer') problems.push('cookies, cache or referrer');
  if (auth.kind !== 'none' && seen.init.redirect !== 'manual') problems.push('a call with a key follows redirects');
  return problems;
}

type Place = 'path' | 'query' | 'headers' | 'body';

/** Where a key of this kind may stand in a call; with a token it is in none. */
function placesOf(auth: Manifest['auth']): ReadonlySet<Place> {
  if (auth.kind === 'none' || auth.kind === 'token') return new Set();
  if (auth.kind === 'query' || auth.kind === 'path') return new Set([auth.kind]);
  if (auth.kind !== 'parts') return new Set(['headers']);
  return new Set([...(auth.headers ? ['headers' as const] : []), ...(auth.query ? ['query' as const] : []), ...(auth.json || auth.form ? ['body' as const] : []), 'path']);
}
