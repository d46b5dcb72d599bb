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
  readonly parent: readonly number[];
  /** First number behind the subtree. */
  readonly end: Int32Array;
  readonly key: readonly number[];
  /** Number of the path of keys from the root: equal for elements in the same place of a template. */
  readonly path: readonly number[];
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
  readonly zone: readonly Zone[];
  /** Characters of text outside menus and footers. */
  readonly mainText: number;
  readonly isCut: boolean;
}

/** A number of a flat array: every place below its length is there. */
export const at = (array: Int32Array | readonly number[], i: number): number => array[i] as number;

const TEXT_CHARS = 2_000;
const SHADOWS = 1_000;
/** Elements of one place of the template that hold no text of their own, after which the others are taken to hold none. */
const BARE_ENOUGH = 12;

/** Walks the body and open shadow roots. Linear in nodes; gives way to the page through `pace`. */
export async function readTree(root: Element, pace: Pace): Promise<Tree> {
  const walk = new TreeWalk(root, pace);
  await walk.run(root, -1, 0);
  return walk.tree();
}

class TreeWalk {
  readonly #pace: Pace;
  readonly #keys = new KeyTable();
  readonly #marks: ZoneMarks;
  readonly #paths = new PathTable();
  readonly #elements: Element[] = [];
  readonly #parents: number[] = [];
  readonly #keyOf: number[] = [];
  readonly #pathOf: number[] = [];
  readonly #texts: number[] = [];
  readonly #leaves: number[] = [];
  readonly #zones: Zone[] = [];
  /** Per path: how many elements with elements in them were seen to hold no text beside these. */
  readonly #bare: number[] = [];
  #mainText = 0;
  #shadows = 0;
  #isCut = false;

  constructor(root: Element, pace: Pace) {
    this.#pace = pace;
    this.#marks = new ZoneMarks(root, this.#keys);
  }

  /** Goes through the elements of a subtree (or a shadow root) in document order. One that leaves the page meanwhile ends its branch. */
  async run(root: Element | ShadowRoot, owner: number, depth: number): Promise<void> {
    const above: Element[] = [];
    const owners: number[] = [];
    let element: Element | null = root.nodeType === 1 ? (root as Element) : root.firstElementChild;
    let holder = owner;
    let steps = 0;
    while (element && !this.#isCut) {
      if ((++steps & 255) === 0 && this.#pace.isDue()) await this.#pace.rest();
      const index = this.#enter(element, holder);
      if (index >= 0) {
        const shadow: ShadowRoot | null = this.#keys.canHost[this.#keyOf[index] as number] === true && depth < CAPTURE_SHADOW_DEPTH && this.#shadows < SHADOWS ? element.shadowRoot : null;
        if (shadow) {
          this.#shadows++;
          await this.run(shadow, index, depth + 1);
        }
        const child: Element | null = element.firstElementChild;
        this.#noteTexts(element, index, child);
        if (child) {
          above.push(element);
          owners.push(holder);
          element = child;
          holder = index;
          continue;
        }
      }
      if (element === root) break;
      let next: Element | null = element.nextElementSibling;
      while (!next && above.length > 0) {
        const up: Element = above.pop() as Element;
        holder = owners.pop() as number;
        if (up === root) break;
        next = up.nextElementSibling;
      }
      element = next;
    }
  }

  /** Number of an element that was taken in, -1 for one that is passed over. */
  #enter(element: Element, owner: number): number {
    const tag = element.localName;
    if (SKIPPED_TAGS.has(tag)) return -1;
    if (this.#elements.length >= LIST_ELEMENTS) {
      this.#isCut = true;
      return -1;
    }
    const index = this.#elements.length;
    const name = element.className;
    const key = this.#keys.of(tag, typeof name === 'string' ? name : '');
    this.#elements.push(element);
    this.#parents.push(owner);
    this.#keyOf.push(key);
    this.#pathOf.push(this.#paths.of(owner < 0 ? -1 : (this.#pathOf[owner] as number), key));
    this.#texts.push(0);
    this.#leaves.push(tag === 'img' ? 1 : 0);
    const above = owner < 0 ? 'main' : (this.#zones[owner] as Zone);
    this.#zones.push(this.#keys.canZone[key] === true ? this.#marks.zoneOf(element, key, name, above) : above);
    return index;
  }

  /**
   * A text that is all its element holds is content. Among elements most texts are the white space of the source: only the
   * first and the last are looked at, which is where a text begins or ends that has elements in it.
   */
  #noteTexts(element: Element, index: number, child: Element | null): void {
    let length = 0;
    // Its text as a string: asking for the text node would make an object of it for every leaf of the page.
    if (child === null) length = (element.textContent ?? '').length;
    else {
      const path = this.#pathOf[index] as number;
      const bare = this.#bare[path] ?? 0;
      if (bare >= BARE_ENOUGH) return;
      const first = element.firstChild;
      const isText = first !== null && first !== child && first.nodeType === 3;
      if (isText) length = wordLength(first as Text);
      // Where the source begins with a line break it is laid out in lines, and ends in one.
      if (!isText || length > 0) {
        const last = element.lastChild;
        if (last !== null && last !== first && last.nodeType === 3) length += wordLength(last as Text);
      }
      this.#bare[path] = length === 0 ? bare + 1 : -BARE_ENOUGH;
    }
    if (length === 0) return;
    this.#leaves[index] = 1;
    this.#texts[index] = Math.min(length, TEXT_CHARS);
    const zone = this.#zones[index];
    if (zone !== 'nav' && zone !== 'footer') this.#mainText += Math.min(length, TEXT_CHARS);
  }

  tree(): Tree {
    const sums = sumUp(this.#parents, this.#keyOf, this.#texts, this.#leaves, this.#keys.tags);
    return { elements: this.#elements, keys: this.#keys, parent: this.#parents, key: this.#keyOf, path: this.#pathOf, paths: this.#paths, zone: this.#zones, mainText: this.#mainText, isCut: this.#isCut, ...sums };
  }
}

/** Characters behind the white space a text begins with. */
function wordLength(node: Text): number {
  const data = node.data;
  let at = 0;
  while (at < data.length && data.charCodeAt(at) <= 32) at++;
  return data.length - at;
}

/** Bottom-up sums over the arrays. */
function sumUp(parents: readonly number[], keyOf: readonly number[], texts: readonly number[], ownLeaves: readonly number[], tags: readonly string[]): Pick<Tree, 'end' | 'text' | 'linkText' | 'links' | 'leaves' | 'bloomA' | 'bloomB'> {
  const count = parents.length;
  const isLink = tags.map((tag) => tag === 'a');
  const end = new Int32Array(count);
  const text = new Int32Array(texts);
  const leaves = new Int32Array(ownLeaves);
  const linkText = new Int32Array(count);
  const links = new Int32Array(count);
  const bloomA = new Int32Array(count);
  const bloomB = new Int32Array(count);
  for (let i = count - 1; i >= 0; i--) {
    if ((end[i] as number) < i + 1) end[i] = i + 1;
    if (isLink[keyOf[i] as number] === true) {
      linkText[i] = text[i] as number;
      links[i] = 1;
    }
    const up = parents[i] as number;
    if (up < 0) continue;
    if ((end[up] as number) < (end[i] as number)) end[up] = end[i] as number;
    text[up] = (text[up] as number) + (text[i] as number);
    links[up] = (links[up] as number) + (links[i] as number);
    linkText[up] = (linkText[up] as number) + (linkText[i] as number);
    leaves[up] = (leaves[up] as number) + (leaves[i] as number);
    const bit = Math.imul((keyOf[i] as number) + 1, 0x9e3779b1) >>> 26;
    bloomA[up] = (bloomA[up] as number) | (bloomA[i] as number) | (bit < 32 ? 1 << bit : 0);
    bloomB[up] = (bloomB[up] as number) | (bloomB[i] as number) | (bit < 32 ? 0 : 1 << (bit - 32));
  }
  return { end, text, linkText, links, leaves, bloomA, bloomB };
}
