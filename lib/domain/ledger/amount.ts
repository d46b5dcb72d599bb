import type { Brand } from '../../core/ids.ts';

/**
 * Amounts are micro-units (1 Action = 1,000,000; 0.5 Credits = 500,000) as checked safe integers.
 * Nothing in the ledger divides or multiplies a Micro outside this file, and nothing is ever a fraction.
 */
export type Micro = Brand<number, 'Micro'>;
export const METERS = ['actions', 'data_credits'] as const;
export type Meter = (typeof METERS)[number];

export const UNIT = 1_000_000;
export const ZERO = 0 as Micro;
export const ONE_ACTION = UNIT as Micro;

/** Checks and brands. Throws RangeError on fractions, NaN or anything outside the safe integers. */
export function micro(value: number): Micro {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole number of micro-units: ${value}`);
  return value as Micro;
}
export const add = (...amounts: readonly Micro[]): Micro => amounts.reduce((sum, a) => micro(sum + a), ZERO);
export const subtract = (a: Micro, b: Micro): Micro => micro(a - b);
export const negate = (a: Micro): Micro => micro(a === 0 ? 0 : -a);
export const times = (a: Micro, count: number): Micro => micro(micro(count) * a);
export const maxOf = (...amounts: readonly Micro[]): Micro => amounts.reduce((m, a) => (a > m ? a : m), ZERO);

/** Both meters of one thing. They move together or not at all. */
export interface Amounts {
  readonly actions: Micro;
  readonly credits: Micro;
}
export const NOTHING: Amounts = { actions: ZERO, credits: ZERO };
export const addAmounts = (a: Amounts, b: Amounts): Amounts => ({
  actions: add(a.actions, b.actions),
  credits: add(a.credits, b.credits),
});

/**
 * Exact decimal text of a micro amount with grouping, never abbreviated: 12482000000 -> "12,482", 500000 -> "0.5".
 * @param locale only chooses separators; the digits are made from integers
 */
export function formatMicro(amount: Micro, locale = 'en'): string {
  const negative = amount < 0;
  const abs = Math.abs(amount);
  const whole = Math.floor(abs / UNIT);
  const fraction = String(abs % UNIT).padStart(6, '0').replace(/0+$/, '');
  const point = new Intl.NumberFormat(locale).formatToParts(0.5).find((p) => p.type === 'decimal')?.value ?? '.';
  const text = new Intl.NumberFormat(locale).format(whole) + (fraction ? point + fraction : '');
  return negative ? `−${text}` : text;
}

/** Plain decimal text for files: no grouping, point, ASCII minus. */
export function decimalMicro(amount: Micro): string {
  const abs = Math.abs(amount);
  const fraction = String(abs % UNIT).padStart(6, '0').replace(/0+$/, '');
  return `${amount < 0 ? '-' : ''}${Math.floor(abs / UNIT)}${fraction ? `.${fraction}` : ''}`;
}

/** The other way, exact to six places: `0.0015` is 1,500. Null when the text is no such number; a comma, a sign or an exponent is none. */
export function readMicro(text: string): Micro | null {
  const match = /^(\d{1,9})(?:\.(\d{1,6}))?$/.exec(text);
  return match === null ? null : micro(Number(match[1]) * UNIT + Number((match[2] ?? '').padEnd(6, '0')));
}
