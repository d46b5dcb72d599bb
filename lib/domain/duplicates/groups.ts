import { DUPLICATE_GROUP } from '../../core/limits.ts';
import { CERTAIN, contradicts, type DuplicatePair } from './compare.ts';
import type { Traits } from './traits.ts';

/** Leads that may all be one. */
export interface DuplicateGroup {
  /** In the order of their ids; 2 to DUPLICATE_GROUP of them. */
  readonly ids: readonly string[];
  /** Of the weakest link: as sure as that one is the whole. */
  readonly score: number;
  /** What holds the group together, surest first: one link fewer than leads. */
  readonly links: readonly DuplicatePair[];
}

/** A pair under one name, whichever comes first. */
export const pairKey = (a: string, b: string): string => (a < b ? `${a} ${b}` : `${b} ${a}`);
const byIds = (a: readonly string[], b: readonly string[]): number => {
  const [x, y] = [a.join(' '), b.join(' ')];
  return x < y ? -1 : x > y ? 1 : 0;
};
/** A link is as good as another one when it is not this much weaker. */
const CLEARLY = 10;

/**
 * Puts pairs together, surest first, while nobody in a group contradicts anybody else in it: being alike is not handed on from one to
 * the next. A lead that is as near to two who contradict each other ("J. Sample" beside John and Jane) is put to neither.
 * Each lead is in one group at most. Does not depend on the order of the pairs.
 */
export function groupsOf(pairs: readonly DuplicatePair[], traits: ReadonlyMap<string, Traits>, notSame: ReadonlySet<string> = new Set()): DuplicateGroup[] {
  const isApart = (a: string, b: string): boolean => {
    const [x, y] = [traits.get(a), traits.get(b)];
    return !x || !y || contradicts(x, y);
  };
  const certain = pairs.filter(({ score }) => score >= CERTAIN);
  const weak = withoutAmbiguous(pairs, isApart);
  const groups = new Map<string, { readonly ids: string[]; readonly links: DuplicatePair[] }>();
  for (const pair of [...certain, ...weak].sort((a, b) => b.score - a.score || byIds(a.ids, b.ids))) {
    const [a, b] = pair.ids;
    const [x, y] = [groups.get(a) ?? { ids: [a], links: [] }, groups.get(b) ?? { ids: [b], links: [] }];
    if (x === y || x.ids.length + y.ids.length > DUPLICATE_GROUP) continue;
    if (x.ids.some((one) => y.ids.some((other) => notSame.has(pairKey(one, other)) || isApart(one, other)))) continue;
    const whole = { ids: [...x.ids, ...y.ids], links: [...x.links, ...y.links, pair] };
    for (const id of whole.ids) groups.set(id, whole);
  }
  return [...new Set(groups.values())]
    .map(({ ids, links }): DuplicateGroup => ({ ids: ids.sort(), score: Math.min(...links.map(({ score }) => score)), links: links.sort((a, b) => b.score - a.score || byIds(a.ids, b.ids)) }))
    .sort((a, b) => b.score - a.score || byIds(a.ids, b.ids));
}

/** Links below certainty, without those of a lead that has one as good to somebody who contradicts the other end. */
function withoutAmbiguous(pairs: readonly DuplicatePair[], isApart: (a: string, b: string) => boolean): DuplicatePair[] {
  const ends = new Map<string, { readonly id: string; readonly score: number }[]>();
  for (const { ids: [a, b], score } of pairs) {
    for (const [from, id] of [[a, b], [b, a]] as const) {
      const known = ends.get(from);
      if (known) known.push({ id, score });
      else ends.set(from, [{ id, score }]);
    }
  }
  const isTorn = (from: string, to: string, score: number): boolean => (ends.get(from) ?? []).some((other) => other.id !== to && other.score > score - CLEARLY && isApart(other.id, to));
  return pairs.filter(({ ids: [a, b], score }) => score < CERTAIN && !isTorn(a, b, score) && !isTorn(b, a, score));
}
