/** Addresses that count: `?page=2`, `offset=40`, `/page/3/`, `/members-4.html`. */

import { pageKeyOf } from '../lead/page-key.ts';

/** A number in an address. */
export interface Counter {
  readonly where: 'query' | 'path';
  /** Name of the parameter, or position of the path part. */
  readonly name: string;
  /** What stands around the number inside the part. */
  readonly before: string;
  readonly after: string;
  readonly value: number;
  /** Least number of digits. */
  readonly pad: number;
}
export interface Count {
  readonly counter: Counter;
  readonly step: number;
}

const LONGEST_DIGITS = 7;
/** Names by which sites call the number of a page, or of the first row of one. */
const PAGE_WORD = /^(?:p|pg|page|paged|pagina|página|seite|side|sida|sayfa|strona|pn|pageno|page_?num(?:ber)?|page_?index|currentpage|cp|start|offset|from|skip|begin|first|s|o)$/i;
const PATH_WORD = /^(?:p|pg|page|seite|pagina|página|side|sida|sayfa|strona|str)$/i;

const parse = (url: string): URL | null => (URL.canParse(url) ? new URL(url) : null);

/** Every number in the query and the path of an address. */
export function countersOf(address: string): Counter[] {
  const url = parse(address);
  if (!url) return [];
  const counters: Counter[] = [];
  for (const [name, value] of url.searchParams) if (isCount(value)) counters.push({ where: 'query', name, before: '', after: '', value: Number(value), pad: padOf(value) });
  for (const [index, part] of url.pathname.split('/').entries()) {
    const match = /^(.*?)(\d+)(\D{0,12})$/.exec(part);
    if (match?.[2] && isCount(match[2])) counters.push({ where: 'path', name: String(index), before: match[1] ?? '', after: match[3] ?? '', value: Number(match[2]), pad: padOf(match[2]) });
  }
  return counters;
}
const isCount = (text: string): boolean => /^\d+$/.test(text) && text.length <= LONGEST_DIGITS;
const padOf = (digits: string): number => (digits.startsWith('0') && digits.length > 1 ? digits.length : 1);

/** The same address with another number at the place. */
export function withCount(address: string, { where, name, before, after, pad }: Counter, value: number): string {
  const url = new URL(address);
  const digits = String(value).padStart(pad, '0');
  if (where === 'query') url.searchParams.set(name, digits);
  else {
    const parts = url.pathname.split('/');
    parts[Number(name)] = `${before}${digits}${after}`;
    url.pathname = parts.join('/');
  }
  return url.href;
}

/** What counts between two addresses that are otherwise the same; null when something else differs, or more than one number. */
export function countBetween(from: string, to: string): Count | null {
  const counters = URL.canParse(from) ? countersOf(to) : [];
  const fits = counters.flatMap((counter) => {
    const value = valueBefore(from, to, counter);
    return value === null || value === counter.value ? [] : [{ counter, step: counter.value - value }];
  });
  return fits.length === 1 ? (fits[0] ?? null) : null;
}

/** The number that `from` has at the place of `counter`, if the two differ nowhere else. A first page often does not say its number. */
function valueBefore(from: string, to: string, counter: Counter): number | null {
  const here = countersOf(from).find((c) => c.where === counter.where && c.name === counter.name && c.before === counter.before && c.after === counter.after);
  if (here) return plain(withCount(from, counter, counter.value)) === plain(to) ? here.value : null;
  const without = new URL(to);
  if (counter.where === 'query') without.searchParams.delete(counter.name);
  else {
    const parts = without.pathname.split('/');
    const index = Number(counter.name);
    // "/members/page/2/" begins as "/members/"
    const isWord = counter.before === '' && PATH_WORD.test(parts[index - 1] ?? '');
    parts.splice(isWord ? index - 1 : index, isWord ? 2 : 1);
    without.pathname = parts.join('/');
  }
  return plain(without.href) === plain(from) ? impliedFirst(counter.value) : null;
}

/** "?page=2" follows page 1, "?page=1" the page 0, "?offset=40" the row 0. */
const impliedFirst = (second: number): number => (second === 2 ? 1 : 0);

/** Without fragment, closing slash and the order of parameters. */
function plain(address: string): string {
  const url = new URL(address);
  url.searchParams.sort();
  return `${url.origin}${url.pathname.replace(/\/$/, '')}${url.search}`;
}

/** The place that counts pages in one address alone, told by its name; null when none is called so. */
export const namedCounter = (address: string): Counter | null =>
  countersOf(address).find((c) => (c.where === 'query' ? PAGE_WORD.test(c.name) : c.before === '' && c.after === '' && PATH_WORD.test(new URL(address).pathname.split('/')[Number(c.name) - 1] ?? ''))) ?? null;

/** The next address by arithmetic: by what two addresses in a row taught, else one more at the named place. */
export function nextAddress(address: string, before: string | null): string | null {
  const count = before === null ? null : countBetween(before, address);
  if (count) {
    const value = count.counter.value + count.step;
    return value < 0 ? null : withCount(address, count.counter, value);
  }
  const counter = before === null ? namedCounter(address) : null;
  return counter && !/offset|start|from|skip|begin|first|^[so]$/i.test(counter.name) ? withCount(address, counter, counter.value + 1) : null;
}

/** The addresses of so many pages by counting on from this one, itself first; null when its address does not count. */
export function countOn(address: string, pages: number): string[] | null {
  const second = nextAddress(address, null);
  if (second === null) return null;
  const addresses = [address, second];
  while (addresses.length < pages) {
    const next = nextAddress(addresses.at(-1) ?? '', addresses.at(-2) ?? '');
    if (next === null) break;
    addresses.push(next);
  }
  return addresses.slice(0, pages);
}

/** A link of a pager: what stands on it and where it leads. */
export interface PagerLink {
  readonly text: string;
  readonly url: string;
}

/**
 * Pages from this one to the last one the pager names, this one included; null when the pager does not say.
 * @param next the address of the next page
 */
export function pagesLeft(address: string, next: string, links: readonly PagerLink[]): number | null {
  const count = countBetween(address, next);
  if (!count || count.step <= 0) return null;
  const here = count.counter.value - count.step;
  const reached = links.flatMap(({ url }) => {
    const value = URL.canParse(url) ? countAt(next, url, count.counter) : null;
    return value !== null && value > here && (value - here) % count.step === 0 ? [value] : [];
  });
  return reached.length === 0 ? null : Math.round((Math.max(...reached) - here) / count.step) + 1;
}

/** The number at the same place of another link of the pager. */
function countAt(next: string, url: string, counter: Counter): number | null {
  const there = countersOf(url).find((c) => c.where === counter.where && c.name === counter.name && c.before === counter.before && c.after === counter.after);
  return there && plain(withCount(next, counter, there.value)) === plain(url) ? there.value : null;
}

/** One page whatever its fragment says; the route of an application stands in the fragment too (`#/people`). */
export const samePage = (a: string, b: string): boolean => pageKeyOf(a) === pageKeyOf(b);

/** One place of a site: the query may say how far one has scrolled or loaded. */
export function samePath(a: string, b: string): boolean {
  const [x, y] = [parse(a), parse(b)];
  return x !== null && y !== null && x.origin === y.origin && x.pathname === y.pathname && route(x) === route(y);
}
const route = ({ hash }: URL): string => (/^#(?:!|\/)/.test(hash) ? (hash.split('?')[0] ?? '') : '');

/** A later page of the same list by its address: the same place, or nothing but a count differs. */
export const samePageOrCount = (a: string, b: string): boolean => samePath(a, b) || (URL.canParse(a) && URL.canParse(b) && countBetween(a, b) !== null);
