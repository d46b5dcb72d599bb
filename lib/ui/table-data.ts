/** Live reads of the table page: row i is a promise of a lead, so that a long table costs what its window costs. */
import type { TableId } from '../core/ids.ts';
import type { Task } from '../domain/enrichment/run.ts';
import type { Lead } from '../domain/lead/lead.ts';
import { chosenValue } from '../domain/lead/merge.ts';
import type { LeadKey } from '../domain/lead/custom.ts';
import { database } from '../storage/open.ts';
import { newestTasks } from './cells.ts';
import { columnOfWaterfall } from './columns.ts';
import { usePacedQuery } from './paced.ts';
import { leadsOnDevice } from './queries.ts';

/** Rows read at once; the window is a whole number of these, so that scrolling one row asks for nothing. */
const CHUNK = 64;
/** Pace of the order of all rows, and of the rows on screen, while something writes all the time. */
const IDS_MS = 1_500;
const WINDOW_MS = 250;

/** True when every word of the query is somewhere in what the lead shows. */
export function leadMatches(lead: Lead, query: string): boolean {
  const text = Object.values(lead.fields)
    .map((s) => chosenValue(s)?.value ?? '')
    .join('\n')
    .toLocaleLowerCase('en');
  return query
    .toLocaleLowerCase('en')
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** The ids of a table in order; with a query only those that match. undefined while loading. */
export function useRowIds(tableId: TableId | undefined, query: string): readonly string[] | undefined {
  const wanted = query.trim();
  const answer = usePacedQuery(`${tableId ?? ''} ${wanted}`, async (): Promise<{ readonly tableId: TableId | undefined; readonly ids: readonly string[] }> => {
    if (tableId === undefined) return { tableId, ids: [] };
    const ids: string[] = [];
    for await (const batch of leadsOnDevice.batches(tableId, 2_000)) for (const lead of batch) if (wanted === '' || leadMatches(lead, wanted)) ids.push(lead.id);
    return { tableId, ids };
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
