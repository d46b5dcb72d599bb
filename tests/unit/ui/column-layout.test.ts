import fc from 'fast-check';
import { expect, it } from 'vitest';
import { COLUMN_LEAST_PX, COLUMN_MOST_PX } from '../../../lib/core/view-limits.ts';
import { USUAL_LAYOUT, withPinned } from '../../../lib/domain/view/layout.ts';
import { edgesOf, fitted, gapAt, laidOut } from '../../../lib/ui/column-layout.ts';
import { columnsOf } from '../../../lib/ui/columns.ts';
import { CHECK_PX } from '../../../lib/ui/grid-geometry.ts';

const all = columnsOf('person', []);
const usual = all.map(({ field }) => field);

it('widths of their own are kept within what a column can be', () => {
  const laid = laidOut(all, { ...USUAL_LAYOUT, widths: { title: 300, workEmail: 9_000, mobile: 1 } });
  const widthOf = (field: string) => laid.columns.find((column) => column.field === field)?.width;
  expect([widthOf('title'), widthOf('workEmail'), widthOf('mobile'), widthOf('name')]).toEqual([300, COLUMN_MOST_PX, COLUMN_LEAST_PX, 154]);
});

it('pinned columns leave two fifths of the grid to the others, whatever is pinned and however narrow it is', () => {
  fc.assert(
    fc.property(fc.integer({ min: 320, max: 2_600 }), fc.integer({ min: 1, max: all.length }), fc.integer({ min: COLUMN_LEAST_PX, max: COLUMN_MOST_PX }), (gridPx, count, nameWidth) => {
      const laid = laidOut(all, { ...withPinned(usual, USUAL_LAYOUT, count), widths: { name: nameWidth } });
      const drawn = fitted(laid, gridPx);
      expect(drawn.pinned).toBeGreaterThanOrEqual(1);
      expect(drawn.pinned).toBeLessThanOrEqual(laid.pinned);
      expect(edgesOf(drawn.columns)[drawn.pinned]).toBeLessThanOrEqual(gridPx * 0.6);
      // One more would not fit.
      expect(drawn.pinned === laid.pinned || (edgesOf(drawn.columns)[drawn.pinned + 1] ?? 0) > gridPx * 0.6).toBe(true);
      expect(drawn.columns.map(({ field }) => field)).toEqual(laid.columns.map(({ field }) => field));
    }),
  );
});

it('in a window of 360 pixels only the name is pinned', () => {
  expect(fitted(laidOut(all, withPinned(usual, USUAL_LAYOUT, 4)), 360).pinned).toBe(1);
});

it('what is dragged goes into the nearest gap, never before the name', () => {
  const edges = edgesOf([{ width: 100 }, { width: 100 }, { width: 200 }]);
  expect(edges).toEqual([CHECK_PX, CHECK_PX + 100, CHECK_PX + 200, CHECK_PX + 400]);
  expect([0, 60, 193, 195, 343, 345, 900].map((px) => gapAt(edges, px))).toEqual([1, 1, 1, 2, 2, 3, 3]);
});
