import { micro, subtract, type Amounts, type Micro } from './amount.ts';
import { mulDivFloor } from './integer-math.ts';
import type { Period } from './period.ts';

export type PlanChange =
  /** Begins at once; `added` is what the rest of the month brings on top. */
  | { readonly kind: 'now'; readonly added: Amounts }
  /** Begins with the next month: what was given is not taken back. */
  | { readonly kind: 'boundary' };

/**
 * What a change between two plans' monthly amounts means at an instant of a running period.
 * A change that lowers either meter waits for the month's end; any other adds floor(difference x rest / length) at once.
 */
export function planChange(from: Amounts, to: Amounts, period: Period, now: number): PlanChange {
  if (to.actions < from.actions || to.credits < from.credits) return { kind: 'boundary' };
  const rest = Math.min(Math.max(0, period.endsAt - now), period.endsAt - period.startsAt);
  const share = (difference: Micro): Micro => micro(mulDivFloor(difference, rest, period.endsAt - period.startsAt));
  return { kind: 'now', added: { actions: share(subtract(to.actions, from.actions)), credits: share(subtract(to.credits, from.credits)) } };
}
