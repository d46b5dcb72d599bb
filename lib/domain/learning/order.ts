/**
 * The order of steps that is expected to cost least per accepted answer. Asking stops at the first accepted answer.
 *
 * For arms that hit independently given that a lead is findable, sorting by "money per accepted answer if this were the
 * only step" is exactly optimal (satisficing search: Simon and Kadane 1975; the same index as Weitzman's boxes of 1979 when
 * every prize is the same). Where only an accepted answer costs, that index is simply the price. Overlap breaks
 * independence, so the sorted order is then improved by moving single steps as long as that helps.
 */
import { meanOf, type Beta } from './beta.ts';
import { waitCost, type StepCost } from './cost.ts';
import { keptAfter, leastKept } from './fit.ts';
import type { Model } from './model.ts';
import { PATTERN_ARM } from './odds.ts';
import type { Segment } from './segment.ts';

/** One step as the search sees it. */
export interface Choice {
  readonly arm: string;
  /** Rate over findable leads. */
  readonly rate: number;
  readonly belief: Beta;
  readonly valid: number;
  readonly reliable: number;
  readonly latencyMs: number;
  readonly cost: StepCost;
  /** Attempts behind it, faded. */
  readonly n: number;
}
export interface Joint {
  readonly findable: number;
  overlap(a: string, b: string): number;
}

/** What is expected at one place of an order, of all leads that the order begins with. */
export interface Place {
  readonly choice: Choice;
  /** Part of the leads that get this far. */
  readonly reached: number;
  /** Part of the leads whose answer is taken here. */
  readonly accepted: number;
  readonly moneyMicroUsd: number;
}
export interface Expected {
  readonly places: readonly Place[];
  /** Part of the leads that get an answer. */
  readonly coverage: number;
  /** Money for each lead that is asked about, micro-USD, waiting not counted. */
  readonly moneyMicroUsd: number;
  readonly waitMs: number;
}

export function choiceOf(model: Model, arm: string, segment: Segment, cost: StepCost): Choice {
  const odds = model.arm(arm, segment);
  return { arm, rate: meanOf(odds.rate), belief: odds.rate, valid: odds.valid.mean, reliable: odds.reliable, latencyMs: odds.latencyMs, cost, n: odds.counts.answered };
}

/** What an order is expected to give and to take. O(n²). */
export function expect(order: readonly Choice[], joint: Joint): Expected {
  let known = joint.findable;
  const nobody = 1 - joint.findable;
  let moneyMicroUsd = 0;
  let waitMs = 0;
  let coverage = 0;
  const places = order.map((choice, i): Place => {
    const before = order.slice(0, i).map((o) => ({ rate: o.rate, overlap: joint.overlap(choice.arm, o.arm) }));
    const reached = known + nobody;
    const accepted = known * choice.rate * leastKept(choice.rate, before) * choice.reliable;
    const hits = accepted / takenOf(choice);
    const money = reached * choice.cost.perCall + hits * choice.cost.perHit + accepted * choice.cost.perAccepted;
    moneyMicroUsd += money;
    waitMs += reached * choice.latencyMs;
    coverage += accepted;
    known -= accepted;
    return { choice, reached, accepted, moneyMicroUsd: money };
  });
  return { places, coverage, moneyMicroUsd, waitMs };
}

/** Part of the answers given that are taken; nobody gives more answers than there are leads. */
const takenOf = (choice: Choice): number => Math.max(0.01, choice.valid, choice.rate);

/** Money and waiting per accepted answer: what an order is judged by. */
export const perAnswer = (e: Pick<Expected, 'coverage' | 'moneyMicroUsd' | 'waitMs'>): number => (e.moneyMicroUsd + waitCost(e.waitMs)) / Math.max(1e-9, e.coverage);

/** Money and waiting for each answer of this step, if it were the only one. */
export function indexOf(choice: Choice): number {
  const { perCall, perHit, perAccepted } = choice.cost;
  const perAsk = perCall + waitCost(choice.latencyMs);
  return perAccepted + perHit / takenOf(choice) + perAsk / Math.max(1e-6, choice.rate * choice.reliable);
}

/** Best order of the choices; those whose arm is in `first` lead, in that order. Ties keep the order they came in. */
export function bestOrder(choices: readonly Choice[], joint: Joint, first: readonly string[] = []): Choice[] {
  const pinned = first.flatMap((arm) => choices.filter((c) => c.arm === arm));
  const free = choices.filter((c) => !pinned.includes(c));
  const sorted = free.map((choice, i) => ({ choice, i, index: indexOf(choice) })).sort((a, b) => a.index - b.index || a.i - b.i).map(({ choice }) => choice);
  const start = [...pinned, ...sorted];
  return overlapsIn(start, joint) ? improved(start, pinned.length, joint) : start;
}

const overlapsIn = (order: readonly Choice[], joint: Joint): boolean => order.some((a, i) => order.slice(0, i).some((b) => joint.overlap(a.arm, b.arm) > 0));

const MOVE_ROUNDS = 6;

/** Moves single steps as long as one move makes an answer cheaper; at most MOVE_ROUNDS times through. O(n⁴) a round, with n at most WATERFALL_STEPS and mostly below 8. */
function improved(start: readonly Choice[], fixed: number, joint: Joint): Choice[] {
  const judge = judgeOf(start, joint);
  let best = start.map((_, i) => i);
  let cost = judge(best);
  for (let round = 0; round < MOVE_ROUNDS; round++) {
    const before = cost;
    for (let from = fixed; from < best.length; from++) {
      for (let to = fixed; to < best.length; to++) {
        const choice = best[from];
        if (choice === undefined || from === to) continue;
        const moved = best.toSpliced(from, 1);
        moved.splice(to, 0, choice);
        const now = judge(moved);
        if (now < cost * (1 - 1e-9)) {
          best = moved;
          cost = now;
        }
      }
    }
    if (cost === before) break;
  }
  return best.flatMap((i) => start[i] ?? []);
}

/** `perAnswer` of `expect` for many orders of the same choices, each named by its place: what two have in common is worked out once. */
function judgeOf(choices: readonly Choice[], joint: Joint): (order: readonly number[]) => number {
  const kept = choices.map((a) => choices.map((b) => keptAfter(a.rate, b.rate, joint.overlap(a.arm, b.arm))));
  const perAsk = choices.map((c) => c.cost.perCall + waitCost(c.latencyMs));
  const perTaken = choices.map((c) => c.cost.perAccepted + c.cost.perHit / takenOf(c));
  const taken = choices.map((c) => c.rate * c.reliable);
  return (order) => {
    let known = joint.findable;
    let cost = 0;
    for (const [at, i] of order.entries()) {
      let least = 1;
      for (let k = 0; k < at; k++) least = Math.min(least, kept[i]?.[order[k] ?? 0] ?? 1);
      const accepted = known * (taken[i] ?? 0) * least;
      cost += (known + 1 - joint.findable) * (perAsk[i] ?? 0) + accepted * (perTaken[i] ?? 0);
      known -= accepted;
    }
    return cost / Math.max(1e-9, joint.findable - known);
  };
}

/** Guesses are no source: they do not count where a waterfall gives up after so many sources. */
const isSource = (choice: Choice): boolean => !choice.arm.endsWith(`@${PATTERN_ARM}`);

/** The part of an order that is reached before the waterfall gives up after `most` sources without an answer. */
export function reachedIn(order: readonly Choice[], most: number): readonly Choice[] {
  let sources = 0;
  const end = order.findIndex((choice) => isSource(choice) && ++sources > most);
  return end < 0 ? order : order.slice(0, end);
}

/** Where only `most` sources will be asked, those that find most together, one after the other; pinned ones among them first. */
export function withinMost(choices: readonly Choice[], joint: Joint, first: readonly string[], most: number): { readonly within: readonly Choice[]; readonly beyond: readonly Choice[] } {
  const sources = choices.filter(isSource);
  if (sources.length <= most) return { within: choices, beyond: [] };
  const taken = choices.filter((c) => !isSource(c));
  const free = taken.length;
  const pinned = first.flatMap((arm) => sources.filter((c) => c.arm === arm));
  while (taken.length < free + most) {
    const left = sources.filter((c) => !taken.includes(c));
    const next = pinned.find((c) => left.includes(c)) ?? left.reduce((best, c) => (expect([...taken, c], joint).coverage > expect([...taken, best], joint).coverage ? c : best));
    taken.push(next);
  }
  return { within: choices.filter((c) => taken.includes(c)), beyond: choices.filter((c) => !taken.includes(c)) };
}

export interface Kept {
  readonly order: readonly Choice[];
  /** Left out: each of their further answers would cost most, and together they add less than may be missed. */
  readonly leftOut: readonly Choice[];
}

/**
 * Leaves out steps while the others keep `keepShare` of the answers. A step may only go when it was asked often enough, and
 * the upper end of what it adds, not the mean, is counted against the share; pinned steps and those that add answers no
 * dearer than the average stay.
 */
export function leaveOut(order: readonly Choice[], joint: Joint, wish: { readonly keepShare: number; readonly first: readonly string[]; readonly leastAttempts: number; highOf(choice: Choice): number }): Kept {
  let kept = [...order];
  const leftOut: Choice[] = [];
  const all = expect(order, joint).coverage;
  const least = all * Math.min(1, Math.max(0, wish.keepShare));
  let spare = all - least;
  const candidates = order.filter((c) => !wish.first.includes(c.arm) && c.n >= wish.leastAttempts).toSorted((a, b) => indexOf(b) - indexOf(a));
  for (const choice of candidates) {
    const now = expect(kept, joint);
    const without = kept.filter((c) => c !== choice);
    if (without.length === 0) break;
    const then = expect(without, joint);
    const adds = Math.max(0, now.coverage - then.coverage);
    const most = Math.max(adds, (adds * wish.highOf(choice)) / Math.max(1e-9, choice.rate));
    if (most > spare || then.coverage < least || perAnswer(then) >= perAnswer(now)) continue;
    spare -= most;
    kept = without;
    leftOut.push(choice);
  }
  return { order: kept, leftOut };
}
