import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { includes, withRange, type Ranges } from '../../../lib/core/ranges.ts';
import { groupsIn, shutTest, withToggled, ALL_OPEN, ALL_SHUT, type Shut } from '../../../lib/domain/view/group.ts';
import { orderOfRanks, ranksOf, type SortColumn } from '../../../lib/domain/view/order.ts';
import { GROUP_PX, rowHeights } from '../../../lib/ui/grid-geometry.ts';
import { groupMove } from '../../../lib/ui/group-keys.ts';
import { groupedRows, headRowWhen, joinGroups, type GroupedPlaces } from '../../../lib/ui/group-rows.ts';
import { rowWindow, scrollFor, TALLEST_PX } from '../../../lib/ui/use-row-scroll.ts';

const text = fc.option(fc.constantFrom('Ceramics', 'ceramics', 'Furniture', 'Café', 'CAFE', 'Zinc', '9', '10'), { nil: undefined });
const found = (texts: readonly (string | undefined)[], down = false, type: SortColumn['type'] = 'text', first = 1): GroupedPlaces => {
  const column: SortColumn = { texts, type, down };
  const ranks = ranksOf(column);
  const order = orderOfRanks([ranks], texts.length);
  return { places: order.map((row) => row + first), groups: groupsIn(column, ranks, order) };
};
const shown = ({ places, groups }: GroupedPlaces) => groups.keys.map((key, i) => [key, [...places.subarray(groups.starts[i], groups.starts[i + 1])]] as const);

describe('groups of rows in order', () => {
  it('each row is in one group, rows that look alike in the same, those of which nothing is known last', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 40 }), fc.boolean(), (texts, down) => {
        const all = shown(found(texts, down));
        expect(all.flatMap(([, places]) => places).toSorted((a, b) => a - b)).toEqual(texts.map((_, i) => i + 1));
        expect(new Set(all.map(([key]) => key)).size).toBe(all.length);
        for (const [key, places] of all) for (const place of places) expect((texts[place - 1] ?? '').normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()).toBe(key);
        expect(all.slice(0, -1).map(([key]) => key)).not.toContain('');
      }),
    );
  });
  it('numbers are groups by what they say, and what is no number stands with what is not known', () => {
    const { groups } = found(['1,200', '9', 'many', '1200', undefined], true, 'number');
    expect([groups.keys, groups.labels, [...groups.starts]]).toEqual([['1200', '9', ''], ['1,200', '9', undefined], [0, 2, 3]]);
  });
  it('leads that come later go behind those of their group', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 30 }), fc.array(text, { maxLength: 30 }), (first, later) => {
        const joined = shown(joinGroups(found(first), found(later, false, 'text', first.length + 1)));
        const whole = new Map(shown(found([...first, ...later])));
        expect(new Map(joined)).toEqual(whole);
        expect(joined.filter(([key], i) => key === '' && i < joined.length - 1)).toEqual([]);
      }),
    );
  });
});

describe('rows with heads', () => {
  const anyShut: fc.Arbitrary<Shut> = fc.record({ all: fc.boolean(), but: fc.uniqueArray(fc.constantFrom('ceramics', 'furniture', 'cafe', '')) });
  it('a row is a head or a lead, and each lead that shows is found in its row', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 40 }), anyShut, fc.array(fc.integer({ min: 1, max: 40 })), (texts, shut, holes) => {
        const gone = holes.reduce<Ranges>((ranges, n) => withRange(ranges, n, n), []);
        const isShut = shutTest(shut);
        const rows = groupedRows(found(texts), gone, isShut);
        const expected = shown(found(texts)).flatMap(([key, places]) => {
          const left = places.filter((place) => !includes(gone, place));
          return left.length === 0 ? [] : [`${key} ${left.length}`, ...(isShut(key) ? [] : left)];
        });
        const seen = Array.from({ length: rows.length }, (_, row) => {
          const head = rows.headAt(row);
          return head ? `${head.key} ${head.count}` : rows.at(row);
        });
        expect(seen).toEqual(expected);
        expect([...rows.heads]).toEqual(seen.flatMap((one, row) => (typeof one === 'string' ? [row] : [])));
        for (let place = 1; place <= texts.length; place++) expect(rows.rowOf(place)).toBe(seen.indexOf(place));
        for (const head of rows.heads) {
          expect(rows.at(head)).toBe(0);
          expect(groupedRows(found(texts), gone, shutTest(ALL_SHUT)).headAt(headRowWhen(rows, head, true))?.key).toBe(rows.headAt(head)?.key);
          expect(groupedRows(found(texts), gone, shutTest(ALL_OPEN)).headAt(headRowWhen(rows, head, false))?.key).toBe(rows.headAt(head)?.key);
        }
      }),
    );
  });
  it('a hundred thousand groups of one are rows at once', () => {
    const places = Uint32Array.from({ length: 100_000 }, (_, i) => i + 1);
    const rows = groupedRows({ places, groups: { starts: places.map((_, i) => i), keys: Array.from(places, String), labels: Array.from(places, String) } });
    expect([rows.length, rows.at(199_999), rows.headAt(199_998)?.label, rows.rowOf(50_000)]).toEqual([200_000, 100_000, '100000', 99_999]);
  });
  it('one group is turned and turned back, and no more are remembered than can be', () => {
    const one = withToggled(ALL_OPEN, 'a');
    expect(one && withToggled(one, 'a')).toEqual(ALL_OPEN);
    expect(shutTest(withToggled(ALL_SHUT, 'a') ?? ALL_OPEN)('a')).toBe(false);
    const full = { all: false, but: Array.from({ length: 500 }, (_, i) => String(i)) };
    expect([withToggled(full, 'more'), withToggled(full, '7')?.but.length]).toEqual([null, 499]);
  });
});

describe('where rows stand', () => {
  it('rows and heads lie below each other, and the row at a pixel is the one that covers it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.constantFrom(28, 34, 72), fc.uniqueArray(fc.nat(59)), fc.nat(), (rows, rowPx, some, at) => {
        const heads = some.filter((row) => row < rows).sort((a, b) => a - b);
        const heights = rowHeights(rows, rowPx, heads);
        let top = 0;
        for (let row = 0; row < rows; row++) {
          expect([heights.topOf(row), heights.heightOf(row)]).toEqual([top, heads.includes(row) ? GROUP_PX : rowPx]);
          top += heights.heightOf(row);
        }
        expect(heights.wholePx).toBe(top);
        const px = at % top;
        const row = heights.rowAt(px);
        expect(heights.topOf(row)).toBeLessThanOrEqual(px);
        expect(heights.topOf(row) + heights.heightOf(row)).toBeGreaterThan(px);
        expect([heights.rowAt(-5), heights.rowAt(top + 500)]).toEqual([0, rows - 1]);
      }),
    );
  });
  it.each([28, 34, 72])('a million leads in a thousand groups, %i pixels each: every end is reached', (rowPx) => {
    const rows = 1_001_000;
    const heights = rowHeights(rows, rowPx, Uint32Array.from({ length: 1_000 }, (_, i) => i * 1_001));
    const view = 700;
    const { height } = rowWindow(heights, view, 0);
    expect(height).toBeLessThanOrEqual(TALLEST_PX);
    expect(rowWindow(heights, view, height - view).last).toBe(rows - 1);
    for (const row of [0, 1_000, 1_001, 500_500, rows - 1]) {
      const to = scrollFor(row, heights, view, 0) ?? 0;
      const window = rowWindow(heights, view, to);
      expect(window.topOf(row)).toBeGreaterThanOrEqual(to - 1);
      expect(window.topOf(row) + heights.heightOf(row)).toBeLessThanOrEqual(to + view + 1);
      expect(row >= window.first && row <= window.last).toBe(true);
      expect(window.last - window.first).toBeLessThan(window.slots);
    }
  });
});

it('keys turn groups as in a tree grid', () => {
  const press = (key: string, ctrlKey = false) => ({ key, ctrlKey, metaKey: false, altKey: false, shiftKey: false });
  expect([groupMove(press('ArrowRight'), true, 3), groupMove(press('ArrowRight'), false, 3), groupMove(press('ArrowLeft'), false, 3), groupMove(press('ArrowLeft'), true, 3)]).toEqual(['open', 'stay', 'shut', 'stay']);
  expect([groupMove(press('ArrowRight', true), true, 0), groupMove(press('ArrowLeft', true), true, 0), groupMove(press('Enter'), true, 0), groupMove(press(' '), false, 0)]).toEqual(['open-all', 'shut-all', 'open', 'shut']);
  expect([groupMove(press('ArrowLeft'), undefined, 0), groupMove(press('ArrowLeft'), undefined, 1), groupMove(press('ArrowLeft', true), undefined, 0), groupMove(press('ArrowDown'), true, 0), groupMove(press('x'), true, 0)]).toEqual(['to-head', null, null, null, null]);
});
