import type { FieldType } from '../lead/fields.ts';
import { bounds, dayOf } from '../lead/text-test.ts';
import type { FilterKey } from './filter.ts';

export interface SortBy {
  readonly key: FilterKey;
  /** From the greatest to the least. Rows without a value come last both ways. */
  readonly down: boolean;
}
/** A column of values in the order of the table, and how it is to be sorted. */
export interface SortColumn {
  readonly texts: readonly (string | undefined)[];
  readonly type: FieldType;
  readonly down: boolean;
}

/**
 * The positions of the rows in their new order. Stable: rows that are alike in all columns stay as they stand in the table.
 * Texts are compared once per distinct text, by the order of the language, digits by their value; O(d log d) for d distinct values
 * of a column, and O(rows) for all else.
 */
export const orderOf = (columns: readonly SortColumn[], rows: number): Uint32Array => orderOfRanks(columns.map(ranksOf), rows);

/** The same for columns whose ranks are known: counted into their places (radix sort), column by column, the one that decides first last. */
export function orderOfRanks(ranks: readonly Float64Array[], rows: number): Uint32Array {
  let order = new Uint32Array(rows);
  for (let i = 0; i < rows; i++) order[i] = i;
  for (const column of ranks.toReversed()) {
    const { steps, count } = stepsOf(column);
    const ends = new Uint32Array(count + 1);
    for (const row of order) ends[(steps[row] ?? 0) + 1] = (ends[(steps[row] ?? 0) + 1] ?? 0) + 1;
    for (let step = 1; step <= count; step++) ends[step] = (ends[step] ?? 0) + (ends[step - 1] ?? 0);
    const next = new Uint32Array(rows);
    for (const row of order) {
      const step = steps[row] ?? 0;
      const at = ends[step] ?? 0;
      next[at] = row;
      ends[step] = at + 1;
    }
    order = next;
  }
  return order;
}

/** Ranks as 0, 1, 2 in their order. No value is after every value. Infinities are values: "10,001+" has one as its end. */
function stepsOf(ranks: Float64Array): { readonly steps: Uint32Array; readonly count: number } {
  let [least, most] = [Infinity, -Infinity];
  let areWhole = true;
  for (const rank of ranks) {
    if (rank < least) least = rank;
    if (rank > most) most = rank;
    areWhole &&= Number.isInteger(rank) || Number.isNaN(rank);
  }
  // Whole numbers that lie close together, as those of texts do, count themselves.
  if (areWhole && least <= most && most - least <= ranks.length * 2) return { steps: Uint32Array.from(ranks, (rank) => (Number.isNaN(rank) ? most - least + 1 : rank - least)), count: most - least + 2 };
  // Sorted as numbers by the engine itself, which puts NaN last.
  const sorted = ranks.slice().sort();
  const steps = new Map<number, number>();
  for (const rank of sorted) if (!steps.has(rank)) steps.set(rank, steps.size);
  return { steps: Uint32Array.from(ranks, (rank) => steps.get(rank) ?? 0), count: steps.size };
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** A number per row that sorts as the column does, whichever way; NaN = no value. */
export function ranksOf({ texts, type, down }: SortColumn): Float64Array {
  const rankOfText = type === 'number' || type === 'date' ? numbersOf(type) : ranksOfTexts(texts);
  const sign = down ? -1 : 1;
  return Float64Array.from(texts, (text) => (text === undefined ? NaN : sign * rankOfText(text)));
}

const numbersOf = (type: 'number' | 'date') => (text: string): number => (type === 'number' ? bounds(text)[0] : dayOf(text, 0)) ?? NaN;

function ranksOfTexts(texts: readonly (string | undefined)[]): (text: string) => number {
  const keyed = [...new Set(texts.filter((text) => text !== undefined))].map((text) => ({ text, key: sortKey(text) })).sort(compareKeyed);
  const ranks = new Map<string, number>();
  let rank = 0;
  let before: Keyed | undefined;
  for (const one of keyed) {
    // Texts that differ in case or accents alone are alike: the next column decides.
    if (before && compareKeyed(before, one) !== 0) rank += 1;
    ranks.set(one.text, rank);
    before = one;
  }
  return (text) => ranks.get(text) ?? NaN;
}

interface Keyed {
  readonly text: string;
  /** Sorts by its letters' numbers as the text does by the order of the language; null where only the collator knows. */
  readonly key: string | null;
}
/** The collator is asked only where it has to be: asking it a million times takes seconds. */
function compareKeyed(a: Keyed, b: Keyed): number {
  if (a.key === null || b.key === null) return collator.compare(a.text, b.text);
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}

const ZERO = 0x30;
const NINE = 0x39;
const SPACE = 0x20;
const TILDE = 0x7e;
/** Digits of a number that a key can tell the length of. */
const KEY_DIGITS = 30;
const isDigit = (code: number): boolean => code >= ZERO && code <= NINE;

/**
 * What stands for each printable ASCII character in a key, in the collator's own order, capitals like small letters. Digits have
 * themselves, behind the length of their number: 2 is before 10.
 */
const KEY_OF = ((): readonly string[] => {
  const codes = Array.from({ length: TILDE - SPACE + 1 }, (_, i) => SPACE + i).filter((code) => !isDigit(code));
  const chars = codes.map((code) => String.fromCharCode(code)).sort(collator.compare);
  const out: string[] = [];
  // Lengths of numbers lie where digits lie among the characters: after the signs, before the letters.
  let at = 1;
  let isAfterDigits = false;
  for (const [i, char] of chars.entries()) {
    if (!isAfterDigits && collator.compare(char, '0') > 0) {
      isAfterDigits = true;
      at += KEY_DIGITS + 2;
    } else if (i > 0 && collator.compare(chars[i - 1] ?? '', char) !== 0) at += 1;
    out[char.charCodeAt(0)] = String.fromCharCode(at);
  }
  return out;
})();
/** Keys of numbers without digits: one less than that of the first letter, less the lengths there are. */
const NUMBER_KEY = (KEY_OF['a'.charCodeAt(0)] ?? '').charCodeAt(0) - KEY_DIGITS - 1;

/** The key of a text of printable ASCII; null for any other. */
function sortKey(text: string): string | null {
  let key = '';
  for (let i = 0; i < text.length; ) {
    const code = text.charCodeAt(i);
    if (code < SPACE || code > TILDE) return null;
    if (!isDigit(code)) {
      key += KEY_OF[code] ?? '';
      i += 1;
      continue;
    }
    let end = i;
    while (isDigit(text.charCodeAt(end))) end += 1;
    while (i < end && text.charCodeAt(i) === ZERO) i += 1;
    if (end - i > KEY_DIGITS) return null;
    key += String.fromCharCode(NUMBER_KEY + end - i) + text.slice(i, end);
    i = end;
  }
  return key;
}
