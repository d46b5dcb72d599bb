import { z } from 'zod';
import { IMPORT_ASIDE_CHARS, IMPORT_CELL_CHARS, IMPORT_COLUMNS, IMPORT_PART } from '../core/limits.ts';
import { IMPORT_POLICIES, type AsideReason, type AsideRow, type ImportRow } from '../domain/import/import.ts';
import { isCustomKey, isLeadKey, type CustomKey } from '../domain/lead/custom.ts';
import { idSchema } from './account-api.ts';

const REASONS: readonly AsideReason[] = ['quote', 'too-long', 'too-wide', 'not-json', 'not-a-card', 'nobody', 'nothing', 'value'];
const isText = (value: unknown, most: number): value is string => typeof value === 'string' && value.length <= most;
const isPlace = (value: unknown): boolean => Number.isInteger(value) && (value as number) >= 0;

/** Checked by hand: a part holds twenty thousand values, and each wrapper of a schema costs as much as its check. */
const importRow = z.custom<ImportRow>((row) => {
  if (typeof row !== 'object' || row === null || !('at' in row) || !isPlace(row.at) || !('values' in row) || !Array.isArray(row.values)) return false;
  return row.values.length > 0 && row.values.length <= IMPORT_COLUMNS + 10 && row.values.every(isValue);
});
const isValue = (value: unknown): boolean =>
  Array.isArray(value) && value.length >= 2 && value.length <= 4 && isText(value[0], 130) && isLeadKey(value[0]) && isText(value[1], IMPORT_CELL_CHARS) && value[1] !== '' && (value[2] === undefined || value[2] === null || isText(value[2], IMPORT_CELL_CHARS)) && (value[3] === undefined || value[3] === true);

const asideRow = z.custom<AsideRow>((row) => {
  if (typeof row !== 'object' || row === null || !('at' in row) || !isPlace(row.at) || !('reason' in row) || !REASONS.includes(row.reason as AsideReason)) return false;
  if ('column' in row && row.column !== undefined && !isText(row.column, 200)) return false;
  return 'cells' in row && Array.isArray(row.cells) && row.cells.length <= IMPORT_COLUMNS + 1 && row.cells.every((cell) => isText(cell, IMPORT_ASIDE_CHARS));
});

const kind = z.enum(['person', 'company']);
const name = z.string().trim().min(1).max(80);

/** Imports of files. The page reads the file and sends its rows in parts; a part that is sent again is done once. Nothing here asks anybody. */
export const IMPORT_COMMANDS = {
  'import.begin': z.strictObject({
    importId: idSchema,
    fileName: z.string().trim().min(1).max(200),
    table: z.union([z.strictObject({ tableId: idSchema }), z.strictObject({ name, kind })]),
    policy: z.enum(IMPORT_POLICIES),
    headers: z.array(z.string().max(200)).max(IMPORT_COLUMNS),
    columns: z.array(z.strictObject({ key: z.custom<CustomKey>((key) => typeof key === 'string' && isCustomKey(key)), name, type: z.enum(['text', 'number']) })).max(IMPORT_COLUMNS),
  }),
  'import.rows': z.strictObject({ importId: idSchema, n: z.int().min(0), lastAt: z.int().min(0), rows: z.array(importRow).max(IMPORT_PART), aside: z.array(asideRow).max(IMPORT_PART * 4) }),
  'import.end': z.strictObject({ importId: idSchema, how: z.enum(['done', 'cancelled', 'stopped']) }),
} as const;

export interface ImportProgress {
  readonly state: 'running' | 'done' | 'cancelled' | 'stopped';
  /** The part that is expected next. */
  readonly next: number;
  readonly looked: number;
  readonly added: number;
  readonly merged: number;
  readonly unchanged: number;
  readonly aside: number;
  readonly leftOut: number;
  readonly tableId: string;
  /** Takes all of it back; null when nothing changed. */
  readonly activityId: string | null;
}
export interface ImportOutputs {
  'import.begin': ImportProgress;
  'import.rows': ImportProgress;
  'import.end': ImportProgress;
}
