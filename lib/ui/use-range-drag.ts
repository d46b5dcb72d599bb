import { useCallback, useEffect, useRef } from 'react';
import { CHECK_PX, HEAD_PX } from './grid-geometry.ts';
import type { GridPlace } from './grid-keys.ts';
import { useTable } from './table-store.ts';

/** How near the edge the grid begins to move under the pointer, and by how much at most in one frame. */
const EDGE_PX = 28;
const STEP_PX = 24;

/** The cell under a point of the window: cells say where they are, so that no geometry is reckoned twice. */
function cellAt(x: number, y: number): GridPlace | null {
  const at = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-at]')?.dataset['at']?.split(' ').map(Number);
  const [row, col] = at ?? [];
  return row === undefined || col === undefined ? null : { row, col };
}

/** The row under a point, also where it is the head of a group. */
function rowAt(x: number, y: number): number | null {
  const index = Number(document.elementFromPoint(x, y)?.closest('[role="row"]')?.getAttribute('aria-rowindex') ?? 0);
  return index > 1 ? index - 2 : null;
}

/**
 * Marks a range by dragging from a cell that was pressed. At the edge the grid scrolls on, faster the further out the pointer is.
 * @param boxOf the element that scrolls; always the same function
 * @param end the last row and column: a pointer beyond them means these
 */
export function useRangeDrag(boxOf: () => HTMLElement | null, end: GridPlace): (e: { readonly clientX: number; readonly clientY: number }) => void {
  const last = useRef(end);
  const stop = useRef<() => void>(() => undefined);
  useEffect(() => void (last.current = end));
  useEffect(() => () => stop.current(), []);
  return useCallback(({ clientX, clientY }) => {
    stop.current();
    let [x, y, frame] = [clientX, clientY, 0];
    const follow = (): void => {
      const box = boxOf();
      if (!box) return;
      const { left, top } = box.getBoundingClientRect();
      const inside = (n: number, low: number, high: number): number => Math.max(low, Math.min(n, high));
      const [right, bottom] = [left + box.clientWidth - 2, top + box.clientHeight - 2];
      const [px, py] = [inside(x, left + CHECK_PX + 2, right), inside(y, top + HEAD_PX + 2, bottom)];
      const found = cellAt(px, py);
      const { place, head, setHead } = useTable.getState();
      // Below the last row, or right of the last column, nothing is.
      const next = found ?? { row: rowAt(left + CHECK_PX + 2, py) ?? last.current.row, col: cellAt(px, top + HEAD_PX + 2)?.col ?? (px < right ? (head ?? place).col : last.current.col) };
      if (next.row !== (head ?? place).row || next.col !== (head ?? place).col) setHead(next);
    };
    const scroll = (): void => {
      frame = 0;
      const box = boxOf();
      if (!box) return;
      const { left, top, right, bottom } = box.getBoundingClientRect();
      const pull = (n: number, low: number, high: number): number => (n < low ? Math.max(-STEP_PX, (n - low) / 2) : n > high ? Math.min(STEP_PX, (n - high) / 2) : 0);
      const [dx, dy] = [pull(x, left + CHECK_PX, right - EDGE_PX), pull(y, top + HEAD_PX, bottom - EDGE_PX)];
      const [atX, atY] = [box.scrollLeft, box.scrollTop];
      box.scrollLeft += dx;
      box.scrollTop += dy;
      follow();
      if (box.scrollLeft !== atX || box.scrollTop !== atY) frame = requestAnimationFrame(scroll);
    };
    const move = (e: PointerEvent): void => {
      [x, y] = [e.clientX, e.clientY];
      if (frame === 0) frame = requestAnimationFrame(scroll);
    };
    stop.current = () => {
      cancelAnimationFrame(frame);
      document.removeEventListener('pointermove', move);
      for (const name of ['pointerup', 'pointercancel'] as const) document.removeEventListener(name, stop.current);
      stop.current = () => undefined;
    };
    document.addEventListener('pointermove', move);
    for (const name of ['pointerup', 'pointercancel'] as const) document.addEventListener(name, stop.current);
  }, [boxOf]);
}
