/** The built-in recipes for a program that Node runs without a bundler. */
import { readdirSync } from 'node:fs';
import { recipeSchema, type Recipe } from '../../../lib/contracts/recipe.ts';
import { recipesFor } from '../../../lib/recipes/match.ts';

const SITES = new URL('../../../lib/recipes/sites/', import.meta.url);

/** @throws when a recipe does not pass its schema */
export async function loadRecipes(): Promise<(url: string) => Recipe[]> {
  const recipes: Recipe[] = [];
  for (const file of readdirSync(SITES).filter((name) => name.endsWith('.ts')).sort()) {
    const module = (await import(new URL(file, SITES).href)) as { default: unknown };
    recipes.push(recipeSchema.parse(module.default));
  }
  return (url) => recipesFor(url, recipes);
}
