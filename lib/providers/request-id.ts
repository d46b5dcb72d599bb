import type { Reply } from './conditions.ts';
import type { Redact } from './redact.ts';

/** Headers in which partners name one exchange, the most telling first. */
const HEADERS = ['x-request-id', 'request-id', 'x-correlation-id', 'x-amzn-requestid', 'x-amz-request-id', 'x-trace-id', 'cf-ray'];
const ID_CHARS = 100;

/** What the partner calls this exchange: its support asks for it. Undefined when no header says so. */
export function requestIdOf(reply: Reply, redact: Redact): string | undefined {
  for (const name of HEADERS) {
    const text = reply.header(name)?.trim();
    if (text !== undefined && /^[\w.:/=+-]+$/.test(text) && text.length <= ID_CHARS && redact(text) === text) return text;
  }
  return undefined;
}
