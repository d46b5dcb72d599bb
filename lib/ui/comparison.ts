import type { Comparison } from '../contracts/account-view-commands.ts';
import { CLAY_CREDIT_MICRO_USD, CLAY_PLANS, type ClayAssumptions, type ClayGap, type ClayPlan } from '../domain/ledger/clay.ts';
import { micro, type Micro } from '../domain/ledger/amount.ts';

export const FIRST_COMPARISON: Comparison = { planId: 'launch', creditsOf: {}, creditMicroUsd: CLAY_CREDIT_MICRO_USD };

const LAUNCH = CLAY_PLANS.find((plan) => plan.id === 'launch');

/** The plan that was chosen; figures of one's own where they were typed. */
export function planOf({ planId, own }: Pick<Comparison, 'planId' | 'own'>): ClayPlan {
  const known = CLAY_PLANS.find((plan) => plan.id === planId) ?? LAUNCH;
  if (planId !== 'own' && known) return known;
  return { id: 'own', name: 'My own plan', microUsd: own?.microUsd ?? known?.microUsd ?? 0, actions: micro(own?.actions ?? known?.actions ?? 0), credits: micro(own?.credits ?? known?.credits ?? 0) };
}

export const assumptionsOf = (comparison: Comparison): ClayAssumptions => ({
  plan: planOf(comparison),
  creditsOf: Object.fromEntries(Object.entries(comparison.creditsOf).map(([enrichment, credits]) => [enrichment, micro(credits)])),
  creditMicroUsd: comparison.creditMicroUsd,
});

/** Without the price of one question, or with another. */
export function withCreditsOf(comparison: Comparison, enrichment: string, credits: Micro | undefined): Comparison {
  const { [enrichment]: _old, ...rest } = comparison.creditsOf;
  return { ...comparison, creditsOf: credits === undefined ? rest : { ...rest, [enrichment]: credits } };
}

/** Dollars as typed, in micro-USD; null when it is no amount. */
export function microUsdOf(text: string): number | null {
  const match = /^\s*\$?\s*(\d{1,7})(?:[.,](\d{1,6}))?\s*$/.exec(text);
  return match ? Number(match[1]) * 1_000_000 + Number((match[2] ?? '').padEnd(6, '0')) : null;
}
/** Dollars to type: "185", "0.05". */
export const usdText = (microUsd: number): string => `${Math.floor(microUsd / 1_000_000)}${microUsd % 1_000_000 === 0 ? '' : `.${String(microUsd % 1_000_000).padStart(6, '0').replace(/0+$/, '')}`}`;

export const GAP_WORDS: Readonly<Record<ClayGap, string>> = {
  'actions-beyond-plan': 'The Actions do not fit into this plan. Larger Action tiers have no published price, so there is no sum.',
  'free-plan-has-no-top-up': 'The Credits do not fit into the free plan, and it has no top-ups.',
  'credits-assumed': 'Clay does not publish its price of each answer. Where you type none, what Kiln charged is taken.',
  'free-sources': 'Free sources are counted as 1 Action and no Credits. Clay may not offer the same ones.',
  'own-keys': 'What your own providers bill for your keys is the same on both sides and is not counted.',
};
