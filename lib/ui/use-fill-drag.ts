import { useCallback, useEffect, useRef, useState } from 'react';
import type { CellRange } from './cell-range.ts';
import { fillTo, type Fill } from './fill-range.ts';
import { followPointer } from './follow-pointer.ts';
import type { GridPlace } from './grid-keys.ts';

export interface FillDrag {
  /** What would be filled if the handle were let go of now. */
  readonly fill: Fill | null;
  /** The handle was pressed. */
  press(e: { readonly clientX: number; readonly clientY: number }): void;
}

/**
 * The handle of the selected range: dragging it shows what would be filled, letting go fills, Escape does nothing at all. Held down
 * with Alt, Ctrl or Cmd the values are repeated instead of continued.
 * @param boxOf the element that scrolls; always the same function
 * @param end the last row and column
 */
export function useFillDrag(boxOf: () => HTMLElement | null, end: GridPlace, range: CellRange, onFill: (fill: Fill, isCopy: boolean) => void): FillDrag {
  const [fill, setFill] = useState<Fill | null>(null);
  const latest = useRef({ end, range, onFill });
  const stop = useRef<() => void>(() => undefined);
  useEffect(() => void (latest.current = { end, range, onFill }));
  useEffect(() => () => stop.current(), []);
  const press = useCallback((e: { readonly clientX: number; readonly clientY: number }): void => {
    stop.current();
    const from = latest.current.range;
    let [wanted, corner]: [Fill | null, GridPlace] = [null, { row: from.bottom, col: from.right }];
    const leave = (): void => {
      unfollow();
      document.removeEventListener('keydown', onKey, true);
      setFill(null);
    };
    // Before the grid, for which Escape and the other keys mean something else.
    const onKey = (key: KeyboardEvent): void => {
      if (key.key === 'Alt' || key.key === 'Control' || key.key === 'Meta') return;
      key.preventDefault();
      key.stopPropagation();
      if (key.key === 'Escape') leave();
    };
    const unfollow = followPointer({
      boxOf,
      end: () => latest.current.end,
      current: () => corner,
      onCell(place, moved) {
        corner = place;
        const next = fillTo(from, place, Math.abs(moved.y) >= Math.abs(moved.x));
        if (next?.way === wanted?.way && next?.whole.top === wanted?.whole.top && next?.whole.bottom === wanted?.whole.bottom && next?.whole.left === wanted?.whole.left && next?.whole.right === wanted?.whole.right) return;
        setFill((wanted = next));
      },
      onEnd(up) {
        const done = wanted;
        leave();
        if (up && done) latest.current.onFill(done, up.altKey || up.ctrlKey || up.metaKey);
      },
    }, e);
    document.addEventListener('keydown', onKey, true);
    stop.current = leave;
  }, [boxOf]);
  return { fill, press };
}
