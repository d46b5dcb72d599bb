/** Keys of IndexedDB: how they compare, and how a row gives its own. */
export type Key = string | number | readonly Key[];
export type KeyPath = string | readonly string[];

const rank = (key: unknown): number => (typeof key === 'number' ? 1 : typeof key === 'string' ? 2 : Array.isArray(key) ? 3 : 0);

/** Only these are keys: a row without one is not in the index. */
export const isKey = (key: unknown): key is Key => (Array.isArray(key) ? key.every(isKey) : rank(key) > 0);

/** Numbers before strings before arrays; arrays part by part (Indexed Database API, "compare two keys"). */
export function compareKeys(a: Key, b: Key): number {
  const order = rank(a) - rank(b);
  if (order !== 0) return order;
  if (typeof a === 'object' && typeof b === 'object') {
    for (let i = 0; i < Math.min(a.length, b.length); i++) {
      const [x, y] = [a[i], b[i]];
      const part = x === undefined || y === undefined ? 0 : compareKeys(x, y);
      if (part !== 0) return part;
    }
    return a.length - b.length;
  }
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The text under which a row is kept in a Map. */
export const keyText = (key: Key): string => (typeof key === 'string' ? key : `\0${JSON.stringify(key)}`);

const at = (row: unknown, path: string): unknown => path.split('.').reduce<unknown>((value, name) => (typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined), row);

export const valueAt = (row: unknown, path: KeyPath): unknown => (typeof path === 'string' ? at(row, path) : path.map((one) => at(row, one)));
