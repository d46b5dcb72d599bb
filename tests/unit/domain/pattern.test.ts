import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PATTERN_GUESSES } from '../../../lib/core/limits.ts';
import { guessAddresses } from '../../../lib/domain/enrichment/pattern.ts';

describe('guessing addresses', () => {
  it('offers the likeliest forms first, in Latin letters', () => {
    expect(guessAddresses('Zoë', "O'Neil-Größe", 'example.com')).toEqual(['zoe.oneilgroesse@example.com', 'zoe@example.com', 'zoneilgroesse@example.com']);
  });
  it('guesses nothing from a name without Latin letters, or without a part', () => {
    expect(guessAddresses('美咲', '田中', 'example.com')).toEqual([]);
    expect(guessAddresses('Ada', '', 'example.com')).toEqual([]);
    expect(guessAddresses('Ada', 'Example', '')).toEqual([]);
  });
  it('always gives well-formed, distinct, bounded addresses', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (first, last) => {
        const guesses = guessAddresses(first, last, 'example.com');
        expect(new Set(guesses).size).toBe(guesses.length);
        expect(guesses.length).toBeLessThanOrEqual(PATTERN_GUESSES);
        for (const guess of guesses) expect(guess).toMatch(/^[a-z0-9][a-z0-9.]*@example\.com$/);
      }),
    );
  });
});
