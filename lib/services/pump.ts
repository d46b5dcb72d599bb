import type { TaskId } from '../core/ids.ts';
import { RUN_PARALLEL_TASKS } from '../core/limits.ts';
import { claimStep, closeStep, type TaskChanges } from '../domain/enrichment/advance.ts';
import { TASK_ENDED, type Step } from '../domain/enrichment/run.ts';
import { activityOfTask } from './task-activity.ts';
import { askStep } from './ask-step.ts';
import type { Deps } from './deps.ts';
import { createRelearner } from './relearn.ts';

const ALARM_MS = 30_000;
const LOOK_AHEAD = 4 * RUN_PARALLEL_TASKS;

export interface Pump {
  /** Safe to call by anything at any time; returns when nothing can move now. */
  pump(): Promise<void>;
}

/**
 * Moves every open task as far as it goes. Work is rows: this may die at any await and the next pump finds each task
 * where its last transaction left it, under the same charge ids. One pump at a time in the whole extension.
 */
export function createPump(deps: Deps): Pump {
  /** Tasks that hit a bug: left alone until the next start, so that one bad row cannot stop the others. */
  const broken = new Set<TaskId>();
  const relearner = createRelearner(deps);
  let again = false;
  let running = false;

  async function drain(): Promise<void> {
    const busy = new Set<TaskId>();
    const active = new Set<Promise<void>>();
    for (;;) {
      again = false;
      const open = (await deps.store.tasks.openTasks(LOOK_AHEAD + broken.size)).filter((t) => !broken.has(t.id));
      const now = deps.now();
      const ready = open.filter((t) => !busy.has(t.id) && t.notBefore <= now);
      for (const task of ready.slice(0, Math.max(0, RUN_PARALLEL_TASKS - active.size))) {
        busy.add(task.id);
        const work: Promise<void> = moveTask(task.id)
          .catch((error: unknown) => {
            broken.add(task.id);
            deps.report('task', error);
          })
          .finally(() => {
            busy.delete(task.id);
            active.delete(work);
          });
        active.add(work);
      }
      if (active.size > 0) await Promise.race(active);
      else if (!again) {
        const soonest = Math.min(...open.map((t) => t.notBefore));
        if (open.length > 0) deps.wakeIn(Math.max(0, Math.min(ALARM_MS, soonest - now)));
        return;
      }
    }
  }

  /** Claim, call, close until the task ends or has to wait. */
  async function moveTask(id: TaskId): Promise<void> {
    for (;;) {
      await relearner.ready();
      const claimed = await deps.store.tasks.changeTask(id, (rows) => claimStep({ ...rows, task: relearner.arranged(rows) }, deps.now(), rows.run.state !== 'running'), activityOfTask(deps.catalogue, deps.now));
      if (!claimed || TASK_ENDED.includes(claimed.task.state)) return;
      if (!claimed.claimed) continue; // the step was skipped; look at the next one
      const closed = await askAndClose(id, claimed.claimed);
      if (!closed || TASK_ENDED.includes(closed.task.state) || closed.task.notBefore > deps.now()) return;
    }
  }

  async function askAndClose(id: TaskId, step: Step): Promise<TaskChanges | null> {
    const task = await deps.store.tasks.getTask(id);
    const run = task && (await deps.store.tasks.getRun(task.runId));
    if (!task || !run) return null;
    const [lead] = await deps.store.leads.getLeads([task.leadId]);
    const result = await askStep(deps, { task, step, lead, waterfall: run.waterfall, stopping: run.state !== 'running' });
    return deps.store.tasks.changeTask(id, (rows) => closeStep(rows, step.index, result, deps.now()), activityOfTask(deps.catalogue, deps.now));
  }

  return {
    async pump() {
      again = true;
      if (running) return;
      running = true;
      try {
        // A hint first: if this worker dies in the middle, the alarm looks again.
        if ((await deps.store.tasks.openTasks(1)).length > 0) deps.wakeIn(ALARM_MS);
        const held = await deps.exclusively('kiln-pump', drain);
        if (!held) deps.wakeIn(ALARM_MS);
      } finally {
        running = false;
      }
    },
  };
}
