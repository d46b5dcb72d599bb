/** Live reads of the table page: row i is a promise of a lead, so that a long table costs what its window costs. */
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Ranges } from '../core/ranges.ts';
import type { TableId } from '../core/ids.ts';
import type { ContactBlock } from '../domain/contact/do-not-contact.ts';
import type { Task } from '../domain/enrichment/run.ts';
import type { Lead, Table } from '../domain/lead/lead.ts';
import type { ViewShape } from '../domain/view/view.ts';
import { sortOf } from '../domain/view/view.ts';
import { shutTest } from '../domain/view/group.ts';
import type { CustomColumn, LeadKey } from '../domain/lead/custom.ts';
import { database } from '../storage/open.ts';
import { newestTasks } from './cells.ts';
import { columnOfWaterfall } from './columns.ts';
import { useBlocks } from './contact-queries.ts';
import { groupedRows, joinGroups, plainRows, type GridRows } from './group-rows.ts';
import { windowOf } from './lead-window.ts';
import { usePacedQuery } from './paced.ts';
import { listedPositions, naturalPositions, type Positions } from './positions.ts';
import { leadsOnDevice, useKeyed } from './queries.ts';
import { useRested } from './rested.ts';
import { AskedAnew, askScan, prepareScan } from './scan-client.ts';
import { isPlain, type ScanAnswer, type ScanQuestion } from './scan-question.ts';
import { showToast } from './toast-store.ts';
import { finished } from './view-edit.ts';

/** Pace of the places of all rows, and of what is known beside the leads on screen, while something writes all the time. */
const PLACES_MS = 500;
const WINDOW_MS = 250;
/** So long the rows stand still before it is looked up what is known beside their leads. */
const REST_MS = 100;

interface TablePlaces {
  readonly tableId: TableId;
  readonly next: number;
  readonly gone: Ranges;
}

/** Found leads that are shown before the rest of the table is gone through: more than a screen. */
const ENOUGH = 100;

/** Which rows are shown of a table, and how. */
export interface RowsWanted {
  readonly search: string;
  readonly shape: ViewShape;
  readonly custom: readonly CustomColumn[];
}
type Asked = Pick<ScanQuestion, 'kind' | 'search' | 'filter' | 'sort' | 'isGrouped' | 'custom'>;

export interface TableRows {
  /** The leads in their order; undefined while they are looked for the first time. */
  readonly positions: Positions | undefined;
  /** The same as rows of the grid: with heads where they stand in groups, without those that are put away. */
  readonly rows: GridRows | undefined;
  readonly isScanning: boolean;
  /** What shows answers the question, but not all of the table was gone through yet. */
  readonly isSoFar: boolean;
  readonly isPart: boolean;
}

/** The rows of a table. While another search or order is found out the last rows stay. */
export function usePositions(table: Table | undefined, { search, shape, custom }: RowsWanted): TableRows {
  const tableId = table?.id;
  const { filter, sort, group } = shape;
  const by = group?.by;
  const asked = useMemo((): Asked => ({ kind: table?.kind ?? 'person', search, filter: finished(filter), sort: sortOf(sort, by), isGrouped: by !== undefined, custom }), [table?.kind, search, filter, sort, by, custom]);
  const state = usePacedQuery(tableId ?? '', async (): Promise<TablePlaces | undefined> => {
    if (tableId === undefined) return undefined;
    const [known, gone] = await Promise.all([leadsOnDevice.state(tableId), leadsOnDevice.gaps(tableId)]);
    return { tableId, next: known?.next ?? 1, gone };
  }, PLACES_MS);
  const places = state?.tableId === tableId ? state : undefined;
  const { found, isScanning, isSoFar } = useScan(places, asked);
  const natural = useMemo(() => places && naturalPositions(places.next, places.gone), [places]);
  const listed = useMemo(() => places && found && listedPositions(found.places, places.gone), [places, found]);
  const isScanned = !isPlain(asked);
  const positions = isScanned ? (listed ?? natural) : natural;
  const shut = group?.shut;
  const rows = useMemo(() => {
    const { groups, places: inOrder } = (isScanned ? found : undefined) ?? {};
    return groups && inOrder && places ? groupedRows({ places: inOrder, groups }, places.gone, shut && shutTest(shut)) : positions && plainRows(positions);
  }, [isScanned, found, places, shut, positions]);
  return { positions, rows, isScanning: isScanned && isScanning, isSoFar: isScanned && isSoFar, isPart: isScanned };
}

interface Found extends ScanAnswer {
  readonly key: string;
  readonly tableId: TableId;
}

/** What the worker has found out. Leads that are added later are looked at when they come; what is changed stays where it stands until it is asked anew. */
function useScan(places: TablePlaces | undefined, asked: Asked): { readonly found: Found | undefined; readonly isScanning: boolean; readonly isSoFar: boolean } {
  const [found, setFound] = useState<Found>();
  const tableId = places?.tableId;
  const next = places?.next ?? 1;
  const isAsked = tableId !== undefined && !isPlain(asked);
  const key = `${tableId} ${JSON.stringify({ ...asked, search: asked.search.trim() })}`;
  const known = found?.key === key ? found : undefined;
  const latest = useRef(next);
  useEffect(() => void (latest.current = next), [next]);
  const from = known?.next ?? 1;
  useEffect(() => {
    const idle = requestIdleCallback(prepareScan);
    return () => cancelIdleCallback(idle);
  }, []);
  const [failed, setFailed] = useState<string>();
  // What failed is asked again when something else is asked, or when leads are added: not at once and for ever.
  const isCurrent = !isAsked || (known !== undefined && from >= next) || failed === `${key} ${next}`;
  useEffect(() => {
    if (isCurrent || tableId === undefined) return;
    let isOver = false;
    const at = Date.now();
    const question = JSON.parse(key.slice(key.indexOf(' ') + 1)) as Asked;
    askScan({ ...question, tableId, from, now: at, ...(from === 1 ? { enough: ENOUGH } : {}) }).then(
      (more) => {
        if (!isOver) setFound((before) => ({ key, tableId, ...(before?.key === key && from > 1 ? joined(before, more) : more) }));
      },
      (error: unknown) => {
        if (isOver || error instanceof AskedAnew) return;
        setFailed(`${key} ${latest.current}`);
        showToast({ kind: 'bad', text: 'The table could not be gone through, so all of it is shown. Nothing was changed. Try the search, filter or order again.' });
      },
    );
    return () => {
      isOver = true;
    };
  }, [isCurrent, tableId, key, from]);
  return { found: found?.tableId === tableId && isAsked ? found : undefined, isScanning: !isCurrent, isSoFar: !isCurrent && known !== undefined };
}

/** What was found out about leads that were added later, with what was known. */
function joined(before: ScanAnswer, more: ScanAnswer): ScanAnswer {
  if (before.groups && more.groups) return { ...joinGroups({ places: before.places, groups: before.groups }, { places: more.places, groups: more.groups }), next: more.next };
  const places = new Uint32Array(before.places.length + more.places.length);
  places.set(before.places);
  places.set(more.places, before.places.length);
  return { places, next: more.next };
}

/** The newest task per lead and column for the leads on screen: `${leadId} ${field}`. */
function useTasksOf(leadIds: readonly string[]): ReadonlyMap<string, Task> {
  const key = leadIds.join(' ');
  return (
    usePacedQuery(key, async () => {
      const tasks = await database.tasks.where('leadId').anyOf(key.split(' ').filter(Boolean)).toArray();
      // The same as before, so that nothing is drawn anew for it.
      if (tasks.length === 0) return NO_TASKS;
      const runs = await database.runs.bulkGet([...new Set(tasks.map((t) => t.runId))]);
      const columns = new Map<string, LeadKey | undefined>(runs.flatMap((r) => (r ? [[r.id as string, columnOfWaterfall(r.waterfall)] as const] : [])));
      return newestTasks(tasks, (runId) => columns.get(runId));
    }, WINDOW_MS) ?? NO_TASKS
  );
}
const NO_TASKS: ReadonlyMap<string, Task> = new Map();

/** What is known beside the leads about the rows on the screen: their newest tasks, and who is left alone. Looked up when the rows stand still. */
export function useRowMarks(leads: ReadonlyMap<number, Lead>, positions: Positions, first: number, last: number): { readonly tasks: ReadonlyMap<string, Task>; readonly blocks: ReadonlyMap<string, ContactBlock> } {
  const [from, to] = windowOf(first, last, positions.length);
  const near = useMemo(() => {
    const found = new Map<number, Lead>();
    for (let row = from; row < to; row++) {
      const lead = leads.get(positions.at(row));
      if (lead) found.set(lead.order, lead);
    }
    return found;
  }, [leads, positions, from, to]);
  const rested = useRested(near, REST_MS);
  const asked = rested.size === 0 ? near : rested;
  const blocks = useBlocks(asked);
  return { blocks, tasks: useTasksOf(useMemo(() => [...asked.values()].map(({ id }) => id), [asked])) };
}

/** The lead in a place of a table; undefined while it is read and where there is none. */
export const useLeadAt = (tableId: TableId | undefined, place: number | null): Lead | undefined =>
  useKeyed(`${tableId} ${place}`, async () => (tableId === undefined || place === null ? undefined : (await leadsOnDevice.between(tableId, place, place))[0]));

/** Where a lead stands in its table. */
export const useLeadPlace = (leadId: string | null): number | undefined => useKeyed(`${leadId}`, async () => (leadId === null ? undefined : (await leadsOnDevice.get(leadId))?.order));
