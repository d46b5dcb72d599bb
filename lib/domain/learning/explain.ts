/** Why a learned order is as it is, in figures: what each step gave, what it is expected to give at its place, and what the order saves. */
import type { PlannedStep } from '../enrichment/plan.ts';
import type { SkipReason } from '../enrichment/run.ts';
import type { OperationName } from '../enrichment/operation.ts';
import type { Micro } from '../ledger/amount.ts';
import type { Route } from '../lead/lead.ts';
import type { Waterfall } from '../enrichment/waterfall.ts';
import { chosenOrder, type ArrangeWorld } from './arrange.ts';
import type { Counts } from './evidence.ts';
import { plainShare, type Model } from './model.ts';
import { armOf, type OddsBasis, type Share } from './odds.ts';
import { expect, reachedIn, type Choice, type Expected, type Joint, type Place } from './order.ts';
import { NO_SEGMENT, segmentPath, type Segment } from './segment.ts';

export interface StepFigures {
  readonly arm: string;
  readonly source: 'pattern' | 'provider';
  readonly providerId?: string;
  readonly operation?: OperationName;
  readonly route?: Route;
  /** Why it is not asked: no key, or left out because it adds next to nothing. */
  readonly skip?: SkipReason;
  /** Attempts that came back, answers given and answers taken, old ones counted less; rounded. */
  readonly asked: number;
  readonly hits: number;
  readonly taken: number;
  /** Calls that broke off. */
  readonly failed: number;
  /** Of the attempts that came back at the places where it was asked. */
  readonly hitRate: Share;
  /** Of the answers that were given. */
  readonly validRate: Share;
  readonly latencyMs: number;
  /** Data Credits of an answer that is taken here. */
  readonly creditsMax: Micro;
  /** The partner's bill for each answer that is taken here, misses included, micro-USD; absent when it is not asked. */
  readonly billMicroUsd?: number;
  /** Of all leads: those that get to this step, and those it is expected to answer. */
  readonly reached?: number;
  readonly answers?: number;
  /** What the counts are of. */
  readonly basis: OddsBasis;
}

export interface OrderFigures {
  readonly arms: readonly string[];
  /** Part of the leads that get an answer. */
  readonly coverage: number;
  /** Money, Data Credits (micro) and time for each answer. */
  readonly moneyMicroUsd: number;
  readonly creditsMicro: number;
  readonly waitMs: number;
}

export interface Explanation {
  readonly waterfallId: string;
  readonly order: 'fixed' | 'learned';
  readonly place: 'live' | 'sandbox';
  readonly segment: Segment;
  /** Attempts behind all of it. */
  readonly attempts: number;
  /** In the learned order; those that are left out or have no key last. */
  readonly steps: readonly StepFigures[];
  readonly learned: OrderFigures;
  readonly fixed: OrderFigures;
  /** Part of the leads that anybody is believed to know. */
  readonly findable: number;
  /** Steps that mostly know the same people: overlap 0.5 and more. */
  readonly twins: readonly (readonly [string, string])[];
  /** Share of the run's expected cost that may go into trying other orders. */
  readonly tryShare: number;
  readonly keepShare: number;
  /** Sources after which the waterfall gives up. */
  readonly givesUpAfter?: number;
  /** Arms that stay in front because the person said so. */
  readonly first: readonly string[];
  /** What the figures of the orders are best told in: Credits where nothing else is paid for, else money, or time where all is free. */
  readonly measure: 'credits' | 'money' | 'time';
  /** Who is billed how: some steps cost only when their answer is taken, others for each call or each answer given. */
  readonly bills: { readonly byAnswer: boolean; readonly byOwnKey: boolean };
}

const TWINS = 0.5;

/** @param steps one planned step for each step of the waterfall, in its own order; those that cannot be asked have a `skip` */
export function explainOrder(waterfall: Waterfall, steps: readonly PlannedStep[], segment: Segment, place: 'live' | 'sandbox', world: ArrangeWorld): Explanation {
  const { choices, kept, wish, joint, most } = chosenOrder(world, waterfall, steps, segment);
  const learned = expect(reachedIn(kept.order, most), joint);
  const fixed = expect(reachedIn(choices, most), joint);
  const places = new Map(learned.places.map((p) => [p.choice.arm, p]));
  const firsts = new Map(steps.map((s) => [armOf(s), steps.find((x) => armOf(x) === armOf(s) && !x.skip) ?? s]));
  const arms = [...kept.order.map((c) => c.arm), ...kept.leftOut.map((c) => c.arm)];
  const all = [...arms, ...[...firsts.keys()].filter((arm) => !arms.includes(arm))];
  const leftOut = new Set(kept.leftOut.map((c) => c.arm));
  return {
    waterfallId: waterfall.id,
    order: waterfall.order ?? 'fixed',
    place,
    segment,
    attempts: Math.round(world.model.attempts),
    steps: all.flatMap((arm) => {
      const step = firsts.get(arm);
      return step ? [figuresOf(step, leftOut.has(arm) ? 'little-gain' : step.skip, segment, places.get(arm), world.model)] : [];
    }),
    learned: orderFigures(learned, firsts),
    fixed: orderFigures(fixed, firsts),
    findable: world.model.findable,
    twins: twinsOf(choices, joint),
    tryShare: wish.tryShare,
    keepShare: wish.keepShare,
    first: wish.first,
    ...(Number.isFinite(most) ? { givesUpAfter: most } : {}),
    ...measureOf(steps, choices),
  };
}

function measureOf(steps: readonly PlannedStep[], choices: readonly Choice[]): Pick<Explanation, 'measure' | 'bills'> {
  const byOwnKey = choices.some(({ cost }) => cost.perCall > 0 || cost.perHit > 0);
  const byAnswer = steps.some((s) => !s.skip && s.creditsMax > 0);
  return { bills: { byAnswer, byOwnKey }, measure: byOwnKey ? 'money' : byAnswer ? 'credits' : 'time' };
}

function figuresOf(step: PlannedStep, skip: SkipReason | undefined, segment: Segment, place: Place | undefined, model: Model): StepFigures {
  const arm = armOf(step);
  const odds = model.arm(arm, segment);
  const { counts, basis } = countsFor(model, arm, segment);
  // A guess is always given: what counts is whether it is right.
  const hits = step.source === 'pattern' ? counts.accepted : counts.accepted + counts.rejected;
  return {
    arm,
    source: step.source,
    ...(step.source === 'provider' && step.providerId ? { providerId: step.providerId } : {}),
    ...(step.source === 'provider' && step.operation ? { operation: step.operation } : {}),
    ...(step.route ? { route: step.route } : {}),
    ...(skip ? { skip } : {}),
    creditsMax: step.creditsMax,
    asked: Math.round(counts.answered),
    hits: Math.round(hits),
    taken: Math.round(counts.accepted),
    failed: Math.round(counts.failed),
    hitRate: plainShare(counts, hits),
    validRate: odds.valid,
    latencyMs: odds.latencyMs,
    ...(place ? { reached: place.reached, answers: place.accepted, billMicroUsd: Math.max(0, place.moneyMicroUsd / Math.max(1e-9, place.accepted) - place.choice.cost.perAccepted) } : {}),
    basis,
  };
}

/** Counts of the finest segment that has any, so that the figures shown are of real attempts. */
function countsFor(model: Model, arm: string, segment: Segment): { readonly counts: Counts; readonly basis: OddsBasis } {
  const path = segmentPath(segment);
  for (const level of path.toReversed()) {
    const counts = model.counts(arm, level);
    if (counts.answered + counts.failed >= 0.5) return { counts, basis: level === path[0] ? 'all' : level.seniority !== '?' ? 'segment' : level.size !== '?' ? 'size' : 'country' };
  }
  return { counts: model.counts(arm, NO_SEGMENT), basis: 'prior' };
}

function orderFigures(expected: Expected, steps: ReadonlyMap<string, PlannedStep>): OrderFigures {
  const per = (sum: number): number => (expected.coverage > 0 ? sum / expected.coverage : 0);
  const credits = expected.places.reduce((sum, p) => sum + p.accepted * (steps.get(p.choice.arm)?.creditsMax ?? 0), 0);
  return {
    arms: expected.places.map((p) => p.choice.arm),
    coverage: expected.coverage,
    moneyMicroUsd: per(expected.moneyMicroUsd),
    creditsMicro: per(credits),
    waitMs: per(expected.waitMs),
  };
}

function twinsOf(choices: readonly Choice[], joint: Joint): (readonly [string, string])[] {
  return choices.flatMap((a, i) => choices.slice(i + 1).flatMap((b) => (joint.overlap(a.arm, b.arm) >= TWINS ? [[a.arm, b.arm] as const] : [])));
}
