import type { KeyPress } from './grid-keys.ts';

export type GroupMove = 'open' | 'shut' | 'open-all' | 'shut-all' | 'to-head' | 'stay';

/**
 * What a key does to groups, as in a tree grid: right opens and left shuts, with Ctrl all of them; Enter and Space turn one; left
 * from the first cell of a lead goes to the head of its group. Null when the key has nothing to do with groups.
 * @param isShut of the head that is current; undefined when a lead is
 */
export function groupMove({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyPress, isShut: boolean | undefined, col: number): GroupMove | null {
  if (altKey || shiftKey) return null;
  const isFar = ctrlKey || metaKey;
  if (isShut === undefined) return key === 'ArrowLeft' && col === 0 && !isFar ? 'to-head' : null;
  if (key === 'ArrowRight') return isFar ? 'open-all' : isShut ? 'open' : 'stay';
  if (key === 'ArrowLeft') return isFar ? 'shut-all' : isShut ? 'stay' : 'shut';
  if ((key === 'Enter' || key === ' ') && !isFar) return isShut ? 'open' : 'shut';
  return null;
}
