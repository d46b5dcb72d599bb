/** Where the current cell goes for a key, as in a spreadsheet. Pure, so that it can be tested. */
export interface GridPlace {
  readonly row: number;
  readonly col: number;
}
export interface GridSize {
  readonly rows: number;
  readonly cols: number;
  /** Rows that fit on the screen. */
  readonly page: number;
}
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

const clamp = (n: number, max: number): number => Math.max(0, Math.min(max, n));

/** The next place, or null when the key does not move. */
export function moveBy(place: GridPlace, press: KeyPress, size: GridSize): GridPlace | null {
  if (press.altKey || size.rows === 0 || size.cols === 0) return null;
  const far = press.ctrlKey || press.metaKey;
  const to = (row: number, col: number): GridPlace => ({ row: clamp(row, size.rows - 1), col: clamp(col, size.cols - 1) });
  switch (press.key) {
    case 'ArrowUp':
      return to(far ? 0 : place.row - 1, place.col);
    case 'ArrowDown':
      return to(far ? size.rows - 1 : place.row + 1, place.col);
    case 'ArrowLeft':
      return to(place.row, far ? 0 : place.col - 1);
    case 'ArrowRight':
      return to(place.row, far ? size.cols - 1 : place.col + 1);
    case 'Home':
      return to(far ? 0 : place.row, 0);
    case 'End':
      return to(far ? size.rows - 1 : place.row, size.cols - 1);
    case 'PageUp':
      return to(place.row - size.page, place.col);
    case 'PageDown':
      return to(place.row + size.page, place.col);
    default:
      return null;
  }
}

/** True when the key begins to type into the current cell: one visible character without a modifier. */
export const startsTyping = (press: KeyPress): boolean => !press.ctrlKey && !press.metaKey && !press.altKey && press.key !== ' ' && [...press.key].length === 1;

/** Where the current cell goes when an editor is left: Enter goes down, Tab to the next cell and on into the next row; with Shift both go back. */
export function afterTyping({ row, col }: GridPlace, key: 'Enter' | 'Tab', isBack: boolean, { rows, cols }: Pick<GridSize, 'rows' | 'cols'>): GridPlace {
  const step = isBack ? -1 : 1;
  if (key === 'Enter') return { row: clamp(row + step, rows - 1), col };
  const at = clamp(row * cols + col + step, rows * cols - 1);
  return { row: Math.floor(at / cols), col: at % cols };
}

/**
 * What a key does to the current column: Alt Shift and an arrow make it narrower or wider, Alt Shift and a page key move it, the
 * menu key or Shift F10 opens its menu. Null when the key has nothing to do with columns.
 */
export function columnMove(press: KeyPress): 'narrower' | 'wider' | 'left' | 'right' | 'menu' | null {
  if (press.key === 'ContextMenu' || (press.key === 'F10' && press.shiftKey)) return 'menu';
  if (!press.altKey || !press.shiftKey || press.ctrlKey || press.metaKey) return null;
  const moves = { ArrowLeft: 'narrower', ArrowRight: 'wider', PageUp: 'left', PageDown: 'right' } as const;
  return moves[press.key as keyof typeof moves] ?? null;
}
