import type { LeadKind } from '../domain/lead/fields.ts';
import type { LeadFields } from '../domain/lead/lead.ts';
import type { ListStep } from '../domain/list/columns.ts';
import type { ListColumn, ListRow } from '../domain/list/list.ts';

/** What a person did to the columns of one template of one site. */
export interface ListColumnsRow {
  /** Host and id of the list. */
  readonly key: string;
  readonly at: number;
  readonly steps: readonly ListStep[];
  /** The person said that this is the list of such pages. */
  readonly isChosen?: boolean;
}

/** A save of rows under way or ended. The rows themselves wait in chunks, so that a save outlives its page and its worker. */
export interface SaveRow {
  readonly id: string;
  readonly at: number;
  readonly state: 'running' | 'done' | 'cancelled';
  readonly tableId: string;
  readonly kind: LeadKind;
  /** Short address for the activity line. */
  readonly from: string;
  readonly rows: number;
  /** Rows that were looked at. */
  readonly done: number;
  readonly added: number;
  readonly merged: number;
  readonly unchanged: number;
  readonly skipped: number;
  readonly activityId: string;
  /** The activity was written: something changed. */
  readonly hasActivity: boolean;
}

export interface SaveChunkRow {
  readonly saveId: string;
  readonly n: number;
  readonly pageUrl: string;
  /** When the page was read. */
  readonly at: number;
  readonly columns: readonly ListColumn[];
  readonly rows: readonly ListRow[];
  /** What was read on the pages of the rows, by row key. */
  readonly details?: Readonly<Record<string, LeadFields>>;
}
