import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LeadKey } from '../../../lib/domain/lead/custom.ts';
import { layoutKey, orderedKeys, pinnedOf, shownKeys, USUAL_LAYOUT, withHidden, withMoved, withPinned, withWidth, type ColumnLayout } from '../../../lib/domain/view/layout.ts';

const USUAL: readonly LeadKey[] = ['name', 'title', 'companyName', 'workEmail', 'mobile', 'location', 'x.own'];
const key = fc.constantFrom<LeadKey>(...USUAL, 'x.gone', 'x.gone2');
/** Whatever a store could hold, the name in the wrong places and columns that are gone among them. */
const anyLayout: fc.Arbitrary<ColumnLayout> = fc
  .record({ hidden: fc.uniqueArray(key), order: fc.uniqueArray(key), pinnedTo: fc.option(key, { nil: undefined }) })
  .map(({ pinnedTo, ...rest }) => ({ ...USUAL_LAYOUT, ...rest, ...(pinnedTo === undefined ? {} : { pinnedTo }) }));

describe('how columns stand', () => {
  it('every column is there once, the name first, what is hidden out of sight', () => {
    fc.assert(
      fc.property(anyLayout, (layout) => {
        const ordered = orderedKeys(USUAL, layout);
        expect(ordered.toSorted()).toEqual(USUAL.toSorted());
        expect(ordered[0]).toBe('name');
        expect(shownKeys(USUAL, layout)).toEqual(ordered.filter((one) => one === 'name' || !layout.hidden.includes(one)));
        const pinned = pinnedOf(USUAL, layout);
        expect(pinned).toBeGreaterThanOrEqual(1);
        expect(pinned).toBeLessThanOrEqual(shownKeys(USUAL, layout).length);
      }),
    );
  });

  it('a move takes one column where it is put and leaves the others in their order', () => {
    fc.assert(
      fc.property(anyLayout, fc.nat(8), fc.integer({ min: -2, max: 9 }), (layout, from, to) => {
        const before = shownKeys(USUAL, layout);
        const next = withMoved(USUAL, layout, from, to);
        const after = shownKeys(USUAL, next);
        fc.pre(from > 0 && from < before.length);
        const moved = before[from]!;
        expect(after.filter((one) => one !== moved)).toEqual(before.filter((one) => one !== moved));
        expect(after.indexOf(moved)).toBe(Math.max(1, Math.min(before.length - 1, to)));
        expect(next.hidden).toEqual(layout.hidden);
        // Those that stay on their side of the edge of what is pinned do so; only the moved one changes sides.
        const [was, is] = [pinnedOf(USUAL, layout), pinnedOf(USUAL, next)];
        const others = (shown: readonly LeadKey[], pinned: number) => shown.slice(0, pinned).filter((one) => one !== moved);
        expect(others(after, is)).toEqual(others(before, was));
      }),
    );
  });

  it('the name goes nowhere, and what is not there neither', () => {
    expect([withMoved(USUAL, USUAL_LAYOUT, 0, 3), withMoved(USUAL, USUAL_LAYOUT, 9, 1)]).toEqual([USUAL_LAYOUT, USUAL_LAYOUT]);
  });

  it('there and back is where it was, and the usual order is none of its own', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }), (from, to) => {
        const there = withMoved(USUAL, USUAL_LAYOUT, from, to);
        expect(layoutKey(there) === layoutKey(USUAL_LAYOUT)).toBe(from === to);
        expect(withMoved(USUAL, there, to, from)).toEqual(USUAL_LAYOUT);
      }),
    );
  });

  it('columns that are gone keep their place for when they come back', () => {
    const layout = withMoved(USUAL, USUAL_LAYOUT, 6, 1);
    const without = USUAL.filter((one) => one !== 'x.own');
    const moved = withMoved(without, layout, 5, 1);
    expect(shownKeys(without, moved)).toEqual(['name', 'location', 'title', 'companyName', 'workEmail', 'mobile']);
    expect(shownKeys(USUAL, moved)).toEqual(['name', 'location', 'x.own', 'title', 'companyName', 'workEmail', 'mobile']);
  });

  it('so many are pinned as asked, and dragging in or out of them changes it', () => {
    const three = withPinned(USUAL, USUAL_LAYOUT, 3);
    expect(pinnedOf(USUAL, three)).toBe(3);
    expect(pinnedOf(USUAL, withPinned(USUAL, three, 1))).toBe(1);
    expect(pinnedOf(USUAL, withMoved(USUAL, three, 5, 1))).toBe(4);
    expect(pinnedOf(USUAL, withMoved(USUAL, three, 1, 4))).toBe(2);
    expect(pinnedOf(USUAL, withMoved(USUAL, three, 1, 2))).toBe(3);
    expect(pinnedOf(USUAL, withHidden(three, 'companyName', true))).toBe(2);
    expect(pinnedOf(USUAL, withHidden(withHidden(three, 'companyName', true), 'companyName', false))).toBe(3);
  });

  it('a width of its own goes when it is the usual one', () => {
    const wide = withWidth(USUAL_LAYOUT, 'title', 300, 156);
    expect(wide.widths).toEqual({ title: 300 });
    expect(withWidth(wide, 'title', 156, 156)).toEqual(USUAL_LAYOUT);
  });
});
