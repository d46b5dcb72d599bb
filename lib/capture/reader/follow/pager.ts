import type { RawNext } from '../../../contracts/raw-list.ts';
import { FOLLOW_PAGER_LINKS } from '../../../core/limits.ts';
import { bySelector } from '../shadow.ts';
import { wordsOn } from './control.ts';
import { foldText } from './words.ts';

/** Elements whose text is looked at for "Page 1 of 12" and the like. */
const LOOKED_AT = 4_000;
const LONGEST = 80;

/** What stands on the control that leads on; empty when it has no words. */
export function labelOf(doc: Document, next: RawNext | null): string {
  if (next === null || next.kind === 'scroll') return '';
  const control = (next.selector === undefined ? null : bySelector(doc, next.selector)) ?? ('url' in next && next.url !== undefined ? linkTo(doc, next.url) : null);
  return control === null ? '' : wordsOn(control);
}
const linkTo = (doc: Document, url: string): Element | null => Array.from(doc.querySelectorAll<HTMLAnchorElement>('a[href]')).find((a) => a.href === url) ?? null;

/** Links that a pager may consist of: a number, or the words and arrows of a last page. */
export function pagerLinks(doc: Document): { text: string; url: string }[] {
  const found: { text: string; url: string }[] = [];
  for (const link of doc.querySelectorAll<HTMLAnchorElement>('a[href]')) {
    const text = wordsOn(link);
    if (!/^\D{0,12}\d{1,6}\D{0,4}$/.test(text) && !/last|letzte|derni|últim|ultim|laatste|sista|»|>>|⏭/i.test(text)) continue;
    if (!/^https?:|^file:/.test(link.href) || link.href.length > 2_000) continue;
    found.push({ text, url: link.href });
    // The last pages of a long pager count most: keep the end, drop the middle.
    if (found.length > FOLLOW_PAGER_LINKS) found.splice(FOLLOW_PAGER_LINKS / 2, 1);
  }
  return found;
}

/** Short texts with a number outside the records. */
export function countingTexts(doc: Document, records: (element: Element) => boolean): string[] {
  const texts = new Set<string>();
  const walker = doc.createTreeWalker(doc.body ?? doc.documentElement, 1, (element) => (records(element as Element) || /^(?:script|style|noscript|template|svg|select|textarea)$/i.test(element.nodeName) ? 2 : 1));
  for (let seen = 0; seen < LOOKED_AT && texts.size < FOLLOW_PAGER_LINKS; seen++) {
    const element = walker.nextNode() as Element | null;
    if (element === null) break;
    if (element.childElementCount > 6 || (element.textContent ?? '').length > 4 * LONGEST) continue;
    const text = foldText(element.textContent ?? '');
    if (text.length <= LONGEST && /\d/.test(text) && /\p{L}|\//u.test(text)) texts.add(text);
  }
  return [...texts];
}
