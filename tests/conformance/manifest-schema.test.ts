import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../lib/providers/registry.ts';
import { manifestJsonSchema } from '../tools/manifest-schema.ts';

const published = readFileSync(join(import.meta.dirname, '../../public/schemas/manifest-1.json'), 'utf8');
const validate = new Ajv2020({ strict: true, allErrors: true, strictTypes: false, discriminator: false, validateFormats: false }).compile(JSON.parse(published) as object);

it('the published schema is the one the program checks with: npm run schema writes it', () => {
  expect(published).toBe(manifestJsonSchema());
});

describe('an independent validator', () => {
  it.each([...CATALOGUE])('takes the built-in manifest %s', (_, manifest) => {
    expect([validate(JSON.parse(JSON.stringify(manifest))), validate.errors]).toEqual([true, null]);
  });

  const sound = JSON.parse(JSON.stringify(CATALOGUE.get('hunter'))) as { readonly operations: object };
  it.each<[string, object]>([
    ['another format', { kiln: 2 }], ['an unknown property', { surprise: 1 }], ['an id with blanks', { id: 'A b' }], ['an open address', { baseUrl: 'http://api.example.com' }],
    ['an auth that is none', { auth: { kind: 'magic' } }], ['a rule that says nothing it knows', { rules: [{ when: { status: 200 }, then: 'shrug' }] }], ['an operation that is none', { operations: { ...sound.operations, 'read-minds': {} } }],
  ])('refuses %s', (_, change) => {
    expect(validate({ ...sound, ...change })).toBe(false);
  });
});
