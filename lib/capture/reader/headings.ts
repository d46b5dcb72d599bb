import type { Finds } from './finds.ts';
import { HAS } from './line.ts';
import type { Pace } from './pace.ts';
import { absolute } from './scopes.ts';
import type { Seen, SeenElement } from './seen.ts';
import { clean, textOf } from './text.ts';

/** Last words of company names. */
const LEGAL_FORMS = new Set(
  ('Inc LLC L.L.C Ltd LTD Limited PLC plc GmbH gGmbH mbH AG KG OHG UG GbR eG e.G e.V e.K e.U S.A SA S.A.S SAS SASU EURL SARL S.a.r.l S.à.r.l S.r.l S.R.L Srl SRL S.p.A SpA S.p.a S.n.c S.a.s S.L S.L.U SL SLU B.V BV N.V NV ' +
    'Oy Oyj AB A/S ApS AS ASA Lda Ltda Pty Corp Corporation LLP L.P SE Kft Zrt s.r.o a.s d.o.o z.o.o o.o haftungsbeschränkt) Incorporated Company').split(' '),
);
const SUBLINES = 8;

/** Headings, the short lines under the first one, lines that name a company, and who holds the copyright. */
export async function findHeadings(seen: Seen, finds: Finds, pace: Pace): Promise<void> {
  const useful = seen.headings.filter((h) => h.zone !== 'nav' && h.zone !== 'footer');
  for (const level of [1, 2, 3, 4, 5, 6]) {
    for (const heading of useful.filter((h) => h.element.localName === `h${level}`).slice(0, level <= 3 ? 10 : 6)) addHeading(heading, level, seen, finds);
  }
  await pace.each(seen.lines, (line) => {
    const { text, zone, order } = line;
    if (text.length > 400) return;
    if ((line.marks & HAS.copyright) !== 0 || ((line.marks & HAS.digits) !== 0 && /\(c\) ?\d{4}|\bcopyright\b/i.test(text))) {
      finds.add({ what: 'copyright', value: text.slice(0, 200), how: 'text', zone, order, element: line.elementAt(0) });
    } else if (text.length <= 70 && text.length > 4 && (line.marks & HAS.capital) !== 0 && zone !== 'nav' && endsInLegalForm(text)) finds.add({ what: 'line', value: text, how: 'legal-form', zone, order, element: line.elementAt(0) });
  });
}

function endsInLegalForm(text: string): boolean {
  const at = text.lastIndexOf(' ');
  if (at < 1 || text.length - at < 3 || text.length - at > 21) return false;
  const last = text.slice(at + 1);
  return LEGAL_FORMS.has(last.endsWith('.') || last.endsWith(',') ? last.slice(0, -1) : last);
}

function addHeading(heading: SeenElement, level: number, seen: Seen, finds: Finds): void {
  const text = textOf(heading.element, 200);
  if (text === '') return;
  const isFirst = level <= 2 && !finds.list.some((find) => find.what === 'heading' && find.level === level);
  finds.add({ what: 'heading', value: text, how: 'element', level, zone: heading.zone, order: heading.order, element: heading.element });
  if (!isFirst) return;
  let at = heading.order;
  while (seen.lines[at] && heading.element.contains(seen.lines[at]?.first() ?? null)) at++;
  for (const line of seen.lines.slice(at, at + SUBLINES)) {
    if (/^h[1-3]$/.test(line.block) && line.order > at) break;
    if (line.text.length < 2 || line.text.length > 160 || line.zone === 'nav' || line.zone === 'footer') continue;
    finds.add({ what: 'subline', value: line.text, how: 'after-heading', zone: line.zone, order: line.order, element: line.element() });
  }
}

const PICTURE = /(?:^|[\s_/-])(?:avatar|portrait|headshot|profile|photo|bio-?image|author-image)(?:$|[\s_/.-])/i;

/** The logo (its text names the site's owner) and pictures that look like a portrait. */
export function findPictures(seen: Seen, finds: Finds): void {
  const heading = finds.list.find((find) => find.what === 'heading')?.value.toLowerCase() ?? '';
  for (const { element, zone, order } of seen.images) {
    if (finds.isFull('picture') && finds.isFull('logo')) return;
    const attribute = (name: string): string => (element.getAttribute(name) ?? '').slice(0, 300);
    const alt = clean(attribute('alt'), 120);
    const names = `${attribute('class')} ${element.id} ${(element.parentElement?.getAttribute('class') ?? '').slice(0, 200)} ${element.parentElement?.id ?? ''}`;
    if (zone !== 'aside' && /logo/i.test(`${names} ${attribute('src')} ${alt}`)) {
      const value = alt.replace(/\blogo\b/gi, '').replace(/^[\s|:-]+|[\s|:-]+$/g, '');
      if (value !== '') finds.add({ what: 'logo', value, how: 'alt', caption: absolute(element, element.getAttribute('src')), zone, order, element });
    } else if (zone !== 'nav' && zone !== 'footer' && !finds.isFull('picture')) {
      const isNamed = heading !== '' && alt !== '' && (alt.toLowerCase().includes(heading) || heading.includes(alt.toLowerCase()));
      const src = isNamed || PICTURE.test(names) ? absolute(element, element.getAttribute('src')) : '';
      if (/^https?:/.test(src)) finds.add({ what: 'picture', value: src, how: isNamed ? 'named' : 'class', caption: alt, zone, order, element });
    }
  }
}
