/** Lists whose records have no element of their own. */
import { MIN_RECORDS, type Group } from './group.ts';
import { cheapScore } from './likeness.ts';
import type { Pace } from '../pace.ts';
import { at, type Tree } from './tree.ts';

const FLAT_CHILDREN = 6;
/** Parents in one place of the template without such a list, after which the others are taken to have none. */
const BARREN = 12;
const FLAT_HEADS = 8;
const SPAN_MAX = 40;
const FLAT_SAMPLE = 400;
const LIKENESS_SAMPLE = 60;
/** So many children take long enough that the page is let in between the passes over them. */
const MANY_CHILDREN = 4_000;

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
  for (let i = tree.parent.length - 1; i > 0; i--) {
    const parent = at(tree.parent, i);
    childCount[parent] = at(childCount, parent) + 1;
  }
  if (pace.isDue()) await pace.rest();
  const barren = new Int32Array(tree.paths.size);
  let looked = 0;
  for (let parent = 0; parent < childCount.length; parent++) {
    if (at(childCount, parent) < FLAT_CHILDREN) continue;
    const place = at(tree.path, parent);
    if (at(barren, place) >= BARREN) continue;
    if ((++looked & 7) === 0 && pace.isDue()) await pace.rest();
    const children = childrenOf(tree, parent);
    const first = at(tree.path, children[0] as number);
    if (children.every((i) => at(tree.path, i) === first) && tree.keys.hasWords[at(tree.key, children[0] as number)] === true) continue;
    const found = await flatIn(tree, children, pace);
    barren[place] = found ? -BARREN : at(barren, place) + 1;
    if (!found) continue;
    const name = `${place} ${found.sign}`;
    const known = byTemplate.get(name);
    if (known) known.spans.push(...found.spans);
    else byTemplate.set(name, { spans: found.spans, weight: found.likeness });
  }
  const groups: Group[] = [];
  for (const { spans, weight } of byTemplate.values()) {
    if (pace.isDue()) await pace.rest();
    const heads = spans.map((span) => span[0] as number);
    const cheap = cheapScore(tree, heads, spans) * weight;
    if (cheap > 0) groups.push({ heads, spans, kind: 'flat', cheap });
  }
  return groups;
}

/** What kind of child it is: its key, with its first child's when the key alone is only a tag. */
function signOf(tree: Tree, i: number): number {
  const own = at(tree.key, i);
  return tree.keys.hasWords[own] === true || i + 1 >= at(tree.end, i) ? own * KEYS : own * KEYS + at(tree.key, i + 1) + 1;
}
const KEYS = 1 << 15;

async function flatIn(tree: Tree, children: readonly number[], pace: Pace): Promise<{ sign: number; spans: number[][]; likeness: number } | null> {
  const breathe = async (): Promise<void> => (children.length > MANY_CHILDREN && pace.isDue() ? pace.rest() : undefined);
  await breathe();
  const signs = children.map((i) => signOf(tree, i));
  await breathe();
  const places = new Map<number, number[]>();
  signs.forEach((sign, place) => {
    const child = children[place] as number;
    if (at(tree.leaves, child) === 0 && tree.keys.tags[at(tree.key, child)] !== 'hr') return;
    const known = places.get(sign);
    if (known) known.push(place);
    else places.set(sign, [place]);
  });
  if (places.size < 2) return null;
  await breathe();
  const heads = [...places].filter(([, list]) => list.length >= MIN_RECORDS).sort((a, b) => (a[1][0] as number) - (b[1][0] as number)).slice(0, FLAT_HEADS);
  // Which kind of child begins a record shows in the first of them; only that one is cut through to the end.
  const shown = children.length <= FLAT_SAMPLE ? children : children.slice(0, FLAT_SAMPLE);
  let best: { sign: number; list: readonly number[]; likeness: number; cut: Cut } | null = null;
  for (const [sign, list] of heads) {
    const tried = cutAt(tree, shown, signs, shown === children ? list : list.filter((place) => place < FLAT_SAMPLE));
    if (tried && tried.likeness > (best?.likeness ?? 0) * 1.08) best = { sign, list, likeness: tried.likeness, cut: tried };
  }
  if (!best) return null;
  await breathe();
  const whole = shown === children ? best.cut : cutAt(tree, children, signs, best.list, best.likeness);
  return whole ? { sign: best.sign, ...whole } : null;
}

interface Cut {
  readonly spans: number[][];
  readonly likeness: number;
}

/**
 * Cuts the children at these places; null when what lies between is not alike, or when the heads hold nearly everything.
 * @param known how alike they are, when the first of them have told
 */
function cutAt(tree: Tree, children: readonly number[], signs: readonly number[], places: readonly number[], known?: number): Cut | null {
  if (places.length < MIN_RECORDS) return null;
  const lengths = places.map((from, n) => (places[n + 1] ?? children.length) - from);
  const usual = [...lengths].sort((a, b) => a - b)[Math.floor(lengths.length / 2)] as number;
  if (usual < 2 || usual > SPAN_MAX) return null;
  const spans: number[][] = [];
  let headText = 0;
  let restText = 0;
  places.forEach((from, n) => {
    // The last record goes on to the end of the parent: it is cut where it grows longer than the others are.
    const to = Math.min(places[n + 1] ?? children.length, from + Math.max(usual * 3, usual + 2));
    const span = children.slice(from, n === places.length - 1 ? Math.min(to, from + longest(lengths.slice(0, -1), usual)) : to);
    spans.push(span);
    headText += at(tree.text, span[0] as number);
    for (let i = 1; i < span.length; i++) restText += at(tree.text, span[i] as number);
  });
  if (restText < (headText + restText) * 0.15) return null;
  if (known !== undefined) return { spans, likeness: known };
  const step = Math.max(1, Math.floor(spans.length / LIKENESS_SAMPLE));
  const sets: Set<number>[] = [];
  for (let n = 0; n < spans.length; n += step) sets.push(new Set(signs.slice(places[n], (places[n] as number) + (spans[n] as number[]).length)));
  const alike = meanShare(sets);
  const covered = spans.reduce((sum, span) => sum + span.length, 0) / children.length;
  return alike < 0.45 ? null : { spans, likeness: alike * Math.sqrt(covered) };
}

/** How common the members of a set are among all sets, as a mean, 0 to 1. */
function meanShare(sets: readonly ReadonlySet<number>[]): number {
  const counts = new Map<number, number>();
  for (const set of sets) for (const sign of set) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  let sum = 0;
  for (const set of sets) {
    let common = 0;
    for (const sign of set) common += (counts.get(sign) ?? 0) / sets.length;
    sum += common / set.size;
  }
  return sum / Math.max(1, sets.length);
}

const longest = (lengths: readonly number[], usual: number): number => Math.max(usual, ...lengths.slice(0, 200));
