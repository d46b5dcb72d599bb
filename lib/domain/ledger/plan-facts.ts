/** A plan in a person's own numbers: where they are in the tiers, what comes next, what carries over. Pure and exact. */
import { UNIT, ZERO, add, maxOf, micro, subtract, type Micro } from './amount.ts';
import { mulDivHalfEven } from './integer-math.ts';
import { graduatedCostBetween, type ActionTier } from './prices.ts';
import { CREDIT_CAP_MONTHS } from './lots.ts';
import type { Entry } from './statement.ts';

export interface TierView {
  /** The first Action of the tier, counted from 1, and the last; null = no end. */
  readonly from: number;
  readonly upTo: number | null;
  readonly microUsd: number;
  /** Actions of it that were used. */
  readonly used: number;
  readonly isCurrent: boolean;
}

/**
 * The tiers with what was used of each. The current one is that of the next Action.
 * @param used whole Actions of the period
 */
export function tierViews(tiers: readonly ActionTier[], used: number): readonly TierView[] {
  let before = 0;
  return tiers.map((tier) => {
    const start = before;
    before = tier.upTo ?? Number.MAX_SAFE_INTEGER;
    return { from: start + 1, upTo: tier.upTo, microUsd: tier.microUsd, used: Math.min(Math.max(0, used - start), before - start), isCurrent: used >= start && used < before };
  });
}

/** Money for the next `count` Actions after `used`, micro-USD. */
export const nextActionsCost = (tiers: readonly ActionTier[], used: number, count: number): number => (tiers.length === 0 ? 0 : graduatedCostBetween(tiers, used, used + count));

/** Percent that a one-time top-up costs more than Credits of the plan. */
export const TOP_UP_PREMIUM_PERCENT = 30;
/** Money for a one-time top-up, micro-USD, rounded half-even once. @param credits micro-units */
export const topUpCost = (credits: Micro, creditMicroUsd: number, premiumPercent = TOP_UP_PREMIUM_PERCENT): number => mulDivHalfEven(credits, creditMicroUsd * (100 + premiumPercent), UNIT * 100);

export interface RollOver {
  /** The most that the plan's Credits may come to at the renewal, the new month included. */
  readonly cap: Micro;
  /** What the renewal would take, by what is left now: between these, because what came from top-ups is outside the cap. */
  readonly lostLeast: Micro;
  readonly lostMost: Micro;
  /** What would be there after the renewal if nothing were used until then; with the least loss. */
  readonly after: Micro;
}

/**
 * What the renewal does to the Data Credits if nothing is used until then.
 * @param owned all that the account owns of the meter
 * @param monthly what the plan gives
 * @param outside Credits granted outside the plan that may still be among them: used last, and not counted to the cap
 */
export function rollOver(owned: Micro, monthly: Micro, outside: Micro): RollOver {
  const left = maxOf(ZERO, owned);
  const cap = micro(CREDIT_CAP_MONTHS * monthly);
  const lost = (carried: Micro): Micro => maxOf(ZERO, micro(carried + monthly - cap));
  const lostMost = lost(left);
  const lostLeast = lost(maxOf(ZERO, subtract(left, outside)));
  return { cap, lostLeast, lostMost, after: micro(left - lostLeast + monthly) };
}

/** Grants of the plan itself: they count towards the cap. */
const OF_PLAN: ReadonlySet<string> = new Set(['plan', 'upgrade']);
/** Credits that were granted outside the plan and not taken back: top-ups, promotions, corrections and refunds, as far as the feed says. */
export const grantedOutside = (entries: readonly Entry[]): Micro =>
  entries.reduce<Micro>((sum, entry) => (entry.kind === 'grant' && !OF_PLAN.has(entry.code ?? '') ? add(sum, micro(entry.credits)) : sum), ZERO);
