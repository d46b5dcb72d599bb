import type { RawColumn, RawList } from '../contracts/raw-list.ts';
import type { ListColumn } from '../domain/list/list.ts';
import { splitHeading } from '../domain/lead/heading.ts';
import { personNameScore } from '../domain/lead/name.ts';

/** A column as it is shown; `splitFrom` is the key of the column of the page that it is a part of. */
type SplitColumn = RawColumn & { readonly splitFrom?: string };
type SplitList = Omit<RawList, 'columns'> & { readonly columns: SplitColumn[] };

const SHARE = 0.6;
const FEWEST = 3;
/** Less than this share of the names may stand in a column of their own before a joint column is left whole. */
const ELSEWHERE = 0.5;

/** "Ada Example, Head of Operations" in one text becomes a name and a title, where most records say it that way. */
export function splitNames(list: RawList): SplitList {
  const at = list.columns.findIndex((column, i) => column.type === 'text' && isJoint(list, i));
  const column = list.columns[at];
  if (!column) return list;
  const parts = list.rows.map((row) => splitHeading(row.cells[at] ?? ''));
  const names = new Set(parts.flatMap((part) => (part.title === undefined ? [] : [part.name])));
  const isElsewhere = list.columns.some((_, i) => i !== at && list.rows.filter((row) => names.has(row.cells[i] ?? '')).length >= names.size * ELSEWHERE);
  if (isElsewhere) return list; // the page itself sets the name apart
  const name: SplitColumn = { ...column, key: `${column.key}/1`.slice(-300), name: 'Name', named: 'type', splitFrom: column.key };
  const title: SplitColumn = { ...column, key: `${column.key}/2`.slice(-300), name: 'Title', named: 'type', splitFrom: column.key };
  const replace = <T>(items: readonly T[], ...by: T[]): T[] => [...items.slice(0, at), ...by, ...items.slice(at + 1)];
  return {
    ...list,
    columns: replace<SplitColumn>(list.columns, name, title),
    rows: list.rows.map((row, r) => ({ ...row, cells: replace(row.cells, parts[r]?.name ?? '', parts[r]?.title ?? '') })),
  };
}

/** The columns of a list as its page has them: two that were made of one text are that one again. */
export function columnsOfPage(columns: readonly ListColumn[]): { readonly key: string; readonly type: ListColumn['type'] }[] {
  return columns.flatMap((column, i) => (isSecondPart(columns, i) ? [] : [{ key: column.splitFrom ?? column.key, type: column.type }]));
}

/** A row of a further page, in the order of `columnsOfPage`, with its joint texts split as those of the first page were. */
export function splitCells(columns: readonly ListColumn[], cells: readonly string[]): string[] {
  let at = -1;
  return columns.map((column, i) => {
    const isSecond = isSecondPart(columns, i);
    if (!isSecond) at++;
    const cell = cells[at] ?? '';
    if (column.splitFrom === undefined) return cell;
    const { name, title = '' } = splitHeading(cell);
    return isSecond ? title : name;
  });
}

const isSecondPart = (columns: readonly ListColumn[], i: number): boolean => columns[i]?.splitFrom !== undefined && columns[i - 1]?.splitFrom === columns[i]?.splitFrom;

function isJoint(list: RawList, i: number): boolean {
  const cells = list.rows.map((row) => row.cells[i] ?? '').filter((cell) => cell !== '').slice(0, 60);
  const joint = cells.filter((cell) => {
    const { name, title } = splitHeading(cell);
    return title !== undefined && personNameScore(name) >= 40;
  });
  return joint.length >= FEWEST && joint.length >= cells.length * SHARE;
}
