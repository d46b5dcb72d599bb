import type { Step, Task } from './run.ts';
import type { Waterfall } from './waterfall.ts';

/** What the caller knows of a task besides its row. */
export interface Flight {
  readonly now: number;
  /** Steps whose call is out in this very worker. */
  readonly inFlight?: ReadonlySet<number>;
  /** No source is asked that was not asked before: the run stops, or its lead is gone. */
  readonly isEnding?: boolean;
}

/** Whether a moment has come. A clock that shows less than when the wait began was set back: then it has. */
export const isDue = (notBefore: number, waitFrom: number | undefined, now: number): boolean => notBefore <= now || (waitFrom !== undefined && now < waitFrom);

/** Several sources are asked at the same time only where no answer is bought through the account: each of those is charged. */
function mayJoin(step: Step, calling: readonly Step[], fanOut: number): boolean {
  // What is looked for first has to be there before anybody is asked with it.
  return calling.length < fanOut && !step.finds && calling.every((s) => !s.finds) && step.route !== 'account' && calling.every((s) => s.route !== 'account');
}

/**
 * The step to be claimed next: one whose call was interrupted or is due again, else the first that waits, if it may be
 * asked now. `wait`: only the calls that are out can move the task; `end`: nothing is left to ask.
 */
export function candidate(task: Task, waterfall: Pick<Waterfall, 'fanOut'>, { now, inFlight, isEnding = false }: Flight): Step | 'wait' | 'end' {
  const calling = task.steps.filter((s) => s.state === 'calling');
  const due = calling.find((s) => inFlight?.has(s.index) !== true && isDue(s.notBefore ?? 0, s.waitFrom, now));
  if (due) return due;
  const next = task.steps.find((s) => s.state === 'waiting');
  if (calling.length === 0) return next ?? 'end';
  return next && !isEnding && mayJoin(next, calling, waterfall.fanOut ?? 1) ? next : 'wait';
}

/** When the task can move again, given what waits: now if another source may be asked, else when the first of its calls is due. */
export function notBeforeOf(task: Task, waterfall: Pick<Waterfall, 'fanOut'>, now: number): number {
  const calling = task.steps.filter((s) => s.state === 'calling');
  const next = task.steps.find((s) => s.state === 'waiting');
  if (calling.length === 0 || (next && mayJoin(next, calling, waterfall.fanOut ?? 1))) return 0;
  return Math.min(...calling.map((s) => (isDue(s.notBefore ?? 0, s.waitFrom, now) ? 0 : (s.notBefore ?? 0))));
}
