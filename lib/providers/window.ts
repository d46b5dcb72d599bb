/** Starts kept for one window; of a larger one every slot stands for several calls, so that no window costs more than this. */
const SLOTS = 5_000;
/** Calls arrive later than they start, and not all by the same time: this share of a window is kept free, at least and at most so many milliseconds. */
const MARGIN = 0.02;
const MARGIN_MIN_MS = 30;
const MARGIN_MAX_MS = 5_000;
/** Windows up to this length are filled evenly: a burst at their edge meets the next one when the network is slow. */
const EVEN_UP_TO_MS = 1_000;
/** Starts that were late may catch up by so many, so that the pace is kept on a busy machine too. */
const CATCH_UP = 2;
/** Closer together than this nothing is spaced. */
const SPACED_FROM_MS = 15;

/** A turn whose call has not left yet keeps its place; who needs that place looks again after this. */
const LOOK_AGAIN_MS = 25;

/** So many starts in any stretch of time of so many milliseconds, never more: a sliding window, not a bucket that may burst twice. */
export interface PaceWindow {
  readonly capacity: number;
  /** Milliseconds until one more may start; 0 = now. */
  waitMs(now: number): number;
  /** Takes a place. The call leaves later: what is returned is told when it does, and its place is free so long after that. */
  start(now: number): (leftAt: number) => void;
}

/**
 * Remembers the last starts in a ring; a short window is filled evenly on top of that, by the time at which the next start
 * is due (generic cell rate algorithm, ITU-T I.371). Times are of a clock that only goes forward.
 */
export function createWindow(capacity: number, lengthMs: number): PaceWindow {
  const marginMs = Math.min(MARGIN_MAX_MS, Math.max(MARGIN_MIN_MS, lengthMs * MARGIN));
  const apartMs = lengthMs <= EVEN_UP_TO_MS && (lengthMs + marginMs) / capacity >= SPACED_FROM_MS ? (lengthMs + marginMs) / capacity : 0;
  let due = -Infinity;
  const perSlot = Math.ceil(capacity / SLOTS);
  const slots = Math.floor(capacity / perSlot);
  const ring: number[] = [];
  /** Calls of each slot that have not left. */
  const waiting: number[] = [];
  let next = 0;
  /** Calls that the newest slot stands for. */
  let inSlot = perSlot;
  const newest = (): number => (next + slots - 1) % slots;
  const note = (slot: number, at: number): void => void (ring[slot] = Math.max(ring[slot] ?? -Infinity, at));
  return {
    capacity,
    waitMs(now) {
      const oldest = inSlot < perSlot ? undefined : ring[next];
      const least = (waiting[next] ?? 0) > 0 ? LOOK_AGAIN_MS : 0;
      const full = oldest === undefined ? 0 : Math.max(least, oldest + lengthMs + marginMs - now);
      return Math.max(0, Math.ceil(Math.max(full, due - CATCH_UP * apartMs - now)));
    },
    start(now) {
      due = Math.max(due, now) + apartMs;
      const isShared = inSlot < perSlot;
      const slot = isShared ? newest() : next;
      if (isShared) inSlot += 1;
      else {
        ring[slot] = now;
        next = (next + 1) % slots;
        inSlot = 1;
      }
      note(slot, now);
      waiting[slot] = (waiting[slot] ?? 0) + 1;
      return (leftAt) => {
        waiting[slot] = (waiting[slot] ?? 1) - 1;
        note(slot, leftAt);
      };
    },
  };
}
