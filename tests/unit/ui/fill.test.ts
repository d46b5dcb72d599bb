import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CELL_PART_ROWS } from '../../../lib/core/limits.ts';
import type { LeadId, TableId } from '../../../lib/core/ids.ts';
import type { FieldKey } from '../../../lib/domain/lead/fields.ts';
import type { Lead } from '../../../lib/domain/lead/lead.ts';
import { cellsIn, holds, widthOf, type CellRange } from '../../../lib/ui/cell-range.ts';
import { fillWords } from '../../../lib/ui/cell-words.ts';
import { columnsOf } from '../../../lib/ui/columns.ts';
import { alongRows } from '../../../lib/ui/fill-along.ts';
import { filled, fillTo, sourceRows, type Fill } from '../../../lib/ui/fill-range.ts';
import { continued, repeated } from '../../../lib/ui/fill-series.ts';
import { naturalPositions } from '../../../lib/ui/positions.ts';

const from = (texts: readonly string[], first: number, count: number): (string | null)[] => Array.from({ length: count }, (_, i) => continued(texts)(first + i));
const next = (...texts: string[]): (string | null)[] => from(texts, texts.length, 3);
const range = (top: number, left: number, bottom: number, right: number): CellRange => ({ top, left, bottom, right });

describe('a series', () => {
  it.each([
    [['1', '2'], ['3', '4', '5']], [['10', '7'], ['4', '1', '-2']], [['0.1', '0.2'], ['0.3', '0.4', '0.5']], [['1', '1.5'], ['2', '2.5', '3']], [['9.90', '9.95'], ['10.00', '10.05', '10.10']],
    [['-0.5', '0.0'], ['0.5', '1.0', '1.5']], [['5', '5'], ['5', '5', '5']], [['999999999999998', '999999999999999'], [null, null, null]],
    [['2024-02-27', '2024-02-28'], ['2024-02-29', '2024-03-01', '2024-03-02']], [['2024-01-08', '2024-01-01'], ['2023-12-25', '2023-12-18', '2023-12-11']],
    [['2023-12-15', '2024-01-15'], ['2024-02-15', '2024-03-15', '2024-04-15']], [['2024-01-31', '2024-02-29'], ['2024-03-31', '2024-04-30', '2024-05-31']],
    [['2023-11-30', '2023-12-30'], ['2024-01-30', '2024-02-29', '2024-03-30']], [['2020-02-29', '2021-02-28'], ['2022-02-28', '2023-02-28', '2024-02-29']],
    [['2024-11', '2024-12'], ['2025-01', '2025-02', '2025-03']], [['9999-12-30', '9999-12-31'], [null, null, null]],
  ])('%j goes on with %j', (texts, wanted) => expect(next(...texts)).toEqual(wanted));
  it.each([
    [['1']], [['2024-01-01']], [['1', '2', '4']], [['007', '008']], [['1', '']], [['a1', 'a2']], [['2024-02-30', '2024-03-01']], [['2024-01', '2024-02-01']], [['2024-13', '2024-14']], [['1e3', '2e3']], [['2024-01-01', '2024-01-02', '2024-01-04']],
  ])('%j is repeated', (texts) => expect(from(texts, -texts.length, 3 * texts.length)).toEqual([...texts, ...texts, ...texts]));

  const numbers = fc.record({ first: fc.integer({ min: -1e9, max: 1e9 }), step: fc.integer({ min: -1e6, max: 1e6 }), decimals: fc.nat(4), given: fc.integer({ min: 2, max: 5 }) });
  const decimal = (value: number, decimals: number): string => {
    const digits = String(Math.abs(value)).padStart(decimals + 1, '0');
    return `${value < 0 ? '-' : ''}${digits.slice(0, digits.length - decimals)}${decimals === 0 ? '' : `.${digits.slice(digits.length - decimals)}`}`;
  };
  it('of numbers is exact, forwards and backwards, wherever it is taken up', () => {
    fc.assert(
      fc.property(numbers, fc.integer({ min: -40, max: 40 }), ({ first, step, decimals, given }, place) => {
        const at = (n: number): string => decimal(first + step * n, decimals);
        const texts = Array.from({ length: given }, (_, i) => at(i));
        expect(continued(texts)(place)).toBe(at(place));
        const later = Array.from({ length: given }, (_, i) => at(place + i));
        expect(continued(later)(-place)).toBe(at(0));
      }),
    );
  });
  it('of days is exact, forwards and backwards', () => {
    const day = (n: number): string => new Date(n * 86_400_000).toISOString().slice(0, 10);
    fc.assert(
      fc.property(fc.integer({ min: -200_000, max: 200_000 }), fc.integer({ min: -27, max: 27 }), fc.integer({ min: 3, max: 5 }), fc.integer({ min: -60, max: 60 }), (first, step, given, place) => {
        expect(continued(Array.from({ length: given }, (_, i) => day(first + step * i)))(place)).toBe(day(first + step * place));
      }),
    );
  });
  it('of months keeps the day, or the end of the month', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1600 * 12, max: 2400 * 12 }), fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 28 }), fc.nat(60), (month, step, day, place) => {
        const text = (n: number, of: number): string => `${String(Math.floor(n / 12)).padStart(4, '0')}-${String((n % 12) + 1).padStart(2, '0')}-${String(of).padStart(2, '0')}`;
        const end = (n: number): string => text(n, new Date(Date.UTC(Math.floor(n / 12), (n % 12) + 1, 0)).getUTCDate());
        const [ends, plain] = [[end(month), end(month + step)], [text(month, day), text(month + step, day)]];
        expect(continued(ends)(place)).toBe(end(month + step * place));
        expect(continued(plain)(place)).toBe(plain.join(' ') === ends.join(' ') ? end(month + step * place) : text(month + step * place, day));
      }),
    );
  });
  it('leaves what is given as it is, whatever that is, or repeats it', () => {
    const text = fc.oneof(fc.string({ maxLength: 6 }), fc.integer({ min: 0, max: 30 }).map(String), fc.constantFrom('2024-01-31', '2024-02-29', '2023-02-28', '0000-01-01', '9999-12-31', '0.10', '-0', '-0.0'));
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 5 }), fc.integer({ min: -9, max: 9 }), (texts, place) => {
        const series = continued(texts);
        for (const [i, given] of texts.entries()) {
          // The same value, if written in another way: -0 is 0.
          const shown = series(i);
          expect(shown === given || Number(shown) === Number(given)).toBe(true);
        }
        expect(['string', 'object']).toContain(typeof series(place));
        expect(repeated(texts)(place + texts.length)).toBe(repeated(texts)(place));
      }),
    );
  });
});

/** Whatever is filled stands outside of the source, goes one way, and ends where the pointer is. */
function wrongsOf({ source, target, whole, way }: Fill, over: { readonly row: number; readonly col: number }): string[] {
  const isRow = way === 'down' || way === 'up';
  const inSource = Array.from({ length: cellsIn(target) }, (_, i) => [target.top + Math.floor(i / widthOf(target)), target.left + (i % widthOf(target))] as const).some(([row, col]) => holds(source, row, col));
  return [
    cellsIn(whole) === cellsIn(source) + cellsIn(target) ? '' : 'whole is not both',
    inSource ? 'the source is written' : '',
    (isRow ? [whole.top, whole.bottom].includes(over.row) : [whole.left, whole.right].includes(over.col)) ? '' : 'it ends elsewhere',
    (isRow ? target.left === source.left && target.right === source.right : target.top === source.top && target.bottom === source.bottom) ? '' : 'it is wider than the source',
  ].filter(Boolean);
}

describe('the handle', () => {
  it('fills one way, never the source, and as far as the cell it is held over', () => {
    const place = fc.record({ row: fc.nat(12), col: fc.nat(8) });
    fc.assert(
      fc.property(place, place, place, fc.boolean(), (a, b, over, isUpright) => {
        const source = range(Math.min(a.row, b.row), Math.min(a.col, b.col), Math.max(a.row, b.row), Math.max(a.col, b.col));
        const fill = fillTo(source, over, isUpright);
        expect(fill === null).toBe(holds(source, over.row, over.col));
        expect(fill ? wrongsOf(fill, over) : []).toEqual([]);
      }),
    );
    const source = range(2, 2, 3, 3);
    expect([fillTo(source, { row: 5, col: 5 }, true)?.way, fillTo(source, { row: 5, col: 5 }, false)?.way, fillTo(source, { row: 0, col: 3 }, false)?.way]).toEqual(['down', 'right', 'up']);
    expect([{ row: 4, col: 2 }, { row: 0, col: 2 }, { row: 2, col: 6 }].map((over) => fillWords(fillTo(source, over, true) ?? { way: 'left', source, target: source, whole: source }))).toEqual(['Fills 1 row down', 'Fills 2 rows up', 'Fills 3 columns to the right']);
  });
  const [text, number, phone, choice] = [{ type: 'text' as const }, { type: 'number' as const }, { type: 'phone' as const }, { type: 'text' as const, custom: { key: 'x.c' as const, kind: 'person' as const, name: 'c', type: 'text' as const, options: ['1', '2', '3'], createdAt: 1 } }];
  const cells = (texts: string[][], columns: Parameters<typeof filled>[1], way: Parameters<typeof filled>[2], rows: number, cols: number, isCopy = false) => {
    const at = filled(texts, columns, way, { rows, cols }, isCopy);
    return Array.from({ length: rows }, (_, row) => Array.from({ length: cols }, (__, col) => at(row, col)));
  };
  it('continues each column for itself, down and up; what is no amount and no day is repeated', () => {
    const source = [['1', 'a', '555', '1'], ['2', 'b', '556', '2']];
    expect(cells(source, [number, text, phone, choice], 'down', 3, 4)).toEqual([['3', 'a', '555', '1'], ['4', 'b', '556', '2'], ['5', 'a', '555', '1']]);
    expect(cells(source, [number, text, phone, choice], 'up', 3, 4)).toEqual([['-2', 'b', '556', '2'], ['-1', 'a', '555', '1'], ['0', 'b', '556', '2']]);
    expect(cells(source, [number, text, phone, choice], 'down', 2, 4, true)).toEqual(source);
  });
  it('continues each row for itself, to both sides', () => {
    expect(cells([['1', '2'], ['x', 'y']], [number, text], 'right', 2, 3)).toEqual([['3', '4', '5'], ['x', 'y', 'x']]);
    expect(cells([['1', '2'], ['x', 'y']], [number, text], 'left', 2, 3)).toEqual([['-2', '-1', '0'], ['y', 'x', 'y']]);
    expect(cells([['1', '2']], [number, phone], 'right', 1, 2)).toEqual([['1', '2']]);
  });
  it('by key goes on from the rows above the first in which nothing stands', () => {
    expect([sourceRows([['1'], ['2'], [''], ['']]), sourceRows([['1', ''], ['', '']]), sourceRows([['1'], ['2'], ['3']]), sourceRows([['1'], ['2']]), sourceRows([[''], ['1']]), sourceRows([['1']])]).toEqual([2, 1, 2, null, null, null]);
  });
});

describe('the end of the column beside', () => {
  const TABLE = 'table-0001' as TableId;
  const columns = columnsOf('person', []).filter(({ field }) => ['name', 'title', 'companyName'].includes(field));
  const of = (heights: readonly number[], size: number) => {
    let reads = 0;
    const lead = (order: number): Lead => ({
      id: `lead-${order}` as LeadId, tableId: TABLE, kind: 'person', order, keys: [], createdAt: 1, updatedAt: 1,
      fields: Object.fromEntries((['name', 'title', 'companyName'] as FieldKey[]).flatMap((field, i) => (order <= (heights[i] ?? 0) ? [[field, { values: [{ value: 'x', confidence: 80, provenance: { origin: 'import', at: 1 } }] }]] : []))),
    });
    const deps = { leadsAt: async (_: TableId, places: readonly number[]) => ((reads += 1), places.map(lead)) };
    return { reads: () => reads, rows: (bottom: number, col: number, most = 1e6) => alongRows(deps, { tableId: TABLE, positions: naturalPositions(size + 1, []), columns, range: range(bottom, col, bottom, col), most }, 1) };
  };
  it('is that of the column to the left, or where that is empty to the right', async () => {
    const w = of([5, 1, 8], 20);
    expect([await w.rows(0, 1), await w.rows(3, 1), await w.rows(6, 1), await w.rows(19, 1), await w.rows(0, 0)]).toEqual([4, 1, 1, 0, 0]);
  });
  it('is found in parts, and no further than asked for', async () => {
    const size = CELL_PART_ROWS * 3;
    const w = of([size, 0, 0], size);
    expect(await w.rows(0, 1)).toBe(size - 1);
    expect(w.reads()).toBe(3);
    expect(await w.rows(0, 1, 10)).toBe(CELL_PART_ROWS);
  });
});
