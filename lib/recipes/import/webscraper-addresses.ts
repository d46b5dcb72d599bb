import type { ListRecipe, Recipe } from '../../contracts/recipe.ts';
import { parseUrlRange } from '../../domain/list/url-range.ts';
import { parseUrlPattern } from '../../domain/recipe/url-pattern.ts';

export interface SitemapAddress {
  readonly patterns: Recipe['match'];
  readonly origins: readonly string[];
  /** A range in the query says how the list goes on. */
  readonly next: ListRecipe['next'];
}

/** Patterns of the pages a sitemap starts on; null when none of its addresses can be one. */
export function addressOf(startUrls: readonly string[], warnings: string[]): SitemapAddress | null {
  const patterns = new Set<string>();
  const origins = new Set<string>();
  let next: ListRecipe['next'];
  for (const start of startUrls) {
    const range = parseUrlRange(start);
    const [, origin, rest = ''] = /^(https?:\/\/[^/?#\s]+)([^#\s]*)/i.exec(range ? `${range.before}\u0001${range.after}` : start) ?? [];
    if (origin === undefined) {
      warnings.push(`The start address ${start.slice(0, 80)} was left out.`);
      continue;
    }
    const [path = '', query = ''] = rest.split('?');
    const param = query.split('&').find((part) => part.includes('\u0001'))?.split('=')[0];
    if (range && param !== undefined && param !== '') next ??= { by: 'address', param, start: range.from, step: Math.max(1, Math.abs(range.step)), ...(range.pad > 1 ? { pad: range.pad } : {}) };
    else if (range) warnings.push(`The range [${range.from}-${range.to}] stands in the path: give the whole address with its range when you follow the list.`);
    const pattern = `${origin.toLowerCase()}${path.replace(/[^\u0001A-Za-z0-9._~%@+,;=&!$'/-]/g, (char) => `\\${char}`).replace('\u0001', ':page(\\d+)')}`;
    if (parseUrlPattern(pattern)) {
      patterns.add(pattern);
      origins.add(origin.toLowerCase());
    } else warnings.push(`The start address ${start.slice(0, 80)} was left out.`);
  }
  if (patterns.size > 20) warnings.push(`Only the first 20 of ${patterns.size} start addresses were taken over.`);
  return patterns.size === 0 ? null : { patterns: [...patterns].slice(0, 20).map((url) => ({ url })), origins: [...origins], next };
}

/** Any page of the same sites: a sitemap does not say which addresses its links have. */
export const pagesOf = ({ origins }: SitemapAddress): Recipe['match'] => origins.slice(0, 20).map((origin) => ({ url: `${origin}/*` }));
