import { html } from 'hono/html';
import type { Role, Session, Workspace } from '../identity/ports.ts';
import type { Html } from './html.ts';
import { icon, mark, type IconName } from './icons.ts';

export type { Html } from './html.ts';

/** What every page of a visit needs to know; the guard makes it once per request. */
export interface Frame {
  readonly sandbox: boolean;
  /** Null on the pages that need nobody: sign-in, invitation. */
  readonly session: Session | null;
  /** Goes into every form of this visit; `form` puts it there. */
  readonly csrf: string;
  /** All workspaces of the person, the current one among them. */
  readonly workspaces: readonly Workspace[];
}

interface NavItem {
  readonly href: string;
  readonly text: string;
  readonly icon: IconName;
  readonly least: Role;
}
/** The places of a workspace in their order, each with the least role that may see it. */
export const NAV = {
  overview: { href: '/', text: 'Overview', icon: 'home', least: 'viewer' },
  usage: { href: '/usage', text: 'Usage', icon: 'chart', least: 'viewer' },
  statement: { href: '/statement', text: 'Statement', icon: 'list', least: 'viewer' },
  plan: { href: '/plan', text: 'Plan', icon: 'discs', least: 'admin' },
  prices: { href: '/prices', text: 'Price book', icon: 'tag', least: 'admin' },
  grants: { href: '/grants', text: 'Grants', icon: 'plus', least: 'admin' },
  limits: { href: '/limits', text: 'Limits', icon: 'limit', least: 'admin' },
  suppliers: { href: '/suppliers', text: 'Supplier cost', icon: 'receipt', least: 'admin' },
  keys: { href: '/keys', text: 'Provider keys', icon: 'key', least: 'admin' },
  members: { href: '/members', text: 'Members', icon: 'people', least: 'viewer' },
  devices: { href: '/devices', text: 'Devices', icon: 'device', least: 'viewer' },
  audit: { href: '/audit', text: 'Audit', icon: 'shield', least: 'admin' },
  webhooks: { href: '/webhooks', text: 'Webhooks', icon: 'send', least: 'admin' },
  profile: { href: '/profile', text: 'Profile', icon: 'person', least: 'viewer' },
} as const satisfies Record<string, NavItem>;
export type NavId = keyof typeof NAV;

const RANK: Readonly<Record<Role, number>> = { viewer: 0, editor: 1, admin: 2 };
/** Whether a role includes another. */
export const isAtLeast = (role: Role, least: Role): boolean => RANK[role] >= RANK[least];

export interface PageHead {
  readonly title: string;
  /** One sentence under the title. */
  readonly lead?: string | Html;
  /** Buttons beside the title. */
  readonly actions?: Html;
  readonly current?: NavId;
}

const document = (title: string, body: Html): Html => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title} · Kiln</title>
<link rel="icon" href="/logo.svg" type="image/svg+xml">
<link rel="stylesheet" href="/style.css">
<script src="/pages.js" defer></script>
</head>
${body}
</html>`;

const sandboxNote = (frame: Frame): Html | string =>
  frame.sandbox ? html`<p class="p-sandbox">${icon('flask')}<span>Sandbox: the data partners of this server are for practice, and so are their answers.</span></p>` : '';

/** A page inside the workspace: navigation, title, work. */
export function page(frame: Frame, head: PageHead, body: Html): Html {
  const { session } = frame;
  if (session === null) return cardPage(frame, head.title, body);
  return document(head.title, html`<body class="p-frame">
<a class="p-skip" href="#work">Skip to content</a>
<header class="p-side">
${workspaceMenu(frame, session)}
<details class="p-nav" data-wide-open open><summary><span>Menu</span>${icon('down')}</summary>
<nav aria-label="Workspace"><ul>
${Object.entries(NAV).filter(([, item]) => isAtLeast(session.role, item.least)).map(([id, item]) => html`<li><a href="${item.href}"${id === head.current ? html` aria-current="page"` : ''}>${icon(item.icon)}<span>${item.text}</span></a></li>
`)}</ul></nav>
<div class="p-who"><span class="k-ava k-ava--s" aria-hidden="true">${initials(session.name)}</span><span class="k-grow"><b class="k-trunc">${session.name}</b><span class="k-trunc k-3">${session.email}</span></span>
${form(frame, '/sign-out', html`<button class="k-btn k-btn--ghost k-btn--sm" type="submit">Sign out</button>`)}</div>
</details>
</header>
<main id="work" class="p-work" tabindex="-1">
${sandboxNote(frame)}
<div class="p-head"><div class="k-grow"><h1>${head.title}</h1>${head.lead === undefined ? '' : html`<p class="k-2">${head.lead}</p>`}</div>${head.actions === undefined ? '' : html`<div class="k-row">${head.actions}</div>`}</div>
${body}
</main>
</body>`);
}

/** A page with one thing on it: sign-in, invitation, consent. */
export const cardPage = (frame: Frame, title: string, body: Html): Html => document(title, html`<body class="p-single">
<main>
<p class="p-brand">${mark()}<b>Kiln</b>${frame.session === null ? '' : html`<span class="k-3 k-trunc">${frame.session.workspace}</span>`}</p>
${sandboxNote(frame)}
<section class="k-card p-card">
<h1>${title}</h1>
${body}
</section>
${frame.session === null ? '' : form(frame, '/sign-out', html`<span class="k-3 k-trunc">Signed in as ${frame.session.email}</span><button class="k-btn k-btn--ghost k-btn--sm" type="submit">Sign out</button>`, 'p-foot')}
</main>
</body>`);

function workspaceMenu(frame: Frame, session: Session): Html {
  const others = frame.workspaces.filter((one) => one.accountId !== session.accountId);
  return html`<details class="p-ws" name="workspaces"><summary>${mark()}<b class="k-trunc">${session.workspace}</b><span class="k-vh">, workspaces</span>${icon('down')}</summary>
<div class="k-pop p-ws__menu">
${others.map((one) => form(frame, '/workspaces/switch', html`<input type="hidden" name="workspace" value="${one.accountId}"><button class="p-ws__item" type="submit"><span class="k-trunc">${one.name}</span><span class="k-3">${one.role}</span></button>`))}
<a class="p-ws__item" href="/workspaces">${others.length === 0 ? 'Workspaces' : 'All workspaces'}</a>
</div></details>`;
}

/** A form that changes something: it carries the visit's token, without which the guard turns it away. */
export const form = (frame: Frame, action: string, body: Html, className = ''): Html =>
  html`<form method="post" action="${action}"${className === '' ? '' : html` class="${className}"`}><input type="hidden" name="csrf" value="${frame.csrf}">${body}</form>`;

/** Two letters for a name. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter((word) => word !== '');
  const letters = [words[0], words.length > 1 ? words[words.length - 1] : undefined].map((word) => [...(word ?? '')][0] ?? '');
  return letters.join('').toUpperCase() || '?';
}
