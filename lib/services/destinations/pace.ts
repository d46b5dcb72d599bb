import type { DestinationFacts } from '../../contracts/destination.ts';

/** A token bucket: so many at once, then so many a second. Full when nothing was sent for long, empty for a worker that has just come to life: it does not know what the one before it has sent. */
export interface Bucket {
  /** Milliseconds until there is a token; 0 = there is one now. */
  waitMs(now: number): number;
  /** Takes the token that there is. */
  take(): void;
}

export function createBucket({ perSecond, burst }: Pick<DestinationFacts['limits'], 'perSecond' | 'burst'>, now: number): Bucket {
  let tokens = 0;
  let at = now;
  return {
    waitMs(time) {
      // A clock that was set back gives nothing and takes nothing.
      tokens = Math.min(burst, tokens + (Math.max(0, time - at) / 1_000) * perSecond);
      at = time;
      return tokens >= 1 - 1e-9 ? 0 : Math.ceil(((1 - tokens) / perSecond) * 1_000);
    },
    take: () => void (tokens -= 1),
  };
}
