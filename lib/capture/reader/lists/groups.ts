/** Finds what repeats: clusters of equal tag paths, and runs of siblings that begin alike. */
import type { Tree } from './tree.ts';

/** Records that may be one list. Numbers are places in the tree. */
export interface Group {
  /** The first element of each record, in document order. */
  readonly heads: readonly number[];
  /** Each record's elements; only when a record has more than one (h3 p p h3 p p, two-row records). */
  readonly spans?: readonly (readonly number[])[];
  /** Names the template: what the heads have in common. */
  readonly kind: 'path' | 'loose' | 'flat' | 'component';
  readonly cheap: number;
}

const MIN_RECORDS = 3;
/** A group of more records than this is no list a person looks at; its score does not grow beyond it either. */
const KEPT = 40;
const ZONE_WEIGHT = { main: 1, header: 0.35, nav: 0.2, aside: 0.5, footer: 0.25 } as const;

/** Linear in elements, but for the sort of the few groups that are kept. */
export function findGroups(tree: Tree): Group[] {
  const groups: Group[] = [];
  const seen = new Set<string>();
  const keep = (group: Group | null): void => {
    if (!group) return;
    const heads = group.heads;
    const name = `${heads.length} ${heads[0]} ${heads[1]} ${heads.at(-1)} ${group.spans?.[0]?.length ?? 1}`;
    if (seen.has(name)) return;
    seen.add(name);
    groups.push(group);
  };
  for (const members of clusters(tree.path)) keep(pathGroup(tree, members, 'path'));
  for (const members of clusters(tree.loose)) keep(pathGroup(tree, members, 'loose'));
  for (const members of components(tree)) keep(componentGroup(tree, members));
  for (const group of flatGroups(tree)) keep(group);
  return groups.sort((a, b) => b.cheap - a.cheap || (a.heads[0] as number) - (b.heads[0] as number)).slice(0, KEPT);
}

/** Members of each number that occurs often enough, in document order. */
function clusters(ids: Int32Array): number[][] {
  const counts = new Map<number, number[] | number>();
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i] as number;
    const known = counts.get(id);
    if (known === undefined) counts.set(id, i);
    else if (typeof known === 'number') counts.set(id, [known, i]);
    else known.push(i);
  }
  const out: number[][] = [];
  for (const members of counts.values()) if (typeof members !== 'number' && members.length >= MIN_RECORDS) out.push(members);
  return out;
}

const at = (array: Int32Array, i: number): number => array[i] as number;

const COMPONENT_WORDS = 4_000;

/** Elements of one tag that share a class word in more than one place of the template: the same component, wherever it stands. */
function components(tree: Tree): number[][] {
  const words = new Map<string, number>();
  const wordsOfKey = tree.keys.textOf.map((text) => {
    const [tag = '', ...classes] = text.split('.');
    return classes.flatMap((word) => {
      const name = `${tag}.${word}`;
      let id = words.get(name);
      if (id === undefined && words.size < COMPONENT_WORDS) words.set(name, (id = words.size));
      return id === undefined ? [] : [id];
    });
  });
  const members: number[][] = [...words].map(() => []);
  const paths: Set<number>[] = [...words].map(() => new Set());
  for (let i = 0; i < tree.key.length; i++) {
    if (at(tree.leaves, i) < 2) continue;
    for (const word of wordsOfKey[at(tree.key, i)] ?? []) {
      const list = members[word] as number[];
      // What stands inside another one of its kind is a part of it.
      const last = list.at(-1);
      if (last !== undefined && i < at(tree.end, last)) continue;
      list.push(i);
      if (paths[word] && paths[word].size < 3) paths[word].add(at(tree.path, i));
    }
  }
  return members.filter((list, word) => list.length >= MIN_RECORDS && (paths[word]?.size ?? 0) > 1);
}

function componentGroup(tree: Tree, members: readonly number[]): Group | null {
  // Where nearly all stand in one place, that place alone is the list, and the others are something beside it.
  const counts = new Map<number, number>();
  for (const i of members) counts.set(at(tree.path, i), (counts.get(at(tree.path, i)) ?? 0) + 1);
  if (Math.max(...counts.values()) >= members.length * 0.85) return null;
  const cheap = cheapScore(tree, members.map((i) => [i]));
  return cheap > 0 ? { heads: members, kind: 'component', cheap } : null;
}

function pathGroup(tree: Tree, all: readonly number[], kind: 'path' | 'loose'): Group | null {
  const members = all.filter((i) => at(tree.leaves, i) > 0);
  if (members.length < MIN_RECORDS) return null;
  let parents = 0;
  let last = -2;
  for (const i of members) {
    const parent = at(tree.parent, i);
    if (parent !== last) parents++;
    last = parent;
  }
  // Where every parent holds one of them the parents are the records: an inner step of the same path says nothing new.
  if (parents === members.length) return null;
  if (arePartsOf(tree, members, parents) || alternate(tree, members)) return null;
  const cheap = cheapScore(tree, members.map((i) => [i]));
  return cheap > 0 ? { heads: members, kind, cheap } : null;
}

/**
 * The parts of records, not records: every parent holds the same few of them, and those in one place are more alike than
 * those of one parent (a card's header and body, the cells of a row).
 */
function arePartsOf(tree: Tree, members: readonly number[], parents: number): boolean {
  const each = members.length / parents;
  if (parents < 3 || each > 8 || each < 1.5) return false;
  const rows: number[][] = [];
  let last = -2;
  for (const i of members) {
    const parent = at(tree.parent, i);
    if (parent === last) rows.at(-1)?.push(i);
    else rows.push([i]);
    last = parent;
  }
  const usual = rows[Math.floor(rows.length / 2)]?.length ?? 0;
  const full = rows.filter((row) => row.length === usual);
  if (usual < 2 || full.length < rows.length * 0.8) return false;
  const kinds = (row: readonly number[]): string => row.map((i) => at(tree.key, i)).join();
  const first = kinds(full[0] as number[]);
  if (new Set(first.split(',')).size > 1 && full.filter((row) => kinds(row) === first).length >= full.length * 0.8) return true;
  let down = 0;
  let across = 0;
  let pairs = 0;
  for (let r = 1; r < full.length && r < 40; r++) {
    for (let c = 0; c < usual; c++, pairs++) {
      down += alike(tree, (full[r] as number[])[c] as number, (full[r - 1] as number[])[c] as number);
      across += alike(tree, (full[r] as number[])[c] as number, (full[r] as number[])[(c + 1) % usual] as number);
    }
  }
  return down > across + pairs * 0.12;
}

const LAGS = 4;

/** Records that span two to four siblings in turn: each is more like the one after the next than like the next. */
function alternate(tree: Tree, members: readonly number[]): boolean {
  const means = [0, 0, 0, 0, 0];
  const pairs = [0, 0, 0, 0, 0];
  for (let n = 0; n < members.length && n < 80; n++) {
    for (let lag = 1; lag <= LAGS && n + lag < members.length; lag++) {
      if (at(tree.parent, members[n] as number) !== at(tree.parent, members[n + lag] as number)) break;
      means[lag] = (means[lag] as number) + alike(tree, members[n] as number, members[n + lag] as number);
      pairs[lag] = (pairs[lag] as number) + 1;
    }
  }
  const mean = (lag: number): number => (means[lag] as number) / Math.max(1, pairs[lag] as number);
  for (let lag = 2; lag <= LAGS; lag++) if ((pairs[lag] as number) >= 3 && mean(lag) >= 0.75 && mean(lag) > mean(1) + 0.2) return true;
  return false;
}

/** Likeness of two subtrees, 0 to 1: their kinds of element, and how many pieces they hold. */
function alike(tree: Tree, a: number, b: number): number {
  const both = bits(at(tree.bloomA, a) & at(tree.bloomA, b)) + bits(at(tree.bloomB, a) & at(tree.bloomB, b));
  const any = bits(at(tree.bloomA, a) | at(tree.bloomA, b)) + bits(at(tree.bloomB, a) | at(tree.bloomB, b));
  const leaves = Math.min(at(tree.leaves, a), at(tree.leaves, b)) / Math.max(1, at(tree.leaves, a), at(tree.leaves, b));
  return (any === 0 ? 1 : both / any) * 0.6 + leaves * 0.4;
}

/** log2(records) · log2(1 + leaves) · sqrt(share of the page's text) · likeness · zone: only good enough to choose what is looked at closely. */
export function cheapScore(tree: Tree, records: readonly (readonly number[])[]): number {
  let text = 0;
  let leaves = 0;
  let unionA = 0;
  let unionB = 0;
  for (const record of records) {
    for (const i of record) {
      text += at(tree.text, i);
      leaves += at(tree.leaves, i);
      unionA |= at(tree.bloomA, i);
      unionB |= at(tree.bloomB, i);
    }
  }
  const union = bits(unionA) + bits(unionB);
  let alike = 0;
  const step = Math.max(1, Math.floor(records.length / 60));
  let looked = 0;
  for (let r = 0; r < records.length; r += step) {
    let a = 0;
    let b = 0;
    for (const i of records[r] as readonly number[]) {
      a |= at(tree.bloomA, i);
      b |= at(tree.bloomB, i);
    }
    alike += union === 0 ? 1 : (bits(a) + bits(b)) / union;
    looked++;
  }
  alike /= Math.max(1, looked);
  const count = records.length;
  const perRecord = Math.min(14, leaves / count);
  const share = text / Math.max(1, at(tree.text, 0));
  const zone = ZONE_WEIGHT[tree.zone[(records[Math.floor(count / 2)] as readonly number[])[0] as number] ?? 'main'];
  return Math.log2(1 + Math.min(count, 2_000)) * Math.log2(1 + perRecord) * Math.sqrt(share + 0.002) * (0.25 + 0.75 * alike) * zone;
}

export function bits(word: number): number {
  let n = word - ((word >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

const FLAT_CHILDREN = 6;
const FLAT_HEADS = 8;
const SPAN_MAX = 40;

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
function flatGroups(tree: Tree): Group[] {
  const byTemplate = new Map<string, { spans: number[][]; weight: number }>();
  const childCount = new Int32Array(tree.parent.length);
  for (let i = 1; i < tree.parent.length; i++) {
    const parent = at(tree.parent, i);
    childCount[parent] = at(childCount, parent) + 1;
  }
  for (let parent = 0; parent < tree.parent.length; parent++) {
    if (at(childCount, parent) < FLAT_CHILDREN) continue;
    const found = flatIn(tree, childrenOf(tree, parent));
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
function signOf(tree: Tree, i: number): string {
  const own = tree.keys.textOf[at(tree.key, i)] ?? '';
  if (own.includes('.')) return own;
  const first = i + 1 < at(tree.end, i) ? (tree.keys.textOf[at(tree.key, i + 1)] ?? '') : '';
  return `${own}>${first}`;
}

function flatIn(tree: Tree, children: readonly number[]): { sign: string; spans: number[][]; likeness: number } | null {
  const signs = children.map((i) => signOf(tree, i));
  const places = new Map<string, number[]>();
  signs.forEach((sign, place) => {
    if (at(tree.leaves, children[place] as number) === 0 && !sign.startsWith('hr')) return;
    const known = places.get(sign);
    if (known) known.push(place);
    else places.set(sign, [place]);
  });
  if (places.size < 2) return null;
  const heads = [...places].filter(([, list]) => list.length >= MIN_RECORDS).sort((a, b) => (a[1][0] as number) - (b[1][0] as number)).slice(0, FLAT_HEADS);
  let best: { sign: string; spans: number[][]; likeness: number } | null = null;
  for (const [sign, list] of heads) {
    const tried = cutAt(tree, children, signs, list);
    if (tried && tried.likeness > (best?.likeness ?? 0) * 1.08) best = { sign, ...tried };
  }
  return best;
}

/** Cuts the children at these places; null when what lies between is not alike, or when the heads hold nearly everything. */
function cutAt(tree: Tree, children: readonly number[], signs: readonly string[], places: readonly number[]): { spans: number[][]; likeness: number } | null {
  const ends = places.slice(1);
  const lengths = places.map((from, n) => (ends[n] ?? children.length) - from);
  const usual = [...lengths].sort((a, b) => a - b)[Math.floor(lengths.length / 2)] as number;
  if (usual < 2 || usual > SPAN_MAX) return null;
  const spans: number[][] = [];
  const sets: Set<string>[] = [];
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
  const counts = new Map<string, number>();
  for (const set of sets) for (const sign of set) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  let alike = 0;
  for (const set of sets) {
    let common = 0;
    for (const sign of set) common += (counts.get(sign) ?? 0) / sets.length;
    alike += common / set.size;
  }
  const likeness = alike / sets.length;
  const covered = spans.reduce((sum, span) => sum + span.length, 0) / children.length;
  return likeness < 0.45 ? null : { spans, likeness: likeness * Math.sqrt(covered) };
}

const longest = (lengths: readonly number[], usual: number): number => Math.max(usual, ...lengths.slice(0, 200));
