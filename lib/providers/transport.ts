import { boundedText } from '../core/bounded-body.ts';
import { PROVIDER_ANSWER_BYTES } from '../core/limits.ts';
import { err, ok } from '../core/result.ts';
import type { Result } from '../core/result.ts';
import type { CallError } from '../domain/enrichment/operation.ts';
import { raceAbort } from './abort.ts';
import { readBody } from './body.ts';
import type { Reply } from './conditions.ts';
import type { EnginePorts } from './engine-api.ts';
import { callError } from './outcome.ts';
import type { BuiltRequest } from './request.ts';

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
    text = await boundedText(response, PROVIDER_ANSWER_BYTES, (part) => raceAbort(part, signal));
  } catch (error) {
    if (signal.aborted) throw error;
    return err(callError('offline'));
  }
  if (text === null) return err(callError('nonsense', { status: response.status, detail: 'The answer is larger than any answer should be.' }));
  const start = text.trimStart().slice(0, 1);
  // A page is an answer where one was asked for, and only as a good one: front servers speak in pages too.
  const isPage = start === '<' && !(request.accept === 'html' && response.ok);
  return ok({
    status: response.status,
    header: (name) => response.headers.get(name),
    text,
    json: isPage ? undefined : readBody(text, request.accept),
    html: isPage,
  });
}
