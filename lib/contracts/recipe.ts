/**
 * Recipes: data that says how to read one kind of page. The same schema checks built-in and user-made ones.
 * Format 1 knows `single` pages; a list recipe will be another member of the union with its own `rows`.
 */
import { z } from 'zod';
import { RECIPE_PATTERN_CHARS, RECIPE_SOURCES, RECIPE_TRANSFORMS } from '../core/limits.ts';
import { FIELD_KEYS } from '../domain/lead/fields.ts';
import { isSafePattern } from '../domain/recipe/transform.ts';
import { parseUrlPattern } from '../domain/recipe/url-pattern.ts';

const selector = z.string().min(1).max(500);

const pattern = z
  .string()
  .min(1)
  .max(RECIPE_PATTERN_CHARS)
  .refine(isSafePattern, 'the pattern is not valid, or a repeat inside a repeat could make it run for ever');

export const transformSchema = z.discriminatedUnion('do', [
  /** Keeps the first group of the pattern (the whole match without a group); nothing when it does not match. */
  z.strictObject({ do: z.literal('match'), pattern }),
  z.strictObject({ do: z.literal('prefix'), text: z.string().min(1).max(200) }),
  /** Cuts a text from the start, or from the end. */
  z.strictObject({ do: z.literal('strip'), text: z.string().min(1).max(200) }),
  z.strictObject({ do: z.literal('lower') }),
]);

const transforms = z.array(transformSchema).max(RECIPE_TRANSFORMS).optional();

/** Where a value may stand. Text is always trimmed and its white space folded. */
export const sourceSchema = z.discriminatedUnion('from', [
  z.strictObject({
    from: z.literal('element'),
    selector,
    /** `text`, or the name of an attribute; `href` and `src` become whole addresses. */
    read: z.union([z.literal('text'), z.string().regex(/^[a-z][a-z0-9-]{0,60}$/)]),
    /** Every element, not only the first one that has a value. */
    all: z.boolean().optional(),
    transforms,
  }),
  z.strictObject({ from: z.literal('meta'), name: z.string().min(1).max(100), transforms }),
  /** A path such as `$.mainEntity.name` into the first JSON-LD thing of the type (or any). */
  z.strictObject({ from: z.literal('jsonld'), type: z.string().min(1).max(60).optional(), path: z.string().regex(/^\$(\.[A-Za-z0-9_@-]+|\[\d{1,3}\])*$/).max(200), transforms }),
  /** A variable of the address pattern. */
  z.strictObject({ from: z.literal('url'), variable: z.string().regex(/^[a-z][A-Za-z0-9]{0,30}$/), transforms }),
]);
export type RecipeSource = z.infer<typeof sourceSchema>;

const urlPattern = z.string().max(300).refine((text) => parseUrlPattern(text) !== null, 'not an address pattern such as https://example.com/people/:slug');

export const pageMatchSchema = z.strictObject({
  /** `https://github.com/:login`; `:name` is one path part or host part, a final `*` is the rest. */
  url: urlPattern,
  /** Words that a variable must not be: reserved paths of the site. */
  not: z.record(z.string().max(40), z.array(z.string().max(60)).max(200)).optional(),
});

const shared = {
  format: z.literal(1),
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/).max(60),
  name: z.string().min(1).max(80),
  lead: z.enum(['person', 'company']),
  match: z.array(pageMatchSchema).min(1).max(20),
  /** Selectors that must all be on the page, or the recipe does not apply. */
  guards: z.array(selector).max(10),
};

export const singleRecipeSchema = z.strictObject({
  ...shared,
  kind: z.literal('single'),
  /** Best source first: the first one that gives a value wins. */
  fields: z.partialRecord(z.enum(FIELD_KEYS), z.array(sourceSchema).min(1).max(RECIPE_SOURCES)),
  required: z.array(z.enum(FIELD_KEYS)).max(20),
});

export const recipeSchema = z.discriminatedUnion('kind', [singleRecipeSchema]);
export type Recipe = z.infer<typeof recipeSchema>;
export type Transform = z.infer<typeof transformSchema>;
