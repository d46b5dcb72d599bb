/**
 * What the injected list detector hands back: repeated records of one page, best first. It comes from a page that nobody
 * trusts, so everything is bounded here again. The detector itself imports only the types of this file.
 */
import { z } from 'zod';
import { LIST_CELL_CHARS, LIST_COLUMNS, LIST_ROWS, LISTS } from '../core/limits.ts';

const short = z.string().max(120);
const selector = z.string().max(1_000);
const address = z.string().max(2_000);

export const COLUMN_TYPES = ['text', 'email', 'phone', 'url', 'image', 'date', 'number', 'price'] as const;
export type ColumnType = (typeof COLUMN_TYPES)[number];

export const rawColumnSchema = z.strictObject({
  /** Which place of a record it is. The same on every page made from the same template. */
  key: z.string().min(1).max(300),
  /** What the page calls it; empty when nothing says. */
  name: short,
  /** Where the name was found, most trustworthy first. */
  named: z.enum(['header', 'label', 'markup', 'class', 'type']),
  type: z.enum(COLUMN_TYPES),
  /** Place inside a record: a selector relative to the record (empty: the record itself) and what is read there. */
  selector: z.string().max(500),
  read: z.string().regex(/^(?:text|[a-z][a-z0-9-]{0,60})$/),
});
export type RawColumn = z.infer<typeof rawColumnSchema>;

/** How the list goes on. `more` loads further records into the same page, `button` replaces them without an address. */
export const rawNextSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('link'), url: address, selector: selector.optional() }),
  z.strictObject({ kind: z.literal('button'), selector }),
  z.strictObject({ kind: z.literal('more'), selector, url: address.optional() }),
  z.strictObject({ kind: z.literal('scroll'), selector: selector.optional() }),
]);
export type RawNext = z.infer<typeof rawNextSchema>;

export const rawRowSchema = z.strictObject({
  /** 53-bit identity in base 36: the record's first link without tracking parts, else e-mail, phone, else all cells. */
  key: z.string().regex(/^[0-9a-z]{1,11}$/),
  /** One text per column, empty where the record has none. */
  cells: z.array(z.string().max(LIST_CELL_CHARS)).max(LIST_COLUMNS),
});
export type RawRow = z.infer<typeof rawRowSchema>;

export const rawListSchema = z.strictObject({
  /** Identity of the template: the same on the next page of the list. */
  id: z.string().regex(/^[0-9a-z]{1,16}$/),
  /** The recipe that read it, when it was not found by itself. A recipe whose guards are there and whose rows are not has none. */
  recipe: z.string().max(120).optional(),
  score: z.number().min(0),
  /** Records on the page, also when `rows` holds fewer. */
  recordCount: z.int().min(0),
  /** Matches the element that holds the records, unique on the page when it was read. */
  container: selector,
  /** Matches each record (or its first element, when a record has no element of its own) inside the container. */
  record: selector,
  /** The heading that stands over the list. */
  heading: short,
  columns: z.array(rawColumnSchema).min(1).max(LIST_COLUMNS),
  rows: z.array(rawRowSchema).max(LIST_ROWS),
  next: rawNextSchema.nullable(),
});
export type RawList = z.infer<typeof rawListSchema>;

export const rawListsSchema = z.strictObject({
  format: z.literal(1),
  lists: z.array(rawListSchema).max(LISTS),
  /** A limit was reached: what is here is true but may not be all. */
  truncated: z.boolean(),
  elements: z.int().min(0),
  tookMs: z.number().min(0),
});
export type RawLists = z.infer<typeof rawListsSchema>;
