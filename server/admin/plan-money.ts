import { UNIT, formatMicro, micro, type Meter } from '../../lib/domain/ledger/amount.ts';
import { invoiceOf, type ExactLine, type Invoice } from './invoice.ts';
import { TOP_UP_PREMIUM_PERCENT, topUpCost } from '../../lib/domain/ledger/plan-facts.ts';
import { creditsMoney, graduatedCostBetween, type ActionTier } from '../../lib/domain/ledger/prices.ts';
import type { StoredPriceBook } from '../ledger/store.ts';
import type { PlanFacts } from './account.ts';

/** The premium of a price book, percent. */
export const premiumOf = (book: Pick<StoredPriceBook, 'topupPremiumPercent'>): number => book.topupPremiumPercent ?? TOP_UP_PREMIUM_PERCENT;

/** The part of some whole Actions that falls into one tier. */
export interface TierPart {
  readonly tier: ActionTier;
  readonly from: number;
  readonly count: number;
  readonly microUsd: number;
}
/** How many of the first `count` whole Actions are in which tier, and what they cost there. */
export function tierParts(tiers: readonly ActionTier[], count: number): TierPart[] {
  let from = 0;
  return tiers.map((tier) => {
    const to = tier.upTo === null ? Math.max(count, from) : tier.upTo;
    const inTier = Math.max(0, Math.min(count, to) - from);
    const part = { tier, from, count: inTier, microUsd: inTier * tier.microUsd };
    from = tier.upTo ?? to;
    return part;
  });
}

/** Whole Actions of an amount, the begun one included: tiers are prices of whole Actions. */
export const wholeActions = (u: number): number => (u - (u % UNIT)) / UNIT + (u % UNIT > 0 ? 1 : 0);

export interface TopUp {
  readonly meter: Meter;
  readonly at: number;
  readonly amount: number;
}
/**
 * Money for what was bought once, micro-USD. Data Credits bear the premium; Actions are the next ones of their tiers and bear none, so
 * that each of them stays under a cent.
 * @param actionsBefore Actions of the month that were paid already
 */
export const topUpPrice = (book: StoredPriceBook, topUp: Pick<TopUp, 'meter' | 'amount'>, actionsBefore: number): number =>
  topUp.meter === 'actions'
    ? graduatedCostBetween(book.actionTiers, wholeActions(actionsBefore), wholeActions(actionsBefore + topUp.amount))
    : topUpCost(micro(topUp.amount), book.creditMicroUsd, premiumOf(book));
/** Actions of a month that were paid already: the plan's and those that came on top. */
export const actionsPaid = (plan: PlanFacts, topUps: readonly TopUp[]): number => topUps.reduce((sum, one) => sum + (one.meter === 'actions' ? one.amount : 0), plan.actions);
const count = (n: number): string => new Intl.NumberFormat('en').format(n);

/**
 * The month of a plan as an invoice: its Actions by tier, its Data Credits, and what was topped up, in the order in which it came.
 * @param book in force when the month began
 * @param topUps each with the book in force when it was bought
 */
export function monthInvoice(plan: PlanFacts, book: StoredPriceBook, topUps: readonly (TopUp & { readonly book: StoredPriceBook })[]): Invoice {
  const tiers = tierParts(book.actionTiers, wholeActions(plan.actions)).filter((part) => part.count > 0);
  const lines: ExactLine[] = tiers.map((part) => ({ text: `${count(part.count)} Actions, ${tierName(part.tier, part.from)}`, microUsd: part.microUsd }));
  if (plan.credits > 0) lines.push({ text: `${formatMicro(micro(plan.credits))} Data Credits of the plan`, microUsd: creditsMoney(micro(plan.credits), book.creditMicroUsd) });
  for (const [i, topUp] of topUps.entries()) {
    const what = topUp.meter === 'actions' ? 'Actions topped up' : `Data Credits topped up, ${premiumOf(topUp.book)} % premium`;
    const by = topUp.book.version === book.version ? '' : `, price book ${topUp.book.version}`;
    lines.push({ text: `${formatMicro(micro(topUp.amount))} ${what}${by}`, microUsd: topUpPrice(topUp.book, topUp, actionsPaid(plan, topUps.slice(0, i))) });
  }
  return invoiceOf(lines);
}

/** `1 to 10,000`, `from 250,001` */
export const tierName = (tier: ActionTier, from: number): string => (tier.upTo === null ? `from ${count(from + 1)}` : `${count(from + 1)} to ${count(tier.upTo)}`);
/** What a plan costs a month, micro-USD. */
export const planMoney = (plan: PlanFacts, book: StoredPriceBook): number => monthInvoice(plan, book, []).exactMicroUsd;
