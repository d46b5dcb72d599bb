/** Commands about many cells of a table at once, and about taking edits back. */
import { z } from 'zod';
import { CELL_CHARS, CELL_COLUMNS, CELL_PART_CELLS, CELL_PART_ROWS } from '../core/limits.ts';
import { isLeadKey, type LeadKey } from '../domain/lead/custom.ts';
import { idSchema } from './account-api.ts';

const leadKey = z.custom<LeadKey>((key) => typeof key === 'string' && isLeadKey(key));

/** What a person did to the cells; it stands in the history. */
const CELL_DEEDS = ['paste', 'fill', 'clear', 'cut'] as const;
export type CellDeed = (typeof CELL_DEEDS)[number];

export const CELL_COMMANDS = {
  /**
   * One part of one deed. The parts have one `deedId`, made before the first is sent, and numbers from 0: a part that is sent again does
   * nothing, and all of them are one line of the history with one undo. A text is read by the type of its column; an empty one empties
   * the cell, null leaves it.
   */
  'cells.set': z
    .strictObject({
      deedId: idSchema,
      n: z.int().min(0).max(10_000),
      deed: z.enum(CELL_DEEDS),
      tableId: idSchema,
      fields: z.array(leadKey).min(1).max(CELL_COLUMNS),
      rows: z.array(z.strictObject({ leadId: idSchema, texts: z.array(z.string().max(CELL_CHARS).nullable()) })).min(1).max(CELL_PART_ROWS),
    })
    .refine(({ fields, rows }) => rows.length * fields.length <= CELL_PART_CELLS, `at most ${CELL_PART_CELLS} cells at once`)
    .refine(({ fields, rows }) => rows.every(({ texts }) => texts.length === fields.length), 'a text for every column'),
  /** Takes back the last edit of a table that is not taken back yet. */
  'table.undo': z.strictObject({ tableId: idSchema }),
  /** Does again what was taken back last, unless something else was edited since. */
  'table.redo': z.strictObject({ tableId: idSchema }),
} as const;

/** What became of one part. */
export interface CellsSet {
  /** The line of the history; null while nothing has changed. */
  readonly activityId: string | null;
  /** Cells that hold something else now. */
  readonly changed: number;
  /** Texts that are no values of their column, by column. */
  readonly refused: readonly { readonly field: LeadKey; readonly cells: number }[];
  /** Leads that are not there any more. */
  readonly gone: number;
}
/** The line of the history that was taken back or done again; null when there is none. */
export interface EditTurned {
  readonly done: { readonly activityId: string; readonly title: string } | null;
}

export interface CellOutputs {
  'cells.set': CellsSet;
  'table.undo': EditTurned;
  'table.redo': EditTurned;
}
