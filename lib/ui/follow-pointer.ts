/** Following a pointer that is held down over the grid. */
import { CHECK_PX, HEAD_PX } from './grid-geometry.ts';
import type { GridPlace } from './grid-keys.ts';

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

/** How far the pointer is from where it was pressed, in pixels of what is scrolled. */
export interface Moved {
  readonly x: number;
  readonly y: number;
}
export interface PointerFollow {
  /** The element that scrolls. */
  boxOf(): HTMLElement | null;
  /** The last row and column: a pointer beyond them means these. */
  end(): GridPlace;
  /** Where the moving corner is: its column stays where the pointer is right of the last cell of a row that is not the last column. */
  current(): GridPlace;
  onCell(place: GridPlace, moved: Moved): void;
  /** It was let go of, with what was held down then; null when the browser took it away. */
  onEnd?(e: PointerEvent | null): void;
}

/** At the edge the grid scrolls on, faster the further out the pointer is. Returns what ends it, without `onEnd`. */
export function followPointer({ boxOf, end, current, onCell, onEnd }: PointerFollow, { clientX, clientY }: { readonly clientX: number; readonly clientY: number }): () => void {
  let [x, y, frame] = [clientX, clientY, 0];
  const { scrollLeft: fromLeft = 0, scrollTop: fromTop = 0 } = boxOf() ?? {};
  const follow = (): void => {
    const box = boxOf();
    if (!box) return;
    const { left, top } = box.getBoundingClientRect();
    const inside = (n: number, low: number, high: number): number => Math.max(low, Math.min(n, high));
    const [right, bottom] = [left + box.clientWidth - 2, top + box.clientHeight - 2];
    const [px, py] = [inside(x, left + CHECK_PX + 2, right), inside(y, top + HEAD_PX + 2, bottom)];
    // Below the last row, or right of the last column, nothing is.
    const place = cellAt(px, py) ?? { row: rowAt(left + CHECK_PX + 2, py) ?? end().row, col: cellAt(px, top + HEAD_PX + 2)?.col ?? (px < right ? current().col : end().col) };
    onCell(place, { x: x - clientX + box.scrollLeft - fromLeft, y: y - clientY + box.scrollTop - fromTop });
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
  const stop = (): void => {
    cancelAnimationFrame(frame);
    document.removeEventListener('pointermove', move);
    for (const name of ['pointerup', 'pointercancel'] as const) document.removeEventListener(name, over);
  };
  const over = (e: PointerEvent): void => {
    stop();
    // The last movement may not have been drawn yet.
    if (frame !== 0 && e.type === 'pointerup') follow();
    onEnd?.(e.type === 'pointerup' ? e : null);
  };
  document.addEventListener('pointermove', move);
  for (const name of ['pointerup', 'pointercancel'] as const) document.addEventListener(name, over);
  return stop;
}
