import type { CountryCode } from 'libphonenumber-js/min';
import type { RawCapture, RawFind } from '../contracts/raw-capture.ts';
import { pageCountry } from './country.ts';
import { isPlatformHost, registrableDomain, resembles } from './domains.ts';
import { isFreeMailDomain } from './free-mail.ts';
import { Graph } from './graph.ts';
import { foldName } from '../domain/lead/identity.ts';
import { splitHeading } from '../domain/lead/heading.ts';

/** What is known of a page before anybody asks who it is about. */
export interface Page {
  readonly raw: RawCapture;
  readonly graph: Graph;
  readonly url: string;
  readonly host: string;
  readonly path: string;
  readonly hasQuery: boolean;
  /** Registrable domain; null on machines without one. */
  readonly domain: string | null;
  readonly country: CountryCode | undefined;
  /** Shows people and companies of others. */
  readonly isPlatform: boolean;
  readonly isHome: boolean;
  /** The page plainly stands on the site of the company it names. */
  readonly isOwnSite: boolean;
  readonly title: string;
  readonly titleParts: readonly string[];
  readonly h1: string;
  /** The part of the heading that is a person's name ("Ada Example" of "Ada Example - Buyer"), or the heading. */
  readonly h1Name: string;
  /** Headings of the main part, last first. */
  readonly headings: readonly RawFind[];
  /** Words of the last part of the address. */
  readonly slug: string;
  /** Names that the site gives itself, most telling first. */
  readonly siteNames: readonly string[];
  meta(name: string): string | undefined;
}

const TITLE_JOINTS = /\s+[|·•»«:—–/-]\s+|\s*[|»]\s*|:\s+/u;

export function readPageFacts(raw: RawCapture, at: { url: string; title: string }): Page {
  const parsed = parse(at.url);
  const host = parsed?.hostname.toLowerCase().replace(/^www\./, '') ?? '';
  const domain = host === '' ? null : registrableDomain(host);
  // The browser calls a page without a title by its address, which names nobody.
  const title = raw.title || (at.url.includes(at.title) ? '' : at.title.slice(0, 500));
  const titleParts = title.split(TITLE_JOINTS).map((part) => part.trim()).filter((part) => part !== '').slice(0, 6);
  const meta = (name: string): string | undefined => raw.metas.find((m) => m.name === name)?.content;
  const isPlatform = isPlatformHost(host);
  const path = parsed?.pathname ?? '/';
  const graph = new Graph(raw);
  const names = siteNames(raw, graph, meta);
  const known = new Set(raw.finds.filter((f) => f.what === 'email').map((f) => registrableDomain(f.value)));
  const h1 = raw.finds.find((f) => f.what === 'heading' && f.level === 1 && f.zone !== 'header')?.value ?? raw.finds.find((f) => f.what === 'heading' && f.level === 1)?.value ?? '';
  const slug = slugOf(path);
  const lines = raw.finds.filter((f) => f.what === 'line').map((f) => f.value);
  const isOwnSite =
    !isPlatform && !isDirectoryEntry(path, slug, [h1, title], domain) && !isEntryOfOthers(raw, graph, slug, h1, domain) && domain !== null && !isFreeMailDomain(domain) && (known.has(domain) || [...names, ...titleParts, ...lines].some((name) => name.length <= 60 && resembles(name, domain)));
  return {
    raw, graph, url: at.url, host, path, domain, isPlatform, isOwnSite, title, titleParts, meta,
    hasQuery: (parsed?.search ?? '') !== '',
    country: pageCountry(raw, host),
    isHome: /^\/(?:index\.\w+|home|default\.\w+|[a-z]{2}(?:-[a-z]{2})?)?\/?$/i.test(path) && (parsed?.search ?? '') === '',
    h1, slug,
    headings: raw.finds.filter((f) => f.what === 'heading').sort((a, b) => b.order - a.order),
    h1Name: splitHeading(h1).name,
    siteNames: names,
  };
}

const DIRECTORY_PATH = /\/(?:company|companies|organi[sz]ations?|business|businesses|firms?|bedrijf|bedrijven|unternehmen|firmen?|entreprises?|empresas?|aziend[ae]|listings?|biz|directory|branchenbuch)\/(?:[^/]+\/)*[^/]{4,}\/?$/i;

/** "rabobank drechtsteden" of "/firms/rabobank-drechtsteden.html": the words by which the site files this page. */
function slugOf(path: string): string {
  const last = path.split('/').filter((part) => part !== '').at(-1) ?? '';
  return foldName(last.replace(/\.\w{2,5}$/, '').replace(/%[0-9a-f]{2}/gi, ' ').replace(/[-_+]+/g, ' '));
}

/** A page filed under the name of another company: the site's own contacts are not that company's. */
function isDirectoryEntry(path: string, slug: string, titles: readonly string[], domain: string | null): boolean {
  if (!DIRECTORY_PATH.test(path) || slug.length < 4 || domain === null) return false;
  const words = slug.split(' ').filter((word) => word.length >= 3);
  return words.length > 0 && titles.some((title) => words.every((word) => foldName(title).includes(word))) && !resembles(slug, domain);
}

/**
 * A page that a site files under the name in its heading, which is not the site's own: an entry of a directory. Something
 * on it must be that company's alone: its website, its mailbox, its address or its structured data.
 */
function isEntryOfOthers(raw: RawCapture, graph: Graph, slug: string, h1: string, domain: string | null): boolean {
  const words = foldName(h1).split(' ').filter((word) => word.length >= 3);
  if (domain === null || words.length === 0 || h1.length > 80 || !words.every((word) => slug.includes(word)) || resembles(h1, domain)) return false;
  const main = raw.finds.filter((f) => f.zone === 'main');
  if (main.some((f) => f.what === 'email' && registrableDomain(f.value) === domain)) return false;
  const isTheirs = (text: string): boolean => {
    const own = registrableDomain(text);
    return own !== null && own !== domain && resembles(h1, own);
  };
  return (
    main.some((f) => (f.what === 'email' || f.what === 'link') && isTheirs(f.value)) ||
    main.some((f) => f.what === 'address' || (f.what === 'pair' && f.how === 'address')) ||
    graph.entities.some((entity) => graph.kindOf(entity) === 'company' && foldName(graph.nameOf(entity)) === foldName(h1))
  );
}

function parse(url: string): URL | null {
  try {
    return new URL(url);
  } catch {
    return null;
  }
}

function siteNames(raw: RawCapture, graph: Graph, meta: (name: string) => string | undefined): string[] {
  const names = [meta('og:site_name'), meta('application-name')];
  for (const entity of graph.entities) {
    if (entity.types.some((type) => /website$/i.test(type))) names.push(graph.value(entity, ['name']));
    if (graph.kindOf(entity) === 'company' && (entity.parent === undefined || entity.via === 'publisher')) names.push(graph.nameOf(entity));
  }
  for (const find of raw.finds) {
    if (find.what === 'logo') names.push(find.value);
    if (find.what === 'copyright') names.push(copyrightHolder(find.value));
  }
  return [...new Set(names.filter((name): name is string => name !== undefined && name.length >= 2 && name.length <= 80))].slice(0, 12);
}

/** "Example Works Ltd" of "Copyright © 2024-2026 Example Works Ltd. All rights reserved." Empty when the line does not say. */
export function copyrightHolder(line: string): string {
  const after = /(?:©|\(c\)|copyright)(.*)$/i.exec(line)?.[1] ?? '';
  return after
    .replace(/^(?:\s|©|\(c\)|copyright|by|[-–,:;.|]|\d{4})+/gi, '')
    .split(/\s*(?:\||·|•|all rights|alle rechte|tous droits|todos los derechos|\. |\s?,(?!\s*(?:inc|ltd|llc|gmbh|corp|co|lda|s\.)\b)|based on|powered|website|site by|design|privacy|terms|registered|\d{4})/i)[0]
    ?.replace(/[\s.,;–-]+$/, (end) => (end.startsWith('.') ? '.' : ''))
    .replace(/(?<!\b(?:Inc|Ltd|Co|Corp|Lda|LLC))\.$/, '')
    .trim() ?? '';
}
