/** Commands about the columns that a person made and the views of a table. The rows are `columns` and `views`. */
import { z } from 'zod';
import { GROUP_KEY_CHARS, GROUPS_NAMED, COLUMN_LEAST_PX, COLUMN_MOST_PX, LAYOUT_COLUMNS } from '../core/view-limits.ts';
import { COLUMN_OPTIONS, FILTER_DEPTH, FILTER_TESTS, FORMULA_SOURCE, VIEW_SORTS } from '../core/limits.ts';
import { isCustomKey, isLeadKey, type ByLeadKey, type CustomKey, type LeadKey } from '../domain/lead/custom.ts';
import { isFact, testsIn, type Filter, type FilterKey, type ViewTest, type ViewTestName } from '../domain/view/filter.ts';
import { ROW_HEIGHTS } from '../domain/view/layout.ts';
import { idSchema } from './account-api.ts';

/** Milliseconds since 1970: when it was first made. What comes back has its old place. */
const createdAt = z.int().min(0).max(8.64e15);
const name = z.string().trim().min(1).max(80);
const leadKey = z.custom<LeadKey>((key) => typeof key === 'string' && isLeadKey(key));
const filterKey = z.custom<FilterKey>((key) => typeof key === 'string' && (isLeadKey(key) || isFact(key as FilterKey)));
const customKey = z.custom<CustomKey>((key) => typeof key === 'string' && isCustomKey(key));

export const VIEW_TESTS = ['is', 'is-not', 'contains', 'contains-not', 'starts', 'ends', 'empty', 'known', 'more', 'less', 'before', 'after', 'conflict', 'surer', 'has-any', 'has-all', 'has-none'] as const satisfies readonly ViewTestName[];
const testSchema: z.ZodType<ViewTest> = z.strictObject({ key: filterKey, test: z.enum(VIEW_TESTS), values: z.array(z.string().max(500)).max(50) });
/** Groups inside groups, so deep and no deeper. */
const filterAt = (depth: number): z.ZodType<Filter> =>
  z.strictObject({ match: z.enum(['all', 'any']), items: z.array(depth <= 1 ? testSchema : z.union([testSchema, filterAt(depth - 1)])).max(FILTER_TESTS) });

const once = z.array(leadKey).max(LAYOUT_COLUMNS).refine((keys) => new Set(keys).size === keys.length, 'every column is there once');
const width = z.int().min(COLUMN_LEAST_PX).max(COLUMN_MOST_PX);
const isWidths = (all: unknown): all is ByLeadKey<number> => {
  const parsed = z.record(z.string(), width).safeParse(all);
  const keys = parsed.success ? Object.keys(parsed.data) : [''];
  return keys.length <= LAYOUT_COLUMNS && keys.every(isLeadKey);
};
const layoutSchema = z.strictObject({ hidden: once, order: once, widths: z.custom<ByLeadKey<number>>(isWidths), pinnedTo: leadKey.optional(), rows: z.enum(ROW_HEIGHTS) });
export type ParsedLayout = z.infer<typeof layoutSchema>;
const shutSchema = z.strictObject({ all: z.boolean(), but: z.array(z.string().max(GROUP_KEY_CHARS)).max(GROUPS_NAMED) });

const shapeSchema = z.strictObject({
  filter: filterAt(FILTER_DEPTH).refine((filter) => testsIn(filter) <= FILTER_TESTS, `a filter has at most ${FILTER_TESTS} tests`),
  sort: z.array(z.strictObject({ key: filterKey, down: z.boolean() })).max(VIEW_SORTS),
  group: z.strictObject({ by: leadKey, shut: shutSchema }).optional(),
  layout: layoutSchema,
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
  /** How the columns of a table stand while no view is open. */
  'layout.save': z.strictObject({ tableId: idSchema, layout: layoutSchema }),
  'view.remove': z.strictObject({ id: idSchema }),
  /** Without a key: a new column, for all tables of the kind. What it holds can be changed; values that leads have stay. */
  'column.save': z.strictObject({ key: customKey.optional(), kind: z.enum(['person', 'company']), draft: columnDraftSchema, createdAt: createdAt.optional() }),
  /** Values that leads have stay with them and come back with the column. */
  'column.remove': z.strictObject({ key: customKey }),
} as const;

export interface ViewOutputs {
  'view.save': { id: string };
  'layout.save': null;
  'view.remove': null;
  'column.save': { key: CustomKey };
  'column.remove': null;
}
