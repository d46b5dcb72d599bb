/** A learned order for the planned steps of one lead. */
import type { PlannedStep } from '../enrichment/plan.ts';
import type { LearningWish, Waterfall } from '../enrichment/waterfall.ts';
import { WATERFALL_STEPS } from '../../core/limits.ts';
import { meanOf, shareOf } from './beta.ts';
import type { StepCost } from './cost.ts';
import type { Model } from './model.ts';
import { armOf } from './odds.ts';
import { bestOrder, choiceOf, leaveOut, reachedIn, withinMost, type Choice, type Joint, type Kept } from './order.ts';
import { KEEP_SHARE, LEAVE_OUT_ATTEMPTS, TRY_SHARE } from './prior.ts';
import { segmentKey, type Segment } from './segment.ts';
import type { Tries } from './tries.ts';

export interface Wish {
  readonly first: readonly string[];
  readonly keepShare: number;
  readonly tryShare: number;
}

/** The wish with its defaults, inside its bounds. */
export function wishOf(learning: LearningWish | undefined): Wish {
  const between = (value: number | undefined, least: number, most: number, otherwise: number): number => (value === undefined || !Number.isFinite(value) ? otherwise : Math.min(most, Math.max(least, value)));
  return {
    first: [...new Set(learning?.first ?? [])].slice(0, WATERFALL_STEPS),
    keepShare: between(learning?.keepShare, 0.5, 1, KEEP_SHARE),
    tryShare: between(learning?.tryShare, 0, 0.5, TRY_SHARE),
  };
}

/** What a waterfall says about its order. */
export type Rules = Pick<Waterfall, 'learning' | 'stopAfterMisses'>;

export interface ArrangeWorld {
  readonly model: Model;
  costOf(step: PlannedStep): StepCost;
  /** Absent: always the best order. */
  readonly tries?: Tries;
}

/** The best order for a segment, remembered: a run has many leads and few segments. */
export function createArranger(world: ArrangeWorld): (asked: Rules, steps: readonly PlannedStep[], segment: Segment) => PlannedStep[] {
  const remembered = new Map<string, Chosen>();
  return (asked, steps, segment) => {
    const blocks = blocksOf(steps);
    const key = [segmentKey(segment), ...steps.map((s) => `${armOf(s)} ${s.route ?? ''} ${s.skip ?? ''}`)].join('\n');
    const chosen = remembered.get(key) ?? chosenOrder(world, asked, steps, segment);
    remembered.set(key, chosen);
    const { kept, wish, joint, most } = chosen;
    const reached = reachedIn(kept.order, most);
    const order = world.tries ? [...world.tries.next(reached, joint, wish.first), ...kept.order.slice(reached.length)] : kept.order;
    const leftOut = kept.leftOut.flatMap(({ arm }) => blocks.get(arm) ?? []).map((step): PlannedStep => (step.skip ? step : { ...step, skip: 'little-gain' }));
    const askable = new Set(chosen.choices.map((c) => c.arm));
    const others = [...blocks].filter(([arm]) => !askable.has(arm)).flatMap(([, block]) => block);
    return [...order.flatMap(({ arm }) => blocks.get(arm) ?? []), ...leftOut, ...others];
  };
}

export interface Chosen {
  /** All that can be asked, in the order of the waterfall. */
  readonly choices: readonly Choice[];
  readonly kept: Kept;
  readonly wish: Wish;
  readonly joint: Joint;
  /** Sources after which a waterfall gives up. */
  readonly most: number;
}

/** The order that is expected to cost least, under the wish. */
export function chosenOrder(world: Pick<ArrangeWorld, 'model' | 'costOf'>, asked: Rules, steps: readonly PlannedStep[], segment: Segment): Chosen {
  const wish = wishOf(asked.learning);
  const most = asked.stopAfterMisses ?? Infinity;
  const joint: Joint = { findable: world.model.findable, overlap: (a, b) => world.model.overlap(a, b) };
  const choices = [...blocksOf(steps)].flatMap(([arm, block]) => {
    const calls = block.filter((s) => s.skip === undefined);
    const [step] = calls;
    if (!step) return [];
    const cost = world.costOf(step);
    // Several guesses are several calls.
    return [choiceOf(world.model, arm, segment, { ...cost, perCall: cost.perCall * calls.length })];
  });
  const { within, beyond } = withinMost(choices, joint, wish.first, most);
  const order = bestOrder(within, joint, wish.first);
  const rest = bestOrder(beyond, joint, wish.first);
  const left = wish.keepShare >= 1 ? { order, leftOut: [] } : leaveOut(order, joint, { ...wish, leastAttempts: LEAVE_OUT_ATTEMPTS, highOf: (c) => Math.max(shareOf(c.belief).high, meanOf(c.belief)) });
  return { choices, kept: { order: [...left.order, ...rest], leftOut: left.leftOut }, wish, joint, most };
}

/** Steps that are learned as one, in the order of their first. */
export function blocksOf(steps: readonly PlannedStep[]): Map<string, PlannedStep[]> {
  const blocks = new Map<string, PlannedStep[]>();
  for (const step of steps) {
    const block = blocks.get(armOf(step)) ?? [];
    block.push(step);
    blocks.set(armOf(step), block);
  }
  return blocks;
}
