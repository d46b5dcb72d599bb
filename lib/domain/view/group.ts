import { GROUP_KEY_CHARS, GROUPS_NAMED } from '../../core/view-limits.ts';
import type { LeadKey } from '../lead/custom.ts';
import type { SortColumn } from './order.ts';

/** Which groups show no rows: none but those named, or all but those named. */
export interface Shut {
  readonly all: boolean;
  readonly but: readonly string[];
}
export const ALL_OPEN: Shut = { all: false, but: [] };
export const ALL_SHUT: Shut = { all: true, but: [] };

/** Rows with the same value stand together under a head. */
export interface Grouping {
  readonly by: LeadKey;
  readonly shut: Shut;
}

/** Says for each group whether it is shut; made once for many. */
export function shutTest({ all, but }: Shut): (key: string) => boolean {
  const named = new Set(but);
  return (key) => all !== named.has(key);
}

/** One group the other way round; null when no more can be told apart from the others. */
export function withToggled({ all, but }: Shut, key: string): Shut | null {
  if (but.includes(key)) return { all, but: but.filter((other) => other !== key) };
  return but.length >= GROUPS_NAMED ? null : { all, but: [...but, key] };
}

export const sameShut = (one: Shut, other: Shut): boolean => one.all === other.all && JSON.stringify(one.but.toSorted()) === JSON.stringify(other.but.toSorted());

/** The groups of rows that are in order, the first one first. All three lists are as long as there are groups. */
export interface Groups {
  /** The row with which each begins. */
  readonly starts: Uint32Array;
  /** What names each, whichever of its rows comes first; '' = the rows of which nothing is known. */
  readonly keys: readonly string[];
  /** What the first row of each shows. */
  readonly labels: readonly (string | undefined)[];
}

/**
 * Where one group ends and the next begins. O(rows).
 * @param ranks of the column that decides first, a number for each row as it stands in the table, NaN = no value
 * @param order the rows in their order
 */
export function groupsIn({ texts, type, down }: SortColumn, ranks: Float64Array, order: Uint32Array): Groups {
  const starts: number[] = [];
  const keys: string[] = [];
  const labels: (string | undefined)[] = [];
  let before: number | undefined;
  order.forEach((row, at) => {
    const rank = ranks[row] ?? NaN;
    if (before !== undefined && (rank === before || (Number.isNaN(rank) && Number.isNaN(before)))) return;
    before = rank;
    // What cannot be read as a number or a day stands with what is not known.
    const label = Number.isNaN(rank) ? undefined : texts[row];
    starts.push(at);
    labels.push(label);
    keys.push(label === undefined ? '' : type === 'number' || type === 'date' ? String(down ? 0 - rank : rank) : groupKey(label));
  });
  return { starts: Uint32Array.from(starts), keys, labels };
}

/** Texts that differ in case or accents alone are one group. */
const groupKey = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase('en').slice(0, GROUP_KEY_CHARS);
