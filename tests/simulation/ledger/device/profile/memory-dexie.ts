/**
 * The part of Dexie that the stores use, on a disk in memory: the real storage code runs on it, with every operation a point of death,
 * transactions that roll back, and durability as the database asks for it. Tables and indexes are those of the real database class.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { KilnDatabase } from '../../../../../lib/storage/database.ts';
import { revert, type Row, type Undo } from '../../../memory/rows.ts';
import { shapeOfDatabase } from '../../../memory/shape.ts';
import { MemoryTable } from '../../../memory/table.ts';
import type { Disk } from './disk.ts';
import { never, type Life } from './life.ts';

export interface Transaction {
  readonly disk: Disk;
  readonly undo: Undo[];
  readonly mayWrite: boolean;
  /** Tables in its scope; asking another one is an error, as in Dexie. */
  readonly scope: ReadonlySet<string>;
  isOver: boolean;
}

export interface MemoryOptions {
  readonly disk: Disk;
  readonly life: Life;
  /** Asked at every commit of a writing transaction: true = the disk is full. */
  isFull(): boolean;
  /** What the database class asks for, or what a planted mistake makes of it. */
  readonly isStrict?: boolean;
  /** What becomes of a row that is written; null = it is not. */
  put?(table: string, row: Row, before: Row | undefined): Row | null;
}

const running = new AsyncLocalStorage<Transaction>();

/** A connection of one life to a disk. */
export function openMemory(options: MemoryOptions): KilnDatabase {
  const { disk, life } = options;
  const { tables, isStrict } = shapeOfDatabase();
  const strict = options.isStrict ?? isStrict;
  /** What ends the transactions that are open when this life ends. */
  const alive = new Set<() => void>();
  life.onEnd(() => {
    for (const die of alive) die();
  });

  async function transaction<T>(mode: string, ...rest: unknown[]): Promise<T> {
    const work = rest[rest.length - 1] as () => Promise<T> | T;
    const outer = running.getStore();
    if (outer?.disk === disk && !outer.isOver) return work();
    const names = rest.slice(0, -1).flat().map((table) => (typeof table === 'string' ? table : (table as MemoryTable).name));
    return within(new Set(names), !mode.startsWith('r') || mode.startsWith('rw'), work);
  }

  async function within<T>(scope: ReadonlySet<string>, mayWrite: boolean, work: () => Promise<T> | T): Promise<T> {
    if (life.isDead) return never();
    const who = Symbol('transaction');
    const tx: Transaction = { disk, undo: [], scope, mayWrite, isOver: false };
    const abort = (): void => {
      if (tx.isOver) return;
      tx.isOver = true;
      revert(tx.undo);
    };
    const leave = (): void => void alive.delete(die);
    const die = (): void => {
      abort();
      disk.giveUp(who);
    };
    alive.add(die);
    await disk.acquire(who);
    try {
      const value = await running.run(tx, async () => work());
      if (!life.survives()) return await never();
      if (mayWrite && tx.undo.length > 0 && options.isFull()) throw new DOMException('The disk is full.', 'QuotaExceededError');
      tx.isOver = true;
      disk.committed(tx.undo, strict && mayWrite);
      leave();
      disk.release(who);
      if (!life.survives()) return await never();
      return value;
    } catch (error) {
      abort();
      leave();
      disk.release(who);
      throw error;
    }
  }

  /** One operation: inside its transaction, or as one of its own. */
  async function operate<T>(table: string, writes: boolean, deed: (undo: Undo[]) => T): Promise<T> {
    if (!life.survives()) return never();
    const tx = running.getStore();
    if (tx?.disk !== disk) return within(new Set([table]), writes, () => deed(running.getStore()?.undo ?? []));
    if (tx.isOver) throw new DOMException('The transaction is over: something else was awaited inside it.', 'TransactionInactiveError');
    if (!tx.scope.has(table)) throw new DOMException(`${table} is not part of this transaction.`, 'NotFoundError');
    if (writes && !tx.mayWrite) throw new DOMException('This transaction only reads.', 'ReadOnlyError');
    return deed(tx.undo);
  }

  const db = Object.create(KilnDatabase.prototype) as Record<string, unknown>;
  for (const table of tables) Object.defineProperty(db, table.name, { value: new MemoryTable(table, (name) => disk.rowsOf(name), operate, options.put) });
  for (const [name, value] of Object.entries({ name: 'memory', transaction, close: () => undefined, open: async () => db, isOpen: () => true })) Object.defineProperty(db, name, { value });
  Object.defineProperty(db, 'tables', { get: () => tables.map(({ name }) => db[name]) });
  return db as unknown as KilnDatabase;
}
