import type { Zone } from '../../contracts/raw-capture.ts';
import { classNames, namedZone, type ClassNames } from './class-names.ts';

const CONTAINER = /^(?:div|section|ul|ol|td|tr|table|tbody|form|aside|header|footer|nav|center)$/;
export const isContainer = (tag: string): boolean => CONTAINER.test(tag);

const ROLES: ReadonlyMap<string, Zone> = new Map([
  ['navigation', 'nav'], ['menu', 'nav'], ['menubar', 'nav'], ['contentinfo', 'footer'], ['banner', 'header'], ['complementary', 'aside'], ['main', 'main'],
]);
/** Which of two names wins when class and id say different things. */
const RANK: readonly (Zone | null)[] = ['footer', 'nav', 'aside', 'header', null];

/** The zone that begins at this element, or null when it goes on as before. Chrome inside an article is part of the article. */
export function zoneFor(element: Element, tag: string, names: ClassNames, role: string | null, current: Zone, isInArticle: boolean): Zone | null {
  if (tag === 'main') return 'main';
  if (current === 'nav' || current === 'footer') return null;
  if (tag === 'nav') return 'nav';
  if (tag === 'aside') return 'aside';
  if (tag === 'footer') return isInArticle ? null : 'footer';
  if (tag === 'header') return isInArticle || (element.parentElement?.localName !== 'body' && !element.querySelector('nav')) ? null : 'header';
  if (role) {
    const zone = ROLES.get(role);
    if (zone) return zone === current ? null : zone;
  }
  const id: unknown = element.id; // a field of a form can hide it
  const byId = typeof id === 'string' && id !== '' ? namedZone(id.slice(0, 200)) : null;
  const zone = RANK.indexOf(names.zone) <= RANK.indexOf(byId) ? names.zone : byId;
  if (zone === null || zone === current) return null;
  return isInArticle && zone !== 'nav' && zone !== 'aside' ? null : zone;
}

/** The same, asked of an element of which nothing is known yet. */
export function zoneAt(element: Element, current: Zone, isInArticle: boolean): Zone | null {
  const tag = element.localName;
  if (!/^(?:main|nav|aside|footer|header)$/.test(tag) && !isContainer(tag)) return null;
  return zoneFor(element, tag, classNames(element.getAttribute('class') ?? ''), element.getAttribute('role'), current, isInArticle);
}
