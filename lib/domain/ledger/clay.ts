/**
 * What Clay would charge for the same work. Source: Clay's help pages "Actions & Data Credits", "Plans & billing" and its price page,
 * read in August 2026: 1 Action for each answer or record sent, whoever answers; Data Credits for data bought with Clay's keys; own
 * keys take Actions only; no result takes neither; Credits carry over to 2x; one-time top-ups cost 30 % more; Actions are sold by tier.
 * What is not published is an assumption that the person sees and may change; where there is no ground for one, no figure is given.
 */
import { REPEATED } from './charge.ts';
import { UNIT, ZERO, addAmounts, maxOf, micro, NOTHING, type Amounts, type Micro } from './amount.ts';
import { isDelivery } from './explain.ts';
import { TOP_UP_PREMIUM_PERCENT, topUpCost } from './plan-facts.ts';
import { moneyOf, type PriceList } from './prices.ts';
import type { Entry } from './statement.ts';

export interface ClayPlan {
  readonly id: string;
  readonly name: string;
  /** A month, billed monthly, micro-USD. */
  readonly microUsd: number;
  /** Of a month, micro-units. */
  readonly actions: Micro;
  readonly credits: Micro;
}
const plan = (id: string, name: string, usd: number, actions: number, credits: number): ClayPlan => ({ id, name, microUsd: usd * 1_000_000, actions: micro(actions * UNIT), credits: micro(credits * UNIT) });

/** The plans with a published price, at their starting size. Larger sizes of them and Enterprise have no price that can be looked up. */
export const CLAY_PLANS: readonly ClayPlan[] = [plan('free', 'Free', 0, 500, 100), plan('launch', 'Launch', 185, 15_000, 2_500), plan('growth', 'Growth', 495, 40_000, 6_000)];
export const CLAY_READ = 'August 2026';

export interface ClayAssumptions {
  readonly plan: ClayPlan;
  /** Data Credits of one bought answer by enrichment; where there is none, the price that Kiln charged is taken. */
  readonly creditsOf: Readonly<Record<string, Micro>>;
  /** Money for one Data Credit of the plan, micro-USD; a top-up costs 30 % more. Clay says "a few pennies". */
  readonly creditMicroUsd: number;
}
export const CLAY_CREDIT_MICRO_USD = 50_000;

/** Answers of one kind that were charged, and questions that were not. */
export interface UsageLine {
  readonly enrichment: string;
  readonly route: 'account' | 'own' | 'free' | 'sent';
  readonly answers: number;
  readonly misses: number;
  /** What Kiln took for them. */
  readonly taken: Amounts;
}
export const usageKey = (line: Pick<UsageLine, 'enrichment' | 'route'>): string => `${line.route} ${line.enrichment}`;

/** Adds one line of the statement to the usage; lines that say nothing of usage leave it as it is. Changes the map. */
export function addUsage(usage: Map<string, UsageLine>, entry: Entry): void {
  const isAnswer = entry.kind === 'post' || entry.kind === 'spend';
  if (!isAnswer && entry.kind !== 'void' && entry.kind !== 'reversal') return;
  // Given again: no new answer, and no miss.
  if (entry.code === REPEATED) return;
  const route = isDelivery(entry.operation) ? 'sent' : (entry.route ?? 'account');
  const enrichment = entry.enrichment ?? entry.operation ?? '';
  const key = usageKey({ enrichment, route });
  const line = usage.get(key) ?? { enrichment, route, answers: 0, misses: 0, taken: NOTHING };
  const amounts: Amounts = { actions: micro(Math.abs(entry.actions)), credits: micro(Math.abs(entry.credits)) };
  const charged = amounts.actions > 0 || amounts.credits > 0;
  if (entry.kind === 'void' || (isAnswer && !charged)) usage.set(key, { ...line, misses: line.misses + 1 });
  else if (isAnswer) {
    // The parts of an answer (a company found first, a check) take Credits and no Action of their own: they are no answers.
    usage.set(key, { ...line, answers: line.answers + (amounts.actions > 0 ? 1 : 0), taken: addAmounts(line.taken, amounts) });
  } else {
    const taken = { actions: micro(line.taken.actions - amounts.actions), credits: micro(line.taken.credits - amounts.credits) };
    usage.set(key, { ...line, answers: line.answers - (amounts.actions > 0 ? 1 : 0), taken });
  }
}

/** Why a figure is missing or stands on an assumption. */
export type ClayGap = 'actions-beyond-plan' | 'free-plan-has-no-top-up' | 'free-sources' | 'own-keys' | 'credits-assumed';

export interface ClayLine extends UsageLine {
  readonly clay: Amounts;
}
export interface ClayBill {
  readonly lines: readonly ClayLine[];
  readonly kiln: Amounts;
  readonly clay: Amounts;
  /** What the plan does not cover. */
  readonly over: Amounts;
  readonly planMicroUsd: number;
  /** Money for the Credits beyond the plan; null when they cannot be bought. */
  readonly topUpMicroUsd: number | null;
  /** Plan and top-ups of a month; null when the plan cannot do this work. */
  readonly totalMicroUsd: number | null;
  readonly gaps: readonly ClayGap[];
}

/** The same usage by Clay's rules. Exact for the rules as given; every assumption is in `assumptions`. */
export function clayBill(usage: readonly UsageLine[], assumptions: ClayAssumptions): ClayBill {
  const lines = usage.map((line): ClayLine => ({ ...line, clay: { actions: micro(Math.max(0, line.answers) * UNIT), credits: creditsOf(line, assumptions) } }));
  const clay = lines.reduce<Amounts>((sum, line) => addAmounts(sum, line.clay), NOTHING);
  const kiln = lines.reduce<Amounts>((sum, line) => addAmounts(sum, line.taken), NOTHING);
  const over: Amounts = { actions: maxOf(ZERO, micro(clay.actions - assumptions.plan.actions)), credits: maxOf(ZERO, micro(clay.credits - assumptions.plan.credits)) };
  const isFree = assumptions.plan.microUsd === 0;
  const topUp = over.credits === 0 ? 0 : isFree ? null : topUpCost(over.credits, assumptions.creditMicroUsd, TOP_UP_PREMIUM_PERCENT);
  const gaps: ClayGap[] = [
    ...(over.actions > 0 ? (['actions-beyond-plan'] as const) : []),
    ...(over.credits > 0 && isFree ? (['free-plan-has-no-top-up'] as const) : []),
    ...(lines.some((l) => l.route === 'account' && l.answers > 0 && assumptions.creditsOf[l.enrichment] === undefined) ? (['credits-assumed'] as const) : []),
    ...(lines.some((l) => l.route === 'free' && l.answers > 0) ? (['free-sources'] as const) : []),
    ...(lines.some((l) => l.route === 'own' && l.answers > 0) ? (['own-keys'] as const) : []),
  ];
  return { lines, kiln, clay, over, planMicroUsd: assumptions.plan.microUsd, topUpMicroUsd: topUp, totalMicroUsd: over.actions > 0 || topUp === null ? null : assumptions.plan.microUsd + topUp, gaps };
}

/** Bought answers take Credits; own keys, free sources and deliveries take none. */
function creditsOf(line: UsageLine, { creditsOf: by }: ClayAssumptions): Micro {
  if (line.route !== 'account') return ZERO;
  const each = by[line.enrichment];
  return each === undefined ? maxOf(ZERO, line.taken.credits) : micro(each * Math.max(0, line.answers));
}

/** The cheapest plan at its published size that covers this work, top-ups included; undefined when none does. */
export function cheapestClayPlan(usage: readonly UsageLine[], assumptions: Omit<ClayAssumptions, 'plan'>, plans: readonly ClayPlan[] = CLAY_PLANS): ClayPlan | undefined {
  const totals = plans.flatMap((candidate) => {
    const { totalMicroUsd } = clayBill(usage, { ...assumptions, plan: candidate });
    return totalMicroUsd === null ? [] : [{ candidate, totalMicroUsd }];
  });
  return totals.sort((a, b) => a.totalMicroUsd - b.totalMicroUsd)[0]?.candidate;
}

/** What Kiln's own price book makes of the same amounts, micro-USD, when so many Actions were used before. */
export const kilnMoney = (taken: Amounts, prices: PriceList, usedBefore: Micro = ZERO): number => moneyOf(prices, { actions: maxOf(ZERO, taken.actions), credits: maxOf(ZERO, taken.credits) }, usedBefore);

/** Credits that one answer took on average, rounded down to the micro-unit: where an assumption begins. */
export const creditsEach = (line: UsageLine): Micro => (line.answers <= 0 ? ZERO : micro(Math.floor(line.taken.credits / line.answers)));
