import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import naughty from 'big-list-of-naughty-strings/blns.json' with { type: 'json' };
import type { Cell, Column } from '../../../lib/files/cells.ts';
import { sheetNames } from '../../../lib/files/xlsx/parts.ts';
import { CELL_CHARS, columnName } from '../../../lib/files/xlsx/sheet-xml.ts';
import { inSheets } from '../../../lib/files/xlsx/sheets.ts';
import { writeXlsx } from '../../../lib/files/xlsx/write.ts';
import { bytesOf, xlsxBook } from './read-back.ts';

const text = (label: string): Column => ({ label, type: 'text' });
const rowsOf = async (columns: readonly Column[], rows: readonly (readonly Cell[])[]): Promise<unknown[][]> => (await xlsxBook(await bytesOf(writeXlsx([{ name: 'Leads', columns, rows: [rows] }])))).sheets[0]!.rows;
/** What XML has no place for at all is replaced; everything else must come back. */
const writable = (value: string): string => value.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');

describe('XLSX', () => {
  it('text comes back as it was, controls and things that look like escapes too', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: fc.constantFrom('a', '<', '&', '"', "'", ' ', '\n', '\t', '_x0041_', '\u0001', '😀', 'é', '=', ']]>'), minLength: 1, maxLength: 10 }), { minLength: 1, maxLength: 6 }), async (values) => {
        expect((await rowsOf(values.map((_, i) => text(`c${i}`)), [values]))[1]).toEqual(values);
      }),
      { numRuns: 60 },
    ));

  it('a list of naughty strings comes back exactly', async () => {
    const rows = naughty.filter((one) => one !== '').map((one, i) => [i, one]);
    const back = await rowsOf([{ label: 'n', type: 'number' }, text('text')], rows);
    expect(back.slice(1)).toEqual(rows.map(([n, one]) => [n, writable(String(one))]));
  });

  it('numbers, dates and truths are what they are', async () => {
    const day = new Date(Date.UTC(2026, 10, 25));
    const moment = new Date(Date.UTC(2026, 10, 25, 13, 30));
    const [, row] = await rowsOf([{ label: 'n', type: 'number' }, { label: 'd', type: 'date' }, { label: 'm', type: 'date' }, { label: 'b', type: 'boolean' }, { label: 'u', type: 'link' }], [[-1234.5, day, moment, true, 'https://example.com/']]);
    expect(row).toEqual([-1234.5, day, moment, true, 'https://example.com/']);
  });

  it('text that looks like a formula is text', async () => {
    const book = await xlsxBook(await bytesOf(writeXlsx([{ name: 'x', columns: [text('a')], rows: [[['=1+1'], ['@SUM(A1)']]] }])));
    expect(book.sheets[0]!.rows).toEqual([['a'], ['=1+1'], ['@SUM(A1)']]);
  });

  it('writes several sheets one after the other, the header frozen', async () => {
    const provenance = (async function* () {
      yield [['Ada Example', 'page']];
      yield [['Ben Sample', 'hunter']];
    })();
    const book = await xlsxBook(await bytesOf(writeXlsx([{ name: 'Leads', columns: [text('Name')], rows: [[['Ada Example']]] }, { name: 'Where from', columns: [text('Name'), text('Source')], rows: provenance }])));
    expect(book.sheets.map(({ name }) => name)).toEqual(['Leads', 'Where from']);
    expect(book.sheets[1]!.rows).toEqual([['Name', 'Source'], ['Ada Example', 'page'], ['Ben Sample', 'hunter']]);
    expect(book.sheets[0]!.freezePane).toMatchObject({ rows: 1 });
  });

  it('goes on with another sheet where one would be fuller than Excel can open', async () => {
    const numbers = (async function* (): AsyncGenerator<Cell[][]> {
      for (const batch of [[1, 2], [3, 4, 5, 6, 7], [], [8]]) yield batch.map((n) => [n]);
    });
    for (const [count, sheets] of [[8, [[1, 2, 3], [4, 5, 6], [7, 8]]], [6, [[1, 2, 3], [4, 5, 6, 7, 8]]], [0, [[1, 2, 3, 4, 5, 6, 7, 8]]]] as const) {
      const book = await xlsxBook(await bytesOf(writeXlsx(inSheets('Sources', [{ label: 'n', type: 'number' }], count, numbers, 3))));
      expect(book.sheets.map(({ rows }) => rows.slice(1).flat())).toEqual(sheets);
      expect(book.sheets.map(({ name }) => name)).toEqual(['Sources', 'Sources 2', 'Sources 3'].slice(0, sheets.length));
    }
  });

  it('cuts what Excel could not open, and says so with the last sign', async () => {
    const [, [cell]] = (await rowsOf([text('a')], [['x'.repeat(CELL_CHARS + 50)]])) as [unknown, [string]];
    expect([cell.length, cell.at(-1)]).toEqual([CELL_CHARS, '…']);
  });

  it('an error of the source reaches who reads the file', async () => {
    const rows = (async function* (): AsyncGenerator<Cell[][]> {
      yield [['a']];
      throw new Error('the table is gone');
    })();
    await expect(bytesOf(writeXlsx([{ name: 'x', columns: [text('a')], rows }]))).rejects.toThrow('the table is gone');
  });
});

describe('names', () => {
  it.each([[0, 'A'], [25, 'Z'], [26, 'AA'], [701, 'ZZ'], [702, 'AAA'], [16_383, 'XFD']])('column %i is %s', (index, name) => expect(columnName(index)).toBe(name));
  it('of sheets are what Excel takes, each once', () => {
    expect(sheetNames(['People: Q3/Q4', 'people  q3 q4', "'x'", '', 'History', 'a'.repeat(40), 'a'.repeat(40)])).toEqual(['People Q3 Q4', 'people q3 q4 2', 'x', 'Sheet', 'History ', 'a'.repeat(31), `${'a'.repeat(29)} 2`]);
  });
});
