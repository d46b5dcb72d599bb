import { AsyncLocalStorage } from 'node:async_hooks';
import { KilnDatabase } from '../../../lib/storage/database.ts';
import { isKey, keyText, valueAt } from '../memory/keys.ts';
import { frozen, revert, type Row, type Rows, type Stored, type Undo } from '../memory/rows.ts';
import { shapeOfDatabase } from '../memory/shape.ts';
import { MemoryTable, type TableShape } from '../memory/table.ts';

/** What one transaction did to a row. */
export interface Written {
  readonly table: string;
  readonly before: object | undefined;
  readonly after: object | undefined;
}
/** Whose connection this is: it may die at every request, and then nothing of its open transactions stays. */
export interface Holder {
  readonly isDead: boolean;
  /** Comes back when the request was carried out; never when its holder is dead. */
  request(): Promise<void>;
  /** Before the changes count. Throwing takes all of them back. */
  beforeCommit(writes: readonly Written[]): void;
}
interface Transaction {
  readonly holder: Holder;
  readonly tables: ReadonlySet<string>;
  readonly isWriting: boolean;
  readonly undo: Undo[];
  isOver: boolean;
  begin: () => void;
}

const TABLES: readonly TableShape[] = shapeOfDatabase().tables;
/** A new one each time: one that all share would keep every world that ever waited for it. */
const never = (): Promise<never> => new Promise<never>(() => undefined);

/**
 * Rows in memory behind the interface of Dexie, as far as the stores use it: transactions over tables with the locks of
 * IndexedDB (readers together, a writer alone), all or nothing, and dropped whole when their holder dies. The product's
 * stores run on it unchanged.
 */
export class MemoryDatabase {
  readonly #tables = new Map<string, Rows>(TABLES.map(({ name }) => [name, new Map<string, Stored>()]));
  readonly #names = new Map<Rows, string>([...this.#tables].map(([name, rows]) => [rows, name]));
  readonly #current = new AsyncLocalStorage<Transaction>();
  readonly #active = new Set<Transaction>();
  readonly #queue: Transaction[] = [];
  readonly #committed: (writes: readonly Written[]) => void;
  constructor(committed: (writes: readonly Written[]) => void) {
    this.#committed = committed;
  }

  #rowsOf(table: string): Rows {
    return this.#tables.get(table) ?? new Map<string, Stored>();
  }
  /** Rows of a table as they are committed, for those who look from outside. */
  all<T>(table: string): T[] {
    const rows = this.#rowsOf(table);
    const open = this.#open(rows);
    return [...new Set([...rows.keys(), ...open.keys()])].flatMap((id) => ((open.has(id) ? open.get(id) : rows.get(id))?.row as T | undefined) ?? []);
  }
  get<T>(table: string, key: string): T | undefined {
    const rows = this.#rowsOf(table);
    const open = this.#open(rows);
    const id = keyText(key);
    return (open.has(id) ? open.get(id) : rows.get(id))?.row as T | undefined;
  }
  /** What the rows were that a transaction has changed and not committed. */
  #open(rows: Rows): ReadonlyMap<string, Stored | undefined> {
    const open = new Map<string, Stored | undefined>();
    for (const { undo } of this.#active) for (const change of undo) if (change.rows === rows && !open.has(change.id)) open.set(change.id, change.before);
    return open;
  }
  /** Puts a row there from outside, as if it had always been. */
  plant(table: string, row: object): void {
    const shape = TABLES.find(({ name }) => name === table);
    const key = shape && valueAt(row, shape.primary);
    if (!isKey(key)) throw new Error(`a row of ${table} without a key`);
    this.#rowsOf(table).set(keyText(key), { key, row: frozen(row) as Row });
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
      for (const { rows, id, before } of transaction.undo) {
        const table = this.#names.get(rows) ?? '';
        if (!seen.has(`${table} ${id}`)) writes.push({ table, before: before?.row, after: rows.get(id)?.row });
        seen.add(`${table} ${id}`);
      }
      transaction.holder.beforeCommit(writes);
    } else revert(transaction.undo);
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

  /** One operation of a connection: inside its transaction, or as one of its own. */
  #operate<T>(holder: Holder, table: string, writes: boolean, deed: (undo: Undo[]) => T): Promise<T> {
    return this.#within(holder, [table], writes, async (transaction) => {
      if (!transaction.tables.has(table) || (writes && !transaction.isWriting)) throw new Error(`${table} is not part of this transaction`);
      await holder.request();
      // It may have died between the answer and its reader.
      if (holder.isDead) return never();
      return deed(transaction.undo);
    });
  }

  /** A connection in the shape of the product's database. */
  connect(holder: Holder): KilnDatabase {
    const rowsOf = (table: string): Rows => this.#rowsOf(table);
    const tables = TABLES.map((shape) => new MemoryTable(shape, rowsOf, (table, writes, deed) => this.#operate(holder, table, writes, deed)));
    const connection = {
      ...Object.fromEntries(tables.map((table) => [table.name, table])),
      tasksOfRun: KilnDatabase.prototype.tasksOfRun,
      transaction: (mode: string, ...rest: unknown[]) => {
        const work = rest.pop() as () => Promise<unknown>;
        return this.#within(holder, rest.flat().map((table) => (table as MemoryTable).name), mode.startsWith('rw'), () => Promise.resolve(work()));
      },
    };
    return connection as unknown as KilnDatabase;
  }
}
