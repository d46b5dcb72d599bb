import { CAPTURE_SLICE_MS } from '../../core/limits.ts';

export interface ReaderPorts {
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
  /** Lets the page have its turn; resolves as soon as the browser has nothing more urgent to do. */
  readonly pause: () => Promise<void>;
}

/**
 * Cuts the work into slices that a person does not feel, and ends it at the budget. Only the reader's own time counts:
 * a page that is busy between two slices takes nothing from it.
 */
export class Pace {
  readonly #ports: ReaderPorts;
  readonly #budgetMs: number;
  /** Called after each rest: the page may have changed. */
  onRest: () => void = () => undefined;
  #usedMs = 0;
  #sliceStart: number;

  constructor(ports: ReaderPorts, budgetMs: number) {
    this.#ports = ports;
    this.#budgetMs = budgetMs;
    this.#sliceStart = ports.now();
  }

  /** True when it is the page's turn. */
  isDue(): boolean {
    return this.#ports.now() - this.#sliceStart >= CAPTURE_SLICE_MS;
  }

  /** True when the budget is used up. */
  isSpent(): boolean {
    return this.usedMs() > this.#budgetMs;
  }

  /** Milliseconds of the main thread so far. */
  usedMs(): number {
    return this.#usedMs + Math.max(0, this.#ports.now() - this.#sliceStart);
  }

  async rest(): Promise<void> {
    this.#usedMs = this.usedMs();
    await this.#ports.pause();
    this.#sliceStart = this.#ports.now();
    this.onRest();
  }

  /** Does something for every item, with rests in between; stops when `work` answers false or the budget is used up. */
  async each<T>(items: readonly T[], work: (item: T) => boolean | void): Promise<void> {
    for (let i = 0; i < items.length; i++) {
      if ((i & 31) === 31 && this.isDue()) {
        if (this.isSpent()) return;
        await this.rest();
      }
      if (work(items[i] as T) === false) return;
    }
  }
}
