import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { FORM_BODY_BYTES, PRICE_FORM_BYTES, SYNC_BODY_BYTES } from '../../lib/core/limits.ts';
import { refuse, type Env } from './kit.ts';

const atMost = (maxSize: number): MiddlewareHandler<Env> =>
  bodyLimit({
    maxSize,
    onError: (c: Context) => {
      c.header('Connection', 'close'); // The rest of the body is not read, so the connection is of no more use.
      return refuse(c, 413, { error: 'too_large', message: `A request may have at most ${maxSize} bytes.` });
    },
  });
const [json, form, prices] = [atMost(SYNC_BODY_BYTES), atMost(FORM_BODY_BYTES), atMost(PRICE_FORM_BYTES)];
/** Prices are typed many at a time. */
const PRICE_FORMS: ReadonlySet<string> = new Set(['/prices/check', '/prices/publish']);

/** How large the body of a request may be; before anything that reads it. */
export const bodyLimits: MiddlewareHandler<Env> = (c, next) => (c.req.path.startsWith('/v1/') ? json : PRICE_FORMS.has(c.req.path) ? prices : form)(c, next);
