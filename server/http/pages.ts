import { html } from 'hono/html';
import type { Session } from '../identity/identity.ts';

type Html = ReturnType<typeof html>;

export interface PageContext {
  readonly sandbox: boolean;
  readonly signedIn: Session | null;
}

const layout = (context: PageContext, title: string, body: Html): Html => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title} · Kiln</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<main>
<p class="brand">Kiln${context.signedIn === null ? '' : html`<span> · ${context.signedIn.workspace}</span>`}</p>
${context.sandbox ? html`<p class="note warn">Sandbox: the data partners of this server are for practice, and so are their answers.</p>` : ''}
<section class="card">
${body}
</section>
${context.signedIn === null ? '' : html`<form method="post" action="/sign-out" class="foot"><span>Signed in as ${context.signedIn.email}</span><button class="quiet" type="submit">Sign out</button></form>`}
</main>
</body>
</html>`;

export const messagePage = (context: PageContext, title: string, text: string): Html => layout(context, title, html`<h1>${title}</h1><p>${text}</p>`);

/** Nobody is signed in in this browser. `code` = the device that waits, if there is one. */
export const signInFirstPage = (context: PageContext, code: string | null): Html =>
  layout(context, 'Sign in', html`
<h1>Sign in first</h1>
${code === null ? '' : html`<p>A device with the code <strong class="code">${code}</strong> waits for you.</p>`}
<p>Open your one-time sign-in link in this browser. The server printed it at its first start; a new one is made there by</p>
<pre>node server/main.ts link</pre>
${code === null ? '' : html`<p>After that this page goes on by itself.</p>`}`);

export const linkPage = (context: PageContext, email: string, token: string): Html =>
  layout(context, 'Sign in', html`
<h1>Sign in to Kiln</h1>
<p>This link signs this browser in as <strong>${email}</strong>. It works once.</p>
<form method="post" action="/sign-in">
<input type="hidden" name="token" value="${token}">
<div class="buttons"><button class="primary" type="submit">Sign in</button></div>
</form>`);

export const codePage = (context: PageContext, state: { readonly wrong?: boolean }): Html =>
  layout(context, 'Connect a device', html`
<h1>Connect a device</h1>
${state.wrong === true ? html`<p class="note bad" role="alert">No device waits with this code. A code lives ten minutes; start again in Kiln if it is older.</p>` : ''}
<form method="get" action="/device">
<label for="code">Code shown in Kiln</label>
<input id="code" name="code" required maxlength="12" autocomplete="off" autocapitalize="characters" spellcheck="false" placeholder="XXXX-XXXX">
<div class="buttons"><button class="primary" type="submit">Continue</button></div>
</form>`);

export interface DeviceView {
  readonly label: string;
  readonly code: string;
  /** The request came from the address that this page is seen from. */
  readonly isNear: boolean;
  readonly csrf: string;
}

export const devicePage = (context: PageContext, device: DeviceView): Html =>
  layout(context, 'Approve device', html`
<h1>Let this device in?</h1>
<dl>
<dt>Device</dt><dd>${device.label}</dd>
<dt>Code</dt><dd class="code">${device.code}</dd>
<dt>Workspace</dt><dd>${context.signedIn?.workspace ?? ''}</dd>
<dt>Asked from</dt><dd>${device.isNear ? 'the same network address as this page' : 'another network address than this page'}</dd>
</dl>
<p class="note ${device.isNear ? '' : 'warn'}">Approve only if you started this yourself and Kiln shows the same code. The device can then spend Actions and Data Credits of the workspace.</p>
<form method="post" action="/device">
<input type="hidden" name="code" value="${device.code}">
<input type="hidden" name="csrf" value="${device.csrf}">
<div class="buttons">
<button class="primary" type="submit" name="decision" value="approve">Approve device</button>
<button type="submit" name="decision" value="deny">Deny</button>
</div>
</form>`);

export const decidedPage = (context: PageContext, approved: boolean): Html =>
  layout(context, approved ? 'Device approved' : 'Device denied', approved
    ? html`<h1>Device approved</h1><p>Kiln signs in within seconds. You can close this tab.</p>`
    : html`<h1>Device denied</h1><p>The device was not let in. You can close this tab.</p>`);
