import { matchUrlPattern, parseUrlPattern } from './url-pattern.ts';

/** Parts that name a page of their own and not one of many alike. */
const FIXED = /^(?:about|contact|team|imprint|impressum|kontakt|people|members|staff|search|directory|companies|company|jobs|careers|index(?:\.\w+)?|home|login|news|blog|press|en|de|fr|es|it|nl|pt)(?:-us)?(?:\.\w{2,5})?$/i;
const UUID = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;
const PLAIN = /^[A-Za-z0-9._~%@+-]+$/;

/**
 * An address pattern that fits this page and its like: numbers, identifiers and slugs become variables, words stay. The
 * last part of a single page is its own name; that of a list is only one when it counts. Null when no pattern can say
 * the address (no web page, or a host without a domain).
 */
export function proposeUrlPattern(address: string, mode: 'list' | 'single'): string | null {
  const match = /^(https?:)\/\/(?:[^/?#@]*@)?([^/?#:]+)(?::\d+)?(\/[^?#]*)?/i.exec(address);
  if (!match) return null;
  const host = (match[2] ?? '').toLowerCase().replace(/^www\.(?=[^.]+\.)/, '');
  const parts = (match[3] ?? '/').split('/').filter((part) => part !== '').slice(0, 12);
  const names = new Set<string>();
  const named = (wanted: string): string => {
    let name = wanted;
    for (let n = 2; names.has(name); n++) name = `${wanted}${n}`;
    names.add(name);
    return `:${name}`;
  };
  const path = parts.map((part, i) => partOf(part, i === parts.length - 1, parts.length, mode, named));
  const pattern = `${(match[1] ?? '').toLowerCase()}//${host}/${path.join('/')}`;
  const parsed = parseUrlPattern(pattern);
  return parsed && matchUrlPattern(parsed, address) ? pattern : null;
}

function partOf(part: string, isLast: boolean, count: number, mode: 'list' | 'single', named: (wanted: string) => string): string {
  const bare = part.replace(/\.(?:html?|php|aspx?|jsp)$/i, '');
  if (/^\d+$/.test(bare)) return named(isLast && mode === 'list' ? 'page' : 'id');
  if (UUID.test(bare)) return named('id');
  if (!PLAIN.test(part) || /^[A-Za-z]*\d[\w-]{7,}$/.test(bare)) return named(isLast ? 'slug' : 'part');
  if (isLast && mode === 'list' && /^page-?\d+$/i.test(bare)) return named('page');
  // A name of its own: the last part of a page about one thing, unless it is a page that every site has one of.
  if (isLast && mode === 'single' && !FIXED.test(part) && (count > 1 || /[-_\d]/.test(bare))) return named('slug');
  if (!isLast && (bare.match(/-/g) ?? []).length >= 2) return named('slug');
  return part;
}

/** What a typed pattern is worth here, for a live check while somebody types. */
export function patternFits(pattern: string, address: string): 'fits' | 'other-page' | 'no-pattern' {
  const parsed = parseUrlPattern(pattern.trim());
  if (!parsed) return 'no-pattern';
  return matchUrlPattern(parsed, address) ? 'fits' : 'other-page';
}
