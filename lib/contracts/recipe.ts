/**
 * Recipes: data that says how to read one kind of page. The same schema checks built-in and user-made ones.
 * `single` reads one lead from a page, `list` reads the rows of one.
 */
import { z } from 'zod';
import { LIST_COLUMNS, RECIPE_PATTERN_CHARS, RECIPE_SOURCES, RECIPE_TRANSFORMS } from '../core/limits.ts';
import { FIELD_KEYS } from '../domain/lead/fields.ts';
import { isSafePattern } from '../domain/recipe/transform.ts';
import { parseUrlPattern } from '../domain/recipe/url-pattern.ts';
import { COLUMN_TYPES } from './raw-list.ts';

const selector = z.string().min(1).max(500);
/** `$.a.b[0]`; `[*]` is every item, and is allowed once. */
const jsonPath = z.string().regex(/^\$(\.[A-Za-z0-9_@-]+|\[\d{1,3}\]|\[\*\])*$/).max(200);
const read = z.union([z.literal('text'), z.string().regex(/^[a-z][a-z0-9-]{0,60}$/)]);
const text = z.string().min(1).max(200);

const pattern = z
  .string()
  .min(1)
  .max(RECIPE_PATTERN_CHARS)
  .refine(isSafePattern, 'the pattern is not valid, or a repeat inside a repeat could make it run for ever');

export const transformSchema = z.discriminatedUnion('do', [
  /** Keeps the first group of the pattern (the whole match without a group); nothing when it does not match. */
  z.strictObject({ do: z.literal('match'), pattern }),
  /** Every match of the pattern is replaced by plain text. */
  z.strictObject({ do: z.literal('replace'), pattern, with: z.string().max(200) }),
  z.strictObject({ do: z.literal('prefix'), text }),
  z.strictObject({ do: z.literal('suffix'), text }),
  /** Cuts a text from the start, or from the end. */
  z.strictObject({ do: z.literal('strip'), text }),
  /** Splits at a plain text and keeps one part; a negative index counts from the end. */
  z.strictObject({ do: z.literal('part'), by: text, index: z.int().min(-20).max(20) }),
  z.strictObject({ do: z.literal('lower') }),
  z.strictObject({ do: z.literal('upper') }),
]);

const transforms = z.array(transformSchema).max(RECIPE_TRANSFORMS).optional();

/** State that a page embeds for its own scripts: JSON in a script element, or assigned to a variable in one. */
const state = {
  /** Selects the script element, such as `script#__NEXT_DATA__`. */
  script: selector,
  /** The JSON follows `<variable> =` in the script's text, such as `window.__APOLLO_STATE__`. */
  variable: z.string().regex(/^[A-Za-z_$][\w$.]{0,80}$/).optional(),
};

/** Where a value may stand. Text is always trimmed and its white space folded. */
export const sourceSchema = z.discriminatedUnion('from', [
  z.strictObject({
    from: z.literal('element'),
    /** In a list it is looked for inside the record; `:scope` is the record itself. */
    selector,
    /** `text`, or the name of an attribute; `href` and `src` become whole addresses. */
    read,
    /** Every element, not only the first one that has a value. */
    all: z.boolean().optional(),
    transforms,
  }),
  z.strictObject({ from: z.literal('meta'), name: z.string().min(1).max(100), transforms }),
  /** A path such as `$.mainEntity.name` into the first JSON-LD thing of the type (or any). */
  z.strictObject({ from: z.literal('jsonld'), type: z.string().min(1).max(60).optional(), path: jsonPath, transforms }),
  z.strictObject({ from: z.literal('state'), ...state, path: jsonPath, transforms }),
  /** A variable of the address pattern. */
  z.strictObject({ from: z.literal('url'), variable: z.string().regex(/^[a-z][A-Za-z0-9]{0,30}$/), transforms }),
  /** Lists whose rows are JSON: a path into the row. */
  z.strictObject({ from: z.literal('item'), path: jsonPath, transforms }),
]);
export type RecipeSource = z.infer<typeof sourceSchema>;

const urlPattern = z.string().max(300).refine((value) => parseUrlPattern(value) !== null, 'not an address pattern such as https://example.com/people/:slug');

export const pageMatchSchema = z.strictObject({
  /** `https://github.com/:login`; `:name` is one path part or host part, a final `*` is the rest; see domain/recipe/url-pattern.ts. */
  url: urlPattern,
  /** Words that a variable must not be: reserved paths of the site. */
  not: z.record(z.string().max(40), z.array(z.string().max(60)).max(200)).optional(),
});

/** What the selectors of a recipe were held against. */
const proofSchema = z.strictObject({
  /** True only when they were tried on a saved page of the site, or read in the site's own published source. */
  verified: z.boolean(),
  /** Which page or source, and of when. */
  source: z.string().max(300).optional(),
  /** What is taken for granted where nothing could be looked at. */
  assumes: z.string().max(500).optional(),
});

const shared = {
  format: z.literal(1),
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/).max(60),
  /** Counts up with every change of the recipe. */
  version: z.int().min(1).max(100_000),
  name: z.string().min(1).max(80),
  lead: z.enum(['person', 'company']),
  match: z.array(pageMatchSchema).min(1).max(20),
  /** Selectors that must all be on the page, or the recipe does not apply. */
  guards: z.array(selector).max(10),
  /** Of several recipes for one address the highest goes first; built-in ones have 0, a person's own 100. */
  priority: z.int().min(-1_000).max(1_000),
  proof: proofSchema,
};

export const singleRecipeSchema = z.strictObject({
  ...shared,
  kind: z.literal('single'),
  /** Best source first: the first one that gives a value wins. */
  fields: z.partialRecord(z.enum(FIELD_KEYS), z.array(sourceSchema).min(1).max(RECIPE_SOURCES)),
  required: z.array(z.enum(FIELD_KEYS)).max(20),
});
export type SingleRecipe = z.infer<typeof singleRecipeSchema>;

/** Where the rows of a list stand; the first that gives rows wins. */
export const rowsSchema = z.discriminatedUnion('from', [
  z.strictObject({
    from: z.literal('elements'),
    container: selector.optional(),
    record: selector,
    /** The record has no element of its own: it goes on over the following siblings up to the next match. */
    span: z.boolean().optional(),
  }),
  z.strictObject({ from: z.literal('jsonld'), type: z.string().min(1).max(60).optional(), path: jsonPath }),
  z.strictObject({ from: z.literal('state'), ...state, path: jsonPath }),
]);
export type RecipeRows = z.infer<typeof rowsSchema>;

export const recipeColumnSchema = z.strictObject({
  key: z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,40}$/),
  name: z.string().min(1).max(80),
  type: z.enum(COLUMN_TYPES),
  field: z.enum(FIELD_KEYS).nullable(),
  sources: z.array(sourceSchema).min(1).max(RECIPE_SOURCES),
});

/** How the list goes on. Without one, the reader looks for it by itself. */
export const paginationSchema = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('link'), selector }),
  z.strictObject({ by: z.literal('button'), selector }),
  z.strictObject({ by: z.literal('more'), selector }),
  z.strictObject({ by: z.literal('scroll'), selector: selector.optional() }),
  /** The address counts: `?page=2`, `offset=20`. `pad` is the least number of digits. */
  z.strictObject({ by: z.literal('address'), param: z.string().min(1).max(60), start: z.int().min(0).max(1_000_000), step: z.int().min(1).max(10_000), pad: z.int().min(1).max(10).optional() }),
]);

export const listRecipeSchema = z.strictObject({
  ...shared,
  kind: z.literal('list'),
  rows: z.array(rowsSchema).min(1).max(6),
  columns: z.array(recipeColumnSchema).min(1).max(LIST_COLUMNS),
  next: paginationSchema.optional(),
  /** The column whose address leads to a page of the row's own, to be read with its single recipe when asked. */
  detail: z.strictObject({ column: z.string().max(41) }).optional(),
  /** Health: how many rows a full page has, and the columns that every row is promised to have. */
  expect: z.strictObject({ minRows: z.int().min(0).max(10_000), maxRows: z.int().min(1).max(10_000) }),
  required: z.array(z.string().max(41)).max(20),
});
export type ListRecipe = z.infer<typeof listRecipeSchema>;

export const recipeSchema = z.discriminatedUnion('kind', [singleRecipeSchema, listRecipeSchema]);
export type Recipe = z.infer<typeof recipeSchema>;
export type Transform = z.infer<typeof transformSchema>;
