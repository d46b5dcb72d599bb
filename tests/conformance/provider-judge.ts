import type { Manifest } from '../../lib/contracts/manifest.ts';
import { answerSchema, callErrorSchema } from '../../lib/contracts/account-api.ts';
import { RAW_ANSWER_CHARS } from '../../lib/core/limits.ts';
import type { CallOutcome } from '../../lib/domain/enrichment/operation.ts';
import type { Ask, Expected } from './provider-fixture.ts';
import { CANARY, headersOf, leaks } from './provider-player.ts';
import type { SeenRequest } from './provider-player.ts';

/** What of an outcome an expectation speaks about, in the same shape. */
export function seenAs(outcome: CallOutcome, expected: Expected): unknown {
  if (outcome.kind === 'hit') {
    const { raw: _raw, ...answer } = outcome.answer;
    return { kind: 'hit', ...answer };
  }
  if (outcome.kind === 'no-result') return { kind: 'no-result', ...(outcome.reason ? { reason: outcome.reason } : {}) };
  if (outcome.kind === 'pending') return { kind: 'pending' };
  const { kind, detail, retryAfterMs } = outcome.error;
  const about: Partial<Extract<Expected, { kind: 'failed' }>> = expected.kind === 'failed' ? expected : {};
  const matching = about.detail !== undefined && detail?.includes(about.detail) ? about.detail : detail;
  return { kind: 'failed', error: kind, ...(about.detail !== undefined ? { detail: matching } : {}), ...(about.retryAfterMs !== undefined ? { retryAfterMs } : {}) };
}

/** The request in the shape of an expectation: address, parameters without the key, body, and the headers that are spoken about. */
export function askedAs(manifest: Manifest, seen: SeenRequest, ask: Ask): unknown {
  const url = new URL(seen.url);
  const key = manifest.auth.kind === 'query' ? manifest.auth.name : undefined;
  const query = Object.fromEntries([...url.searchParams].filter(([name]) => name !== key));
  const body = typeof seen.init.body === 'string' ? seen.init.body : undefined;
  const sent = headersOf(seen.init);
  return {
    method: seen.init.method,
    url: url.origin + url.pathname,
    // A query language is not repeated in a fixture: its answer shows that it was understood.
    query: ask.query === undefined && url.searchParams.has('query') ? {} : query,
    headers: Object.fromEntries(Object.keys(ask.headers ?? {}).map((name) => [name, sent[name.toLowerCase()]])),
    ...(body !== undefined && ask.form ? { form: Object.fromEntries(new URLSearchParams(body)) } : {}),
    ...(body !== undefined && !ask.form ? { json: JSON.parse(body) as unknown } : {}),
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
  const problems: string[] = [];
  if (leaks(seen.url) !== (auth.kind === 'query')) problems.push('the key and the address do not go together');
  if (leaks(JSON.stringify(headers)) !== ['header', 'bearer', 'basic', 'parts'].includes(auth.kind)) problems.push('the key and the headers do not go together');
  if (auth.kind === 'query' && new URL(seen.url).searchParams.get(auth.name) !== CANARY) problems.push(`no parameter ${auth.name}`);
  if (auth.kind === 'header' && headers[auth.name.toLowerCase()] !== `${auth.prefix ?? ''}${CANARY}`) problems.push(`no header ${auth.name}`);
  if (auth.kind === 'bearer' && headers['authorization'] !== `Bearer ${CANARY}`) problems.push('no bearer header');
  if (seen.init.credentials !== 'omit' || seen.init.cache !== 'no-store' || seen.init.referrerPolicy !== 'no-referrer') problems.push('cookies, cache or referrer');
  if (auth.kind !== 'none' && seen.init.redirect !== 'manual') problems.push('a call with a key follows redirects');
  return problems;
}
