/** Live reads of the database. The interface never writes: every change is a command. */
import { useLiveQuery } from 'dexie-react-hooks';
import { useMemo } from 'react';
import { HOLD_TTL_MS } from '../core/limits.ts';
import type { LeadId, RunId, TaskId } from '../core/ids.ts';
import { heldByTask } from '../domain/enrichment/hold.ts';
import { RUN_OPEN, type Run, type Task, type TaskState } from '../domain/enrichment/run.ts';
import { endedOf } from '../domain/enrichment/tally.ts';
import { add, micro, NOTHING, ZERO, type Amounts } from '../domain/ledger/amount.ts';
import { identityKeys } from '../domain/lead/identity.ts';
import type { LeadKind } from '../domain/lead/fields.ts';
import type { Lead, LeadFields, Table } from '../domain/lead/lead.ts';
import type { ActivityRow, CaptureRow, MetaRows } from '../storage/database.ts';
import { deedsOfLead, type DeedOfLead } from '../storage/deeds-of-lead.ts';
import type { MergeRow } from '../storage/merge-rows.ts';
import type { OwnProviderRow } from '../storage/own-provider-row.ts';
import { leadRows } from '../storage/leads/rows.ts';
import { database } from '../storage/open.ts';
import { startOfMonth } from './format.ts';
import { meterViews, type DeviceShare, type MeterView } from './meters.ts';
import { usePacedQuery } from './paced.ts';

/** Pace of what is small and watched, and of what counts many rows. */
const QUICK_MS = 250;
const SLOW_MS = 1_000;

/** undefined while loading, null when there is no such row. */
export type Loaded<T> = T | null | undefined;

/** A live query whose answer belongs to `key`: the answer to an older key is not shown, it counts as loading. */
export function useKeyed<T>(key: string, query: () => Promise<T>): T | undefined {
  const answer = useLiveQuery(async () => ({ key, value: await query() }), [key]);
  return answer?.key === key ? answer.value : undefined;
}

/** One of the single rows: settings, account, signIn, sync. */
export function useMeta<K extends keyof MetaRows>(key: K): Loaded<MetaRows[K]> {
  return useLiveQuery(async () => ((await database.meta.get(key))?.value as MetaRows[K] | undefined) ?? null, [key]);
}

export const useCapture = (tabId: number | null): Loaded<CaptureRow> => useKeyed(`${tabId}`, async () => (tabId === null ? null : ((await database.captures.get(tabId)) ?? null)));

/** The person's own providers, the deleted ones included. */
export const useOwnProviders = (): readonly OwnProviderRow[] | undefined => useLiveQuery(() => database.ownProviders.toArray(), []);

export const useTables = (): readonly Table[] | undefined => useLiveQuery(async () => (await database.tables_.toArray()).sort((a, b) => a.name.localeCompare(b.name, 'en')), []);

/** The leads of all tables, as they are stored. */
export const leadsOnDevice = leadRows(database);

/** Leads per table. */
export const useTableCounts = (): ReadonlyMap<string, number> => usePacedQuery('', () => leadsOnDevice.counts(), SLOW_MS) ?? NO_COUNTS;
const NO_COUNTS: ReadonlyMap<string, number> = new Map();

export interface KnownLead {
  readonly lead: Lead;
  readonly table: Table | undefined;
}

/** The saved leads that are the same person or company as what was read; the one in the preferred table first. */
export function useKnown(kind: LeadKind | undefined, fields: LeadFields | undefined, preferred: string | undefined): readonly KnownLead[] | undefined {
  const keys = kind && fields ? identityKeys(kind, fields) : [];
  const known = useKeyed([kind, ...keys].join('\n'), async () => {
    if (keys.length === 0) return [];
    const leads = (await leadsOnDevice.byKeys(keys)).filter((l) => l.kind === kind);
    const tables = await database.tables_.bulkGet([...new Set(leads.map((l) => l.tableId))]);
    return leads.map((lead) => ({ lead, table: tables.find((t) => t?.id === lead.tableId) }));
  });
  // Sorted here: another preferred table is no other question, and what is shown must not blink for it.
  return useMemo(() => known?.toSorted((a, b) => Number(b.lead.tableId === preferred) - Number(a.lead.tableId === preferred) || a.lead.createdAt - b.lead.createdAt), [known, preferred]);
}

export const useLead = (leadId: LeadId | null): Loaded<Lead> => useKeyed(`${leadId}`, async () => (leadId === null ? null : ((await leadsOnDevice.get(leadId)) ?? null)));
export const useRun = (runId: RunId | null): Loaded<Run> => useKeyed(`${runId}`, async () => (runId === null ? null : ((await database.runs.get(runId)) ?? null)));
export const useTask = (taskId: TaskId | null): Loaded<Task> => useKeyed(`${taskId}`, async () => (taskId === null ? null : ((await database.tasks.get(taskId)) ?? null)));
export const useFirstTask = (runId: RunId | null): Loaded<Task> =>
  useKeyed(`${runId}`, async () => (runId === null ? null : ((await database.tasksOfRun(runId).first()) ?? null)));

export interface TaskWithRun {
  readonly task: Task;
  readonly run: Run | undefined;
}

/** The tasks of one lead with their runs, newest first. */
export function useLeadTasks(leadId: LeadId | null): readonly TaskWithRun[] | undefined {
  return useKeyed(`${leadId}`, async () => {
    if (leadId === null) return [];
    const tasks = await database.tasks.where('leadId').equals(leadId).toArray();
    const runs = await database.runs.bulkGet([...new Set(tasks.map((t) => t.runId))]);
    return tasks.sort((a, b) => b.createdAt - a.createdAt).map((task) => ({ task, run: runs.find((r) => r?.id === task.runId) }));
  });
}

export interface RunProgress {
  readonly run: Run;
  readonly ended: number;
  readonly total: number;
  readonly byState: Readonly<Record<TaskState, number>>;
  /** The lead of a run over one lead. */
  readonly single?: Task;
}

/** Runs that have not ended, newest first, with their counts. */
export function useOpenRuns(): readonly RunProgress[] | undefined {
  return usePacedQuery('', async () => {
    const runs = await database.runs.where('state').anyOf(RUN_OPEN).toArray();
    return Promise.all(runs.sort((a, b) => b.createdAt - a.createdAt).map(progressOf));
  }, QUICK_MS);
}

/** All counts stand on the run itself. */
async function progressOf(run: Run): Promise<RunProgress> {
  const ended = endedOf(run);
  const running = run.begun ?? 0;
  const byState: Record<TaskState, number> = { ...run.endedTasks, running, queued: Math.max(0, run.leadCount - ended - running) };
  const single = run.leadCount === 1 ? await database.tasksOfRun(run.id).first() : undefined;
  return { run, ended, total: Math.max(run.leadCount, ended), byState, ...(single ? { single } : {}) };
}

/** What is on hold for one task or run right now. */
export function useHeld(index: 'taskId' | 'runId', id: string | null): Amounts {
  return (
    useLiveQuery(async () => {
      if (id === null) return NOTHING;
      if (index === 'runId') return (await database.runs.get(id as RunId))?.held ?? NOTHING;
      // The ids of a task's charges begin with its own.
      return heldByTask(await database.charges.where('id').between(`${id}.`, `${id}/`).toArray());
    }, [index, id]) ?? NOTHING
  );
}

/** Both meters, from the account's last word and what has happened on this device since. */
export function useMeters(): readonly [MeterView, MeterView] | undefined {
  return usePacedQuery('', async () => {
    const account = (await database.meta.get('account'))?.value as MetaRows['account'] | undefined;
    const open = await database.charges.where('state').equals('reserved').toArray();
    if (!account) {
      // Added up by run: a month may have tens of thousands of charges.
      const runs = await database.runs.where('createdAt').above(startOfMonth(Date.now())).toArray();
      return meterViews(account, open, add(...runs.map((run) => run.charged.actions)));
    }
    const recent = await database.charges.where('reservedAt').above(account.syncedAt - HOLD_TTL_MS).toArray();
    return meterViews(account, [...new Map([...open, ...recent].map((c) => [c.id, c])).values()], ZERO, await shareOfDevice());
  }, SLOW_MS);
}

/** Operations that the account has not heard of, in their order. */
export const waitingOperations = () => database.outbox.where('[acked+n]').between([0, -Infinity], [0, Infinity]);

/** What this device may spend without asking, and what it has spent of it untold. */
async function shareOfDevice(): Promise<DeviceShare> {
  const [leases, waiting] = await Promise.all([database.leases.toArray(), waitingOperations().toArray()]);
  return { leases, untold: add(ZERO, ...waiting.map(({ op }) => (op.kind === 'spend' ? micro(op.body.actions) : ZERO))) };
}

/** The newest entries of the history. */
export const useActivity = (limit: number): readonly ActivityRow[] | undefined => usePacedQuery(`${limit}`, () => database.activity.orderBy('at').reverse().limit(limit).toArray(), QUICK_MS);
export const useLeadActivity = (leadId: LeadId | null): readonly ActivityRow[] | undefined =>
  useKeyed(`${leadId}`, async () => (leadId === null ? [] : (await database.activity.where('leadId').equals(leadId).toArray()).sort((a, b) => b.at - a.at)));

/** Deeds over many leads that have changed this one. */
export const useLeadDeeds = (leadId: LeadId): readonly DeedOfLead[] | undefined => useKeyed(leadId, () => deedsOfLead(database, leadId));

/** Duplicates that went into a lead. */
export const useLeadMerges = (leadId: LeadId): readonly MergeRow[] | undefined => useKeyed(leadId, () => database.merges.where('keepId').equals(leadId).toArray());

export const useKeys = () => useLiveQuery(() => database.keys.toArray(), []);

/** Changes whenever something changes that a price depends on. */
export function usePriceRevision(): string {
  return (
    useLiveQuery(async () => {
      const keys = (await database.keys.toArray()).map((k) => `${k.id}:${k.status}:${k.last4}`).join(',');
      const account = (await database.meta.get('account'))?.value as MetaRows['account'] | undefined;
      const settings = (await database.meta.get('settings'))?.value as MetaRows['settings'] | undefined;
      const sync = (await database.meta.get('sync'))?.value as MetaRows['sync'] | undefined;
      const openRuns = await database.runs.where('state').anyOf(RUN_OPEN).count();
      const contacts = `${await database.doNotContact.count()} ${(await database.doNotContact.orderBy('at').last())?.at ?? 0}`;
      return [keys, contacts, account?.syncedAt ?? 0, account?.priceBook.version ?? 0, settings?.sandboxUrl ?? '', sync?.state ?? '', openRuns, JSON.stringify((await database.meta.get('limits'))?.value ?? {})].join('|');
    }, []) ?? ''
  );
}

/** Changes whenever an AI question is added, changed or removed. */
export const useQuestionRevision = (): string => useLiveQuery(async () => JSON.stringify(await database.questions.toArray()), []) ?? '';
