import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FIELD_KEYS } from '../../../lib/domain/lead/fields.ts';
import { cleanText, dateOf, domainOf, e164Of, emailOf, linkedinUrlOf, normalValue, urlOf, wholeOf } from '../../../lib/providers/values.ts';

type Rows = readonly (readonly [string, string | undefined])[];
/** The rows that come out differently, with what came out. */
const wrong = (of: (text: string) => string | undefined, rows: Rows): unknown => rows.filter(([text, value]) => of(text) !== value).map(([text]) => [text, of(text)]);

test('addresses', () => {
  expect(wrong(emailOf, [
    ['Ada@Example.com', 'ada@example.com'],
    ['mailto:ada@example.com', 'ada@example.com'],
    ['a***@example.com', undefined],
    ['ada@localhost', undefined],
    ['ada@@example.com', undefined],
    ['<ada@example.com>', undefined],
    [`${'a'.repeat(65)}@example.com`, undefined],
    ['true', undefined],
  ])).toEqual([]);
});

test('domains', () => {
  expect(wrong(domainOf, [
    ['https://www.Example.com/about?x=1', 'example.com'],
    ['ada@example.com', 'example.com'],
    ['example.com.', 'example.com'],
    ['http://user:pw@example.com:8080/', 'example.com'],
    ['bücher.example', 'bücher.example'],
    ['localhost', undefined],
    ['127.0.0.1', undefined],
    ['not a domain', undefined],
  ])).toEqual([]);
});

test('addresses of pages', () => {
  expect(wrong(urlOf, [
    ['example.com/a', 'https://example.com/a'],
    ['//example.com', 'https://example.com/'],
    ['HTTP://Example.com', 'http://example.com/'],
    ['javascript:alert(1)', undefined],
    ['data:text/html,x', undefined],
    ['https://user:secret@example.com', undefined],
    ['two words', undefined],
  ])).toEqual([]);
  expect(wrong(linkedinUrlOf, [
    ['linkedin.com/in/ada-example', 'https://www.linkedin.com/in/ada-example'],
    ['http://fr.linkedin.com/in/ada-example/?trk=x#y', 'https://www.linkedin.com/in/ada-example'],
    ['https://www.linkedin.com/company/oakline/about/', 'https://www.linkedin.com/company/oakline'],
    ['https://linkedin.com.evil.example/in/ada', undefined],
    ['https://evil.example/?u=linkedin.com/in/ada', undefined],
    ['https://www.linkedin.com/feed/', undefined],
  ])).toEqual([]);
});

test('numbers and dates', () => {
  expect(wrong(e164Of, [
    ['+1 (202) 555-0142', '+12025550142'],
    ['0044 20 7946 0000', '+442079460000'],
    ['202 555 0142', undefined],
    ['+1 202 *** 0142', undefined],
    ['+1', undefined],
  ])).toEqual([]);
  expect(wrong(wholeOf, [['1200', '1200'], ['1,200', '1200'], ['12.6', '13'], ['51-200', undefined], ['1e9', undefined], ['', undefined]])).toEqual([]);
  expect(wrong(dateOf, [['1999-05-04T08:00:00Z', '1999-05-04'], ['+1999-00-00T00:00:00Z', '1999'], ['1999', '1999'], ['May 1999', undefined]])).toEqual([]);
});

test('every field: text comes out clean, bounded and stable, or not at all', () => {
  fc.assert(
    fc.property(fc.constantFrom(...FIELD_KEYS), fc.string({ unit: 'binary', maxLength: 3_000 }), (field, text) => {
      const value = normalValue(field, text);
      if (value === undefined) return;
      expect(value.length).toBeLessThanOrEqual(2_000);
      expect(value).toBe(value.trim());
      expect(value).not.toMatch(/[\u0000-\u001f\u202a-\u202e\u2066-\u2069\u200b-\u200f]/);
      expect(normalValue(field, value)).toBe(value);
    }),
  );
});

test('hidden characters go', () => {
  expect(cleanText('a\u202eb\u0000c\u200bd\n\te')).toBe('a b c d e');
});
