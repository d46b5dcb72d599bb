import { html } from 'hono/html';
import { UNIT, formatMicro, micro, readMicro, type Meter } from '../../../lib/domain/ledger/amount.ts';
import { usdText } from '../../../lib/domain/ledger/money-text.ts';
import type { Html } from '../frame.ts';
import { icon } from '../icons.ts';
import { METER_WORDS } from './words.ts';

/** The exact number with grouping, never abbreviated. */
export const amountText = (u: number): string => formatMicro(micro(u));
/** With its sign, as a statement shows it. */
export const signedText = (u: number): string => (u > 0 ? `+${amountText(u)}` : amountText(u));

const glyph = (meter: Meter): Html => html`<span class="p-glyph p-glyph--${meter === 'actions' ? 'a' : 'c'}">${icon(meter === 'actions' ? 'bolt' : 'discs')}</span>`;
/** Glyph of a meter, read as its name. */
export const meterHead = (meter: Meter): Html => html`${glyph(meter)}<span class="k-vh">${METER_WORDS[meter]}</span>`;
export const meterTitle = (meter: Meter): Html => html`${glyph(meter)}<span>${METER_WORDS[meter]}</span>`;

/** A number of a table; zero is dim. */
export const cell = (u: number, signed = false): Html => html`<span${u === 0 ? html` class="k-3"` : ''}>${signed ? signedText(u) : amountText(u)}</span>`;

const unitWord = (meter: Meter, u: number): string => (meter === 'actions' ? (u === UNIT ? 'Action' : 'Actions') : u === UNIT ? 'Credit' : 'Credits');
/** `1 Action`, `1.5 Credits` */
export const withUnit = (meter: Meter, u: number): string => `${amountText(u)} ${unitWord(meter, u)}`;

/** `55.00 USD`, exact. */
export const money = (microUsd: number): string => `${usdText(microUsd)} USD`;

/** Whole per cent, cut: 99.9 % is not 100 %. */
export const percent = (part: number, whole: number): number => (whole <= 0 ? (part > 0 ? 100 : 0) : Math.min(999, Math.floor((part / whole) * 100)));

/** An amount as people type it, exact to six places: `1,000.5`. Null when it is none. */
export const readAmount = (text: string): number | null => readMicro(text.trim().replace(/(?<=\d),(?=\d{3}(?!\d))/g, ''));

export interface BarPart {
  readonly value: number;
  readonly look: 'used' | 'held' | 'leased';
}
/** Parts of a whole on one line; the words beside it say the same. */
export function bar(meter: Meter, whole: number, parts: readonly BarPart[], tone: 'plain' | 'warn' = 'plain'): Html {
  let x = 0;
  const drawn = parts.map((part) => {
    const width = whole <= 0 ? 0 : Math.min(100 - x, (part.value / whole) * 100);
    const at = x;
    x += width;
    return { ...part, at, width };
  });
  return html`<svg class="p-bar p-bar--${meter === 'actions' ? 'a' : 'c'}${tone === 'warn' ? ' p-bar--warn' : ''}" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true"><rect class="p-bar__track" width="100" height="1"/>${drawn.filter((part) => part.width > 0).map((part) => html`<rect class="p-bar__${part.look}" x="${part.at.toFixed(3)}" width="${part.width.toFixed(3)}" height="1"/>`)}</svg>`;
}
