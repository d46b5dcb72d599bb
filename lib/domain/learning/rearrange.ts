/** A queued task gets the order that has been learned since it was planned, as long as none of its steps was ever claimed. */
import { chargeIdOf } from '../../core/ids.ts';
import type { PlannedStep } from '../enrichment/plan-context.ts';
import type { Step, Task } from '../enrichment/run.ts';
import { armOf } from './odds.ts';

/**
 * Only the places of steps change, and with them their charge ids, which are those of the places: nothing was reserved
 * under them yet. Steps that were left out or cannot be asked stay so, those that find what is missing stay in front.
 * @param arrange puts planned steps in order, marking those it leaves out with a skip
 * @returns the same task when there is nothing to change
 */
export function rearrangeTask(task: Task, arrange: (steps: readonly PlannedStep[]) => readonly PlannedStep[]): Task {
  if (task.state !== 'queued' || task.steps.some((s) => s.attempts > 0 || (s.state !== 'waiting' && s.state !== 'skipped'))) return task;
  const firsts = task.steps.filter((s) => s.finds !== undefined);
  const waiting = task.steps.filter((s) => s.finds === undefined && s.state === 'waiting');
  const others = task.steps.filter((s) => s.finds === undefined && s.state === 'skipped');
  const arranged = arrange(waiting);
  const leftOut = new Set(arranged.flatMap((s) => (s.skip === 'little-gain' ? [armOf(s)] : [])));
  // Never the last one: a task that asks nobody was not what was started.
  const skips = waiting.every((s) => leftOut.has(armOf(s))) ? new Set<string>() : leftOut;
  const order = [...new Set(arranged.map(armOf))].flatMap((arm) => waiting.filter((s) => armOf(s) === arm));
  if (order.length !== waiting.length) return task;
  const steps = [...firsts, ...order.map((s): Step => (skips.has(armOf(s)) ? { ...s, state: 'skipped', skip: 'little-gain' } : s)), ...others];
  if (steps.every((s, i) => s === task.steps[i])) return task;
  return { ...task, steps: steps.map((s, index) => ({ ...s, index, chargeId: chargeIdOf(task.id, index) })) };
}
