import { PROVIDER_ANSWER_BYTES, PROVIDER_JSON_DEPTH } from '../core/limits.ts';
import { err, ok } from '../core/result.ts';
import type { Result } from '../core/result.ts';
import type { CallError } from '../domain/enrichment/operation.ts';
import { raceAbort } from './abort.ts';
import type { Reply } from './conditions.ts';
import type { EnginePorts } from './engine-api.ts';
import { callError } from './outcome.ts';
import type { BuiltRequest } from './request.ts';

/** Body text up to PROVIDER_ANSWER_BYTES; null beyond, and nothing more is read. */
async function boundedText(response: Response, signal: AbortSignal): Promise<string | null> {
  if (!response.body) return '';
  const reader: ReadableStreamDefaultReader<Uint8Array> = response.body.getReader();
  const decoder = new TextDecoder();
  let bytes = 0;
  let text = '';
  try {
    for (;;) {
      const { done, value } = await raceAbort(reader.read(), signal);
      if (done) return (text + decoder.decode()).replace(/^\ufeff/, '');
      bytes += value.byteLength;
      if (bytes > PROVIDER_ANSWER_BYTES) return null;
      text += decoder.decode(value, { stream: true });
    }
  } finally {
    reader.cancel().catch(() => undefined); // the answer is decided, the connection may go
  }
}

/** Whether brackets outside strings nest deeper than allowed; counted before parsing, which would build it all. */
export function tooDeep(text: string, limit: number = PROVIDER_JSON_DEPTH): boolean {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (inString) {
      if (c === 92) i++;
      else if (c === 34) inString = false;
    } else if (c === 34) inString = true;
    else if (c === 123 || c === 91) {
      if (++depth > limit) return true;
    } else if (c === 125 || c === 93) depth--;
  }
  return false;
}

/** Undefined when the text is no JSON. `__proto__` becomes an own property, and readers look at own properties only. */
export function parseJson(text: string): unknown {
  if (text.trim() === '' || tooDeep(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** One request, one answer. Aborts are thrown on (the engine knows whether it was the clock or the caller); everything else is a value. */
export async function exchange(request: BuiltRequest, fetch: EnginePorts['fetch'], signal: AbortSignal): Promise<Result<Reply, CallError>> {
  let response: Response;
  let text: string | null;
  try {
    response = await raceAbort(fetch(request.url, { ...request.init, signal }), signal);
    if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)) {
      response.body?.cancel().catch(() => undefined);
      return err(callError('nonsense', { ...(response.status > 0 ? { status: response.status } : {}), detail: 'The provider sent the call to another address.' }));
    }
    text = await boundedText(response, signal);
  } catch (error) {
    if (signal.aborted) throw error;
    return err(callError('offline'));
  }
  if (text === null) return err(callError('nonsense', { status: response.status, detail: 'The answer is larger than any answer should be.' }));
  const start = text.trimStart().slice(0, 1);
  return ok({
    status: response.status,
    header: (name) => response.headers.get(name),
    text,
    json: start === '<' ? undefined : parseJson(text),
    html: start === '<',
  });
}
