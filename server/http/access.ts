import type { Context, MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { Role, Scope } from '../identity/ports.ts';
import { isSame } from '../identity/tokens.ts';
import { cardPage, isAtLeast } from '../pages/frame.ts';
import { note } from '../pages/parts.ts';
import { html } from 'hono/html';
import { refuse, type Env, type HttpDeps } from './kit.ts';

/** Who may call a route: anyone, a device whose token has the scope, or a person on a page with at least the role. */
export type Access = { readonly by: 'anyone' } | { readonly by: 'device'; readonly scope: Scope } | { readonly by: 'page'; readonly least: Role };
/** Keyed by method and path as registered: `GET /members/:id`. A route that is not in a table answers nobody. */
export type AccessTable = Readonly<Record<string, Access>>;

export const anyone: Access = { by: 'anyone' };
export const device = (scope: Scope): Access => ({ by: 'device', scope });
export const person = (least: Role): Access => ({ by: 'page', least });

/** The method and path of the handler that would answer, or null. */
export function routeOf(c: Context): string | null {
  const route = matchedRoutes(c).findLast((one) => one.method !== 'ALL');
  return route === undefined ? null : `${route.method} ${route.path}`;
}

/** Asks the table before any handler runs. Forms of other sites and forms without the visit's token end here as well. */
export function guard(deps: HttpDeps, table: AccessTable): MiddlewareHandler<Env> {
  return async (c, next) => {
    const route = routeOf(c);
    if (route === null) return next();
    const access = table[route];
    if (access === undefined) {
      deps.log('access.missing', { route });
      return refuse(c, 404, { error: 'not_found' });
    }
    const refusal = access.by === 'device' ? await deviceOnly(c, deps, access.scope) : access.by === 'page' ? await personOnly(c, deps, access.least) : null;
    if (refusal !== null) return refusal;
    return next();
  };
}

async function deviceOnly(c: Context<Env>, deps: HttpDeps, scope: Scope): Promise<Response | null> {
  const token = /^Bearer ([A-Za-z0-9._-]{20,300})$/.exec(c.req.header('authorization') ?? '')?.[1];
  const session = token === undefined ? null : await deps.identity.tokens.session(token);
  if (token === undefined || session === null) return refuse(c, 401, { error: 'signed_out', message: 'This device is not signed in. Nothing was charged.' });
  if (!session.scopes.includes(scope)) {
    if (session.isOut) return refuse(c, 403, { error: 'revoked', message: 'This device was signed out of the workspace. What it has spent is still taken in; nothing new can be started.' });
    return refuse(c, 403, { error: 'forbidden', message: scope === 'admin' ? 'Only admins of the workspace can do this.' : 'Viewers cannot buy. Nothing was charged.' });
  }
  c.set('session', session);
  c.set('token', token);
  return null;
}

async function personOnly(c: Context<Env>, deps: HttpDeps, least: Role): Promise<Response | null> {
  const isRead = c.req.method === 'GET' || c.req.method === 'HEAD';
  if (!isRead && isForeign(c)) return c.text('This form came from another site. Nothing was changed.', 403);
  const visit = await deps.identity.visit(c.req.raw.headers);
  if (visit === null) return isRead ? c.redirect(`/sign-in?next=${encodeURIComponent(new URL(c.req.url).pathname)}`, 303) : c.redirect('/sign-in', 303);
  const frame = { sandbox: deps.info.sandbox, session: visit.session, csrf: visit.csrf, workspaces: visit.workspaces };
  c.set('session', visit.session);
  c.set('frame', frame);
  c.set('visit', visit);
  if (!isRead && !isSame(await sentToken(c), visit.csrf)) {
    return c.html(cardPage(frame, 'This form is too old', html`<p>Nothing was changed. Open the page again and send the form once more.</p><p><a href="/">Go to the workspace</a></p>`), 403);
  }
  if (!isAtLeast(visit.session.role, least)) {
    return c.html(cardPage(frame, 'Not for your role', html`${note('warn', `This needs the role ${least}.`, `You are ${visit.session.role} in ${visit.session.workspace}. An admin can change that.`)}<p><a href="/">Go to the workspace</a></p>`), 403);
  }
  return null;
}

/** From a form or, for the pages' own scripts, from a header. */
async function sentToken(c: Context): Promise<string> {
  const header = c.req.header('x-csrf');
  if (header !== undefined) return header;
  const value = (await c.req.parseBody())['csrf'];
  return typeof value === 'string' ? value : '';
}

/** A request that another site sent, by the browser's own word. */
export function isForeign(c: Context): boolean {
  const origin = c.req.header('origin');
  return origin === undefined || !URL.canParse(origin) || new URL(origin).host !== c.req.header('host');
}

/** One text field of a form, cut at a length no honest form reaches. */
export async function formField(c: Context, name: string, max = 400): Promise<string> {
  const value = (await c.req.parseBody())[name];
  return typeof value === 'string' ? value.slice(0, max) : '';
}
