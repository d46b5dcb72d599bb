import type { LeadId, RunId } from '../core/ids.ts';
import { withoutAsked } from '../domain/enrichment/start.ts';
import { RUN_OPEN, TASK_ENDED, type Run, type Task } from '../domain/enrichment/run.ts';
import type { KilnDatabase, RunStartRow } from './database.ts';

/** How a run comes into being: written down in parts, moving only when it is whole. */
export function createRunStart(db: KilnDatabase) {
  return {
    /** Notes what was asked for, so that a start survives the worker. */
    beginStart: (run: Run, start: RunStartRow): Promise<void> =>
      db.transaction('rw', db.runs, db.runStarts, async () => {
        await db.runs.add(run);
        await db.runStarts.add(start);
      }),
    getStart: (runId: RunId) => db.runStarts.get(runId),

    /**
     * Adds the tasks of some leads. Leads that another run of the same waterfall is asking about are left to it.
     * @param at how many of the asked leads come before these, and `count` how many these are: a part that is there
     * already is left as it is
     * @returns the run as it is now, or null when it is no longer starting
     */
    addTasks: (runId: RunId, at: number, count: number, tasks: readonly Task[]): Promise<Run | null> =>
      db.transaction('rw', db.runs, db.tasks, async () => {
        const run = await db.runs.get(runId);
        if (run?.state !== 'starting') return null;
        if ((run.planned?.leads ?? 0) > at) return run;
        const asked = await askedElsewhere(db, run, tasks.map((task) => task.leadId));
        const started = withoutAsked(run, tasks, asked);
        const grown: Run = { ...started.run, planned: { of: 0, ...run.planned, leads: at + count }, leadCount: run.leadCount + tasks.length };
        await db.tasks.bulkAdd([...started.tasks]);
        await db.runs.put(grown);
        return grown;
      }),

    /** It is whole: from now on it moves. A run whose tasks are all over already has ended. */
    finishStart: (runId: RunId): Promise<void> =>
      db.transaction('rw', db.runs, db.runStarts, async () => {
        const run = await db.runs.get(runId);
        if (run?.state === 'starting') {
          const { planned: _planned, ...rest } = run;
          await db.runs.put({ ...rest, state: 'running' });
        }
        await db.runStarts.delete(runId);
      }),

    /** Takes back a run that was never whole. Nothing was asked for it. */
    dropStart: (runId: RunId): Promise<void> =>
      db.transaction('rw', db.runs, db.tasks, db.runStarts, async () => {
        const run = await db.runs.get(runId);
        if (run && run.state !== 'starting') return;
        await db.tasksOfRun(runId).delete();
        await db.runs.delete(runId);
        await db.runStarts.delete(runId);
      }),
  };
}

async function askedElsewhere(db: KilnDatabase, run: Run, leadIds: readonly LeadId[]): Promise<Set<LeadId>> {
  const others = (await db.runs.where('state').anyOf(RUN_OPEN).toArray()).filter((r) => r.id !== run.id && r.waterfall.id === run.waterfall.id);
  if (others.length === 0) return new Set();
  const ids = new Set<string>(others.map((r) => r.id));
  const tasks = await db.tasks.where('leadId').anyOf([...leadIds]).toArray();
  return new Set(tasks.filter((task) => ids.has(task.runId) && !TASK_ENDED.includes(task.state)).map((task) => task.leadId));
}
