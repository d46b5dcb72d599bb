import type { OperationName } from '../enrichment/operation.ts';
import { UNIT, ZERO, micro, type Amounts, type Micro } from './amount.ts';
import { mulDivHalfEven } from './integer-math.ts';

/** Graduated price of Actions: each tier covers the whole Actions up to `upTo` (null = no end) at `microUsd` each. */
export interface ActionTier {
  readonly upTo: number | null;
  readonly microUsd: number;
}

/** The part of a price book that arithmetic needs; the wire's price book has this shape. */
export interface PriceList {
  readonly actionsPerResult: number;
  readonly actionTiers: readonly ActionTier[];
  /** Keyed `operation@provider`, micro-credits. */
  readonly data: Readonly<Record<string, number>>;
  readonly creditMicroUsd: number;
  /** On top of the plan's price for what is bought between two renewals, percent. */
  readonly topupPremiumPercent?: number | undefined;
}

export const priceKey = (operation: OperationName, providerId: string): string => `${operation}@${providerId}`;

/** What one accepted answer costs through the account, or null when the book has no price for it. */
export function priceOf(book: PriceList, operation: OperationName, providerId: string): Amounts | null {
  const key = priceKey(operation, providerId);
  const credits = Object.hasOwn(book.data, key) ? book.data[key] : undefined;
  if (credits === undefined) return null;
  return { actions: micro(book.actionsPerResult), credits: micro(credits) };
}

/** Tiers must rise, end open and never get dearer; otherwise buying more could cost more each. */
export function tiersAreSound(tiers: readonly ActionTier[]): boolean {
  return tiers.every((tier, i) => {
    const before = tiers[i - 1];
    const isLast = i === tiers.length - 1;
    const rises = tier.upTo === null ? isLast : !isLast && tier.upTo > (before?.upTo ?? 0);
    return rises && Number.isSafeInteger(tier.microUsd) && tier.microUsd >= 0 && (before === undefined || tier.microUsd <= before.microUsd);
  }) && tiers.length > 0;
}

/**
 * Money for the first `count` whole Actions, micro-USD: sum over the tiers of min(width, rest) times the price.
 * @throws RangeError when count is not a whole number of at least 0 or the sum leaves the safe integers
 */
export function graduatedCost(tiers: readonly ActionTier[], count: number): number {
  if (!Number.isSafeInteger(count) || count < 0) throw new RangeError(`not a count of Actions: ${count}`);
  let from = 0;
  let sum = 0n;
  for (const tier of tiers) {
    const to = tier.upTo === null ? count : Math.min(tier.upTo, count);
    if (to > from) sum += BigInt(to - from) * BigInt(tier.microUsd);
    from = Math.max(from, to);
  }
  const result = Number(sum);
  if (!Number.isSafeInteger(result)) throw new RangeError(`cost out of range: ${sum}`);
  return result;
}

/** Money for the Actions after the first `from` up to the first `to`, micro-USD. Independent of the path taken between them. */
export const graduatedCostBetween = (tiers: readonly ActionTier[], from: number, to: number): number =>
  graduatedCost(tiers, to) - graduatedCost(tiers, from);

/** Money for Data Credits, micro-USD, rounded half-even once. */
export const creditsMoney = (credits: Micro, creditMicroUsd: number): number => mulDivHalfEven(credits, creditMicroUsd, UNIT);

/**
 * Money for amounts of both meters when `usedActions` were taken before, micro-USD.
 * A begun Action counts as a whole one: tiers are prices of whole Actions.
 */
export function moneyOf(book: PriceList, amounts: Amounts, usedActions: Micro = ZERO): number {
  const from = wholeUp(usedActions);
  const to = wholeUp(micro(usedActions + amounts.actions));
  return graduatedCostBetween(book.actionTiers, from, to) + creditsMoney(amounts.credits, book.creditMicroUsd);
}

const wholeUp = (amount: Micro): number => (amount - (amount % UNIT)) / UNIT + (amount % UNIT > 0 ? 1 : 0);
