import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defuseFormula } from '../../../lib/core/formula.ts';

describe('defusing formulas', () => {
  it('leaves no cell that a spreadsheet reads as a formula', () => {
    const nasty = fc.tuple(fc.constantFrom('', ' ', '\u00a0', '"', '\u200b', '\ufeff'), fc.constantFrom('=', '+', '-', '@', '＝', '\t=', '\r+', '|', '%'), fc.string()).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(nasty, fc.string()), (cell) => {
        const safe = defuseFormula(cell);
        const plainNumber = /^[+-]?\d+(?:[.,]\d+)*$/.test(safe);
        expect(plainNumber || !/^[\s"\u200b\ufeff]*[=+\-@＝＋－＠|%]/u.test(safe)).toBe(true);
        expect(safe === cell || safe === `'${cell}`).toBe(true);
      }),
    );
  });
  it('keeps phone numbers, negative numbers and plain text as they are', () => {
    for (const cell of ['+441134960100', '-12.5', 'Ada Example', '', 'a=b']) expect(defuseFormula(cell)).toBe(cell);
    expect(defuseFormula('=HYPERLINK("http://a.example")')).toBe('\'=HYPERLINK("http://a.example")');
  });
});
