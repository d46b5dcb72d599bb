import { listDrifts, toLists } from '../capture/lists.ts';
import { listsOptions, readerOptions } from '../capture/reader-options.ts';
import { recipeCandidates, recipeVariables } from '../capture/recipe-values.ts';
import type { LostField, RepairRequest } from '../capture/reader/repair.ts';
import { rawCaptureSchema } from '../contracts/raw-capture.ts';
import { rawListsSchema } from '../contracts/raw-list.ts';
import { rawRepairsSchema } from '../contracts/raw-repair.ts';
import type { RecipeRepair, RecipeTest } from '../contracts/recipe-library.ts';
import type { ListRecipe, Recipe, RecipeSource, SingleRecipe } from '../contracts/recipe.ts';
import { err, ok, type Result } from '../core/result.ts';
import { FIELDS, type FieldKey } from '../domain/lead/fields.ts';
import type { RecipeDrift } from '../domain/recipe/health.ts';
import type { Deps } from './deps.ts';

type TestDeps = Pick<Deps, 'store' | 'tabs' | 'recipeTab'>;
export type TestRefusal = 'gone' | 'not-allowed' | 'broken';

/** Rows shown of a list that is tried. */
const ROWS = 20;

/** Reads an open tab with one recipe alone, and looks for the places of what is missing. Nothing is stored. */
export async function testRecipe(deps: TestDeps, recipe: Recipe, tabId: number): Promise<Result<RecipeTest, TestRefusal>> {
  const tab = await deps.tabs.get(tabId);
  if (!tab || tab.url === '') return err(tab ? 'not-allowed' : 'gone');
  const head = { url: tab.url, title: tab.title, isAddressed: recipeVariables(recipe, tab.url) !== null };
  const read = recipe.kind === 'single' ? await trySingle(deps, recipe, tab) : await tryList(deps, recipe, tab);
  if (!read.ok) return read;
  const { drift } = read.value;
  const repairs = drift && drift.missing.length > 0 ? await findPlaces(deps, recipe, tabId, drift) : [];
  return ok({ ...head, ...read.value, repairs });
}

type Reading = Omit<RecipeTest, 'url' | 'title' | 'isAddressed' | 'repairs'>;
interface Tab {
  readonly id: number;
  readonly url: string;
}

async function trySingle(deps: TestDeps, recipe: SingleRecipe, tab: Tab): Promise<Result<Reading, TestRefusal>> {
  const answer = await deps.tabs.read(tab.id, readerOptions([recipe]));
  if (!answer.ok) return err(answer.error === 'gone' ? 'gone' : 'not-allowed');
  const raw = rawCaptureSchema.safeParse(answer.value);
  if (!raw.success) return err('broken');
  const applies = raw.data.recipe?.applies === true && raw.data.recipe.id === recipe.id;
  const { candidates, missing } = applies && raw.data.recipe ? recipeCandidates(recipe, raw.data.recipe, tab.url) : { candidates: [], missing: [] };
  const values = candidates.map(({ field, value }) => ({ key: field, label: FIELDS[field].label, value }));
  return ok({ applies, values, columns: [], rows: [], rowCount: 0, drift: missing.length > 0 ? { recipeId: recipe.id, missing } : null });
}

async function tryList(deps: TestDeps, recipe: ListRecipe, tab: Tab): Promise<Result<Reading, TestRefusal>> {
  const answer = await deps.tabs.readLists(tab.id, listsOptions([recipe], tab.url));
  if (!answer.ok) return err(answer.error === 'gone' ? 'gone' : 'not-allowed');
  const raw = rawListsSchema.safeParse(answer.value);
  const lists = toLists(answer.value, { url: tab.url }, [recipe]);
  if (!raw.success || !lists.ok) return err('broken');
  const list = lists.value.find((one) => one.recipe?.id === recipe.id);
  return ok({
    applies: raw.data.lists.some((one) => one.recipe === recipe.id),
    values: [], columns: recipe.columns.map((column) => column.name), rows: list?.rows.slice(0, ROWS).map((row) => row.cells) ?? [], rowCount: list?.recordCount ?? 0,
    drift: listDrifts(answer.value, [recipe])[0] ?? null,
  });
}

/** Asks the page where the missing values may stand now. A page that does not answer has no proposal. */
async function findPlaces(deps: TestDeps, recipe: Recipe, tabId: number, drift: RecipeDrift): Promise<RecipeRepair[]> {
  const samples = (await deps.store.recipes.health.get(recipe.id))?.samples ?? {};
  const lost = drift.missing.flatMap((key) => lostField(recipe, key, samples[key] ?? []));
  const rows = recipe.kind === 'list' ? recipe.rows.find((one) => one.from === 'elements') : undefined;
  if (lost.length === 0 || (recipe.kind === 'list' && !rows)) return [];
  const request: RepairRequest = { fields: lost, ...(rows ? { rows: { container: rows.container, record: rows.record } } : {}) };
  const answer = await deps.recipeTab.repair(tabId, request);
  const raw = answer.ok ? rawRepairsSchema.safeParse(answer.value) : null;
  if (!raw?.success) return [];
  return raw.data.places.flatMap((place) => {
    const field = lost.find((one) => one.key === place.key);
    return field ? [{ ...place, label: labelOf(recipe, place.key), oldSelector: field.old[0]?.selector ?? '' }] : [];
  });
}

function labelOf(recipe: Recipe, key: string): string {
  if (recipe.kind === 'list') return recipe.columns.find((column) => column.key === key)?.name ?? key;
  return Object.hasOwn(FIELDS, key) ? FIELDS[key as FieldKey].label : key;
}

function lostField(recipe: Recipe, key: string, samples: readonly string[]): LostField[] {
  const column = recipe.kind === 'list' ? recipe.columns.find((one) => one.key === key) : undefined;
  const field = recipe.kind === 'single' ? (Object.keys(recipe.fields) as FieldKey[]).find((one) => one === key) : undefined;
  const sources: readonly RecipeSource[] = column?.sources ?? (recipe.kind === 'single' && field ? (recipe.fields[field] ?? []) : []);
  const old = sources.flatMap((source) => (source.from === 'element' ? [{ selector: source.selector, read: source.read }] : []));
  const type = column?.type ?? (field ? FIELDS[field].type : 'text');
  if (old.length === 0) return [];
  return [{ key, type, old, samples, words: [labelOf(recipe, key), key, ...(column?.field ? [FIELDS[column.field].label] : [])].map((word) => word.toLowerCase()).filter((word) => word.length >= 3) }];
}
