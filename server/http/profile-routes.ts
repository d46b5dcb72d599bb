import { Hono } from 'hono';
import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import { z } from 'zod';
import { PASSWORD_LEAST_CHARS, PASSWORD_MOST_CHARS } from '../../lib/core/identity-limits.ts';
import { messagePage } from '../pages/sign-in-views.ts';
import type { Frame } from '../pages/frame.ts';
import { PROFILE_TOLD, confirmEmailPage, profilePage } from '../pages/profile-views.ts';
import { anyone, formField, person, type AccessTable } from './access.ts';
import { cleanLabel, labelOf } from './auth-routes.ts';
import { refuse, type Env, type HttpDeps } from './kit.ts';
import { createPageKit, goTell, toldBy } from './page-kit.ts';
import { countTry } from './rate-rules.ts';

export const profileAccess: AccessTable = {
  'GET /profile': person('viewer'),
  'POST /profile/name': person('viewer'),
  'POST /profile/email': person('viewer'),
  'GET /profile/email/confirm': anyone,
  'POST /profile/email/confirm': person('viewer'),
  'POST /profile/password': person('viewer'),
  'POST /profile/passkeys/options': person('viewer'),
  'POST /profile/passkeys': person('viewer'),
  'POST /profile/passkeys/remove': person('viewer'),
  'POST /profile/sessions/end': person('viewer'),
};
const emailSchema = z.email().max(254);
const registrationSchema = z.object({ label: z.string().max(200), response: z.looseObject({ id: z.string().max(2_000), response: z.looseObject({}) }) });

/** A person's own name, address, password, passkeys and browsers. */
export function profileRoutes(deps: HttpDeps): Hono<Env> {
  const app = new Hono<Env>();
  const kit = createPageKit(deps);
  const { profile, pages, passkeys } = deps.identity;

  app.get('/profile', async (c) => {
    const { frame, session, visit } = c.var;
    const [isVerified, hasPassword, keys, sessions] = [await profile.isVerified(session.userId), await pages.hasPassword(session.userId), await passkeys.list(session.userId), await profile.sessions(session.userId)];
    return c.html(profilePage(frame, {
      name: session.name, email: session.email, isVerified, hasPassword, isFresh: visit.isFresh, passkeys: keys, canMail: deps.outbox.canSend, canPasskey: passkeys.canBeUsed(),
      sessions: sessions.map((one) => ({ sessionId: one.sessionId, label: labelOf(one.userAgent), createdAt: one.createdAt, isThis: one.sessionId === visit.sessionId })),
      ...tell(toldBy(c, PROFILE_TOLD)),
    }));
  });
  app.post('/profile/name', async (c) => {
    const name = cleanLabel(await formField(c, 'name'), 100);
    if (name !== '') await profile.rename(c.var.session.userId, name);
    return goTell(c, '/profile', 'name');
  });
  app.post('/profile/email', async (c) => {
    const wait = await countTry(c, deps, 'mail', c.var.session.userId);
    if (wait !== null) return wait;
    const { session } = c.var;
    const email = emailSchema.safeParse((await formField(c, 'email', 254)).trim());
    if (!email.success) return goTell(c, '/profile', 'email-taken');
    if (!deps.outbox.canSend) return goTell(c, '/profile', (await profile.setEmail(session.userId, email.data)) ? 'email' : 'email-taken');
    const url = `${deps.publicUrl()}/profile/email/confirm?token=${await profile.askEmail(session.userId, email.data)}`;
    await deps.outbox.put(session.accountId, { to: email.data, subject: 'Confirm your address for Kiln', text: `${session.name} wants to use this address for Kiln. Open this link within a day, in the browser in which you are signed in, to confirm:\n\n${url}\n\nIf that was not you, do nothing.\n` });
    return goTell(c, '/profile', 'email-sent');
  });
  // Mail scanners open links: looking changes nothing, and only the person who asked can say yes.
  app.get('/profile/email/confirm', async (c) => {
    const token = (c.req.query('token') ?? '').slice(0, 200);
    const [frame, change] = [await kit.frameFor(c), await profile.lookEmail(token)];
    if (change === null) return c.html(deadLink(frame), 410);
    return c.html(confirmEmailPage(frame, { email: change.email, token, isOwn: frame.session?.userId === change.userId }));
  });
  app.post('/profile/email/confirm', async (c) => {
    const { frame, session, visit } = c.var;
    const done = await profile.confirmEmail(await formField(c, 'token', 200), { userId: session.userId, sessionId: visit.sessionId });
    if (done === 'not_found') return c.html(deadLink(frame), 410);
    return goTell(c, '/profile', { ok: 'email', ended_earlier: 'ended-earlier', taken: 'email-taken' }[done]);
  });
  const deadLink = (frame: Frame) => messagePage(frame, 'This link does not work', 'It works once and for one day. Ask for a new one in your profile.', { href: '/profile', text: 'Go to your profile' });
  app.post('/profile/password', async (c) => {
    const { session, visit } = c.var;
    const wait = await countTry(c, deps, 'password', `change ${session.userId}`);
    if (wait !== null) return wait;
    const password = await formField(c, 'password', PASSWORD_MOST_CHARS + 1);
    if (password.length < PASSWORD_LEAST_CHARS || password.length > PASSWORD_MOST_CHARS) return goTell(c, '/profile', 'password-short');
    const mustKnow = !visit.isFresh && (await pages.hasPassword(session.userId));
    if (mustKnow && !(await pages.isPassword(session.userId, await formField(c, 'old', PASSWORD_MOST_CHARS)))) return goTell(c, '/profile', 'password-old');
    await pages.setPassword(session.userId, password);
    await profile.endOtherSessions(session.userId, visit.sessionId);
    return goTell(c, '/profile', 'password');
  });

  app.post('/profile/passkeys/options', async (c) => {
    const { userId, email, name } = c.var.session;
    const options = await passkeys.registerOptions({ userId, email, name });
    return options === null ? refuse(c, 422, { error: 'too_many', message: 'There are too many passkeys. Remove one first.' }) : c.json(options);
  });
  app.post('/profile/passkeys', async (c) => {
    const body = registrationSchema.safeParse(await c.req.json().catch(() => null));
    const label = body.success ? cleanLabel(body.data.label) || labelOf(kit.userAgent(c)) : '';
    // The library checks the rest of it, field by field.
    const added = body.success && (await passkeys.register(c.var.session.userId, body.data.response as unknown as RegistrationResponseJSON, label));
    return added ? c.json({ next: '/profile?told=passkey-added' }) : refuse(c, 422, { error: 'bad_passkey', message: 'The passkey was not taken. Nothing was changed.' });
  });
  app.post('/profile/passkeys/remove', async (c) => {
    await passkeys.remove(c.var.session.userId, await formField(c, 'passkey', 1_000));
    return goTell(c, '/profile', 'passkey-removed');
  });
  app.post('/profile/sessions/end', async (c) => {
    await profile.endSession(c.var.session.userId, await formField(c, 'session'));
    return goTell(c, '/profile', 'session-ended');
  });
  return app;
}

const tell = <T>(told: T | undefined): { told?: T } => (told === undefined ? {} : { told });
