/** One walk over the page, kept as flat arrays in document order, so that what follows never touches the DOM again. */
import { CAPTURE_SHADOW_DEPTH, LIST_ELEMENTS } from '../../../core/limits.ts';
import type { Zone } from '../../../contracts/raw-capture.ts';
import { zoneAt } from '../zones.ts';
import { KeyTable, SKIPPED_TAGS } from './keys.ts';
import type { Pace } from '../pace.ts';

/** Everything the clustering asks of an element, by its number in document order. */
export interface Tree {
  readonly elements: readonly Element[];
  readonly keys: KeyTable;
  /** -1 for the root. */
  readonly parent: Int32Array;
  readonly depth: Int32Array;
  /** First number behind the subtree. */
  readonly end: Int32Array;
  readonly key: Int32Array;
  /** Number of the path of keys from the root: equal for elements in the same place of a template. */
  readonly path: Int32Array;
  /** Number of (path of the parent, own tag): equal for siblings and cousins that differ in their classes. */
  readonly loose: Int32Array;
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
  readonly isCut: boolean;
}

/** Numbers for pairs of numbers. */
class Pairs {
  readonly #ids = new Map<number, number>();
  of(a: number, b: number): number {
    const pair = a * 1_048_576 + b; // both stay below 2^20 and 2^32: exact in a double
    let id = this.#ids.get(pair);
    if (id === undefined) {
      id = this.#ids.size + 1;
      this.#ids.set(pair, id);
    }
    return id;
  }
}

const ZONED = /^(?:div|section|ul|ol|table|td|form|nav|aside|header|footer|main|center)$/;

/** Walks the body and open shadow roots. Linear in nodes; gives way to the page through `pace`. */
export async function readTree(root: Element, pace: Pace): Promise<Tree> {
  const keys = new KeyTable();
  const paths = new Pairs();
  const elements: Element[] = [];
  const parents: number[] = [];
  const depths: number[] = [];
  const keyOf: number[] = [];
  const pathOf: number[] = [];
  const looseOf: number[] = [];
  const texts: number[] = [];
  const leaves: number[] = [];
  const zones: Zone[] = [];
  const roots = { path: 0, zone: 'main' as Zone };
  const nodes: (Node | null)[] = [root];
  const owners: number[] = [-1];
  let shadows = 0;
  let steps = 0;
  let isCut = false;
  while (nodes.length > 0) {
    const node = nodes.pop() as Node | null;
    const owner = owners.pop() as number;
    if (node === null) continue;
    if ((++steps & 511) === 0 && pace.isDue()) await pace.rest();
    if (node !== root) {
      nodes.push(node.nextSibling);
      owners.push(owner);
    }
    if (node.nodeType === 3) {
      if (owner >= 0) noteText(node as Text, owner, texts, leaves);
      continue;
    }
    if (node.nodeType !== 1) continue;
    const element = node as Element;
    const tag = element.localName;
    if (SKIPPED_TAGS.has(tag)) continue;
    if (elements.length >= LIST_ELEMENTS) {
      isCut = true;
      break;
    }
    const index = elements.length;
    const name = element.className;
    const key = keys.of(tag, typeof name === 'string' ? name : '');
    const above = owner < 0 ? roots.path : (pathOf[owner] as number);
    const zoneAbove = owner < 0 ? roots.zone : (zones[owner] as Zone);
    elements.push(element);
    parents.push(owner);
    depths.push(owner < 0 ? 0 : (depths[owner] as number) + 1);
    keyOf.push(key);
    pathOf.push(paths.of(above, key * 2));
    looseOf.push(paths.of(above, (keys.tagOf[key] as number) * 2 + 1));
    texts.push(0);
    leaves.push(tag === 'img' ? 1 : 0);
    zones.push(ZONED.test(tag) ? zoneOf(element, tag, zoneAbove) : zoneAbove);
    nodes.push(element.firstChild);
    owners.push(index);
    const shadow = shadows < CAPTURE_SHADOW_DEPTH * 64 ? element.shadowRoot : null;
    if (shadow) {
      shadows++;
      nodes.push(shadow.firstChild);
      owners.push(index);
    }
  }
  return { elements, keys, ...sumUp(parents, keyOf, texts, leaves, elements), depth: Int32Array.from(depths), key: Int32Array.from(keyOf), path: Int32Array.from(pathOf), loose: Int32Array.from(looseOf), zone: zones, isCut };
}

/** Class words by which menus are built that no landmark tells: what stands in them leads elsewhere. */
const MENU = /(?:^|[\s_-])(?:mega-?menu\w*|menus?|\w{0,20}menu|nav\w{0,12}|\w{0,20}nav|dropdown\w*|breadcrumbs?|site-?map|skip-?links?)(?:$|[\s_-])/i;
const LIST_TAG = /^(?:div|ul|ol|nav|section|td|table)$/;

function zoneOf(element: Element, tag: string, above: Zone): Zone {
  const zone = zoneAt(element, above, false);
  if (zone !== null) return zone;
  if (above === 'nav' || above === 'footer' || !LIST_TAG.test(tag)) return above;
  const names = element.className;
  return (typeof names === 'string' && names !== '' && MENU.test(names.slice(0, 200))) || (element.id !== '' && MENU.test(String(element.id).slice(0, 100))) ? 'nav' : above;
}

const WORD = /\S/;

function noteText(node: Text, owner: number, texts: number[], leaves: number[]): void {
  const data = node.data;
  if (!WORD.test(data)) return;
  if ((texts[owner] as number) === 0) leaves[owner] = 1;
  texts[owner] = (texts[owner] as number) + Math.min(data.length, 2_000);
}

/** Bottom-up sums over the arrays. */
function sumUp(parents: readonly number[], keyOf: readonly number[], texts: readonly number[], ownLeaves: readonly number[], elements: readonly Element[]): Pick<Tree, 'parent' | 'end' | 'text' | 'linkText' | 'links' | 'leaves' | 'bloomA' | 'bloomB'> {
  const count = parents.length;
  const parent = Int32Array.from(parents);
  const end = new Int32Array(count);
  const text = Int32Array.from(texts);
  const leaves = Int32Array.from(ownLeaves);
  const linkText = new Int32Array(count);
  const links = new Int32Array(count);
  const bloomA = new Int32Array(count);
  const bloomB = new Int32Array(count);
  for (let i = count - 1; i >= 0; i--) {
    if ((end[i] as number) < i + 1) end[i] = i + 1;
    if ((elements[i] as Element).localName === 'a') {
      linkText[i] = text[i] as number;
      links[i] = 1;
    }
    const up = parent[i] as number;
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
  return { parent, end, text, linkText, links, leaves, bloomA, bloomB };
}
