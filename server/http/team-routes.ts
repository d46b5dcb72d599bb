import { Hono, type Context } from 'hono';
import { z } from 'zod';
import { PASSWORD_LEAST_CHARS, PASSWORD_MOST_CHARS } from '../../lib/core/identity-limits.ts';
import type { MemberChange } from '../identity/members.ts';
import { isAtLeast } from '../pages/frame.ts';
import { invitationPage, messagePage } from '../pages/sign-in-views.ts';
import { DEVICES_TOLD, MEMBERS_TOLD, WORKSPACES_TOLD, devicesPage, membersPage, workspacesPage, type MembersView } from '../pages/team-views.ts';
import { anyone, formField, isForeign, person, type AccessTable } from './access.ts';
import { cleanLabel } from './auth-routes.ts';
import type { Env, HttpDeps } from './kit.ts';
import { createPageKit, goTell, toldBy } from './page-kit.ts';

export const teamAccess: AccessTable = {
  'GET /members': person('viewer'),
  'POST /members/invite': person('admin'),
  'POST /members/withdraw': person('admin'),
  'POST /members/role': person('admin'),
  'POST /members/remove': person('admin'),
  'POST /members/transfer': person('admin'),
  'POST /members/leave': person('viewer'),
  'GET /invitation': anyone,
  'POST /invitation': anyone,
  'POST /invitation/join': person('viewer'),
  'GET /devices': person('viewer'),
  'POST /devices/revoke': person('viewer'),
  'GET /workspaces': person('viewer'),
  'POST /workspaces/switch': person('viewer'),
  'POST /workspaces/create': person('viewer'),
  'POST /workspaces/rename': person('admin'),
};
const roleSchema = z.enum(['admin', 'editor', 'viewer']);
const emailSchema = z.email().max(254);

/** Members, invitations, devices and workspaces. */
export function teamRoutes(deps: HttpDeps): Hono<Env> {
  const app = new Hono<Env>();
  const kit = createPageKit(deps);
  const { members, devices, workspaces, pages } = deps.identity;

  async function membersView(c: Context<Env>, more: Partial<MembersView> = {}) {
    const { frame, session } = c.var;
    const told = toldBy(c, MEMBERS_TOLD);
    const invitations = isAtLeast(session.role, 'admin') ? await members.invitations(session.accountId) : [];
    return membersPage(frame, { members: await members.list(session.accountId), invitations, canMail: deps.outbox.canSend, ...(told === undefined ? {} : { told }), ...more });
  }
  const tellChange = (c: Context, change: MemberChange, done: string): Response => goTell(c, '/members', change === 'ok' ? done : change);

  app.get('/members', async (c) => c.html(await membersView(c)));
  app.post('/members/invite', async (c) => {
    const { session } = c.var;
    const email = emailSchema.safeParse((await formField(c, 'email', 254)).trim());
    const role = roleSchema.safeParse(await formField(c, 'role'));
    if (!email.success || !role.success) return goTell(c, '/members', 'bad_email');
    const invited = await members.invite(session, email.data, role.data, deps.outbox.canSend);
    if (invited.kind !== 'ok') return goTell(c, '/members', invited.kind);
    const url = `${deps.publicUrl()}/invitation?token=${invited.token}`;
    // Mailed, it is shown to nobody else: whoever opens it is then known to read that address.
    if (deps.outbox.canSend) {
      await deps.outbox.put(session.accountId, { to: email.data, subject: `${session.name} invites you to ${session.workspace}`.replace(/\s+/g, ' '), text: `${session.name} invites you to the Kiln workspace ${session.workspace} as ${role.data}. Open this link once, within seven days, to join:\n\n${url}\n\nIf you do not know them, do nothing.\n` });
      return goTell(c, '/members', 'invited');
    }
    // Shown by this answer and never again, so there is no redirect.
    return c.html(await membersView(c, { link: { url, email: email.data } }));
  });
  app.post('/members/withdraw', async (c) => goTell(c, '/members', (await members.withdraw(c.var.session, await formField(c, 'invitation'))) ? 'withdrawn' : 'not_found'));
  app.post('/members/role', async (c) => {
    const role = roleSchema.safeParse(await formField(c, 'role'));
    return role.success ? tellChange(c, await members.changeRole(c.var.session, await formField(c, 'member'), role.data), 'role') : goTell(c, '/members', 'not_found');
  });
  app.post('/members/remove', async (c) => tellChange(c, await members.remove(c.var.session, await formField(c, 'member')), 'removed'));
  app.post('/members/transfer', async (c) => tellChange(c, await members.transfer(c.var.session, await formField(c, 'member')), 'transferred'));
  app.post('/members/leave', async (c) => {
    const left = await members.remove(c.var.session, c.var.session.userId);
    return left === 'ok' ? c.redirect('/', 303) : tellChange(c, left, 'removed');
  });

  app.get('/invitation', async (c) => {
    const token = (c.req.query('token') ?? '').slice(0, 300);
    const invitation = await members.invitation(token);
    if (invitation === null) return c.html(noInvitation(), 410);
    return c.html(invitationPage(await kit.frameFor(c), invitation, token));
  });
  app.post('/invitation', async (c) => {
    if (isForeign(c)) return c.text('This form came from another site. Nothing was changed.', 403);
    const [token, name, password] = [await formField(c, 'token'), cleanLabel(await formField(c, 'name'), 100), await formField(c, 'password', PASSWORD_MOST_CHARS + 1)];
    const invitation = await members.invitation(token);
    if (invitation === null) return c.html(noInvitation(), 410);
    const wrong = name === '' ? 'A name is needed.' : password !== '' && (password.length < PASSWORD_LEAST_CHARS || password.length > PASSWORD_MOST_CHARS) ? `A password has ${PASSWORD_LEAST_CHARS} to ${PASSWORD_MOST_CHARS} characters.` : null;
    if (wrong !== null) return c.html(invitationPage(kit.nobody, invitation, token, wrong), 422);
    const joined = await members.accept(token, { name });
    if (joined.kind === 'sign_in_first') return c.html(invitationPage(kit.nobody, { ...invitation, isKnown: true }, token), 409);
    if (joined.kind !== 'ok') return c.html(noInvitation(), 410);
    if (password !== '') await pages.setPassword(joined.userId, password);
    kit.signIn(c, await pages.openSession(joined.userId, 'link', kit.userAgent(c), joined.accountId));
    return goTell(c, '/members', 'joined');
  });
  app.post('/invitation/join', async (c) => {
    const joined = await members.accept(await formField(c, 'token'), { userId: c.var.session.userId });
    if (joined.kind !== 'ok') return c.html(noInvitation(), 410);
    await pages.chooseWorkspace(c.var.visit.token, joined.accountId);
    return goTell(c, '/members', 'joined');
  });
  const noInvitation = () => messagePage(kit.nobody, 'This invitation does not work', 'It works once and for seven days, unless it was withdrawn. Ask the admin for a new one.', { href: '/sign-in', text: 'Sign in' });

  app.get('/devices', async (c) => {
    const { frame, session } = c.var;
    return c.html(devicesPage(frame, await devices.list(session.accountId, isAtLeast(session.role, 'admin') ? undefined : session.userId), toldBy(c, DEVICES_TOLD)));
  });
  app.post('/devices/revoke', async (c) => {
    const { session } = c.var;
    const done = await devices.revoke(session, await formField(c, 'device'), isAtLeast(session.role, 'admin') ? undefined : session.userId);
    return goTell(c, '/devices', done ? 'revoked' : 'not_found');
  });

  app.get('/workspaces', (c) => c.html(workspacesPage(c.var.frame, toldBy(c, WORKSPACES_TOLD))));
  app.post('/workspaces/switch', async (c) => {
    const chosen = await formField(c, 'workspace');
    if (c.var.frame.workspaces.some((one) => one.accountId === chosen)) await pages.chooseWorkspace(c.var.visit.token, chosen);
    return c.redirect('/', 303);
  });
  app.post('/workspaces/create', async (c) => {
    const { frame, session, visit } = c.var;
    const name = cleanLabel(await formField(c, 'name'), 100);
    if (name === '') return goTell(c, '/workspaces', 'bad_name');
    if (!frame.workspaces.some((one) => one.role === 'admin')) return c.html(messagePage(frame, 'Not for your role', 'Only admins of a workspace can make another one.'), 403);
    const accountId = await workspaces.create(session.userId, name);
    if (accountId === null) return goTell(c, '/workspaces', 'too_many');
    await pages.chooseWorkspace(visit.token, accountId);
    return goTell(c, '/workspaces', 'created');
  });
  app.post('/workspaces/rename', async (c) => {
    const name = cleanLabel(await formField(c, 'name'), 100);
    if (name === '') return goTell(c, '/workspaces', 'bad_name');
    await workspaces.rename(c.var.session, name);
    return goTell(c, '/workspaces', 'renamed');
  });
  return app;
}
