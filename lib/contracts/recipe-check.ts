import type { z } from 'zod';
import { FIELDS, type FieldKey } from '../domain/lead/fields.ts';
import { recipeSchema, type Recipe } from './recipe.ts';

/** What is wrong with a recipe: where, and in words. */
export interface RecipeProblem {
  /** `columns.2.sources.0.selector`; empty for the whole. */
  readonly path: string;
  readonly message: string;
}
export type CheckedRecipe = { readonly ok: true; readonly recipe: Recipe } | { readonly ok: false; readonly problems: readonly RecipeProblem[] };

/** Problems that are shown of one recipe. */
const PROBLEMS = 20;

/** Checks a recipe by its schema and by what the schema cannot say. @param value anything */
export function checkRecipe(value: unknown): CheckedRecipe {
  const parsed = recipeSchema.safeParse(value);
  if (!parsed.success) return { ok: false, problems: parsed.error.issues.flatMap(problemsOf).slice(0, PROBLEMS) };
  const problems = parsed.data.kind === 'single' ? singleProblems(parsed.data) : listProblems(parsed.data);
  return problems.length > 0 ? { ok: false, problems: problems.slice(0, PROBLEMS) } : { ok: true, recipe: parsed.data };
}

/** The same for a text that should be JSON. */
export function checkRecipeText(text: string): CheckedRecipe {
  try {
    return checkRecipe(JSON.parse(text) as unknown);
  } catch (error) {
    return { ok: false, problems: [{ path: '', message: `This is not JSON: ${error instanceof Error ? error.message : 'it cannot be read'}` }] };
  }
}

function problemsOf(issue: z.core.$ZodIssue): RecipeProblem[] {
  const path = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') return [{ path, message: `does not know ${issue.keys.join(', ')}` }];
  return [{ path, message: issue.message.replace(/^Invalid input: /, '') }];
}

const fits = (field: FieldKey, lead: Recipe['lead']): boolean => (FIELDS[field].kinds as readonly string[]).includes(lead);
const noSuch = (path: string, field: FieldKey, lead: Recipe['lead']): RecipeProblem => ({ path, message: `a ${lead} has no field ${field}` });

function singleProblems(recipe: Extract<Recipe, { kind: 'single' }>): RecipeProblem[] {
  const fields = Object.keys(recipe.fields) as FieldKey[];
  return [
    ...(fields.length === 0 ? [{ path: 'fields', message: 'needs at least one field' }] : []),
    ...fields.filter((field) => !fits(field, recipe.lead)).map((field) => noSuch(`fields.${field}`, field, recipe.lead)),
    ...recipe.required.filter((field) => !fields.includes(field)).map((field) => ({ path: 'required', message: `${field} is not one of the fields` })),
  ];
}

function listProblems(recipe: Extract<Recipe, { kind: 'list' }>): RecipeProblem[] {
  const keys = recipe.columns.map((column) => column.key);
  return [
    ...keys.flatMap((key, i) => (keys.indexOf(key) < i ? [{ path: `columns.${i}.key`, message: `${key} is there twice` }] : [])),
    ...recipe.columns.flatMap(({ field }, i) => (field !== null && !fits(field, recipe.lead) ? [noSuch(`columns.${i}.field`, field, recipe.lead)] : [])),
    ...recipe.required.filter((key) => !keys.includes(key)).map((key) => ({ path: 'required', message: `${key} is not one of the columns` })),
    ...(recipe.detail && !keys.includes(recipe.detail.column) ? [{ path: 'detail.column', message: `${recipe.detail.column} is not one of the columns` }] : []),
    ...(recipe.expect.maxRows < recipe.expect.minRows ? [{ path: 'expect', message: 'maxRows is less than minRows' }] : []),
  ];
}
