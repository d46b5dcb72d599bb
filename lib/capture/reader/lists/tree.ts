/** One walk over the page, kept as flat arrays in document order, so that what follows never touches the DOM again. */
import { CAPTURE_SHADOW_DEPTH, LIST_ELEMENTS } from '../../../core/limits.ts';
import type { Zone } from '../../../contracts/raw-capture.ts';
import type { Pace } from '../pace.ts';
import { KeyTable, PathTable, SKIPPED_TAGS } from './keys.ts';
import { ZoneMarks } from './zone-marks.ts';

/** Everything the clustering asks of an element, by its number in document order. */
export interface Tree {
  readonly elements: readonly Element[];
  readonly keys: KeyTable;
  /** -1 for the root. */
  readonly parent: Int32Array;
  /** First number behind the subtree. */
  readonly end: Int32Array;
  readonly key: Int32Array;
  /** Number of the path of keys from the root: equal for elements in the same place of a template. */
  readonly path: Int32Array;
  /** What a path's number stands for: the path above, and its key. */
  readonly paths: PathTable;
  /** Characters of text in the subtree. */
  readonly text: Int32Array;
  /** Characters of text in the subtree that stand in links. */
  readonly linkText: Int32Array;
  /** Links in the subtree. */
  readonly links: Int32Array;
  /** Elements in the subtree that hold text or a picture of their own. */
  readonly leaves: Int32Array;
  /** Two words of a bloom filter of the keys in the subtree. */
  readonly bloomA: Int32Array;
  readonly bloomB: Int32Array;
  /** Places in ZONES. */
  readonly zone: Uint8Array;
  /** Characters of text outside menus and footers. */
  readonly mainText: number;
  readonly isCut: boolean;
}

/** A number of a flat array: every place below its length is there. */
export const at = (array: Int32Array | readonly number[], i: number): number => array[i] as number;

/** Parts of a page by their numbers; those that say nothing of its subject last. */
export const ZONES: readonly Zone[] = ['main', 'header', 'aside', 'nav', 'footer'];
const MAIN = 0;
const MENUS = 3;

const TEXT_CHARS = 2_000;
const SHADOWS = 1_000;
/** Elements of one place of the template that are alike in something, after which the others are taken to be so too. */
const ENOUGH = 8;
/** The same for how much text they hold. */
const TEXTS_ENOUGH = 24;
/** Elements there is room for at first. */
const ROOM = 1 << 14;

/** Walks the body and open shadow roots. Linear in nodes; gives way to the page through `pace`. */
export async function readTree(root: Element, pace: Pace): Promise<Tree> {
  const walk = new TreeWalk(pace);
  await walk.run(root, -1, 0);
  return walk.tree();
}

/** What is known of the elements of one place of the template. Pages repeat themselves: most is asked of the first few only. */
interface Place {
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

/** Where the walk of one root stands. */
interface Cursor {
  readonly root: Element | ShadowRoot;
  /** Number of the element that holds the root, -1 for the body. */
  readonly owner: number;
  readonly depth: number;
  element: Element | null;
  /** Number of the element that holds `element`, and its place. */
  holder: number;
  above: Place;
  /** Place of the sibling before, null for a first child. */
  before: Place | null;
  /** Number of `element` when it was entered already, else -1. */
  entered: number;
}

/** Elements between two looks at the clock. */
const STRETCH = 256;
/** A number of seen elements that no further one reaches. */
const NEVER = -LIST_ELEMENTS;

const newPlace = (path: number, key: number, tag: string, name: unknown, plain: number, closed: number): Place => ({ path, key, tag, isPicture: tag === 'img', name, below: null, beside: null, plain, closed, bare: 0, texts: 0, chars: 0, besides: 0, besideChars: 0 });

class TreeWalk {
  readonly #pace: Pace;
  readonly #keys = new KeyTable();
  readonly #marks = new ZoneMarks(this.#keys);
  readonly #paths = new PathTable();
  readonly #places: Place[] = [];
  readonly #elements: Element[] = [];
  #room = ROOM;
  #zones = new Uint8Array(ROOM);
  #parents = new Int32Array(ROOM);
  #keyOf = new Int32Array(ROOM);
  #pathOf = new Int32Array(ROOM);
  #texts = new Int32Array(ROOM);
  #leaves = new Int32Array(ROOM);
  /** What the body stands in. */
  readonly #outside = newPlace(-1, -1, '', '', NEVER, NEVER);
  /** The tag that was passed over last. */
  #skipped = 'script';
  #mainText = 0;
  #shadows = 0;
  #isCut = false;

  constructor(pace: Pace) {
    this.#pace = pace;
  }

  /** Goes through the elements of a subtree (or a shadow root) in document order. One that leaves the page meanwhile ends its branch. */
  async run(root: Element | ShadowRoot, owner: number, depth: number): Promise<void> {
    const cursor: Cursor = { root, owner, depth, element: root.nodeType === 1 ? (root as Element) : root.firstElementChild, holder: owner, above: this.#placeOf(owner), before: null, entered: -1 };
    while (cursor.element && !this.#isCut) {
      const shadow = this.#stretch(cursor);
      if (shadow) await this.run(shadow, cursor.entered, depth + 1);
      if (this.#pace.isDue()) await this.#pace.rest();
    }
  }

  #placeOf(index: number): Place {
    return index < 0 ? this.#outside : (this.#places[this.#pathOf[index] as number] as Place);
  }

  /** Takes in the next elements. Stops early at one with a shadow root, which comes before what else it holds. */
  #stretch(cursor: Cursor): ShadowRoot | null {
    const { root, owner, depth } = cursor;
    if (this.#elements.length + STRETCH >= this.#room) this.#grow();
    const elements = this.#elements;
    const parents = this.#parents;
    const keyOf = this.#keyOf;
    const pathOf = this.#pathOf;
    const zones = this.#zones;
    let { element, holder, above, before, entered } = cursor;
    for (let steps = 0; element && steps < STRETCH; steps++) {
      let index = entered;
      let place = before;
      if (index >= 0) entered = -1;
      else {
        const tag = element.localName;
        place = this.#skipped === tag ? null : this.#placeAt(element, tag, above, before);
        if (place !== null) {
          index = elements.length;
          if (index >= LIST_ELEMENTS) {
            this.#isCut = true;
            return null;
          }
          elements.push(element);
          parents[index] = holder;
          keyOf[index] = place.key;
          pathOf[index] = place.path;
          if (place.isPicture) this.#leaves[index] = 1;
          const zone = holder < 0 ? MAIN : (zones[holder] as number);
          zones[index] = place.plain >= ENOUGH ? zone : this.#zoneOf(element, place, zone);
          before = place;
          const shadow = place.closed >= ENOUGH ? null : this.#shadowOf(element, place, depth);
          if (shadow) {
            Object.assign(cursor, { element, holder, above, before, entered: index });
            return shadow;
          }
        }
      }
      if (place !== null) {
        const child: Element | null = element.firstElementChild;
        if (child !== null) {
          if (place.bare < ENOUGH) this.#note(index, place.besides >= TEXTS_ENOUGH ? place.besideChars : ownLength(element, place, child));
          element = child;
          holder = index;
          above = place;
          before = null;
          continue;
        }
        this.#note(index, place.texts >= TEXTS_ENOUGH ? place.chars : leafLength(element, place));
      }
      if (element === root) {
        element = null;
        break;
      }
      let next: Element | null = element.nextElementSibling;
      while (next === null && holder !== owner) {
        const up: Element = elements[holder] as Element;
        if (up === root) break;
        before = above;
        holder = parents[holder] as number;
        above = this.#placeOf(holder);
        next = up.nextElementSibling;
      }
      element = next;
    }
    Object.assign(cursor, { element, holder, above, before, entered: -1 });
    return null;
  }

  /**
   * The place of an element, null for one that is passed over. Most stand where the last one stood that came after the
   * same sibling, or are of one place with the sibling before: only the others are looked up.
   */
  #placeAt(element: Element, tag: string, above: Place, before: Place | null): Place | null {
    const likely = before === null ? above.below : before.beside;
    if (likely !== null && likely.tag === tag) {
      const name: unknown = element.className;
      if (likely.name === name) return likely;
      return before !== null && before.name === name && before.tag === tag ? before : this.#learn(above, before, tag, name);
    }
    if (before !== null && before.tag === tag) {
      const name: unknown = element.className;
      return before.name === name ? before : this.#learn(above, before, tag, name);
    }
    if (!SKIPPED_TAGS.has(tag)) return this.#learn(above, before, tag, element.className);
    this.#skipped = tag;
    return null;
  }

  /** The place of an element that is not what stood here the last time. */
  #learn(above: Place, before: Place | null, tag: string, name: unknown): Place {
    const key = this.#keys.of(tag, typeof name === 'string' ? name : '');
    const path = this.#paths.of(above.path, key);
    let place = this.#places[path];
    if (place) place.name = name;
    else {
      place = newPlace(path, key, tag, name, this.#keys.canZone[key] === true ? 0 : ENOUGH, this.#keys.canHost[key] === true ? 0 : ENOUGH);
      this.#places[path] = place;
    }
    if (before === null) above.below = place;
    else if (before !== place) before.beside = place;
    return place;
  }

  #grow(): void {
    this.#room *= 4;
    this.#parents = copied(this.#parents, new Int32Array(this.#room));
    this.#keyOf = copied(this.#keyOf, new Int32Array(this.#room));
    this.#pathOf = copied(this.#pathOf, new Int32Array(this.#room));
    this.#texts = copied(this.#texts, new Int32Array(this.#room));
    this.#leaves = copied(this.#leaves, new Int32Array(this.#room));
    this.#zones = copied(this.#zones, new Uint8Array(this.#room));
  }

  /** Where several elements of one place began no part of the page, the others are taken to begin none. */
  #zoneOf(element: Element, place: Place, above: number): number {
    const zone = ZONES.indexOf(this.#marks.zoneOf(element, place.key, place.name, ZONES[above] as Zone));
    place.plain = zone === above ? place.plain + 1 : NEVER;
    return zone;
  }

  /** The open shadow root of an element. Custom elements are asked each, of the others of one place the first few. */
  #shadowOf(element: Element, place: Place, depth: number): ShadowRoot | null {
    if (depth >= CAPTURE_SHADOW_DEPTH || this.#shadows >= SHADOWS) return null;
    const shadow = element.shadowRoot;
    if (shadow) this.#shadows++;
    place.closed = shadow || place.tag.includes('-') ? NEVER : place.closed + 1;
    return shadow;
  }

  #note(index: number, length: number): void {
    if (length === 0) return;
    this.#leaves[index] = 1;
    this.#texts[index] = length;
    if ((this.#zones[index] as number) < MENUS) this.#mainText += length;
  }

  tree(): Tree {
    const count = this.#elements.length;
    const parent = this.#parents.subarray(0, count);
    const key = this.#keyOf.subarray(0, count);
    const sums = sumUp(parent, key, this.#texts.subarray(0, count), this.#leaves.subarray(0, count), this.#keys.tags);
    return { elements: this.#elements, keys: this.#keys, parent, key, path: this.#pathOf.subarray(0, count), paths: this.#paths, zone: this.#zones.subarray(0, count), mainText: this.#mainText, isCut: this.#isCut, ...sums };
  }
}

function copied<T extends Int32Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

/**
 * Characters in an element without elements. Where many of one place were seen and none was empty, the others are taken to
 * be like them: how long each single one is changes nothing in what is alike.
 */
function leafLength(element: Element, place: Place): number {
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
function ownLength(element: Element, place: Place, child: Element): number {
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

/** Bottom-up sums over the arrays; `text` and `leaves` come with each element's own, and end with those of its subtree. */
function sumUp(parents: Int32Array, keyOf: Int32Array, text: Int32Array, leaves: Int32Array, tags: readonly string[]): Pick<Tree, 'end' | 'text' | 'linkText' | 'links' | 'leaves' | 'bloomA' | 'bloomB'> {
  const count = parents.length;
  const isLink = Uint8Array.from(tags, (tag) => (tag === 'a' ? 1 : 0));
  const bits = tags.map((_, key) => Math.imul(key + 1, 0x9e3779b1) >>> 26);
  const bitA = Int32Array.from(bits, (bit) => (bit < 32 ? 1 << bit : 0));
  const bitB = Int32Array.from(bits, (bit) => (bit < 32 ? 0 : 1 << (bit - 32)));
  const end = new Int32Array(count);
  const linkText = new Int32Array(count);
  const links = new Int32Array(count);
  const bloomA = new Int32Array(count);
  const bloomB = new Int32Array(count);
  for (let i = count - 1; i >= 0; i--) {
    const key = keyOf[i] as number;
    const chars = text[i] as number;
    // The last child comes first on this way, and ends where its parent does.
    const last = (end[i] as number) || i + 1;
    end[i] = last;
    if (isLink[key] === 1) {
      linkText[i] = chars;
      links[i] = 1;
    }
    const up = parents[i] as number;
    if (up < 0) continue;
    if (end[up] === 0) end[up] = last;
    text[up] = (text[up] as number) + chars;
    leaves[up] = (leaves[up] as number) + (leaves[i] as number);
    bloomA[up] = (bloomA[up] as number) | (bloomA[i] as number) | (bitA[key] as number);
    bloomB[up] = (bloomB[up] as number) | (bloomB[i] as number) | (bitB[key] as number);
    if (links[i] === 0) continue;
    links[up] = (links[up] as number) + (links[i] as number);
    linkText[up] = (linkText[up] as number) + (linkText[i] as number);
  }
  return { end, text, linkText, links, leaves, bloomA, bloomB };
}
