import type { RecipeHealthRow, RecipeRow } from '../contracts/recipe-library.ts';
import { RECIPES_OWN } from '../core/limits.ts';
import type { KilnDatabase } from './database.ts';

/** The person's own recipes, what was said about built-in ones, and how all of them fare. */
export function createRecipeStore(db: KilnDatabase) {
  return {
    list: () => db.recipes.toArray(),
    get: (id: string) => db.recipes.get(id),
    /** Stores rows as one step; false when there would be too many. */
    putAll: (rows: readonly RecipeRow[]): Promise<boolean> =>
      db.transaction('rw', db.recipes, async () => {
        const known = new Set(await db.recipes.toCollection().primaryKeys());
        const added = rows.filter((row) => !known.has(row.id)).length;
        if (known.size + added > RECIPES_OWN) return false;
        await db.recipes.bulkPut([...rows]);
        return true;
      }),
    /** Changes one row, made from what is there now; false when `make` gives none. */
    change: (id: string, make: (row: RecipeRow | undefined) => RecipeRow | null): Promise<boolean> =>
      db.transaction('rw', db.recipes, async () => {
        const row = make(await db.recipes.get(id));
        if (row) await db.recipes.put(row);
        return row !== null;
      }),
    health: {
      list: () => db.recipeHealth.toArray(),
      get: (id: string) => db.recipeHealth.get(id),
      change: (id: string, make: (row: RecipeHealthRow | undefined) => RecipeHealthRow): Promise<void> =>
        db.transaction('rw', db.recipeHealth, async () => {
          await db.recipeHealth.put(make(await db.recipeHealth.get(id)));
        }),
      remove: (id: string) => db.recipeHealth.delete(id),
    },
  };
}
