/** Which saved pages `npm run read` is asked for: one file, a folder, or a manifest with `raw/<id>.html` beside it. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { z } from 'zod';

export interface SavedPage {
  readonly id: string;
  /** The address the page is read under. */
  readonly url: string;
  /** File with the bytes; none for a page that is loaded from the network. */
  readonly file?: string;
  /** Encoding of the bytes; without one the browser finds out, as it does for any page. */
  readonly encoding?: string;
}

const manifestSchema = z.object({
  pages: z.array(z.object({ id: z.string().min(1).max(200), page_url: z.url(), encoding: z.string().max(40).optional() })).max(10_000),
});

const UNKNOWN_URL = 'https://saved-page.example/';

/** @throws when there is nothing to read, with what was looked for. */
export function savedPages(target: string, options: { readonly url?: string; readonly manifest?: string }): SavedPage[] {
  if (options.manifest !== undefined) return fromManifest(options.manifest, target);
  if (/^https?:\/\//.test(target)) return [{ id: target, url: target }];
  if (!existsSync(target)) throw new Error(`There is no file or folder ${target}.`);
  if (statSync(target).isFile()) {
    if (basename(target) === 'manifest.json') return fromManifest(target, dirname(target));
    return [{ id: basename(target, extname(target)), url: options.url ?? UNKNOWN_URL, file: target }];
  }
  const manifest = join(target, 'manifest.json');
  if (existsSync(manifest)) return fromManifest(manifest, target);
  const files = readdirSync(target).filter((name) => /\.x?html?$/i.test(name)).sort();
  if (files.length === 0) throw new Error(`${target} holds no .html file and no manifest.json.`);
  return files.map((name) => ({ id: basename(name, extname(name)), url: options.url ?? UNKNOWN_URL, file: join(target, name) }));
}

function fromManifest(path: string, folder: string): SavedPage[] {
  const { pages } = manifestSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  const roots = [join(dirname(path), 'raw'), dirname(path), join(folder, 'raw'), folder];
  return pages.map(({ id, page_url, encoding }) => {
    const file = roots.map((root) => join(root, `${id}.html`)).find((candidate) => existsSync(candidate));
    if (file === undefined) throw new Error(`${path} names the page ${id}, and there is no raw/${id}.html beside it.`);
    return { id, url: page_url, file, ...(encoding === undefined ? {} : { encoding }) };
  });
}
