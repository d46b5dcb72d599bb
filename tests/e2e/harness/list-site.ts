/** A small site of lists: members as cards beside other lists, a table of many rows, an app that changes its route. All people are invented. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const FIRST = ['Ada', 'Ben', 'Cleo', 'Dara', 'Emil', 'Farah', 'Gus', 'Hana', 'Ivo', 'June', 'Kofi', 'Lena'];
const LAST = ['Example', 'Sample', 'Placeholder', 'Fixture', 'Testcase', 'Demo', 'Template', 'Mockley', 'Specimen', 'Pattern', 'Draft', 'Stub'];
const TITLES = ['Head of Operations', 'Buyer, Ceramics', 'Studio Lead', 'Founder', 'Supply Manager', 'Kiln Technician'];
const FIRMS = ['Example Works', 'Oakline', 'Mossfield Pottery', 'Quarry and Wheel', 'Harbour Tile', 'Lumen Lighting'];
const CITIES = ['Leeds', 'Stoke', 'Bristol', 'York', 'Bergen', 'London'];

export interface Member {
  readonly name: string;
  readonly title: string;
  readonly firm: string;
  readonly city: string;
  readonly path: string;
}

/** Different people: the middle name counts on where first and last names begin again. */
export const members = (count: number): Member[] =>
  Array.from({ length: count }, (_, i) => {
    const round = Math.floor(i / 144);
    const middle = round === 0 ? '' : ` ${['Alder', 'Birch', 'Cedar', 'Dogwood', 'Elm', 'Fir', 'Gorse', 'Hazel', 'Ivy', 'Juniper', 'Kelp', 'Larch'][round % 12]}`;
    return {
      name: `${FIRST[i % 12]}${middle} ${LAST[(Math.floor(i / 12) + i) % 12]}`, title: TITLES[i % 6] ?? '', firm: FIRMS[i % 5] ?? '', city: CITIES[i % 6] ?? '', path: `/members/${i + 1}`,
    };
  });

const STYLE = `body { margin: 0; font: 16px/1.4 Georgia, serif; color: #1f2a2e; } header { background: #23564a; color: #fff; padding: 18px 40px; } header a { color: #fff; margin-left: 20px; }
  main { display: grid; grid-template-columns: 180px 1fr; gap: 40px; padding: 30px 40px; } ul { list-style: none; padding: 0; margin: 0; } .members { display: grid; grid-template-columns: repeat(3, 1fr); gap: 18px; margin-top: 60px; }
  .member { display: flex; gap: 14px; border: 1px solid #d9dfe1; border-radius: 3px; padding: 15px 14px; } .member img { width: 56px; height: 60px; background: #e4e9ea; } .member h3 { margin: 0; font-size: 16px; font-weight: 400; } .member p { margin: 0; font-size: 13.5px; }
  table { border-collapse: collapse; } td, th { border-bottom: 1px solid #d9dfe1; padding: 6px 16px 6px 0; text-align: left; }`;
const page = (title: string, body: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title><link rel="icon" href="data:,"><style>${STYLE}</style></head><body><header><b>Guild of Example Makers</b><a href="/">About</a><a href="/members">Members</a><a href="/events">Events</a></header>${body}</body></html>`;
const card = (m: Member): string => `<li class="member"><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt=""><div><h3><a href="${m.path}">${m.name}</a></h3><p class="role">${m.title}</p><p class="org">${m.firm}, ${m.city}</p></div></li>`;
const SPONSORS = `<section class="sponsors"><h2>Sponsors</h2>${FIRMS.map((firm, i) => `<article class="sponsor"><h4>${firm} Ltd</h4><p>Makers of fine goods in ${CITIES[i]} since ${1950 + i}</p><a href="https://www.${firm.toLowerCase().replace(/\W+/g, '-')}.example/">Website</a></article>`).join('')}</section>`;

const PAGES: Readonly<Record<string, () => string>> = {
  '/members': () => page('Members', `<main><aside><h2>Find a member</h2><ul><li>Ceramics (212)</li><li>Tile (96)</li><li>Lighting (74)</li></ul></aside><section><h1>Members</h1><ul class="members">${members(48).map(card).join('')}</ul>${SPONSORS}</section></main>`),
  '/big': () => page('All members', `<main><div></div><table><thead><tr><th>Name</th><th>Job title</th><th>Company</th><th>City</th></tr></thead><tbody>${members(1_500).map((m) => `<tr><td><a href="${m.path}">${m.name}</a></td><td>${m.title}</td><td>${m.firm}</td><td>${m.city}</td></tr>`).join('')}</tbody></table></main>`),
  '/app': () =>
    page(
      'App',
      `<main><div></div><section><h1 id="h"></h1><ul class="members" id="list"></ul></section></main><script>
      const all = ${JSON.stringify({ makers: members(24), buyers: members(60).slice(24) })};
      const card = ${card.toString().replace(/\bm\b(?=\.)/g, 'm')};
      const draw = () => { const which = location.pathname.endsWith('/buyers') ? 'buyers' : 'makers'; document.title = which; h.textContent = which; list.innerHTML = all[which].map(card).join(''); };
      window.go = (path) => { history.pushState(null, '', path); draw(); };
      addEventListener('popstate', draw);
      draw();
    </script>`,
    ),
};

export interface ListSite {
  readonly url: string;
  close(): Promise<void>;
}

export async function serveLists(): Promise<ListSite> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const body = PAGES[path.startsWith('/app') ? '/app' : path];
    response.writeHead(body ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' });
    response.end(body?.() ?? 'Not here');
  });
  await new Promise<void>((ready) => void server.listen(0, '127.0.0.1', ready));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => new Promise((closed) => void server.close(() => closed())) };
}
