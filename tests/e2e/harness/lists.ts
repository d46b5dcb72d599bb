/** Lists as sites serve them: pages with links, a button that loads more, a virtual scroll, an application with routes. Invented people only. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const FIRST = ['Ada', 'Ben', 'Cleo', 'Dara', 'Farah', 'Gus', 'Hana', 'June', 'Kofi', 'Lena', 'Mara', 'Nils'];
const LAST = ['Example', 'Sample', 'Muster', 'Placeholder', 'Testcase', 'Demo', 'Draft', 'Model'];
const JOBS = ['Head of Operations', 'Buyer', 'Studio Lead', 'Founder', 'Engineer', 'Sales Director', 'Kiln Technician'];
const FIRMS = ['Oakline', 'Mossfield Pottery', 'Quarry & Wheel', 'Harbour Tile', 'Lumen Lighting'];
const TOWNS = ['Leeds', 'York', 'Bath', 'Hull', 'Derby', 'Truro'];
const letters = (n: number): string => (n < 26 ? String.fromCharCode(97 + n) : letters(Math.floor(n / 26) - 1) + letters(n % 26));

/** Person number n of the guild: no two have one name. */
export const personName = (n: number): string => `${FIRST[n % 12] ?? ''} ${LAST[n % 8] ?? ''}${letters(Math.floor(n / 12))}`;
const escape = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
const card = (n: number): string =>
  `<li class="member"><h3><a class="member-name" href="/p/${n}">${personName(n)}</a></h3><p class="member-job">${JOBS[n % 7] ?? ''}</p><p class="member-firm">${escape(FIRMS[n % 5] ?? '')}</p><p class="member-town">${TOWNS[n % 6] ?? ''}</p></li>`;
const firm = (n: number): string => `<li class="member"><h3><a class="member-name" href="/f/${n}">${escape(FIRMS[n % 5] ?? '')} ${letters(n)}</a></h3><p class="member-job">Supplier</p><p class="member-firm">Works ${n}</p><p class="member-town">${TOWNS[n % 6] ?? ''}</p></li>`;
const cards = (from: number, to: number, of = card): string => Array.from({ length: Math.max(0, to - from) }, (_, i) => of(from + i)).join('');

const page = (title: string, body: string, script = ''): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title><link rel="icon" href="data:,"><style>body{margin:0;font:14px sans-serif}#box{height:600px;overflow-y:auto}#list{margin:0;padding:0;list-style:none}.member{box-sizing:border-box;height:120px;padding:8px}.member h3,.member p{margin:0}</style></head><body><header><a href="/">Guild of Makers</a></header><main><h1>${title}</h1>${body}</main>${script === '' ? '' : `<script>${script}</script>`}</body></html>`;

export const PAGES = 12;
export const PER_PAGE = 48;
/** Each page but the first begins with the last row of the page before; the last one is short. */
export const PAGER_ROWS = 530;

function pager(n: number): string {
  const from = (n - 1) * PER_PAGE - (n === 1 ? 0 : 1);
  const to = Math.min(PAGER_ROWS, n * PER_PAGE);
  const link = (to: number, text: string): string => `<a href="/pager${to === 1 ? '' : `?page=${to}`}">${text}</a>`;
  const next = n < PAGES ? `<a rel="next" href="/pager?page=${n + 1}">Next</a>` : '';
  return page('Guild members', `<p>${from + 1}–${to} of ${PAGER_ROWS} members</p><ul id="list">${cards(from, to)}</ul><nav class="pagination" aria-label="Pages">${link(1, '1')} <span aria-current="page">${n}</span> ${link(PAGES, String(PAGES))} ${next}</nav>`);
}

/** Fetches rows, as pages do; each answer takes `delay` milliseconds. */
const FETCH = `const rows = async (from, to) => (await fetch('/rows?from=' + from + '&to=' + to)).text();`;

const MORE_ROWS = 95;
const more = page(
  'Guild members',
  `<ul id="list">${cards(0, 20)}</ul><button id="more" type="button">Load more</button>`,
  `${FETCH} let shown = 20; const button = document.getElementById('more');
   button.addEventListener('click', async () => { window.presses = (window.presses || 0) + 1; button.disabled = true; const html = await rows(shown, Math.min(${MORE_ROWS}, shown + 20));
     const holder = document.createElement('template'); holder.innerHTML = html; document.getElementById('list').append(holder.content); shown = Math.min(${MORE_ROWS}, shown + 20); if (shown >= ${MORE_ROWS}) button.remove(); else button.disabled = false; });`,
);

/** A window of some twenty rows over a list that loads as one scrolls; what is not seen is not in the document. */
const virtual = (count: number, path: string): string =>
  page(
    path === 'app' ? 'Guild app' : 'Guild members',
    `<div id="box" role="feed"><div id="space" style="position:relative"><ul id="list" style="position:absolute;left:0;right:0"></ul></div></div>`,
    `${FETCH} const ROW = 120, box = document.getElementById('box'), space = document.getElementById('space'), list = document.getElementById('list');
     let html = [], loading = false, drawn = '', route = location.pathname;
     const draw = () => { const from = Math.max(0, Math.floor(box.scrollTop / ROW) - 3), to = Math.min(html.length, from + 14), name = route + from + ':' + to;
       if (name === drawn) return; drawn = name; list.style.top = from * ROW + 'px'; const holder = document.createElement('template'); holder.innerHTML = html.slice(from, to).join(''); list.replaceChildren(holder.content); };
     const load = async () => { if (loading || html.length >= ${count}) return; loading = true; const at = route, from = html.length;
       const text = await (await fetch('/rows?split=1&route=' + encodeURIComponent(at) + '&from=' + from + '&to=' + Math.min(${count}, from + 40))).json();
       loading = false; if (at !== route) return load(); html = html.concat(text); space.style.height = html.length * ROW + 'px'; draw(); };
     box.addEventListener('scroll', () => requestAnimationFrame(() => { draw(); if (box.scrollTop + box.clientHeight > html.length * ROW - 400) load(); }));
     window.goTo = (path) => { history.pushState(null, '', path); route = path; html = []; drawn = ''; loading = false; box.scrollTop = 0; load(); };
     load();`,
  );

const profile = (n: number): string => page(personName(n), `<p>${JOBS[n % 7] ?? ''}</p><p>Phone: <a href="tel:+44113496${String(n).padStart(4, '0')}">+44 113 496 ${String(n).padStart(4, '0')}</a></p>`);

export interface ListServer {
  readonly url: string;
  /** Pages of the pager that were asked for, in order. */
  readonly visits: number[];
  /** Detail pages that were asked for. */
  readonly profiles: number[];
  /** What every further answer of rows or pages waits. */
  delayMs: number;
  close(): Promise<void>;
}

export const VIRTUAL_ROWS = 500;
export { MORE_ROWS };

export async function serveLists(): Promise<ListServer> {
  const state = { visits: [] as number[], profiles: [] as number[], delayMs: 30 };
  const answer = (url: URL): { body: string; type?: string } | null => {
    const number = (name: string): number => Number(url.searchParams.get(name) ?? 0);
    if (url.pathname === '/pager') {
      const n = number('page') || 1;
      state.visits.push(n);
      return n <= PAGES ? { body: pager(n) } : null;
    }
    if (url.pathname === '/rows') {
      const of = url.searchParams.get('route') === '/app/firms' ? firm : card;
      if (url.searchParams.has('split')) return { body: JSON.stringify(Array.from({ length: Math.max(0, number('to') - number('from')) }, (_, i) => of(number('from') + i))), type: 'application/json' };
      return { body: cards(number('from'), number('to'), of) };
    }
    if (url.pathname === '/few') {
      const n = number('page') || 1;
      return { body: page('Guild members', `<p>${n * 5 - 4}–${n * 5} of 10 members</p><ul id="list">${cards(n * 5 - 5, n * 5)}</ul><nav class="pagination" aria-label="Pages">${n === 1 ? '<a rel="next" href="/few?page=2">Next</a>' : ''}</nav>`) };
    }
    if (url.pathname === '/more') return { body: more };
    if (url.pathname === '/virtual') return { body: virtual(VIRTUAL_ROWS, 'virtual') };
    if (url.pathname.startsWith('/app/')) return { body: virtual(VIRTUAL_ROWS, 'app') };
    const person = /^\/p\/(\d+)$/.exec(url.pathname)?.[1];
    if (person === undefined) return null;
    state.profiles.push(Number(person));
    return { body: profile(Number(person)) };
  };
  const server: Server = createServer((request, response) => {
    const found = answer(new URL(request.url ?? '/', 'http://127.0.0.1'));
    setTimeout(() => {
      response.writeHead(found === null ? 404 : 200, { 'content-type': found?.type ?? 'text/html; charset=utf-8' });
      response.end(found?.body ?? page('Not found', '<p>There is nothing here.</p>'));
    }, state.delayMs);
  });
  await new Promise<void>((ready) => void server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return Object.assign(state, {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise<void>((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  });
}
