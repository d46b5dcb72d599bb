import type { AsideRow, ImportPolicy } from '../domain/import/import.ts';
import type { CustomKey } from '../domain/lead/custom.ts';
import type { LeadKind } from '../domain/lead/fields.ts';
import type { Lead } from '../domain/lead/lead.ts';

/** `stopped`: nobody sends its rows any more, because the page was closed or the table went away. */
export type ImportState = 'running' | 'done' | 'cancelled' | 'stopped';

export interface ImportCounts {
  /** Rows of the file that were looked at, those that were kept aside included. */
  readonly looked: number;
  readonly added: number;
  /** Known leads that were given something. */
  readonly merged: number;
  /** Rows of known leads that changed nothing. */
  readonly unchanged: number;
  /** Rows that are in none of the others. */
  readonly aside: number;
  /** Values that were left out of rows that went in. */
  readonly leftOut: number;
}

/** One import of a file, under way or ended. */
export interface ImportRecord extends ImportCounts {
  readonly id: string;
  readonly at: number;
  readonly state: ImportState;
  readonly fileName: string;
  readonly tableId: string;
  readonly kind: LeadKind;
  readonly policy: ImportPolicy;
  /** The heads of the file's columns, for the file of what was kept aside. */
  readonly headers: readonly string[];
  /** The part that is expected next. */
  readonly next: number;
  /** Where in the file the last row that was looked at stands. */
  readonly lastAt: number;
  readonly activityId: string;
  /** Made for this import: they go with its undo when they are empty then. */
  readonly newTable?: true;
  readonly newColumns: readonly CustomKey[];
}

/** What one part changed, enough to take it back (what it added stands in the line of the history), and what it kept aside. */
export interface ImportPartRow {
  readonly importId: string;
  readonly n: number;
  readonly changes: readonly { readonly before: Lead; readonly after: Lead }[];
  readonly aside: readonly AsideRow[];
}
