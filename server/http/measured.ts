import type { MiddlewareHandler } from 'hono';
import { routeOf } from './access.ts';
import type { Env, HttpDeps } from './kit.ts';

/** Counts each request under the route that answered it, never under its address: addresses hold ids. */
export function measured(deps: HttpDeps): MiddlewareHandler<Env> {
  return async (c, next) => {
    const startedAt = performance.now();
    await next();
    const route = routeOf(c) ?? 'none';
    deps.ops.metrics.count('kiln_http_requests_total', { route, status: String(c.res.status) });
    deps.ops.metrics.observe(route, (performance.now() - startedAt) / 1_000);
  };
}

/** Headers of every answer; the pages have a policy of their own for scripts and styles. */
export function securityHeaders(deps: HttpDeps): MiddlewareHandler<Env> {
  return async (c, next) => {
    await next();
    if (!c.res.headers.has('Content-Security-Policy')) c.header('Content-Security-Policy', "default-src 'none'; base-uri 'none'; frame-ancestors 'none'");
    c.header('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()');
    c.header('X-Permitted-Cross-Domain-Policies', 'none');
    if (deps.publicUrl().startsWith('https:')) c.header('Strict-Transport-Security', 'max-age=31536000; includeSubDomains');
  };
}
