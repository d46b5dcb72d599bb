/** Reads recipes out of a file: Kiln's own, a sitemap of webscraper.io, or a template of Obsidian Web Clipper. */
import { checkRecipe } from '../../contracts/recipe-check.ts';
import { problemWords } from '../../contracts/recipe-commands.ts';
import type { ImportReport } from '../../contracts/recipe-library.ts';
import type { Recipe } from '../../contracts/recipe.ts';
import { importTemplate } from './clipper.ts';
import { importSitemap } from './webscraper.ts';
import type { Imported } from './words.ts';

/** Recipes that one file may bring. */
const RECIPES = 500;

export type ReadFile = (Imported & { readonly format: ImportReport['format'] }) | { readonly error: string };

/** @param text the file, whatever it holds */
export function readRecipeFile(text: string): ReadFile {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { error: 'This is not JSON. Nothing was imported.' };
  }
  const first = Array.isArray(value) ? (value as unknown[])[0] : value;
  if (has(first, 'selectors') && has(first, 'startUrl')) return foreign('webscraper', value, importSitemap);
  if (has(first, 'properties') && (has(first, 'triggers') || has(first, 'noteContentFormat') || has(first, 'schemaVersion'))) return foreign('clipper', value, importTemplate);
  const own = has(value, 'recipes') ? (value as { recipes: unknown }).recipes : value;
  if (Array.isArray(own) ? own.some((one) => has(one, 'match')) : has(own, 'match')) return { format: 'kiln', ...kilnRecipes(Array.isArray(own) ? (own as unknown[]) : [own]) };
  return { error: 'This file holds no recipes of Kiln, no sitemap of webscraper.io and no template of Obsidian Web Clipper. Nothing was imported.' };
}

const has = (value: unknown, key: string): boolean => typeof value === 'object' && value !== null && Object.hasOwn(value, key);

function foreign(format: 'webscraper' | 'clipper', value: unknown, read: (one: unknown) => Imported | null): ReadFile {
  const all = (Array.isArray(value) ? (value as unknown[]) : [value]).slice(0, RECIPES).map((one) => ({ one, found: read(one) }));
  const made = { format, recipes: [] as Recipe[], warnings: [] as string[], skipped: [] as { name: string; why: string }[] };
  for (const { one, found } of all) {
    if (!found) made.skipped.push({ name: nameOf(one), why: 'it could not be read' });
    made.warnings.push(...(found?.warnings ?? []));
    made.skipped.push(...(found?.skipped ?? []));
    // What the importers make passes the same check as everything else, or it is not taken.
    for (const recipe of found?.recipes ?? []) {
      const checked = checkRecipe(recipe);
      if (checked.ok) made.recipes.push(checked.recipe);
      else made.skipped.push({ name: recipe.name, why: problemWords(checked.problems) });
    }
  }
  return made;
}

function kilnRecipes(values: readonly unknown[]): Imported {
  const recipes: Recipe[] = [];
  const skipped: { name: string; why: string }[] = [];
  for (const value of values.slice(0, RECIPES)) {
    const checked = checkRecipe(value);
    if (checked.ok) recipes.push(checked.recipe);
    else skipped.push({ name: nameOf(value), why: problemWords(checked.problems) });
  }
  if (values.length > RECIPES) skipped.push({ name: `${values.length - RECIPES} more`, why: `a file may bring ${RECIPES}` });
  return { recipes, warnings: [], skipped };
}

function nameOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return 'Something else';
  const { name, id, _id } = value as Record<string, unknown>;
  return [name, id, _id].find((one): one is string => typeof one === 'string' && one !== '')?.slice(0, 80) ?? 'Without a name';
}
