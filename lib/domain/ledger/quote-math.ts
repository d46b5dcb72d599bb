import { ONE_ACTION, UNIT, ZERO, add, maxOf, micro, type Amounts, type Micro } from './amount.ts';
import { mulDivFloor } from './integer-math.ts';

/**
 * The most that one task can cost: one Action if anything can be asked, and the dearest step that could be the one that answers.
 * Only the step that answers is charged, so prices of the others never add up.
 * @param askableCredits Data Credits of each step that can be asked; 0 for own keys and free sources
 */
export const taskMaximum = (askableCredits: readonly Micro[], actionsPerResult: Micro = ONE_ACTION): Amounts =>
  askableCredits.length === 0 ? { actions: ZERO, credits: ZERO } : { actions: actionsPerResult, credits: maxOf(...askableCredits, ZERO) };

/** Sum of the tasks' maxima: what a run can never exceed. */
export const runMaximum = (tasks: readonly Amounts[]): Amounts => ({
  actions: add(...tasks.map((t) => t.actions)),
  credits: add(...tasks.map((t) => t.credits)),
});

const CONFIRM_SHARE = 10;
const CONFIRM_LEAST = 500 * UNIT;

/** A run that can take more than a tenth of the monthly Data Credits, and at least 500, is asked about once more. */
export const needsConfirmation = (maxCredits: Micro, creditsMonthly: Micro): boolean =>
  maxCredits >= CONFIRM_LEAST && maxCredits > mulDivFloor(creditsMonthly, 1, CONFIRM_SHARE);

/** What is missing of a meter for `wanted`, 0 when it reaches. */
export const shortBy = (wanted: Micro, available: Micro): Micro => maxOf(ZERO, micro(wanted - available));
