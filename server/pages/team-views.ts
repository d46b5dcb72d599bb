import { html } from 'hono/html';
import type { DeviceRow } from '../identity/devices.ts';
import type { Invitation, Member } from '../identity/members.ts';
import type { Role } from '../identity/ports.ts';
import { form, initials, isAtLeast, page, type Frame, type Html } from './frame.ts';
import { icon } from './icons.ts';
import { button, card, confirm, empty, field, moment, note, select, things } from './parts.ts';

const ROLES: readonly { readonly value: Role; readonly text: string }[] = [{ value: 'viewer', text: 'Viewer' }, { value: 'editor', text: 'Editor' }, { value: 'admin', text: 'Admin' }];
const roleName = (role: Role): string => ROLES.find((one) => one.value === role)?.text ?? role;
const who = (name: string, below: string | Html): Html => html`<div class="p-person"><span class="k-ava k-ava--s" aria-hidden="true">${initials(name)}</span><span><b>${name}</b><span>${below}</span></span></div>`;

export interface MembersView {
  readonly members: readonly Member[];
  readonly invitations: readonly Invitation[];
  readonly canMail: boolean;
  /** A link that was just made, shown once. */
  readonly link?: { readonly url: string; readonly email: string };
  readonly told?: Html | string;
}

/** Who is in the workspace; admins invite, change roles and remove. */
export function membersPage(frame: Frame, view: MembersView): Html {
  const isAdmin = frame.session !== null && isAtLeast(frame.session.role, 'admin');
  const own = frame.session?.userId;
  return page(frame, { title: 'Members', lead: 'Viewers see, editors buy, admins also change the workspace.', current: 'members' }, html`
${view.told ?? ''}
${view.link === undefined ? '' : card(`Link for ${view.link.email}`, html`
<p class="k-2">This server sends no mail. Copy the link and hand it over yourself: it is shown only now. It works once and for seven days.</p>
<div class="p-copy"><input id="made-link" value="${view.link.url}" readonly aria-label="Invitation link"><button type="button" class="k-btn" data-copy="made-link" hidden>${icon('copy')}<span data-said>Copy</span></button></div>`)}
${card('In the workspace', things('Members', [{ text: 'Member' }, { text: 'Role' }, { text: 'Devices', kind: 'number' }, { text: 'Since' }, { text: 'Actions', kind: 'actions' }], view.members.map((one) => [
    html`${who(one.name, one.email)}`,
    isAdmin
      ? form(frame, '/members/role', html`<input type="hidden" name="member" value="${one.userId}">${select({ label: `Role of ${one.name}`, name: 'role', value: one.role, options: ROLES, quiet: true, id: `role-${one.userId}` })}<button type="submit" class="k-btn k-btn--ghost k-btn--sm">Save<span class="k-vh"> role of ${one.name}</span></button>`, 'p-inline')
      : roleName(one.role),
    String(one.devices), moment(one.since),
    one.userId === own
      ? confirm(frame, { text: 'Leave', question: `Leave ${frame.session?.workspace ?? ''}? Your devices hand in what they have spent and can start nothing new.`, action: '/members/leave', yes: 'Leave workspace' })
      : isAdmin
        ? html`${one.role === 'admin' ? '' : confirm(frame, { text: 'Hand over', about: one.name, question: `Make ${one.name} admin and yourself editor?`, action: '/members/transfer', fields: { member: one.userId }, yes: 'Hand the workspace over' })}${confirm(frame, { text: 'Remove', about: one.name, question: `Remove ${one.name}? Their devices hand in what they have spent and can start nothing new. Entries of the statement keep the name.`, action: '/members/remove', fields: { member: one.userId }, yes: 'Remove member' })}`
        : '',
  ])))}
${isAdmin ? html`<div class="p-two">
${card('Invite', form(frame, '/members/invite', html`${field({ label: 'Email', name: 'email', type: 'email', maxLength: 254, hint: view.canMail ? 'Gets a link by mail.' : 'You get a link to hand over.' })}${select({ label: 'Role', name: 'role', value: 'editor', options: ROLES })}${button('Invite', 'primary')}`, 'p-form'))}
${card('Invited', view.invitations.length === 0 ? empty('Nobody waits.', 'An invitation stands here until it is accepted, withdrawn or seven days old.') : things('Invitations', [{ text: 'Email' }, { text: 'Role' }, { text: 'Until' }, { text: 'Actions', kind: 'actions' }], view.invitations.map((one) => [
    html`<span class="k-break">${one.email}</span>`, roleName(one.role), moment(one.expiresAt),
    confirm(frame, { text: 'Withdraw', about: one.email, question: `Withdraw the invitation of ${one.email}? Its link stops working.`, action: '/members/withdraw', fields: { invitation: one.invitationId }, yes: 'Withdraw invitation' }),
  ])))}
</div>` : ''}`);
}

export const MEMBERS_TOLD: Readonly<Record<string, () => Html>> = {
  role: () => note('ok', 'Role changed.', 'It holds for their open pages and devices at once.'),
  removed: () => note('ok', 'Member removed.', 'Their devices can only hand in what they have spent.'),
  invited: () => note('ok', 'The invitation is on its way by mail.', 'Its link works once and for seven days, for who reads that address.'),
  withdrawn: () => note('ok', 'Invitation withdrawn.'),
  transferred: () => note('ok', 'Workspace handed over.', 'You are editor now.'),
  joined: () => note('ok', 'You have joined the workspace.'),
  last_admin: () => note('bad', 'A workspace needs an admin.', 'Make another member admin first. Nothing was changed.'),
  not_found: () => note('bad', 'That member is not there any more.', 'Nothing was changed.'),
  already_member: () => note('bad', 'This address is a member already.', 'Change the role in the list above.'),
  too_many: () => note('bad', 'There are too many open invitations or members.', 'Withdraw some first.'),
  bad_email: () => note('bad', 'This is not an email address.', 'Nobody was invited.'),
};

/** The browsers that work for the workspace: one's own, and everybody's for admins. */
export const devicesPage = (frame: Frame, devices: readonly DeviceRow[], told?: Html): Html => {
  const isAdmin = frame.session !== null && isAtLeast(frame.session.role, 'admin');
  return page(frame, {
    title: 'Devices', current: 'devices', lead: isAdmin ? 'Browsers that are signed in to the workspace.' : 'Your browsers that are signed in to the workspace.',
    actions: html`<a class="k-btn" href="/device">${icon('plus')}Connect a device</a>`,
  }, html`
${told ?? ''}
${devices.length === 0
    ? empty('No device yet.', html`Open Kiln in your browser, choose <b>Sign in</b> under Account, enter the address of this server, and approve the code here.`)
    : card('Signed-in devices', things('Devices', [{ text: 'Device' }, { text: 'Member' }, { text: 'Last seen' }, { text: 'State' }, { text: 'Actions', kind: 'actions' }], devices.map((one) => [
      html`<b>${one.label}</b>`, one.member, moment(one.lastSeen), deviceState(one),
      one.revokedAt !== null ? '' : html`${confirm(frame, { text: 'Revoke', about: `${one.label} of ${one.member}`, question: `Revoke ${one.label}? It can start nothing new. What it has spent is still taken in.`, action: '/devices/revoke', fields: { device: one.deviceId }, yes: 'Revoke device' })}`,
    ])))}`);
};
const deviceState = (one: DeviceRow): Html =>
  one.revokedAt !== null ? html`<span class="k-tag k-tag--bad">Revoked</span>` : one.isSignedIn ? html`<span class="k-tag k-tag--ok">Signed in</span>` : html`<span class="k-tag">Signed out</span>`;
export const DEVICES_TOLD: Readonly<Record<string, () => Html>> = {
  revoked: () => note('ok', 'Device revoked.', 'It says so at its next sync.'),
  not_found: () => note('bad', 'That device is not there any more.', 'Nothing was changed.'),
};

/** Every workspace of the person. */
export const workspacesPage = (frame: Frame, told?: Html): Html => {
  const isAdmin = frame.session !== null && isAtLeast(frame.session.role, 'admin');
  return page(frame, { title: 'Workspaces', lead: 'Each has its own members, keys, plan and ledger.' }, html`
${told ?? ''}
${card('Yours', things('Workspaces', [{ text: 'Workspace' }, { text: 'Your role' }, { text: 'Actions', kind: 'actions' }], frame.workspaces.map((one) => [
    html`<b>${one.name}</b>`, roleName(one.role),
    one.accountId === frame.session?.accountId ? html`<span class="k-tag k-tag--ember">Open</span>` : form(frame, '/workspaces/switch', html`<input type="hidden" name="workspace" value="${one.accountId}"><button type="submit" class="k-btn k-btn--sm">Open<span class="k-vh"> ${one.name}</span></button>`),
  ])))}
<div class="p-two">
${isAdmin ? card('Rename', form(frame, '/workspaces/rename', html`${field({ label: 'Name of this workspace', name: 'name', id: 'rename-name', value: frame.session?.workspace ?? '', maxLength: 100 })}${button('Rename')}`, 'p-form')) : ''}
${frame.workspaces.some((one) => one.role === 'admin') ? card('New workspace', form(frame, '/workspaces/create', html`${field({ label: 'Name', name: 'name', maxLength: 100, placeholder: 'Sales, North' })}${button('Make workspace')}`, 'p-form')) : ''}
</div>`);
};
export const WORKSPACES_TOLD: Readonly<Record<string, () => Html>> = {
  renamed: () => note('ok', 'Workspace renamed.'),
  created: () => note('ok', 'Workspace made. You are its admin.'),
  too_many: () => note('bad', 'You are in too many workspaces.', 'Leave one first.'),
  bad_name: () => note('bad', 'A name has 1 to 100 characters.', 'Nothing was changed.'),
};
