import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { RECIPES } from '../../lib/recipes/registry.ts';
import { recipeJsonSchema } from '../tools/recipe-schema.ts';

const published = readFileSync(join(import.meta.dirname, '../../public/schemas/recipe-1.json'), 'utf8');
const validate = new Ajv2020({ strict: true, allErrors: true, strictTypes: false, discriminator: false }).compile(JSON.parse(published) as object);

it('the published schema is the one the program checks with: npm run schema writes it', () => {
  expect(published).toBe(recipeJsonSchema());
});

describe('an independent validator', () => {
  it.each(RECIPES.map((recipe) => [recipe.id, recipe] as const))('takes the built-in recipe %s', (_, recipe) => {
    expect([validate(JSON.parse(JSON.stringify(recipe))), validate.errors]).toEqual([true, null]);
  });

  const list = {
    format: 1, id: 'a', version: 1, name: 'A', kind: 'list', lead: 'person', match: [{ url: 'https://example.com/*', not: { a: ['b'] } }], guards: [], priority: 0, proof: { verified: true, source: 'x' },
    rows: [{ from: 'state', script: 'script', variable: 'window.S', path: '$.a[*]' }], columns: [{ key: 'name', name: 'Name', type: 'text', field: 'name', sources: [{ from: 'item', path: '$.b', transforms: [{ do: 'part', by: ',', index: -1 }] }] }],
    next: { by: 'address', param: 'page', start: 1, step: 1 }, detail: { column: 'name' }, expect: { minRows: 0, maxRows: 9 }, required: ['name'],
  };
  it('takes a list with everything in it', () => {
    expect([validate(list), validate.errors]).toEqual([true, null]);
  });
  it.each<[string, object]>([
    ['another format', { format: 2 }], ['an unknown property', { extra: 1 }], ['an id with blanks', { id: 'A b' }], ['no address', { match: [] }], ['a row of nowhere', { rows: [{ from: 'web' }] }],
    ['a path that is none', { rows: [{ from: 'jsonld', path: 'a.b' }] }], ['a column of no field', { columns: [{ ...list.columns[0], field: 'nonsense' }] }], ['a way on that is none', { next: { by: 'magic' } }],
  ])('refuses %s', (_, change) => {
    expect(validate({ ...list, ...change })).toBe(false);
  });
});
