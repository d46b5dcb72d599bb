/** Live reads of the table page: row i is a promise of a lead, so that a long table costs what its window costs. */
import type { TableId } from '../core/ids.ts';
import type { Task } from '../domain/enrichment/run.ts';
import type { Lead, Table } from '../domain/lead/lead.ts';
import type { ViewShape } from '../domain/view/view.ts';
import type { CustomColumn, LeadKey } from '../domain/lead/custom.ts';
import { database } from '../storage/open.ts';
import { newestTasks } from './cells.ts';
import { columnOfWaterfall } from './columns.ts';
import { usePacedQuery } from './paced.ts';
import { leadsOnDevice } from './queries.ts';
import { rowsOf } from './row-order.ts';
import { finished } from './view-edit.ts';

/** Rows read at once; the window is a whole number of these, so that scrolling one row asks for nothing. */
const CHUNK = 64;
/** Pace of the order of all rows, and of the rows on screen, while something writes all the time. */
const IDS_MS = 1_500;
const WINDOW_MS = 250;
/** Leads that are read at once while all of them are looked through. */
const SCAN = 2_000;

/** The ids of the rows that a look at a table shows, in its order. undefined while loading. */
export function useRowIds(table: Table | undefined, search: string, shape: ViewShape, custom: readonly CustomColumn[]): readonly string[] | undefined {
  const tableId = table?.id;
  const key = JSON.stringify([tableId, search.trim(), { ...shape, filter: finished(shape.filter), hidden: [] }, custom]);
  const answer = usePacedQuery(key, async (): Promise<{ readonly tableId: TableId | undefined; readonly ids: readonly string[] }> => {
    if (!table) return { tableId, ids: [] };
    return { tableId, ids: await rowsOf(leadsOnDevice.batches(table.id, SCAN), { kind: table.kind, shape, search, custom, now: Date.now() }) };
  }, IDS_MS);
  // While the next search runs the last rows stay; rows of another table never do.
  return answer?.tableId === tableId ? answer?.ids : undefined;
}
/** The chunk bounds that cover the rows on screen. */
export function windowOf(first: number, last: number, count: number): readonly [number, number] {
  return [Math.floor(Math.max(0, first) / CHUNK) * CHUNK, Math.min(count, (Math.floor(Math.max(0, last) / CHUNK) + 1) * CHUNK)];
}

/** The leads around the rows on screen. Dexie keeps the last answer while the next window is read, so nothing flickers. */
export function useLeadWindow(ids: readonly string[], first: number, last: number): ReadonlyMap<string, Lead> {
  const [from, to] = windowOf(first, last, ids.length);
  const key = ids.slice(from, to).join(' ');
  return (
    usePacedQuery(key, async (): Promise<ReadonlyMap<string, Lead>> => {
      const leads = await leadsOnDevice.getAll(key.split(' ').filter(Boolean));
      return new Map(leads.flatMap((lead) => (lead ? [[lead.id as string, lead] as const] : [])));
    }, WINDOW_MS) ?? emptyMap
  );
}
const emptyMap: ReadonlyMap<string, Lead> = new Map();

/** The newest task per lead and column for the leads on screen: `${leadId} ${field}`. */
export function useWindowTasks(leadIds: readonly string[]): ReadonlyMap<string, Task> {
  const key = leadIds.join(' ');
  return (
    usePacedQuery(key, async () => {
      const tasks = await database.tasks.where('leadId').anyOf(key.split(' ').filter(Boolean)).toArray();
      const runs = await database.runs.bulkGet([...new Set(tasks.map((t) => t.runId))]);
      const columns = new Map<string, LeadKey | undefined>(runs.flatMap((r) => (r ? [[r.id as string, columnOfWaterfall(r.waterfall)] as const] : [])));
      return newestTasks(tasks, (runId) => columns.get(runId));
    }, WINDOW_MS) ?? noTasks
  );
}
const noTasks: ReadonlyMap<string, Task> = new Map();
