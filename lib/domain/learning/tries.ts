/**
 * Trying other orders, so that a partner that was never asked first can show what it knows. Thompson sampling (1933): for
 * a lead, rates are drawn from what is believed and the order that is best for the draw is used. What that order is
 * expected to cost more than the best one is paid from a purse that grows by a share of what each lead is expected to
 * cost; an order that the purse does not hold is not tried. So a run never spends more than the share on trying.
 */
import { drawBeta } from './beta.ts';
import { waitCost } from './cost.ts';
import { bestOrder, expect, perAnswer, type Choice, type Joint } from './order.ts';

export interface Tries {
  /** The order for the next lead: the best one, or another one that is worth a try. */
  next(best: readonly Choice[], joint: Joint, first: readonly string[]): readonly Choice[];
  /** What was expected to be spent, and how much of it more than the best orders, micro-USD (waiting as money included). */
  readonly spent: { readonly expected: number; readonly extra: number };
}

const INDEPENDENT = { overlap: () => 0 };

/** @param share of the expected spending that may go into trying, 0 to 0.5; @param random from 0 up to 1, the only source of chance */
export function createTries(share: number, random: () => number): Tries {
  const part = Math.min(0.5, Math.max(0, Number.isFinite(share) ? share : 0));
  let expected = 0;
  let extra = 0;
  return {
    next(best, joint, first) {
      if (part === 0 || best.length < 2) return best;
      const now = expect(best, joint);
      expected += now.moneyMicroUsd + waitCost(now.waitMs);
      const drawn = best.map((choice) => ({ ...choice, rate: drawBeta(choice.belief, random) }));
      const order = bestOrder(drawn, { findable: joint.findable, ...INDEPENDENT }, first).flatMap((d) => best.filter((c) => c.arm === d.arm));
      if (order.every((choice, i) => choice === best[i])) return best;
      const more = Math.max(0, (perAnswer(expect(order, joint)) - perAnswer(now)) * now.coverage);
      if (extra + more > part * expected) return best;
      extra += more;
      return order;
    },
    get spent() {
      return { expected, extra };
    },
  };
}
