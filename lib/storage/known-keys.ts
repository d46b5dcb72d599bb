import type { TableId } from '../core/ids.ts';
import type { LeadRows } from './leads/rows.ts';

const BATCH = 2_048;

/**
 * Who is in a table, by identity key: one look over the table instead of a question for each row. Whoever else adds leads meanwhile
 * is seen at the next `catchUp`; keys that others change meanwhile are not, and leads that are gone are for the caller to notice.
 */
export class KnownKeys {
  private readonly byKey = new Map<string, number>();
  private next = 0;
  private readonly tableId: TableId;
  private readonly rows: LeadRows;

  constructor(tableId: TableId, rows: LeadRows) {
    this.tableId = tableId;
    this.rows = rows;
  }

  /** Takes in what was added since the last time, also inside a transaction. @returns the place of the next lead */
  async catchUp(): Promise<number> {
    const next = (await this.rows.state(this.tableId))?.next ?? 1;
    while (this.next < next) {
      const end = Math.min(next, this.next + BATCH);
      for (const { order, keys } of await this.rows.between(this.tableId, this.next, end - 1)) for (const key of keys) if (!this.byKey.has(key)) this.byKey.set(key, order);
      this.next = end;
    }
    return next;
  }

  /** A lead that is being added at the end of the table. */
  add(place: number, keys: readonly string[]): void {
    this.next = place + 1;
    for (const key of keys) this.byKey.set(key, place);
  }

  /** A lead that was given further keys. */
  extend(place: number, keys: readonly string[]): void {
    for (const key of keys) if (!this.byKey.has(key)) this.byKey.set(key, place);
  }

  /** Where leads with one of these keys stand, or stood. */
  placesOf(keys: readonly string[]): number[] {
    return keys.flatMap((key) => this.byKey.get(key) ?? []);
  }
}
