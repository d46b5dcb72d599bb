/** Starts kept for one window; of a larger one every slot stands for several calls, so that no window costs more than this. */
const SLOTS = 5_000;
/** A partner's clock and ours do not turn over at the same moment. */
const MARGIN_MS = 1;

/** So many starts in any stretch of time of so many milliseconds, never more: a sliding window, not a bucket that may burst twice. */
export interface PaceWindow {
  readonly capacity: number;
  /** Milliseconds until one more may start; 0 = now. */
  waitMs(now: number): number;
  start(now: number): void;
}

/** Remembers the last starts in a ring. A clock that was set back counts them as just now. */
export function createWindow(capacity: number, lengthMs: number): PaceWindow {
  const perSlot = Math.ceil(capacity / SLOTS);
  const slots = Math.floor(capacity / perSlot);
  const ring: number[] = [];
  let next = 0;
  /** Calls that the newest slot stands for. */
  let inSlot = perSlot;
  const newest = (): number => (next + slots - 1) % slots;
  const settle = (now: number): void => {
    if ((ring[newest()] ?? 0) <= now) return;
    for (let i = 0; i < ring.length; i++) ring[i] = Math.min(ring[i] ?? now, now);
  };
  return {
    capacity,
    waitMs(now) {
      settle(now);
      const oldest = inSlot < perSlot ? undefined : ring[next];
      return oldest === undefined ? 0 : Math.max(0, oldest + lengthMs + MARGIN_MS - now);
    },
    start(now) {
      settle(now);
      if (inSlot < perSlot) {
        ring[newest()] = now;
        inSlot += 1;
        return;
      }
      ring[next] = now;
      next = (next + 1) % slots;
      inSlot = 1;
    },
  };
}
