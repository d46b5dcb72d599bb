import type { ChargeId, LeadId, TaskId } from '../core/ids.ts';
import type { TaskChanges, TaskRows } from '../domain/enrichment/advance.ts';
import { TASK_ENDED, type Run, type Task } from '../domain/enrichment/run.ts';
import type { Charge } from '../domain/ledger/charge.ts';
import type { Lead } from '../domain/lead/lead.ts';
import type { ActivityRow, KilnDatabase } from './database.ts';
import { eraseLate, followerStores } from './erase-followers.ts';
import { countTasks, type EndedTask } from './learned-store.ts';
import { openBook } from './ledger-book.ts';
import { leadRows } from './leads/rows.ts';
import { leadStores } from './leads/stores.ts';
import { leadWrites } from './leads/writes.ts';
import { ledgerRows } from './ledger-dexie.ts';

export type ActivityOf = (task: Task, lead: Lead | undefined) => Omit<ActivityRow, 'id' | 'taskId'>;

/** Reads the rows of one task and says what they become. Pure: it may be called again. */
export interface TaskChange<T extends TaskChanges> {
  readonly id: TaskId;
  decide(rows: TaskRows): T;
}
/** What came of one change: null when the task is gone, an error when deciding it threw. */
export type Changed<T> = { readonly ok: true; readonly value: T | null } | { readonly ok: false; readonly error: unknown };

/** Rows as the transaction has them so far, and what has to be written of them. */
interface Overlay<K, V> {
  readonly rows: Map<K, V>;
  readonly dirty: Set<K>;
}
const overlay = <K, V>(rows: Iterable<readonly [K, V]>): Overlay<K, V> => ({ rows: new Map(rows), dirty: new Set() });
const put = <K, V>(over: Overlay<K, V>, key: K, value: V | undefined): void => {
  if (value === undefined || over.rows.get(key) === value) return;
  over.rows.set(key, value);
  over.dirty.add(key);
};
const written = <K, V>({ rows, dirty }: Overlay<K, V>): V[] => [...dirty].flatMap((key) => rows.get(key) ?? []);

/**
 * Changes many tasks in one transaction, each for itself and in this order: the later sees what the earlier has written,
 * all of it is on disk or none. One flush for all of them is what makes a run of thousands cheap. A change that throws
 * while it is decided leaves no trace and does not hold up the others.
 * A charge that is reserved or decided here moves its lease, and gets its operation for the account, in the same transaction.
 */
export const changeTasks = <T extends TaskChanges>(db: KilnDatabase, changes: readonly TaskChange<T>[], activityOf: ActivityOf, now: number): Promise<Changed<T>[]> =>
  db.transaction('rw', [db.tasks, db.runs, ...leadStores(db), db.charges, db.leases, db.outbox, db.meta, db.evidence, db.erased, ...followerStores(db)], async () => {
    const ids = [...new Set(changes.map((change) => change.id))];
    const tasks = overlay((await db.tasks.bulkGet(ids)).flatMap((task) => (task ? [[task.id, task] as const] : [])));
    const all = [...tasks.rows.values()];
    const [book, runRows, leadsNow, chargeRows] = await Promise.all([
      openBook(ledgerRows(db)),
      db.runs.bulkGet([...new Set(all.map((t) => t.runId))]),
      leadRows(db).getAll([...new Set(all.map((t) => t.leadId))]),
      db.charges.bulkGet(all.flatMap(chargesAtStake)),
    ]);
    const runs = overlay(runRows.flatMap((run) => (run ? [[run.id, run] as const] : [])));
    const leads = overlay(leadsNow.flatMap((lead) => (lead ? [[lead.id, lead] as const] : [])));
    const charges = overlay(chargeRows.flatMap((charge) => (charge ? [[charge.id, charge] as const] : [])));
    const extras: TaskChanges[] = [];
    const activity: ActivityRow[] = [];
    const ended: EndedTask[] = [];
    const gone: LeadId[] = [];

    const results = changes.map(({ id, decide }): Changed<T> => {
      const task = tasks.rows.get(id);
      const run = task && runs.rows.get(task.runId);
      if (!task || !run) return { ok: true, value: null };
      const lead = leads.rows.get(task.leadId);
      try {
        const own = new Map<ChargeId, Charge>();
        for (const step of task.steps) {
          const charge = charges.rows.get(step.chargeId);
          if (charge) own.set(charge.id, charge);
        }
        const value = decide({ task, run, lead, charges: own, ...(book.leases ? { leases: book.leases } : {}) });
        book.note(own, value.charges ?? [], now);
        if (value.ack && book.leases) book.tell({ kind: 'ack', body: value.ack }, `ack.${value.ack.chargeId}`, now);
        if (!lead) gone.push(task.leadId);
        put(tasks, id, value.task);
        put(runs, run.id, value.run);
        put(leads, task.leadId, value.lead);
        for (const charge of value.charges ?? []) put(charges, charge.id, charge);
        if (value.keep ?? value.receipt) extras.push(value);
        if (TASK_ENDED.includes(value.task.state) && !TASK_ENDED.includes(task.state)) ended.push({ task: value.task, run: value.run ?? run, lead });
        if (isNews(task, value.task, run)) activity.push({ ...activityOf(value.task, value.lead ?? lead), id: `task:${id}`, taskId: id });
        return { ok: true, value };
      } catch (error) {
        return { ok: false, error };
      }
    });

    await Promise.all([writeAll(db, tasks, runs, leads, charges, activity, extras), book.write()]);
    if (ended.length > 0) await countTasks(db, ended);
    await eraseLate(db, gone);
    return results;
  });

/** Charges of the steps that are under way, and of the one that is next. */
function chargesAtStake(task: Task): ChargeId[] {
  if (TASK_ENDED.includes(task.state)) return [];
  const next = task.steps.find((s) => s.state === 'waiting');
  return [...task.steps.filter((s) => s.state === 'calling'), ...(next ? [next] : [])].map((s) => s.chargeId);
}

/** The end of a task is told; in a run over many leads only when somebody was asked. */
const isNews = (before: Task, after: Task, run: Run): boolean =>
  TASK_ENDED.includes(after.state) && !TASK_ENDED.includes(before.state) && (run.leadCount === 1 || after.steps.some((s) => s.attempts > 0));

async function writeAll(
  db: KilnDatabase, tasks: Overlay<TaskId, Task>, runs: Overlay<string, Run>, leads: Overlay<string, Lead>, charges: Overlay<ChargeId, Charge>, activity: readonly ActivityRow[], extras: readonly TaskChanges[],
): Promise<void> {
  const kept = extras.flatMap(({ keep, task }) => (keep ? [{ key: keep.key, answer: keep.answer, at: keep.at, leadId: task.leadId, ...(keep.sandbox ? { sandbox: true as const } : {}) }] : []));
  const receipts = extras.flatMap(({ receipt }) => receipt ?? []);
  if (tasks.dirty.size > 0) await db.tasks.bulkPut(written(tasks));
  if (runs.dirty.size > 0) await db.runs.bulkPut(written(runs));
  if (leads.dirty.size > 0) await leadWrites(db).put(written(leads));
  if (charges.dirty.size > 0) await db.charges.bulkPut(written(charges));
  if (kept.length > 0) await db.answers.bulkPut(kept);
  if (receipts.length > 0) await db.receipts.bulkPut(receipts);
  if (activity.length > 0) await db.activity.bulkPut([...activity]);
}
