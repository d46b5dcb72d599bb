import type { Context, MiddlewareHandler } from 'hono';
import type { Rate } from './rate-limit.ts';
import type { SharedRates } from '../ops/ports.ts';
import { routeOf } from './access.ts';
import { callerAddress, waitFor, type Env, type HttpDeps } from './kit.ts';

export type RateBy = 'device' | 'user' | 'account' | 'address';
export interface RateRule extends Rate {
  readonly by: RateBy;
}
const perSecond = (by: RateBy, n: number, burst: number): RateRule => ({ by, everyMs: 1_000 / n, burst });

/** Anything that has no row of its own. */
const USUAL: readonly RateRule[] = [perSecond('user', 10, 100), perSecond('account', 50, 500), perSecond('address', 50, 500)];
/**
 * One device may do what one person can want; a user has a few devices, an account many users, an address an office. Keyed as the
 * access table is. What depends on the content of a request (codes, guesses) is limited where it is read.
 */
export const RATE_RULES: Readonly<Record<string, readonly RateRule[]>> = {
  'POST /v1/sync/push': [perSecond('device', 10, 60), perSecond('user', 20, 120), perSecond('account', 100, 600), perSecond('address', 100, 600)],
  'GET /v1/sync/pull': [perSecond('device', 2, 60), perSecond('user', 6, 120), perSecond('account', 60, 600), perSecond('address', 60, 600)],
  'POST /v1/charges': [perSecond('device', 20, 200), perSecond('user', 30, 300), perSecond('account', 60, 600), perSecond('address', 100, 1_000)],
  'GET /v1/charges/:id': [perSecond('device', 20, 200), perSecond('user', 30, 300), perSecond('account', 60, 600), perSecond('address', 100, 1_000)],
  'POST /v1/leases': [perSecond('device', 1, 30), perSecond('user', 2, 60), perSecond('account', 20, 300), perSecond('address', 20, 300)], // Small leases follow each other quickly when a balance comes to its end.
  'POST /v1/device/code': [perSecond('address', 5 / 60, 20)],
  'POST /v1/device/token': [perSecond('address', 4, 60)],
  'POST /v1/device/refresh': [perSecond('address', 5, 200)],
  'POST /sign-in/password': [perSecond('address', 10 / 60, 20)],
  'POST /sign-in/mail': [perSecond('address', 5 / 60, 10)],
  'POST /sign-in': [perSecond('address', 5 / 60, 20)],
  'GET /healthz': [],
  'GET /readyz': [perSecond('address', 10, 50)],
  'GET /metrics': [perSecond('address', 2, 20)],
};

/** After the guard: who is asking is known. An unknown caller is limited by address alone. */
export function rateLimits(deps: HttpDeps, rates: SharedRates): MiddlewareHandler<Env> {
  return async (c, next) => {
    const route = routeOf(c);
    if (route === null) return next();
    const rules = RATE_RULES[route] ?? USUAL;
    const buckets = rules.flatMap((rule) => {
      const who = callerOf(c, deps, rule.by);
      return who === undefined ? [] : [{ key: deps.hash('rate', `${route} ${rule.by} ${who}`).slice(0, 32), rate: rule }];
    });
    const refusal = buckets.length === 0 ? null : waitFor(c, await rates.take(buckets));
    if (refusal !== null) {
      deps.ops.metrics.count('kiln_rate_limited_total', { route });
      return refusal;
    }
    return next();
  };
}

function callerOf(c: Context<Env>, deps: HttpDeps, by: RateBy): string | undefined {
  if (by === 'address') return callerAddress(c, deps);
  // Absent on routes that anyone may call.
  const session = c.var.session as typeof c.var.session | undefined;
  if (session === undefined) return undefined;
  return by === 'account' ? session.accountId : by === 'user' ? session.userId : `${session.accountId} ${session.deviceId ?? session.userId}`;
}
