import type { Finds } from './finds.ts';
import { absolute } from './scopes.ts';
import { clean, textOf } from './text.ts';
import { elementAt, elementOf, type Seen, type SeenElement } from './walk.ts';

const LEGAL_FORM = /\s(?:Inc|LLC|L\.L\.C|Ltd|LTD|Limited|PLC|plc|GmbH(?: & Co\.? KG)?|mbH|AG|KG|OHG|UG|eG|S\.?A|S\.?A\.?S|SARL|S\.?[Rr]\.?[Ll]|S\.?[Pp]\.?A|B\.?V|N\.?V|Oyj?|AB|A\/S|ApS|AS|Lda|Pty|Corp|Corporation|LLP|e\.?K|SE|Kft|s\.r\.o|d\.o\.o)\.?$/;
const SUBLINES = 8;

/** Headings, the short lines under the first one, lines that name a company, and who holds the copyright. */
export function findHeadings(seen: Seen, finds: Finds): void {
  const useful = seen.headings.filter((h) => h.zone !== 'nav' && h.zone !== 'footer');
  for (const level of [1, 2, 3]) {
    for (const heading of useful.filter((h) => h.element.localName === `h${level}`).slice(0, 10)) addHeading(heading, level, seen, finds);
  }
  for (const line of seen.lines) {
    if (line.text.length > 400) continue;
    if (/©|\(c\) ?\d{4}|\bcopyright\b/i.test(line.text)) finds.add({ what: 'copyright', value: line.text.slice(0, 200), how: 'text', zone: line.zone, order: line.order, element: elementAt(line, 0) });
    else if (line.text.length <= 70 && LEGAL_FORM.test(line.text) && line.zone !== 'nav') finds.add({ what: 'line', value: line.text, how: 'legal-form', zone: line.zone, order: line.order, element: elementAt(line, 0) });
  }
}

function addHeading(heading: SeenElement, level: number, seen: Seen, finds: Finds): void {
  const text = textOf(heading.element, 200);
  if (text === '') return;
  const isFirst = level === 1 && !finds.list.some((find) => find.what === 'heading');
  finds.add({ what: 'heading', value: text, how: 'element', level, zone: heading.zone, order: heading.order, element: heading.element });
  if (!isFirst) return;
  let at = heading.order;
  while (seen.lines[at] && heading.element.contains(seen.lines[at]?.parts[0]?.element ?? null)) at++;
  for (const line of seen.lines.slice(at, at + SUBLINES)) {
    if (/^h[1-3]$/.test(line.block) && line.order > at) break;
    if (line.text.length < 2 || line.text.length > 160 || line.zone === 'nav' || line.zone === 'footer') continue;
    finds.add({ what: 'subline', value: line.text, how: 'after-heading', zone: line.zone, order: line.order, element: elementOf(line) });
  }
}

const PICTURE = /(?:^|[\s_/-])(?:avatar|portrait|headshot|profile|photo|bio-?image|author-image)(?:$|[\s_/.-])/i;

/** The logo (its text names the site's owner) and pictures that look like a portrait. */
export function findPictures(seen: Seen, finds: Finds): void {
  const heading = finds.list.find((find) => find.what === 'heading')?.value.toLowerCase() ?? '';
  for (const { element, zone, order } of seen.images) {
    const attribute = (name: string): string => (element.getAttribute(name) ?? '').slice(0, 300);
    const alt = clean(attribute('alt'), 120);
    const names = `${attribute('class')} ${element.id} ${(element.parentElement?.getAttribute('class') ?? '').slice(0, 200)} ${element.parentElement?.id ?? ''}`;
    const src = absolute(element, element.getAttribute('src'));
    if (/logo/i.test(`${names} ${attribute('src')} ${alt}`) && zone !== 'aside') {
      const value = alt.replace(/\blogo\b/gi, '').replace(/^[\s|:-]+|[\s|:-]+$/g, '');
      if (value !== '') finds.add({ what: 'logo', value, how: 'alt', caption: src, zone, order, element });
    } else if (/^https?:/.test(src) && zone !== 'nav' && zone !== 'footer') {
      const isNamed = heading !== '' && alt !== '' && (alt.toLowerCase().includes(heading) || heading.includes(alt.toLowerCase()));
      if (isNamed || PICTURE.test(names)) finds.add({ what: 'picture', value: src, how: isNamed ? 'named' : 'class', caption: alt, zone, order, element });
    }
  }
}
