import type { RunId, TaskId } from '../core/ids.ts';
import { RUN_WAITING_TASKS } from '../core/limits.ts';
import { nextStep, type TaskChanges, type TaskRows } from '../domain/enrichment/advance.ts';
import { withoutAsked } from '../domain/enrichment/start.ts';
import { TASK_ENDED, type Run, type Task } from '../domain/enrichment/run.ts';
import type { Charge } from '../domain/ledger/charge.ts';
import type { Lead } from '../domain/lead/lead.ts';
import type { ActivityRow, KilnDatabase, MetaRows } from './database.ts';
import { countTasks } from './learned-store.ts';

/** Runs, tasks and charges: work is rows, and every change of a task is one transaction. */
export function createTaskStore(db: KilnDatabase) {
  return {
    getRun: (id: RunId) => db.runs.get(id),
    getTask: (id: TaskId) => db.tasks.get(id),
    tasksOf: (runId: RunId) => db.tasks.where('runId').equals(runId).toArray(),

    /** Leads that another run of the same waterfall is asking about are left to it; false when none is left. */
    startRun: (run: Run, tasks: readonly Task[]): Promise<boolean> =>
      db.transaction('rw', db.runs, db.tasks, async () => {
        const others = (await db.runs.where('state').anyOf('running', 'stopping').toArray()).filter((r) => r.waterfall.id === run.waterfall.id);
        const open = await db.tasks.where('[runId+state]').anyOf(others.flatMap(({ id }) => [[id, 'queued'], [id, 'running']])).toArray();
        const started = withoutAsked(run, tasks, new Set(open.map((task) => task.leadId)));
        if (!started) return false;
        await db.runs.add(started.run);
        await db.tasks.bulkAdd([...started.tasks]);
        return true;
      }),

    /**
     * Tasks that can be looked at next: those under way, and the first `limit` that wait for their turn while not too
     * many are under way. Never the whole run, so a step costs the same in a run of 10,000.
     */
    openTasks: async (limit: number): Promise<Pick<Task, 'id' | 'notBefore'>[]> => {
      const running = await db.tasks.where('state').equals('running').toArray();
      const queued = running.length < RUN_WAITING_TASKS ? await db.tasks.where('state').equals('queued').limit(limit).toArray() : [];
      return [...running.sort(byAge), ...queued.sort(byAge)].map(({ id, notBefore }) => ({ id, notBefore }));
    },

    stopRun: (runId: RunId): Promise<number> =>
      db.transaction('rw', db.runs, db.tasks, async () => {
        const run = await db.runs.get(runId);
        if (run?.state === 'running') await db.runs.put({ ...run, state: 'stopping' });
        const tasks = await db.tasks.where('[runId+state]').equals([runId, 'running']).toArray();
        return tasks.filter((t) => t.steps.some((s) => s.state === 'calling')).length;
      }),

    /** Every run that goes on is stopped. */
    stopRuns: () => db.runs.where('state').equals('running').modify({ state: 'stopping' }),

    /**
     * Reads the rows of one task, lets `decide` say what they become, writes what changed: one transaction.
     * A charge decided here gets its outbox operation in the same transaction when an account is signed in.
     */
    changeTask: <T extends TaskChanges>(
      id: TaskId,
      decide: (rows: TaskRows) => T,
      activityOf: (task: Task, lead: Lead | undefined) => Omit<ActivityRow, 'id' | 'taskId'>,
    ): Promise<T | null> =>
      db.transaction('rw', [db.tasks, db.runs, db.leads, db.charges, db.outbox, db.meta, db.activity, db.answers, db.evidence], async () => {
        const task = await db.tasks.get(id);
        const run = task && (await db.runs.get(task.runId));
        if (!task || !run) return null;
        const lead = await db.leads.get(task.leadId);
        const step = nextStep(task);
        const charge = step ? await db.charges.get(step.chargeId) : undefined;
        const changes = decide({ task, run, lead, charge });
        if (changes.task !== task) await db.tasks.put(changes.task);
        if (changes.run && changes.run !== run) await db.runs.put(changes.run);
        if (changes.lead && changes.lead !== lead) await db.leads.put(changes.lead);
        if (changes.charge && changes.charge !== charge) await db.charges.put(changes.charge);
        if (changes.keep) {
          const { key, answer, sandbox } = changes.keep;
          await db.answers.put({ key, answer, at: changes.charge?.resolvedAt ?? 0, ...(sandbox ? { sandbox: true } : {}) });
        }
        if (changes.spent && changes.charge) await queueSpend(db, changes.charge);
        if (TASK_ENDED.includes(changes.task.state) && !TASK_ENDED.includes(task.state)) {
          await db.activity.put({ ...activityOf(changes.task, changes.lead ?? lead), id: `task:${task.id}`, taskId: task.id });
          await countTasks(db, [{ task: changes.task, run: changes.run ?? run, lead }]);
        }
        return changes;
      }),

    answer: (key: string) => db.answers.get(key),
  };
}

const byAge = (a: Task, b: Task): number => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1);

/** Ids come from the charge: writing it twice is a key conflict, not a second spend. */
async function queueSpend(db: KilnDatabase, charge: Charge): Promise<void> {
  if (!(await db.meta.get('account'))) return; // without an account Actions are counted here and owed to nobody
  const device = (await db.meta.get('device'))?.value as MetaRows['device'] | undefined;
  if (!device) throw new Error('a signed-in device has a device row');
  const n = device.nextN;
  await db.meta.put({ key: 'device', value: { ...device, nextN: n + 1 } });
  await db.outbox.add({
    n,
    opId: `spend.${charge.id}`,
    acked: 0,
    op: {
      n,
      opId: `spend.${charge.id}`,
      kind: 'spend',
      clientAt: charge.resolvedAt ?? charge.reservedAt,
      body: {
        chargeId: charge.id,
        actions: charge.posted.actions,
        runId: charge.runId,
        taskId: charge.taskId,
        subject: charge.leadId,
        enrichment: charge.enrichment,
        providerId: charge.providerId,
        operation: charge.operation,
        route: charge.route === 'own' ? 'own' : 'free',
      },
    },
  });
}
