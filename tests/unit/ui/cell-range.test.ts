import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellsIn, extendBy, heightOf, holds, isWhole, rangeOf, rangeWords, widthOf, type CellRange } from '../../../lib/ui/cell-range.ts';
import { afterTyping } from '../../../lib/ui/grid-keys.ts';
import { filledFrom, placed } from '../../../lib/ui/paste-block.ts';

const size = fc.record({ rows: fc.integer({ min: 1, max: 12 }), cols: fc.integer({ min: 1, max: 8 }) });
const place = fc.record({ row: fc.nat(14), col: fc.nat(10) });
const press = (key: string, ctrlKey = false) => ({ key, ctrlKey, metaKey: false, shiftKey: true, altKey: false });
const range = (top: number, left: number, bottom: number, right: number): CellRange => ({ top, left, bottom, right });

describe('a range of cells', () => {
  it('holds both of its corners and nothing outside of the grid', () => {
    fc.assert(
      fc.property(size, place, fc.option(place), (of, anchor, head) => {
        const found = rangeOf(anchor, head, of);
        let inside = 0;
        for (let row = 0; row < of.rows; row++) for (let col = 0; col < of.cols; col++) if (holds(found, row, col)) inside += 1;
        expect(inside).toBe(cellsIn(found));
        expect(inside).toBe(heightOf(found) * widthOf(found));
        for (const corner of [anchor, head ?? anchor]) expect(holds(found, Math.min(corner.row, of.rows - 1), Math.min(corner.col, of.cols - 1))).toBe(true);
        expect(rangeOf(head ?? anchor, anchor, of)).toEqual(found);
      }),
    );
  });
  it('grows and shrinks at one corner: what is gone forth is gone back', () => {
    const keys = [['ArrowRight', 'ArrowLeft'], ['ArrowDown', 'ArrowUp']] as const;
    fc.assert(
      fc.property(fc.array(fc.nat(1), { maxLength: 6 }), (moves) => {
        const of = { rows: 50, cols: 50, page: 5 };
        const anchor = { row: 20, col: 20 };
        let head = anchor;
        for (const move of moves) head = extendBy(anchor, head, press(keys[move]?.[0] ?? ''), of) ?? head;
        expect(cellsIn(rangeOf(anchor, head, of))).toBe((moves.filter((m) => m === 0).length + 1) * (moves.filter((m) => m === 1).length + 1));
        for (const move of moves) head = extendBy(anchor, head, press(keys[move]?.[1] ?? ''), of) ?? head;
        expect(head).toEqual(anchor);
      }),
    );
  });
  it('goes to the ends, and says how large it is', () => {
    const of = { rows: 1_200, cols: 9, page: 20 };
    const anchor = { row: 4, col: 2 };
    expect(rangeWords(rangeOf(anchor, extendBy(anchor, null, press('End'), of), of))).toBe('1 row, 7 columns selected');
    expect(rangeWords(rangeOf(anchor, extendBy(anchor, null, press('ArrowDown', true), of), of))).toBe('1,196 rows, 1 column selected');
    expect(isWhole(rangeOf({ row: 0, col: 0 }, extendBy({ row: 0, col: 0 }, null, press('End', true), of), of), of)).toBe(true);
    expect(extendBy(anchor, null, press('a'), of)).toBeNull();
  });
});

describe('leaving an editor', () => {
  const of = { rows: 3, cols: 2 };
  it.each([
    ['Enter', false, { row: 1, col: 0 }, { row: 2, col: 0 }], ['Enter', true, { row: 1, col: 0 }, { row: 0, col: 0 }], ['Enter', false, { row: 2, col: 1 }, { row: 2, col: 1 }],
    ['Tab', false, { row: 0, col: 0 }, { row: 0, col: 1 }], ['Tab', false, { row: 0, col: 1 }, { row: 1, col: 0 }], ['Tab', false, { row: 2, col: 1 }, { row: 2, col: 1 }],
    ['Tab', true, { row: 1, col: 0 }, { row: 0, col: 1 }], ['Tab', true, { row: 0, col: 0 }, { row: 0, col: 0 }],
  ] as const)('%s, back: %s, from %j to %j', (key, isBack, from, to) => expect(afterTyping(from, key, isBack, of)).toEqual(to));
});

const block = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 })).map(([rows, cols]) => Array.from({ length: rows }, (_, r) => Array.from({ length: cols }, (__, c) => `${r},${c}`)));

describe('where a paste goes', () => {
  it('writes inside of the table only, each cell from its place in the block, and counts the rest', () => {
    fc.assert(
      fc.property(block, size, place, place, (cells, of, a, b) => {
        const selected = rangeOf(a, b, of);
        const to = placed(cells, selected, of);
        const [height, width] = [cells.length, cells[0]?.length ?? 0];
        expect([to.range.top, to.range.left]).toEqual([selected.top, selected.left]);
        expect(to.range.bottom).toBeLessThan(of.rows);
        expect(to.range.right).toBeLessThan(of.cols);
        for (let row = to.range.top; row <= to.range.bottom; row++) for (let col = to.range.left; col <= to.range.right; col++) expect(to.textAt(row, col)).toBe(`${(row - selected.top) % height},${(col - selected.left) % width}`);
        const isRepeated = heightOf(selected) % height === 0 && widthOf(selected) % width === 0;
        expect([heightOf(to.range) + to.rowsOver, widthOf(to.range) + to.columnsOver]).toEqual(isRepeated ? [heightOf(selected), widthOf(selected)] : [height, width]);
      }),
    );
  });
  it('one value fills a range, a pattern is repeated, anything else stands once', () => {
    const of = { rows: 100, cols: 10 };
    expect(placed([['x']], range(2, 1, 5, 3), of)).toMatchObject({ range: range(2, 1, 5, 3), rowsOver: 0, columnsOver: 0 });
    expect(placed([['a'], ['b']], range(0, 0, 3, 0), of)).toMatchObject({ range: range(0, 0, 3, 0) });
    expect(placed([['a'], ['b']], range(0, 0, 2, 0), of)).toMatchObject({ range: range(0, 0, 1, 0) });
    expect(placed([['a', 'b'], ['c']], range(98, 9, 98, 9), of)).toMatchObject({ range: range(98, 9, 99, 9), columnsOver: 1 });
    expect(placed([['a', 'b'], ['c']], range(0, 0, 0, 0), of).textAt(1, 1)).toBeNull();
    expect(placed([['a'], ['b'], ['c']], range(99, 0, 99, 0), of)).toMatchObject({ rowsOver: 2 });
  });
  it('filling takes the edge of the range, or what is before a range of one', () => {
    expect(filledFrom(range(2, 1, 5, 3), 'down')).toEqual({ source: range(2, 1, 2, 3), target: range(3, 1, 5, 3) });
    expect(filledFrom(range(2, 1, 2, 3), 'down')).toEqual({ source: range(1, 1, 1, 3), target: range(2, 1, 2, 3) });
    expect(filledFrom(range(0, 1, 0, 3), 'down')).toBeNull();
    expect(filledFrom(range(2, 1, 5, 3), 'right')).toEqual({ source: range(2, 1, 5, 1), target: range(2, 2, 5, 3) });
    expect(filledFrom(range(2, 0, 5, 0), 'right')).toBeNull();
  });
});
