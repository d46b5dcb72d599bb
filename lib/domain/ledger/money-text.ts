/** Micro-USD of one cent. */
export const CENT = 10_000;

/** `1234` cents as `12.34`. */
export const centsText = (cents: number): string => `${new Intl.NumberFormat('en').format(Math.floor(cents / 100))}.${String(cents % 100).padStart(2, '0')}`;

/** Exact micro-USD as decimal text with at least two places: `4000` -> `0.004`, `55000000` -> `55.00`. */
export function usdText(microUsd: number): string {
  const fraction = String(microUsd % 1_000_000).padStart(6, '0').replace(/0+$/, '');
  return `${new Intl.NumberFormat('en').format(Math.floor(microUsd / 1_000_000))}.${fraction.padEnd(2, '0')}`;
}
