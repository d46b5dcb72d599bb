/** Places of the template, and what the first elements seen in one tell about the others. */
import { LIST_ELEMENTS } from '../../../core/limits.ts';

const TEXT_CHARS = 2_000;
/** Elements of one place of the template that are alike in something, after which the others are taken to be so too. */
export const ENOUGH = 8;
/** The same for how much text they hold. */
export const TEXTS_ENOUGH = 24;
/** A number of seen elements that no further one reaches. */
export const NEVER = -LIST_ELEMENTS;

/** What is known of the elements of one place of the template. Pages repeat themselves: most is asked of the first few only. */
export interface Place {
  readonly path: number;
  readonly key: number;
  readonly tag: string;
  readonly isPicture: boolean;
  /** The class attribute the last one was seen with. */
  name: unknown;
  /** Where the last one's first child stood, and its next sibling of another place. */
  below: Place | null;
  beside: Place | null;
  /** How many were seen that begin no part of the page; that have no shadow root; that hold no text beside their elements. */
  plain: number;
  closed: number;
  bare: number;
  /** How many were seen that hold nothing but text, and their characters; the same of text beside elements. */
  texts: number;
  chars: number;
  besides: number;
  besideChars: number;
}

export const newPlace = (path: number, key: number, tag: string, name: unknown, plain: number, closed: number): Place => ({ path, key, tag, isPicture: tag === 'img', name, below: null, beside: null, plain, closed, bare: 0, texts: 0, chars: 0, besides: 0, besideChars: 0 });

/**
 * Characters in an element without elements. Where many of one place were seen and none was empty, the others are taken to
 * be like them: how long each single one is changes nothing in what is alike.
 */
export function leafLength(element: Element, place: Place): number {
  // Its text as a string: asking for the text node would make an object of it for every leaf of the page.
  const length = Math.min((element.textContent ?? '').length, TEXT_CHARS);
  if (length === 0) place.texts = NEVER;
  else {
    place.texts++;
    place.chars += length;
    if (place.texts === TEXTS_ENOUGH) place.chars = Math.round(place.chars / TEXTS_ENOUGH);
  }
  return length;
}

/**
 * Characters of text that stand beside elements. Most texts there are the white space of the source: only the first and the
 * last are looked at, which is where a text begins or ends that has elements in it. Each of them becomes an object by being
 * looked at, which costs more than all else that is asked of an element: as with leaves, the first few of a place tell.
 */
export function ownLength(element: Element, place: Place, child: Element): number {
  let length = 0;
  const first = element.firstChild;
  const isText = first !== null && first !== child && first.nodeType === 3;
  if (isText) length = wordLength(first as Text);
  // Where the source begins with a line break it is laid out in lines, and ends in one.
  if (!isText || length > 0) {
    const last = element.lastChild;
    if (last !== null && last !== first && last.nodeType === 3) length += wordLength(last as Text);
  }
  length = Math.min(length, TEXT_CHARS);
  if (length === 0) {
    place.bare++;
    place.besides = NEVER;
  } else {
    place.bare = NEVER;
    place.besides++;
    place.besideChars += length;
    if (place.besides === TEXTS_ENOUGH) place.besideChars = Math.round(place.besideChars / TEXTS_ENOUGH);
  }
  return length;
}

/** Characters behind the white space a text begins with. */
function wordLength(node: Text): number {
  const data = node.data;
  let at = 0;
  while (at < data.length && data.charCodeAt(at) <= 32) at++;
  return data.length - at;
}
