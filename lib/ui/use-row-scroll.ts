import { useCallback, useLayoutEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { HEAD_PX, type RowHeights } from './grid-geometry.ts';

/** Browsers hold no element that is higher than about 33.5 million pixels; above this the rows are scrolled through in proportion. */
export const TALLEST_PX = 32_000_000;
/** Rows drawn above and below what is seen. */
const SPARE = 8;

export interface RowWindow {
  /** First and last row that are drawn; last is before first when there are none. */
  readonly first: number;
  readonly last: number;
  /** Height of the element that is scrolled through. */
  readonly height: number;
  /** Rows that a step by page moves: what fits on the screen, less one. */
  readonly page: number;
  /** The most rows that are drawn at a time. */
  readonly slots: number;
  /** Where a row is drawn in that element. */
  topOf(row: number): number;
}

/** Height of what is scrolled through, and pixels of rows per pixel of it. The last row is reached exactly when the scroll bar is at its end. */
function scaleOf({ wholePx }: RowHeights, viewPx: number): { readonly height: number; readonly ratio: number } {
  const height = Math.min(wholePx, TALLEST_PX);
  return { height, ratio: height < wholePx && height > viewPx ? (wholePx - viewPx) / (height - viewPx) : 1 };
}

/** The window for a scroll position. Nothing is measured and nothing is kept per row. */
export function rowWindow(heights: RowHeights, viewPx: number, scrollTop: number): RowWindow {
  const { height, ratio } = scaleOf(heights, viewPx);
  const at = Math.min(scrollTop, Math.max(0, height - viewPx)) * ratio;
  const slots = Math.ceil(viewPx / heights.leastPx) + 2 + 2 * SPARE;
  const top = Math.max(0, heights.rowAt(at) - SPARE);
  const bottom = heights.rows === 0 ? -1 : Math.min(heights.rows - 1, heights.rowAt(at + viewPx) + SPARE);
  // Where all rows have one height always as many are drawn: none is taken away when one less fits, to be made again at the next step.
  const isFull = heights.leastPx === heights.rowPx;
  const first = isFull ? Math.max(0, Math.min(top, heights.rows - slots)) : top;
  return {
    first,
    last: isFull ? Math.min(heights.rows - 1, first + slots - 1) : bottom,
    height,
    page: Math.max(1, Math.floor(viewPx / heights.rowPx) - 1),
    slots,
    topOf: (row) => heights.topOf(row) - at + at / ratio,
  };
}

/** The scroll position that brings a row into view with the least movement; null when it is in view. */
export function scrollFor(row: number, heights: RowHeights, viewPx: number, scrollTop: number): number | null {
  const { ratio } = scaleOf(heights, viewPx);
  const at = scrollTop * ratio;
  const top = heights.topOf(row);
  const bottom = top + heights.heightOf(row);
  if (top >= at && bottom <= at + viewPx) return null;
  return (top < at ? top : bottom - viewPx) / ratio;
}

/**
 * The rows that are drawn, in the order of their elements. An element shows every so-manieth row, and one that has to be put elsewhere
 * among the others is styled and laid out anew, with all that is in it: while rows go by the elements stay as they were when the
 * rows stood still, and only then are put into the order of the rows.
 * @param rested the first row that was drawn when the rows last stood still
 */
export function inSlots(first: number, last: number, slots: number, rested: number): number[] {
  const placeOf = (row: number): number => (((row - rested) % slots) + slots) % slots;
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i).sort((a, b) => placeOf(a) - placeOf(b));
}

interface BoxState {
  readonly scrollTop: number;
  readonly clientWidth: number;
  readonly clientHeight: number;
}
const NO_BOX: BoxState = { scrollTop: 0, clientWidth: 0, clientHeight: 0 };

/**
 * How the grid stands, read when it was scrolled or has another size and at no other time: React asks again after it has drawn, and a
 * look at the element then makes the browser lay out every row once more in the same frame.
 * @param boxOf always the same function
 */
function useBox(boxOf: () => HTMLElement | null): readonly [subscribe: (changed: () => void) => () => void, latest: () => BoxState] {
  const known = useRef(NO_BOX);
  const subscribe = useCallback((changed: () => void) => {
    const node = boxOf();
    if (!node) return () => undefined;
    const look = (): void => {
      const { scrollTop, clientWidth, clientHeight } = node;
      known.current = { scrollTop, clientWidth, clientHeight };
      changed();
    };
    look();
    const sizes = new ResizeObserver(look);
    sizes.observe(node);
    node.addEventListener('scroll', look, { passive: true });
    return () => {
      sizes.disconnect();
      node.removeEventListener('scroll', look);
    };
  }, [boxOf]);
  return [subscribe, useCallback(() => known.current, [])];
}

/** The width in which columns show, in pixels; 0 before it is known. */
export function useBoxWidth(boxOf: () => HTMLElement | null): number {
  const [subscribe, latest] = useBox(boxOf);
  return useSyncExternalStore(subscribe, () => latest().clientWidth);
}

/** Tells TanStack Virtual how far the columns are scrolled: before the rows are drawn for the same event, and not when only they moved. */
export function observeColumnOffset(instance: { readonly scrollElement: Element | null }, tell: (offset: number, isScrolling: boolean) => void): (() => void) | undefined {
  const box = instance.scrollElement;
  if (!box) return undefined;
  let last = box.scrollLeft;
  let isMoving = false;
  const look = (): void => {
    const { scrollLeft } = box;
    if (scrollLeft === last) return;
    isMoving = true;
    tell((last = scrollLeft), true);
  };
  const rest = (): void => {
    if (!isMoving) return;
    isMoving = false;
    tell(last, false);
  };
  tell(last, false);
  // Capturing listeners of the element itself come first.
  box.addEventListener('scroll', look, { passive: true, capture: true });
  box.addEventListener('scrollend', rest, { passive: true });
  return () => {
    box.removeEventListener('scroll', look, { capture: true });
    box.removeEventListener('scrollend', rest);
  };
}

/**
 * Follows the scroll position of the grid: drawn anew when other rows come into view, not for every pixel.
 * @param boxOf the element that scrolls; always the same function
 */
export function useRowScroll(boxOf: () => HTMLElement | null, heights: RowHeights): RowWindow & { scrollTo(row: number): void } {
  const isScaled = heights.wholePx > TALLEST_PX;
  const [subscribe, box] = useBox(boxOf);
  const place = useSyncExternalStore(subscribe, () => {
    const { scrollTop, clientHeight } = box();
    return `${isScaled ? scrollTop : heights.topOf(heights.rowAt(scrollTop))} ${clientHeight}`;
  });
  const latest = useRef(heights);
  useLayoutEffect(() => {
    const [node, before] = [boxOf(), latest.current];
    latest.current = heights;
    if (!node || before.rowPx === heights.rowPx || before.rows !== heights.rows) return;
    // Rows of another height: what was on top stays there.
    const viewPx = node.clientHeight - HEAD_PX;
    node.scrollTop = heights.topOf(before.rowAt(node.scrollTop * scaleOf(before, viewPx).ratio)) / scaleOf(heights, viewPx).ratio;
  }, [boxOf, heights]);
  const scrollTo = useCallback((row: number): void => {
    const node = boxOf();
    const to = node && scrollFor(row, latest.current, node.clientHeight - HEAD_PX, node.scrollTop);
    if (node && to !== null && to !== undefined) node.scrollTop = to;
  }, [boxOf]);
  return useMemo(() => {
    const [scrollTop = 0, clientHeight = 0] = place.split(' ').map(Number);
    return { ...rowWindow(heights, Math.max(0, clientHeight - HEAD_PX), scrollTop), scrollTo };
  }, [place, heights, scrollTo]);
}
