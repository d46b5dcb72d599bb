/** Twenty small pages of the kinds that people open: what an extension that injects by itself would meet. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const person = (name: string): string => JSON.stringify({ '@context': 'https://schema.org', '@type': 'Person', name, email: 'ada@lovelace.example', jobTitle: 'Analyst' });
const rows = (count: number): string => Array.from({ length: count }, (_, n) => `<tr><td>Person ${n}</td><td>p${n}@people.example</td></tr>`).join('');

const BODIES: readonly string[] = [
  '<h1>Ada Example</h1><a href="mailto:ada@lovelace.example">Write</a>',
  `<script type="application/ld+json">${person('Ada Example')}</script><h1>Ada Example</h1>`,
  '<div itemscope itemtype="https://schema.org/Organization"><span itemprop="name">Lantern Works</span></div>',
  '<div class="h-card"><a class="p-name u-url" href="/">Grace Example</a></div>',
  '<div vocab="https://schema.org/" typeof="Person"><span property="name">Alan Example</span></div>',
  `<table><tbody>${rows(300)}</tbody></table>`,
  '<form><label>Name <input name="name"></label><label>Secret <input type="password"></label></form>',
  '<textarea>Notes</textarea><p contenteditable="true">Edit me</p>',
  '<iframe srcdoc="<p>Inside</p>"></iframe>',
  '<svg viewBox="0 0 10 10"><circle r="4"></circle></svg>',
  '<div id="host"></div><script>document.getElementById("host").attachShadow({mode:"open"}).innerHTML="<p>In the shade</p>"</script>',
  '<p>Tel. +49 30 901820 and ada (at) lovelace (dot) example</p>',
  '<article><h1>News</h1><p>Text</p></article>',
  '<ul><li>One</li><li>Two</li><li>Three</li></ul>',
  '<script>window.app = { state: 1 }; document.documentElement.dataset.ready = "yes"</script><main>App</main>',
  '<video controls></video><audio controls></audio>',
  '<dialog open>Hello</dialog><details><summary>More</summary>Text</details>',
  '<template><p>Later</p></template><noscript>Off</noscript>',
  '<p dir="rtl">שלום</p><p lang="ja">こんにちは</p>',
  '',
];

export interface PageServer {
  readonly urls: readonly string[];
  /** Paths asked for since the last call. */
  takeRequests(): string[];
  close(): Promise<void>;
}

/** Serves the pages on a free port; their icon and style are in them, so a page causes exactly one request. */
export async function servePages(): Promise<PageServer> {
  let requests: string[] = [];
  const server: Server = createServer((request, response) => {
    const path = request.url ?? '/';
    requests.push(path);
    const body = BODIES[Number(path.slice(1))];
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(`<!doctype html><html lang="en"><head><title>Page ${path.slice(1)}</title><link rel="icon" href="data:,"><style>p { color: teal }</style></head><body>${body ?? ''}</body></html>`);
  });
  await new Promise<void>((ready) => void server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return {
    urls: BODIES.map((_, n) => `http://127.0.0.1:${port}/${n}`),
    takeRequests() {
      const taken = requests;
      requests = [];
      return taken;
    },
    close: () => new Promise((closed) => void server.close(() => closed())),
  };
}
