import { addAmounts, maxOf, micro, NOTHING, ONE_ACTION, ZERO, type Amounts, type Micro } from '../ledger/amount.ts';
import { moneyOf, type PriceList } from '../ledger/prices.ts';
import { limitHit, type AccountLimit } from '../ledger/notices.ts';
import { needsConfirmation, runMaximum, shortBy } from '../ledger/quote-math.ts';
import type { Lead } from '../lead/lead.ts';
import { capHit, firstHit, NOTHING_TAKEN, roomsOf, tableBounds, type CapHit, type SpendLimits, type Taken } from './caps.ts';
import { expectTask, type StepExpectation } from './expect.ts';
import { planTask, type PlanContext, type PlannedStep } from './plan.ts';
import type { Expected, Quote, QuoteStep } from './quote.ts';
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
  /** The person's own limits, and what was taken of them. */
  readonly limits?: SpendLimits;
  readonly taken?: Taken;
  /** Caps of the workspace and of this member, as the server told them last. */
  readonly accountLimits?: readonly AccountLimit[];
}

/** Exact bounds for both meters, and what is expected between them. Pure: quoting twice with one price book gives one price. O(leads x steps). */
export function quoteRun(waterfall: Waterfall, leads: readonly Lead[], context: PlanContext, meters: QuoteMeters): Quote {
  const skips = new Map<SkipReason, number>();
  const steps = new StepSums();
  const maxima: Amounts[] = [];
  const byTable = new Map<string, Amounts>();
  const sum = { found: 0, credits: 0 };
  for (const [n, lead] of leads.entries()) {
    const plan = planTask(waterfall, lead, context);
    if (plan.kind === 'skip') {
      skips.set(plan.reason, (skips.get(plan.reason) ?? 0) + 1);
      for (const step of plan.steps) steps.add(n, step, undefined, plan.reason);
      continue;
    }
    maxima.push(plan.max);
    byTable.set(lead.tableId, addAmounts(byTable.get(lead.tableId) ?? NOTHING, plan.max));
    const expectation = expectTask(waterfall, lead, plan.steps, context);
    sum.found += expectation.found;
    sum.credits += Math.min(expectation.credits, plan.max.credits);
    plan.steps.forEach((step, i) => steps.add(n, step, expectation.steps[i]));
  }
  const asked = maxima.length;
  const max = runMaximum(maxima);
  const limited = limitHit(meters.accountLimits ?? [], max, context.now);
  const { capped, tableRooms } = capsOf(meters, max, byTable);
  return {
    waterfallId: waterfall.id,
    leads: leads.length,
    asked,
    max,
    min: NOTHING,
    expected: expectedOf(sum, max, steps.attempts, meters),
    steps: steps.list(),
    skips: [...skips].map(([reason, count]) => ({ reason, count })),
    ...(meters.prices ? { maxMicroUsd: moneyOf(meters.prices.book, max, meters.prices.usedActions) } : {}),
    confirm: meters.limits?.confirmAtCredits === undefined ? needsConfirmation(max.credits, meters.creditsMonthly) : max.credits > 0 && max.credits >= meters.limits.confirmAtCredits,
    ...(capped ? { capped } : {}),
    ...(tableRooms ? { tableRooms } : {}),
    ...(limited ? { limited } : {}),
    ...blockOf(asked, max, meters),
  };
}

/** The person's own limits: the first that the most would reach, and what those of the one table leave. */
function capsOf({ limits, taken = NOTHING_TAKEN }: QuoteMeters, max: Amounts, byTable: ReadonlyMap<string, Amounts>): { readonly capped?: CapHit | undefined; readonly tableRooms?: readonly CapHit[] } {
  if (!limits) return {};
  const tables = [...byTable].map(([tableId, wanted]) => ({ wanted, rooms: roomsOf(tableBounds(limits, taken, tableId)) }));
  const [only, ...others] = tables;
  const hits = tables.flatMap(({ wanted, rooms }) => firstHit(rooms, wanted) ?? []);
  return { capped: capHit(limits, taken, max) ?? hits[0], ...(only && others.length === 0 && only.rooms.length > 0 ? { tableRooms: only.rooms } : {}) };
}

function expectedOf(sum: { readonly found: number; readonly credits: number }, max: Amounts, attempts: number, meters: QuoteMeters): Expected {
  const actions = micro(Math.min(max.actions, Math.floor(sum.found * ONE_ACTION)));
  const credits = micro(Math.min(max.credits, Math.floor(sum.credits)));
  const { prices } = meters;
  return { actions, credits, found: sum.found, attempts, ...(prices ? { microUsd: moneyOf(prices.book, { actions, credits }, prices.usedActions) } : {}) };
}

type Sums = { -readonly [K in keyof QuoteStep]: QuoteStep[K] } & { asked: number; answers: number; chanceSum: number; lead: number; reasons: Map<SkipReason, number> };

/** The same step of all leads together. Guesses of one lead are one step. */
class StepSums {
  readonly #steps = new Map<string, Sums>();
  /** The most past questions that one step rests on. */
  attempts = 0;

  add(lead: number, step: PlannedStep, expected: StepExpectation | undefined, leadSkip?: SkipReason): void {
    const { source, providerId, operation, route, finds } = step;
    const key = `${finds ?? ''} ${source} ${providerId ?? ''} ${operation ?? ''}`;
    const sums = this.#steps.get(key) ?? { source, creditsMax: ZERO, askable: 0, asked: 0, answers: 0, chanceSum: 0, lead: -1, reasons: new Map<SkipReason, number>() };
    this.#steps.set(key, Object.assign(sums, { ...(providerId ? { providerId } : {}), ...(operation ? { operation } : {}), ...(route ? { route } : {}), ...(finds ? { finds } : {}) }));
    sums.creditsMax = maxOf(sums.creditsMax, step.creditsMax);
    const reason = step.skip ?? leadSkip;
    if (reason !== undefined) sums.reasons.set(reason, (sums.reasons.get(reason) ?? 0) + 1);
    if (!expected || step.skip !== undefined) return;
    if (sums.lead !== lead) {
      sums.askable += 1;
      sums.asked += expected.asked;
    }
    sums.lead = lead;
    sums.answers += expected.answers;
    sums.chanceSum += expected.chance;
    if (expected.attempts > (sums.attempts ?? 0)) sums.attempts = expected.attempts;
    if (expected.tookMs !== undefined) sums.tookMs = expected.tookMs;
    this.attempts = Math.max(this.attempts, expected.attempts);
  }

  list(): QuoteStep[] {
    return [...this.#steps.values()].map(({ reasons, chanceSum, lead: _lead, ...step }) => {
      const skips = [...reasons].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count);
      const first = skips[0];
      return { ...step, ...(step.askable > 0 ? { chance: chanceSum / step.askable } : {}), ...(skips.length > 0 ? { skips } : {}), ...(step.askable === 0 && first ? { skip: first.reason } : {}) };
    });
  }
}

function blockOf(asked: number, max: Amounts, meters: QuoteMeters): Pick<Quote, 'blocked' | 'shortBy'> {
  if (asked === 0) return { blocked: 'nothing-to-ask' };
  if (!meters.available) return {};
  if (max.actions > meters.available.actions) return { blocked: meters.online ? 'no-actions' : 'allowance', shortBy: shortBy(max.actions, meters.available.actions) };
  if (max.credits > meters.available.credits) return { blocked: 'no-credits', shortBy: shortBy(max.credits, meters.available.credits) };
  if (max.credits > 0 && !meters.online) return { blocked: 'offline' };
  return {};
}
