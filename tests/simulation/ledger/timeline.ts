/** The only source of time in a simulated world: what is due next happens next, and the clock stands still meanwhile. */
import type { Rng } from '../rng.ts';

export interface Timeline {
  readonly now: number;
  /** Milliseconds that have passed step by step; jumps are no part of it. */
  readonly elapsed: number;
  /** Deeds that were done. */
  readonly steps: number;
  /** Does `deed` after a while; the answer takes it back. */
  at(delayMs: number, deed: () => void): () => void;
  /** A pause that ends early, by throwing, when the signal fires. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Runs the next deed and everything that follows from it at once; false when nothing is left. */
  step(): Promise<boolean>;
  /** Moves every clock forward; what is due in a minute is still due in a minute. */
  jump(ms: number): void;
  /** The world is over: nothing is due any more, and no signal remembers it. Node keeps those that somebody listens to for ever. */
  end(): void;
}
interface Event {
  readonly at: number;
  readonly tie: number;
  deed: (() => void) | null;
}

/**
 * @param isBusy something runs that no event of the timeline will end (a database that answers when it likes): waited for before the next deed
 */
export function createTimeline(start: number, rng: Rng, isBusy: () => boolean = () => false): Timeline {
  const heap: Event[] = [];
  /** What takes a pause that is under way off its signal. */
  const asleep = new Set<() => void>();
  let elapsed = 0;
  let offset = start;
  let steps = 0;
  const before = (a: Event, b: Event): boolean => a.at < b.at || (a.at === b.at && a.tie < b.tie);

  function push(event: Event): void {
    let i = heap.push(event) - 1;
    while (i > 0) {
      const up = (i - 1) >> 1;
      const parent = heap[up];
      if (parent === undefined || !before(event, parent)) break;
      heap[i] = parent;
      i = up;
    }
    heap[i] = event;
  }
  function pop(): Event | undefined {
    const top = heap[0];
    const last = heap.pop();
    if (top === undefined || last === undefined || heap.length === 0) return top;
    let i = 0;
    for (;;) {
      let down = 2 * i + 1;
      const [left, right] = [heap[down], heap[down + 1]];
      if (left === undefined) break;
      if (right !== undefined && before(right, left)) down += 1;
      const child = heap[down];
      if (child === undefined || !before(child, last)) break;
      heap[i] = child;
      i = down;
    }
    heap[i] = last;
    return top;
  }
  async function settle(): Promise<void> {
    do await new Promise((resolve) => setImmediate(resolve));
    while (isBusy());
  }
  const at = (delayMs: number, deed: () => void): (() => void) => {
    const event: Event = { at: elapsed + Math.max(0, delayMs), tie: rng.next(), deed };
    push(event);
    return () => void (event.deed = null);
  };
  return {
    get now() {
      return Math.floor(elapsed) + offset;
    },
    get elapsed() {
      return elapsed;
    },
    get steps() {
      return steps;
    },
    at,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const stop = (): void => reject(STOPPED);
        if (signal?.aborted === true) return stop();
        if (signal === undefined) return void at(Math.min(ms, LONGEST_MS), resolve);
        const forget = (): void => {
          asleep.delete(forget);
          signal.removeEventListener('abort', abort);
        };
        const cancel = at(Math.min(ms, LONGEST_MS), () => {
          forget();
          resolve();
        });
        const abort = (): void => {
          forget();
          cancel();
          stop();
        };
        asleep.add(forget);
        signal.addEventListener('abort', abort);
      }),
    jump: (ms) => void (offset += ms),
    end() {
      heap.length = 0;
      for (const forget of asleep) forget();
    },
    async step() {
      for (;;) {
        const event = pop();
        if (event === undefined) return false;
        if (event.deed === null) continue;
        elapsed = Math.max(elapsed, event.at);
        steps += 1;
        event.deed();
        await settle();
        return true;
      }
    },
  };
}
/** One for all: what it costs is the trace of its making. */
const STOPPED = new DOMException('stopped', 'AbortError');
const LONGEST_MS = 400 * 24 * 3_600_000;
