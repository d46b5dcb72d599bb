/** The rows of the grid when leads stand in groups: a head above the leads of each, and no leads below one that is shut. */
import { includes, NO_NUMBERS, type Ranges } from '../core/ranges.ts';
import type { Groups } from '../domain/view/group.ts';
import { lastAtOrBelow, type Positions } from './positions.ts';

/** What stands in a row instead of a lead. */
export interface RowHead {
  readonly key: string;
  /** undefined = nothing is known. */
  readonly label: string | undefined;
  /** Leads in it, whether they show or not. */
  readonly count: number;
  readonly isShut: boolean;
}
export interface GridRows extends Positions {
  /** Rows that are heads, from the top. */
  readonly heads: Uint32Array;
  headAt(row: number): RowHead | undefined;
}
const NO_HEADS = new Uint32Array(0);
export const plainRows = (positions: Positions): GridRows => ({ length: positions.length, at: positions.at, rowOf: positions.rowOf, heads: NO_HEADS, headAt: () => undefined });

/** Places of a table in groups, one after the other. */
export interface GroupedPlaces {
  readonly places: Uint32Array;
  readonly groups: Groups;
}

const endOf = ({ places, groups }: GroupedPlaces, group: number): number => groups.starts[group + 1] ?? places.length;

/** Leads that were added since: behind those of their group. Groups that are new follow, the one of which nothing is known stays last. */
export function joinGroups(before: GroupedPlaces, more: GroupedPlaces): GroupedPlaces {
  const known = new Map(before.groups.keys.map((key, i) => [key, i]));
  const added = new Map(more.groups.keys.map((key, i) => [key, i]));
  const keys = [...new Set([...known.keys(), ...added.keys()])].sort((a, b) => Number(a === '') - Number(b === ''));
  const places = new Uint32Array(before.places.length + more.places.length);
  const starts = new Uint32Array(keys.length);
  const labels: (string | undefined)[] = [];
  let at = 0;
  for (const [i, key] of keys.entries()) {
    starts[i] = at;
    for (const [part, group] of [[before, known.get(key)], [more, added.get(key)]] as const) {
      if (group === undefined) continue;
      labels[i] ??= part.groups.labels[group];
      const some = part.places.subarray(part.groups.starts[group] ?? 0, endOf(part, group));
      places.set(some, at);
      at += some.length;
    }
  }
  return { places, groups: { starts, keys, labels: Array.from(keys, (_, i) => labels[i]) } };
}

/** The rows for these groups, without leads that are gone since and without groups that have none left. O(places) once, O(log groups) per row. */
export function groupedRows(found: GroupedPlaces, gone: Ranges = NO_NUMBERS, isShut: (key: string) => boolean = () => false): GridRows {
  const heads: number[] = [];
  const starts: number[] = [];
  const made: RowHead[] = [];
  const left = new Uint32Array(found.places.length);
  let at = 0;
  let row = 0;
  for (const [group, key] of found.groups.keys.entries()) {
    const start = at;
    for (let i = found.groups.starts[group] ?? 0; i < endOf(found, group); i++) {
      const place = found.places[i] ?? 0;
      if (gone.length === 0 || !includes(gone, place)) left[at++] = place;
    }
    if (at === start) continue;
    const head = { key, label: found.groups.labels[group], count: at - start, isShut: isShut(key) };
    heads.push(row);
    starts.push(start);
    made.push(head);
    row += 1 + (head.isShut ? 0 : head.count);
  }
  const places = left.subarray(0, at);
  const groupAt = (of: number): number => lastAtOrBelow(heads, of);
  return {
    length: row,
    heads: Uint32Array.from(heads),
    headAt: (of) => (heads[groupAt(of)] === of ? made[groupAt(of)] : undefined),
    at(of) {
      const group = groupAt(of);
      const head = heads[group] ?? 0;
      return of <= head || of >= row ? 0 : (places[(starts[group] ?? 0) + of - head - 1] ?? 0);
    },
    rowOf(place) {
      const index = places.indexOf(place);
      if (index < 0) return -1;
      const group = lastAtOrBelow(starts, index);
      return made[group]?.isShut === false ? (heads[group] ?? 0) + 1 + index - (starts[group] ?? 0) : -1;
    },
  };
}

/** Where the head of a row's group will stand when all groups are open, or shut. */
export function headRowWhen(rows: GridRows, row: number, areShut: boolean): number {
  const group = lastAtOrBelow(rows.heads, row);
  if (areShut) return group;
  let at = group;
  for (const head of rows.heads.subarray(0, group)) at += rows.headAt(head)?.count ?? 0;
  return at;
}
