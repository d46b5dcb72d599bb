import { readFile } from 'node:fs/promises';
import { Hono, type MiddlewareHandler } from 'hono';
import { anyone, type AccessTable } from '../http/access.ts';
import type { Env } from '../http/kit.ts';

/** The extension's own tokens and parts come first, so that both look the same; then what only these pages have. */
const STYLES = ['tokens', 'base', 'controls', 'labels', 'surfaces', 'contrast'].map((name) => new URL(`../../components/styles/${name}.css`, import.meta.url)).concat(new URL('./pages.css', import.meta.url), new URL('./admin/admin.css', import.meta.url));
/** No inline script or style, nothing from elsewhere. */
const CSP = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** Headers of every page; answers of the JSON routes are no pages. */
export const pageHeaders: MiddlewareHandler<Env> = async (c, next) => {
  await next();
  if (c.req.path.startsWith('/v1/')) return;
  c.header('Content-Security-Policy', CSP);
  c.header('X-Frame-Options', 'DENY');
  c.header('Cross-Origin-Opener-Policy', 'same-origin');
};

export const assetAccess: AccessTable = { 'GET /style.css': anyone, 'GET /pages.js': anyone, 'GET /logo.svg': anyone };

/** The files of the pages, read once. */
export function assetRoutes(): Hono<Env> {
  const app = new Hono<Env>();
  const text = (url: URL): Promise<string> => readFile(url, 'utf8');
  const assets: Readonly<Record<string, { readonly type: string; readonly body: Promise<string> }>> = {
    '/style.css': { type: 'text/css', body: Promise.all(STYLES.map(text)).then((parts) => parts.join('\n')) },
    '/pages.js': { type: 'text/javascript', body: text(new URL('./pages.js', import.meta.url)) },
    '/logo.svg': { type: 'image/svg+xml', body: text(new URL('./logo.svg', import.meta.url)) },
  };
  for (const [path, asset] of Object.entries(assets)) {
    app.get(path, async (c) => c.body(await asset.body, 200, { 'Content-Type': `${asset.type}; charset=utf-8`, 'Cache-Control': 'no-cache' }));
  }
  return app;
}
