import { html } from 'hono/html';
import { PASSWORD_LEAST_CHARS, PASSWORD_MOST_CHARS } from '../../lib/core/identity-limits.ts';
import type { Passkey } from '../identity/passkeys.ts';
import { cardPage, form, page, type Frame, type Html } from './frame.ts';
import { icon } from './icons.ts';
import { button, card, confirm, empty, field, moment, note, things } from './parts.ts';

export interface ProfileView {
  readonly name: string;
  readonly email: string;
  readonly isVerified: boolean;
  readonly canMail: boolean;
  readonly hasPassword: boolean;
  /** A password can be set without the old one. */
  readonly isFresh: boolean;
  readonly canPasskey: boolean;
  readonly passkeys: readonly Passkey[];
  readonly sessions: readonly { readonly sessionId: string; readonly label: string; readonly createdAt: number; readonly isThis: boolean }[];
  readonly told?: Html | string;
}

/** What a person sets for themself. */
export const profilePage = (frame: Frame, view: ProfileView): Html =>
  page(frame, { title: 'Profile', lead: 'You, in every workspace of this server.', current: 'profile' }, html`
${view.told ?? ''}
<div class="p-two">
${card('Name and email', html`
${form(frame, '/profile/name', html`${field({ label: 'Name', name: 'name', value: view.name, autocomplete: 'name', maxLength: 100 })}${button('Save name')}`, 'p-form')}
${form(frame, '/profile/email', html`${field({ label: 'Email', name: 'email', type: 'email', value: view.email, autocomplete: 'email', maxLength: 254, hint: view.canMail ? 'A new address counts when the link sent to it was opened.' : 'This server sends no mail, so the address is taken as you type it.' })}${button('Change email')}`, 'p-form')}`,
    view.isVerified ? html`<span class="k-tag k-tag--ok">Email confirmed</span>` : html`<span class="k-tag">Email not confirmed</span>`)}
${card('Password', html`
${view.hasPassword ? '' : html`<p class="k-2">You have none. Links and passkeys work without one.</p>`}
${form(frame, '/profile/password', html`
${view.hasPassword && !view.isFresh ? field({ label: 'Old password', name: 'old', type: 'password', autocomplete: 'current-password', maxLength: PASSWORD_MOST_CHARS }) : ''}
${field({ label: 'New password', name: 'password', type: 'password', autocomplete: 'new-password', minLength: PASSWORD_LEAST_CHARS, maxLength: PASSWORD_MOST_CHARS, hint: `At least ${PASSWORD_LEAST_CHARS} characters. Other browsers are signed out.` })}
${button(view.hasPassword ? 'Change password' : 'Set password')}`, 'p-form')}
${view.hasPassword && !view.isFresh ? html`<p class="k-3 k-sm">Forgotten? Sign out and sign in by link or passkey; then the old one is not asked.</p>` : ''}`)}
</div>
${card('Passkeys', html`
${view.passkeys.length === 0
    ? empty('No passkey yet.', 'A passkey signs you in with the fingerprint, face or PIN of your device. It cannot be phished.')
    : things('Passkeys', [{ text: 'Name' }, { text: 'Added' }, { text: 'Last used' }, { text: 'Actions', kind: 'actions' }], view.passkeys.map((one) => [
      html`<b>${one.label}</b>`, moment(one.createdAt), moment(one.lastUsedAt),
      confirm(frame, { text: 'Remove', about: one.label, question: `Remove the passkey ${one.label}? It no longer signs you in.`, action: '/profile/passkeys/remove', fields: { passkey: one.passkeyId }, yes: 'Remove passkey' }),
    ]))}
${view.canPasskey
    ? html`<form class="p-line" data-passkey-add data-csrf="${frame.csrf}" hidden>${field({ label: 'Name of the new passkey', name: 'label', placeholder: 'Work laptop', maxLength: 60 })}<button type="submit" class="k-btn">${icon('plus')}Add passkey</button><p class="k-bad k-sm" role="alert" data-told></p></form>`
    : html`<p class="k-3 k-sm">Browsers keep passkeys only for a server with a name. Open it by its name, or as localhost, and set KILN_PUBLIC_URL to that.</p>`}`)}
${card('Signed-in browsers', things('Signed-in browsers', [{ text: 'Browser' }, { text: 'Since' }, { text: 'Actions', kind: 'actions' }], view.sessions.map((one) => [
    html`<b>${one.label}</b>${one.isThis ? html` <span class="k-tag k-tag--ember">This one</span>` : ''}`, moment(one.createdAt),
    one.isThis ? '' : form(frame, '/profile/sessions/end', html`<input type="hidden" name="session" value="${one.sessionId}">${button('Sign out', 'ghost', { small: true })}`),
  ])))}`);

/** A link to a new address was opened: by the person who wants it, by another one, or by nobody who is known. */
export const confirmEmailPage = (frame: Frame, change: { readonly email: string; readonly token: string; readonly isOwn: boolean }): Html =>
  cardPage(frame, 'Confirm your address', change.isOwn
    ? html`<p>Use <strong>${change.email}</strong> for Kiln from now on?</p>
${form(frame, '/profile/email/confirm', html`<input type="hidden" name="token" value="${change.token}">${button('Confirm address', 'primary')}`, 'p-form')}`
    : frame.session === null
      ? html`<p>Sign in with the account that asked for it, then open the link again.</p><p>If that was not you, do nothing: nothing changes without a sign-in.</p><a class="k-btn k-btn--primary" href="/sign-in">Sign in</a>`
      : html`<p>Another account asked for this. You are signed in as ${frame.session.email}; nothing was changed.</p><p><a href="/profile">Go to your profile</a></p>`);

export const PROFILE_TOLD: Readonly<Record<string, () => Html>> = {
  name: () => note('ok', 'Name saved.'),
  email: () => note('ok', 'Email saved.'),
  'ended-earlier': () => note('warn', 'Your address is confirmed. What was set before is ended.', 'Nobody could know who had set it: passwords, passkeys, other browsers and devices of this account have to be set up or signed in again.'),
  'email-sent': () => note('ok', 'Open the link that was sent to the new address.', 'Until then the old one counts.'),
  'email-taken': () => note('bad', 'This address cannot be used.', 'Nothing was changed.'),
  password: () => note('ok', 'Password saved.', 'Other browsers were signed out.'),
  'password-old': () => note('bad', 'The old password is not right.', 'Nothing was changed.'),
  'password-short': () => note('bad', `A password has ${PASSWORD_LEAST_CHARS} to ${PASSWORD_MOST_CHARS} characters.`, 'Nothing was changed.'),
  'passkey-added': () => note('ok', 'Passkey added.'),
  'passkey-removed': () => note('ok', 'Passkey removed.'),
  'session-ended': () => note('ok', 'The browser was signed out.'),
};
