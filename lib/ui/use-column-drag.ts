import { useCallback, useEffect, useRef, useState, type PointerEvent } from 'react';
import { edgesOf, gapAt, type LaidColumns } from './column-layout.ts';
import { reorderWords } from './reorder.ts';
import { useEscape } from './use-column-resize.ts';

/** How far the pointer goes before a press on a head is no click any more. */
const SLACK_PX = 5;
/** So near to an edge of the grid what is dragged scrolls it, and by how much each frame. */
const EDGE_PX = 40;
const SCROLL_PX = 14;

interface Drag {
  readonly from: number;
  /** Where it would be put: between this column and the one before it. */
  readonly gap: number;
  /** Where the line stands, and the pointer, from the left edge of what is scrolled through. */
  readonly line: number;
  readonly pointer: number;
}

export interface ColumnDrag {
  readonly drag: Drag | null;
  /** What is read aloud now. */
  readonly said: string;
  /** Moves a column and has it read aloud. */
  move(from: number, to: number): void;
  /** The handlers of one head; the name is not moved. */
  headOf(index: number): {
    readonly onPointerDown?: (e: PointerEvent<HTMLElement>) => void;
    readonly onPointerMove?: (e: PointerEvent<HTMLElement>) => void;
    readonly onPointerUp?: () => void;
    readonly onPointerCancel?: () => void;
    /** Capture, so that the click that ends a drag is none. */
    readonly onClickCapture?: (e: { preventDefault(): void; stopPropagation(): void }) => void;
  };
}

/**
 * A head is dragged between two others; the grid scrolls along at its edges; Escape takes it back. Not by touch, which scrolls:
 * the menu of the head moves it too.
 * @param boxOf the grid; always the same function
 */
export function useColumnDrag(boxOf: () => HTMLElement | null, { columns, pinned }: LaidColumns, onMove: (from: number, to: number) => void): ColumnDrag {
  const [drag, setDrag] = useState<Drag | null>(null);
  const [said, setSaid] = useState('');
  const press = useRef<{ readonly from: number; readonly startX: number; x: number; isDrag: boolean } | null>(null);
  const wasDrag = useRef(false);
  const labelOf = (index: number): string => columns[index]?.label ?? '';

  const look = useCallback((): void => {
    const [node, held] = [boxOf(), press.current];
    if (!node || !held) return;
    const edges = edgesOf(columns);
    const pinnedPx = edges[pinned] ?? 0;
    const x = held.x - node.getBoundingClientRect().left;
    const isOverPinned = x < pinnedPx;
    const gap = gapAt(edges, isOverPinned ? x : x + node.scrollLeft);
    const line = (edges[gap] ?? 0) + (gap < pinned || isOverPinned ? node.scrollLeft : 0);
    setDrag({ from: held.from, gap, line, pointer: x + node.scrollLeft });
  }, [boxOf, columns, pinned]);

  const end = useCallback((): void => {
    press.current = null;
    setDrag(null);
  }, []);
  const isDragged = drag !== null;
  const from = drag?.from ?? 0;
  const cancel = useCallback((): void => {
    setSaid(reorderWords.cancelled(columns[from]?.label ?? '', from));
    end();
  }, [columns, from, end]);
  useEscape(isDragged, cancel);

  useEffect(() => {
    if (!isDragged) return undefined;
    let frame = requestAnimationFrame(function step() {
      const [node, held] = [boxOf(), press.current];
      if (node && held) {
        const box = node.getBoundingClientRect();
        const way = held.x > box.right - EDGE_PX ? 1 : held.x < box.left + (edgesOf(columns)[pinned] ?? 0) + EDGE_PX && held.x > box.left + (edgesOf(columns)[pinned] ?? 0) ? -1 : 0;
        const before = node.scrollLeft;
        if (way !== 0) node.scrollLeft += way * SCROLL_PX;
        if (node.scrollLeft !== before) look();
      }
      frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [isDragged, boxOf, columns, pinned, look]);

  const toOf = ({ from: at, gap }: Drag): number => (gap > at ? gap - 1 : gap);
  const move = (at: number, to: number): void => {
    setSaid(reorderWords.dropped(labelOf(at), to, columns.length));
    if (to !== at) onMove(at, to);
  };
  return {
    drag,
    said,
    move,
    headOf: (index) =>
      index === 0
        ? {}
        : {
            onPointerDown(e) {
              wasDrag.current = false;
              if (e.button === 0 && e.pointerType !== 'touch') press.current = { from: index, startX: e.clientX, x: e.clientX, isDrag: false };
            },
            onPointerMove(e) {
              const held = press.current;
              if (!held) return;
              held.x = e.clientX;
              if (!held.isDrag && Math.abs(held.x - held.startX) < SLACK_PX) return;
              if (!held.isDrag) {
                held.isDrag = true;
                wasDrag.current = true;
                e.currentTarget.setPointerCapture(e.pointerId);
              }
              look();
            },
            onPointerUp() {
              if (drag) move(drag.from, toOf(drag));
              end();
            },
            onPointerCancel: end,
            onClickCapture(e) {
              if (!wasDrag.current) return;
              wasDrag.current = false;
              e.preventDefault();
              e.stopPropagation();
            },
          },
  };
}
