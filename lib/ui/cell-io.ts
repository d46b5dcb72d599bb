/** Reading and setting the cells of some leads and columns, also where the grid has never been: leads are read by their places, some at a time. */
import type { CellDeed, CellsSet } from '../contracts/cell-commands.ts';
import type { CommandError, CommandInput, CommandResult } from '../contracts/commands.ts';
import { CELL_CHARS, CELL_PART_CELLS, CELL_PART_ROWS, CELL_SENDS } from '../core/limits.ts';
import type { TableId } from '../core/ids.ts';
import type { Result } from '../core/result.ts';
import type { LeadKey } from '../domain/lead/custom.ts';
import type { Lead } from '../domain/lead/lead.ts';
import { shownText } from '../domain/view/filter.ts';
import type { Column } from './columns.ts';

export interface CellDeps {
  /** Leads at places of a table, in any order. */
  leadsAt(tableId: TableId, places: readonly number[]): Promise<readonly Lead[]>;
  send(input: CommandInput<'cells.set'>): Promise<CommandResult<'cells.set'>>;
  sleep(ms: number): Promise<void>;
  newId(): string;
}
export interface CellsOf {
  readonly tableId: TableId;
  /** Where the leads stand in their table, in the order shown. */
  readonly places: readonly number[];
  readonly columns: readonly Column[];
}

const FIRST_PAUSE_MS = 200;

async function* leadsOf({ leadsAt }: Pick<CellDeps, 'leadsAt'>, { tableId, places }: CellsOf, size: number): AsyncGenerator<readonly { readonly row: number; readonly lead: Lead | undefined }[]> {
  for (let from = 0; from < places.length; from += size) {
    const some = places.slice(from, from + size);
    const byPlace = new Map((await leadsAt(tableId, some)).map((lead) => [lead.order, lead]));
    yield some.map((place, i) => ({ row: from + i, lead: byPlace.get(place) }));
  }
}

/** What the cells show, row by row. @param now milliseconds since 1970, for what is reckoned from today */
export async function readCells(deps: Pick<CellDeps, 'leadsAt'>, cells: CellsOf, now: number): Promise<string[][]> {
  const out: string[][] = [];
  for await (const part of leadsOf(deps, cells, CELL_PART_ROWS)) {
    for (const { lead } of part) out.push(cells.columns.map(({ field, read }) => (lead ? (read ? read(lead, now) : shownText(lead, field)) : undefined) ?? ''));
  }
  return out;
}

export interface CellsWanted extends CellsOf {
  readonly deed: CellDeed;
  /** What a cell is to hold, by the indices of its place and its column; empty empties it, null leaves it. */
  textAt(row: number, col: number): string | null;
}
export interface CellsDone {
  /** The line of the history; null when nothing has changed. */
  readonly activityId: string | null;
  readonly changed: number;
  /** Texts that are no values of their column. */
  readonly refused: ReadonlyMap<LeadKey, number>;
  /** Texts that are longer than a cell can hold. */
  readonly tooLong: number;
  /** Rows whose lead is not there any more. */
  readonly gone: number;
  /** Columns that are reckoned and were left. */
  readonly reckoned: number;
  /** What stopped it half-way; what was done until then stays, and can be undone. */
  readonly trouble?: CommandError;
}

/**
 * Sets the cells as one deed: part by part, each one command and one transaction. A part whose answer did not come is sent
 * again; it knows by its number whether it was done.
 */
export async function setCells(deps: CellDeps, wanted: CellsWanted): Promise<CellsDone> {
  const { columns, deed, tableId, textAt } = wanted;
  const all = columns.map((column, col) => ({ column, col }));
  const open = all.filter(({ column }) => column.read === undefined);
  const fields = open.map(({ column }) => column.field);
  const deedId = deps.newId();
  const refused = new Map<LeadKey, number>();
  let done: CellsDone = { activityId: null, changed: 0, refused, tooLong: 0, gone: 0, reckoned: all.length - open.length };
  if (fields.length === 0) return done;
  const size = Math.max(1, Math.min(CELL_PART_ROWS, Math.floor(CELL_PART_CELLS / fields.length)));
  let n = 0;
  for await (const part of leadsOf(deps, wanted, size)) {
    let tooLong = 0;
    const textOf = (row: number, col: number): string | null => {
      const text = textAt(row, col);
      if (text === null || text.length <= CELL_CHARS) return text;
      tooLong += 1;
      return null;
    };
    const rows = part.flatMap(({ row, lead }) => (lead ? [{ leadId: lead.id, texts: open.map(({ col }) => textOf(row, col)) }] : []));
    done = { ...done, gone: done.gone + part.length - rows.length, tooLong: done.tooLong + tooLong };
    if (rows.length === 0) continue;
    const input = { deedId, n: n++, deed, tableId, fields, rows };
    const answer = await patiently(deps, () => deps.send(input));
    if (!answer.ok) return { ...done, trouble: answer.error };
    done = withPart(done, answer.value, refused);
  }
  return done;
}

function withPart(done: CellsDone, part: CellsSet, refused: Map<LeadKey, number>): CellsDone {
  for (const { field, cells } of part.refused) refused.set(field, (refused.get(field) ?? 0) + cells);
  return { ...done, activityId: done.activityId ?? part.activityId, changed: done.changed + part.changed, gone: done.gone + part.gone };
}

/** Sends a part until the background answers, so often and with longer pauses; a part knows by its number whether it was done. */
export async function patiently<T>({ sleep }: Pick<CellDeps, 'sleep'>, send: () => Promise<Result<T, CommandError>>): Promise<Result<T, CommandError>> {
  let result = await send();
  for (let i = 1; i < CELL_SENDS && !result.ok && result.error.code === 'unreachable'; i++) {
    await sleep(FIRST_PAUSE_MS * 2 ** i);
    result = await send();
  }
  return result;
}
