import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import type { AddressInfo } from 'node:net';

const ROOT = join(import.meta.dirname, 'site');
const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml' };

/** The file of an address below the site's folder, or null. `/team` is `team.html`, a folder is its `index.html`. */
export function fileOf(address: string): string | null {
  let path: string;
  try {
    path = decodeURIComponent(address.split(/[?#]/)[0] ?? '');
  } catch {
    return null;
  }
  if (!path.startsWith('/') || /[\0\\]/.test(path)) return null;
  const named = path.endsWith('/') ? `${path}index.html` : extname(path) === '' ? `${path}.html` : path;
  const file = normalize(join(ROOT, named));
  return file.startsWith(ROOT + sep) && Object.hasOwn(TYPES, extname(file)) ? file : null;
}

/**
 * Serves the practice site on the loopback address: static pages about invented people.
 * @param port 0 takes a free one
 */
export async function servePractice(port: number): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    void answer(request.method ?? 'GET', request.url ?? '/').then(({ status, type, body }) => {
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'self'; script-src 'none'; style-src 'self'; img-src 'self'" });
      response.end(request.method === 'HEAD' ? undefined : body);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.closeAllConnections();
        server.close((error) => (error ? reject(error) : resolve()));
      }),
  };
}

async function answer(method: string, address: string): Promise<{ status: number; type: string; body: Buffer | string }> {
  const text = (status: number, body: string): { status: number; type: string; body: string } => ({ status, type: 'text/plain; charset=utf-8', body });
  if (method !== 'GET' && method !== 'HEAD') return text(405, 'Only for reading.\n');
  const file = fileOf(address);
  if (!file) return text(404, 'There is no such page.\n');
  try {
    return { status: 200, type: TYPES[extname(file)] ?? 'text/plain', body: await readFile(file) };
  } catch {
    return text(404, 'There is no such page.\n');
  }
}
