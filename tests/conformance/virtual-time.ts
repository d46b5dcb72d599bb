import { setImmediate as turn } from 'node:timers/promises';
import type { EnginePorts } from '../../lib/providers/engine-api.ts';

/** Turns of the event loop without progress after which only the clock can help. */
const IDLE_TURNS = 12;

/** A clock that stands still until nothing else can happen, then jumps to the next timer: no test ever waits. */
export class VirtualTime {
  #now: number;
  #timers: { at: number; fire: () => void }[] = [];

  constructor(now = Date.UTC(2026, 0, 5, 10)) {
    this.#now = now;
  }

  readonly now = (): number => this.#now;
  readonly elapsed = (): number => this.#now;

  readonly sleep: EnginePorts['sleep'] = (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(new DOMException('aborted', 'AbortError'));
      const timer = { at: this.#now + ms, fire: resolve };
      this.#timers.push(timer);
      signal?.addEventListener('abort', () => {
        this.#timers = this.#timers.filter((t) => t !== timer);
        reject(new DOMException('aborted', 'AbortError'));
      }, { once: true });
    });

  /** Timers that nobody has cancelled: 0 after a call that cleans up. */
  get pending(): number {
    return this.#timers.length;
  }

  async settle(): Promise<void> {
    for (let i = 0; i < IDLE_TURNS; i++) await turn();
  }

  /** Runs until the promise settles, jumping over the time that it waits. */
  async run<T>(promise: Promise<T>): Promise<T> {
    let settled = false;
    const done = (): void => void (settled = true);
    promise.then(done, done);
    for (;;) {
      await this.settle();
      if (settled) return promise;
      const next = this.#timers.reduce<{ at: number; fire: () => void } | undefined>((a, t) => (a === undefined || t.at < a.at ? t : a), undefined);
      if (next === undefined) throw new Error('nothing will ever happen: the promise waits for something that has no timer');
      this.#now = Math.max(this.#now, next.at);
      this.#timers = this.#timers.filter((t) => t !== next);
      next.fire();
    }
  }
}
