import type { Run, Step, StepState, Task, TaskState } from './run.ts';

/** Legal changes of a step; everything else is a bug and throws. */
export const STEP_CHANGES: Readonly<Record<StepState, readonly StepState[]>> = {
  waiting: ['calling', 'skipped'],
  calling: ['calling', 'waiting', 'accepted', 'rejected', 'no-result', 'failed', 'skipped'],
  accepted: [],
  rejected: [],
  'no-result': [],
  failed: [],
  skipped: [],
};

/** The task with one of its steps changed. @throws when the step may not become that. */
export function withStep(task: Task, index: number, fields: Partial<Step>): Task {
  return {
    ...task,
    steps: task.steps.map((s) => {
      if (s.index !== index) return s;
      if (fields.state && fields.state !== s.state && !STEP_CHANGES[s.state].includes(fields.state)) throw new Error(`step ${s.state} -> ${fields.state}`);
      return { ...s, ...fields };
    }),
  };
}

/** A task that need not ask: the answer is known, or another run is on it. */
export const withhold = (task: Task): Task => ({
  ...task,
  steps: task.steps.map((s) => (s.state === 'waiting' ? { ...s, state: 'skipped', skip: 'already-known' } : s)),
  skip: 'already-known',
});

/** A failure that another try could mend makes the task failed, so that "retry failed" finds it; a plain miss is no result. */
export function unanswered(task: Task): TaskState {
  const main = task.steps.filter((s) => s.state !== 'skipped' && !s.finds);
  // Nobody could be asked because what it takes was not found: those who looked for it decide.
  const asked = main.length > 0 ? main : task.steps.filter((s) => s.state !== 'skipped');
  const isRested = task.steps.some((s) => s.skip === 'resting' || s.skip === 'signed-out');
  if (asked.length === 0) return isRested ? 'failed' : 'skipped';
  if (asked.every((s) => s.state === 'accepted')) return isRested ? 'failed' : 'no-result';
  const missed = asked.some((s) => s.state === 'no-result' || s.state === 'rejected');
  return isRested || asked.some((s) => s.error?.retryable) || !missed ? 'failed' : 'no-result';
}

/** The task is over; its run counts it, and is over with the last one. */
export function endTask(rows: { readonly task: Task; readonly run: Run }, state: TaskState, now: number): { readonly task: Task; readonly run: Run } {
  const counted = state === 'queued' || state === 'running' ? 'stopped' : state;
  const endedTasks = { ...rows.run.endedTasks, [counted]: rows.run.endedTasks[counted] + 1 };
  const all = Object.values(endedTasks).reduce((sum, n) => sum + n, 0);
  const skip = rows.task.skip ?? rows.task.steps.find((s) => s.skip !== undefined)?.skip;
  const task: Task = {
    ...rows.task,
    state: counted,
    endedAt: now,
    steps: rows.task.steps.map((s) => (s.state === 'waiting' ? { ...s, state: 'skipped', skip: 'stopped' } : s)),
    ...(counted === 'skipped' && skip ? { skip } : {}),
  };
  return { task, run: { ...rows.run, endedTasks, ...(all >= rows.run.leadCount ? ended(rows.run, now) : {}) } };
}

const ended = (run: Run, now: number): Partial<Run> => (run.state === 'ended' ? {} : { state: 'ended', endedAt: now });
