import { mulDivHalfEven } from './integer-math.ts';

const MICRO_USD_PER_CENT = 10_000;

export interface Invoice {
  /** Whole cents; lines add up to the total. */
  readonly lines: readonly number[];
  readonly total: number;
}

/**
 * Rounds an invoice once: the total half-even to cents, then the lines so that they add up to it, the largest remainders first
 * (Hamilton's method). Every line is within one cent of its exact amount.
 * @param microUsd exact amounts of the lines, each at least 0
 */
export function roundInvoice(microUsd: readonly number[]): Invoice {
  if (microUsd.some((amount) => !Number.isSafeInteger(amount) || amount < 0)) throw new RangeError('a line is a whole number of micro-dollars of at least 0');
  const total = mulDivHalfEven(microUsd.reduce((sum, amount) => sum + amount, 0), 1, MICRO_USD_PER_CENT);
  const lines = microUsd.map((amount) => (amount - (amount % MICRO_USD_PER_CENT)) / MICRO_USD_PER_CENT);
  let missing = total - lines.reduce((sum, cents) => sum + cents, 0);
  const byRemainder = microUsd.map((amount, i) => ({ i, remainder: amount % MICRO_USD_PER_CENT })).sort((a, b) => b.remainder - a.remainder || a.i - b.i);
  for (const { i } of byRemainder) {
    if (missing <= 0) break;
    lines[i] = (lines[i] ?? 0) + 1;
    missing -= 1;
  }
  return { lines, total };
}
