import { checkRecipe, checkRecipeText, type RecipeProblem } from '../contracts/recipe-check.ts';
import type { ImportReport, RecipeOrigin, RecipeRow, RecipeSummary } from '../contracts/recipe-library.ts';
import type { Recipe, RecipeSource } from '../contracts/recipe.ts';
import { RECIPE_SOURCES } from '../core/limits.ts';
import { err, ok, type Result } from '../core/result.ts';
import { readRecipeFile } from '../recipes/import/index.ts';
import { activeRecipes, mergeLibrary, summaryOf, type RecipeEntry } from '../recipes/library.ts';
import { matchRecipes, RECIPES } from '../recipes/registry.ts';
import { freeId } from '../recipes/slug.ts';
import type { Deps } from './deps.ts';
import { keepFile } from './export-file.ts';

type RecipeDeps = Pick<Deps, 'store' | 'now' | 'newId'>;
type ReadDeps = Pick<Deps, 'store'>;

/** All recipes in the order in which they are tried, the removed and the broken ones included. */
export const library = async (deps: ReadDeps): Promise<RecipeEntry[]> => mergeLibrary(RECIPES, await deps.store.recipes.list());
export const listRecipes = async (deps: ReadDeps): Promise<RecipeSummary[]> => (await library(deps)).map(summaryOf);

/** Recipes for a page, the person's own before the built-in ones, highest priority first. */
export const recipesForPage = async (deps: ReadDeps, url: string): Promise<Recipe[]> => matchRecipes(url, activeRecipes(await library(deps)));

export const findRecipe = async (deps: ReadDeps, id: string): Promise<RecipeEntry | undefined> => (await library(deps)).find((entry) => entry.id === id);

/** The recipe as text; a broken one as it was stored, so that it can be mended. */
export async function recipeText(deps: ReadDeps, id: string): Promise<string | null> {
  const entry = await findRecipe(deps, id);
  return entry ? JSON.stringify(entry.recipe ?? entry.row?.recipe ?? null, null, 2) : null;
}

export type SaveRefusal = { readonly kind: 'invalid'; readonly problems: readonly RecipeProblem[] } | { readonly kind: 'full' };

/** Stores a recipe of the person's own. @param isNew another id is made when this one is taken */
export async function saveRecipe(deps: RecipeDeps, given: string | object, { from, isNew = false }: { readonly from: RecipeOrigin; readonly isNew?: boolean }): Promise<Result<{ id: string; outcome: 'added' | 'changed' }, SaveRefusal>> {
  const checked = typeof given === 'string' ? checkRecipeText(given) : checkRecipe(given);
  if (!checked.ok) return err({ kind: 'invalid', problems: checked.problems });
  const entries = await library(deps);
  const id = isNew ? freeId(checked.recipe.id, (wanted) => entries.some((entry) => entry.id === wanted)) : checked.recipe.id;
  const known = entries.find((entry) => entry.id === id);
  const recipe: Recipe = { ...checked.recipe, id };
  const { removedAt: _removed, ...kept } = known?.row ?? { isEnabled: true };
  const isStored = await deps.store.recipes.putAll([{ ...kept, id, recipe, from, updatedAt: deps.now() }]);
  if (!isStored) return err({ kind: 'full' });
  await deps.store.recipes.health.remove(id); // what was noticed was about the recipe as it was
  return ok({ id, outcome: known ? 'changed' : 'added' });
}

/** A copy under a new id; null when there is nothing to copy. */
export async function duplicateRecipe(deps: RecipeDeps, id: string): Promise<Result<{ id: string }, SaveRefusal> | null> {
  const entry = await findRecipe(deps, id);
  if (!entry?.recipe) return null;
  const copy = { ...entry.recipe, id: freeId(`${id}-copy`, () => false), name: `${entry.recipe.name.slice(0, 73)} (copy)`, version: 1, priority: 0 };
  const saved = await saveRecipe(deps, copy, { from: 'copy', isNew: true });
  return saved.ok ? ok({ id: saved.value.id }) : saved;
}

type Change = Partial<Pick<RecipeRow, 'isEnabled' | 'priority'>>;

/** Notes what the person said about a recipe, built-in or own. False when there is none. */
export async function changeRecipe(deps: RecipeDeps, id: string, change: Change): Promise<boolean> {
  if (!(await findRecipe(deps, id))) return false;
  return deps.store.recipes.change(id, (row) => ({ isEnabled: true, ...row, id, ...change, updatedAt: deps.now() }));
}

/** Leaves a tombstone; the recipe itself stays in it, to be brought back. */
export async function removeRecipe(deps: RecipeDeps, id: string): Promise<boolean> {
  const entry = await findRecipe(deps, id);
  if (!entry || entry.isRemoved) return false;
  return deps.store.recipes.change(id, (row) => ({ isEnabled: true, ...row, id, removedAt: deps.now(), updatedAt: deps.now() }));
}

export async function restoreRecipe(deps: RecipeDeps, id: string): Promise<boolean> {
  return deps.store.recipes.change(id, (row) => {
    if (row?.removedAt === undefined) return null;
    const { removedAt: _removed, ...kept } = row;
    return { ...kept, updatedAt: deps.now() };
  });
}

/** The built-in recipe as it came; gives back what was given up. Null when it was not changed. */
export async function resetRecipe(deps: RecipeDeps, id: string): Promise<string | null> {
  const entry = await findRecipe(deps, id);
  if (entry?.origin !== 'edited') return null;
  await deps.store.recipes.change(id, (row) => {
    if (!row) return null;
    const { recipe: _recipe, from: _from, ...kept } = row;
    return { ...kept, updatedAt: deps.now() };
  });
  await deps.store.recipes.health.remove(id);
  return JSON.stringify(entry.recipe ?? entry.row?.recipe ?? null, null, 2);
}

/** Takes the recipes of a file. One that was removed stays so; one that is there in another wording comes beside it, unless it is newer. */
export async function importRecipes(deps: RecipeDeps, text: string): Promise<Result<ImportReport, string>> {
  const read = readRecipeFile(text);
  if ('error' in read) return err(read.error);
  const entries = new Map((await library(deps)).map((entry) => [entry.id, entry]));
  const report = { format: read.format, warnings: [...read.warnings], skipped: [...read.skipped], added: [] as { id: string; name: string }[], changed: [] as { id: string; name: string }[] };
  const rows = new Map<string, RecipeRow>();
  for (const recipe of read.recipes) {
    const known = entries.get(recipe.id);
    const isForeign = read.format !== 'kiln';
    if (!isForeign && known?.isRemoved) {
      report.skipped.push({ name: recipe.name, why: 'it was removed here; bring it back in the list of removed ones' });
      continue;
    }
    if (!isForeign && known && same(known.recipe, recipe)) {
      report.skipped.push({ name: recipe.name, why: 'it is there already' });
      continue;
    }
    const replaces = !isForeign && known !== undefined && recipe.version > (known.recipe?.version ?? 0) && !rows.has(recipe.id);
    const id = replaces || (!known && !rows.has(recipe.id)) ? recipe.id : freeId(recipe.id, (wanted) => entries.has(wanted) || rows.has(wanted));
    rows.set(id, { isEnabled: true, ...(replaces ? known.row : {}), id, recipe: { ...recipe, id }, from: 'import', updatedAt: deps.now() });
    report[replaces ? 'changed' : 'added'].push({ id, name: recipe.name });
  }
  if (!(await deps.store.recipes.putAll([...rows.values()]))) return err('There are too many recipes. Nothing was imported.');
  return ok(report);
}

/** The same but for the priority, which is the person's. */
const same = (a: Recipe | null, b: Recipe): boolean => a !== null && JSON.stringify({ ...a, priority: 0 }) === JSON.stringify({ ...b, priority: 0 });

/** A file of recipes, kept as a row that the page saves. Null when there is nothing to export. */
export async function exportRecipes(deps: RecipeDeps, ids?: readonly string[]): Promise<{ fileId: string; name: string; rows: number } | null> {
  const entries = (await library(deps)).filter((entry) => !entry.isRemoved && (ids ? ids.includes(entry.id) : entry.origin !== 'built-in'));
  const recipes = entries.flatMap((entry) => entry.recipe ?? []);
  if (recipes.length === 0) return null;
  const name = recipes.length === 1 ? `${recipes[0]?.id ?? 'recipe'}.kiln-recipe.json` : 'kiln-recipes.json';
  return keepFile(deps, name, 'application/json', `${JSON.stringify({ kiln: 'recipes', format: 1, recipes }, null, 2)}\n`, recipes.length);
}

/** Puts a place before the old ones of a field or column and stores the recipe as the person's own. */
export async function repairRecipe(deps: RecipeDeps, id: string, place: { readonly key: string; readonly selector: string; readonly read: string }): Promise<Result<{ id: string }, SaveRefusal> | null> {
  const entry = await findRecipe(deps, id);
  const recipe = entry?.recipe && withPlace(entry.recipe, place);
  if (!recipe) return null;
  const saved = await saveRecipe(deps, { ...recipe, version: recipe.version + 1 }, { from: 'repair' });
  return saved.ok ? ok({ id: saved.value.id }) : saved;
}

function withPlace(recipe: Recipe, { key, selector, read }: { readonly key: string; readonly selector: string; readonly read: string }): Recipe | null {
  const renew = (sources: readonly RecipeSource[]): RecipeSource[] => {
    const old = sources.find((source) => source.from === 'element');
    const made: RecipeSource = { from: 'element', selector, read, ...(old?.transforms ? { transforms: old.transforms } : {}) };
    return [made, ...sources].slice(0, RECIPE_SOURCES);
  };
  if (recipe.kind === 'list') {
    if (!recipe.columns.some((column) => column.key === key)) return null;
    return { ...recipe, columns: recipe.columns.map((column) => (column.key === key ? { ...column, sources: renew(column.sources) } : column)) };
  }
  const field = (Object.keys(recipe.fields) as (keyof typeof recipe.fields)[]).find((name) => name === key);
  return field === undefined ? null : { ...recipe, fields: { ...recipe.fields, [field]: renew(recipe.fields[field] ?? []) } };
}
