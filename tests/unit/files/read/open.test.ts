import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { IMPORT_ASIDE_CHARS, IMPORT_RECORD_CHARS } from '../../../../lib/core/limits.ts';
import { writeCsv, tsvText } from '../../../../lib/files/csv.ts';
import { jsonLines } from '../../../../lib/files/read/json-rows.ts';
import { openFile, type OpenFile } from '../../../../lib/files/read/open.ts';
import { openWorkbook } from '../../../../lib/files/read/workbook.ts';
import type { FileProblem, RawRow } from '../../../../lib/files/read/row.ts';
import { vcardText } from '../../../../lib/files/vcard.ts';
import { writeXlsx } from '../../../../lib/files/xlsx/write.ts';
import { bytesOf } from '../read-back.ts';

const SPECTRUM = join(import.meta.dirname, '../../../../node_modules/csv-spectrum');
const blob = (content: string | Uint8Array<ArrayBuffer>): Blob => new Blob([content]);
async function rowsOf(file: OpenFile, sheet?: number): Promise<RawRow[]> {
  const out: RawRow[] = [];
  for await (const rows of file.rows(sheet)) for (const row of rows) out.push(row);
  return out;
}
const read = async (content: string | Uint8Array<ArrayBuffer>): Promise<string[][]> => (await rowsOf(await openFile(blob(content)))).map(({ cells }) => [...cells]);
const problem = (content: string | Uint8Array<ArrayBuffer>): Promise<FileProblem | 'read'> =>
  openFile(blob(content)).then(async (file) => {
    await rowsOf(file);
    return 'read' as const;
  }).catch((error: { problem: FileProblem }) => error.problem);
const utf16 = (text: string, isBig: boolean, mark: boolean): Uint8Array<ArrayBuffer> => {
  const whole = (mark ? '\ufeff' : '') + text;
  const bytes = new Uint8Array(whole.length * 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < whole.length; i++) view.setUint16(i * 2, whole.charCodeAt(i), !isBig);
  return bytes;
};

describe('the bytes of a text', () => {
  const rows = [['Name', 'City'], ['Zoë Müller', 'Köln'], ['André', 'Orléans']];
  const text = rows.map((row) => row.join(',')).join('\r\n');
  it.each([
    ['UTF-8', new TextEncoder().encode(text), 'utf-8'],
    ['UTF-8 with its mark', new TextEncoder().encode(`\ufeff${text}`), 'utf-8'],
    ['UTF-16 LE', utf16(text, false, true), 'utf-16le'],
    ['UTF-16 BE', utf16(text, true, true), 'utf-16be'],
    ['UTF-16 LE without its mark', utf16(text, false, false), 'utf-16le'],
    ['UTF-16 BE without its mark', utf16(text, true, false), 'utf-16be'],
    ['windows-1252', Uint8Array.from([...text], (letter) => letter.charCodeAt(0)), 'windows-1252'],
  ] as const)('%s', async (_, bytes, encoding) => {
    expect((await openFile(blob(bytes))).encoding).toBe(encoding);
    expect(await read(bytes)).toEqual(rows);
  });
  it('finds windows-1252 also when the first such byte comes late', async () => {
    const head = 'Name,City\n' + 'Ada,Leeds\n'.repeat(300_000);
    const bytes = Uint8Array.from([...head, ...'Zoë,Köln\n'], (letter) => letter.charCodeAt(0));
    expect((await read(bytes)).at(-1)).toEqual(['Zoë', 'Köln']);
  });
});

describe('text with delimiters', () => {
  it.each([
    ['comma', 'Name,City,Note\nAda,"Leeds, UK",a;b;c\nBen,York,x', ','],
    ['semicolon', 'Name;Umsatz\nAda;1,5\nBen;2,25\nCleo;3,0', ';'],
    ['tab', 'Name\tCity\nAda\tLeeds, UK\nBen\tYork', '\t'],
    ['bar', 'Name|City\nAda|Leeds\nBen|York', '|'],
    ['named by a spreadsheet', 'sep=;\nName;City\nAda;Leeds', ';'],
    ['none', 'ada@example.com\nben@example.com', ','],
  ])('%s', async (_, text, delimiter) => {
    const file = await openFile(blob(text));
    expect(file.delimiter).toBe(delimiter);
    const [, second] = await rowsOf(file);
    expect(second?.cells[0]).toMatch(/^(?:Ada|ben@)/);
  });
  it('says on which line a row begins, blank lines and line ends inside cells counted', async () => {
    const rows = await rowsOf(await openFile(blob('a,b\r\n\r\n"x\r\ny",2\r\nlast,3')));
    expect(rows).toEqual([{ at: 1, cells: ['a', 'b'] }, { at: 3, cells: ['x\ny', '2'] }, { at: 5, cells: ['last', '3'] }]);
  });
  it('a quote that nobody closes takes its own line along and no other', async () => {
    const filler = Array.from({ length: 40_000 }, (_, i) => `Person ${i},Leeds number ${i}`).join('\n');
    const rows = await rowsOf(await openFile(blob(`Name,City\nAda,"Leeds\n${filler}\nLast,York\n`)));
    expect(filler.length).toBeGreaterThan(IMPORT_RECORD_CHARS);
    expect(rows[1]).toEqual({ at: 2, cells: ['Ada,"Leeds'], problem: 'quote' });
    expect(rows.at(-1)).toEqual({ at: 40_003, cells: ['Last', 'York'] });
    expect(rows).toHaveLength(40_003);
  });
  it('a file of nothing but open quotes ends, quickly and with a reason', async () => {
    expect(await problem(`Name,City\n${'"never closed, and so on\n'.repeat(400_001)}`)).toBe('broken-quotes');
  }, 60_000);
  it('a line without end is passed over', async () => {
    const rows = await rowsOf(await openFile(blob(`Name,City\nAda,${'x'.repeat(3 * IMPORT_RECORD_CHARS)}\nBen,York\n`)));
    expect(rows.map(({ at, problem: p }) => [at, p])).toEqual([[1, undefined], [2, 'too-long'], [3, undefined]]);
  });
  it('reads what Kiln writes, whatever is in it', async () => {
    const cell = fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => text.replace(/\r\n?/g, '\n').replace(/[\0\ufeff]/g, ''));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 30 }), async (rows) => {
        const columns = ['First', 'Second', 'Third'].map((label) => ({ label, type: 'text' as const }));
        const filled = rows.map(([a, ...rest]) => [`x${a}`, ...rest]);
        expect(await read(await bytesOf(writeCsv([filled], { columns, formulas: 'raw' })))).toEqual([['First', 'Second', 'Third'], ...filled]);
        expect(await read(tsvText([['First', 'Second', 'Third'], ...filled], 'raw'))).toEqual([['First', 'Second', 'Third'], ...filled]);
      }),
      { numRuns: 60 },
    );
  });
  it('passes csv-spectrum', async () => {
    const cases = readdirSync(join(SPECTRUM, 'csvs'))
      // The answer that comes with one case holds another number than its file.
      .filter((name) => name.endsWith('.csv') && name !== 'location_coordinates.csv' && name !== 'location-coordinates.csv');
    expect(cases.length).toBeGreaterThan(8);
    for (const name of cases) {
      const [names = [], ...rows] = await read(new Uint8Array(readFileSync(join(SPECTRUM, 'csvs', name))));
      const wanted = JSON.parse(readFileSync(join(SPECTRUM, 'json', name.replace(/csv$/, 'json')), 'utf8')) as Record<string, string>[] | Record<string, string>;
      const records = [wanted].flat().map((record) => Object.fromEntries(Object.entries(record).map(([key, value]) => [key, value.replace(/\r\n?/g, '\n')])));
      expect(rows.map((row) => Object.fromEntries(names.map((key, i) => [key, row[i]])))).toEqual(records);
    }
  });
});

describe('workbooks', () => {
  const sheet = (name: string, rows: (string | number | Date | boolean | null)[][]) => ({ name, columns: [{ label: 'Name', type: 'text' as const }, { label: 'Size', type: 'number' as const }, { label: 'Since', type: 'date' as const }], rows: [rows] });
  it('are read sheet by sheet, numbers and days as they are meant', async () => {
    const bytes = await bytesOf(writeXlsx([sheet('People', [['Ada & Co', 12.5, new Date('2024-05-06T00:00:00Z')], [null, null, null], ['=1+1', 3, null]]), sheet('More <one>', [['Ben', 1, null]])]));
    const file = await openFile(blob(bytes));
    expect(file.sheets).toEqual(['People', 'More <one>']);
    expect((await rowsOf(file)).map(({ at, cells }) => [at, ...cells])).toEqual([[1, 'Name', 'Size', 'Since'], [2, 'Ada & Co', '12.5', '2024-05-06'], [4, '=1+1', '3']]);
    expect((await rowsOf(file, 1))[1]?.cells[0]).toBe('Ben');
  });
  it('that unpack to far too much are refused while they do, whatever they claim', async () => {
    const bomb = zipSync({ 'xl/workbook.xml': new TextEncoder().encode('<workbook><sheets><sheet name="a"/></sheets></workbook>'), 'xl/worksheets/sheet1.xml': new Uint8Array(20_000_000) });
    // Both headers of the part claim that it holds next to nothing.
    const view = new DataView(bomb.buffer, bomb.byteOffset);
    for (let at = 0; at + 46 < bomb.length; at++) {
      const size = view.getUint32(at, true) === 0x04034b50 ? at + 22 : view.getUint32(at, true) === 0x02014b50 ? at + 24 : 0;
      if (size > 0) view.setUint32(size, 10, true);
    }
    expect(bomb.length).toBeLessThan(50_000);
    expect(() => openWorkbook(bomb, 10_000_000)).toThrow('unpacks-too-large');
  }, 60_000);
  it('with a bomb beside the rows are read: what is not needed stays packed', async () => {
    const whole = zipSync({ 'xl/media/picture.bin': new Uint8Array(50_000_000), 'xl/workbook.xml': new TextEncoder().encode('<workbook><sheets><sheet name="a" sheetId="1"/></sheets></workbook>') });
    expect(await problem(new Uint8Array(whole))).not.toBe('unpacks-too-large');
  });
  it.each([
    ['cut off', async () => (await bytesOf(writeXlsx([sheet('a', [['Ada', 1, null]])]))).slice(0, 900), /broken-book|not-a-table/],
    ['another zip', () => Promise.resolve(new Uint8Array(zipSync({ 'word/document.xml': new Uint8Array(9) }))), /not-a-table/],
    ['the old format', () => Promise.resolve(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Uint8Array(600)])), /old-excel/],
    ['a picture', () => Promise.resolve(Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])), /not-a-table/],
    ['nothing', () => Promise.resolve(new Uint8Array(0)), /empty/],
    ['blank lines', () => Promise.resolve(new TextEncoder().encode('\n\n  \n')), /empty/],
  ] as const)('%s is told as what it is', async (_, make, words) => {
    expect(await problem(await make())).toMatch(words);
  });
});

describe('records', () => {
  it('of JSON, nested and listed, and of what Kiln writes', async () => {
    const text = JSON.stringify({ total: 2, data: [{ name: 'Ada', company: { name: 'Works', domain: 'example.com' }, tags: ['a', 'b'], fields: { workEmail: { value: 'ada@example.com', values: [{ value: 'ada@example.com' }] } } }, { name: 'Ben', size: 12 }, 7] });
    const file = await openFile(blob(text));
    expect(file).toMatchObject({ format: 'json', names: ['name', 'company.name', 'company.domain', 'tags', 'workEmail', 'size'] });
    expect(await rowsOf(file)).toEqual([{ at: 1, cells: ['Ada', 'Works', 'example.com', 'a, b', 'ada@example.com', ''] }, { at: 2, cells: ['Ben', '', '', '', '', '12'] }, { at: 3, cells: ['7'], problem: 'not-json' }]);
  });
  it('of JSON Lines, with the lines that are none', async () => {
    const file = await openFile(blob('{"name":"Ada"}\n\n{"name":"Ben","city":"York"}\n{"name":\n[1]\n{"name":"Cleo"}'));
    expect(file).toMatchObject({ format: 'jsonl', names: ['name', 'city'] });
    expect((await rowsOf(file)).map(({ at, cells, problem: p }) => [at, p ?? cells.join('|')])).toEqual([[1, 'Ada|'], [3, 'Ben|York'], [4, 'not-json'], [5, 'not-json'], [6, 'Cleo|']]);
  });
  it('of JSON Lines, a line that is longer than a record may be is passed over, and the ones after it are read', async () => {
    const long = (end: string): string => `{"name":"${'x'.repeat(3 * IMPORT_RECORD_CHARS)}${end}`;
    const rows = await rowsOf(await openFile(blob(`{"name":"Ada"}\n${long('"}')}\n{"name":"Ben"}\n${long('')}`)));
    expect(rows.map(({ at, cells, problem: p }) => [at, p ?? cells.join('|')])).toEqual([[1, 'Ada'], [2, 'too-long'], [3, 'Ben'], [4, 'too-long']]);
    expect(Math.max(...rows.map(({ cells }) => cells[0]?.length ?? 0))).toBe(IMPORT_ASIDE_CHARS);
  });
  it('of JSON Lines, a line that never ends costs no more than its length', async () => {
    async function* parts(): AsyncGenerator<string> {
      for (let i = 0; i < 20_000; i++) yield 'x'.repeat(10_000);
    }
    const rows: number[] = [];
    for await (const some of jsonLines(parts())) rows.push(...some.map(({ at }) => at));
    expect(rows).toEqual([1]);
  }, 5_000);
  it.each([['[1, 2, 3]', 'no-records'], ['{"a": [', 'broken-json'], ['[]', 'no-records']])('%s is %s', async (text, wanted) => expect(await problem(text)).toBe(wanted));
  it('of contact cards: what Kiln writes, version 3, and version 2.1 with its old spelling', async () => {
    const own = vcardText({ kind: 'individual', name: 'Ada Example', family: 'Example', given: 'Ada', organisation: 'Works; and more', title: 'Head', emails: [{ value: 'ada@example.com', type: 'work' }, { value: 'a@home.example' }], phones: [{ value: '+442079460958', types: ['cell'] }], urls: ['https://www.linkedin.com/in/ada-example'], note: 'Line\nbreak', categories: [] });
    const old = 'BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCster;J=C3=B6rg;;;\r\nFN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J=C3=B6rg =\r\nM=C3=BCster\r\nTEL;CELL:0170 1234567\r\nEND:VCARD\r\n';
    const broken = 'BEGIN:VCARD\r\nVERSION:3.0\r\nthis is no property\r\nEND:VCARD\r\n';
    const file = await openFile(blob(own + old + broken));
    const rows = await rowsOf(file);
    const named = rows.map(({ cells }) => Object.fromEntries((file.names ?? []).map((name, i) => [name, cells[i]]).filter(([, cell]) => cell)));
    expect(named[0]).toMatchObject({ Name: 'Ada Example', 'First name': 'Ada', 'Last name': 'Example', Company: 'Works; and more', Title: 'Head', 'Work email': 'ada@example.com', Email: 'a@home.example', Mobile: '+442079460958', LinkedIn: 'https://www.linkedin.com/in/ada-example', Note: 'Line\nbreak' });
    expect(named[1]).toMatchObject({ Name: 'Jörg Müster', 'First name': 'Jörg', 'Last name': 'Müster', Mobile: '0170 1234567' });
    expect(rows[2]?.problem).toBe('not-a-card');
  });
});
