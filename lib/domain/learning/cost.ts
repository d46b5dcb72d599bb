/** What asking takes, in one money: both meters, the partner's own bill and the time somebody waits. Micro-USD. */
import type { OperationName } from '../enrichment/operation.ts';
import { UNIT, type Micro } from '../ledger/amount.ts';
import type { Route } from '../lead/lead.ts';
import { OPERATION_PRIORS, WAIT_MICRO_USD_PER_SECOND } from './prior.ts';

export interface StepCost {
  /** For every call, whatever comes of it. */
  readonly perCall: number;
  /** For every answer that is given, also when it is rejected afterwards. */
  readonly perHit: number;
  /** Only for an answer that is taken. */
  readonly perAccepted: number;
}
export const NO_COST: StepCost = { perCall: 0, perHit: 0, perAccepted: 0 };

/** The prices that turn meters into money. */
export interface Money {
  /** One Data Credit. */
  readonly creditMicroUsd: number;
  /** One Action: the same for every answer that is taken, so it moves no order, only the figures. */
  readonly actionMicroUsd: number;
}

/**
 * Through the account only the step whose answer is taken costs. With an own key the partner sends its bill: for each
 * answer it gives, or for each call. Its price is taken to be `ownPriceMicroUsd`, or what such an answer usually costs.
 */
export function stepCost(input: {
  readonly route: Route;
  readonly operation: OperationName;
  readonly credits: Micro;
  readonly charged: 'found' | 'call' | 'free';
  readonly ownPriceMicroUsd?: number;
  readonly money: Money;
}): StepCost {
  const { route, operation, money } = input;
  const perAccepted = money.actionMicroUsd;
  if (route === 'account') return { perCall: 0, perHit: 0, perAccepted: perAccepted + (input.credits / UNIT) * money.creditMicroUsd };
  const own = route === 'own' && input.charged !== 'free' ? (input.ownPriceMicroUsd ?? OPERATION_PRIORS[operation].priceMicroUsd) : 0;
  return input.charged === 'call' ? { perCall: own, perHit: 0, perAccepted } : { perCall: 0, perHit: own, perAccepted };
}

/** Waiting as money, so that it decides between equal prices. */
export const waitCost = (latencyMs: number): number => (Math.max(0, Number.isFinite(latencyMs) ? latencyMs : 0) / 1_000) * WAIT_MICRO_USD_PER_SECOND;
