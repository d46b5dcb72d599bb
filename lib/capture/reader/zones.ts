import type { Zone } from '../../contracts/raw-capture.ts';

const FOOTER = /footer|colophon/i;
const NAV = /(?:^|[\s_-])(?:nav|navbar|navigation|menu|main-?menu|top-?nav|sub-?menu|breadcrumbs?)(?:$|[\s_-])/i;
const ASIDE = /(?:^|[\s_-])(?:sidebar|related|recommended|recommendations|widget|cookies?|consent|share|sharing|sharebar|adverts?|ads|modal|popup)(?:$|[\s_-])/i;
const HEADER = /(?:^|\s)(?:header|site-header|top-header|masthead|topbar|top-bar|page-top)(?:$|\s)/i;
const CONTAINER = /^(?:div|section|ul|ol|td|tr|table|tbody|form|aside|header|footer|nav|center)$/;

const byClass = new Map<string, Zone | null>();

/** Zone that class or id names say; each distinct text is looked at once. */
function namedZone(names: string): Zone | null {
  const known = byClass.get(names);
  if (known !== undefined) return known;
  const zone = FOOTER.test(names) ? 'footer' : NAV.test(names) ? 'nav' : ASIDE.test(names) ? 'aside' : HEADER.test(names) ? 'header' : null;
  if (byClass.size < 5_000) byClass.set(names, zone);
  return zone;
}

const ROLES: ReadonlyMap<string, Zone> = new Map([
  ['navigation', 'nav'], ['menu', 'nav'], ['menubar', 'nav'], ['contentinfo', 'footer'], ['banner', 'header'], ['complementary', 'aside'], ['main', 'main'],
]);

/** The zone that begins at this element, or null when it goes on as before. Chrome inside an article is part of the article. */
export function zoneAt(element: Element, current: Zone, isInArticle: boolean): Zone | null {
  const tag = element.localName;
  if (tag === 'main') return 'main';
  if (current === 'nav' || current === 'footer') return null;
  if (tag === 'nav') return 'nav';
  if (tag === 'aside') return 'aside';
  if (tag === 'footer') return isInArticle ? null : 'footer';
  if (tag === 'header') return isInArticle || (element.parentElement?.localName !== 'body' && !element.querySelector('nav')) ? null : 'header';
  if (!CONTAINER.test(tag)) return null;
  const role = element.getAttribute('role');
  if (role) {
    const zone = ROLES.get(role);
    if (zone) return zone === current ? null : zone;
  }
  const className = element.getAttribute('class');
  const id = element.id;
  if (!className && !id) return null;
  const zone = namedZone(`${className ?? ''} ${typeof id === 'string' ? id : ''}`.slice(0, 300));
  if (zone === null || zone === current) return null;
  return isInArticle && zone !== 'nav' && zone !== 'aside' ? null : zone;
}
