/** Lists whose records have no element of their own. */
import { MIN_RECORDS, type Group } from './group.ts';
import { cheapScore } from './likeness.ts';
import type { Pace } from '../pace.ts';
import { at, type Tree } from './tree.ts';

const FLAT_CHILDREN = 6;
const FLAT_HEADS = 8;
const SPAN_MAX = 40;
const FLAT_SAMPLE = 600;
const LIKENESS_SAMPLE = 200;

/** Children of one parent, in order. */
function childrenOf(tree: Tree, parent: number): number[] {
  const out: number[] = [];
  for (let i = parent + 1; i < at(tree.end, parent); i = at(tree.end, i)) out.push(i);
  return out;
}

/**
 * Lists whose records have no element of their own: in a parent with many children, a kind of child that keeps coming
 * back begins a record, if what lies between two of them is alike. Parents in the same place of the template share one list.
 */
export async function flatGroups(tree: Tree, pace: Pace): Promise<Group[]> {
  const byTemplate = new Map<string, { spans: number[][]; weight: number }>();
  const childCount = new Int32Array(tree.parent.length);
  for (let i = 1; i < tree.parent.length; i++) {
    const parent = at(tree.parent, i);
    childCount[parent] = at(childCount, parent) + 1;
  }
  for (let parent = 0; parent < tree.parent.length; parent++) {
    if (at(childCount, parent) < FLAT_CHILDREN) continue;
    if (pace.isDue()) await pace.rest();
    const children = childrenOf(tree, parent);
    const first = at(tree.path, children[0] as number);
    if (children.every((i) => at(tree.path, i) === first) && (tree.keys.textOf[at(tree.key, children[0] as number)] ?? '').includes('.')) continue;
    const found = flatIn(tree, children);
    if (!found) continue;
    const name = `${at(tree.path, parent)} ${found.sign}`;
    const known = byTemplate.get(name);
    if (known) known.spans.push(...found.spans);
    else byTemplate.set(name, { spans: found.spans, weight: found.likeness });
  }
  const groups: Group[] = [];
  for (const { spans, weight } of byTemplate.values()) {
    const cheap = cheapScore(tree, spans) * weight;
    if (cheap > 0) groups.push({ heads: spans.map((span) => span[0] as number), spans, kind: 'flat', cheap });
  }
  return groups;
}

/** What kind of child it is: its key, with its first child's when the key alone is only a tag. */
function signOf(tree: Tree, i: number): number {
  const own = at(tree.key, i);
  const hasWords = (tree.keys.textOf[own] ?? '').length > (tree.keys.tags[own] ?? '').length;
  return hasWords || i + 1 >= at(tree.end, i) ? own * KEYS : own * KEYS + at(tree.key, i + 1) + 1;
}
const KEYS = 1 << 15;

function flatIn(tree: Tree, children: readonly number[]): { sign: number; spans: number[][]; likeness: number } | null {
  const signs = children.map((i) => signOf(tree, i));
  const places = new Map<number, number[]>();
  signs.forEach((sign, place) => {
    const child = children[place] as number;
    if (at(tree.leaves, child) === 0 && tree.keys.tags[at(tree.key, child)] !== 'hr') return;
    const known = places.get(sign);
    if (known) known.push(place);
    else places.set(sign, [place]);
  });
  if (places.size < 2) return null;
  const heads = [...places].filter(([, list]) => list.length >= MIN_RECORDS).sort((a, b) => (a[1][0] as number) - (b[1][0] as number)).slice(0, FLAT_HEADS);
  // Which kind of child begins a record shows in the first of them; only that one is cut through to the end.
  const shown = children.length <= FLAT_SAMPLE ? children : children.slice(0, FLAT_SAMPLE);
  let best: { sign: number; list: readonly number[]; likeness: number; cut: Cut } | null = null;
  for (const [sign, list] of heads) {
    const tried = cutAt(tree, shown, signs, shown === children ? list : list.filter((place) => place < FLAT_SAMPLE));
    if (tried && tried.likeness > (best?.likeness ?? 0) * 1.08) best = { sign, list, likeness: tried.likeness, cut: tried };
  }
  if (!best) return null;
  const whole = shown === children ? best.cut : cutAt(tree, children, signs, best.list);
  return whole ? { sign: best.sign, ...whole } : null;
}

interface Cut {
  readonly spans: number[][];
  readonly likeness: number;
}

/** Cuts the children at these places; null when what lies between is not alike, or when the heads hold nearly everything. */
function cutAt(tree: Tree, children: readonly number[], signs: readonly number[], places: readonly number[]): Cut | null {
  if (places.length < MIN_RECORDS) return null;
  const ends = places.slice(1);
  const lengths = places.map((from, n) => (ends[n] ?? children.length) - from);
  const usual = [...lengths].sort((a, b) => a - b)[Math.floor(lengths.length / 2)] as number;
  if (usual < 2 || usual > SPAN_MAX) return null;
  const spans: number[][] = [];
  const sets: Set<number>[] = [];
  let headText = 0;
  let restText = 0;
  places.forEach((from, n) => {
    // The last record goes on to the end of the parent: it is cut where it grows longer than the others are.
    const to = Math.min(ends[n] ?? children.length, from + Math.max(usual * 3, usual + 2));
    const span = children.slice(from, n === places.length - 1 ? Math.min(to, from + longest(lengths.slice(0, -1), usual)) : to);
    spans.push(span);
    sets.push(new Set(signs.slice(from, from + span.length)));
    headText += at(tree.text, span[0] as number);
    for (const i of span.slice(1)) restText += at(tree.text, i);
  });
  if (restText < (headText + restText) * 0.15) return null;
  const counts = new Map<number, number>();
  const step = Math.max(1, Math.floor(sets.length / LIKENESS_SAMPLE));
  for (const set of sets) for (const sign of set) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  let alike = 0;
  let looked = 0;
  for (let n = 0; n < sets.length; n += step, looked++) {
    const set = sets[n] as Set<number>;
    let common = 0;
    for (const sign of set) common += (counts.get(sign) ?? 0) / sets.length;
    alike += common / set.size;
  }
  const likeness = alike / Math.max(1, looked);
  const covered = spans.reduce((sum, span) => sum + span.length, 0) / children.length;
  return likeness < 0.45 ? null : { spans, likeness: likeness * Math.sqrt(covered) };
}

const longest = (lengths: readonly number[], usual: number): number => Math.max(usual, ...lengths.slice(0, 200));
