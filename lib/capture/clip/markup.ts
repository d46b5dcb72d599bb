/** Which elements and attributes of a page are kept in its inert copy. Runs inside the page: small and linear. */
import { CLIP_URL_CHARS } from '../../core/limits.ts';
import { cut } from '../reader/text.ts';

/** Scripts, styles, everything that loads, and everything a person types into. */
const LEFT_OUT =
  /^(?:script|style|link|meta|base|title|head|template|noscript|noembed|noframes|svg|canvas|iframe|frame|frameset|object|embed|applet|param|video|audio|source|track|map|area|input|textarea|select|option|optgroup|datalist|button|output|progress|meter|xmp|plaintext|portal|fencedframe)$/;
const TYPED_INTO = /^(?:textbox|searchbox|combobox|spinbutton|slider)$/;
const VOID = /^(?:br|hr|img|wbr|col)$/;
/** Names the HTML parser reads as they are written. Others (custom elements, MathML) become plain boxes, except MathML's own. */
const TAG = /^[a-z][a-z0-9]{0,20}$/;

/** Small lengths are enough: these words only help to tell the article from the rest. */
const KEPT: Readonly<Record<string, number>> = {
  id: 100, class: 300, lang: 40, dir: 10, title: 300, role: 40, rel: 60, 'aria-label': 200, itemprop: 60, itemtype: 120, itemscope: 1, property: 60,
  alt: 300, width: 10, height: 10, colspan: 4, rowspan: 4, scope: 10, start: 10, datetime: 60, alttext: 1_000, encoding: 60, display: 10,
  'data-lang': 40, 'data-language': 40, 'data-latex': 1_000,
};

/** The name under which an element is copied. A form whose field hides its name is still a form. */
export function tagOf(element: Element): string {
  const name: unknown = element.localName;
  if (typeof name !== 'string') return 'form';
  return TAG.test(name) ? name : 'div';
}

export const isVoid = (tag: string): boolean => VOID.test(tag);

export function isLeftOut(element: Element, tag: string): boolean {
  if (LEFT_OUT.test(tag)) return true;
  if (tag === 'form') return false;
  return (element.hasAttribute('hidden') && element.getAttribute('hidden') !== 'until-found') || TYPED_INTO.test(element.getAttribute('role') ?? '');
}

/** The attributes that are kept, as text. Addresses are whole web or mail addresses without credentials, or left out. */
export function attributesOf(element: Element, tag: string, base: string): string {
  if (tag === 'form') return '';
  let text = '';
  for (const { name, value } of Array.from(element.attributes)) {
    const max = Object.hasOwn(KEPT, name) ? KEPT[name] : undefined;
    if (max !== undefined) text += ` ${name}="${escapeAttribute(cut(value, max))}"`;
  }
  const address = tag === 'a' ? linkOf(element.getAttribute('href'), base) : tag === 'img' ? pictureOf(element as HTMLImageElement, base) : null;
  return address === null ? text : `${text} ${tag === 'a' ? 'href' : 'src'}="${escapeAttribute(address)}"`;
}

function linkOf(href: string | null, base: string): string | null {
  if (href?.startsWith('#')) return cut(href, 200); // footnotes are told by it
  return href === null ? null : address(href, base, /^(?:https?|mailto):$/);
}

/** What is shown, not what is written: lazy pictures have their address elsewhere until they are seen. */
const pictureOf = (image: HTMLImageElement, base: string): string | null => address(image.currentSrc || (image.getAttribute('src') ?? ''), base, /^https?:$/);

function address(text: string, base: string, allowed: RegExp): string | null {
  if (text.length > CLIP_URL_CHARS) return null;
  try {
    const url = new URL(text.trim(), base);
    if (!allowed.test(url.protocol)) return null;
    url.username = '';
    url.password = '';
    return url.href.length > CLIP_URL_CHARS ? null : url.href;
  } catch {
    return null;
  }
}

export const escapeText = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
export const escapeAttribute = (text: string): string => escapeText(text).replace(/"/g, '&quot;');
