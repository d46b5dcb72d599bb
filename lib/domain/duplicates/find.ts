import { DUPLICATE_BLOCK } from '../../core/limits.ts';
import { BlockIndex, pairsIn } from './blocks.ts';
import { compare, type DuplicatePair } from './compare.ts';
import { groupsOf, type DuplicateGroup } from './groups.ts';
import type { Traits } from './traits.ts';

/** What a lead has to share with another one for the two to be compared. */
export function blockKeys({ kind, keys, first, last, name, company, domains, mailboxes, phones, numbers }: Traits): Set<string> {
  const out = new Set<string>(keys);
  for (const mailbox of mailboxes) out.add(`mailbox ${mailbox}`);
  const places = [...(company.length > 1 ? [`company ${company}`] : []), ...domains.map((domain) => `domain ${domain}`)];
  if (kind === 'company') {
    for (const place of places) out.add(place);
    for (const number of numbers) out.add(number);
    return out;
  }
  for (const phone of phones) out.add(`phone ${phone}`);
  for (const place of places) {
    // Under one word for both, so that those whose names are turned round meet.
    if (last !== '') out.add(`name ${last} ${place}`);
    if (first !== '') out.add(`name ${first} ${place}`);
  }
  if (name.includes(' ')) out.add(`whole ${name}`);
  return out;
}

/**
 * Pairs of leads that may be one. Only leads that share a key are compared (key blocking), in blocks of bounded work. Leads that meet in
 * several blocks are compared in the first one that compares all of its leads with each other: nothing is kept of a pair that is none,
 * and there are tens of millions of those in a table of a million.
 * Does not depend on the order of the blocks or of what is in them, as long as no block is larger than DUPLICATE_BLOCK.
 */
export function pairsOf(blocks: Iterable<readonly Traits[]>): DuplicatePair[] {
  const found = new Map<string, DuplicatePair>();
  const compared = new Map<string, number[]>();
  let number = 0;
  for (const block of blocks) {
    for (const [a, b] of pairsIn(block, (one) => `${one.name} ${one.id}`)) {
      if (haveCommon(compared.get(a.id), compared.get(b.id))) continue;
      const pair = compare(a, b);
      if (pair) found.set(pair.ids.join(' '), pair);
    }
    if (block.length <= DUPLICATE_BLOCK) for (const { id } of block) addTo(compared, id, number);
    number += 1;
  }
  return [...found.values()];
}

/** @param a ascending, as `b` */
function haveCommon(a: readonly number[] = [], b: readonly number[] = []): boolean {
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const [x = 0, y = 0] = [a[i], b[j]];
    if (x === y) return true;
    if (x < y) i++;
    else j++;
  }
  return false;
}
function addTo(lists: Map<string, number[]>, id: string, number: number): void {
  const list = lists.get(id);
  if (list) list.push(number);
  else lists.set(id, [number]);
}

/**
 * Groups of leads that may be one, surest first. Near-linear in the number of leads.
 * @param notSame pairs that a person has told apart, as `pairKey`
 */
export function findDuplicates(all: readonly Traits[], notSame: ReadonlySet<string> = new Set()): DuplicateGroup[] {
  const index = new BlockIndex();
  for (const [row, traits] of all.entries()) index.add(row, blockKeys(traits));
  const blocks = function* (): Generator<Traits[]> {
    for (const rows of index.blocks()) yield rows.flatMap((row) => all[row] ?? []);
  };
  return groupsOf(pairsOf(blocks()), new Map(all.map((traits) => [traits.id, traits])), notSame);
}
