import { add, addAmounts, maxOf, NOTHING, subtract, UNIT, ZERO, type Amounts, type Micro } from '../ledger/amount.ts';
import type { Lead } from '../lead/lead.ts';
import { planTask, type PlanContext } from './plan.ts';
import type { Quote, QuoteStep } from './quote.ts';
import type { SkipReason } from './run.ts';
import type { Waterfall } from './waterfall.ts';

export interface QuoteMeters {
  /** What can be spent now; null = not limited (no account). */
  readonly available: Amounts | null;
  /** Data Credits a month; a run above a tenth of it (and at least 500) asks once more. */
  readonly creditsMonthly: Micro;
  readonly creditMicroUsd: number;
  readonly actionMicroUsd: number;
  readonly online: boolean;
}

const CONFIRM_AT_LEAST = 500 * UNIT;

/** Exact bounds for both meters. Pure: quoting twice with one price book gives one price. O(leads x steps). */
export function quoteRun(waterfall: Waterfall, leads: readonly Lead[], context: PlanContext, meters: QuoteMeters): Quote {
  const skips = new Map<SkipReason, number>();
  const steps = new Map<string, QuoteStep>();
  let max = NOTHING;
  let asked = 0;
  for (const lead of leads) {
    const plan = planTask(waterfall, lead, context);
    for (const step of plan.steps) {
      const key = `${step.source} ${step.providerId ?? ''} ${step.operation ?? ''}`;
      const known = steps.get(key);
      const askable = (known?.askable ?? 0) + (plan.kind === 'ask' && !step.skip ? 1 : 0);
      const { guess: _guess, skip, ...shown } = step;
      steps.set(key, { ...shown, creditsMax: maxOf(known?.creditsMax ?? ZERO, step.creditsMax), askable, ...(askable === 0 && skip ? { skip } : {}) });
    }
    if (plan.kind === 'skip') skips.set(plan.reason, (skips.get(plan.reason) ?? 0) + 1);
    else {
      asked += 1;
      max = addAmounts(max, plan.max);
    }
  }
  const { blocked, shortBy } = blockOf(asked, max, meters);
  return {
    waterfallId: waterfall.id,
    leads: leads.length,
    asked,
    max,
    min: NOTHING,
    steps: [...steps.values()],
    skips: [...skips].map(([reason, count]) => ({ reason, count })),
    ...(meters.available ? { maxMicroUsd: moneyOf(max, meters) } : {}),
    confirm: max.credits >= CONFIRM_AT_LEAST && max.credits * 10 > meters.creditsMonthly,
    ...(blocked ? { blocked } : {}),
    ...(shortBy ? { shortBy } : {}),
  };
}

function blockOf(asked: number, max: Amounts, meters: QuoteMeters): { blocked?: NonNullable<Quote['blocked']>; shortBy?: Micro } {
  if (asked === 0) return { blocked: 'nothing-to-ask' };
  if (!meters.available) return {};
  if (max.actions > meters.available.actions) return { blocked: 'no-actions', shortBy: subtract(max.actions, meters.available.actions) };
  if (max.credits > meters.available.credits) return { blocked: 'no-credits', shortBy: subtract(max.credits, meters.available.credits) };
  if (max.credits > 0 && !meters.online) return { blocked: 'offline' };
  return {};
}

/** Rounded up to a whole micro-USD, so that the bound stays a bound. */
function moneyOf(amounts: Amounts, meters: QuoteMeters): number {
  const part = (amount: Micro, microUsdEach: number): bigint => (BigInt(amount) * BigInt(microUsdEach) + BigInt(UNIT) - 1n) / BigInt(UNIT);
  return Number(part(add(amounts.actions), meters.actionMicroUsd) + part(amounts.credits, meters.creditMicroUsd));
}
