import type { ChargeId, LeadId, RunId, TaskId } from '../core/ids.ts';
import type { TaskChanges } from '../domain/enrichment/advance.ts';
import type { Charge } from '../domain/ledger/charge.ts';
import type { Amounts } from '../domain/ledger/amount.ts';
import { RUN_OPEN, type Run, type RunPause, type RunState, type Task } from '../domain/enrichment/run.ts';
import { callsOutOf } from '../domain/enrichment/tally.ts';
import type { KilnDatabase, ProviderHealthRow } from './database.ts';
import { changeTasks, type ActivityOf, type TaskChange } from './task-changes.ts';
import { createRunStart } from './run-start-store.ts';
import { createWaterfallStore } from './waterfall-store.ts';

/** Runs, tasks and charges: work is rows, and every change of a task is one transaction. */
export function createTaskStore(db: KilnDatabase) {
  /** Tasks of a run in one state, by when they can move, then by id. */
  const inState = (runId: RunId, state: Task['state'], from: number, to: number) =>
    db.tasks.where('[runId+state+notBefore]').between([runId, state, from], [runId, state, to], true, true);
  return {
    ...createRunStart(db),
    getRun: (id: RunId) => db.runs.get(id),
    getTask: (id: TaskId) => db.tasks.get(id),
    tasksOf: (runId: RunId) => db.tasksOfRun(runId).toArray(),
    /** Leads of the tasks of a run that ended in this state. */
    leadsIn: async (runId: RunId, state: Task['state']): Promise<LeadId[]> => (await inState(runId, state, -Infinity, Infinity).toArray()).map((task) => task.leadId),

    /** Runs that have not ended. */
    openRuns: () => db.runs.where('state').anyOf(RUN_OPEN).toArray(),

    /** The first tasks of a run in this state that can move by `now`, in their order, from a place on; never the whole run. */
    readyTasks: (runId: RunId, state: 'queued' | 'running', now: number, limit: number, from = -Infinity): Promise<Task[]> => inState(runId, state, from, now).limit(limit).toArray(),
    /** The first task of a run that waits for a later moment. */
    nextWaiting: (runId: RunId, now: number): Promise<Task | undefined> => inState(runId, 'running', now + 1, Infinity).first(),

    /** Puts a run into another state if it is in one of these. Returns how many of its calls are out, or null when it was in none of them. */
    turnRun: (runId: RunId, from: readonly RunState[], fields: Partial<Run>, without: readonly ('expected')[] = []): Promise<number | null> =>
      db.transaction('rw', db.runs, async () => {
        const run = await db.runs.get(runId);
        if (!run || !from.includes(run.state)) return null;
        const turned = { ...run, ...fields };
        for (const field of ['pause', ...without] as const) if (!(field in fields)) delete (turned as { pause?: RunPause; expected?: Amounts })[field];
        await db.runs.put(turned);
        return callsOutOf(run);
      }),

    /** Every run that goes on is stopped. */
    stopRuns: () => db.runs.where('state').anyOf('running', 'paused').modify({ state: 'stopping' }),

    /** Changes many tasks in one transaction, each for itself: see `changeTasks`. */
    changeTasks: <T extends TaskChanges>(changes: readonly TaskChange<T>[], activityOf: ActivityOf, now: number) => changeTasks(db, changes, activityOf, now),

    answers: (keys: readonly string[]) => db.answers.bulkGet([...keys]),
    receipt: (id: ChargeId) => db.receipts.get(id),

    health: () => db.providerHealth.toArray(),
    putHealth: (row: ProviderHealthRow) => db.providerHealth.put(row),
    /** What this device has taken and holds since an hour and a day ago, and of some tables in each window, at one moment. */
    countTaken: (now: number, tableIds: readonly string[]) => db.transaction('r', db.charges, async () => ({ taken: await createWaterfallStore(db).taken(now, tableIds) })),

    /** Charges of calls from this device that began since a moment, at most so many, and of all that are open: those may be called again and again. */
    recentCalls: async (since: number, limit: number): Promise<Charge[]> => {
      const isLocal = ({ path }: Charge): boolean => path === 'local';
      const [recent, resolved, open] = await Promise.all([
        db.charges.where('reservedAt').above(since).reverse().filter(isLocal).limit(limit).toArray(),
        // Reserved long ago, called again lately, answered since.
        db.charges.where('resolvedAt').above(since).reverse().filter(isLocal).limit(limit).toArray(),
        db.charges.where('state').equals('reserved').filter(isLocal).toArray(),
      ]);
      return [...new Map([...recent, ...resolved, ...open].map((charge) => [charge.id, charge])).values()];
    },
  };
}
