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
 * O(n log n) comparisons of numbers; texts are compared once per distinct text, by the order of the language, digits by their value.
 */
export const orderOf = (columns: readonly SortColumn[], rows: number): Uint32Array => orderOfRanks(columns.map(ranksOf), rows);

/** The same for columns whose ranks are known. */
export function orderOfRanks(ranks: readonly Float64Array[], rows: number): Uint32Array {
  const order = new Uint32Array(rows);
  for (let i = 0; i < rows; i++) order[i] = i;
  if (ranks.length === 0) return order;
  return order.sort((a, b) => {
    for (const rank of ranks) {
      const way = compareRanks(rank[a] ?? NaN, rank[b] ?? NaN);
      if (way !== 0) return way;
    }
    return a - b;
  });
}

/** No value is after every value. Infinities are values: "10,001+" has one as its end. */
function compareRanks(x: number, y: number): number {
  if (x < y) return -1;
  if (x > y) return 1;
  return Number(Number.isNaN(x)) - Number(Number.isNaN(y));
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
  const distinct = [...new Set(texts.filter((text) => text !== undefined))].sort(collator.compare);
  const ranks = new Map<string, number>();
  let rank = 0;
  for (const [i, text] of distinct.entries()) {
    // Texts that differ in case or accents alone are alike: the next column decides.
    if (i > 0 && collator.compare(distinct[i - 1] ?? '', text) !== 0) rank += 1;
    ranks.set(text, rank);
  }
  return (text) => ranks.get(text) ?? NaN;
}
