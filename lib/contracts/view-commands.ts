/** Commands about the columns that a person made and the views of a table. The rows are `columns` and `views`. */
import { z } from 'zod';
import { COLUMN_OPTIONS, FILTER_DEPTH, FILTER_TESTS, FORMULA_SOURCE, VIEW_SORTS } from '../core/limits.ts';
import { isCustomKey, isLeadKey, type CustomKey, type LeadKey } from '../domain/lead/custom.ts';
import { isFact, testsIn, type Filter, type FilterKey, type ViewTest, type ViewTestName } from '../domain/view/filter.ts';
import { idSchema } from './account-api.ts';

/** Milliseconds since 1970: when it was first made. What comes back has its old place. */
const createdAt = z.int().min(0).max(8.64e15);
const name = z.string().trim().min(1).max(80);
const leadKey = z.custom<LeadKey>((key) => typeof key === 'string' && isLeadKey(key));
const filterKey = z.custom<FilterKey>((key) => typeof key === 'string' && (isLeadKey(key) || isFact(key as FilterKey)));
const customKey = z.custom<CustomKey>((key) => typeof key === 'string' && isCustomKey(key));

export const VIEW_TESTS = ['is', 'is-not', 'contains', 'contains-not', 'starts', 'ends', 'empty', 'known', 'more', 'less', 'before', 'after', 'conflict', 'surer'] as const satisfies readonly ViewTestName[];
const testSchema: z.ZodType<ViewTest> = z.strictObject({ key: filterKey, test: z.enum(VIEW_TESTS), values: z.array(z.string().max(500)).max(50) });
/** Groups inside groups, so deep and no deeper. */
const filterAt = (depth: number): z.ZodType<Filter> =>
  z.strictObject({ match: z.enum(['all', 'any']), items: z.array(depth <= 1 ? testSchema : z.union([testSchema, filterAt(depth - 1)])).max(FILTER_TESTS) });

const shapeSchema = z.strictObject({
  filter: filterAt(FILTER_DEPTH).refine((filter) => testsIn(filter) <= FILTER_TESTS, `a filter has at most ${FILTER_TESTS} tests`),
  sort: z.array(z.strictObject({ key: filterKey, down: z.boolean() })).max(VIEW_SORTS),
  group: leadKey.optional(),
  hidden: z.array(leadKey).max(300),
});

/** What a column is to hold, in the words of the dialog; `currency` takes an ISO 4217 code. */
export const COLUMN_TYPES = ['text', 'number', 'currency', 'date', 'email', 'url', 'select', 'multi-select', 'checkbox', 'formula'] as const;
export type ColumnType = (typeof COLUMN_TYPES)[number];
const options = z
  .array(z.string().trim().min(1).max(80).refine((text) => !text.includes(','), 'a choice has no comma in it'))
  .min(1)
  .max(COLUMN_OPTIONS)
  .refine((all) => new Set(all).size === all.length, 'every choice is there once');
export const columnDraftSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.enum(['text', 'number', 'date', 'email', 'url', 'checkbox']), name }),
  z.strictObject({ type: z.literal('currency'), name, currency: z.string().regex(/^[A-Z]{3}$/) }),
  z.strictObject({ type: z.enum(['select', 'multi-select']), name, options }),
  z.strictObject({ type: z.literal('formula'), name, formula: z.string().trim().min(1).max(FORMULA_SOURCE) }),
]);
export type ColumnDraft = z.infer<typeof columnDraftSchema>;

export const VIEW_COMMANDS = {
  /** Without an id: a new one. With the id of one that was removed: it is back. */
  'view.save': z.strictObject({ id: idSchema.optional(), tableId: idSchema, name, shape: shapeSchema, createdAt: createdAt.optional() }),
  'view.remove': z.strictObject({ id: idSchema }),
  /** Without a key: a new column, for all tables of the kind. What it holds can be changed; values that leads have stay. */
  'column.save': z.strictObject({ key: customKey.optional(), kind: z.enum(['person', 'company']), draft: columnDraftSchema, createdAt: createdAt.optional() }),
  /** Values that leads have stay with them and come back with the column. */
  'column.remove': z.strictObject({ key: customKey }),
} as const;

export interface ViewOutputs {
  'view.save': { id: string };
  'view.remove': null;
  'column.save': { key: CustomKey };
  'column.remove': null;
}
