import { z } from 'zod';
import { RECIPE_CHARS, RECIPE_FILE_CHARS, RECIPES_OWN } from '../core/limits.ts';
import type { RecipeProblem } from './recipe-check.ts';
import type { ImportReport, RecipeSummary, RecipeTest } from './recipe-library.ts';

const recipeId = z.string().max(60).regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
const tabId = z.int().min(0);

/** Recipes: those of the house and the person's own. */
export const RECIPE_COMMANDS = {
  'recipe.list': z.strictObject({}),
  /** The recipe as JSON text, to read or to change. */
  'recipe.get': z.strictObject({ id: recipeId }),
  /** Adds or changes a recipe of the person's own; one with the id of a built-in one takes its place. `isNew` never overwrites: another id is made. */
  'recipe.save': z.strictObject({ recipe: z.union([z.string().max(RECIPE_CHARS), z.record(z.string(), z.unknown())]), isNew: z.boolean().optional(), from: z.enum(['edit', 'picker', 'repair']).optional() }),
  'recipe.duplicate': z.strictObject({ id: recipeId }),
  'recipe.remove': z.strictObject({ id: recipeId }),
  /** Brings a removed one back. */
  'recipe.restore': z.strictObject({ id: recipeId }),
  /** Gives up the person's changes to a built-in one. */
  'recipe.reset': z.strictObject({ id: recipeId }),
  'recipe.setPriority': z.strictObject({ id: recipeId, priority: z.int().min(-1_000).max(1_000) }),
  'recipe.setEnabled': z.strictObject({ id: recipeId, isEnabled: z.boolean() }),
  /** Recipes of Kiln, a sitemap of webscraper.io, or a template of Obsidian Web Clipper. */
  'recipe.import': z.strictObject({ text: z.string().max(RECIPE_FILE_CHARS) }),
  /** Without ids: all of the person's own. */
  'recipe.export': z.strictObject({ ids: z.array(recipeId).max(RECIPES_OWN).optional() }),
  /** Reads an open tab with this recipe alone; nothing is saved. With a text, as it would be saved. */
  'recipe.test': z.strictObject({ tabId, id: recipeId.optional(), text: z.string().max(RECIPE_CHARS).optional() }),
  /** Puts a place that was proposed into the recipe, before its old ones. */
  'recipe.repair': z.strictObject({ id: recipeId, key: z.string().min(1).max(41), selector: z.string().min(1).max(500), read: z.string().regex(/^[a-z][a-z0-9-]{0,60}$/) }),
} as const;

export interface RecipeOutputs {
  'recipe.list': RecipeSummary[];
  'recipe.get': { json: string };
  'recipe.save': { id: string; outcome: 'added' | 'changed' };
  'recipe.duplicate': { id: string };
  'recipe.remove': null;
  'recipe.restore': null;
  /** What was given up, to save it again. */
  'recipe.reset': { json: string };
  'recipe.setPriority': null;
  'recipe.setEnabled': null;
  'recipe.import': ImportReport;
  'recipe.export': { fileId: string; name: string; rows: number };
  'recipe.test': RecipeTest;
  'recipe.repair': { id: string };
}

/** The first problems of a recipe as one sentence. */
export const problemWords = (problems: readonly RecipeProblem[]): string =>
  problems.slice(0, 3).map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('; ');
