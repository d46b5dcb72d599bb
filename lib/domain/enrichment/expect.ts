/**
 * What a question is expected to cost and to find: each step is reached when all before it have missed, and answers with
 * its probability from history, or with the general figure of its operation. Estimates are fractions; they become whole
 * micro-units once, at the end, and are never above the exact maximum.
 */
import type { FieldKey } from '../lead/fields.ts';
import type { Lead } from '../lead/lead.ts';
import type { OperationName } from './operation.ts';
import { armOf, PATTERN_ARM } from '../learning/odds.ts';
import { OPERATION_PRIORS } from '../learning/prior.ts';
import type { PlanContext, PlannedStep } from './plan-context.ts';
import type { Waterfall } from './waterfall.ts';

/** Share of questions that a source answers when nothing is known of it. */
const general = (operation: OperationName): number => OPERATION_PRIORS[operation].accepted * OPERATION_PRIORS[operation].valid;
/** All guesses of a lead together: about half of all addresses have the likeliest form, but hosts that take any address confirm none. */
const GUESSED = 0.15;
/** The part of it that the first guesses make up together. */
const GUESSES = [0.67, 0.87, 1] as const;

interface StepOdds {
  readonly accepted: number;
  readonly attempts: number;
  readonly tookMs?: number;
}

export interface StepExpectation {
  readonly step: PlannedStep;
  /** Probability that it is asked, that it answers, and that it answers once it is asked; 0 to 1. */
  readonly asked: number;
  readonly answers: number;
  readonly chance: number;
  /** Questions that the chance rests on. */
  readonly attempts: number;
  readonly tookMs?: number;
}
export interface TaskExpectation {
  readonly steps: readonly StepExpectation[];
  /** Probability that the question is answered. */
  readonly found: number;
  /** Expected Data Credits, micro-units with a fraction. */
  readonly credits: number;
}

/** @param steps those of a task that is asked; skipped ones among them expect nothing. O(steps x 2^fields that are found first) */
export function expectTask(waterfall: Waterfall, lead: Lead, steps: readonly PlannedStep[], context: PlanContext): TaskExpectation {
  const odds = oddsOf(lead, steps, context);
  const asked = steps.map(() => 0);
  const answers = steps.map(() => 0);
  const fields = [...new Set(steps.flatMap((s) => (s.skip === undefined && s.finds ? [s.finds] : [])))];
  for (const field of fields) askFirst(field, steps, odds, asked, answers);
  const chanceOf = (field: FieldKey): number => steps.reduce((sum, s, i) => sum + (s.finds === field ? (answers[i] ?? 0) : 0), 0);
  for (const { found, weight } of worlds(fields.map((field) => ({ field, chance: chanceOf(field) })))) askMain(waterfall, steps, odds, found, weight, asked, answers);
  let credits = 0;
  let found = 0;
  steps.forEach((step, i) => {
    credits += (answers[i] ?? 0) * step.creditsMax;
    if (step.finds === undefined) found += answers[i] ?? 0;
  });
  return {
    found: Math.min(1, found),
    credits,
    steps: steps.map((step, i) => {
      const { accepted, attempts, tookMs } = odds[i] ?? NONE;
      return { step, asked: asked[i] ?? 0, answers: answers[i] ?? 0, chance: accepted, attempts, ...(tookMs === undefined ? {} : { tookMs }) };
    }),
  };
}

const NONE: StepOdds = { accepted: 0, attempts: 0 };

function oddsOf(lead: Lead, steps: readonly PlannedStep[], context: PlanContext): StepOdds[] {
  const missed: string[] = [];
  let guesses = 0;
  return steps.map((step): StepOdds => {
    if (step.skip !== undefined || step.operation === undefined) return NONE;
    const isGuess = step.source === 'pattern';
    const known = isGuess ? context.odds?.(PATTERN_ARM, 'find-work-email', lead, missed.filter((arm) => arm !== armOf(step))) : context.odds?.(step.providerId ?? '', step.operation, lead, missed);
    const accepted = Math.min(1, Math.max(0, known?.accepted.mean ?? (isGuess ? GUESSED : general(step.operation))));
    // Those who look for the domain first say nothing of who has the address.
    if (step.finds === undefined && !missed.includes(armOf(step))) missed.push(armOf(step));
    return { accepted: isGuess ? ofGuess(accepted, guesses++) : accepted, attempts: known?.n ?? 0, ...(known ? { tookMs: known.latencyMs } : {}) };
  });
}

/** The chance of one guess after those before it have missed, of the chance of all of them. */
function ofGuess(all: number, at: number): number {
  const before = all * (GUESSES[at - 1] ?? (at === 0 ? 0 : 1));
  return before >= 1 ? 0 : (all * (GUESSES[at] ?? 1) - before) / (1 - before);
}

function askFirst(field: FieldKey, steps: readonly PlannedStep[], odds: readonly StepOdds[], asked: number[], answers: number[]): void {
  let reached = 1;
  steps.forEach((step, i) => {
    if (step.finds !== field || step.skip !== undefined) return;
    const chance = odds[i]?.accepted ?? 0;
    asked[i] = reached;
    answers[i] = reached * chance;
    reached *= 1 - chance;
  });
}

/** Every way in which the first steps can end, with its probability. */
function worlds(fields: readonly { readonly field: FieldKey; readonly chance: number }[]): { readonly found: ReadonlySet<FieldKey>; readonly weight: number }[] {
  return fields.reduce<{ found: ReadonlySet<FieldKey>; weight: number }[]>(
    (all, { field, chance }) => all.flatMap((w) => [{ found: new Set([...w.found, field]), weight: w.weight * chance }, { found: w.found, weight: w.weight * (1 - chance) }]),
    [{ found: new Set(), weight: 1 }],
  );
}

function askMain(waterfall: Waterfall, steps: readonly PlannedStep[], odds: readonly StepOdds[], found: ReadonlySet<FieldKey>, weight: number, asked: number[], answers: number[]): void {
  let reached = weight;
  let sources = 0;
  steps.forEach((step, i) => {
    if (step.finds !== undefined || step.skip !== undefined || (step.needs && !found.has(step.needs))) return;
    if (waterfall.stopAfterMisses !== undefined && sources >= waterfall.stopAfterMisses) return;
    if (step.source === 'provider') sources += 1;
    const chance = odds[i]?.accepted ?? 0;
    asked[i] = (asked[i] ?? 0) + reached;
    answers[i] = (answers[i] ?? 0) + reached * chance;
    reached *= 1 - chance;
  });
}
