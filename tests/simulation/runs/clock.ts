import type { Rng } from '../rng.ts';

/** The only source of time in a simulated world. `now` never goes back; what a device shows is its own business. */
export interface Clock {
  /** Milliseconds since the world began, monotonic. */
  readonly now: number;
  /** Deeds of the same moment come in an order of chance. */
  at(delayMs: number, deed: () => void): Alarm;
  /** Runs the next deed and all that follows from it at once; false when nothing is left. */
  step(): Promise<boolean>;
}
export interface Alarm {
  cancel(): void;
}
interface Event {
  readonly at: number;
  readonly tie: number;
  deed: (() => void) | null;
}

const drained = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const isBefore = (a: Event, b: Event): boolean => a.at < b.at || (a.at === b.at && a.tie < b.tie);

/** A binary heap of what is due. `settled` waits for whatever is under way outside of it. */
export function createClock(rng: Rng, settled: () => Promise<void> = drained): Clock {
  const heap: Event[] = [];
  let now = 0;
  const swap = (i: number, j: number): void => {
    [heap[i], heap[j]] = [heap[j] as Event, heap[i] as Event];
  };
  const push = (event: Event): void => {
    let i = heap.push(event) - 1;
    for (let up = (i - 1) >> 1; i > 0 && isBefore(heap[i] as Event, heap[up] as Event); up = (i - 1) >> 1) {
      swap(i, up);
      i = up;
    }
  };
  const pop = (): Event | undefined => {
    const [first] = heap;
    const last = heap.pop();
    if (!first || !last || heap.length === 0) return first;
    heap[0] = last;
    for (let i = 0; ; ) {
      let least = i;
      for (const child of [2 * i + 1, 2 * i + 2]) if (child < heap.length && isBefore(heap[child] as Event, heap[least] as Event)) least = child;
      if (least === i) return first;
      swap(i, least);
      i = least;
    }
  };
  return {
    get now() {
      return now;
    },
    at(delayMs, deed) {
      const event: Event = { at: now + Math.max(0, delayMs), tie: rng.next(), deed };
      push(event);
      return { cancel: () => void (event.deed = null) };
    },
    async step() {
      let event = pop();
      while (event && !event.deed) event = pop();
      if (!event?.deed) return false;
      now = event.at;
      event.deed();
      await settled();
      return true;
    },
  };
}
