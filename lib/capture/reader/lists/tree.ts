/** One walk over the page, kept as flat arrays in document order, so that what follows never touches the DOM again. */
import { CAPTURE_SHADOW_DEPTH, LIST_ELEMENTS } from '../../../core/limits.ts';
import type { Zone } from '../../../contracts/raw-capture.ts';
import type { Pace } from '../pace.ts';
import { KeyTable, PathTable, SKIPPED_TAGS } from './keys.ts';
import { ENOUGH, leafLength, NEVER, newPlace, ownLength, TEXTS_ENOUGH, type Place } from './place.ts';
import { sumUp, type Sums } from './sums.ts';
import { ZoneMarks } from './zone-marks.ts';

/** Everything the clustering asks of an element, by its number in document order. */
export interface Tree extends Sums {
  readonly elements: readonly Element[];
  readonly keys: KeyTable;
  /** -1 for the root. */
  readonly parent: Int32Array;
  readonly key: Int32Array;
  /** Number of the path of keys from the root: equal for elements in the same place of a template. */
  readonly path: Int32Array;
  /** What a path's number stands for: the path above, and its key. */
  readonly paths: PathTable;
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

const SHADOWS = 1_000;
/** Elements there is room for at first. */
const ROOM = 1 << 14;

/** Walks the body and open shadow roots. Linear in nodes; gives way to the page through `pace`. */
export async function readTree(root: Element, pace: Pace): Promise<Tree> {
  const walk = new TreeWalk(pace);
  await walk.run(root, -1, 0);
  return walk.tree();
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
