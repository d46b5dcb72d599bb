import type { LeadId } from '../../core/ids.ts';
import { withhold } from './advance.ts';
import type { Run, Task } from './run.ts';

/**
 * What is left of a new run when another one is asking about some of its leads already: those are skipped, so that two
 * panels that press at the same time buy one answer. Null when nothing is left to ask.
 */
export function withoutAsked(run: Run, tasks: readonly Task[], asked: ReadonlySet<LeadId>): { readonly run: Run; readonly tasks: readonly Task[] } | null {
  let skipped = 0;
  const left = tasks.map((task): Task => {
    if (task.state !== 'queued' || !asked.has(task.leadId)) return task;
    skipped += 1;
    return { ...withhold(task), state: 'skipped', endedAt: run.createdAt };
  });
  if (!left.some((task) => task.state === 'queued')) return null;
  return { run: { ...run, endedTasks: { ...run.endedTasks, skipped: run.endedTasks.skipped + skipped } }, tasks: left };
}
