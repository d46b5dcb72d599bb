import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listDrifts, rowFields, toLists } from '../../lib/capture/lists.ts';
import { toCapture } from '../../lib/capture/normalise.ts';
import { recipeSchema, type ListRecipe, type SingleRecipe } from '../../lib/contracts/recipe.ts';
import { FIELDS, type FieldKey } from '../../lib/domain/lead/fields.ts';
import type { ListCapture } from '../../lib/domain/list/list.ts';
import { matchRecipes, RECIPES } from '../../lib/recipes/registry.ts';
import { AT, bestOf, captureOf, documentOf, readRaw, readRecipeRows } from '../unit/capture/support.ts';
import { breakSources, expectProof, FIXTURES, FOREIGN, listFixture, poison, POISONED, recordsOf, singleFixture } from './recipe-fixture.ts';

const SITES = join(import.meta.dirname, '../../lib/recipes/sites');

it('every recipe is a file with a fixture, and every fixture has its recipe', () => {
  const files = readdirSync(SITES).map((name) => name.replace(/\.ts$/, '')).sort();
  expect(RECIPES.map((recipe) => recipe.id).sort()).toEqual(files);
  for (const id of files) for (const name of ['page.html', 'expected.json']) expect([`npm run new:recipe writes ${id}/${name}`, existsSync(join(FIXTURES, id, name))]).toContain(true);
  expect(readdirSync(FIXTURES).sort()).toEqual(files);
});

describe.each(RECIPES.flatMap((recipe) => (recipe.kind === 'single' ? [[recipe.id, recipe] as const] : [])))('recipe %s', (id, recipe: SingleRecipe) => {
  it('is plain data that survives a trip through JSON, and says what it was held against', () => {
    expect(recipeSchema.parse(JSON.parse(JSON.stringify(recipe)))).toEqual(recipe);
    expectProof(recipe);
  });

  it('asks only for fields that its kind of lead has', () => {
    for (const field of Object.keys(recipe.fields) as FieldKey[]) expect([field, ...FIELDS[field].kinds]).toContain(recipe.lead);
    for (const field of recipe.required) expect(Object.keys(recipe.fields)).toContain(field);
  });

  it('reads its fixture as expected, each value with a place on the page', async () => {
    const { html, expected } = singleFixture(id);
    const recipes = matchRecipes(expected.url);
    expect(recipes.map((r) => r.id)).toContain(id);
    const capture = await captureOf(documentOf(html, expected.url), recipes);
    expect(capture.recipeId).toBe(id);
    expect(capture.kind).toBe(expected.kind);
    expect(capture.recipeMissing).toEqual([]);
    expect(bestOf(capture.fields)).toMatchObject(expected.fields);
    for (const field of Object.keys(recipe.fields) as FieldKey[]) {
      const value = capture.fields[field]?.values[0];
      if (value?.provenance.method !== 'recipe') continue;
      expect(value.provenance.recipeId).toBe(id);
      expect([field, value.provenance.evidence?.selector ?? value.provenance.evidence?.path]).toEqual([field, expect.stringMatching(/./)]);
    }
  });

  it('leaves the document as it was', async () => {
    const { html, expected } = singleFixture(id);
    const doc = documentOf(html, expected.url);
    const before = doc.documentElement.outerHTML;
    await captureOf(doc, [recipe]);
    expect(doc.documentElement.outerHTML).toBe(before);
  });

  it('says nothing about a foreign page at its address', async () => {
    const capture = await captureOf(documentOf(FOREIGN, singleFixture(id).expected.url), [recipe]);
    expect(capture.recipeId).toBeUndefined();
    expect(capture.recipeMissing).toEqual([]);
  });

  it('says which promised field a changed page no longer has', async () => {
    const { html, expected } = singleFixture(id);
    const told = [];
    for (const field of recipe.required) {
      const doc = documentOf(html, expected.url);
      breakSources(doc, recipe.fields[field] ?? [], null);
      const capture = await captureOf(doc, [recipe]);
      told.push(capture.recipeId === undefined ? 'guarded' : capture.recipeMissing.includes(field));
    }
    expect(told).toContain(true);
  });

  it('takes poison in every place as plain text, bounded', async () => {
    const { html, expected } = singleFixture(id);
    const doc = documentOf(html, expected.url);
    poison(doc);
    const capture = await captureOf(doc, [recipe]);
    for (const fields of [capture.fields, capture.otherFields]) {
      for (const state of Object.values(fields)) for (const { value } of state.values) expect(value).not.toMatch(POISONED);
    }
    expect(Reflect.has({}, 'poisoned')).toBe(false);
    expect(Reflect.has(globalThis, 'poisoned')).toBe(false);
  });

  it('meets garbage instead of a reading with an error value', async () => {
    const { html, expected } = singleFixture(id);
    const good = await readRaw(documentOf(html, expected.url), [recipe]);
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(good)), fc.jsonValue(), (key, value) => {
        const result = toCapture({ ...good, [key]: value }, { url: expected.url, title: '' }, AT, recipe);
        expect(result.ok || result.error === 'broken').toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});

const LISTS = RECIPES.flatMap((recipe) => (recipe.kind === 'list' ? [[recipe.id, recipe] as const] : []));

async function listOf(doc: Document, recipe: ListRecipe, recipes: readonly (typeof RECIPES)[number][] = [recipe]): Promise<ListCapture | undefined> {
  const lists = toLists(await readRecipeRows(doc, recipes), { url: doc.URL }, recipes);
  return lists.ok ? lists.value.find((list) => list.recipe?.id === recipe.id) : undefined;
}

describe.each(LISTS)('list recipe %s', (id, recipe: ListRecipe) => {
  it('is plain data that survives a trip through JSON, and says what it was held against', () => {
    expect(recipeSchema.parse(JSON.parse(JSON.stringify(recipe)))).toEqual(recipe);
    expectProof(recipe);
  });

  it('has each column once, only fields that its kind of lead has, and promises columns it has', () => {
    const keys = recipe.columns.map((column) => column.key);
    expect(new Set(keys).size).toBe(keys.length);
    for (const field of recipe.columns.flatMap((column) => column.field ?? [])) expect([field, ...FIELDS[field].kinds]).toContain(recipe.lead);
    expect(keys).toEqual(expect.arrayContaining([...recipe.required, ...(recipe.detail ? [recipe.detail.column] : [])]));
    expect(recipe.required.length).toBeGreaterThan(0);
    expect(recipe.expect.maxRows).toBeGreaterThanOrEqual(recipe.expect.minRows);
  });

  it('reads its fixture as expected, each row a lead, no two with one key', async () => {
    const { html, expected } = listFixture(id);
    const recipes = matchRecipes(expected.url);
    expect(recipes.map((r) => r.id)).toContain(id);
    const list = await listOf(documentOf(html, expected.url), recipe, recipes);
    const rows = (list?.rows ?? []).map((row) => Object.fromEntries(recipe.columns.map((column, i) => [column.key, row.cells[i]])));
    expect(rows.slice(0, expected.rows.length)).toMatchObject(expected.rows);
    expect(list?.recordCount).toBe(expected.count);
    expect(list?.kind).toBe(recipe.lead);
    expect(list?.next ?? null).toEqual(expected.next === undefined ? (list?.next ?? null) : expected.next);
    expect(new Set(list?.rows.map((row) => row.key)).size).toBe(list?.rows.length);
    for (const row of list?.rows ?? []) expect(list && Object.keys(rowFields(list, row, { pageUrl: expected.url, at: AT })).length).toBeGreaterThan(0);
    expect(list?.recipe?.drift?.missing ?? []).toEqual([]);
  });

  it('leaves the document as it was', async () => {
    const { html, expected } = listFixture(id);
    const doc = documentOf(html, expected.url);
    const before = doc.documentElement.outerHTML;
    await readRecipeRows(doc, [recipe]);
    expect(doc.documentElement.outerHTML).toBe(before);
  });

  it('says nothing about a foreign page at its address', async () => {
    const raw = await readRecipeRows(documentOf(FOREIGN, listFixture(id).expected.url), [recipe]);
    expect(raw.lists).toEqual([]);
    expect(listDrifts(raw, [recipe])).toEqual([]);
  });

  it('says which promised column a changed page no longer has', async () => {
    const { html, expected } = listFixture(id);
    const told = [];
    for (const key of recipe.required) {
      const doc = documentOf(html, expected.url);
      breakSources(doc, recipe.columns.find((column) => column.key === key)?.sources ?? [], recordsOf(doc, recipe));
      const raw = await readRecipeRows(doc, [recipe]);
      told.push(raw.lists.length === 0 ? 'guarded' : listDrifts(raw, [recipe])[0]?.missing.includes(key));
    }
    expect(told).toContain(true);
  });

  it('takes poison in every place as plain text, bounded', async () => {
    const { html, expected } = listFixture(id);
    const doc = documentOf(html, expected.url);
    poison(doc);
    const list = await listOf(doc, recipe);
    for (const row of list?.rows ?? []) {
      for (const cell of row.cells) expect(cell).not.toMatch(/\u202e/);
      for (const state of Object.values(list ? rowFields(list, row, { pageUrl: expected.url, at: AT }) : {})) for (const { value } of state.values) expect(value).not.toMatch(POISONED);
    }
    expect(Reflect.has({}, 'poisoned')).toBe(false);
    expect(Reflect.has(globalThis, 'poisoned')).toBe(false);
  });

  it('meets garbage instead of a reading with an error value', async () => {
    const { html, expected } = listFixture(id);
    const good = await readRecipeRows(documentOf(html, expected.url), [recipe]);
    const [list] = good.lists;
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(list ?? {})), fc.jsonValue(), (key, value) => {
        const raw = { ...good, lists: [{ ...list, [key]: value }] };
        const result = toLists(raw, { url: expected.url }, [recipe]);
        expect(result.ok || result.error === 'broken').toBe(true);
        expect(Array.isArray(listDrifts(raw, [recipe]))).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});

it('a recipe is chosen by its address, and reserved words are nobody', () => {
  expect(matchRecipes('https://github.com/ada-example?tab=repositories').map((r) => r.id)).toEqual(expect.arrayContaining(['github-organisation', 'github-profile']));
  expect(matchRecipes('https://github.com/ada-example/kiln-log').map((r) => r.id)).not.toContain('github-profile');
  expect(matchRecipes('https://github.com/pricing').map((r) => r.id)).not.toContain('github-profile');
  expect(matchRecipes('https://evil.example/github.com/ada-example')).toEqual([]);
  expect(matchRecipes('not an address')).toEqual([]);
});
