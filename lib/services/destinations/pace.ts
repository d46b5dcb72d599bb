import type { DestinationFacts } from '../../contracts/destination.ts';

/**
 * A token bucket: so many at once, then so many a second. Full when nothing was sent for long, empty for a worker that has just come to
 * life: it does not know what the one before it has sent. It goes by a clock that nobody can set (`Deps.elapsed`): by the other one a
 * leap forward would let a burst through.
 */
export interface Bucket {
  /** Milliseconds until there is a token; 0 = there is one now. */
  waitMs(elapsed: number): number;
  /** Takes the token that there is. */
  take(): void;
}

export function createBucket({ perSecond, burst }: Pick<DestinationFacts['limits'], 'perSecond' | 'burst'>, elapsed: number): Bucket {
  let tokens = 0;
  let at = elapsed;
  return {
    waitMs(time) {
      tokens = Math.min(burst, tokens + (Math.max(0, time - at) / 1_000) * perSecond);
      at = time;
      return tokens >= 1 - 1e-9 ? 0 : Math.ceil(((1 - tokens) / perSecond) * 1_000);
    },
    take: () => void (tokens -= 1),
  };
}
