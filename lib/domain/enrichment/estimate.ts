import { RUN_OVER_ESTIMATE_PERCENT } from '../../core/limits.ts';
import { UNIT, type Micro } from '../ledger/amount.ts';
import { mulDivFloor } from '../ledger/integer-math.ts';
import type { Run } from './run.ts';

/** So much more than expected is chance, whatever share it is. */
const CHANCE = 5 * UNIT;

/** The most that a meter may take before the run asks again. */
export const allowedOver = (expected: Micro, percent: number = RUN_OVER_ESTIMATE_PERCENT): number => Math.max(mulDivFloor(expected, 100 + percent, 100), expected + CHANCE);

/** A run that takes clearly more than was expected of it holds still and says so; going on is a new decision. */
export function withoutOverrun(run: Run, now: number): Run {
  const { expected, charged, overPercent } = run;
  if (!expected || run.state !== 'running') return run;
  const isOver = charged.actions > allowedOver(expected.actions, overPercent) || charged.credits > allowedOver(expected.credits, overPercent);
  return isOver ? { ...run, state: 'paused', pause: { reason: 'estimate', at: now } } : run;
}
