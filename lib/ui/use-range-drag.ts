import { useCallback, useEffect, useRef } from 'react';
import { followPointer } from './follow-pointer.ts';
import type { GridPlace } from './grid-keys.ts';
import { useTable } from './table-store.ts';

/**
 * Marks a range by dragging from a cell that was pressed.
 * @param boxOf the element that scrolls; always the same function
 * @param end the last row and column: a pointer beyond them means these
 */
export function useRangeDrag(boxOf: () => HTMLElement | null, end: GridPlace): (e: { readonly clientX: number; readonly clientY: number }) => void {
  const last = useRef(end);
  const stop = useRef<() => void>(() => undefined);
  useEffect(() => void (last.current = end));
  useEffect(() => () => stop.current(), []);
  return useCallback((e) => {
    stop.current();
    const corner = (): GridPlace => {
      const { place, head } = useTable.getState();
      return head ?? place;
    };
    stop.current = followPointer({
      boxOf,
      end: () => last.current,
      current: corner,
      onCell(next) {
        if (next.row !== corner().row || next.col !== corner().col) useTable.getState().setHead(next);
      },
    }, e);
  }, [boxOf]);
}
