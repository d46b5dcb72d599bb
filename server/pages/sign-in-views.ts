import { html } from 'hono/html';
import { PASSWORD_LEAST_CHARS, PASSWORD_MOST_CHARS } from '../../lib/core/identity-limits.ts';
import type { OpenInvitation } from '../identity/members.ts';
import type { Scope } from '../identity/ports.ts';
import { cardPage, form, type Frame, type Html } from './frame.ts';
import { icon } from './icons.ts';
import { button, field, note } from './parts.ts';

export const messagePage = (frame: Frame, title: string, text: string | Html, next?: { readonly href: string; readonly text: string }): Html =>
  cardPage(frame, title, html`<p>${text}</p>${next === undefined ? '' : html`<p><a href="${next.href}">${next.text}</a></p>`}`);

export interface SignInView {
  /** Of the device that waits, if there is one. */
  readonly code: string | null;
  readonly canMail: boolean;
  readonly canPasskey: boolean;
  readonly email?: string;
  readonly told?: 'wrong' | 'mailed' | 'passkey' | 'nowhere';
}
const TOLD = {
  wrong: () => note('bad', 'Address and password do not fit.', 'Nothing else is said, so that nobody can find out who has an account. Try again, or use a sign-in link.'),
  passkey: () => note('bad', 'This passkey is not known here.', 'Sign in in another way and add it in your profile.'),
  nowhere: () => note('warn', 'You are in no workspace.', 'You may have been removed from it. Ask an admin for an invitation.'),
  mailed: () => note('ok', 'If this address has an account, a link is on its way.', 'It works once and for one day. Look into the spam folder as well.'),
} as const;

/** Password, passkey or a link by mail; without mail service, the link that the server or an admin makes. */
export const signInPage = (frame: Frame, view: SignInView): Html =>
  cardPage(frame, 'Sign in', html`
${view.code === null ? '' : note('info', `A device with the code ${view.code} waits for you.`, 'After you have signed in, this page goes on with it.')}
${view.told === undefined ? '' : TOLD[view.told]()}
<form method="post" action="/sign-in/password" class="p-form">
${field({ label: 'Email', name: 'email', type: 'email', value: view.email ?? '', autocomplete: 'username webauthn', maxLength: 254 })}
${field({ label: 'Password', name: 'password', type: 'password', autocomplete: 'current-password', maxLength: PASSWORD_MOST_CHARS, required: false })}
<button type="submit" class="k-btn k-btn--primary">Sign in</button>
${view.canMail ? html`<button type="submit" class="k-btn" formaction="/sign-in/mail">${icon('mail')}Mail me a sign-in link instead</button>` : ''}
</form>
${view.canPasskey ? html`<div data-passkey-sign-in hidden><p class="p-or">or</p><button type="button" class="k-btn k-btn--block">${icon('key')}Sign in with a passkey</button><p class="k-bad k-sm" role="alert" data-told></p></div>` : ''}
${view.canMail ? '' : html`<p class="k-sm">No password yet? Open the one-time link that the server printed at its first start, or ask an admin for one. On the server, <code>node server/main.ts link</code> makes a new one.</p>`}`);

export const linkPage = (frame: Frame, email: string, token: string): Html =>
  cardPage(frame, 'Sign in to Kiln', html`
<p>This link signs this browser in as <strong>${email}</strong>. It works once.</p>
<form method="post" action="/sign-in" class="p-form"><input type="hidden" name="token" value="${token}">${button('Sign in', 'primary')}</form>`);

export const codePage = (frame: Frame, state: { readonly wrong?: boolean }): Html =>
  cardPage(frame, 'Connect a device', html`
${state.wrong === true ? note('bad', 'No device waits with this code.', 'A code lives ten minutes; start again in Kiln if it is older.') : ''}
<form method="get" action="/device" class="p-form p-code-in">
${field({ label: 'Code shown in Kiln', name: 'code', maxLength: 12, placeholder: 'XXXX-XXXX', mono: true })}
${button('Continue', 'primary')}
</form>`);

export interface DeviceView {
  readonly label: string;
  readonly code: string;
  /** The request came from the address that this page is seen from. */
  readonly isNear: boolean;
  /** What it will be able to do: what it asked for, within the person's role. */
  readonly scopes: readonly Scope[];
}
const MAY: Readonly<Record<Scope, string | null>> = {
  push: null,
  sync: 'see the balance and the statement',
  charge: 'spend Actions and Data Credits',
  admin: 'change keys, grants and limits as an admin',
};

export const devicePage = (frame: Frame, device: DeviceView): Html => {
  const may = device.scopes.flatMap((scope) => MAY[scope] ?? []);
  return cardPage(frame, 'Let this device in?', html`
<dl class="p-facts">
<dt>Device</dt><dd>${device.label}</dd>
<dt>Code</dt><dd class="k-mono">${device.code}</dd>
${frame.workspaces.length > 1 ? '' : html`<dt>Workspace</dt><dd>${frame.session?.workspace ?? ''}</dd>`}
<dt>It may</dt><dd>${may.join(', ')}</dd>
<dt>Asked from</dt><dd>${device.isNear ? 'the same network address as this page' : 'another network address than this page'}</dd>
</dl>
${note(device.isNear ? 'info' : 'warn', 'Approve only what you started yourself.', 'Kiln on that device must show the same code. Nobody from Kiln or your team asks for a code by mail, phone or chat.')}
${form(frame, '/device', html`<input type="hidden" name="code" value="${device.code}">
${frame.workspaces.length > 1 ? html`<fieldset class="p-choice"><legend>Workspace it works for</legend>${frame.workspaces.map((one) => html`<label class="p-check"><input type="radio" name="workspace" value="${one.accountId}"${one.accountId === frame.session?.accountId ? html` checked` : ''}><span>${one.name} <span class="k-3">${one.role}</span></span></label>`)}</fieldset>` : ''}
<div class="k-row">${button('Approve device', 'primary', { name: 'decision', value: 'approve' })}${button('Deny', 'plain', { name: 'decision', value: 'deny' })}</div>`, 'p-form')}`);
};

export const decidedPage = (frame: Frame, approved: boolean): Html =>
  cardPage(frame, approved ? 'Device approved' : 'Device denied', approved
    ? html`<p>Kiln signs in within seconds. You can close this tab.</p>`
    : html`<p>The device was not let in. You can close this tab.</p>`);

/** The link of an invitation was opened. Who is signed in joins as who they are; an unknown address becomes a new person. */
export const invitationPage = (frame: Frame, invitation: OpenInvitation, token: string, wrong?: string): Html =>
  cardPage(frame, `Join ${invitation.workspace}`, html`
<p><strong>${invitation.invitedBy}</strong> invites <strong>${invitation.email}</strong> to this workspace as ${invitation.role}.</p>
${wrong === undefined ? '' : note('bad', wrong)}
${frame.session !== null
    ? html`${frame.session.email === invitation.email ? '' : note('warn', `You are signed in as ${frame.session.email}.`, 'You would join with this account.')}
${form(frame, '/invitation/join', html`<input type="hidden" name="token" value="${token}">${button(`Join as ${frame.session.name}`, 'primary')}`, 'p-form')}`
    : invitation.isKnown
      ? html`<p>This address has an account here. Sign in, then open the link again.</p><a class="k-btn k-btn--primary" href="/sign-in">Sign in</a>`
      : html`<form method="post" action="/invitation" class="p-form"><input type="hidden" name="token" value="${token}">
${field({ label: 'Your name', name: 'name', autocomplete: 'name', maxLength: 100 })}
${field({ label: 'Password', name: 'password', type: 'password', autocomplete: 'new-password', required: false, minLength: PASSWORD_LEAST_CHARS, maxLength: PASSWORD_MOST_CHARS, hint: `At least ${PASSWORD_LEAST_CHARS} characters. Leave it empty to use a passkey or links; you can set one later.` })}
${button('Join', 'primary')}</form>`}`);
