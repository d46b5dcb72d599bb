import type { RawList, RawNext, RawRow } from '../../../contracts/raw-list.ts';
import type { StepOptions } from '../../../contracts/raw-step.ts';
import type { StepPorts } from './ports.ts';

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
  const found = read.lists.find(({ id }) => id === list.id) ?? alike(read.lists, list);
  if (found === undefined) return null;
  return { rows: aligned(found, list.columns.map(({ key }) => key)), found: found.recordCount, next: found.next, container: found.container };
}

/** The list that has most of the columns: a page may wrap the same records in another box. */
function alike(lists: readonly RawList[], wanted: StepOptions['list']): RawList | undefined {
  const keys = new Set(wanted.columns.map(({ key }) => key));
  const share = (list: RawList): number => list.columns.filter(({ key }) => keys.has(key)).length / Math.max(1, keys.size);
  return lists.filter((list) => share(list) >= SAME_COLUMNS).sort((a, b) => share(b) - share(a))[0];
}

function aligned(list: RawList, keys: readonly string[]): RawRow[] {
  const places = keys.map((key) => list.columns.findIndex((column) => column.key === key));
  return list.rows
    .map((row) => ({ key: row.key, cells: places.map((place) => row.cells[place] ?? '') }))
    .filter(({ cells }) => cells.some((cell) => cell !== '')); // a placeholder that waits for its data
}
