import { Hono, type Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { DEVICE_CODE_MS } from '../../lib/core/limits.ts';
import { SESSION_COOKIE } from '../identity/identity.ts';
import type { Session } from '../identity/ports.ts';
import { readUserCode, showUserCode } from '../identity/tokens.ts';
import { assetAccess, assetRoutes, pageRules } from '../pages/assets.ts';
import type { Frame } from '../pages/frame.ts';
import { codePage, decidedPage, devicePage, linkPage, messagePage, signInPage } from '../pages/sign-in-views.ts';
import { anyone, formField, isForeign, person, type AccessTable } from './access.ts';
import { callerAddress, tooMany, waitFor, type Env, type HttpDeps } from './kit.ts';

const CODE_COOKIE = 'kiln_code';

export const pageAccess: AccessTable = {
  ...assetAccess,
  'GET /sign-in': anyone,
  'POST /sign-in': anyone,
  'POST /sign-out': person('viewer'),
  'GET /device': anyone,
  'POST /device': person('viewer'),
};

/** The few pages a person sees: sign in by a one-time link, and let a device in. No script on any of them. */
export function pageRoutes(deps: HttpDeps): Hono<Env> {
  const app = new Hono<Env>();
  const isSecure = (): boolean => deps.publicUrl().startsWith('https:');
  const cookie = (maxAgeMs: number) => ({ httpOnly: true, sameSite: 'Lax', secure: isSecure(), path: '/', maxAge: Math.floor(maxAgeMs / 1_000) }) as const;
  const nobody: Frame = { sandbox: deps.info.sandbox, session: null, csrf: '', workspaces: [] };

  for (const rule of pageRules) app.use('*', rule);
  app.route('/', assetRoutes());

  app.get('/sign-in', async (c) => {
    const token = c.req.query('token');
    if (token === undefined) return c.html(signInPage(nobody, waitingCode(c)));
    const owner = await deps.identity.linkOwner(token.slice(0, 200));
    if (owner !== null) return c.html(linkPage(nobody, owner.email, token.slice(0, 200)));
    return c.html(messagePage(nobody, 'This link does not work', 'A sign-in link works once and for one day. Make a new one on the server: node server/main.ts link.'), 410);
  });
  app.post('/sign-in', async (c) => {
    if (isForeign(c)) return c.text('This form came from another site. Nothing was changed.', 403);
    const wait = tooMany(c, deps, 'auth', callerAddress(c, deps));
    if (wait !== null) return wait;
    const redeemed = await deps.identity.redeemLink(await formField(c, 'token'));
    if (redeemed === null) return c.redirect('/sign-in?token=', 303);
    setCookie(c, SESSION_COOKIE, redeemed.token, cookie(redeemed.expiresInMs));
    const code = waitingCode(c);
    return c.redirect(code === null ? '/' : `/device?code=${code}`, 303);
  });
  app.post('/sign-out', async (c) => {
    const token = getCookie(c, SESSION_COOKIE);
    if (token !== undefined) await deps.identity.signOut(token);
    deleteCookie(c, SESSION_COOKIE, { path: '/' });
    return c.redirect('/sign-in', 303);
  });

  app.get('/device', async (c) => {
    const code = readUserCode(c.req.query('code') ?? c.req.query('user_code') ?? '');
    const visit = await deps.identity.visit(c.req.raw.headers);
    if (visit === null) {
      // Remembered across the sign-in, so that the person comes back to this very device.
      if (code !== null) setCookie(c, CODE_COOKIE, code, cookie(DEVICE_CODE_MS));
      return c.html(signInPage(nobody, code === null ? null : showUserCode(code)));
    }
    const frame: Frame = { ...nobody, ...visit };
    if (code === null) return c.html(codePage(frame, { wrong: c.req.query('code') !== undefined }));
    const wait = triesLeft(c, visit.session);
    if (wait !== null) return wait;
    const device = await deps.identity.pendingDevice(code);
    if (device === null) {
      wrongCode(visit.session);
      return c.html(codePage(frame, { wrong: true }), 404);
    }
    const isNear = device.askedFrom === deps.hash('address', callerAddress(c, deps));
    return c.html(devicePage(frame, { label: device.label, code: showUserCode(code), isNear, workspace: visit.session.workspace, scopes: [] }));
  });
  app.post('/device', async (c) => {
    const { frame, session } = c.var;
    const code = readUserCode(await formField(c, 'code'));
    if (code === null) return c.redirect('/device', 303);
    const wait = triesLeft(c, session);
    if (wait !== null) return wait;
    const approve = (await formField(c, 'decision')) === 'approve';
    const done = await deps.identity.decideDevice(code, session, approve);
    if (!done) wrongCode(session);
    deleteCookie(c, CODE_COOKIE, { path: '/' });
    return done ? c.html(decidedPage(frame, approve)) : c.html(codePage(frame, { wrong: true }), 404);
  });

  /** The code of the device that a person was about to approve before signing in. */
  const waitingCode = (c: Context): string | null => {
    const code = readUserCode(getCookie(c, CODE_COOKIE) ?? '');
    return code === null ? null : showUserCode(code);
  };
  /** Codes are short, so a person gets few wrong ones; the right ones are not counted. */
  const triesLeft = (c: Context, session: Session): Response | null => waitFor(c, deps.limiter.look('userCode', session.userId));
  const wrongCode = (session: Session): void => void deps.limiter.take('userCode', session.userId);
  return app;
}
