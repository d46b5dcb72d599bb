import type { Recipe, SingleRecipe } from '../contracts/recipe.ts';
import type { ReaderOptions } from './reader/index.ts';
import type { ListsOptions } from './reader/lists/index.ts';

const RECIPES = 5;

/** What the injected reader is called with. Plain data: it crosses into the page as JSON. */
export function readerOptions(recipes: readonly Recipe[] = []): ReaderOptions {
  return {
    recipes: recipes.filter((recipe): recipe is SingleRecipe => recipe.kind === 'single').slice(0, RECIPES).map(({ id, guards, fields }) => ({
      id,
      guards,
      fields: Object.entries(fields).map(([field, sources]) => ({ field, sources: sources ?? [] })),
    })),
  };
}

/** What the injected list detector is called with: all lists of the page are wanted. */
export const listsOptions = (): ListsOptions => ({});
