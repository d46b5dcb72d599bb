import type { Context, MiddlewareHandler } from 'hono';
import type { Bucket, Rate } from '../ops/ports.ts';
import { messagePage } from '../pages/sign-in-views.ts';
import { routeOf } from './access.ts';
import { callerAddress, refuse, type Env, type HttpDeps } from './kit.ts';

export type RateBy = 'device' | 'user' | 'account' | 'address';
export interface RateRule extends Rate {
  readonly by: RateBy;
}
const perSecond = (by: RateBy, n: number, burst: number): RateRule => ({ by, everyMs: 1_000 / n, burst });

/** Anything that has no row of its own. */
const USUAL: readonly RateRule[] = [perSecond('user', 10, 100), perSecond('account', 50, 500), perSecond('address', 50, 500)];
/** What an admin does by hand. */
const ADMIN: readonly RateRule[] = [perSecond('user', 1, 30), perSecond('account', 10, 100), perSecond('address', 10, 100)];
/** Proofs of who somebody is, too long to be guessed. */
const PROOF: readonly RateRule[] = [perSecond('user', 10 / 60, 20), perSecond('address', 10 / 60, 20)];
/**
 * One device may do what one person can want; a user has a few devices, an account many users, an address an office. Keyed as the
 * access table is. What depends on the content of a request (guesses, letters) is counted where it is read, by `TRIES`.
 */
export const RATE_RULES: Readonly<Record<string, readonly RateRule[]>> = {
  'POST /v1/sync/push': [perSecond('device', 10, 60), perSecond('user', 20, 120), perSecond('account', 100, 600), perSecond('address', 100, 600)],
  'GET /v1/sync/pull': [perSecond('device', 2, 60), perSecond('user', 6, 120), perSecond('account', 60, 600), perSecond('address', 60, 600)],
  'POST /v1/charges': [perSecond('device', 20, 200), perSecond('user', 30, 300), perSecond('account', 60, 600), perSecond('address', 100, 1_000)],
  'GET /v1/charges/:id': [perSecond('device', 20, 200), perSecond('user', 30, 300), perSecond('account', 60, 600), perSecond('address', 100, 1_000)],
  'POST /v1/leases': [perSecond('device', 1, 30), perSecond('user', 2, 60), perSecond('account', 20, 300), perSecond('address', 20, 300)], // Small leases follow each other quickly when a balance comes to its end.
  'PUT /v1/labels': [perSecond('device', 0.1, 20), perSecond('user', 0.2, 40), perSecond('account', 5, 100), perSecond('address', 5, 200)],
  'POST /v1/device/code': [perSecond('address', 5 / 60, 20)],
  'POST /v1/device/token': [perSecond('address', 4, 60)],
  'POST /v1/device/refresh': [perSecond('address', 5, 200)],
  'POST /sign-in/password': [perSecond('address', 10 / 60, 20)],
  'POST /sign-in/mail': [perSecond('address', 5 / 60, 10)],
  'POST /sign-in': [perSecond('address', 5 / 60, 20)],
  'POST /sign-in/passkey': PROOF,
  'POST /sign-in/passkey/options': PROOF,
  'POST /invitation': PROOF,
  'POST /profile/passkeys/options': PROOF,
  'POST /members/invite': ADMIN,
  'POST /keys/check': ADMIN,
  'GET /healthz': [],
  'GET /readyz': [perSecond('address', 10, 50)],
  'GET /metrics': [perSecond('address', 2, 20)],
};
const rulesOf = (route: string): readonly RateRule[] => RATE_RULES[route] ?? (/ \/v1\/(?:admin|webhooks)(?:\/|$)/.test(route) ? ADMIN : USUAL);

/**
 * An address is asked before the guard, so that a flood of wrong tokens does not reach the database; who is known only after it, a
 * device, a user, an account, is asked then. An unknown caller is limited by address alone.
 */
export function rateLimits(deps: HttpDeps, when: 'before the guard' | 'after the guard'): MiddlewareHandler<Env> {
  return async (c, next) => {
    const route = routeOf(c);
    if (route === null) return next();
    const buckets = rulesOf(route).flatMap((rule): Bucket[] => {
      const who = (rule.by === 'address') === (when === 'before the guard') ? callerOf(c, deps, rule.by) : undefined;
      return who === undefined ? [] : [bucketOf(deps, `${route} ${rule.by} ${who}`, rule)];
    });
    const waitMs = buckets.length === 0 ? 0 : await deps.ops.rates.take(buckets);
    if (waitMs === 0) return next();
    deps.ops.metrics.count('kiln_rate_limited_total', { route });
    return tooMany(c, deps, waitMs);
  };
}

function callerOf(c: Context<Env>, deps: HttpDeps, by: RateBy): string | undefined {
  if (by === 'address') return callerAddress(c, deps);
  // Absent on routes that anyone may call.
  const session = c.var.session as typeof c.var.session | undefined;
  if (session === undefined) return undefined;
  return by === 'account' ? session.accountId : by === 'user' ? session.userId : `${session.accountId} ${session.deviceId ?? session.userId}`;
}
const bucketOf = (deps: HttpDeps, name: string, rate: Rate): Bucket => ({ key: deps.hash('rate', name).slice(0, 32), rate });

/** What is counted by the content of a request: whose password or code is guessed, who is written to. */
export const TRIES = {
  /** Guesses of a password, by address and by person: five a minute. */
  password: { everyMs: 12_000, burst: 5 },
  mail: { everyMs: 60_000, burst: 3 },
  userCode: { everyMs: 120_000, burst: 5 },
} as const satisfies Record<string, Rate>;
type Tries = keyof typeof TRIES;

const tryBuckets = (deps: HttpDeps, kind: Tries, keys: readonly string[]): Bucket[] => keys.map((key) => bucketOf(deps, `${kind} ${key}`, TRIES[kind]));
/** A 429 answer when one of the keys has had its tries, else null and each has one less. */
export const countTry = async (c: Context, deps: HttpDeps, kind: Tries, ...keys: readonly string[]): Promise<Response | null> => answered(c, deps, await deps.ops.rates.take(tryBuckets(deps, kind, keys)));
/** The same without counting. */
export const lookTry = async (c: Context, deps: HttpDeps, kind: Tries, key: string): Promise<Response | null> => answered(c, deps, await deps.ops.rates.look(tryBuckets(deps, kind, [key])));

const answered = (c: Context, deps: HttpDeps, waitMs: number): Response | Promise<Response> | null => (waitMs === 0 ? null : tooMany(c, deps, waitMs));

/** A page for persons, JSON for programs. */
function tooMany(c: Context, deps: HttpDeps, ms: number): Response | Promise<Response> {
  const seconds = Math.ceil(ms / 1_000);
  c.header('Retry-After', String(seconds));
  if (c.req.path.startsWith('/v1/') || c.req.header('content-type')?.startsWith('application/json') === true) return refuse(c, 429, { error: 'rate_limited', message: 'Too many requests. Nothing was done.', retryAfterMs: Math.ceil(ms) });
  return c.html(messagePage({ sandbox: deps.info.sandbox, session: null, csrf: '', workspaces: [] }, 'Too many tries', `Nothing was done. Try again in ${seconds} seconds.`), 429);
}
