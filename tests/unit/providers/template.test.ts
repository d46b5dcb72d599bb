import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fill, fillJson, placeholders, unknownTransforms } from '../../../lib/providers/template.ts';
import { transform } from '../../../lib/providers/transforms.ts';

const scope = { name: 'Ada Example', linkedinUrl: 'https://www.linkedin.com/in/ada-example', empty: '', 'step.id': 'Q1' };

test.each([
  ['{name}', 'Ada Example'],
  ['{name|first|lower}', 'ada'],
  ['{linkedinUrl|linkedinSlug}', 'ada-example'],
  ['{linkedinUrl|linkedinPath}', 'in/ada-example'],
  ['{step.id}: {name|last}', 'Q1: Example'],
  ['no placeholder', 'no placeholder'],
  ['{missing}', undefined],
  ['{empty}', undefined],
  ['{name|digits}', undefined],
  ['{name} {missing}', undefined],
  ['SELECT ?x WHERE { ?x a "{name}" }', 'SELECT ?x WHERE { ?x a "Ada Example" }'],
])('%s', (template, expected) => {
  expect(fill(template, scope)).toBe(expected);
});

test.each([
  ['(202) 555-0142', '+12025550142'],
  ['1-202-555-0142', '+12025550142'],
  ['+1 202 555 0142', '+12025550142'],
  ['+33 1 55 01 00 00', '+33155010000'],
  ['555-0142', '5550142'],
])('a number from the United States: %s', (text, expected) => {
  expect(transform(text, ['usPhone'])).toBe(expected);
});

test('a filled value is never read as a template again', () => {
  expect(fill('{a}-{b}', { a: '{b}', b: '$&' })).toBe('{b}-$&');
});

test('encoding applies to what is filled in, not to the fixed text', () => {
  expect(fill('/users/{login}/x', { login: '../a b' }, encodeURIComponent)).toBe('/users/..%2Fa%20b/x');
});

test('entries that miss something are left out, and so is what becomes empty by it', () => {
  const template = { data: { url: '{missing}', list: ['{missing}'], name: '{name}' }, gone: { a: '{missing}' }, keep: true, empty: {}, n: 0, nothing: null };
  expect(fillJson(template, scope)).toEqual({ data: { name: 'Ada Example' }, keep: true, empty: {}, n: 0, nothing: null });
  expect(fillJson('{missing}', scope)).toBeUndefined();
  expect(fillJson(['{name}', '{missing}'], scope)).toEqual(['Ada Example']);
});

test('lists its placeholders and the transforms that do not exist', () => {
  expect(placeholders('{a|lower|prefix:x-}{step.b}').map((p) => p.name)).toEqual(['a', 'step.b']);
  expect(unknownTransforms('{a|lower|shout}')).toEqual(['shout']);
  expect(unknownTransforms('{a|constructor}')).toEqual(['constructor']);
});

test('names of object methods are no scope and no transform', () => {
  fc.assert(
    fc.property(fc.constantFrom('constructor', 'toString', 'hasOwnProperty', 'valueOf'), (name) => {
      expect(fill(`{${name}}`, {})).toBeUndefined();
      expect(transform('x', [name])).toBeUndefined();
    }),
  );
});
