/** The learned order in words and numbers, for whoever wants to know why. */
import type { Explanation, OrderFigures, StepFigures } from '../domain/learning/explain.ts';
import type { OddsBasis, Share } from '../domain/learning/odds.ts';
import { countryName } from '../domain/learning/countries.ts';
import type { SegmentChoices } from '../contracts/learning-commands.ts';
import { micro, type Micro } from '../domain/ledger/amount.ts';
import { countOf, durationOf, listOf, plural } from './format.ts';
import { formatMicroUsd } from './money.ts';

type Named = (providerId: string) => string;

export const percentOf = (share: number): string => `${Math.round(100 * share)} %`;

/** "31 to 53 %" */
export const rangeOf = ({ low, high }: Share): string => `${Math.round(100 * low)} to ${Math.round(100 * high)} %`;

/** Money that is no whole number of micro-USD yet: three figures are enough to compare. */
export const moneyOf = (microUsd: number): string => formatMicroUsd(Math.round(Math.max(0, microUsd) / 100) * 100);

export const stepName = (step: Pick<StepFigures, 'source' | 'providerId'>, nameOf: Named): string => (step.source === 'pattern' ? 'Pattern guess' : nameOf(step.providerId ?? ''));

/** Hundredths of a Credit are enough to compare. */
export const roundedCredits = (credits: number): Micro => micro(Math.round(Math.max(0, credits) / 10_000) * 10_000);

export interface OrderCompare {
  readonly fixed: string;
  readonly learned: string;
  /** Length of the two bars, 0 to 100. */
  readonly fixedBar: number;
  readonly learnedBar: number;
  /** "−24 %", or what is said when nothing is saved. */
  readonly saving: string;
  readonly saves: boolean;
  readonly credits?: { readonly fixed: Micro; readonly learned: Micro };
}

/** Both orders side by side, in what they are paid in. */
export function compareOf(e: Pick<Explanation, 'learned' | 'fixed' | 'measure'>): OrderCompare {
  const value = (o: OrderFigures): number => (e.measure === 'credits' ? o.creditsMicro : e.measure === 'money' ? o.moneyMicroUsd : o.waitMs);
  const text = (o: OrderFigures): string => (e.measure === 'money' ? moneyOf(o.moneyMicroUsd) : durationOf(o.waitMs));
  const [fixed, learned] = [value(e.fixed), value(e.learned)];
  const most = Math.max(fixed, learned, 1e-9);
  const part = fixed > 0 ? Math.round(100 * (1 - learned / fixed)) : 0;
  return {
    fixed: text(e.fixed), learned: text(e.learned), fixedBar: (100 * fixed) / most, learnedBar: (100 * learned) / most,
    saving: part > 0 ? `−${part} %` : part < 0 ? `+${-part} %` : 'Same', saves: part > 0,
    ...(e.measure === 'credits' ? { credits: { fixed: roundedCredits(e.fixed.creditsMicro), learned: roundedCredits(e.learned.creditsMicro) } } : {}),
  };
}

/** The line under "Learned order". */
export function headline(e: Explanation): string {
  const practice = e.place === 'sandbox' ? ' Practice has figures of its own.' : '';
  if (e.attempts === 0) return `Nothing was asked here yet. It starts from what such sources usually give and learns from each answer.${practice}`;
  const missed = e.fixed.coverage - e.learned.coverage > 0.005 ? ` instead of ${percentOf(e.fixed.coverage)}` : '';
  const pinned = e.first.some((arm) => e.learned.arms.includes(arm)) ? ' after what you put first' : '';
  return `The cheapest order${pinned} for ${missed ? '' : 'the same '}${percentOf(e.learned.coverage)} of the leads${missed}, from ${plural(e.attempts, 'attempt')} of your own.${practice}`;
}

const BASIS_WORDS: Readonly<Record<OddsBasis, string>> = { segment: '', size: 'all levels', country: 'whole country', all: 'everywhere', prior: '' };

/** Under the name of a step: why it stands where it stands. */
export function placeWords(e: Explanation, step: StepFigures, place: number): string {
  if (step.skip === 'little-gain') return 'Left out: it would add next to nothing';
  if (step.skip === 'no-verifier') return 'No verifier: left out';
  if (step.skip) return 'No key yet: left out';
  if (e.first.includes(step.arm)) return 'You put it first';
  if (step.basis === 'prior') return 'Not asked yet: usual figures';
  const before = e.fixed.arms.indexOf(step.arm);
  const basis = e.segment.country === '?' && e.segment.size === '?' && e.segment.seniority === '?' ? '' : BASIS_WORDS[step.basis];
  return [before >= 0 && before !== place ? `Number ${before + 1} in your order` : 'As in your order', basis].filter(Boolean).join(' · ');
}

/** What one answer takes here, where that is no amount of Credits: the partner's bill for an own key, misses included. */
export function billWords(step: StepFigures): string {
  if (step.billMicroUsd === undefined) return '–';
  return step.billMicroUsd === 0 ? 'free' : moneyOf(step.billMicroUsd);
}

/** Whole sentences: what decides the order. */
export function reasons(e: Explanation, nameOf: Named): string[] {
  const name = (arm: string): string => {
    const step = e.steps.find((s) => s.arm === arm);
    return step ? stepName(step, nameOf) : arm;
  };
  const tries = e.tryShare > 0 ? `A run may spend up to ${percentOf(e.tryShare)} of its expected cost on trying other orders. A single lead is always asked in the best one.` : 'No other orders are tried: what a source would give elsewhere stays unknown.';
  return [
    ...(e.bills.byAnswer ? ['Through the account only the answer that is taken costs, so cheaper sources come first, and among equals the quicker one.'] : []),
    ...(e.bills.byOwnKey ? ['With your own keys the partner bills each call or each answer: the source whose answer costs least, misses included, comes first. Where a partner’s price is not known, the usual one is taken.', 'The figures of both orders count Actions, Credits and bills together as money.'] : []),
    ...(!e.bills.byAnswer && !e.bills.byOwnKey ? ['Nothing here costs more than anything else, so the order is the one that waits least.'] : []),
    ...(e.givesUpAfter === undefined ? [] : [`It gives up after ${plural(e.givesUpAfter, 'source')} without an answer, so those that find most together are asked first.`]),
    ...e.twins.map(([a, b]) => `${listOf([name(a), name(b)])} mostly know the same leads: after one has missed, the other seldom helps.`),
    ...(e.attempts > 0 && e.findable < 0.99 ? [`About ${Math.round(100 * e.findable)} of 100 leads are known to any source at all; each miss makes the next one likelier.`] : []),
    tries,
  ];
}

export interface SegmentOption {
  readonly value: string;
  readonly label: string;
}
const SENIORITY_WORDS: Readonly<Record<string, string>> = { top: 'Owners and chiefs', director: 'Directors', manager: 'Managers', other: 'Everybody else' };

/** Segments to choose from, each with its attempts. */
export function segmentOptions(choices: SegmentChoices): Readonly<Record<'country' | 'size' | 'seniority', readonly SegmentOption[]>> {
  const options = (list: SegmentChoices['countries'], label: (value: string) => string): SegmentOption[] => list.map(({ value, attempts }) => ({ value, label: `${label(value)} (${countOf(attempts)})` }));
  return {
    country: options(choices.countries, countryName),
    size: options(choices.sizes, (value) => `${value} people`),
    seniority: options(choices.seniorities, (value) => SENIORITY_WORDS[value] ?? value),
  };
}
