import { TASK_ENDED, type Run, type SourceTally, type Step, type StepState, type Task } from './run.ts';

const NONE: SourceTally = { out: 0, answered: 0, missed: 0, rejected: 0, failed: 0, tookMs: 0 };
const COUNTED: Partial<Record<StepState, 'answered' | 'missed' | 'rejected' | 'failed'>> = { accepted: 'answered', 'no-result': 'missed', rejected: 'rejected', failed: 'failed' };

/** Under which name the calls of a step are counted. */
export const sourceOf = (step: Step): string => (step.source === 'pattern' ? 'pattern' : (step.providerId ?? 'none'));

const isBegun = (task: Task): boolean => task.state === 'running';

/** The run with what has changed on one of its tasks counted: progress by status and by source needs no counting later. */
export function withTally(run: Run, before: Task, after: Task): Run {
  let sources = run.sources ?? {};
  for (const [i, step] of after.steps.entries()) {
    const was = before.steps[i];
    if (was === undefined || was.state === step.state) continue;
    const name = sourceOf(step);
    const old = sources[name] ?? NONE;
    const word = COUNTED[step.state];
    const isOver = was.state === 'calling';
    if (step.state !== 'calling' && !isOver && word === undefined) continue;
    sources = {
      ...sources,
      [name]: {
        ...old,
        out: old.out + (step.state === 'calling' ? 1 : isOver ? -1 : 0),
        ...(word === undefined ? {} : { [word]: old[word] + 1, tookMs: old.tookMs + (step.tookMs ?? 0) }),
      },
    };
  }
  const begun = (run.begun ?? 0) + Number(isBegun(after)) - Number(isBegun(before));
  return sources === (run.sources ?? {}) && begun === (run.begun ?? 0) ? run : { ...run, sources, begun };
}

/** Calls of a run that are out now. */
export const callsOutOf = (run: Run): number => Object.values(run.sources ?? {}).reduce((n, s) => n + s.out, 0);

/** Tasks of a run that have come to an end. */
export const endedOf = (run: Run): number => Object.values(run.endedTasks).reduce((n, count) => n + count, 0);

export const isEnded = (task: Task): boolean => TASK_ENDED.includes(task.state);
