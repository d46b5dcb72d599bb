import { boundedWidth } from './column-layout.ts';

/** Room around what stands in a cell: between its parts, and beside the letters, in pixels. */
const GAP_PX = 6;
const SPARE_PX = 3;

/**
 * The width at which everything in a column that is on the screen shows whole, head and cells alike.
 * @param col `aria-colindex` of the column
 */
export function fittingWidth(grid: HTMLElement, col: number): number {
  // Text that wraps would say that it fits already.
  grid.classList.add('is-measured');
  const widths = [...grid.querySelectorAll<HTMLElement>(`[aria-colindex="${col}"]:not([aria-colspan])`)].map(wholeWidth);
  grid.classList.remove('is-measured');
  return boundedWidth(Math.max(0, ...widths));
}

function wholeWidth(cell: HTMLElement): number {
  const style = getComputedStyle(cell);
  const parts = [...cell.children].filter((part): part is HTMLElement => part instanceof HTMLElement || part instanceof SVGElement ? getComputedStyle(part).position !== 'absolute' : false);
  const text = parts.reduce((sum, part) => sum + Math.max(part.scrollWidth ?? 0, part.getBoundingClientRect().width), 0);
  return parseFloat(style.paddingLeft) + parseFloat(style.paddingRight) + text + GAP_PX * Math.max(0, parts.length - 1) + SPARE_PX;
}
