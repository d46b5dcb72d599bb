import { addAmounts, maxOf, NOTHING, subtract, type Amounts } from '../ledger/amount.ts';
import type { Charge } from '../ledger/charge.ts';
import type { TaskRows } from './task-rows.ts';

export const maxAmounts = (a: Amounts, b: Amounts): Amounts => ({ actions: maxOf(a.actions, b.actions), credits: maxOf(a.credits, b.credits) });
export const subtractAmounts = (a: Amounts, b: Amounts): Amounts => ({ actions: subtract(a.actions, b.actions), credits: subtract(a.credits, b.credits) });
export const fits = (amounts: Amounts, cap: Amounts): boolean => amounts.actions <= cap.actions && amounts.credits <= cap.credits;

/** What is held for one task: only one of the sources that are asked at the same time is ever charged, so the dearest is held. */
export const heldByTask = (charges: Iterable<Charge>): Amounts => {
  let held = NOTHING;
  for (const charge of charges) if (charge.state === 'reserved') held = maxAmounts(held, charge.quoted);
  return held;
};

/** What is held for all these charges, whatever task they belong to. */
export function heldByAll(charges: Iterable<Charge>): Amounts {
  const tasks = new Map<string, Charge[]>();
  for (const charge of charges) {
    const of = tasks.get(charge.taskId);
    if (of) of.push(charge);
    else tasks.set(charge.taskId, [charge]);
  }
  return [...tasks.values()].reduce((sum, of) => addAmounts(sum, heldByTask(of)), NOTHING);
}

/** What the run of a task holds once these charges of it are decided. */
export function releasedBy({ run, charges }: Pick<TaskRows, 'run' | 'charges'>, decided: readonly Charge[]): Amounts {
  const left = new Map(charges);
  for (const charge of decided) left.set(charge.id, charge);
  return subtractAmounts(addAmounts(run.held, heldByTask(left.values())), heldByTask(charges.values()));
}
