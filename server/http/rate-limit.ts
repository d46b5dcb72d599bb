import { RATE_KEYS } from '../../lib/core/limits.ts';

export interface Rate {
  /** Milliseconds between two requests in the long run. */
  readonly everyMs: number;
  /** Requests that may come at once. */
  readonly burst: number;
}

/** One rate per kind of work; the caller's key says who is limited. */
export const RATES = {
  auth: { everyMs: 6_000, burst: 20 },
  /** Guesses of a password or code of a person, by address and by person: five a minute. */
  password: { everyMs: 12_000, burst: 5 },
  mail: { everyMs: 60_000, burst: 3 },
  refresh: { everyMs: 500, burst: 60 },
  devicePoll: { everyMs: 500, burst: 30 },
  userCode: { everyMs: 120_000, burst: 5 },
  push: { everyMs: 100, burst: 60 },
  pull: { everyMs: 250, burst: 60 },
  lease: { everyMs: 1_000, burst: 20 },
  charge: { everyMs: 50, burst: 200 },
  admin: { everyMs: 1_000, burst: 30 },
} as const satisfies Record<string, Rate>;

export interface RateLimiter {
  /** 0 when the request may go on, else the milliseconds to wait. */
  take(kind: keyof typeof RATES, key: string): number;
  /** What `take` would answer, without counting. */
  look(kind: keyof typeof RATES, key: string): number;
}

/** Generic cell rate algorithm (ATM Forum, "virtual scheduling"): one number per key says when it is free again. */
export function createRateLimiter(now: () => number): RateLimiter {
  const freeAt = new Map<string, number>();
  const plan = (kind: keyof typeof RATES, id: string): { next: number; waitMs: number } => {
    const { everyMs, burst } = RATES[kind];
    const at = now();
    const next = Math.max(freeAt.get(id) ?? at, at) + everyMs;
    return { next, waitMs: Math.max(0, next - everyMs * burst - at) };
  };
  return {
    look: (kind, key) => plan(kind, `${kind}/${key}`).waitMs,
    take(kind, key) {
      const id = `${kind}/${key}`;
      const { next, waitMs } = plan(kind, id);
      if (waitMs > 0) return waitMs;
      // Re-inserting keeps the map in order of use, so the first one is the one unused for longest.
      freeAt.delete(id);
      freeAt.set(id, next);
      if (freeAt.size > RATE_KEYS) {
        const oldest = freeAt.keys().next().value;
        if (oldest !== undefined) freeAt.delete(oldest);
      }
      return 0;
    },
  };
}
