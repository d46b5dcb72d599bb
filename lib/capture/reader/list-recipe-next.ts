import { PAGE_URL_CHARS } from '../../core/limits.ts';
import type { RawNext } from '../../contracts/raw-list.ts';
import type { ListRecipe } from '../../contracts/recipe.ts';
import { isDisabled } from './disabled.ts';
import { select } from './recipe-page.ts';
import { absolute } from './scopes.ts';

type Pagination = NonNullable<ListRecipe['next']>;

/** How the list goes on, by its recipe; null at its end. */
export function nextByRecipe(doc: Document, next: Pagination): RawNext | null {
  if (next.by === 'address') return byAddress(doc.URL, next);
  if (next.by === 'scroll') return { kind: 'scroll', ...(next.selector === undefined ? {} : { selector: next.selector }) };
  const element = select(doc, next.selector, 10).find((candidate) => !isOff(candidate));
  if (!element) return null;
  const url = webAddress(absolute(element, element.getAttribute('href')));
  // A link to this very page is one that a script answers, or the end.
  const isElsewhere = url !== '' && url.split('#')[0] !== doc.URL.split('#')[0];
  switch (next.by) {
    case 'link':
      return isElsewhere ? { kind: 'link', url, selector: next.selector } : null;
    case 'button':
      return { kind: 'button', selector: next.selector };
    case 'more':
      return { kind: 'more', selector: next.selector, ...(isElsewhere ? { url } : {}) };
  }
}

const isOff = (element: Element): boolean => element.hasAttribute('hidden') || isDisabled(element);

const webAddress = (url: string): string => (/^https?:/i.test(url) && url.length <= PAGE_URL_CHARS ? url : '');

/** The same address with its number counted up; a number that is missing is the first one. */
function byAddress(address: string, { param, start, step, pad }: Extract<Pagination, { by: 'address' }>): RawNext | null {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  const now = url.searchParams.get(param) ?? String(start);
  if (!/^\d{1,9}$/.test(now)) return null;
  url.searchParams.set(param, String(Number(now) + step).padStart(pad ?? 1, '0'));
  const next = webAddress(url.href);
  return next === '' ? null : { kind: 'link', url: next };
}
