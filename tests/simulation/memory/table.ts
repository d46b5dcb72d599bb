/** One table of a database in memory, and the queries on it, in the words of Dexie as far as the stores use them. */
import { compareKeys, isKey, keyText, valueAt, type Key, type KeyPath } from './keys.ts';
import { frozen, type Row, type Rows, type Stored, type Undo } from './rows.ts';

export interface TableShape {
  readonly name: string;
  readonly primary: KeyPath;
  readonly indexes: ReadonlyMap<string, { readonly path: KeyPath; readonly isMulti: boolean }>;
}
/** A planted mistake between the stores and the disk: another row, or none. */
export type Alter = (table: string, row: Row, before: Row | undefined) => Row | null;
/** Carries out one operation inside the transaction that is current, or as one of its own. */
export type Operate = <T>(table: string, writes: boolean, deed: (undo: Undo[]) => T) => Promise<T>;

export class MemoryTable {
  readonly #rowsOf: (table: string) => Rows;
  readonly operate: Operate;
  readonly shape: TableShape;
  readonly #altered: Alter | undefined;
  constructor(shape: TableShape, rowsOf: (table: string) => Rows, operate: Operate, alter?: Alter) {
    this.shape = shape;
    this.#altered = alter;
    this.#rowsOf = rowsOf;
    this.operate = operate;
  }
  get name(): string {
    return this.shape.name;
  }
  get #rows(): Rows {
    return this.#rowsOf(this.shape.name);
  }
  #write(undo: Undo[], key: Key, row: Row | undefined): void {
    const id = keyText(key);
    undo.push({ rows: this.#rows, id, before: this.#rows.get(id) });
    if (row === undefined) this.#rows.delete(id);
    else this.#rows.set(id, { key, row });
  }
  #put(undo: Undo[], value: unknown, isNew: boolean): Key {
    const row = frozen(value) as Row;
    const key = valueAt(row, this.shape.primary);
    if (!isKey(key)) throw new DOMException(`${this.name}: a row without a key`, 'DataError');
    if (isNew && this.#rows.has(keyText(key))) throw new DOMException(`${this.name}: ${JSON.stringify(key)} is there already`, 'ConstraintError');
    const kept = this.#altered === undefined ? row : this.#altered(this.name, row, this.#rows.get(keyText(key))?.row);
    if (kept !== null) this.#write(undo, key, kept === row ? row : frozen(kept));
    return key;
  }
  #run<T>(writes: boolean, deed: (undo: Undo[]) => T): Promise<T> {
    return this.operate(this.name, writes, deed);
  }

  get(key: Key | Record<string, unknown>): Promise<unknown> {
    if (isKey(key)) return this.#run(false, () => this.#rows.get(keyText(key))?.row);
    return this.where(key).first();
  }
  bulkGet(keys: readonly Key[]): Promise<unknown[]> {
    return this.#run(false, () => keys.map((key) => this.#rows.get(keyText(key))?.row));
  }
  put(value: unknown): Promise<Key> {
    return this.#run(true, (undo) => this.#put(undo, value, false));
  }
  add(value: unknown): Promise<Key> {
    return this.#run(true, (undo) => this.#put(undo, value, true));
  }
  bulkPut(values: readonly unknown[]): Promise<Key | undefined> {
    return this.#run(true, (undo) => values.map((value) => this.#put(undo, value, false)).at(-1));
  }
  bulkAdd(values: readonly unknown[]): Promise<Key | undefined> {
    return this.#run(true, (undo) => values.map((value) => this.#put(undo, value, true)).at(-1));
  }
  update(key: Key, changes: Row): Promise<number> {
    return this.#run(true, (undo) => {
      const known = this.#rows.get(keyText(key));
      if (known === undefined) return 0;
      this.#put(undo, { ...known.row, ...changes }, false);
      return 1;
    });
  }
  delete(key: Key): Promise<void> {
    return this.#run(true, (undo) => this.#write(undo, key, undefined));
  }
  bulkDelete(keys: readonly Key[]): Promise<void> {
    return this.#run(true, (undo) => keys.forEach((key) => this.#write(undo, key, undefined)));
  }
  clear(): Promise<void> {
    return this.#run(true, (undo) => [...this.#rows.values()].forEach(({ key }) => this.#write(undo, key, undefined)));
  }
  count(): Promise<number> {
    return this.#run(false, () => this.#rows.size);
  }
  toArray(): Promise<unknown[]> {
    return this.toCollection().toArray();
  }
  toCollection(): MemoryCollection {
    return new MemoryCollection(this, this.shape.primary, false, () => true);
  }
  orderBy(index: string): MemoryCollection {
    const { path, isMulti } = this.#index(index);
    return new MemoryCollection(this, path, isMulti, () => true);
  }
  reverse(): MemoryCollection {
    return this.toCollection().reverse();
  }
  filter(test: (row: never) => boolean): MemoryCollection {
    return this.toCollection().filter(test);
  }
  where(index: string): WhereClause;
  where(equal: Record<string, unknown>): MemoryCollection;
  where(what: string | Record<string, unknown>): WhereClause | MemoryCollection {
    if (typeof what === 'object') return this.toCollection().filter((row: Row) => Object.entries(what).every(([name, value]) => row[name] === value));
    const { path, isMulti } = this.#index(what);
    return new WhereClause(this, path, isMulti);
  }
  #index(name: string): { path: KeyPath; isMulti: boolean } {
    const { primary, indexes } = this.shape;
    if (name === ':id' || name === (typeof primary === 'string' ? primary : `[${primary.join('+')}]`)) return { path: primary, isMulti: false };
    const index = indexes.get(name);
    if (index === undefined) throw new DOMException(`${this.name} has no index ${name}`, 'SchemaError');
    return index;
  }
  /** For collections, inside their operation. */
  entries(): Iterable<Stored> {
    return this.#rows.values();
  }
  replace(undo: Undo[], key: Key, row: Row | undefined): void {
    this.#write(undo, key, row === undefined ? undefined : frozen(row));
  }
}

class WhereClause {
  readonly #make: (test: (key: Key) => boolean) => MemoryCollection;
  constructor(table: MemoryTable, path: KeyPath, isMulti: boolean) {
    this.#make = (test) => new MemoryCollection(table, path, isMulti, test);
  }
  equals = (to: Key) => this.#make((key) => compareKeys(key, to) === 0);
  notEqual = (to: Key) => this.#make((key) => compareKeys(key, to) !== 0);
  above = (to: Key) => this.#make((key) => compareKeys(key, to) > 0);
  aboveOrEqual = (to: Key) => this.#make((key) => compareKeys(key, to) >= 0);
  below = (to: Key) => this.#make((key) => compareKeys(key, to) < 0);
  belowOrEqual = (to: Key) => this.#make((key) => compareKeys(key, to) <= 0);
  anyOf = (...of: readonly (Key | readonly Key[])[]) => {
    const keys: readonly Key[] = of.flat();
    return this.#make((key) => keys.some((one) => compareKeys(key, one) === 0));
  };
  between = (from: Key, to: Key, withFrom = true, withTo = false) =>
    this.#make((key) => {
      const [low, high] = [compareKeys(key, from), compareKeys(key, to)];
      return (low > 0 || (withFrom && low === 0)) && (high < 0 || (withTo && high === 0));
    });
  startsWith = (text: string) => this.#make((key) => typeof key === 'string' && key.startsWith(text));
}

interface Found extends Stored {
  readonly by: Key;
}

class MemoryCollection {
  readonly #table: MemoryTable;
  readonly #path: KeyPath;
  readonly #isMulti: boolean;
  readonly #inRange: (key: Key) => boolean;
  #tests: ((row: Row) => boolean)[] = [];
  #limit = Infinity;
  #offset = 0;
  #isReversed = false;
  #isDistinct = false;
  constructor(table: MemoryTable, path: KeyPath, isMulti: boolean, inRange: (key: Key) => boolean) {
    this.#table = table;
    this.#path = path;
    this.#isMulti = isMulti;
    this.#inRange = inRange;
  }
  filter(test: (row: never) => boolean): this {
    this.#tests.push(test as (row: Row) => boolean);
    return this;
  }
  and = this.filter;
  limit(most: number): this {
    this.#limit = most;
    return this;
  }
  offset(skip: number): this {
    this.#offset = skip;
    return this;
  }
  reverse(): this {
    this.#isReversed = !this.#isReversed;
    return this;
  }
  distinct(): this {
    this.#isDistinct = true;
    return this;
  }
  #find(): Found[] {
    const found: Found[] = [];
    for (const { key, row } of this.#table.entries()) {
      const value = this.#path === this.#table.shape.primary ? key : valueAt(row, this.#path);
      const keys = this.#isMulti && Array.isArray(value) ? [...new Set(value as Key[])] : [value];
      for (const by of keys) if (isKey(by) && this.#inRange(by) && this.#tests.every((test) => test(row))) found.push({ key, row, by });
    }
    found.sort((a, b) => compareKeys(a.by, b.by) || compareKeys(a.key, b.key));
    if (this.#isReversed) found.reverse();
    const seen = new Set<string>();
    const some = this.#isDistinct ? found.filter(({ key }) => !seen.has(keyText(key)) && seen.add(keyText(key))) : found;
    return some.slice(this.#offset, this.#offset + this.#limit);
  }
  #read<T>(of: (found: Found[]) => T): Promise<T> {
    return this.#table.operate(this.#table.name, false, () => of(this.#find()));
  }
  toArray = (): Promise<Row[]> => this.#read((found) => found.map(({ row }) => row));
  first = (): Promise<Row | undefined> => this.#read((found) => found[0]?.row);
  last = (): Promise<Row | undefined> => this.reverse().first();
  count = (): Promise<number> => this.#read((found) => found.length);
  primaryKeys = (): Promise<Key[]> => this.#read((found) => found.map(({ key }) => key));
  keys = (): Promise<Key[]> => this.#read((found) => found.map(({ by }) => by));
  uniqueKeys = (): Promise<Key[]> => this.#read((found) => [...new Map(found.map(({ by }) => [keyText(by), by])).values()]);
  each = (deed: (row: never) => void): Promise<void> => this.#read((found) => found.forEach(({ row }) => deed(row as never)));
  sortBy = (path: string): Promise<Row[]> =>
    this.#read((found) => found.map(({ row }) => row).sort((a, b) => {
      const [x, y] = [valueAt(a, path), valueAt(b, path)];
      return isKey(x) && isKey(y) ? compareKeys(x, y) : 0;
    }));
  delete = (): Promise<number> =>
    this.#table.operate(this.#table.name, true, (undo) => {
      const found = this.#find();
      for (const { key } of found) this.#table.replace(undo, key, undefined);
      return found.length;
    });
  modify = (change: Row | ((row: never) => void)): Promise<number> =>
    this.#table.operate(this.#table.name, true, (undo) => {
      const found = this.#find();
      for (const { key, row } of found) {
        const copy = structuredClone(row);
        if (typeof change === 'function') change(copy as never);
        else Object.assign(copy, change);
        this.#table.replace(undo, key, copy);
      }
      return found.length;
    });
}
