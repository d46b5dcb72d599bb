import { useLiveQuery } from 'dexie-react-hooks';
import { useMemo } from 'react';
import type { CommandError } from '../contracts/commands.ts';
import { database } from '../storage/open.ts';
import { openPages, recipeCards, type OpenPage, type RecipeCard } from './recipes.ts';
import { useAnswer } from './use-commands.ts';

export interface Recipes {
  readonly cards: readonly RecipeCard[];
  readonly loading: boolean;
  readonly error?: CommandError;
  readonly again: () => void;
}

/** All recipes with their health; asked anew whenever one of them changes. */
export function useRecipes(): Recipes {
  const revision = useLiveQuery(async () => (await database.recipes.toArray()).map((row) => `${row.id} ${row.updatedAt}`).join(), []);
  const health = useLiveQuery(() => database.recipeHealth.toArray(), []);
  const { value, error, loading, again } = useAnswer('recipe.list', revision === undefined ? null : {}, revision ?? '');
  return useMemo(() => ({ cards: recipeCards(value ?? [], health ?? []), loading: value === undefined && (loading || revision === undefined), again, ...(error ? { error } : {}) }), [value, health, error, loading, again, revision]);
}

/** Tabs that a recipe can be tried on. */
export const useOpenPages = (): readonly OpenPage[] | undefined => useLiveQuery(async () => openPages(await database.captures.toArray()), []);
