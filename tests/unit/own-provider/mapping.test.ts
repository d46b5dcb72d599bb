import { expect, test } from 'vitest';
import { pathTo, pathToEach, type Steps } from '../../../lib/contracts/own-provider/answer-path.ts';
import { suggestTarget } from '../../../lib/contracts/own-provider/suggest.ts';
import { pickFor, splitAddress, withAddress, withRequest } from '../../../lib/ui/own-edit.ts';
import { newDraft, newOperation } from '../../../lib/contracts/own-provider/draft.ts';
import { placed } from '../../../lib/ui/own-problems.ts';
import { parsePath, readPath } from '../../../lib/providers/paths.ts';

const ODD = { a: [{ 'b c': { 'd.e': 1, '*': 2, '': 3, '$f': 4, __proto__x: 6, '1': 7, 'ü': 8, 'h-i': 9, '?x': 10, '{name}': 11 } }, [[12]]], '$': 13, '$x': { y: 14 }, '*': 15, '0': 16 };

test('the path to any value reads that very value', () => {
  let seen = 0;
  const look = (value: unknown, steps: Steps): void => {
    const path = pathTo(steps);
    expect([steps, path]).not.toEqual([steps, null]);
    if (path === null) return;
    expect([path, parsePath(path)]).not.toEqual([path, null]);
    expect([path, readPath(ODD, path)[0]]).toEqual([path, value]);
    seen++;
    if (Array.isArray(value)) value.forEach((one, i) => look(one, [...steps, i]));
    else if (typeof value === 'object' && value !== null) for (const [key, one] of Object.entries(value)) look(one, [...steps, key]);
  };
  look(ODD, []);
  expect(seen).toBeGreaterThan(20);
  expect([pathTo(['a"b']), pathTo(['a]']), pathTo([10_000])]).toEqual([null, null, null]);
});

test('the same place of every element of a list', () => {
  const json = { people: [{ mails: [{ at: 'a@example.com' }, { at: 'b@example.com' }] }] };
  expect(pathToEach(['people', 0, 'mails', 1, 'at'])).toBe('people[0].mails[*].at');
  expect(readPath(json, pathToEach(['people', 0, 'mails', 1, 'at']) ?? '')).toEqual(['a@example.com', 'b@example.com']);
  expect(readPath([['x'], ['y']], pathToEach([1, 0]) ?? '')).toEqual(['y']);
  expect(pathToEach(['a', 'b'])).toBeNull();
});

test('a clicked value is proposed by its look and by its name', () => {
  expect(suggestTarget(['data', 'address'], 'ada@example.com', 'find-work-email')).toBe('workEmail');
  expect(suggestTarget(['data', 'address'], 'ada@example.com', 'find-personal-email')).toBe('personalEmail');
  expect(suggestTarget(['p', 0, 'number'], '+49 30 123456', 'find-mobile')).toBe('mobile');
  expect(suggestTarget(['person', 'job_title'], 'Kiln keeper', 'enrich-person')).toBe('title');
  expect(suggestTarget(['employee_count'], 42, 'enrich-company')).toBe('employees');
  expect(suggestTarget(['score'], 0.93, 'find-work-email')).toBe('confidence');
  expect(suggestTarget(['result'], 'deliverable', 'verify-email')).toBe('verdict');
  expect(suggestTarget(['domain'], 'example.com', 'find-work-email')).toBe('companyDomain');
  expect(suggestTarget(['zq'], 'qz', 'find-work-email')).toBeUndefined();
  expect(pickFor(['score'], 0.93, 'confidence', false)).toEqual({ kind: 'path', path: 'score', map: [], rest: { times: 100 } });
  expect(pickFor(['score'], 1, 'confidence', false)).toEqual({ kind: 'path', path: 'score', map: [], rest: {} });
  expect(pickFor(['result'], 'Deliverable', 'verdict', false)).toEqual({ kind: 'path', path: 'result', map: [{ theirs: 'Deliverable', ours: 'valid' }], rest: { otherwise: 'unknown' } });
  expect(pickFor(['t', 0, 'n'], 'x', 'technologies', true)).toEqual({ kind: 'path', path: 't[*].n', map: [], rest: { by: ', ' } });
});

test('a pasted request address is taken apart, and what the request uses must be known', () => {
  expect(splitAddress(' https://api.example.com/v1/find?q=1&q=2#x ')).toEqual({ baseUrl: 'https://api.example.com', path: '/v1/find', query: [{ name: 'q', value: '1' }, { name: 'q', value: '2' }] });
  expect(withAddress({ ...newDraft('2026-01'), baseUrl: 'https://api.example.com/v1/' }, 0)).toMatchObject({ baseUrl: 'https://api.example.com/v1', homepage: 'https://api.example.com/', keyHelp: 'https://api.example.com/' });
  expect(withAddress({ ...newDraft('2026-01'), baseUrl: 'https://api.example.com/find?q=1' }, 0)).toMatchObject({ baseUrl: 'https://api.example.com', operations: [{ request: { path: '/find', query: [{ name: 'q', value: '1' }] } }] });
  const first = { ...newOperation('find-work-email'), ...withRequest(newOperation('find-work-email'), { path: '/{email}' }) };
  expect(first.needs).toEqual([['email']]);
  expect(withRequest({ ...first, needs: [['email', 'name']] }, { path: '/{phone}' }).needs).toBeUndefined();
});

test('a problem stands next to its field, in words', () => {
  const places = placed(
    [
      { path: 'baseUrl', message: 'Invalid string: must match pattern /x/' }, { path: 'operations.find-work-email.ways.0.steps.0.request.path', message: 'Invalid string' }, { path: 'find-work-email.ways.0.steps.0', message: 'the path needs {email}, which does not follow from [name]' },
      { path: 'find-work-email.answer', message: 'there can be no hit' }, { path: 'find-work-email.answer.fields.phoneType', message: 'the words' }, { path: 'operations.find-work-email.rules.2', message: 'x' }, { path: 'auth and GET /x', message: 'y' },
    ],
    ['find-work-email'],
  );
  expect(places.map(({ place }) => place)).toEqual(['baseUrl', 'find-work-email path', 'find-work-email path', 'find-work-email fields', 'find-work-email field phoneType', 'find-work-email rule 2', 'auth']);
  expect(places[0]?.message).toMatch(/https:\/\//);
  expect(places[2]?.message).toBe('The path needs {email}, which does not follow from [name].');
});
