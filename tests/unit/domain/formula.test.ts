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
        expect(safe.replaceAll("'", '')).toBe(cell.replaceAll("'", ''));
      }),
    );
  });
  it('leaves none to spreadsheets that part cells at semicolons, as those of half of Europe do', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('Acme', ';', '; ', ';"', '=', '+', '-', '@', '＝', 'cmd|', '1', ' '), { maxLength: 12 }).map((parts) => parts.join('')), (cell) => {
        for (const part of defuseFormula(cell).split(';').slice(1)) expect(part).not.toMatch(/^[\s"]*[=+\-@＝＋－＠|%]/u);
      }),
    );
    expect(defuseFormula('Acme;=HYPERLINK("http://a.example")')).toBe('Acme;\'=HYPERLINK("http://a.example")');
    expect(defuseFormula('Acme; Works; Sons')).toBe('Acme; Works; Sons');
  });
  it('keeps phone numbers, negative numbers and plain text as they are', () => {
    for (const cell of ['+441134960100', '-12.5', 'Ada Example', '', 'a=b']) expect(defuseFormula(cell)).toBe(cell);
    expect(defuseFormula('=HYPERLINK("http://a.example")')).toBe('\'=HYPERLINK("http://a.example")');
  });
});
