import fc from 'fast-check';
import { expect, test } from 'vitest';
import { redactor } from '../../../lib/providers/redact.ts';

const secret = fc.stringMatching(/^[\x21-\x39\x3b-\x7e]{8,60}$/);
const around = fc.string({ maxLength: 12 });

test('no form of a key survives, whatever stands around it', () => {
  fc.assert(
    fc.property(secret, around, around, (key, before, after) => {
      const redact = redactor(key);
      const forms = [key, encodeURIComponent(key), encodeURIComponent(key).toLowerCase(), new URLSearchParams({ k: key }).toString().slice(2), JSON.stringify(key).slice(1, -1)];
      for (const form of forms.slice(0, 2).concat(forms.slice(3))) expect(redact(`${before}${form}${after}`)).not.toContain(form);
      const clean = redact(Buffer.from(`${before}${key}${after}`).toString('base64'));
      expect(Buffer.from(clean.replaceAll('[key]', ''), 'base64').toString('latin1')).not.toContain(key);
    }),
  );
});

test('the spellings that other JSON writers use hide nothing', () => {
  const redact = redactor('ab/cd+ef==gh&ij');
  for (const written of ['ab\\/cd+ef==gh&ij', 'ab/cd\\u002bef\\u003d\\u003dgh\\u0026ij', 'ab\\/cd\\u002Bef\\u003D\\u003Dgh\\u0026ij', '\\u0061b/cd+ef==gh&ij']) expect(redact(`{"echo":"${written}"}`)).toBe('{"echo":"[key]"}');
});

test('the halves of a pair are blanked too', () => {
  expect(redactor('client-id:s3cr3t-value')('id client-id, secret s3cr3t-value')).toBe('id [key], secret [key]');
});

test('without a key the text stays', () => {
  expect(redactor(undefined)('text')).toBe('text');
  expect(redactor('')('text')).toBe('text');
});
