import { rawListsSchema, type RawList } from '../contracts/raw-list.ts';
import type { ListRecipe, Recipe } from '../contracts/recipe.ts';
import { err, ok, type Result } from '../core/result.ts';
import type { LeadKind } from '../domain/lead/fields.ts';
import type { LeadFields } from '../domain/lead/lead.ts';
import type { ListCapture, ListRow } from '../domain/list/list.ts';
import { listDrift, type RecipeDrift } from '../domain/recipe/health.ts';
import { hostCountry } from './country.ts';
import { mapColumns } from './list-columns.ts';
import { splitNames } from './list-split.ts';
import { mergeCandidates } from './merge-candidates.ts';
import { keptUrl } from './urls.ts';

/** How sure a cell of a list is, alone: its place repeats, its meaning was inferred. */
const CELL_CONFIDENCE = 72;

/**
 * Turns what the injected detector handed back into lists a person can look at: columns mapped to lead fields.
 * @param raw hostile; anything but RawLists is `broken`
 * @param recipes those the reader was called with: their lists have the fields that the recipe says
 */
export function toLists(raw: unknown, page: { readonly url: string }, recipes: readonly Recipe[] = []): Result<ListCapture[], 'broken'> {
  const parsed = rawListsSchema.safeParse(raw);
  if (!parsed.success) return err('broken');
  return ok(parsed.data.lists.filter((list) => list.rows.length > 0).map((list) => {
    const recipe = recipeOf(list, recipes);
    return toList(recipe ? list : splitNames(list), page.url, recipe);
  }));
}

/** True when the detector says that it reached a limit. */
export const isCut = (raw: unknown): boolean => typeof raw === 'object' && raw !== null && 'truncated' in raw && raw.truncated === true;

/**
 * What the list recipes promised and this page did not give, those without a single row included.
 * @param raw hostile; anything but RawLists says nothing
 */
export function listDrifts(raw: unknown, recipes: readonly Recipe[]): RecipeDrift[] {
  const parsed = rawListsSchema.safeParse(raw);
  if (!parsed.success) return [];
  return parsed.data.lists.flatMap((list) => {
    const recipe = recipeOf(list, recipes);
    return (recipe && driftOf(list, recipe)) ?? [];
  });
}

const driftOf = (list: RawList, recipe: ListRecipe): RecipeDrift | null =>
  listDrift(recipe, { columns: list.columns, rows: list.rows, recordCount: list.recordCount, isLastPage: recipe.next !== undefined && list.next === null });

/** The page may say any id: only a recipe that was sent there and has these columns counts. */
function recipeOf(list: RawList, recipes: readonly Recipe[]): ListRecipe | undefined {
  const recipe = list.recipe === undefined ? undefined : recipes.find((r): r is ListRecipe => r.kind === 'list' && r.id === list.recipe);
  return recipe?.columns.length === list.columns.length && recipe.columns.every((column, i) => column.key === list.columns[i]?.key) ? recipe : undefined;
}

function toList(list: ReturnType<typeof splitNames>, pageUrl: string, recipe: ListRecipe | undefined): ListCapture {
  const { kind, fields } = recipe ? { kind: recipe.lead, fields: recipe.columns.map((column) => column.field) } : mapColumns(list, pageUrl);
  return {
    ...(recipe ? { recipe: { id: recipe.id, name: recipe.name, drift: driftOf(list, recipe) } } : {}),
    id: list.id, kind, score: list.score, recordCount: list.recordCount,
    container: list.container, record: list.record, heading: list.heading,
    columns: list.columns.map((column, i) => ({
      key: column.key, name: column.name, type: column.type, field: fields[i] ?? null, isDropped: false,
      isNamed: column.named === 'header' || column.named === 'label', selector: column.selector, read: column.read,
      ...(column.splitFrom === undefined ? {} : { splitFrom: column.splitFrom }),
    })),
    // A row that is shorter than the columns would shift nothing, but every reader of it would have to ask.
    rows: list.rows.map((row) => ({ key: row.key, cells: list.columns.map((_, i) => row.cells[i] ?? '') })),
    next: list.next,
  };
}

/** The lead that a row becomes: its mapped cells, normalised like every other value of the page, with the cell as evidence. */
export function rowFields(list: ListCapture, row: ListRow, context: { readonly pageUrl: string; readonly at: number }): LeadFields {
  const kind: LeadKind = list.kind;
  const candidates = list.columns.flatMap((column, i) => {
    const value = row.cells[i] ?? '';
    return column.field === null || column.isDropped || value === '' ? [] : [{ field: column.field, value, method: 'list' as const, confidence: CELL_CONFIDENCE, order: i, path: column.name || column.key, text: value }];
  });
  return mergeCandidates(candidates, { kind, pageUrl: keptUrl(context.pageUrl), country: hostCountry(hostOf(context.pageUrl)), at: context.at });
}

function hostOf(url: string): string {
  try {
    return new URL(url).hostname;
  } catch {
    return '';
  }
}
