import { RECIPE_SAMPLE_CHARS, RECIPE_SAMPLES } from '../core/limits.ts';
import type { RecipeHealthRow } from '../contracts/recipe-library.ts';
import type { Capture } from '../domain/lead/capture.ts';
import type { ListCapture } from '../domain/list/list.ts';
import type { RecipeDrift } from '../domain/recipe/health.ts';
import type { Deps } from './deps.ts';

type HealthDeps = Pick<Deps, 'store' | 'now'>;

/** Notes how the recipe of a single page fared. */
export async function noteCapture(deps: HealthDeps, capture: Capture): Promise<void> {
  if (capture.recipeId === undefined) return;
  const samples = Object.entries(capture.fields).flatMap(([field, state]) => {
    const value = state.values.find((one) => one.provenance.method === 'recipe');
    // The words on the page first: the value itself may be normalised.
    return value ? [[field, cut([value.provenance.evidence?.text ?? value.value, value.value])] as const] : [];
  });
  await note(deps, capture.recipeId, capture.url, { drift: capture.recipeMissing.length > 0 ? { recipeId: capture.recipeId, missing: capture.recipeMissing } : null, samples: Object.fromEntries(samples) });
}

/** Notes how list recipes fared: those that gave lists, and those that apply and gave none. */
export async function noteLists(deps: HealthDeps, url: string, lists: readonly ListCapture[], drifts: readonly RecipeDrift[]): Promise<void> {
  for (const drift of drifts) await note(deps, drift.recipeId, url, { drift, samples: {} });
  for (const { recipe, columns, rows, recordCount } of lists) {
    if (!recipe || recipe.drift) continue;
    const samples = columns.map((column, i) => [column.key, cut(rows.slice(0, RECIPE_SAMPLES).map((row) => row.cells[i] ?? ''))] as const);
    await note(deps, recipe.id, url, { drift: null, rows: recordCount, samples: Object.fromEntries(samples) });
  }
}

const cut = (values: readonly string[]): string[] => [...new Set(values.filter((value) => value !== '').map((value) => value.slice(0, RECIPE_SAMPLE_CHARS)))].slice(0, RECIPE_SAMPLES);

interface Seen {
  readonly drift: RecipeDrift | null;
  readonly rows?: number;
  readonly samples: RecipeHealthRow['samples'];
}

function note(deps: HealthDeps, recipeId: string, url: string, { drift, rows, samples }: Seen): Promise<void> {
  const at = deps.now();
  return deps.store.recipes.health.change(recipeId, (known) =>
    drift
      ? { samples: {}, ...known, recipeId, seenAt: at, failures: (known?.failures ?? 0) + 1, drift: { ...drift, url } }
      : { recipeId, seenAt: at, okAt: at, okUrl: url, ...(rows === undefined ? {} : { okRows: rows }), failures: 0, samples });
}
