import type { RateLimits } from '../contracts/manifest.ts';
import { raceAbort } from './abort.ts';
import type { EnginePorts } from './engine-api.ts';

/** A place to call was given, or the wait would be too long. */
export type Turn = { readonly kind: 'go'; release(): void } | { readonly kind: 'wait'; readonly ms: number };

interface Bucket {
  tokens: number;
  at: number;
}
interface State {
  readonly buckets: Map<number, Bucket>;
  running: number;
  blockedUntil: number;
  tail: Promise<void>;
  readonly waiters: Set<() => void>;
}

const WINDOWS = [
  ['perSecond', 1_000],
  ['perMinute', 60_000],
  ['perHour', 3_600_000],
  ['perDay', 86_400_000],
] as const;

export interface Limiter {
  /**
   * Waits for a turn: a token of every window and a free place.
   * @param untilMs time at which waiting makes no sense any more (milliseconds since 1970)
   */
  acquire(key: string, limits: RateLimits, untilMs: number, signal: AbortSignal): Promise<Turn>;
  /** Nobody calls under this key before that time: the partner said so. */
  block(key: string, untilMs: number): void;
}

/** Token buckets per window and a counter of calls in flight, per key, in this engine only. First come, first served. */
export function createLimiter(ports: Pick<EnginePorts, 'now' | 'sleep'>): Limiter {
  const states = new Map<string, State>();
  const stateOf = (key: string): State => {
    let state = states.get(key);
    if (!state) states.set(key, (state = { buckets: new Map(), running: 0, blockedUntil: 0, tail: Promise.resolve(), waiters: new Set() }));
    return state;
  };

  /** Milliseconds until every window has a token; refills on the way. */
  const tokenWait = (state: State, limits: RateLimits): number => {
    const now = ports.now();
    let wait = Math.max(0, state.blockedUntil - now);
    for (const [name, windowMs] of WINDOWS) {
      const capacity = limits[name];
      if (capacity === undefined) continue;
      const bucket = state.buckets.get(windowMs) ?? { tokens: capacity, at: now };
      bucket.tokens = Math.min(capacity, bucket.tokens + (Math.max(0, now - bucket.at) * capacity) / windowMs);
      bucket.at = now;
      state.buckets.set(windowMs, bucket);
      if (bucket.tokens < 1 - 1e-9) wait = Math.max(wait, Math.ceil(((1 - bucket.tokens) * windowMs) / capacity));
    }
    return wait;
  };

  const begin = (state: State, limits: RateLimits): Turn => {
    for (const [name, windowMs] of WINDOWS) {
      const bucket = limits[name] === undefined ? undefined : state.buckets.get(windowMs);
      if (bucket) bucket.tokens -= 1;
    }
    state.running += 1;
    let released = false;
    return {
      kind: 'go',
      release: () => {
        if (released) return;
        released = true;
        state.running -= 1;
        for (const wake of state.waiters) wake();
      },
    };
  };

  const freePlace = async (state: State, signal: AbortSignal): Promise<void> => {
    let wake = (): void => undefined;
    const freed = new Promise<void>((resolve) => {
      wake = resolve;
      state.waiters.add(wake);
    });
    try {
      await raceAbort(freed, signal);
    } finally {
      state.waiters.delete(wake);
    }
  };

  return {
    block: (key, untilMs) => {
      const state = stateOf(key);
      state.blockedUntil = Math.max(state.blockedUntil, untilMs);
    },
    acquire: async (key, limits, untilMs, signal) => {
      const state = stateOf(key);
      const before = state.tail;
      let leave = (): void => undefined;
      state.tail = new Promise<void>((resolve) => (leave = resolve));
      try {
        await raceAbort(before, signal);
        for (;;) {
          const wait = tokenWait(state, limits);
          if (ports.now() + wait > untilMs) return { kind: 'wait', ms: wait };
          if (wait > 0) await ports.sleep(wait, signal);
          else if (state.running >= (limits.concurrent ?? Infinity)) await freePlace(state, signal);
          else return begin(state, limits);
        }
      } finally {
        leave();
      }
    },
  };
}
