/** Looks at the likeliest groups closely, drops those that say the same again, and puts the best first. */
import { LISTS } from '../../../core/limits.ts';
import { leavesOf, type Grids } from './cells.ts';
import { alignColumns, type Column } from './columns.ts';
import { MIN_RECORDS, type Group } from './group.ts';
import type { Leaf } from './leaf.ts';
import { likeness, shareOf, zoneOf, ZONE_WEIGHT } from './likeness.ts';
import type { Pace } from '../pace.ts';
import { isHeaderRow } from './table-grid.ts';
import { at, type Tree } from './tree.ts';

/** A group with its quality; `records` are those that hold data. */
export interface Ranked {
  readonly group: Group;
  readonly records: readonly (readonly number[])[];
  /** All elements of the records, in document order. */
  readonly starts: readonly number[];
  readonly score: number;
}

const SAMPLE = 7;
/** Records of many pieces tell with fewer of them what their columns are. */
const SAMPLE_LARGE = 5;
const LARGE = 24;
const LOOKED_AT = 9;
const KEPT_SHARE = 0.06;
/** Share of the best first score below which a group is not looked at closely. */
const WORTH_A_LOOK = 0.04;

/** By number of records: three alike may be chance. */
const FEW: readonly number[] = [0, 0, 0, 0.6, 0.75, 0.9, 1];

/** Best first. Looks at a sample of records of each group, so its cost does not grow with the page. */
export async function rankGroups(tree: Tree, groups: readonly Group[], grids: Grids, pace: Pace): Promise<Ranked[]> {
  const looked: Ranked[] = [];
  const least = (groups[0]?.cheap ?? 0) * WORTH_A_LOOK;
  for (const group of groups.slice(0, LOOKED_AT)) {
    if (group.cheap < least) break;
    if (looked.some((other) => isPartOf(tree, group, other))) continue;
    const ranked = await look(tree, group, grids, pace);
    if (ranked) looked.push(ranked);
    if (pace.isDue()) await pace.rest();
  }
  const settled = settle(tree, looked.sort((a, b) => b.score - a.score || first(a) - first(b)));
  const best = settled[0]?.score ?? 0;
  return settled.filter((ranked) => ranked.score >= best * KEPT_SHARE).slice(0, LISTS);
}

const PART_SCORE = 0.3;
const PART_TEXT = 0.6;

/** Much less likely than a group that was looked at, inside its records, and only some of their text: the labels of records, their links. */
function isPartOf(tree: Tree, group: Group, other: Ranked): boolean {
  if (group.spans || group.cheap >= other.group.cheap * PART_SCORE) return false;
  let text = 0;
  let inside = 0;
  let whole = 0;
  const step = Math.max(1, Math.floor(group.heads.length / OVERLAP_SAMPLE));
  for (let n = 0; n < group.heads.length; n += step) {
    const head = group.heads[n] as number;
    text += at(tree.text, head);
    if (holds(tree, other.starts, head)) inside += at(tree.text, head);
  }
  if (inside < text * 0.95) return false;
  for (const start of other.starts) whole += at(tree.text, start);
  return text * step < whole * PART_TEXT;
}

const first = (ranked: Ranked): number => ranked.records[0]?.[0] ?? 0;

async function look(tree: Tree, group: Group, grids: Grids, pace: Pace): Promise<Ranked | null> {
  const all = group.spans ?? group.heads.map((head) => [head]);
  const records = all.filter((record) => !isHeading(tree, record, grids));
  if (records.length < MIN_RECORDS) return null;
  const middle = records[records.length >> 1] as readonly number[];
  const wanted = Math.min(middle.reduce((sum, i) => sum + at(tree.leaves, i), 0) > LARGE ? SAMPLE_LARGE : SAMPLE, records.length);
  const step = records.length / wanted;
  const sample: (readonly number[])[] = [];
  for (let i = 0; i < records.length && sample.length < wanted; i += step) sample.push(records[Math.floor(i)] as readonly number[]);
  const leaves: (readonly Leaf[])[] = [];
  for (const record of sample) {
    if (pace.isDue()) await pace.rest();
    leaves.push(leavesOf(record.map((i) => tree.elements[i] as Element), grids));
  }
  const columns = await alignColumns(leaves, pace);
  if (columns.length === 0 || isCalendar(columns)) return null;
  const score = quality(tree, records, columns, sample.length);
  return score > 0 ? { group, records, starts: group.spans ? records.flat().sort((a, b) => a - b) : records.map((record) => record[0] as number), score } : null;
}

/** Weeks of a month: columns of nothing but days. */
const isCalendar = (columns: readonly Column[]): boolean => columns.length >= 5 && columns.every((column) => column.cells.every((cell) => cell === '' || /^\d{1,2}$/.test(cell)));

function isHeading(tree: Tree, record: readonly number[], grids: Grids): boolean {
  const first = record[0] as number;
  if (tree.keys.tags[at(tree.key, first)] !== 'tr') return false;
  const element = tree.elements[first] as Element;
  return isHeaderRow(element, grids.of(element));
}

/** How much a list says: records, columns that most of them fill, share of the page's text, likeness, and where it stands. */
function quality(tree: Tree, records: readonly (readonly number[])[], columns: readonly Column[], sampled: number): number {
  let filled = 0;
  let telling = 0;
  for (const column of columns) {
    const share = column.filled / sampled;
    const distinct = new Set(column.cells.filter((cell) => cell !== '')).size / Math.max(1, column.filled);
    const weight = column.type === 'image' ? 0.5 : column.type === 'url' ? 0.8 : 1;
    filled += weight * share * share;
    if (column.type === 'text' && share >= 0.6 && distinct >= 0.6) telling++;
  }
  let text = 0;
  for (const record of records) for (const i of record) text += at(tree.text, i);
  const share = shareOf(tree, records, text);
  const zone = ZONE_WEIGHT[zoneOf(tree, records)];
  const count = Math.min(records.length, 300);
  return menuWeight(tree, records, text, columns) * (FEW[count] ?? 1) * Math.log2(1 + count) * Math.log2(1 + Math.min(filled, 12)) * Math.sqrt(share + 0.003) * zone * (telling > 0 ? 1 : 0.4) * (0.3 + 0.7 * likeness(tree, records));
}

/** Lists of nothing but links are mostly menus, the more so with several links to a record. */
function menuWeight(tree: Tree, records: readonly (readonly number[])[], text: number, columns: readonly Column[]): number {
  let linked = 0;
  let links = 0;
  let leaves = 0;
  for (const record of records) {
    for (const i of record) {
      linked += at(tree.linkText, i);
      links += at(tree.links, i);
      leaves += at(tree.leaves, i);
    }
  }
  // Many links to a record and little beside them: the branches of a menu.
  if (links >= records.length * 6 && links >= leaves * 0.7 && linked >= text * 0.75) return 0.3;
  // A card that is one link, or that shows a picture of its own, is no entry of a menu.
  if (text === 0 || linked < text * 0.92 || links < leaves * 0.8 || columns.some((column) => column.type === 'image')) return 1;
  return leaves / records.length >= 3 ? 0.35 : leaves / records.length < 1.5 ? 0.3 : 0.5;
}

/** Of two groups over the same text one stays: the finer one when the coarser is only its rows or sections, else the better one. */
function settle(tree: Tree, sorted: readonly Ranked[]): Ranked[] {
  const kept: Ranked[] = [];
  for (const ranked of sorted) {
    const rival = kept.findIndex((other) => overlap(tree, ranked, other) > 0.5 || overlap(tree, other, ranked) > 0.7);
    if (rival < 0) kept.push(ranked);
    else if (isFiner(tree, ranked, kept[rival] as Ranked)) kept[rival] = ranked;
  }
  return kept.sort((a, b) => b.score - a.score);
}

const spanText = (tree: Tree, record: readonly number[]): number => record.reduce((sum, i) => sum + at(tree.text, i), 0);

const OVERLAP_SAMPLE = 50;

/** Share of the text of `a` that lies inside records of `b`, by a sample of the records of `a`. */
function overlap(tree: Tree, a: Ranked, b: Ranked): number {
  const starts = b.starts;
  let inside = 0;
  let total = 0;
  const step = Math.max(1, Math.floor(a.records.length / OVERLAP_SAMPLE));
  for (let r = 0; r < a.records.length; r += step) {
    for (const i of a.records[r] as readonly number[]) {
      const text = at(tree.text, i);
      total += text;
      if (holds(tree, starts, i)) inside += text;
    }
  }
  return total === 0 ? 0 : inside / total;
}

/** True when the element lies in one of the subtrees that begin at `starts`, which stand in document order and in none of each other. */
function holds(tree: Tree, starts: readonly number[], i: number): boolean {
  let low = 0;
  let high = starts.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const start = starts[middle] as number;
    if (i < start) high = middle - 1;
    else if (i >= at(tree.end, start)) low = middle + 1;
    else return true;
  }
  return false;
}

/** A row of cards is no record: `fine` wins when it holds nearly all text of `coarse`, several in each, each with parts of its own. */
function isFiner(tree: Tree, fine: Ranked, coarse: Ranked): boolean {
  const inside = overlap(tree, fine, coarse);
  if (inside < 0.95 || fine.records.length < coarse.records.length * 1.5) return false;
  const fineText = fine.records.reduce((sum, record) => sum + spanText(tree, record), 0);
  const coarseText = coarse.records.reduce((sum, record) => sum + spanText(tree, record), 0);
  const leaves = fine.records.reduce((sum, record) => sum + record.reduce((n, i) => n + at(tree.leaves, i), 0), 0) / fine.records.length;
  return fineText >= coarseText * (fine.records.length >= coarse.records.length * 3 ? 0.6 : 0.75) && leaves >= 2 && likeness(tree, fine.records) >= 0.6;
}
