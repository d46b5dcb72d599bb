import { mulDivFloor, mulDivHalfEven } from './integer-math.ts';

/** Micro-USD of one cent. */
export const CENT = 10_000;

export interface ExactLine {
  readonly text: string;
  readonly microUsd: number;
}
export interface InvoiceLine extends ExactLine {
  readonly cents: number;
}
export interface Invoice {
  readonly lines: readonly InvoiceLine[];
  readonly exactMicroUsd: number;
  /** The exact sum rounded once, half to even. */
  readonly totalCents: number;
}

/**
 * An invoice in whole cents whose lines sum to its total. The total is the exact sum rounded once; each line is its exact amount cut
 * to cents, and the cents that are then missing go to the lines with the largest remainders (Hare and Niemeyer's method), earlier
 * lines first among equals. Every line is within one cent of exact.
 * @throws RangeError when an amount is negative, not whole or out of range
 */
export function invoiceOf(lines: readonly ExactLine[]): Invoice {
  const exact = lines.reduce((sum, line) => sum + checked(line.microUsd), 0);
  const totalCents = mulDivHalfEven(checked(exact), 1, CENT);
  const cut = lines.map((line) => mulDivFloor(line.microUsd, 1, CENT));
  const missing = totalCents - cut.reduce((sum, cents) => sum + cents, 0);
  const byRemainder = lines.map((line, i) => ({ i, remainder: line.microUsd % CENT })).sort((a, b) => b.remainder - a.remainder || a.i - b.i);
  const lifted = new Set(byRemainder.slice(0, missing).map(({ i }) => i));
  return { lines: lines.map((line, i) => ({ ...line, cents: (cut[i] ?? 0) + (lifted.has(i) ? 1 : 0) })), exactMicroUsd: exact, totalCents };
}

function checked(microUsd: number): number {
  if (!Number.isSafeInteger(microUsd) || microUsd < 0) throw new RangeError(`not an amount of an invoice: ${microUsd}`);
  return microUsd;
}

/** `1234` cents as `12.34`. */
export const centsText = (cents: number): string => `${new Intl.NumberFormat('en').format(Math.floor(cents / 100))}.${String(cents % 100).padStart(2, '0')}`;

/** Exact micro-USD as decimal text with at least two places: `4000` -> `0.004`, `55000000` -> `55.00`. */
export function usdText(microUsd: number): string {
  const fraction = String(microUsd % 1_000_000).padStart(6, '0').replace(/0+$/, '');
  return `${new Intl.NumberFormat('en').format(Math.floor(microUsd / 1_000_000))}.${fraction.padEnd(2, '0')}`;
}
