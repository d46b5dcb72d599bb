import { checkRecipe } from '../contracts/recipe-check.ts';
import { problemWords } from '../contracts/recipe-commands.ts';
import type { RecipeRow, RecipeSummary } from '../contracts/recipe-library.ts';
import type { Recipe } from '../contracts/recipe.ts';
import { FIELDS, type FieldKey } from '../domain/lead/fields.ts';

/** A recipe of a person's own comes before the built-in ones. */
export const OWN_PRIORITY = 100;

/** One recipe with what the person said about it. */
export interface RecipeEntry {
  readonly id: string;
  /** Null when it does not parse: it is put aside and told, never deleted. */
  readonly recipe: Recipe | null;
  readonly origin: RecipeSummary['origin'];
  readonly isEnabled: boolean;
  readonly isRemoved: boolean;
  readonly priority: number;
  readonly problem?: string;
  readonly row?: RecipeRow;
}

/** The built-in recipes and the person's own, in the order in which they are tried: highest priority first, then own before built-in, then by name. */
export function mergeLibrary(builtIn: readonly Recipe[], rows: readonly RecipeRow[]): RecipeEntry[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const known = new Set(builtIn.map((recipe) => recipe.id));
  const entries = [
    ...builtIn.map((recipe) => entryOf(recipe, byId.get(recipe.id))),
    ...rows.flatMap((row) => (known.has(row.id) || row.recipe === undefined ? [] : [entryOf(null, row)])),
  ];
  return entries.sort((a, b) => b.priority - a.priority || rank(a) - rank(b) || (a.id < b.id ? -1 : 1));
}

const rank = (entry: RecipeEntry): number => (entry.origin === 'built-in' ? 1 : 0);

function entryOf(builtIn: Recipe | null, row: RecipeRow | undefined): RecipeEntry {
  const origin = row?.recipe === undefined ? 'built-in' : builtIn ? 'edited' : 'own';
  const checked = row?.recipe === undefined ? null : checkRecipe(row.recipe);
  const recipe = checked ? (checked.ok ? checked.recipe : null) : builtIn;
  const own = recipe?.priority === 0 && origin !== 'built-in' ? OWN_PRIORITY : (recipe?.priority ?? OWN_PRIORITY);
  return {
    id: builtIn?.id ?? row?.id ?? '', recipe, origin,
    isEnabled: row?.isEnabled ?? true,
    isRemoved: row?.removedAt !== undefined,
    priority: row?.priority ?? own,
    ...(checked && !checked.ok ? { problem: problemWords(checked.problems) } : {}),
    ...(row ? { row } : {}),
  };
}

/** Those that read pages, in order. An edited built-in one that does not parse is replaced by nothing: its page is read without a recipe. */
export const activeRecipes = (entries: readonly RecipeEntry[]): Recipe[] => entries.flatMap((entry) => (entry.recipe && entry.isEnabled && !entry.isRemoved ? [{ ...entry.recipe, priority: entry.priority }] : []));

/** What a person sees of a recipe. */
export function summaryOf(entry: RecipeEntry): RecipeSummary {
  const { recipe, row } = entry;
  const raw = typeof row?.recipe === 'object' && row.recipe !== null ? (row.recipe as Record<string, unknown>) : {};
  return {
    id: entry.id,
    name: recipe?.name ?? (typeof raw['name'] === 'string' ? raw['name'].slice(0, 80) : entry.id),
    kind: recipe?.kind ?? (raw['kind'] === 'list' ? 'list' : 'single'),
    lead: recipe?.lead ?? (raw['lead'] === 'company' ? 'company' : 'person'),
    origin: entry.origin, isEnabled: entry.isEnabled, isRemoved: entry.isRemoved, priority: entry.priority,
    version: recipe?.version ?? 1,
    addresses: recipe?.match.map((match) => match.url) ?? [],
    parts: recipe ? (recipe.kind === 'single' ? Object.keys(recipe.fields).map((field) => FIELDS[field as FieldKey].label) : recipe.columns.map((column) => column.name)) : [],
    isVerified: recipe?.proof.verified ?? false,
    proof: (recipe?.proof.verified ? recipe.proof.source : recipe?.proof.assumes) ?? '',
    ...(entry.problem === undefined ? {} : { problem: entry.problem }),
    ...(row ? { updatedAt: row.updatedAt } : {}),
  };
}
