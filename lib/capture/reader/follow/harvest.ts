import type { RawList, RawNext, RawRow } from '../../../contracts/raw-list.ts';
import type { StepOptions } from '../../../contracts/raw-step.ts';
import { rowKeys } from '../lists/row-key.ts';
import type { StepPorts } from './ports.ts';
import { filled, KnownPlaces } from './records.ts';

/** Share of the columns asked for that another list must have to be the same one under another identity. */
const SAME_COLUMNS = 0.6;

export interface Harvest {
  readonly rows: readonly RawRow[];
  readonly found: number;
  readonly next: RawNext | null;
  readonly container: string;
}

/** The rows of the list as they stand now, in the order of the columns asked for; null when it is not on the page. */
export async function harvest(ports: StepPorts, { list, lists }: StepOptions): Promise<Harvest | null> {
  const read = await ports.lists({ ...lists, only: list.id });
  const exact = read.lists.find(({ id }) => id === list.id);
  const places = new KnownPlaces(ports.doc, list.columns);
  const found = exact ?? (await likeIt(ports, list, lists));
  // A recipe says by which column its records are known.
  const own = exact?.recipe === undefined ? undefined : exact.rows.map(({ key }) => key);
  if (found) return { rows: keyed(withMissing(found, list, places), list, own), found: found.recordCount, next: found.next, container: found.container };
  const few = fromPlaces(places, list);
  return few.length === 0 ? null : { rows: keyed(few, list), found: few.length, next: null, container: list.container };
}

/** The list that has most of the columns: a page may wrap the same records in another box. */
async function likeIt(ports: StepPorts, wanted: StepOptions['list'], options: object): Promise<RawList | undefined> {
  const keys = new Set(wanted.columns.map(({ key }) => key));
  if (keys.size < 2) return undefined;
  const share = (list: RawList): number => list.columns.filter(({ key }) => keys.has(key)).length / keys.size;
  const read = await ports.lists(options);
  return read.lists.filter((list) => list.record === wanted.record && share(list) >= SAME_COLUMNS).sort((a, b) => share(b) - share(a))[0];
}

/** Cells in the order asked for. Columns that the detector dropped here are read at their places. */
function withMissing(list: RawList, { columns }: StepOptions['list'], places: KnownPlaces): string[][] {
  const at = columns.map(({ key }) => list.columns.findIndex((column) => column.key === key));
  const rows = list.rows.map((row) => at.map((place) => row.cells[place] ?? ''));
  if (at.every((place) => place >= 0)) return rows;
  const heads = places.heads(list);
  if (heads.length !== rows.length) return rows;
  return rows.map((cells, n) => {
    const read = places.cells(heads[n] as Element, heads[n + 1]);
    return cells.map((cell, i) => ((at[i] ?? -1) >= 0 ? cell : (read[i] ?? '')));
  });
}

/** Records at the places of an earlier page; only what has most of its cells is one. */
function fromPlaces(places: KnownPlaces, list: StepOptions['list']): string[][] {
  const heads = places.heads(list);
  return heads.map((head, n) => places.cells(head, heads[n + 1])).filter((cells) => filled(cells) >= Math.min(2, cells.length) && filled(cells) * 2.5 >= cells.length);
}

/** Rows with their keys, made anew from the columns asked for: which columns a page has must not change who a record is. */
function keyed(rows: readonly string[][], { columns }: StepOptions['list'], own?: readonly string[]): RawRow[] {
  const isThere = (cells: readonly string[]): boolean => filled(cells) > 0; // an empty one is a placeholder that waits for its data
  const kept = rows.filter(isThere);
  const keys = own?.filter((_, n) => isThere(rows[n] ?? [])) ?? rowKeys(columns, kept);
  return kept.map((cells, n) => ({ key: keys[n] ?? '0', cells }));
}
