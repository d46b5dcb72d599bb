import type { Bug } from './bug.ts';
import { DEVICE_BUGS } from './on-device.ts';
import { REPEAT_BUGS } from './on-repeats.ts';
import { SQL_BUGS } from './on-sql.ts';
import { STORE_BUGS } from './on-store.ts';

/** All planted mistakes: those of the design's prototype, and more. */
export const BUGS: readonly Bug[] = [...STORE_BUGS, ...SQL_BUGS, ...REPEAT_BUGS, ...DEVICE_BUGS];

export function bugNamed(name: string | undefined): Bug | null {
  if (name === undefined) return null;
  const bug = BUGS.find((one) => one.name === name);
  if (bug === undefined) throw new Error(`Planted mistakes: ${BUGS.map((one) => one.name).join(', ')}.`);
  return bug;
}
