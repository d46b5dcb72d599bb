/**
 * What a browser profile has on its disk: the rows of one IndexedDB database, and which of its transactions have been flushed.
 * A strict transaction flushes everything before it; a relaxed one is in a buffer that a power loss empties.
 */
import { keyText, type Key } from '../../../memory/keys.ts';
import { revert, type Rows, type Undo } from '../../../memory/rows.ts';

export class Disk {
  readonly tables = new Map<string, Rows>();
  #unflushed: Undo[][] = [];
  #held: symbol | null = null;
  #waiting: { readonly who: symbol; readonly go: () => void }[] = [];

  rowsOf(table: string): Rows {
    let rows = this.tables.get(table);
    if (rows === undefined) this.tables.set(table, (rows = new Map()));
    return rows;
  }

  /** Row by row as they are now, for the checker: no transaction, no wait. */
  look<T>(table: string): T[] {
    return [...this.rowsOf(table).values()].map(({ row }) => row as T);
  }
  lookAt<T>(table: string, key: Key): T | undefined {
    return this.rowsOf(table).get(keyText(key))?.row as T | undefined;
  }

  committed(undo: Undo[], strict: boolean): void {
    if (strict) this.#unflushed = [];
    else if (undo.length > 0) this.#unflushed.push(undo);
  }
  /**
   * The buffer reaches the disk in order: some of its end is lost, never its middle.
   * @param choose how many of so many
   */
  losePower(choose: (of: number) => number): number {
    const lost = choose(this.#unflushed.length);
    for (let i = 0; i < lost; i++) revert(this.#unflushed.pop() ?? []);
    this.#unflushed = [];
    return lost;
  }
  flush(): void {
    this.#unflushed = [];
  }

  /** One transaction at a time: an order that IndexedDB could have chosen as well. */
  async acquire(who: symbol): Promise<void> {
    if (this.#held === null) return void (this.#held = who);
    await new Promise<void>((go) => this.#waiting.push({ who, go }));
  }
  release(who: symbol): void {
    if (this.#held !== who) return;
    const next = this.#waiting.shift();
    this.#held = next?.who ?? null;
    next?.go();
  }
  /** A transaction that waits and whose owner has died is never begun. */
  giveUp(who: symbol): void {
    this.#waiting = this.#waiting.filter((one) => one.who !== who);
    this.release(who);
  }
  get isBusy(): boolean {
    return this.#held !== null;
  }

  /** The same profile on another computer. */
  clone(): Disk {
    const copy = new Disk();
    for (const [name, rows] of this.tables) copy.tables.set(name, new Map(rows));
    return copy;
  }
  wipe(): void {
    this.tables.clear();
    this.#unflushed = [];
  }
}
