import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sha256Hex } from '../../../lib/core/sha256.ts';

test('the examples of FIPS 180-4', () => {
  expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect(sha256Hex('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
});

test('the same as the platform, whatever the text and its length', () => {
  const same = (text: string): void => {
    expect(sha256Hex(text)).toBe(createHash('sha256').update(text, 'utf8').digest('hex'));
  };
  for (let n = 50; n < 140; n++) same('é'.repeat(n));
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), same));
});
