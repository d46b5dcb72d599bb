/** Identity of a record across pages: the same record has the same key wherever it is met again. */
import { hash53 } from '../../../core/hash.ts';
import type { Pace } from '../pace.ts';

const TRACKING = /^(?:utm_\w+|gclid|fbclid|mc_[a-z]+|ref|ref_src|source|src|trk|tracking\w*|session\w*|sid|position|pos|page|offset|start|sort|order|q|query)$/i;

/** An address without its fragment and without parts that only say where the click came from. */
export function plainUrl(url: string): string {
  const [address = ''] = url.split('#');
  const [path = '', query] = address.split('?');
  if (query === undefined) return path;
  const kept = query.split('&').filter((part) => !TRACKING.test(part.split('=')[0] ?? ''));
  return kept.length === 0 ? path : `${path}?${kept.join('&')}`;
}

/**
 * Keys of the rows of one page: the record's first link of its own, else its e-mail or phone, else all of its cells.
 * A link that several records share (a filter, a shop) is no identity.
 */
export function rowKeys(columns: readonly { readonly type: string }[], rows: readonly (readonly string[])[]): string[] {
  const distinct = idsOf(columns).map(({ i, type }) => tellApart(rows, i, type)).filter(tells);
  return rows.map((row, r) => keyOf(row, r, distinct));
}

/** The same, giving way to the page. */
export async function rowKeysInSlices(columns: readonly { readonly type: string }[], rows: readonly (readonly string[])[], pace: Pace): Promise<string[]> {
  const distinct: Told[] = [];
  for (const { i, type } of idsOf(columns)) {
    if (pace.isDue()) await pace.rest();
    const one = tellApart(rows, i, type);
    if (tells(one)) distinct.push(one);
  }
  const keys: string[] = [];
  for (const [r, row] of rows.entries()) {
    if (pace.isDue()) await pace.rest();
    keys.push(keyOf(row, r, distinct));
  }
  return keys;
}

/** The columns that may tell rows apart, links before addresses. */
function idsOf(columns: readonly { readonly type: string }[]): { readonly i: number; readonly type: string }[] {
  const rank = (type: string): number => (type === 'url' ? 0 : type === 'email' ? 1 : 2);
  return columns
    .map((column, i) => ({ i, type: column.type }))
    .filter(({ type }) => type === 'url' || type === 'email' || type === 'phone')
    .sort((a, b) => rank(a.type) - rank(b.type) || a.i - b.i);
}

const tells = (id: Told): boolean => id.filled > 0 && id.times.size >= id.filled * 0.9;

function keyOf(row: readonly string[], r: number, distinct: readonly Told[]): string {
  for (const { type, told, times } of distinct) {
    const value = told[r];
    if (value && times.get(value) === 1) return hash53(`${type} ${value}`);
  }
  return hash53(`row ${row.join('\u0001').replace(/\s+/g, ' ').toLowerCase()}`);
}

interface Told {
  readonly type: string;
  /** The value of each row without what says nothing about the record. */
  readonly told: readonly string[];
  readonly times: ReadonlyMap<string, number>;
  readonly filled: number;
}

function tellApart(rows: readonly (readonly string[])[], column: number, type: string): Told {
  const values = rows.map((row) => (row[column] ? told(row[column], type) : ''));
  const times = new Map<string, number>();
  let filled = 0;
  for (const [r, value] of values.entries()) {
    if (!rows[r]?.[column]) continue;
    filled += 1;
    times.set(value, (times.get(value) ?? 0) + 1);
  }
  return { type, told: values, times, filled };
}

const told = (value: string, type: string): string => (type === 'url' ? plainUrl(value) : value.toLowerCase());
