import type { RawCapture } from '../contracts/raw-capture.ts';
import type { Recipe, SingleRecipe } from '../contracts/recipe.ts';
import type { FieldKey } from '../domain/lead/fields.ts';
import { applyTransforms } from '../domain/recipe/transform.ts';
import { matchUrlPattern, parseUrlPattern } from '../domain/recipe/url-pattern.ts';
import type { Candidate } from './candidates.ts';
import { givesAll } from './reader/recipe-page.ts';

const SURE = 94;

/** Variables of the address by the first pattern of the recipe that matches it; null when none does. */
export function recipeVariables(recipe: Recipe, url: string): ReadonlyMap<string, string> | null {
  for (const match of recipe.match) {
    const pattern = parseUrlPattern(match.url);
    const variables = pattern && matchUrlPattern(pattern, url);
    if (!variables) continue;
    const isReserved = Object.entries(match.not ?? {}).some(([name, words]) => words.includes((variables.get(name) ?? '').toLowerCase()));
    if (!isReserved) return variables;
  }
  return null;
}

/** Turns what the recipe's places gave into candidates: per field the first source that leaves a value after its transforms. */
export function recipeCandidates(recipe: SingleRecipe, raw: NonNullable<RawCapture['recipe']>, url: string): { candidates: Candidate[]; missing: FieldKey[] } {
  const variables = recipeVariables(recipe, url) ?? new Map<string, string>();
  const candidates: Candidate[] = [];
  const missing: FieldKey[] = [];
  for (const [field, sources] of Object.entries(recipe.fields) as [FieldKey, SingleRecipe['fields'][FieldKey]][]) {
    let found: Candidate[] = [];
    for (const [index, source] of (sources ?? []).entries()) {
      found = source.from === 'url' ? fromUrl(field, source.variable, variables, source.transforms) : fromPage(field, index, raw, source.transforms, givesAll(source));
      if (found.length > 0) break;
    }
    if (found.length === 0 && recipe.required.includes(field)) missing.push(field);
    candidates.push(...found);
  }
  return { candidates, missing };
}

type Transforms = Parameters<typeof applyTransforms>[1] | undefined;

function fromUrl(field: FieldKey, variable: string, variables: ReadonlyMap<string, string>, transforms: Transforms): Candidate[] {
  const value = applyTransforms(variables.get(variable) ?? '', transforms);
  return value === null ? [] : [{ field, value, method: 'recipe', confidence: SURE, order: 0, path: `:${variable}` }];
}

function fromPage(field: FieldKey, index: number, raw: NonNullable<RawCapture['recipe']>, transforms: Transforms, all: boolean): Candidate[] {
  const out: Candidate[] = [];
  for (const found of raw.values) {
    if (found.field !== field || found.source !== index) continue;
    const value = applyTransforms(found.value, transforms);
    if (value === null) continue;
    out.push({
      field, value, method: 'recipe', confidence: SURE, order: out.length,
      ...(found.selector === undefined ? {} : { selector: found.selector }),
      ...(found.path === undefined ? {} : { path: found.path }),
      ...(found.text === undefined ? {} : { text: found.text }),
    });
    if (!all) break;
  }
  return out;
}
