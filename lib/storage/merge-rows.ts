import type { ChargeId, LeadId, TableId, TaskId } from '../core/ids.ts';
import type { Lead } from '../domain/lead/lead.ts';

/** The stores of duplicates that were merged, and of those that were told apart. */
export const MERGE_STORES = { merges: 'id, by, keepId, *goneIds, [undoable+by]', notSame: 'id, by, [tableId+at]' } as const;

/** What followed a lead into the one that stays, by the lead that it had before: enough to send it back. */
export interface Followed {
  readonly tasks: readonly (readonly [TaskId, LeadId])[];
  readonly receipts: readonly (readonly [ChargeId | `${ChargeId}.check`, LeadId])[];
  readonly lines: readonly (readonly [string, LeadId])[];
  readonly clips: readonly (readonly [string, LeadId])[];
}

/** One group of duplicates that became one lead. Kept for good, without its undo: charges name the leads that they were made for. */
export interface MergeRow {
  readonly id: string;
  /** The line of the history; several merges share one when they were done at once. */
  readonly by: string;
  readonly at: number;
  readonly tableId: TableId;
  readonly keepId: LeadId;
  readonly goneIds: readonly LeadId[];
  /** There while `undo` is: the index finds what is large. */
  readonly undoable?: 1;
  readonly undo?: { readonly before: Lead; readonly after: Lead; readonly gone: readonly Lead[]; readonly followed: Followed };
  readonly undoneAt?: number;
}

/** Two leads that a person told apart: they are not proposed again. */
export interface NotSameRow {
  /** `pairKey` of the two. */
  readonly id: string;
  readonly by: string;
  readonly tableId: TableId;
  readonly at: number;
}
