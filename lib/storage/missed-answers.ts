import type { RunId } from '../core/ids.ts';
import { withAnswerOf } from '../domain/enrichment/answer-values.ts';
import type { Task } from '../domain/enrichment/run.ts';
import type { Lead } from '../domain/lead/lead.ts';
import type { KilnDatabase } from './database.ts';
import { leadRows } from './leads/rows.ts';

/** A run goes on while its lead is deleted: what it found meanwhile was paid for. Inside the transaction that brings the lead back. */
export async function withMissedAnswers(db: KilnDatabase, lead: Lead, since: number, now: number): Promise<Lead> {
  const found = await db.tasks.where('leadId').equals(lead.id).filter((task) => isMissed(task, since)).toArray();
  return found.reduce((whole, task) => withAnswerOf(whole, task, now), lead);
}

/** The same for all leads of a table that is back: those that have changed by it. */
export async function missedIn(db: KilnDatabase, tableId: string, since: number, now: number): Promise<Lead[]> {
  const tasks: Task[] = [];
  for (const runId of await runsSince(db, since)) tasks.push(...(await db.tasksOfRun(runId).filter((task) => isMissed(task, since)).toArray()));
  const leads = await leadRows(db).getAll([...new Set(tasks.map((task) => task.leadId))]);
  return leads.flatMap((lead) => (lead?.tableId === tableId ? [tasks.filter((task) => task.leadId === lead.id).reduce((whole, task) => withAnswerOf(whole, task, now), lead)] : []));
}

const isMissed = (task: Task, since: number): boolean => task.state === 'found' && (task.endedAt ?? 0) >= since;

const runsSince = async (db: KilnDatabase, since: number): Promise<RunId[]> => (await db.runs.toArray()).filter(({ endedAt }) => endedAt === undefined || endedAt >= since).map(({ id }) => id);
