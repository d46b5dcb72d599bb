import { recipeSchema, type Recipe } from '../contracts/recipe.ts';
import { matchUrlPattern, parseUrlPattern } from '../domain/recipe/url-pattern.ts';

/**
 * Built-in recipes: one file per recipe in `sites/`, found by the folder. The name of the file is the recipe's id for ever.
 * Each is plain data and passes the same schema as a user's own.
 */
const files = import.meta.glob<{ default: unknown }>('./sites/*.ts', { eager: true });

export const RECIPES: readonly Recipe[] = Object.keys(files)
  .sort()
  .map((path) => recipeSchema.parse(files[path]?.default));

/** Recipes whose address pattern fits, in order; the reader uses the first one whose guards are on the page. */
export function matchRecipes(url: string, recipes: readonly Recipe[] = RECIPES): Recipe[] {
  return recipes.filter((recipe) =>
    recipe.match.some((match) => {
      const pattern = parseUrlPattern(match.url);
      const variables = pattern && matchUrlPattern(pattern, url);
      return variables !== null && !Object.entries(match.not ?? {}).some(([name, words]) => words.includes((variables.get(name) ?? '').toLowerCase()));
    }),
  );
}

/** The first recipe for an address. Two recipes may share one address form; `matchRecipes` knows them all. */
export const matchRecipe = (url: string): Recipe | undefined => matchRecipes(url)[0];
