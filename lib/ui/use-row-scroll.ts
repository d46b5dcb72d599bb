import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { HEAD_PX, ROW_PX } from './grid-geometry.ts';

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
  /** Rows that fit on the screen. */
  readonly page: number;
  /** Where a row is drawn in that element. */
  topOf(row: number): number;
}

/** The window for a scroll position. All rows have one height, so nothing is measured and nothing is kept per row. */
export function rowWindow(rows: number, viewPx: number, scrollTop: number): RowWindow {
  const whole = rows * ROW_PX;
  const height = Math.min(whole, TALLEST_PX);
  // The last row is reached exactly when the scroll bar is at its end.
  const ratio = height < whole && height > viewPx ? (whole - viewPx) / (height - viewPx) : 1;
  const at = Math.min(scrollTop, Math.max(0, height - viewPx)) * ratio;
  return {
    first: Math.max(0, Math.floor(at / ROW_PX) - SPARE),
    last: Math.min(rows, Math.ceil((at + viewPx) / ROW_PX) + SPARE) - 1,
    height,
    page: Math.max(1, Math.floor(viewPx / ROW_PX) - 1),
    topOf: (row) => row * ROW_PX - at + at / ratio,
  };
}

/** The scroll position that brings a row into view with the least movement; null when it is in view. */
export function scrollFor(row: number, rows: number, viewPx: number, scrollTop: number): number | null {
  const whole = rows * ROW_PX;
  const height = Math.min(whole, TALLEST_PX);
  const ratio = height < whole && height > viewPx ? (whole - viewPx) / (height - viewPx) : 1;
  const at = scrollTop * ratio;
  const top = row * ROW_PX;
  if (top >= at && top + ROW_PX <= at + viewPx) return null;
  return (top < at ? top : top + ROW_PX - viewPx) / ratio;
}

/**
 * Follows the scroll position of the grid: drawn anew when other rows come into view, not for every pixel.
 * @param boxOf the element that scrolls; always the same function
 */
export function useRowScroll(boxOf: () => HTMLElement | null, rows: number): RowWindow & { scrollTo(row: number): void } {
  const subscribe = useCallback((changed: () => void) => {
    const node = boxOf();
    if (!node) return () => undefined;
    const sizes = new ResizeObserver(changed);
    sizes.observe(node);
    node.addEventListener('scroll', changed, { passive: true });
    return () => {
      sizes.disconnect();
      node.removeEventListener('scroll', changed);
    };
  }, [boxOf]);
  const isScaled = rows * ROW_PX > TALLEST_PX;
  const place = useSyncExternalStore(subscribe, () => {
    const { scrollTop = 0, clientHeight = 0 } = boxOf() ?? {};
    return `${isScaled ? scrollTop : Math.floor(scrollTop / ROW_PX) * ROW_PX} ${clientHeight}`;
  });
  const scrollTo = useCallback((row: number): void => {
    const node = boxOf();
    const to = node && scrollFor(row, rows, node.clientHeight - HEAD_PX, node.scrollTop);
    if (node && to !== null && to !== undefined) node.scrollTop = to;
  }, [boxOf, rows]);
  return useMemo(() => {
    const [scrollTop = 0, clientHeight = 0] = place.split(' ').map(Number);
    return { ...rowWindow(rows, Math.max(0, clientHeight - HEAD_PX), scrollTop), scrollTo };
  }, [place, rows, scrollTo]);
}
