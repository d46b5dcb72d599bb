import { RECIPES_PER_PAGE } from '../core/limits.ts';
import type { ListRecipe, Recipe, SingleRecipe } from '../contracts/recipe.ts';
import { applyTransforms } from '../domain/recipe/transform.ts';
import type { ReaderOptions } from './reader/index.ts';
import type { ReaderListRecipe, ReaderSource } from './reader/list-recipe.ts';
import { recipeVariables } from './recipe-values.ts';

/** What the injected reader is called with. Plain data: it crosses into the page as JSON. */
export function readerOptions(recipes: readonly Recipe[] = []): ReaderOptions {
  return {
    recipes: recipes.filter((recipe): recipe is SingleRecipe => recipe.kind === 'single').slice(0, RECIPES_PER_PAGE).map(({ id, guards, fields }) => ({
      id,
      guards,
      fields: Object.entries(fields).map(([field, sources]) => ({ field, sources: sources ?? [] })),
    })),
  };
}

/** What the injected reader of lists is called with, for the page at `url`. */
export function listsOptions(recipes: readonly Recipe[], url: string): { readonly recipes: readonly ReaderListRecipe[] } {
  return { recipes: recipes.filter((recipe): recipe is ListRecipe => recipe.kind === 'list').slice(0, RECIPES_PER_PAGE).map((recipe) => readerListRecipe(recipe, url)) };
}

/** The part of a list recipe that the page is asked about; what its address says is filled in. */
export function readerListRecipe(recipe: ListRecipe, url: string): ReaderListRecipe {
  const { id, guards, rows, next } = recipe;
  const variables = recipeVariables(recipe, url);
  const identity = identityColumn(recipe);
  const given = (source: ListRecipe['columns'][number]['sources'][number]): ReaderSource =>
    source.from === 'url' ? { from: 'given', value: applyTransforms(variables?.get(source.variable) ?? '', source.transforms) ?? '' } : source;
  return {
    id, guards, rows,
    columns: recipe.columns.map(({ key, name, type, sources }) => ({ key, name, type, sources: sources.map(given) })),
    ...(next ? { next } : {}),
    ...(identity === undefined ? {} : { identity }),
  };
}

/** The record's own page, else a profile of it, else its first address that is not the site of an employer. */
function identityColumn({ columns, detail, lead }: ListRecipe): string | undefined {
  const urls = columns.filter((column) => column.type === 'url');
  return (
    detail?.column ??
    urls.find(({ field }) => field === 'profileUrl')?.key ??
    urls.find(({ field }) => field !== null && /^(?:linkedin|github|x)Url$/.test(field))?.key ??
    urls.find(({ field }) => lead === 'company' || field !== 'website')?.key
  );
}
