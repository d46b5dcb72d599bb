import { gapsWithin, NO_NUMBERS, sizeOf, includes, type Ranges } from '../core/ranges.ts';

/** Which lead stands in which row: places of a table in the order in which they are shown. Nothing of the leads themselves. */
export interface Positions {
  readonly length: number;
  /** The place shown in a row; 0, which is no place, where no lead stands. */
  at(row: number): number;
  /** The row of a place, -1 when it is not shown. */
  rowOf(place: number): number;
}

export const NO_POSITIONS: Positions = { length: 0, at: () => 0, rowOf: () => -1 };

/** The first so many rows from `top` on in which a lead stands; none of them is after `last`. */
export function rowsFrom(positions: Positions, top: number, most: number, last: number = positions.length - 1): number[] {
  const rows: number[] = [];
  for (let row = top; row <= last && rows.length < most; row++) if (positions.at(row) > 0) rows.push(row);
  return rows;
}

/** The order of the table: all places before `next` that are in no gap. Costs what the gaps cost, not the rows. */
export function naturalPositions(next: number, gone: Ranges): Positions {
  const there = gapsWithin(gone, 1, next - 1);
  const before: number[] = [0];
  for (let i = 0; i < there.length; i += 2) before.push((before.at(-1) ?? 0) + (there[i + 1] ?? 0) - (there[i] ?? 0) + 1);
  const length = sizeOf(there);
  return {
    length,
    at(row) {
      const range = lastAtOrBelow(before, row);
      return (there[range * 2] ?? 0) + row - (before[range] ?? 0);
    },
    rowOf(place) {
      if (!includes(there, place)) return -1;
      let low = 0;
      for (let high = there.length / 2; low < high; ) {
        const middle = (low + high) >> 1;
        if ((there[middle * 2 + 1] ?? 0) < place) low = middle + 1;
        else high = middle;
      }
      return (before[low] ?? 0) + place - (there[low * 2] ?? 0);
    },
  };
}

/** Index of the last number that is not above `n`; 0 when all are. */
export function lastAtOrBelow(ascending: ArrayLike<number>, n: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((ascending[middle] ?? 0) <= n) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Places in an order that was found out, without those that are gone since. */
export function listedPositions(places: Uint32Array, gone: Ranges = NO_NUMBERS): Positions {
  const left = gone.length === 0 ? places : places.filter((place) => !includes(gone, place));
  return { length: left.length, at: (row) => left[row] ?? 0, rowOf: (place) => left.indexOf(place) };
}
