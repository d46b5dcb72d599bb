import type { DestinationFacts } from '../../contracts/destination.ts';

/** A token bucket: so many at once, then so many a second. Full when nothing was sent for long, empty for a worker that has just come to life: it does not know what the one before it has sent. */
export interface Bucket {
  /** Takes a token, or says in how many milliseconds there is one. */
  take(now: number): number;
}

export function createBucket({ perSecond, burst }: Pick<DestinationFacts['limits'], 'perSecond' | 'burst'>, now: number): Bucket {
  let tokens = 0;
  let at = now;
  return {
    take(time) {
      // A clock that was set back gives nothing and takes nothing.
      tokens = Math.min(burst, tokens + (Math.max(0, time - at) / 1_000) * perSecond);
      at = time;
      if (tokens >= 1 - 1e-9) {
        tokens -= 1;
        return 0;
      }
      return Math.ceil(((1 - tokens) / perSecond) * 1_000);
    },
  };
}
