import { compareKeys, keysOf, keyText, type Key, type KeyPath } from './keys.ts';

export type Row = object;
interface Entry {
  readonly key: Key;
  readonly primary: Key;
  readonly row: Row;
}
/** How a query reaches the rows: inside the transaction that is current when it is carried out. */
export interface Reach {
  read<T>(work: (rows: ReadonlyMap<string, Row>) => T): Promise<T>;
  write<T>(work: (rows: ReadonlyMap<string, Row>, put: (row: Row) => void, remove: (primary: Key) => void) => T): Promise<T>;
  readonly primary: KeyPath;
}
type Test = (key: Key) => boolean;

/** A question to one table, in the words of Dexie; nothing is read before its last word. */
export class Query {
  #tests: ((row: Row) => boolean)[] = [];
  #limit = Infinity;
  #offset = 0;
  #isReversed = false;
  readonly #reach: Reach;
  readonly #index: KeyPath;
  readonly #test: Test;
  constructor(reach: Reach, index: KeyPath, test: Test = () => true) {
    this.#reach = reach;
    this.#index = index;
    this.#test = test;
  }
  #primaryOf(row: Row): Key {
    return keysOf(this.#reach.primary, row)[0] as Key;
  }
  #found(rows: ReadonlyMap<string, Row>): Entry[] {
    const found: Entry[] = [];
    for (const row of rows.values()) {
      for (const key of keysOf(this.#index, row)) if (this.#test(key) && this.#tests.every((test) => test(row))) found.push({ key, primary: this.#primaryOf(row), row });
    }
    found.sort((a, b) => compareKeys(a.key, b.key) || compareKeys(a.primary, b.primary));
    if (this.#isReversed) found.reverse();
    return found.slice(this.#offset, this.#offset + this.#limit);
  }
  filter(test: (row: never) => boolean): this {
    this.#tests.push(test as (row: Row) => boolean);
    return this;
  }
  and(test: (row: never) => boolean): this {
    return this.filter(test);
  }
  limit(n: number): this {
    this.#limit = n;
    return this;
  }
  offset(n: number): this {
    this.#offset = n;
    return this;
  }
  reverse(): this {
    this.#isReversed = !this.#isReversed;
    return this;
  }
  /** Each row once, however many of its keys fit. */
  distinct(): this {
    const seen = new Set<Row>();
    return this.filter((row) => !seen.has(row) && seen.add(row).size > 0);
  }
  toArray(): Promise<Row[]> {
    return this.#reach.read((rows) => this.#found(rows).map((entry) => entry.row));
  }
  first(): Promise<Row | undefined> {
    return this.#reach.read((rows) => this.#found(rows)[0]?.row);
  }
  last(): Promise<Row | undefined> {
    return this.#reach.read((rows) => this.#found(rows).at(-1)?.row);
  }
  count(): Promise<number> {
    return this.#reach.read((rows) => this.#found(rows).length);
  }
  primaryKeys(): Promise<Key[]> {
    return this.#reach.read((rows) => this.#found(rows).map((entry) => entry.primary));
  }
  keys(): Promise<Key[]> {
    return this.#reach.read((rows) => this.#found(rows).map((entry) => entry.key));
  }
  uniqueKeys(): Promise<Key[]> {
    return this.#reach.read((rows) => [...new Map(this.#found(rows).map((entry) => [keyText(entry.key), entry.key])).values()]);
  }
  each(deed: (row: never) => void): Promise<void> {
    return this.#reach.read((rows) => this.#found(rows).forEach((entry) => (deed as (row: Row) => void)(entry.row)));
  }
  sortBy(field: string): Promise<Row[]> {
    return this.#reach.read((rows) => this.#found(rows).map((entry) => entry.row).sort((a, b) => compareKeys(Reflect.get(a, field) as Key, Reflect.get(b, field) as Key)));
  }
  delete(): Promise<number> {
    return this.#reach.write((rows, _put, remove) => {
      const found = this.#found(rows);
      for (const { primary } of found) remove(primary);
      return found.length;
    });
  }
  modify(change: object | ((row: never) => void)): Promise<number> {
    return this.#reach.write((rows, put) => {
      const found = this.#found(rows);
      for (const { row } of found) {
        const next = { ...row };
        if (typeof change === 'function') (change as (row: Row) => void)(next);
        else Object.assign(next, change);
        put(next);
      }
      return found.length;
    });
  }
}

/** The words after `where`. */
export const whereIn = (reach: Reach, index: KeyPath) => ({
  equals: (key: Key) => new Query(reach, index, (k) => compareKeys(k, key) === 0),
  anyOf: (...keys: (Key | readonly Key[])[]) => {
    const wanted = new Set((keys.length === 1 && Array.isArray(keys[0]) ? (keys[0] as readonly Key[]) : (keys as Key[])).map(keyText));
    return new Query(reach, index, (k) => wanted.has(keyText(k)));
  },
  above: (key: Key) => new Query(reach, index, (k) => compareKeys(k, key) > 0),
  aboveOrEqual: (key: Key) => new Query(reach, index, (k) => compareKeys(k, key) >= 0),
  below: (key: Key) => new Query(reach, index, (k) => compareKeys(k, key) < 0),
  belowOrEqual: (key: Key) => new Query(reach, index, (k) => compareKeys(k, key) <= 0),
  between: (from: Key, to: Key, withFrom = true, withTo = false) =>
    new Query(reach, index, (k) => {
      const [low, high] = [compareKeys(k, from), compareKeys(k, to)];
      return (low > 0 || (withFrom && low === 0)) && (high < 0 || (withTo && high === 0));
    }),
});
