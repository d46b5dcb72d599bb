/** Sets of whole numbers as ranges: `[from, to, from, to, …]`, ascending, both ends included, never touching each other. */
export type Ranges = readonly number[];

export const NO_NUMBERS: Ranges = [];

/** How many numbers are in it. */
export function sizeOf(ranges: Ranges): number {
  let size = 0;
  for (let i = 0; i < ranges.length; i += 2) size += (ranges[i + 1] ?? 0) - (ranges[i] ?? 0) + 1;
  return size;
}

/** Index of the first range that ends at or after `n`, as a position of its start. */
function rangeAt(ranges: Ranges, n: number): number {
  let low = 0;
  let high = ranges.length / 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle * 2 + 1] ?? 0) < n) low = middle + 1;
    else high = middle;
  }
  return low * 2;
}

export function includes(ranges: Ranges, n: number): boolean {
  const at = rangeAt(ranges, n);
  return at < ranges.length && (ranges[at] ?? 0) <= n;
}

/** The ranges with all numbers from `from` to `to`, both included. */
export function withRange(ranges: Ranges, from: number, to: number): Ranges {
  if (to < from) return ranges;
  // Ranges that overlap or touch become one.
  const start = rangeAt(ranges, from - 1);
  let end = start;
  let [low, high] = [from, to];
  while (end < ranges.length && (ranges[end] ?? 0) <= to + 1) {
    low = Math.min(low, ranges[end] ?? low);
    high = Math.max(high, ranges[end + 1] ?? high);
    end += 2;
  }
  return [...ranges.slice(0, start), low, high, ...ranges.slice(end)];
}

/** The ranges without one number. */
export function without(ranges: Ranges, n: number): Ranges {
  const at = rangeAt(ranges, n);
  const [from, to] = [ranges[at], ranges[at + 1]];
  if (from === undefined || to === undefined || from > n) return ranges;
  return [...ranges.slice(0, at), ...(from < n ? [from, n - 1] : []), ...(n < to ? [n + 1, to] : []), ...ranges.slice(at + 2)];
}

/** The numbers from `from` to `to` that are not in it. */
export function gapsWithin(ranges: Ranges, from: number, to: number): Ranges {
  const out: number[] = [];
  let next = from;
  for (let at = rangeAt(ranges, from); at < ranges.length && (ranges[at] ?? 0) <= to; at += 2) {
    if ((ranges[at] ?? 0) > next) out.push(next, (ranges[at] ?? 0) - 1);
    next = (ranges[at + 1] ?? 0) + 1;
  }
  if (next <= to) out.push(next, to);
  return out;
}
