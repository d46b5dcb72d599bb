import type { Move, StopReason, WireReply, WireRequest } from '../contracts/destination.ts';
import { DELIVERY_DETAIL_CHARS, DELIVERY_WAIT_MOST_MS } from '../core/limits.ts';
import { retryAfterMs } from '../core/retry-after.ts';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** The body as JSON; undefined when it is none. */
export function jsonOf(reply: WireReply): unknown {
  try {
    return JSON.parse(reply.text) as unknown;
  } catch {
    return undefined;
  }
}
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
/** The value at `a.b.0.c`; undefined where there is none. */
export function at(value: unknown, path: string): unknown {
  let here = value;
  for (const part of path.split('.')) {
    if (Array.isArray(here)) here = (here as unknown[])[Number(part)];
    else if (isObject(here) && Object.hasOwn(here, part)) here = here[part];
    else return undefined;
  }
  return here;
}
export const textAt = (value: unknown, path: string): string | undefined => {
  const found = at(value, path);
  return typeof found === 'string' && found !== '' ? found : typeof found === 'number' ? String(found) : undefined;
};
export const listAt = (value: unknown, path: string): readonly unknown[] => {
  const found = path === '' ? value : at(value, path);
  return Array.isArray(found) ? found : [];
};

/** A short word of the destination about what went wrong, on one line. */
export function said(text: string | undefined): { readonly detail?: string } {
  const detail = text?.replace(/\s+/g, ' ').trim().slice(0, DELIVERY_DETAIL_CHARS);
  return detail ? { detail } : {};
}
const ERROR_PATHS = ['error.message', 'message', 'error_description', 'error_info', 'error', 'errors.0.message', 'errors.0.detail', 'errors.0', '0.message', 'detail', 'title'];
/** What an answer says went wrong: where APIs usually put it, or a short text that is no page. */
export function detailOf(reply: WireReply): { readonly detail?: string } {
  const json = jsonOf(reply);
  for (const path of ERROR_PATHS) {
    const found = textAt(json, path);
    if (found) return said(found);
  }
  return json === undefined && !reply.text.trimStart().startsWith('<') ? said(reply.text) : {};
}

/** How long the destination asks to be left alone: Retry-After in seconds or as a date, within an hour. */
export function retryAfter(reply: WireReply): { readonly afterMs?: number } {
  const ms = retryAfterMs(reply.header('retry-after'), reply.at);
  return ms === undefined ? {} : { afterMs: Math.min(DELIVERY_WAIT_MOST_MS, ms) };
}

const STOPS: Readonly<Record<number, StopReason>> = { 401: 'revoked', 402: 'plan', 403: 'forbidden', 404: 'gone', 405: 'gone', 410: 'gone' };
/**
 * What a status usually means; null for a good answer. A refused batch goes on record by record, so that one bad record does not
 * take its neighbours with it. 503 and 529 say that nothing was done; of other faults nobody knows.
 * @param size records in the batch
 * @param meanings of this destination, before the usual ones
 */
export function judged(reply: WireReply, size: number, meanings: Readonly<Record<number, Move>> = {}): Move | null {
  const { status } = reply;
  const meant = meanings[status];
  if (meant) return meant;
  if (status >= 200 && status < 300) return null;
  if (status < 200 || (status >= 300 && status < 400)) return { kind: 'stop', because: 'moved' };
  const stop = STOPS[status];
  if (stop) return { kind: 'stop', because: stop, ...detailOf(reply) };
  if (status === 429) return { kind: 'later', because: 'busy', ...retryAfter(reply) };
  if (status === 408 || status === 423 || status === 425 || status === 503 || status === 529) return { kind: 'later', because: 'down', ...retryAfter(reply) };
  if (status >= 500) return { kind: 'fault', ...detailOf(reply) };
  if (size > 1) return { kind: 'alone' };
  return { kind: 'results', results: [{ kind: 'failed', reason: status === 413 ? 'too-large' : 'refused', ...detailOf(reply) }] };
}

/** The same for an answer that must be JSON: a page in its place is a fault, whatever its status. */
export function judgedJson(reply: WireReply, size: number, meanings?: Readonly<Record<number, Move>>): Move | null {
  return judged(reply, size, meanings) ?? (jsonOf(reply) === undefined ? { kind: 'fault', detail: reply.isTooLarge ? 'The answer is larger than any answer should be.' : 'The answer was not what this destination answers.' } : null);
}

export const sendJson = (method: WireRequest['method'], url: string, headers: Readonly<Record<string, string>>, body: unknown): WireRequest =>
  ({ method, url, headers: { 'Content-Type': 'application/json', Accept: 'application/json', ...headers }, body: JSON.stringify(body) });
export const get = (url: string, headers: Readonly<Record<string, string>>): WireRequest => ({ method: 'GET', url, headers: { Accept: 'application/json', ...headers } });

export const bearer = (key: string | undefined): Record<string, string> => ({ Authorization: `Bearer ${key ?? ''}` });
/** RFC 7617, in UTF-8. */
export const basic = (user: string, password: string): Record<string, string> =>
  ({ Authorization: `Basic ${btoa(String.fromCharCode(...new TextEncoder().encode(`${user}:${password}`)))}` });

/** What a failed check says, from a judged answer. */
export function failed(move: Move): { readonly kind: 'fails'; readonly because: StopReason | 'busy' | 'down'; readonly detail?: string } {
  switch (move.kind) {
    case 'stop':
      return { kind: 'fails', because: move.because, ...(move.detail ? { detail: move.detail } : {}) };
    case 'later':
      return { kind: 'fails', because: move.because };
    case 'fault':
      return { kind: 'fails', because: 'down', ...(move.detail ? { detail: move.detail } : {}) };
    case 'results': {
      const [first] = move.results;
      return { kind: 'fails', because: 'refused', ...(first?.kind === 'failed' && first.detail ? { detail: first.detail } : {}) };
    }
    case 'alone':
    case 'ask':
      return { kind: 'fails', because: 'refused' };
  }
}
