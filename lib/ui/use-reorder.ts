import { useState, type KeyboardEvent, type PointerEvent, type RefObject } from 'react';
import { landing, reorderWords, shiftOf, type Box } from './reorder.ts';

interface Drag {
  readonly from: number;
  readonly to: number;
  readonly by: 'pointer' | 'keys';
  readonly deltaY: number;
  /** Of all items, as they stood when it began. */
  readonly boxes: readonly Box[];
  /** Where the pointer was then. */
  readonly startY: number;
}

export interface Reorder {
  /** What is read aloud now. */
  readonly said: string;
  readonly dragged: number | null;
  /** Pixels that an item stands away from its place. */
  offsetOf(index: number): number;
  /** The handlers of the grip of one item. */
  gripOf(index: number): {
    readonly onPointerDown: (e: PointerEvent<HTMLElement>) => void;
    readonly onPointerMove: (e: PointerEvent<HTMLElement>) => void;
    readonly onPointerUp: () => void;
    readonly onPointerCancel: () => void;
    readonly onKeyDown: (e: KeyboardEvent<HTMLElement>) => void;
    readonly onBlur: () => void;
  };
}

/**
 * A list whose items are moved by their grip: drag it, or focus it, press Space or Enter, move with the arrows and press
 * again; Escape takes it back. The order changes once, when it is put down.
 * @param list the element whose children are the items
 * @param names of the items, for what is read aloud
 */
export function useReorder(list: RefObject<HTMLOListElement | null>, names: readonly string[], onMove: (from: number, to: number) => void): Reorder {
  const [drag, setDrag] = useState<Drag | null>(null);
  const [said, setSaid] = useState('');
  const count = names.length;
  const nameOf = (index: number): string => names[index] ?? '';

  const begin = (from: number, by: Drag['by'], startY = 0): void => {
    const boxes = [...(list.current?.children ?? [])].map((item) => item.getBoundingClientRect()).map(({ top, height }) => ({ top, height }));
    setDrag({ from, to: from, by, deltaY: 0, boxes, startY });
    setSaid(reorderWords.lifted(nameOf(from), from, count));
  };
  const drop = (): void => {
    if (!drag) return;
    setDrag(null);
    setSaid(reorderWords.dropped(nameOf(drag.from), drag.to, count));
    if (drag.to !== drag.from) onMove(drag.from, drag.to);
  };
  const cancel = (): void => {
    if (!drag) return;
    setDrag(null);
    setSaid(reorderWords.cancelled(nameOf(drag.from), drag.from));
  };
  const over = (to: number, deltaY: number): void => {
    if (!drag) return;
    if (to !== drag.to) setSaid(reorderWords.over(nameOf(drag.from), to, count));
    setDrag({ ...drag, to, deltaY });
  };
  const stepBy = (by: number): void => {
    if (!drag) return;
    const to = Math.max(0, Math.min(count - 1, drag.to + by));
    const [own, target] = [drag.boxes[drag.from], drag.boxes[to]];
    over(to, own && target ? target.top - own.top : 0);
  };
  const onKeyDown = (index: number, e: KeyboardEvent<HTMLElement>): void => {
    const isLifted = drag?.by === 'keys' && drag.from === index;
    if (e.key === ' ' || e.key === 'Enter') (isLifted ? drop : () => begin(index, 'keys'))();
    else if (drag && e.key === 'Escape') cancel();
    else if (isLifted && e.key === 'ArrowUp') stepBy(-1);
    else if (isLifted && e.key === 'ArrowDown') stepBy(1);
    else return;
    e.preventDefault();
    e.stopPropagation();
  };
  return {
    said,
    dragged: drag?.from ?? null,
    offsetOf: (index) => (!drag ? 0 : index === drag.from ? drag.deltaY : shiftOf(drag.boxes, index, drag.from, drag.to)),
    gripOf: (index) => ({
      onPointerDown: (e) => {
        if (e.button !== 0) return;
        e.currentTarget.setPointerCapture(e.pointerId);
        begin(index, 'pointer', e.clientY);
      },
      onPointerMove: (e) => {
        if (drag?.by !== 'pointer') return;
        const deltaY = e.clientY - drag.startY;
        over(landing(drag.boxes, drag.from, deltaY), deltaY);
      },
      onPointerUp: () => (drag?.by === 'pointer' ? drop() : undefined),
      onPointerCancel: cancel,
      onKeyDown: (e) => onKeyDown(index, e),
      onBlur: () => (drag?.by === 'keys' ? cancel() : undefined),
    }),
  };
}
