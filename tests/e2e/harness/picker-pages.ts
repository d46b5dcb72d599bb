/** Served pages to point at. Everything on them is invented. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const NAMES = ['Ada Example', 'Ben Sample', 'Cleo Placeholder', 'Dara Fixture', 'Emil Testcase', 'Farah Demo', 'Gus Template', 'Hana Mockley', 'Ivo Specimen', 'June Pattern', 'Kofi Draft', 'Lena Stub'];
const TITLES = ['Head of Operations', 'Buyer, Ceramics', 'Studio Lead', 'Founder', 'Supply Manager', 'Procurement', 'Kiln Technician', 'Head of Design', 'Plant Manager', 'Founder', 'Buyer', 'Finance Director'];
const slug = (name: string): string => name.toLowerCase().replace(/\W+/g, '-');

const card = (name: string, i: number): string =>
  `<li class="mem css-${i}x9"><span class="pic"></span><div><h3><a href="/people/${slug(name)}">${name}</a></h3><p class="role">${TITLES[i] ?? ''}</p><p class="org">${i % 2 ? 'Oakline, Stoke' : 'Example Works, Leeds'}</p></div></li>`;
const CARDS = NAMES.map(card).join('');

/** The page of the mock-up: a grid of cards under a heading. */
const STYLE = `body{margin:0;font-family:Georgia,serif;color:light-dark(#1f2a2e,#dfe5e6);background:light-dark(#fff,#1c1f22);color-scheme:light dark}header{height:60px;background:#23564a;color:#fff;padding:0 60px;line-height:60px}main{padding:30px 60px}.mems{list-style:none;padding:0;display:grid;grid-template-columns:repeat(3,1fr);gap:18px}.mem{display:flex;gap:14px;border:1px solid #d9dfe1;padding:15px;min-height:92px}.pic{width:56px;height:60px;background:#ccd5d8}h3,p{margin:0 0 4px;font-weight:400;font-size:15px}`;
const page = (title: string, body: string, head = ''): string => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title><link rel="icon" href="data:,">${head}</head><body>${body}</body></html>`;
const members = (style: string, script = ''): string => page('Members | Guild of Example Makers', `<header>Guild of Example Makers</header><main><h1>Members</h1><p class="lead">12 members.</p><ul class="mems">${CARDS}</ul><p><a href="/members/2">Next</a></p></main>${script}`, `<style>${style}</style>`);

/** Rules that would hide, move or restyle anything that the page can reach. */
const HOSTILE = `${STYLE}
html > :not(head, body), kiln-picker, kiln-layer, [popover] { all: unset !important; display: none !important; opacity: 0 !important; transform: translate(4000px) !important; visibility: hidden !important; pointer-events: none !important; z-index: -1 !important; }
@layer late { kiln-picker { display: none !important; inset: auto !important; width: 0 !important; height: 0 !important; clip-path: inset(50%) !important; filter: opacity(0) !important; transition: all 9s !important; } }
* { transform: none; animation: none !important; letter-spacing: 2px; } html { filter: blur(0); transform: translateZ(0); }
button, select, table, td { font-size: 44px !important; color: lime !important; background: magenta !important; }
::backdrop { background: black !important; opacity: 1 !important; }`;

/** Counts everything a page could notice of a person's clicks and keys, at the earliest places it can listen. */
const COUNTING = `<script>
window.seen = [];
const note = (where) => (event) => { if (!/kiln-/.test(event.target.localName ?? '')) window.seen.push(where + ' ' + event.type); };
for (const type of ['click', 'mousedown', 'mouseup', 'pointerdown', 'pointerup', 'auxclick', 'keydown', 'keyup', 'keypress', 'submit', 'focusin']) {
  window.addEventListener(type, note('window capture'), true);
  document.addEventListener(type, note('document capture'), true);
  document.addEventListener(type, note('document'));
  document.body.addEventListener(type, note('body'));
}
for (const a of document.querySelectorAll('a')) a.onclick = () => window.seen.push('link');
</script>`;

/** Draws its rows anew with other elements, as an application does. */
const REDRAW = `<script>
window.redraw = () => { const list = document.querySelector('.mems'); list.innerHTML = list.innerHTML; };
window.grow = () => { const list = document.querySelector('.mems'); const last = list.lastElementChild.cloneNode(true); last.querySelector('a').textContent = 'Mona Added'; list.append(last); };
</script>`;

const COMPONENTS = `<script>
for (const [i, host] of document.querySelectorAll('x-member').entries()) host.attachShadow({ mode: 'open' }).innerHTML = '<style>div{padding:12px;border:1px solid #ccc}</style><div><b class="name">' + host.dataset.who + '</b><i class="role">Potter ' + i + '</i></div>';
</script>`;

const person = (name: string): string => page(`${name} | Example Works`, `<main><h1 class="name">${name}</h1><p class="position">${TITLES[NAMES.indexOf(name)] ?? 'Founder'}</p><p>Write to <a class="mail" href="mailto:${slug(name).split('-')[0]}@example.com">me</a></p></main>`);

const STRICT = { 'content-security-policy': "default-src 'none'; script-src 'none'; style-src 'unsafe-inline'; img-src data:; trusted-types 'none'; require-trusted-types-for 'script'; frame-ancestors 'none'" };

export interface PickerPages {
  readonly origin: string;
  close(): Promise<void>;
}

export async function servePickerPages(): Promise<PickerPages> {
  const server: Server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const named = NAMES.find((name) => path === `/people/${slug(name)}`);
    const found: readonly [string, Record<string, string>] | undefined = named
      ? [person(named), {}]
      : new Map<string, readonly [string, Record<string, string>]>([
          ['/members', [members(STYLE), STRICT]],
          ['/members/2', [members(STYLE), STRICT]],
          ['/hostile', [members(HOSTILE, COUNTING), {}]],
          ['/app', [members(STYLE, REDRAW), {}]],
          ['/modal', [members(STYLE, '<dialog id="d"><ul class="mems"><li class="mem"><h3>Nina Inside</h3><p class="role">Potter</p></li><li class="mem"><h3>Omar Inside</h3><p class="role">Buyer</p></li><li class="mem"><h3>Pia Inside</h3><p class="role">Glazer</p></li></ul></dialog><script>document.getElementById("d").showModal()</script>'), {}]],
          ['/components', [page('Makers', `<main><div id="makers">${NAMES.slice(0, 4).map((name) => `<x-member data-who="${name}"></x-member>`).join('')}</div></main>${COMPONENTS}`, `<style>${STYLE} x-member{display:block;margin:8px}</style>`), {}]],
        ]).get(path);
    response.writeHead(found ? 200 : 404, { 'content-type': 'text/html; charset=utf-8', ...found?.[1] });
    response.end(found?.[0] ?? '');
  });
  await new Promise<void>((ready) => void server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, close: () => new Promise((closed) => void server.close(() => closed())) };
}
