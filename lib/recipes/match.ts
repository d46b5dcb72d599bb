import type { Recipe } from '../contracts/recipe.ts';
import { matchUrlPattern, parseUrlPattern } from '../domain/recipe/url-pattern.ts';

/** Recipes whose address pattern fits, in order; the reader uses the first one whose guards are on the page. */
export function recipesFor(url: string, recipes: readonly Recipe[]): Recipe[] {
  return recipes.filter((recipe) =>
    recipe.match.some((match) => {
      const pattern = parseUrlPattern(match.url);
      const variables = pattern && matchUrlPattern(pattern, url);
      return variables !== null && !Object.entries(match.not ?? {}).some(([name, words]) => words.includes((variables.get(name) ?? '').toLowerCase()));
    }),
  );
}
