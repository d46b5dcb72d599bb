import { Hono, type Context } from 'hono';
import { html } from 'hono/html';
import { AccountFrozen } from '../ledger/frame.ts';
import { cardPage } from '../pages/frame.ts';
import { guard, anyone, device, type AccessTable } from './access.ts';
import { bodyLimits } from './body-limits.ts';
import { errorName, refuse, type Env, type HttpDeps } from './kit.ts';
import { adminAccess, adminRoutes } from './admin-routes.ts';
import { authAccess, authRoutes } from './auth-routes.ts';
import { healthAccess, healthRoutes } from '../ops/health.ts';
import { webhookPageAccess, webhookPages } from '../webhooks/page-routes.ts';
import { webhookAccess, webhookRoutes } from '../webhooks/routes.ts';
import { contractAccess, contractRoutes } from './contract/routes.ts';
import { measured, securityHeaders } from './measured.ts';
import { rateLimits } from './rate-rules.ts';
import { labelAccess, labelRoutes } from './label-routes.ts';
import { ledgerAccess, ledgerRoutes } from './ledger-routes.ts';
import { pageHeaders } from '../pages/assets.ts';
import { pageAccess, pageRoutes } from './page-routes.ts';
import { manageAccess, manageRoutes } from './manage-routes.ts';
import { moneyAccess, moneyRoutes } from './money-routes.ts';
import { priceAccess, priceRoutes } from './price-routes.ts';
import { reportAccess, reportRoutes } from './report-routes.ts';

/** Every route of the server and who may call it. A part adds its own table here. */
export const ACCESS: AccessTable = {
  'GET /v1/info': anyone,
  'POST /v1/sign-out': device('push'),
  ...authAccess,
  ...ledgerAccess,
  ...labelAccess,
  ...adminAccess,
  ...pageAccess,
  ...healthAccess,
  ...webhookAccess,
  ...webhookPageAccess,
  ...contractAccess,
  ...reportAccess,
  ...moneyAccess,
  ...priceAccess,
  ...manageAccess,
};

/** The whole server as a function from Request to Response. */
export function createApp(deps: HttpDeps): Hono<Env> {
  const app = new Hono<Env>();
  app.use('*', measured(deps), securityHeaders(deps));
  app.use('*', async (c, next) => {
    await next();
    c.header('X-Content-Type-Options', 'nosniff');
    // Not no-referrer: with that a browser sends its own forms with `Origin: null`.
    c.header('Referrer-Policy', 'same-origin');
    c.header('Cross-Origin-Resource-Policy', 'same-site');
    if (!c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'no-store');
  });
  app.use('/v1/*', async (c, next) => {
    const origin = c.req.header('origin');
    const isOurs = origin !== undefined && isAllowed(origin, deps.extensionIds);
    if (c.req.method === 'OPTIONS') {
      if (!isOurs) return c.body(null, 403);
      return c.body(null, 204, {
        'Access-Control-Allow-Origin': origin,
        'Access-Control-Allow-Methods': 'GET, POST, PUT, DELETE',
        'Access-Control-Allow-Headers': 'authorization, content-type',
        'Access-Control-Allow-Private-Network': 'true',
        'Access-Control-Max-Age': '600',
        Vary: 'Origin',
      });
    }
    await next();
    if (isOurs) {
      c.header('Access-Control-Allow-Origin', origin);
      c.header('Access-Control-Expose-Headers', 'Retry-After');
      c.header('Vary', 'Origin');
    }
    return undefined;
  });
  // Before the guard, which reads forms.
  app.use('*', bodyLimits, pageHeaders);
  app.use('*', rateLimits(deps, 'before the guard'), guard(deps, ACCESS), rateLimits(deps, 'after the guard'));
  app.route('/', healthRoutes(deps.ops.health));
  app.route('/v1', contractRoutes(deps, () => ACCESS));
  app.route('/v1/webhooks', webhookRoutes(deps.ops));
  app.route('/webhooks', webhookPages(deps));
  app.get('/v1/info', async (c) => c.json({ ...deps.info, ledgerEpoch: await deps.store.epoch() }));
  app.route('/v1', authRoutes(deps));
  app.post('/v1/sign-out', async (c) => {
    await deps.identity.tokens.signOut(c.get('token'));
    return c.json({});
  });
  app.route('/v1', ledgerRoutes(deps));
  app.route('/v1', labelRoutes(deps));
  app.route('/v1/admin', adminRoutes(deps));
  for (const part of [reportRoutes, moneyRoutes, priceRoutes, manageRoutes]) app.route('/', part(deps));
  app.route('/', pageRoutes(deps));

  app.notFound((c) => refuse(c, 404, { error: 'not_found' }));
  app.onError((error, c) => {
    if (error instanceof AccountFrozen) return accountStopped(c);
    deps.log('http.broke', { path: c.req.routePath, error: errorName(error) });
    return refuse(c, 500, { error: 'server', message: 'The server broke. Nothing was charged twice: send the same request again.' });
  });
  return app;
}

const STOPPED = 'This account is stopped until its operator has looked at it.';

function accountStopped(c: Context<Env>): Response | Promise<Response> {
  if (c.req.path.startsWith('/v1/')) return refuse(c, 503, { error: 'account_frozen', message: `${STOPPED} Nothing was changed.` });
  return c.html(cardPage(c.get('frame'), 'Nothing was changed', html`<p>${STOPPED}</p><p><a href="/">Go to the workspace</a></p>`), 503);
}

/** Exactly the origins of known extensions. */
function isAllowed(origin: string, ids: ReadonlySet<string>): boolean {
  const match = /^(?:chrome|moz)-extension:\/\/([0-9a-z-]{1,60})$/.exec(origin);
  return match?.[1] !== undefined && ids.has(match[1]);
}
