/** How alike subtrees are, by the kinds of element in them, and a first score of a group by it. */
import type { Zone } from '../../../contracts/raw-capture.ts';
import { at, ZONES, type Tree } from './tree.ts';

/** How much a list counts by the part of the page it stands in. */
export const ZONE_WEIGHT = { main: 1, header: 0.3, nav: 0.15, aside: 0.45, footer: 0.2 } as const;

/** The part of the page that a list stands in: that of its middle record. */
export const zoneOf = (tree: Tree, records: readonly (readonly number[])[]): Zone => zoneAt(tree, records[Math.floor(records.length / 2)]?.[0] ?? 0);
const zoneAt = (tree: Tree, i: number): Zone => ZONES[tree.zone[i] ?? 0] ?? 'main';

/** How much of the page's text a list is. What menus and footers say counts for nothing where the list is not one of them. */
export function shareOf(tree: Tree, records: readonly (readonly number[])[], text: number): number {
  return Math.min(1, text / pageText(tree, zoneOf(tree, records)));
}

const pageText = (tree: Tree, zone: Zone): number => Math.max(1, zone === 'nav' || zone === 'footer' ? at(tree.text, 0) : tree.mainText);

/** log2(records) · log2(1 + leaves) · sqrt(share of the page's text) · likeness · zone: only good enough to choose what is looked at closely. */
export function cheapScore(tree: Tree, heads: readonly number[], spans?: readonly (readonly number[])[]): number {
  let text = 0;
  let leaves = 0;
  for (let n = 0; n < heads.length; n++) {
    const span = spans?.[n];
    if (!span) {
      text += at(tree.text, at(heads, n));
      leaves += at(tree.leaves, at(heads, n));
    } else {
      for (const i of span) {
        text += at(tree.text, i);
        leaves += at(tree.leaves, i);
      }
    }
  }
  const count = heads.length;
  const perRecord = Math.min(14, leaves / count);
  const zone = zoneAt(tree, at(heads, Math.floor(count / 2)));
  const share = Math.min(1, text / pageText(tree, zone));
  return Math.log2(1 + Math.min(count, 2_000)) * Math.log2(1 + perRecord) * Math.sqrt(share + 0.002) * (0.25 + 0.75 * likeness(tree, spans ?? someOf(heads))) * ZONE_WEIGHT[zone];
}

/** A few of the records, evenly: what is alike shows in them. */
function someOf(heads: readonly number[]): number[][] {
  const step = Math.max(1, Math.floor(heads.length / SAMPLE));
  const some: number[][] = [];
  for (let n = 0; n < heads.length; n += step) some.push([at(heads, n)]);
  return some;
}
const SAMPLE = 60;

export function bits(word: number): number {
  let n = word - ((word >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Mean overlap of the records' kinds of element with those of all records, 0 to 1. */
export function likeness(tree: Tree, records: readonly (readonly number[])[]): number {
  let unionA = 0;
  let unionB = 0;
  const step = Math.max(1, Math.floor(records.length / SAMPLE));
  for (let r = 0; r < records.length; r += step) {
    for (const i of records[r] as readonly number[]) {
      unionA |= at(tree.bloomA, i);
      unionB |= at(tree.bloomB, i);
    }
  }
  const union = bits(unionA) + bits(unionB);
  if (union === 0) return 1;
  let sum = 0;
  let looked = 0;
  for (let r = 0; r < records.length; r += step, looked++) {
    let a = 0;
    let b = 0;
    for (const i of records[r] as readonly number[]) {
      a |= at(tree.bloomA, i);
      b |= at(tree.bloomB, i);
    }
    sum += (bits(a) + bits(b)) / union;
  }
  return sum / looked;
}
