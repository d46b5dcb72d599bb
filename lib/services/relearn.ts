import type { TaskId } from '../core/ids.ts';
import type { TaskRows } from '../domain/enrichment/advance.ts';
import type { PlanContext } from '../domain/enrichment/plan.ts';
import type { Run, Task } from '../domain/enrichment/run.ts';
import { rearrangeTask } from '../domain/learning/rearrange.ts';
import { RELEARN_LEAST, RELEARN_PART } from '../core/limits.ts';
import type { Deps } from './deps.ts';
import { withLearning } from './learned-order.ts';
import { planContext } from './plan-context.ts';

export interface Relearner {
  /** Works out anew what has changed enough; call it before a claim. Cheap when nothing has. */
  ready(): Promise<void>;
  /** The task in the order that is best by now; the same task where nothing is to change. For use inside a transaction. */
  arranged(rows: Pick<TaskRows, 'task' | 'run' | 'lead'>): Task;
}

interface Lesson {
  readonly context: PlanContext;
  /** Tasks of the run that had ended. */
  readonly ended: number;
  /** Tasks that have had their lesson: an order is tried once, however often the task is looked at before its first call. */
  readonly taught: Set<TaskId>;
}

/**
 * Lets a run with a learned order learn from its own first tasks: a run of ten thousand leads is planned before its first
 * answer is there. Lessons are memory only: after a death the next one is worked out from the rows.
 */
export function createRelearner(deps: Pick<Deps, 'store' | 'catalogue' | 'engine' | 'now' | 'online' | 'random'>): Relearner {
  const lessons = new Map<string, Lesson>();
  const wanted = new Map<string, Run>();
  const ended = (run: Run): number => Object.values(run.endedTasks).reduce((sum, n) => sum + n, 0);
  return {
    async ready() {
      for (const [id, run] of wanted) {
        wanted.delete(id);
        if (ended(run) >= run.leadCount) lessons.delete(id);
        else lessons.set(id, { ended: ended(run), taught: new Set(), context: await withLearning(deps, run.waterfall, await planContext(deps), deps.random) });
      }
    },
    arranged({ task, run, lead }) {
      if (run.waterfall.order !== 'learned' || run.leadCount < 2 || task.state !== 'queued' || !lead) return task;
      const lesson = lessons.get(run.id);
      const known = lesson?.ended ?? 0;
      // A quarter more tells enough more; a run of 10,000 learns some thirty times.
      if (ended(run) - known >= Math.max(RELEARN_LEAST, known * RELEARN_PART)) wanted.set(run.id, run);
      const arrange = lesson?.context.arrange;
      if (!arrange || lesson.taught.has(task.id)) return task;
      lesson.taught.add(task.id);
      return rearrangeTask(task, (steps) => arrange(run.waterfall, steps, lead));
    },
  };
}
