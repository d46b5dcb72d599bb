import type { TableId } from '../../core/ids.ts';
import type { Ranges } from '../../core/ranges.ts';

/** What is known of the rows of a table without reading them. */
export interface LeadTableRow {
  readonly tableId: TableId;
  /** The place of the next lead. It never goes back, so that a place is given once. */
  readonly next: number;
  /** Leads that are there. */
  readonly count: number;
  /** The table was deleted by this line of the history: its leads count as gone and wait for an undo. */
  readonly removedBy?: string;
}

/** Places of one stretch of a table whose leads are gone. Every place below `next` that stands in no gap has a lead. */
export interface LeadGapRow {
  readonly tableId: TableId;
  readonly stretch: number;
  readonly gone: Ranges;
}
