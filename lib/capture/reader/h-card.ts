import { CAPTURE_VALUE_CHARS } from '../../core/limits.ts';
import { absolute, type Mark } from './scopes.ts';
import { textOf } from './text.ts';

/** microformats2 h-card and h-adr, and the older vCard class names that are still common. */
const ROOT = /(?:^|\s)(?:h-card|vcard|hcard)(?:\s|$)/;
const ADDRESS_ROOT = /(?:^|\s)(?:h-adr|adr)(?:\s|$)/;
const PREFIXED = /^(?:p|u|dt|e)-(name|given-name|family-name|honorific-prefix|honorific-suffix|org|job-title|role|title|email|tel|url|photo|logo|note|adr|street-address|extended-address|post-office-box|locality|region|postal-code|country-name|nickname|category)$/;
const PLAIN = /^(fn|given-name|family-name|honorific-prefix|honorific-suffix|org|organization-name|title|role|email|tel|fax|url|photo|logo|note|street-address|extended-address|post-office-box|locality|region|postal-code|country-name)$/;

const isCardLike = (classes: string): boolean => /card|fn|adr|-|org|title|role|email|tel|url|photo|note|logo|local|region|fax/.test(classes);

/** What the classes of an element say, or null. */
export function readHCard(element: Element, isInside: boolean): Mark | null {
  const classes = element.getAttribute('class');
  if (!classes || classes.length > 600 || !isCardLike(classes)) return null;
  const isRoot = ROOT.test(classes);
  const isAddress = !isRoot && isInside && ADDRESS_ROOT.test(classes);
  if (!isRoot && !isInside) return null;
  const props: (readonly [string, string | null])[] = [];
  for (const word of classes.split(/\s+/)) {
    const name = PREFIXED.exec(word)?.[1] ?? PLAIN.exec(word)?.[1];
    if (name) props.push([name, valueOf(element, name)]);
  }
  if (!isRoot && !isAddress) return props.length > 0 ? { props } : null;
  // A card without inner names is named by its text and, on a link, addressed by it (microformats2, implied properties).
  const implied: (readonly [string, string | null])[] = [['implied-name', textOf(element, 120)]];
  if (element.localName === 'a') implied.push(['url', absolute(element, element.getAttribute('href'))]);
  return { types: [isRoot ? 'hcard' : 'adr'], via: props[0]?.[0] ?? (isAddress ? 'adr' : undefined), props: implied };
}

const LINK_NAMES = /^(?:url|photo|logo|email|tel)$/;

function valueOf(element: Element, name: string): string {
  if (LINK_NAMES.test(name)) {
    const address = element.getAttribute('href') ?? element.getAttribute('src');
    if (address !== null) return absolute(element, address);
  }
  if (element.localName === 'abbr') return element.getAttribute('title') ?? textOf(element, CAPTURE_VALUE_CHARS);
  if (element.localName === 'img') return element.getAttribute('alt') ?? '';
  return textOf(element, CAPTURE_VALUE_CHARS);
}
