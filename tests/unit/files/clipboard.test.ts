import fc from 'fast-check';
import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { defuseFormula } from '../../../lib/core/formula.ts';
import { tsvText } from '../../../lib/files/csv.ts';
import { htmlTable } from '../../../lib/files/html-table.ts';
import { readPasted, readTsv } from '../../../lib/files/read/pasted.ts';

const parse = (html: string): Document => new JSDOM(html).window.document;
const pasted = (html: string, text = '') => readPasted({ html, text }, parse);
/** Cells that a spreadsheet could stumble over. */
const piece = fc.oneof(fc.string({ maxLength: 6 }), fc.constantFrom('"', '""', '\t', '\n', ';', "'", '=', '+', '-', '@', ' ', '=1+1', '&amp;', '<b>', 'é', '😀'));
const cell = fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join('').replace(/\r\n?/g, '\n'));
const block = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })).chain(([rows, cols]) => fc.array(fc.array(cell, { minLength: cols, maxLength: cols }), { minLength: rows, maxLength: rows }));

describe('what is copied', () => {
  it('comes back as it was, whatever stands in the cells', () => {
    fc.assert(
      fc.property(block, (cells) => {
        expect(pasted(htmlTable(cells), tsvText(cells))).toEqual(cells);
      }),
      { numRuns: 300 },
    );
  });
  it('is defused for everybody else', () => {
    fc.assert(
      fc.property(cell, (text) => {
        const [[shown] = []] = pasted(htmlTable([[text]]).replace(/data-kiln-cells="1"/, ''), '') ?? [];
        expect(shown?.trim()).toBe(defuseFormula(text).replace(/\u00a0/g, ' ').trim());
      }),
    );
    expect(tsvText([['=HYPERLINK("https://example.com")', '+441134960100']])).toBe('"\'=HYPERLINK(""https://example.com"")"\t+441134960100');
  });
  it('is text and never markup', () => {
    expect(htmlTable([['<img src=x onerror=alert(1)>', 'a\nb']])).toContain('&lt;img src=x onerror=alert(1)&gt;</td><td style="white-space:pre-wrap">a<br');
  });
});

describe('what is pasted', () => {
  it('is tab-separated text with cells of several lines, as spreadsheets write it', () => {
    expect(readTsv('Ada\t"two\r\nlines"\tsays ""hi""\r\n\t"a ""quote"""\t\r\n')).toEqual([['Ada', 'two\nlines', 'says ""hi""'], ['', 'a "quote"', '']]);
  });
  it.each([
    ['a quote that nobody closes', '"open\tb\nc\td', [['"open', 'b'], ['c', 'd']]],
    ['one value', 'x', [['x']]],
    ['nothing but a line end', '\n', [['']]],
    ['an empty line in between', 'a\n\nb', [['a'], [''], ['b']]],
    ['a quote inside of a cell', '6" pipe\tb', [['6" pipe', 'b']]],
  ])('%s', (_, text, cells) => expect(readTsv(text)).toEqual(cells));

  it('is the table of Excel: spaces as one, breaks of its own, spans, no styles', () => {
    const html = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>td{color:red}</style></head><body><!--StartFragment-->
      <table border=0><col width=64><tr height=20><td class=xl65>Ada\n  Example</td><td>one<br style='mso-data-placement:same-cell'>two</td></tr>
      <tr><td colspan=2>wide &amp; so&nbsp;on</td></tr><tr><td rowspan=2>tall</td><td>1</td></tr><tr><td>2</td></tr></table><!--EndFragment--></body></html>`;
    expect(pasted(html, 'never looked at')).toEqual([['Ada Example', 'one\ntwo'], ['wide & so on', ''], ['tall', '1'], ['', '2']]);
  });
  it('is the table of Google Sheets', () => {
    const html = `<meta charset='utf-8'><google-sheets-html-origin><style type="text/css">td {border: 1px}</style><table dir="ltr"><colgroup><col width="100"/></colgroup><tbody><tr style="height:21px;"><td data-sheets-value='{"1":2,"2":"a"}'>a "b"</td><td>x<br/>y</td></tr></tbody></table></google-sheets-html-origin>`;
    expect(pasted(html, '"a ""b"""\t"x\ny"')).toEqual([['a "b"', 'x\ny']]);
  });
  it('is the text where words stand around a table, where there are two, and where there is none', () => {
    const table = '<table><tr><td>in</td></tr></table>';
    expect([pasted(`<p>Words</p>${table}`, 'a\tb'), pasted(table + table, 'a\tb'), pasted('<b>bold</b>', 'a'), pasted('', ''), pasted(table, '')]).toEqual([[['a', 'b']], [['a', 'b']], [['a']], null, [['in']]]);
  });
  it('runs nothing and loads nothing', () => {
    expect(pasted('<table><tr><td><script>globalThis.hit = 1</script><img src="https://example.com/x.png">text</td></tr></table>')).toEqual([['text']]);
    expect('hit' in globalThis).toBe(false);
  });
  it('is bounded, whatever spans it claims', () => {
    const cells = pasted(`<table>${'<tr>'.padEnd(9, ' ')}${'<td colspan=1000 rowspan=65534>x</td>'.repeat(50)}</tr><tr><td>y</td></tr></table>`);
    expect(Math.max(...(cells ?? []).map((row) => row.length))).toBeLessThanOrEqual(400);
  });
});
