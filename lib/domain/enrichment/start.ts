import type { LeadId } from '../../core/ids.ts';
import { withhold } from './end-task.ts';
import type { Run, Task } from './run.ts';

/**
 * Tasks of a new run without those whose leads another one is asking about already: they are skipped, so that two
 * panels that press at the same time buy one answer.
 */
export function withoutAsked(run: Run, tasks: readonly Task[], asked: ReadonlySet<LeadId>): { readonly run: Run; readonly tasks: readonly Task[] } {
  let skipped = 0;
  const left = tasks.map((task): Task => {
    if (task.state === 'queued' && asked.has(task.leadId)) {
      skipped += 1;
      return { ...withhold(task), state: 'skipped', endedAt: run.createdAt };
    }
    if (task.state === 'skipped') skipped += 1;
    return task;
  });
  return { run: { ...run, endedTasks: { ...run.endedTasks, skipped: run.endedTasks.skipped + skipped } }, tasks: left };
}
