import type { RawSitePage } from '../../contracts/raw-site.ts';
import { CLIP_URL_CHARS } from '../../core/limits.ts';
import { SITE_ASSET_CHARS, SITE_ASSETS, SITE_LINKS, SITE_SCRIPT_CHARS } from '../../core/own-source-limits.ts';
import { MARKS } from '../../domain/website/technologies.ts';
import { readPage, type ReaderPorts } from '../reader/index.ts';
import { clean } from '../reader/text.ts';

/**
 * What one page of a company's site says: everything the reader finds in it, its links, and the traces of how it is made.
 * @param parse makes an inert document: `new DOMParser().parseFromString(html, 'text/html')`
 */
export async function readSitePage(page: { readonly url: string; readonly html: string }, parse: (html: string) => Document, ports: ReaderPorts): Promise<RawSitePage> {
  const doc = parse(page.html);
  const base = standAt(doc, page.url);
  const traces = { links: linksOf(doc, base), assets: assetsOf(doc, base), generators: generatorsOf(doc), marks: MARKS.filter((mark) => doc.querySelector(mark) !== null) };
  return { capture: await readPage(doc, { url: page.url }, ports), ...traces };
}

/** Elements whose addresses are written out in full. */
const WRITTEN_OUT = 5_000;

/**
 * A parsed text stands nowhere, and the rules of Kiln's own pages forbid it a base: its short addresses are written out in
 * full. Returns the address that they are short for.
 */
function standAt(doc: Document, url: string): string {
  const base = resolve(doc.querySelector('base[href]')?.getAttribute('href') ?? '', url) ?? url;
  for (const element of Array.from(doc.querySelectorAll('a[href], link[href]')).slice(0, WRITTEN_OUT)) {
    const whole = resolve(element.getAttribute('href') ?? '', base);
    if (whole && /^https?:/.test(whole)) element.setAttribute('href', whole);
  }
  return base;
}

function linksOf(doc: Document, base: string): RawSitePage['links'] {
  const links = new Map<string, string>();
  for (const link of Array.from(doc.querySelectorAll('a[href]')).slice(0, SITE_LINKS * 4)) {
    if (links.size >= SITE_LINKS) break;
    const url = resolve(link.getAttribute('href') ?? '', base)?.split('#')[0] ?? '';
    if (!/^https?:/.test(url) || url.length > CLIP_URL_CHARS) continue;
    const text = clean(link.textContent ?? '', 120) || clean(link.getAttribute('aria-label') ?? link.getAttribute('title') ?? '', 120);
    if (!links.get(url)) links.set(url, text);
  }
  return [...links].map(([url, text]) => ({ url, text }));
}

function assetsOf(doc: Document, base: string): string[] {
  const assets = new Set<string>();
  const add = (address: string | null | undefined): void => {
    if (!address || assets.size >= SITE_ASSETS || address.startsWith('data:')) return;
    const url = resolve(address, base);
    if (url && /^https?:/.test(url)) assets.add(url.slice(0, SITE_ASSET_CHARS));
  };
  for (const element of doc.querySelectorAll('script[src]')) add(element.getAttribute('src'));
  for (const element of doc.querySelectorAll('link[href]:not([rel~="canonical"]):not([rel~="alternate"]):not([rel~="me"])')) add(element.getAttribute('href'));
  let left = SITE_SCRIPT_CHARS;
  for (const script of doc.querySelectorAll('script:not([src])')) {
    if (left <= 0 || /json|template|html/i.test(script.getAttribute('type') ?? '')) continue;
    const code = (script.textContent ?? '').slice(0, left);
    left -= code.length;
    for (const address of loadedBy(code)) add(address);
  }
  for (const element of doc.querySelectorAll('iframe[src], iframe[data-src], img[src], img[data-src]')) add(element.getAttribute('src') ?? element.getAttribute('data-src'));
  return [...assets];
}

const ADDRESS = /(?:https?:)?\/\/[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,5}\/[^\s"'`\\<>(){}]{0,200}/gi;
/** What snippets load; other addresses in a script are data, such as links to profiles. */
const LOADED = /\.js\b|\/js\/|\/tag\/|\/gtag\/|\/hotjar-|\/npm\//i;

/** Addresses that a script in the page loads from. */
function loadedBy(code: string): string[] {
  const plain = code.replaceAll('\\/', '/');
  return Array.from(plain.matchAll(ADDRESS), ([found]) => (found.startsWith('//') ? `https:${found}` : found)).filter((address) => LOADED.test(address)).slice(0, 60);
}

const generatorsOf = (doc: Document): string[] =>
  Array.from(doc.querySelectorAll('meta[name="generator" i]')).map((meta) => clean(meta.getAttribute('content') ?? '', 120)).filter((text) => text !== '').slice(0, 5);

function resolve(address: string, base: string): string | undefined {
  try {
    return new URL(address.trim(), base).href;
  } catch {
    return undefined;
  }
}
