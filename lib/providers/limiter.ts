import type { RateLimits } from '../contracts/manifest.ts';
import { raceAbort } from './abort.ts';
import type { EnginePorts } from './engine-api.ts';
import { createWindow, type PaceWindow } from './window.ts';

/**
 * A place to call was given, or the wait would be too long. `left` says that the request goes out now: a partner counts it
 * from then on, and not from when its turn was taken. `ms` is Infinity while only the end of another call can help.
 */
export type Turn = { readonly kind: 'go'; left(): void; release(): void } | { readonly kind: 'wait'; readonly ms: number };

interface State {
  readonly windows: Map<number, PaceWindow>;
  running: number;
  /** Nobody calls before `until`. A time before `from` means that the clock was set back: then it holds no more. */
  blocked: { readonly from: number; readonly until: number };
  tail: Promise<void>;
  /** Those who wait in line for a turn. */
  inLine: number;
  readonly waiters: Set<() => void>;
  /** When a call was last begun here, by the clock that never leaps. */
  begunAt: number;
}

/** Keys that are remembered before those are looked for that say nothing any more: a server has one for each account and partner. */
const KEYS = 5_000;

const WINDOWS = [
  ['perSecond', 1_000],
  ['perMinute', 60_000],
  ['perHour', 3_600_000],
  ['perDay', 86_400_000],
] as const;

export interface Limiter {
  /**
   * Waits for a turn: a free start in every window and a free place.
   * @param until moment at which waiting makes no sense any more, by `EnginePorts.elapsed`
   */
  acquire(key: string, limits: RateLimits, until: number, signal: AbortSignal): Promise<Turn>;
  /** A turn now or none: for those who have something else to do meanwhile. Never before those who wait in line. */
  take(key: string, limits: RateLimits): Turn;
  /** A start that happened before this engine lived still counts. */
  remember(key: string, limits: RateLimits, at: number): void;
  /** Nobody calls under this key before that time: the partner said so. */
  block(key: string, untilMs: number): void;
}

/**
 * Sliding windows and a counter of calls in flight, per key, in this engine only. First come, first served. Windows go by the clock that
 * never leaps: by the other one a window would be over as soon as somebody sets it forward. What has a date goes by `now`.
 */
export function createLimiter(ports: Pick<EnginePorts, 'now' | 'elapsed' | 'sleep'>): Limiter {
  const states = new Map<string, State>();
  let tidyAt = KEYS;
  /** Nobody waits or calls, and every window has been free for its whole length (and the margin of the longest): the key is as good as new. */
  const isAsNew = (state: State): boolean => {
    const longest = Math.max(0, ...state.windows.keys());
    return state.running === 0 && state.inLine === 0 && ports.now() >= state.blocked.until && ports.elapsed() - state.begunAt > 2 * longest;
  };
  const tidy = (): void => {
    for (const [key, state] of states) if (isAsNew(state)) states.delete(key);
    tidyAt = Math.max(KEYS, 2 * states.size);
  };
  const stateOf = (key: string): State => {
    let state = states.get(key);
    if (!state && states.size >= tidyAt) tidy();
    if (!state) states.set(key, (state = { begunAt: -Infinity, windows: new Map(), running: 0, blocked: { from: 0, until: 0 }, tail: Promise.resolve(), inLine: 0, waiters: new Set() }));
    return state;
  };

  const windowsOf = (state: State, limits: RateLimits): PaceWindow[] =>
    WINDOWS.flatMap(([name, lengthMs]) => {
      const capacity = limits[name];
      if (capacity === undefined) return [];
      let window = state.windows.get(lengthMs);
      if (window?.capacity !== capacity) state.windows.set(lengthMs, (window = createWindow(capacity, lengthMs)));
      return [window];
    });

  /** Milliseconds until every window lets one more start. */
  const paceWait = (state: State, limits: RateLimits): number => {
    const now = ports.now();
    const blocked = now < state.blocked.from ? 0 : state.blocked.until - now;
    return Math.max(0, blocked, ...windowsOf(state, limits).map((window) => window.waitMs(ports.elapsed())));
  };

  const begin = (state: State, limits: RateLimits): Turn => {
    const began = ports.elapsed();
    let places = windowsOf(state, limits).map((window) => window.start(began));
    const leave = (at: number): void => {
      for (const place of places) place(at);
      places = [];
    };
    state.running += 1;
    state.begunAt = began;
    let released = false;
    return {
      kind: 'go',
      left: () => leave(ports.elapsed()),
      release: () => {
        if (released) return;
        released = true;
        leave(began);
        state.running -= 1;
        for (const wake of state.waiters) wake();
      },
    };
  };
  const isFull = (state: State, limits: RateLimits): boolean => state.running >= (limits.concurrent ?? Infinity);

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
      const now = ports.now();
      if (now < state.blocked.from || untilMs > state.blocked.until) state.blocked = { from: now, until: untilMs };
    },
    remember: (key, limits, at) => {
      // A start that is said to lie ahead was reckoned by a clock that has been set back: it counts as just now.
      const began = ports.elapsed() - Math.max(0, ports.now() - at);
      const state = stateOf(key);
      state.begunAt = Math.max(state.begunAt, began);
      for (const window of windowsOf(state, limits)) window.start(began)(began);
    },
    take: (key, limits) => {
      const state = stateOf(key);
      const ms = paceWait(state, limits);
      if (state.inLine > 0 || (ms === 0 && isFull(state, limits))) return { kind: 'wait', ms: Infinity };
      return ms > 0 ? { kind: 'wait', ms } : begin(state, limits);
    },
    acquire: async (key, limits, until, signal) => {
      const state = stateOf(key);
      const before = state.tail;
      let leave = (): void => undefined;
      state.tail = new Promise<void>((resolve) => (leave = resolve));
      state.inLine += 1;
      try {
        await raceAbort(before, signal);
        for (;;) {
          const wait = paceWait(state, limits);
          if (ports.elapsed() + wait > until) return { kind: 'wait', ms: wait };
          if (wait > 0) await ports.sleep(wait, signal);
          else if (isFull(state, limits)) await freePlace(state, signal);
          else return begin(state, limits);
        }
      } finally {
        state.inLine -= 1;
        leave();
      }
    },
  };
}
