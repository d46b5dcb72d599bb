import type { LeadId } from '../core/ids.ts';
import type { LeadKey } from '../domain/lead/custom.ts';
import type { FieldChange } from '../domain/lead/undo.ts';

/** What one part of a deed over many cells changed: enough to take it back, to do it again, and to answer when it is sent again. */
export interface CellPartRow {
  readonly deedId: string;
  readonly n: number;
  /** The leads of `changes`: the index by which the history of a lead finds what was done to many at once. */
  readonly leadIds: readonly LeadId[];
  readonly changes: readonly { readonly leadId: LeadId; readonly fields: readonly FieldChange[] }[];
  readonly changed: number;
  readonly gone: number;
  readonly refused: readonly { readonly field: LeadKey; readonly cells: number }[];
}
