import { readFile } from 'node:fs/promises';
import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { getCookie, setCookie, deleteCookie } from 'hono/cookie';
import { DEVICE_CODE_MS, FORM_BODY_BYTES } from '../../lib/core/limits.ts';
import type { Session } from '../identity/identity.ts';
import { isSame, readUserCode, showUserCode } from '../identity/tokens.ts';
import { callerAddress, tooMany, waitFor, type Env, type HttpDeps } from './kit.ts';
import { codePage, decidedPage, devicePage, linkPage, messagePage, signInFirstPage, type PageContext } from './pages.ts';

const SESSION_COOKIE = 'kiln_session';
const CODE_COOKIE = 'kiln_code';
const CSP = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** The few pages a person sees: sign in by a one-time link, and let a device in. No script on any of them. */
export function pageRoutes(deps: HttpDeps): Hono<Env> {
  const app = new Hono<Env>();
  const style = readFile(new URL('./style.css', import.meta.url), 'utf8');
  const isSecure = (): boolean => deps.publicUrl().startsWith('https:');
  const cookie = (maxAgeMs: number) => ({ httpOnly: true, sameSite: 'Lax', secure: isSecure(), path: '/', maxAge: Math.floor(maxAgeMs / 1_000) }) as const;
  const context = (session: Session | null): PageContext => ({ sandbox: deps.info.sandbox, signedIn: session });

  app.use('*', async (c, next) => {
    await next();
    c.header('Content-Security-Policy', CSP);
    c.header('X-Frame-Options', 'DENY');
    c.header('Cross-Origin-Opener-Policy', 'same-origin');
  });
  app.use('*', bodyLimit({ maxSize: FORM_BODY_BYTES }));

  app.get('/style.css', async (c) => c.body(await style, 200, { 'Content-Type': 'text/css; charset=utf-8', 'Cache-Control': 'no-cache' }));
  app.get('/', async (c) => {
    const signedIn = await pageSession(c);
    return c.html(signedIn === null ? signInFirstPage(context(null), null) : codePage(context(signedIn.session), {}));
  });

  app.get('/sign-in', async (c) => {
    const token = c.req.query('token') ?? '';
    const owner = token === '' ? null : await deps.identity.linkOwner(token.slice(0, 200));
    if (owner !== null) return c.html(linkPage(context(null), owner.email, token.slice(0, 200)));
    return c.html(messagePage(context(null), 'This link does not work', 'A sign-in link works once and for one day. Make a new one on the server: npm run server -- link, or node server/main.ts link.'), 410);
  });
  app.post('/sign-in', async (c) => {
    const refusal = foreignForm(c) ?? tooMany(c, deps, 'auth', callerAddress(c, deps));
    if (refusal !== null) return refusal;
    const redeemed = await deps.identity.redeemLink(await field(c, 'token'));
    if (redeemed === null) return c.redirect('/sign-in', 303);
    setCookie(c, SESSION_COOKIE, redeemed.token, cookie(redeemed.expiresInMs));
    const code = readUserCode(getCookie(c, CODE_COOKIE) ?? '');
    return c.redirect(code === null ? '/device' : `/device?code=${showUserCode(code)}`, 303);
  });
  app.post('/sign-out', async (c) => {
    const refusal = foreignForm(c);
    if (refusal !== null) return refusal;
    const token = getCookie(c, SESSION_COOKIE);
    if (token !== undefined) await deps.identity.signOut(token);
    deleteCookie(c, SESSION_COOKIE, { path: '/' });
    return c.redirect('/', 303);
  });

  app.get('/device', async (c) => {
    const code = readUserCode(c.req.query('code') ?? c.req.query('user_code') ?? '');
    const signedIn = await pageSession(c);
    if (signedIn === null) {
      // Remembered across the sign-in, so that the person comes back to this very device.
      if (code !== null) setCookie(c, CODE_COOKIE, code, cookie(DEVICE_CODE_MS));
      return c.html(signInFirstPage(context(null), code === null ? null : showUserCode(code)));
    }
    if (code === null) return c.html(codePage(context(signedIn.session), { wrong: c.req.query('code') !== undefined }));
    const wait = triesLeft(c, signedIn.session);
    if (wait !== null) return wait;
    const device = await deps.identity.pendingDevice(code);
    if (device === null) wrongCode(signedIn.session);
    if (device === null) return c.html(codePage(context(signedIn.session), { wrong: true }), 404);
    const isNear = device.askedFrom === deps.hash('address', callerAddress(c, deps));
    return c.html(devicePage(context(signedIn.session), { label: device.label, code: showUserCode(code), isNear, csrf: csrfOf(signedIn.token, code) }));
  });
  app.post('/device', async (c) => {
    const refusal = foreignForm(c);
    if (refusal !== null) return refusal;
    const signedIn = await pageSession(c);
    const code = readUserCode(await field(c, 'code'));
    if (signedIn === null || code === null) return c.redirect('/device', 303);
    if (!isSame(await field(c, 'csrf'), csrfOf(signedIn.token, code))) return c.html(messagePage(context(signedIn.session), 'This form is too old', 'Nothing was changed. Open the page again from Kiln.'), 403);
    const wait = triesLeft(c, signedIn.session);
    if (wait !== null) return wait;
    const approve = (await field(c, 'decision')) === 'approve';
    const done = await deps.identity.decideDevice(code, signedIn.session, approve);
    if (!done) wrongCode(signedIn.session);
    deleteCookie(c, CODE_COOKIE, { path: '/' });
    return done ? c.html(decidedPage(context(signedIn.session), approve)) : c.html(codePage(context(signedIn.session), { wrong: true }), 404);
  });

  async function pageSession(c: Context): Promise<{ session: Session; token: string } | null> {
    const token = getCookie(c, SESSION_COOKIE);
    const session = token === undefined ? null : await deps.identity.session(token, 'page');
    return session === null || token === undefined ? null : { session, token };
  }
  /** Codes are short, so a person gets few wrong ones; the right ones are not counted. */
  const triesLeft = (c: Context, session: Session): Response | null => waitFor(c, deps.limiter.look('userCode', session.userId));
  const wrongCode = (session: Session): void => void deps.limiter.take('userCode', session.userId);
  const csrfOf = (token: string, code: string): string => deps.hash('csrf', `${token} ${code}`);
  return app;
}

/** A form that another site sent, by the browser's own word. */
function foreignForm(c: Context): Response | null {
  const origin = c.req.header('origin');
  const isOwn = origin !== undefined && URL.canParse(origin) && new URL(origin).host === c.req.header('host');
  return isOwn ? null : c.text('This form came from another site. Nothing was changed.', 403);
}

async function field(c: Context, name: string): Promise<string> {
  const value = (await c.req.parseBody())[name];
  return typeof value === 'string' ? value.slice(0, 400) : '';
}
