import { AsyncLocalStorage } from 'node:async_hooks';
import { KilnDatabase } from '../../../lib/storage/database.ts';
import { keysOf, keyText, type Key, type KeyPath } from './keys.ts';
import { Query, whereIn, type Reach, type Row } from './query.ts';

/** What one transaction did to a row. */
export interface Written {
  readonly table: string;
  readonly before: Row | undefined;
  readonly after: Row | undefined;
}
/** Whose connection this is: it may die at every request, and then nothing of its open transactions stays. */
export interface Holder {
  readonly isDead: boolean;
  /** Comes back when the request was carried out; never when its holder is dead. */
  request(): Promise<void>;
  /** Before the changes count. Throwing takes all of them back. */
  beforeCommit(writes: readonly Written[]): void;
}
interface TableShape {
  readonly primary: KeyPath;
  readonly indexes: ReadonlyMap<string, KeyPath>;
}
interface Transaction {
  readonly holder: Holder;
  readonly tables: ReadonlySet<string>;
  readonly isWriting: boolean;
  readonly undo: { readonly table: string; readonly key: string; readonly before: Row | undefined }[];
  isOver: boolean;
  begin: () => void;
}

/** The tables of the product's own database, as its class describes them. */
const SHAPES: ReadonlyMap<string, TableShape> = new Map(
  new KilnDatabase('shape').tables.map(({ name, schema }) => {
    const shapeOf = (index: { name: string; keyPath?: unknown; multi?: boolean | undefined }): KeyPath => ({ name: index.name, path: index.keyPath as KeyPath['path'], isMulti: index.multi === true });
    return [name, { primary: shapeOf(schema.primKey), indexes: new Map(schema.indexes.map((index) => [index.name, shapeOf(index)])) }];
  }),
);
/** A new one each time: one that all share would keep every world that ever waited for it. */
const never = (): Promise<never> => new Promise<never>(() => undefined);
const textOf = (path: KeyPath['path']): string => (typeof path === 'string' ? path : `[${path.join('+')}]`);

/**
 * Rows in memory behind the interface of Dexie, as far as the stores use it: transactions over tables with the locks of
 * IndexedDB (readers together, a writer alone), all or nothing, and dropped whole when their holder dies. The product's
 * stores run on it unchanged. Rows are not copied: whoever changes one that is stored breaks the check of `isFrozen`.
 */
export class MemoryDatabase {
  readonly rows = new Map<string, Map<string, Row>>([...SHAPES.keys()].map((name) => [name, new Map()]));
  readonly #current = new AsyncLocalStorage<Transaction>();
  readonly #active = new Set<Transaction>();
  readonly #queue: Transaction[] = [];
  readonly #committed: (writes: readonly Written[]) => void;
  constructor(committed: (writes: readonly Written[]) => void) {
    this.#committed = committed;
  }

  /** Rows of a table as they are committed, for those who look from outside. */
  all<T>(table: string): T[] {
    const rows = this.rows.get(table) ?? new Map<string, Row>();
    const open = this.#open(table);
    if (open.size === 0) return [...rows.values()] as T[];
    return [...new Set([...rows.keys(), ...open.keys()])].flatMap((key) => (open.has(key) ? (open.get(key) ?? []) : (rows.get(key) ?? []))) as T[];
  }
  get<T>(table: string, key: string): T | undefined {
    const open = this.#open(table);
    return (open.has(key) ? open.get(key) : this.rows.get(table)?.get(key)) as T | undefined;
  }
  /** What the rows were that a transaction has changed and not committed. */
  #open(table: string): ReadonlyMap<string, Row | undefined> {
    const open = new Map<string, Row | undefined>();
    for (const { undo } of this.#active) for (const change of undo) if (change.table === table && !open.has(change.key)) open.set(change.key, change.before);
    return open;
  }
  /** Puts a row there from outside, as if it had always been. */
  plant(table: string, row: Row): void {
    this.rows.get(table)?.set(this.#keyOf(table, row), row);
  }
  #keyOf(table: string, row: Row): string {
    const [key] = keysOf((SHAPES.get(table) as TableShape).primary, row);
    if (key === undefined) throw new Error(`a row of ${table} without a key`);
    return keyText(key);
  }

  /** Everything that a dead holder has not finished is taken back. */
  drop(holder: Holder): void {
    for (const transaction of [...this.#active, ...this.#queue]) if (transaction.holder === holder) this.#end(transaction, false);
  }

  #admit(): void {
    const ahead: Transaction[] = [...this.#active];
    for (const transaction of this.#queue.slice()) {
      const clashes = ahead.some((other) => (other.isWriting || transaction.isWriting) && [...transaction.tables].some((table) => other.tables.has(table)));
      ahead.push(transaction);
      if (clashes) continue;
      this.#queue.splice(this.#queue.indexOf(transaction), 1);
      this.#active.add(transaction);
      transaction.begin();
    }
  }
  #end(transaction: Transaction, isKept: boolean): void {
    if (transaction.isOver) return;
    transaction.isOver = true;
    const writes: Written[] = [];
    if (isKept) {
      const seen = new Set<string>();
      for (const { table, key, before } of transaction.undo) {
        const name = `${table} ${key}`;
        if (!seen.has(name)) writes.push({ table, before, after: this.rows.get(table)?.get(key) });
        seen.add(name);
      }
      transaction.holder.beforeCommit(writes);
    } else {
      for (const { table, key, before } of transaction.undo.toReversed()) {
        if (before) this.rows.get(table)?.set(key, before);
        else this.rows.get(table)?.delete(key);
      }
    }
    transaction.undo.length = 0;
    this.#active.delete(transaction);
    const waits = this.#queue.indexOf(transaction);
    if (waits >= 0) this.#queue.splice(waits, 1);
    if (writes.length > 0) this.#committed(writes);
    this.#admit();
  }

  async #within<T>(holder: Holder, tables: readonly string[], isWriting: boolean, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const outer = this.#current.getStore();
    if (outer && !outer.isOver) return work(outer);
    await holder.request();
    if (holder.isDead) return never();
    const transaction: Transaction = { holder, tables: new Set(tables), isWriting, undo: [], isOver: false, begin: () => undefined };
    const begun = new Promise<void>((resolve) => (transaction.begin = resolve));
    this.#queue.push(transaction);
    this.#admit();
    await begun;
    try {
      const result = await this.#current.run(transaction, () => work(transaction));
      if (isWriting) await holder.request();
      if (holder.isDead) return never();
      this.#finish(transaction);
      if (isWriting) await holder.request();
      return result;
    } catch (error) {
      this.#end(transaction, false);
      throw error;
    }
  }
  #finish(transaction: Transaction): void {
    try {
      this.#end(transaction, true);
    } catch (error) {
      transaction.isOver = false;
      this.#end(transaction, false);
      throw error;
    }
  }

  #reach(holder: Holder, table: string): Reach {
    const rows = this.rows.get(table) as Map<string, Row>;
    const noted = (transaction: Transaction, key: string): void => {
      if (!transaction.isWriting || !transaction.tables.has(table)) throw new Error(`${table} is not part of this transaction`);
      transaction.undo.push({ table, key, before: rows.get(key) });
    };
    const inside = async <T>(isWriting: boolean, work: (transaction: Transaction) => T): Promise<T> =>
      this.#within(holder, [table], isWriting, async (transaction) => {
        if (!transaction.tables.has(table)) throw new Error(`${table} is not part of this transaction`);
        await holder.request();
        // It may have died between the answer and its reader.
        if (holder.isDead) return never();
        return work(transaction);
      });
    return {
      primary: (SHAPES.get(table) as TableShape).primary,
      read: (work) => inside(false, () => work(rows)),
      write: (work) =>
        inside(true, (transaction) =>
          work(
            rows,
            (row) => {
              const key = this.#keyOf(table, row);
              noted(transaction, key);
              rows.set(key, row);
            },
            (primary) => {
              noted(transaction, keyText(primary));
              rows.delete(keyText(primary));
            },
          ),
        ),
    };
  }

  #table(holder: Holder, name: string) {
    const reach = this.#reach(holder, name);
    const { primary, indexes } = SHAPES.get(name) as TableShape;
    const everything = () => new Query(reach, primary);
    const indexOf = (text: string): KeyPath => {
      const index = text === textOf(primary.path) || text === ':id' ? primary : (indexes.get(text) ?? [...indexes.values()].find((i) => textOf(i.path) === text));
      if (!index) throw new Error(`${name} has no index ${text}`);
      return index;
    };
    const add = (rows: readonly Row[]) =>
      reach.write((known, put) => {
        for (const row of rows) {
          if (known.has(this.#keyOf(name, row))) throw new DOMException(`${name}: the key is taken`, 'ConstraintError');
          put(row);
        }
      });
    return {
      get: (key: Key) => reach.read((rows) => rows.get(keyText(key))),
      bulkGet: (keys: readonly Key[]) => reach.read((rows) => keys.map((key) => rows.get(keyText(key)))),
      put: (row: Row) => reach.write((_rows, put) => put(row)),
      bulkPut: (rows: readonly Row[]) => reach.write((_rows, put) => rows.forEach(put)),
      add: (row: Row) => add([row]),
      bulkAdd: add,
      update: (key: Key, fields: object) =>
        reach.write((rows, put) => {
          const row = rows.get(keyText(key));
          if (row) put({ ...row, ...fields });
          return row ? 1 : 0;
        }),
      delete: (key: Key) => reach.write((rows, _put, remove) => (rows.has(keyText(key)) ? remove(key) : undefined)),
      bulkDelete: (keys: readonly Key[]) => reach.write((rows, _put, remove) => keys.forEach((key) => (rows.has(keyText(key)) ? remove(key) : undefined))),
      clear: () => reach.write((rows, _put, remove) => [...rows.values()].forEach((row) => remove(keysOf(primary, row)[0] as Key))),
      toCollection: everything,
      orderBy: (index: string) => new Query(reach, indexOf(index)),
      where: (by: string | Record<string, Key>) => {
        if (typeof by === 'string') return whereIn(reach, indexOf(by));
        const [[field, key]] = Object.entries(by) as [[string, Key]];
        return whereIn(reach, indexOf(field)).equals(key);
      },
      filter: (test: (row: never) => boolean) => everything().filter(test),
      toArray: () => everything().toArray(),
      count: () => everything().count(),
      each: (deed: (row: never) => void) => everything().each(deed),
    };
  }

  /** A connection in the shape of the product's database. */
  connect(holder: Holder): KilnDatabase {
    const tables = Object.fromEntries([...SHAPES.keys()].map((name) => [name, this.#table(holder, name)]));
    const names = new Map<unknown, string>(Object.entries(tables).map(([name, table]) => [table, name]));
    const connection = {
      ...tables,
      tasksOfRun: KilnDatabase.prototype.tasksOfRun,
      transaction: (mode: string, ...rest: unknown[]) => {
        const work = rest.pop() as () => Promise<unknown>;
        return this.#within(holder, rest.flat().map((table) => names.get(table) as string), mode.startsWith('rw'), () => Promise.resolve(work()));
      },
    };
    return connection as unknown as KilnDatabase;
  }
}
