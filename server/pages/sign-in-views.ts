import { html } from 'hono/html';
import { cardPage, form, type Frame, type Html } from './frame.ts';
import { button, field, note } from './parts.ts';

export const messagePage = (frame: Frame, title: string, text: string): Html => cardPage(frame, title, html`<p>${text}</p>`);

/** Nobody is signed in in this browser. `code` = the device that waits, if there is one. */
export const signInPage = (frame: Frame, code: string | null): Html =>
  cardPage(frame, 'Sign in', html`
${code === null ? '' : html`<p>A device with the code <strong class="k-mono">${code}</strong> waits for you.</p>`}
<p>Open your one-time sign-in link in this browser. The server printed it at its first start; a new one is made there by <code>node server/main.ts link</code>.</p>
${code === null ? '' : html`<p>After that this page goes on by itself.</p>`}`);

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
  readonly workspace: string;
  readonly scopes: readonly string[];
}

export const devicePage = (frame: Frame, device: DeviceView): Html =>
  cardPage(frame, 'Let this device in?', html`
<dl class="p-facts">
<dt>Device</dt><dd>${device.label}</dd>
<dt>Code</dt><dd class="k-mono">${device.code}</dd>
<dt>Workspace</dt><dd>${device.workspace}</dd>
<dt>Asked from</dt><dd>${device.isNear ? 'the same network address as this page' : 'another network address than this page'}</dd>
</dl>
${note(device.isNear ? 'info' : 'warn', 'Approve only what you started yourself.', 'Kiln on that device must show the same code. Nobody from Kiln or your team asks for it by mail, phone or chat. The device can then spend Actions and Data Credits of the workspace.')}
${form(frame, '/device', html`<input type="hidden" name="code" value="${device.code}">
<div class="k-row">${button('Approve device', 'primary', { name: 'decision', value: 'approve' })}${button('Deny', 'plain', { name: 'decision', value: 'deny' })}</div>`)}`);

export const decidedPage = (frame: Frame, approved: boolean): Html =>
  cardPage(frame, approved ? 'Device approved' : 'Device denied', approved
    ? html`<p>Kiln signs in within seconds. You can close this tab.</p>`
    : html`<p>The device was not let in. You can close this tab.</p>`);
