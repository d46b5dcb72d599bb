import type { Manifest, OutcomeName, StepTemplate } from '../contracts/manifest.ts';
import { PROVIDER_DETAIL_CHARS } from '../core/limits.ts';
import type { CallError, CallErrorKind } from '../domain/enrichment/operation.ts';
import { holds } from './conditions.ts';
import type { Reply } from './conditions.ts';
import { readPath, scalarText } from './paths.ts';
import type { Redact } from './redact.ts';
import { cleanText } from './values.ts';

export type Rules = readonly NonNullable<Manifest['rules']>[number][];

/** What a status code usually means, when no rule of the manifest says otherwise. */
function usual(reply: Reply, expectsJson: boolean): OutcomeName {
  const { status } = reply;
  if (status === 204) return 'no-result';
  if (status >= 200 && status < 300) return expectsJson && reply.json === undefined ? 'nonsense' : 'answer';
  if (status === 400 || status === 413 || status === 414 || status === 415 || status === 422) return 'bad-input';
  if (status === 401 || status === 407) return 'auth';
  if (status === 402) return 'no-credits';
  if (status === 403) return 'forbidden-plan';
  if (status === 429) return 'rate-limited';
  if (status === 451) return 'legal-suppressed';
  return status === 408 || status >= 500 ? 'server' : 'nonsense';
}

/** A web page where data was expected is believed only for codes that any front server may speak for. */
const pageIsBelieved = (status: number): boolean => status === 401 || status === 402 || status === 407 || status === 408 || status === 429 || status >= 500;

/**
 * What an answer means. Rules come first, in order, so that an error inside HTTP 200 is seen before the status;
 * then the usual meaning of the status; then the shape that the manifest promises.
 */
export function classify(reply: Reply, rules: Rules, expectsJson: boolean, shape: StepTemplate['shape']): OutcomeName {
  if (expectsJson && reply.html && !pageIsBelieved(reply.status)) return 'nonsense';
  const outcome = rules.find((rule) => holds(rule.when, reply))?.then ?? usual(reply, expectsJson);
  if (outcome !== 'answer') return outcome;
  if (expectsJson && reply.json === undefined) return 'nonsense';
  return shape && !holds(shape, reply) ? 'nonsense' : 'answer';
}

const RETRYABLE: { readonly [K in CallErrorKind]: boolean } = {
  'bad-input': false,
  auth: false,
  'no-credits': false,
  'forbidden-plan': false,
  'rate-limited': true,
  server: true,
  timeout: true,
  offline: true,
  nonsense: false,
  cancelled: false,
};

export const callError = (kind: CallErrorKind, more: { readonly retryAfterMs?: number; readonly status?: number; readonly detail?: string } = {}): CallError => ({
  kind,
  retryable: RETRYABLE[kind],
  ...more,
});

/** The partner's own words about an error: first text found, one line, no key in it. */
export function detailOf(reply: Reply, paths: readonly string[], redact: Redact): string | undefined {
  for (const path of paths) {
    const text = readPath(reply.json, path).map(scalarText).find((t) => t !== undefined && t.trim() !== '');
    if (text !== undefined) return redact(cleanText(redact(text.slice(0, PROVIDER_DETAIL_CHARS * 4)), PROVIDER_DETAIL_CHARS)) || undefined;
  }
  return undefined;
}
