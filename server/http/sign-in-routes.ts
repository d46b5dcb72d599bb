import { Hono, type Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import { DEVICE_CODE_MS, PASSWORD_MOST_CHARS } from '../../lib/core/identity-limits.ts';
import { normalEmail } from '../identity/members.ts';
import { scopesOf } from '../identity/ports.ts';
import { readUserCode, showUserCode } from '../identity/tokens.ts';
import type { Frame } from '../pages/frame.ts';
import { codePage, decidedPage, devicePage, linkPage, messagePage, signInPage, type SignInView } from '../pages/sign-in-views.ts';
import { anyone, formField, isForeign, person, type AccessTable } from './access.ts';
import { callerAddress, refuse, type Env, type HttpDeps } from './kit.ts';
import { createPageKit, goTell, safeNext } from './page-kit.ts';
import { countTry, lookTry } from './rate-rules.ts';

const CODE_COOKIE = 'kiln_code';
const NEXT_COOKIE = 'kiln_next';

export const signInAccess: AccessTable = {
  'GET /sign-in': anyone,
  'POST /sign-in': anyone,
  'POST /sign-in/password': anyone,
  'POST /sign-in/mail': anyone,
  'POST /sign-in/passkey/options': anyone,
  'POST /sign-in/passkey': anyone,
  'POST /sign-out': person('viewer'),
  'GET /device': anyone,
  'POST /device': person('viewer'),
};

/** Signing a person in, and a person letting a device in. */
export function signInRoutes(deps: HttpDeps): Hono<Env> {
  const app = new Hono<Env>();
  const kit = createPageKit(deps);
  const { identity } = deps;

  const page = (c: Context, told?: SignInView['told'], email?: string): ReturnType<typeof signInPage> =>
    signInPage(kit.nobody, { code: waitingCode(c), canMail: deps.outbox.canSend, canPasskey: identity.passkeys.canBeUsed(), ...(told === undefined ? {} : { told }), ...(email === undefined ? {} : { email }) });
  /** On to the device that waits, or to where the person was going. */
  const goOn = (c: Context): string => {
    const [code, next] = [waitingCode(c), getCookie(c, NEXT_COOKIE)];
    deleteCookie(c, NEXT_COOKIE, { path: '/' });
    return code === null ? safeNext(next) : `/device?code=${code}`;
  };
  const foreign = (c: Context): Response | null => (isForeign(c) ? c.text('This form came from another site. Nothing was changed.', 403) : null);

  app.get('/sign-in', async (c) => {
    const token = c.req.query('token')?.slice(0, 200);
    if (token !== undefined) {
      const owner = await identity.links.look(token);
      if (owner !== null) return c.html(linkPage(kit.nobody, owner.email, token));
      return c.html(messagePage(kit.nobody, 'This link does not work', 'A sign-in link works once and for one day. Make a new one on the server: node server/main.ts link.', { href: '/sign-in', text: 'Sign in in another way' }), 410);
    }
    const next = c.req.query('next');
    if (next !== undefined) setCookie(c, NEXT_COOKIE, safeNext(next), kit.cookie(DEVICE_CODE_MS));
    return c.html(page(c));
  });
  app.post('/sign-in', async (c) => {
    const wait = foreign(c);
    if (wait !== null) return wait;
    const login = await identity.links.redeem(await formField(c, 'token'), kit.userAgent(c));
    if (login === null) return c.redirect('/sign-in?token=', 303);
    kit.signIn(c, login);
    const next = goOn(c);
    return login.hasEndedEarlier && !next.startsWith('/device') ? goTell(c, '/profile', 'ended-earlier') : c.redirect(next, 303);
  });
  app.post('/sign-in/password', async (c) => {
    const email = normalEmail(await formField(c, 'email', 254));
    const wait = foreign(c) ?? (await countTry(c, deps, 'password', callerAddress(c, deps), `to ${email}`));
    if (wait !== null) return wait;
    const login = await identity.pages.signInByPassword(email, await formField(c, 'password', PASSWORD_MOST_CHARS), kit.userAgent(c));
    if (login === null) return c.html(page(c, 'wrong', email), 401);
    const session = await identity.pages.session(login.token);
    if (session === null || (await identity.workspaces.of(session.userId)).length === 0) return c.html(page(c, 'nowhere'), 403);
    kit.signIn(c, login);
    return c.redirect(goOn(c), 303);
  });
  app.post('/sign-in/mail', async (c) => {
    const email = normalEmail(await formField(c, 'email', 254));
    const wait = foreign(c) ?? (await countTry(c, deps, 'mail', callerAddress(c, deps), `to ${email}`));
    if (wait !== null) return wait;
    const owner = deps.outbox.canSend ? await identity.links.owner(email) : null;
    if (owner !== null) {
      const url = `${deps.publicUrl()}/sign-in?token=${await identity.links.create(owner.accountId, owner.userId, true)}`;
      await deps.outbox.put(owner.accountId, { to: email, subject: 'Your sign-in link for Kiln', text: `Open this link once, within a day, to sign in:\n\n${url}\n\nIf you did not ask for it, do nothing: nobody is signed in without it.\n` });
    }
    // The same answer for everybody: it must not tell who has an account.
    return c.html(page(c, 'mailed', email));
  });
  app.post('/sign-in/passkey/options', async (c) => {
    const wait = foreign(c);
    if (wait !== null) return wait;
    return c.json(await identity.passkeys.signInOptions());
  });
  app.post('/sign-in/passkey', async (c) => {
    const wait = foreign(c);
    if (wait !== null) return wait;
    // The library checks every part of it; anything else than a proof of this person fails there.
    const response: unknown = await c.req.json().catch(() => null);
    const known = isAuthentication(response) ? await identity.passkeys.signIn(response) : null;
    if (known === null || (await identity.workspaces.of(known.userId)).length === 0) return refuse(c, 401, { error: 'unknown_passkey', message: 'This passkey is not known here.' });
    kit.signIn(c, await identity.pages.openSession(known.userId, 'passkey', kit.userAgent(c)));
    return c.json({ next: goOn(c) });
  });
  app.post('/sign-out', async (c) => {
    await identity.pages.endSession(c.var.visit.token);
    kit.signOut(c);
    return c.redirect('/sign-in', 303);
  });

  app.get('/device', async (c) => {
    const code = readUserCode(c.req.query('code') ?? c.req.query('user_code') ?? '');
    const frame = await kit.frameFor(c);
    const { session } = frame;
    if (session === null) {
      // Remembered across the sign-in, so that the person comes back to this very device.
      if (code !== null) setCookie(c, CODE_COOKIE, code, kit.cookie(DEVICE_CODE_MS));
      else setCookie(c, NEXT_COOKIE, '/device', kit.cookie(DEVICE_CODE_MS));
      return c.html(signInPage(kit.nobody, { code: code === null ? null : showUserCode(code), canMail: deps.outbox.canSend, canPasskey: identity.passkeys.canBeUsed() }));
    }
    if (code === null) return c.html(codePage(frame, { wrong: c.req.query('code') !== undefined }));
    const wait = await triesLeft(c, session.userId);
    if (wait !== null) return wait;
    const device = await identity.codes.pending(code);
    if (device === null) return wrongCode(c, frame, session.userId);
    const isNear = device.askedFrom === deps.hash('address', callerAddress(c, deps));
    return c.html(devicePage(frame, { label: device.label, code: showUserCode(code), isNear, scopes: scopesOf(session.role).filter((scope) => device.scopes.includes(scope)) }));
  });
  app.post('/device', async (c) => {
    const { frame, session } = c.var;
    const code = readUserCode(await formField(c, 'code'));
    if (code === null) return c.redirect('/device', 303);
    const wait = await triesLeft(c, session.userId);
    if (wait !== null) return wait;
    const approve = (await formField(c, 'decision')) === 'approve';
    const chosen = await formField(c, 'workspace');
    const workspace = frame.workspaces.find((one) => one.accountId === (chosen === '' ? session.accountId : chosen));
    if (workspace === undefined) return c.redirect('/device', 303);
    const done = await identity.codes.decide(code, { accountId: workspace.accountId, userId: session.userId }, approve);
    deleteCookie(c, CODE_COOKIE, { path: '/' });
    return done ? c.html(decidedPage(frame, approve)) : wrongCode(c, frame, session.userId);
  });

  /** The code of the device that a person was about to approve before signing in. */
  function waitingCode(c: Context): string | null {
    const code = readUserCode(getCookie(c, CODE_COOKIE) ?? '');
    return code === null ? null : showUserCode(code);
  }
  /** Codes are short, so a person gets few wrong ones; the right ones are not counted. */
  const triesLeft = (c: Context, userId: string): Promise<Response | null> => lookTry(c, deps, 'userCode', userId);
  const wrongCode = async (c: Context, frame: Frame, userId: string): Promise<Response> => {
    await countTry(c, deps, 'userCode', userId);
    return c.html(codePage(frame, { wrong: true }), 404);
  };
  return app;
}

const isAuthentication = (value: unknown): value is AuthenticationResponseJSON =>
  typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string' && 'response' in value && typeof value.response === 'object' && value.response !== null;
