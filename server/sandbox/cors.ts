import type { MiddlewareHandler } from 'hono';

const EXPOSED = 'Retry-After, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, X-Kiln-Sandbox';

/** Any extension may call, with any header; web pages may not. */
export const cors: MiddlewareHandler = async (c, next) => {
  const origin = c.req.header('origin') ?? '';
  const isExtension = /^(chrome|moz)-extension:\/\/[a-z0-9-]+$/i.test(origin);
  if (c.req.method === 'OPTIONS') c.res = new Response(null, { status: isExtension ? 204 : 403, headers: isExtension ? preflight(c.req.header('access-control-request-headers')) : {} });
  else await next();
  if (!isExtension) return;
  c.res.headers.set('Access-Control-Allow-Origin', origin);
  c.res.headers.set('Vary', 'Origin');
  c.res.headers.set('Access-Control-Expose-Headers', EXPOSED);
};

const preflight = (asked: string | undefined): Record<string, string> => ({
  'Access-Control-Allow-Methods': 'GET, POST, PUT, PATCH, OPTIONS',
  'Access-Control-Allow-Headers': asked ?? '',
  'Access-Control-Allow-Private-Network': 'true',
  'Access-Control-Max-Age': '600',
});
