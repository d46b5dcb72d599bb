import { EVIDENCE_CELLS, EVIDENCE_TASKS } from '../core/limits.ts';
import { TASK_ENDED, type Run, type Task } from '../domain/enrichment/run.ts';
import { addCells, compact, evidenceOf, type EvidenceCell } from '../domain/learning/evidence.ts';
import type { Lead } from '../domain/lead/lead.ts';
import type { KilnDatabase } from './database.ts';
import { leadRows } from './leads/rows.ts';
import { leadStores } from './leads/stores.ts';

/** What past steps say, counted; made from the tasks and from nothing else, so it can be made anew from them. */
export function createLearnedStore(db: KilnDatabase) {
  return {
    cells: (group: string): Promise<EvidenceCell[]> => db.evidence.where('group').equals(group).toArray(),

    /**
     * Counts all ended tasks anew, as one transaction: a task that ends meanwhile is counted after it, once.
     * @returns tasks that were counted
     */
    recount: (): Promise<number> =>
      db.transaction('rw', [db.evidence, db.tasks, db.runs, ...leadStores(db)], async () => {
        const runs = new Map<string, Run | undefined>((await db.runs.toArray()).map((run) => [run.id, run]));
        const cells = new Map<string, EvidenceCell>();
        let counted = 0;
        const ids = (await db.tasks.toCollection().primaryKeys()).sort();
        for (let from = 0; from < ids.length; from += EVIDENCE_TASKS) {
          const tasks = (await db.tasks.bulkGet(ids.slice(from, from + EVIDENCE_TASKS))).flatMap((task) => (task && TASK_ENDED.includes(task.state) ? [task] : []));
          counted += tasks.length;
          const leads = await leadRows(db).getAll(tasks.map((task) => task.leadId));
          for (const [i, task] of tasks.entries()) {
            const run = runs.get(task.runId);
            for (const cell of run ? evidenceOf(task, run, leads[i]) : []) cells.set(cell.key, addCells(cells.get(cell.key), cell));
          }
        }
        await db.evidence.clear();
        for (const name of new Set([...cells.values()].map((cell) => cell.group))) {
          const group = [...cells.values()].filter((cell) => cell.group === name);
          await db.evidence.bulkPut(compact(group, EVIDENCE_CELLS, latest(group)));
        }
        return counted;
      }),
  };
}

export interface EndedTask {
  readonly task: Task;
  readonly run: Run;
  /** As it was when the task was asked. */
  readonly lead: Lead | undefined;
}

/** Counts tasks that have just ended. Called inside the transaction that ends them, which happens once for each task. */
export async function countTasks(db: KilnDatabase, ended: readonly EndedTask[]): Promise<void> {
  const added = new Map<string, EvidenceCell>();
  for (const { task, run, lead } of ended) for (const cell of evidenceOf(task, run, lead)) added.set(cell.key, addCells(added.get(cell.key), cell));
  if (added.size === 0) return;
  const known = await db.evidence.bulkGet([...added.keys()]);
  await db.evidence.bulkPut([...added.values()].map((cell, i) => addCells(known[i], cell)));
  const grown = new Set([...added.values()].flatMap((cell, i) => (known[i] === undefined ? [cell.group] : [])));
  for (const group of grown) await keepBounded(db, group);
}

/** A tenth more than is allowed, so that not every new cell makes the others coarser. */
async function keepBounded(db: KilnDatabase, group: string): Promise<void> {
  const cells = db.evidence.where('group').equals(group);
  if ((await cells.count()) <= EVIDENCE_CELLS * 1.1) return;
  const all = await cells.toArray();
  const kept = compact(all, EVIDENCE_CELLS, latest(all));
  await db.evidence.bulkDelete(all.map((cell) => cell.key));
  await db.evidence.bulkPut(kept);
}

const latest = (cells: readonly EvidenceCell[]): number => cells.reduce((at, cell) => Math.max(at, cell.at), 0);
