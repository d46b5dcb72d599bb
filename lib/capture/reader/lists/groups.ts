/** Finds what repeats: clusters of equal tag paths, and runs of siblings that begin alike. */
import { flatGroups } from './flat.ts';
import { MIN_RECORDS, type Group } from './group.ts';
import { cheapScore } from './likeness.ts';
import { arePartsOf } from './parts.ts';
import type { Pace } from '../pace.ts';
import { at, type Tree } from './tree.ts';


/** A group of more records than this is no list a person looks at; its score does not grow beyond it either. */
const KEPT = 40;

/** Linear in elements, but for the sort of the few groups that are kept. */
export async function findGroups(tree: Tree, pace: Pace): Promise<Group[]> {
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
  const flat = await flatGroups(tree, pace);
  const passes: readonly (() => Iterable<() => Group | null>)[] = [
    () => clusters(tree.path, tree.paths.size).map((members) => () => pathGroup(tree, members, 'path')),
    () => looseClusters(tree).map((members) => () => pathGroup(tree, members, 'loose')),
    () => components(tree).map((members) => () => componentGroup(tree, members)),
    () => flat.map((group) => () => group),
  ];
  for (const pass of passes) {
    if (pace.isDue()) await pace.rest();
    let made = 0;
    for (const make of pass()) {
      keep(make());
      if ((++made & 3) === 0 && pace.isDue()) await pace.rest();
    }
  }
  groups.sort((a, b) => b.cheap - a.cheap || (a.heads[0] as number) - (b.heads[0] as number));
  const kept: Group[] = [];
  for (const group of groups) {
    if (kept.length >= KEPT) break;
    if (group.kind === 'flat' || group.kind === 'component' || !arePartsOf(tree, group.heads)) kept.push(group);
  }
  return kept;
}

/** Members of each number below `size` that occurs often enough, in document order. */
function clusters(ids: Int32Array, size: number): number[][] {
  const counts = new Int32Array(size);
  for (let i = 0; i < ids.length; i++) counts[ids[i] as number] = at(counts, ids[i] as number) + 1;
  const lists: number[][] = [];
  const out: number[][] = [];
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i] as number;
    if (at(counts, id) < MIN_RECORDS) continue;
    const list = lists[id];
    if (list) list.push(i);
    else out.push((lists[id] = [i]));
  }
  return out;
}

/** Siblings and cousins of one tag in one place of the template that differ in their classes: paths that end alike. */
function looseClusters(tree: Tree): number[][] {
  const { paths, keys } = tree;
  const groups = new Map<string, number[]>();
  for (let path = 0; path < paths.size; path++) {
    const name = `${paths.above[path]} ${keys.tagOf[paths.key[path] as number]}`;
    const known = groups.get(name);
    if (known) known.push(path);
    else groups.set(name, [path]);
  }
  const numbers = new Int32Array(paths.size).fill(-1);
  let count = 0;
  for (const several of groups.values()) {
    if (several.length < 2) continue; // the same elements as the path's own cluster
    for (const path of several) numbers[path] = count;
    count++;
  }
  const members: number[][] = Array.from({ length: count }, () => []);
  for (let i = 0; i < tree.path.length; i++) {
    const number = at(numbers, tree.path[i] as number);
    if (number >= 0) members[number]?.push(i);
  }
  return members.filter((list) => list.length >= MIN_RECORDS);
}

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
  const places = new Int32Array(words.size);
  for (let path = 0; path < tree.paths.size; path++) for (const word of wordsOfKey[tree.paths.key[path] as number] ?? []) places[word] = at(places, word) + 1;
  const wanted = wordsOfKey.map((list) => list.filter((word) => at(places, word) > 1));
  const members: number[][] = [...words].map(() => []);
  for (let i = 0; i < tree.key.length; i++) {
    const here = wanted[at(tree.key, i)] as number[];
    if (here.length === 0 || at(tree.leaves, i) < 2) continue;
    for (const word of here) {
      const list = members[word] as number[];
      // What stands inside another one of its kind is a part of it.
      const last = list.at(-1);
      if (last === undefined || i >= at(tree.end, last)) list.push(i);
    }
  }
  return members.filter((list) => list.length >= MIN_RECORDS);
}

function componentGroup(tree: Tree, members: readonly number[]): Group | null {
  // Where nearly all stand in one place, that place alone is the list, and the others are something beside it.
  const counts = new Map<number, number>();
  for (const i of members) counts.set(at(tree.path, i), (counts.get(at(tree.path, i)) ?? 0) + 1);
  if (Math.max(...counts.values()) >= members.length * 0.85) return null;
  const cheap = cheapScore(tree, members);
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
  const cheap = cheapScore(tree, members);
  return cheap > 0 ? { heads: members, kind, cheap } : null;
}
