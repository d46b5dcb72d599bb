/** Commands about the lists of a page: which one, what its columns are, the overlay on the page, and saving rows. */
import { z } from 'zod';
import { LIST_COLUMNS, LIST_SAVE_ROWS, PAGE_URL_CHARS } from '../core/limits.ts';
import { FIELD_KEYS } from '../domain/lead/fields.ts';
import { idSchema } from './account-api.ts';
import { COLUMN_TYPES } from './raw-list.ts';

const tabId = z.int().min(0);
const listId = z.string().regex(/^[0-9a-z]{1,16}$/);
const columnKey = z.string().min(1).max(300);
const rowKey = z.string().min(1).max(80).regex(/^[0-9a-z.]+$/);
const rowKeys = z.array(rowKey).min(1).max(LIST_SAVE_ROWS);
const url = z.string().max(PAGE_URL_CHARS);
const joint = z.string().min(1).max(20);

export const LIST_COMMANDS = {
  /** Shows another list of the page; an overlay that is on the page follows. */
  'list.choose': z.strictObject({ tabId, index: z.int().min(0).max(100) }),
  /** Changes of columns are kept for the template of the list: its next page, and the next visit, have them. */
  'list.changeColumn': z.strictObject({
    tabId, listId, key: columnKey,
    change: z.strictObject({
      name: z.string().trim().max(120).optional(),
      field: z.enum(FIELD_KEYS).nullable().optional(),
      type: z.enum(COLUMN_TYPES).optional(),
      isDropped: z.boolean().optional(),
    }),
  }),
  'list.mergeColumns': z.strictObject({ tabId, listId, keys: z.array(columnKey).min(2).max(LIST_COLUMNS), joint: z.string().max(20) }),
  'list.splitColumn': z.strictObject({ tabId, listId, key: columnKey, by: joint }),
  /** Rows are people or companies. */
  'list.changeKind': z.strictObject({ tabId, listId, kind: z.enum(['person', 'company']) }),
  /** Columns as they were read. */
  'list.reset': z.strictObject({ tabId, listId }),
  /** Outlines the list on the page; safe to send again, which also mends an overlay whose answers nobody hears any more. */
  'list.show': z.strictObject({ tabId }),
  'list.hide': z.strictObject({ tabId }),
  /** Scrolls to the record of a row and rings it. */
  'list.showRow': z.strictObject({ tabId, listId, rowKey }),
  /** `saveId` is made by the one who sends it: sent twice it is one save. Without `rowKeys` of a known row nothing is done for it. */
  'list.save': z.strictObject({
    saveId: idSchema,
    source: z.union([z.strictObject({ tabId, url, listId }), z.strictObject({ followId: idSchema })]),
    rowKeys, tableId: idSchema,
  }),
  /** No further rows are saved; what is saved stays, with its undo. */
  'list.cancelSave': z.strictObject({ saveId: idSchema }),
  /** A file of the rows as they are shown, without saving them as leads. Free. */
  'list.export': z.strictObject({ tabId, listId, rowKeys: rowKeys.optional(), format: z.enum(['csv', 'tsv']) }),
} as const;

export interface SaveCounts {
  readonly added: number;
  /** Known in the table, and something new was added to them. */
  readonly merged: number;
  readonly unchanged: number;
  /** Rows with neither a name nor anything to find them by. */
  readonly skipped: number;
}

export interface ListOutputs {
  'list.choose': null;
  'list.changeColumn': null;
  'list.mergeColumns': null;
  'list.splitColumn': null;
  'list.changeKind': null;
  'list.reset': null;
  'list.show': null;
  'list.hide': null;
  'list.showRow': { found: boolean };
  /** `isCancelled`: not all rows were taken. The activity takes all of it back; null when nothing changed. */
  'list.save': SaveCounts & { isCancelled: boolean; activityId: string | null };
  'list.cancelSave': null;
  'list.export': { fileId: string; name: string; rows: number };
}
