import { maxOf, NOTHING, ZERO, type Amounts, type Micro } from '../ledger/amount.ts';
import { moneyOf, type PriceList } from '../ledger/prices.ts';
import { needsConfirmation, runMaximum, shortBy } from '../ledger/quote-math.ts';
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
  /** Prices of the account and the Actions used of them, which choose the tier; absent without an account. */
  readonly prices?: { readonly book: PriceList; readonly usedActions: Micro };
  readonly online: boolean;
}

/** Exact bounds for both meters. Pure: quoting twice with one price book gives one price. O(leads x steps). */
export function quoteRun(waterfall: Waterfall, leads: readonly Lead[], context: PlanContext, meters: QuoteMeters): Quote {
  const skips = new Map<SkipReason, number>();
  const steps = new Map<string, QuoteStep>();
  const maxima: Amounts[] = [];
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
      maxima.push(plan.max);
    }
  }
  const max = runMaximum(maxima);
  const block = blockOf(asked, max, meters);
  return {
    waterfallId: waterfall.id,
    leads: leads.length,
    asked,
    max,
    min: NOTHING,
    steps: [...steps.values()],
    skips: [...skips].map(([reason, count]) => ({ reason, count })),
    ...(meters.prices ? { maxMicroUsd: moneyOf(meters.prices.book, max, meters.prices.usedActions) } : {}),
    confirm: needsConfirmation(max.credits, meters.creditsMonthly),
    ...block,
  };
}

function blockOf(asked: number, max: Amounts, meters: QuoteMeters): Pick<Quote, 'blocked' | 'shortBy'> {
  if (asked === 0) return { blocked: 'nothing-to-ask' };
  if (!meters.available) return {};
  if (max.actions > meters.available.actions) return { blocked: 'no-actions', shortBy: shortBy(max.actions, meters.available.actions) };
  if (max.credits > meters.available.credits) return { blocked: 'no-credits', shortBy: shortBy(max.credits, meters.available.credits) };
  if (max.credits > 0 && !meters.online) return { blocked: 'offline' };
  return {};
}
