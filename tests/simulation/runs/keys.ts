/** Keys of IndexedDB: which values are keys, and how they are ordered (numbers, then texts, then lists). */
export type Key = number | string | readonly Key[];

const rank = (key: Key): number => (typeof key === 'number' ? 1 : typeof key === 'string' ? 2 : 3);

export function compareKeys(a: Key, b: Key): number {
  const difference = rank(a) - rank(b);
  if (difference !== 0) return difference;
  if (typeof a !== 'object' || typeof b !== 'object') return a < b ? -1 : a > b ? 1 : 0;
  for (let i = 0; i < a.length && i < b.length; i++) {
    const order = compareKeys(a[i] as Key, b[i] as Key);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

const isKey = (value: unknown): value is Key => (typeof value === 'number' && !Number.isNaN(value)) || typeof value === 'string' || (Array.isArray(value) && value.every(isKey));

/** One way to find rows: by one field, by several together, or by each element of a list. */
export interface KeyPath {
  readonly name: string;
  readonly path: string | readonly string[];
  readonly isMulti: boolean;
}

/** The keys under which a row stands in an index: none when a part is missing. */
export function keysOf({ path, isMulti }: KeyPath, row: object): readonly Key[] {
  const value: unknown = typeof path === 'string' ? Reflect.get(row, path) : path.map((part): unknown => Reflect.get(row, part));
  if (isMulti && Array.isArray(value)) return [...new Set(value.filter(isKey))];
  return isKey(value) ? [value] : [];
}

export const keyText = (key: Key): string => (typeof key === 'string' ? key : JSON.stringify(key));
