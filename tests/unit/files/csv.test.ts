import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import naughty from 'big-list-of-naughty-strings/blns.json' with { type: 'json' };
import type { Cell, Column } from '../../../lib/files/cells.ts';
import { tsvText, writeCsv } from '../../../lib/files/csv.ts';
import { csvRows, textOf } from './read-back.ts';

const columns = (...labels: string[]): Column[] => labels.map((label) => ({ label, type: 'text' }));
const SPECTRUM = join(import.meta.dirname, '../../../node_modules/csv-spectrum');
const cell = fc.string({ unit: fc.constantFrom('a', 'é', '"', ',', '\n', '\r', '\t', ';', ' ', '=', '+', '-', '@', '1', '😀', '\u2028'), maxLength: 12 });

describe('CSV', () => {
  it('comes back as it was from a reader that is not ours, whatever stands in it', () =>
    fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 5 }).chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 })), async (rows) => {
        const head = rows[0]!.map((_, i) => `c${i}`);
        expect(csvRows(await textOf(writeCsv([rows], { columns: columns(...head), formulas: 'raw' })))).toEqual([head, ...rows]);
      }),
    ));

  it.each(readdirSync(join(SPECTRUM, 'csvs')).filter((name) => name.endsWith('.csv')))('csv-spectrum: %s', async (name) => {
    const wanted = [JSON.parse(readFileSync(join(SPECTRUM, 'json', name.replace(/csv$/, 'json')), 'utf8')) as Record<string, string>].flat();
    const head = Object.keys(wanted[0]!);
    const rows = wanted.map((row) => head.map((key) => row[key] ?? ''));
    expect(csvRows(await textOf(writeCsv([rows], { columns: columns(...head), formulas: 'raw' })))).toEqual([head, ...rows]);
  });

  it('a list of naughty strings comes back exactly', async () => {
    const rows = naughty.map((text, i) => [String(i), text]);
    expect(csvRows(await textOf(writeCsv([rows], { columns: columns('n', 'text'), formulas: 'raw' })))).toEqual([['n', 'text'], ...rows]);
  });

  it('no cell begins what a spreadsheet could run, unless it is asked for', () =>
    fc.assert(
      fc.asyncProperty(cell, async (text) => {
        const [, [back]] = csvRows(await textOf(writeCsv([[[text, 'x']]], { columns: columns('c', 'd') }))) as [string[], string[]];
        expect(/^[\s"\u00a0]*[=+\-@](?!\d+$)/.test(back!)).toBe(false);
      }),
    ));

  it('writes numbers, days, moments and truths as text that reads the same everywhere, and a mark for Excel when asked', async () => {
    const row: Cell[] = [-12.5, 1e21, Number.NaN, new Date(Date.UTC(2026, 1, 3)), new Date(Date.UTC(2026, 1, 3, 4, 5)), new Date(Number.NaN), true, null];
    const text = await textOf(writeCsv([[row]], { columns: columns(...'abcdefgh'), bom: true }));
    expect(text).toBe('\ufeffa,b,c,d,e,f,g,h\r\n-12.5,1e+21,,2026-02-03,2026-02-03T04:05:00.000Z,,TRUE,\r\n');
  });

  it('an only cell that is empty is a row, not an empty line', async () => {
    expect(csvRows(await textOf(writeCsv([[[''], ['a']]], { columns: columns('x') })))).toEqual([['x'], [''], ['a']]);
  });
});

describe('clipboard text', () => {
  it('quotes what would break a cell and ends without a line end', () => {
    expect(tsvText([['a\tb', 'c\nd', 'e"f', '=1+1', 5], ['', null, true, 'x', 'y']])).toBe(`"a\tb"\t"c\nd"\t"e""f"\t'=1+1\t5\n\t\tTRUE\tx\ty`);
  });
});
