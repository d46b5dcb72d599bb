import { CAPTURE_CANDIDATES } from '../../core/limits.ts';
import type { RawCapture } from '../../contracts/raw-capture.ts';
import type { RecipeSource } from '../../contracts/recipe.ts';
import type { Evidence } from './evidence.ts';
import type { RecipePage } from './recipe-page.ts';

/** The part of a recipe that the page is asked about; its transforms stay outside. */
export interface ReaderRecipe {
  readonly id: string;
  readonly guards: readonly string[];
  readonly fields: readonly { readonly field: string; readonly sources: readonly RecipeSource[] }[];
}
type RawRecipe = NonNullable<RawCapture['recipe']>;

/** Reads by the first recipe whose guards are all on the page; says which one was tried last when none is. */
export function readRecipes(page: RecipePage, recipes: readonly ReaderRecipe[], evidence: Evidence): RawRecipe | undefined {
  const fitting = recipes.find((recipe) => recipe.guards.every((guard) => page.isThere(guard)));
  if (fitting) return readRecipe(page, fitting, evidence);
  const last = recipes.at(-1);
  return last ? { id: last.id.slice(0, 120), applies: false, values: [] } : undefined;
}

/** Asks the page for every source of a recipe. */
function readRecipe(page: RecipePage, recipe: ReaderRecipe, evidence: Evidence): RawRecipe {
  const values: RawRecipe['values'] = [];
  for (const { field, sources } of recipe.fields) {
    for (const [index, source] of sources.entries()) {
      for (const { value, element, path } of page.valuesOf(source, { elements: page.doc })) {
        if (values.length < CAPTURE_CANDIDATES) values.push({ field, source: index, value, ...(path === undefined ? evidence.place(element) : { path }) });
      }
    }
  }
  return { id: recipe.id.slice(0, 120), applies: true, values };
}
