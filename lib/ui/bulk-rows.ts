/** Which rows of a table many questions are asked about: found in pages, so that a long table is never read at once. */
import { RUN_LEADS } from '../core/limits.ts';
import type { TableId } from '../core/ids.ts';
import type { Task } from '../domain/enrichment/run.ts';
import type { Waterfall } from '../domain/enrichment/waterfall.ts';
import { shownText } from '../domain/view/filter.ts';
import { database } from '../storage/open.ts';
import { columnOfWaterfall } from './columns.ts';
import { idsAt, placesOf } from './lead-ids.ts';
import type { Positions } from './positions.ts';
import { leadsOnDevice } from './queries.ts';

/** ticked; the first ten; all that are shown; those shown whose column is empty; those shown whose last question failed. */
export type RowChoice = 'ticked' | 'first' | 'shown' | 'empty' | 'failed';

/** Rows of a first try. */
export const FIRST_ROWS = 10;
const READ_AT_ONCE = 2_000;

export interface RowsAsked {
  readonly tableId: TableId;
  readonly shown: Positions;
  /** Places of the ticked rows, in the order shown. */
  readonly ticked: Uint32Array;
}

/**
 * The ids of the rows that are meant for one waterfall, in the order shown, at most RUN_LEADS of them.
 * @param isOver asked between pages; what was found until then is thrown away
 */
export async function rowsMeant(rows: RowChoice, waterfall: Waterfall, { tableId, shown, ticked }: RowsAsked, isOver: () => boolean): Promise<readonly string[]> {
  switch (rows) {
    case 'ticked':
      return idsAt(tableId, ticked.subarray(0, RUN_LEADS), isOver);
    case 'first':
      return idsAt(tableId, firstPlaces(shown, FIRST_ROWS), isOver);
    case 'shown':
      return idsAt(tableId, firstPlaces(shown, RUN_LEADS), isOver);
    case 'empty':
      return emptyRows(waterfall, tableId, shown, isOver);
    case 'failed':
      return failedRows(waterfall, tableId, shown);
  }
}

const firstPlaces = (shown: Positions, most: number): Uint32Array => Uint32Array.from({ length: Math.min(most, shown.length) }, (_, row) => shown.at(row));

async function emptyRows(waterfall: Waterfall, tableId: TableId, shown: Positions, isOver: () => boolean): Promise<readonly string[]> {
  const field = columnOfWaterfall(waterfall);
  const found: string[] = [];
  for (let at = 0; field !== undefined && at < shown.length && found.length < RUN_LEADS && !isOver(); at += READ_AT_ONCE) {
    const places = Array.from({ length: Math.min(READ_AT_ONCE, shown.length - at) }, (_, i) => shown.at(at + i));
    const byPlace = new Map((await leadsOnDevice.at(tableId, places.toSorted((a, b) => a - b))).map((lead) => [lead.order, lead]));
    for (const place of places) {
      const lead = byPlace.get(place);
      if (lead && shownText(lead, field) === undefined) found.push(lead.id);
    }
  }
  return found.slice(0, RUN_LEADS);
}

/** Rows whose newest task of this waterfall failed; what was asked again since is not among them. */
async function failedRows({ id }: Waterfall, tableId: TableId, shown: Positions): Promise<readonly string[]> {
  const runs = (await database.runs.toArray()).filter((run) => run.waterfall.id === id);
  const failed = await Promise.all(runs.filter((run) => run.endedTasks.failed > 0).map((run) => database.tasks.where('[runId+state+notBefore]').between([run.id, 'failed', -Infinity], [run.id, 'failed', Infinity]).toArray()));
  const leadIds = [...new Set(failed.flat().map((task) => task.leadId))];
  const ofWaterfall = new Set<string>(runs.map((run) => run.id));
  const newest = lastOf((await database.tasks.where('leadId').anyOf(leadIds).toArray()).filter((task) => ofWaterfall.has(task.runId)));
  const places = new Map<number, number>([...placesOf(shown)].map((place, row) => [place, row]));
  const leads = (await leadsOnDevice.getAll(leadIds)).flatMap((lead) => lead ?? []).filter((lead) => lead.tableId === tableId && newest.get(lead.id)?.state === 'failed' && places.has(lead.order));
  return leads.toSorted((a, b) => (places.get(a.order) ?? 0) - (places.get(b.order) ?? 0)).map((lead) => lead.id).slice(0, RUN_LEADS);
}

/** The newest task of each lead. */
function lastOf(tasks: readonly Task[]): ReadonlyMap<string, Task> {
  const newest = new Map<string, Task>();
  for (const task of tasks) if ((newest.get(task.leadId)?.createdAt ?? -Infinity) <= task.createdAt) newest.set(task.leadId, task);
  return newest;
}
