/**
 * Pause before the next try after so many failures in a row: it doubles up to `most`, and half of it is left to chance, so that
 * devices that failed together do not come back together.
 * @param random 0 <= x < 1
 * @returns milliseconds, at least `least`
 */
export function backoffMs(failures: number, random: number, least: number, most: number): number {
  const whole = Math.min(most, least * 2 ** Math.min(Math.max(0, failures), 20));
  return Math.max(least, Math.round(whole / 2 + (whole / 2) * random));
}
