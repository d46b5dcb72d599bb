import type { Recipe } from '../contracts/recipe.ts';
import { recipesFor } from './match.ts';

/**
 * Built-in recipes: one file per recipe in `sites/`, found by the folder. The name of the file is the recipe's id for ever.
 * Each is plain data and passes the same schema as a user's own: the conformance battery holds every file against it, so
 * that the worker need not do so each time it wakes.
 */
const files = import.meta.glob<{ default: Recipe }>('./sites/*.ts', { eager: true });

export const RECIPES: readonly Recipe[] = Object.keys(files)
  .sort()
  .flatMap((path) => files[path]?.default ?? []);

/** Recipes for an address; the built-in ones unless others are given. */
export const matchRecipes = (url: string, recipes: readonly Recipe[] = RECIPES): Recipe[] => recipesFor(url, recipes);
