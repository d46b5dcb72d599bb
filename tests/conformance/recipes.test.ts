import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { toCapture } from '../../lib/capture/normalise.ts';
import { recipeSchema } from '../../lib/contracts/recipe.ts';
import { FIELD_KEYS, FIELDS } from '../../lib/domain/lead/fields.ts';
import { matchRecipes, RECIPES } from '../../lib/recipes/registry.ts';
import { AT, bestOf, captureOf, documentOf, readRaw } from '../unit/capture/support.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures/recipes');
const SITES = join(import.meta.dirname, '../../lib/recipes/sites');
const expectedSchema = z.strictObject({ url: z.url(), kind: z.enum(['person', 'company']), fields: z.partialRecord(z.enum(FIELD_KEYS), z.string()) });
const POISON = '"><img src=x onerror="globalThis.poisoned=true"><script>globalThis.poisoned=true</script>\u202e__proto__';

const fixture = (id: string): { html: string; expected: z.infer<typeof expectedSchema> } => ({
  html: readFileSync(join(FIXTURES, id, 'page.html'), 'utf8'),
  expected: expectedSchema.parse(JSON.parse(readFileSync(join(FIXTURES, id, 'expected.json'), 'utf8'))),
});

it('every recipe is a file with a fixture, and every fixture has its recipe', () => {
  const files = readdirSync(SITES).map((name) => name.replace(/\.ts$/, '')).sort();
  expect(RECIPES.map((recipe) => recipe.id).sort()).toEqual(files);
  for (const id of files) for (const name of ['page.html', 'expected.json']) expect([`npm run new:recipe writes ${id}/${name}`, existsSync(join(FIXTURES, id, name))]).toContain(true);
  expect(readdirSync(FIXTURES).sort()).toEqual(files);
});

describe.each(RECIPES.flatMap((recipe) => (recipe.kind === 'single' ? [[recipe.id, recipe] as const] : [])))('recipe %s', (id, recipe) => {
  it('is plain data that survives a trip through JSON', () => {
    expect(recipeSchema.parse(JSON.parse(JSON.stringify(recipe)))).toEqual(recipe);
  });

  it('asks only for fields that its kind of lead has', () => {
    for (const field of Object.keys(recipe.fields) as (keyof typeof FIELDS)[]) expect([field, ...FIELDS[field].kinds]).toContain(recipe.lead);
    for (const field of recipe.required) expect(Object.keys(recipe.fields)).toContain(field);
  });

  it('reads its fixture as expected, each value with a place on the page', async () => {
    const { html, expected } = fixture(id);
    const recipes = matchRecipes(expected.url);
    expect(recipes.map((r) => r.id)).toContain(id);
    const capture = await captureOf(documentOf(html, expected.url), recipes);
    expect(capture.recipeId).toBe(id);
    expect(capture.kind).toBe(expected.kind);
    expect(capture.recipeMissing).toEqual([]);
    expect(bestOf(capture.fields)).toMatchObject(expected.fields);
    for (const field of Object.keys(recipe.fields) as (keyof typeof FIELDS)[]) {
      const value = capture.fields[field]?.values[0];
      if (value?.provenance.method !== 'recipe') continue;
      expect(value.provenance.recipeId).toBe(id);
      expect([field, value.provenance.evidence?.selector ?? value.provenance.evidence?.path]).toEqual([field, expect.stringMatching(/./)]);
    }
  });

  it('leaves the document as it was', async () => {
    const { html, expected } = fixture(id);
    const doc = documentOf(html, expected.url);
    const before = doc.documentElement.outerHTML;
    await captureOf(doc, [recipe]);
    expect(doc.documentElement.outerHTML).toBe(before);
  });

  it('says nothing about a foreign page at its address', async () => {
    const { expected } = fixture(id);
    const capture = await captureOf(documentOf('<title>Other</title><h1>Another page</h1><p>Nothing of it.</p>', expected.url), [recipe]);
    expect(capture.recipeId).toBeUndefined();
    expect(capture.recipeMissing).toEqual([]);
  });

  it('says which promised field a changed page no longer has', async () => {
    const { html, expected } = fixture(id);
    const doc = documentOf(html, expected.url);
    const [field] = recipe.required;
    for (const source of recipe.fields[field!] ?? []) if (source.from === 'element') for (const element of doc.querySelectorAll(source.selector)) element.textContent = '';
    for (const meta of doc.querySelectorAll('meta')) meta.remove();
    expect((await captureOf(doc, [recipe])).recipeMissing).toContain(field);
  });

  it('takes poison in every place as plain text, bounded', async () => {
    const { html, expected } = fixture(id);
    const doc = documentOf(html, expected.url);
    const leaves = [...doc.querySelectorAll('body *')].filter((element) => element.childElementCount === 0);
    for (const element of leaves) element.textContent = `${element.textContent ?? ''} ${POISON.repeat(40)}`;
    for (const element of doc.querySelectorAll('[href],[src]')) for (const name of ['href', 'src']) if (element.hasAttribute(name)) element.setAttribute(name, `javascript:globalThis.poisoned=true//${POISON}`);
    const capture = await captureOf(doc, [recipe]);
    for (const fields of [capture.fields, capture.otherFields]) {
      for (const state of Object.values(fields)) for (const { value } of state.values) expect(value).not.toMatch(/<script|<img|^javascript:|\u202e/i);
    }
    expect(Reflect.has({}, 'poisoned')).toBe(false);
    expect(Reflect.has(globalThis, 'poisoned')).toBe(false);
  });

  it('meets garbage instead of a reading with an error value', async () => {
    const { html, expected } = fixture(id);
    const good = await readRaw(documentOf(html, expected.url), [recipe]);
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(good)), fc.jsonValue(), (key, value) => {
        const result = toCapture({ ...good, [key]: value }, { url: expected.url, title: '' }, AT, recipe);
        expect(result.ok || result.error === 'broken').toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});

it('a recipe is chosen by its address, and reserved words are nobody', () => {
  expect(matchRecipes('https://github.com/ada-example?tab=repositories').map((r) => r.id)).toEqual(['github-organisation', 'github-profile']);
  expect(matchRecipes('https://github.com/ada-example/kiln-log')).toEqual([]);
  expect(matchRecipes('https://github.com/pricing').map((r) => r.id)).not.toContain('github-profile');
  expect(matchRecipes('https://evil.example/github.com/ada-example')).toEqual([]);
  expect(matchRecipes('not an address')).toEqual([]);
});
