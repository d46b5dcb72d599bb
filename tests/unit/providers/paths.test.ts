import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parsePath, readPath, scalarText } from '../../../lib/providers/paths.ts';

const answer: unknown = {
  emails: [{ type: 'personal', address: 'a@home.example' }, { type: 'work', address: 'a@work.example' }, { type: 'work', address: 'b@work.example' }],
  'key with spaces': { 'and-dash': 1 },
  companies: { 'oakline.example': { name: 'Oakline' } },
  nested: [[{ x: 1 }], [{ x: 2 }]],
  flags: [{ on: true, n: 1 }, { on: false, n: 2 }, { n: 3 }],
};

test.each([
  ['emails[0].address', ['a@home.example']],
  ['emails.address', ['a@home.example', 'a@work.example', 'b@work.example']],
  ['emails[?type=="work"].address', ['a@work.example', 'b@work.example']],
  ['emails[?type=="work"][1].address', ['b@work.example']],
  ['emails[?type!="work"].address', ['a@home.example']],
  ['["key with spaces"]["and-dash"]', [1]],
  ['companies[{domain}].name', ['Oakline']],
  ['companies.*.name', ['Oakline']],
  ['nested[*][0].x', [1, 2]],
  ['flags[?on].n', [1]],
  ['flags[?on==false].n', [2]],
  ['flags[?n==3].n', [3]],
  ['$.flags[0].n', [1]],
  ['missing.deeper[3]', []],
  ['emails[9]', []],
  ['emails.length', []],
  ['constructor', []],
  ['__proto__', []],
])('%s', (path, expected) => {
  expect(readPath(answer, path, { domain: 'oakline.example' })).toEqual(expected);
});

test('the root is itself, also when it is a list', () => {
  expect(readPath('text', '')).toEqual(['text']);
  expect(readPath([{ x: 1 }], '[0].x')).toEqual([1]);
  expect(readPath(undefined, '')).toEqual([]);
});

test.each(['a..b', 'a[', 'a[x]', '[?]', 'a]b', 'a.[0]', 'a[?=="x"]'])('%s is no path', (path) => {
  expect(parsePath(path)).toBeNull();
  expect(readPath(answer, path)).toEqual([]);
});

test('never throws and never leaves own properties, whatever the JSON and the path', () => {
  const segment = fc.oneof(fc.constantFrom('.a', '.b', '[0]', '[*]', '[?a=="1"]', '[?b]', '.__proto__', '.constructor', '.length', '["a b"]'), fc.string({ maxLength: 5 }));
  fc.assert(
    fc.property(fc.jsonValue(), fc.array(segment, { maxLength: 5 }), (json, segments) => {
      const values = readPath(json, segments.join(''));
      expect(values.length).toBeLessThanOrEqual(100);
      expect(values.every((value) => typeof value !== 'function')).toBe(true);
    }),
  );
});

test('only scalars are text', () => {
  expect([0, 'x', true, null, {}, [], Number.NaN, undefined].map(scalarText)).toEqual(['0', 'x', 'true', undefined, undefined, undefined, undefined, undefined]);
});
