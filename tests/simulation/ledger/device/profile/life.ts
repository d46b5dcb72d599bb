/** One life of a worker or a page: it can end at every await, and then nothing of it ever returns. */
import type { Rng } from '../../../rng.ts';

export class Life {
  #dead = false;
  readonly #ends: (() => void)[] = [];
  readonly #rng: Rng;
  readonly #rate: () => number;

  /** @param rate probability of dying at each point */
  constructor(rng: Rng, rate: () => number) {
    this.#rng = rng;
    this.#rate = rate;
  }
  get isDead(): boolean {
    return this.#dead;
  }
  onEnd(deed: () => void): void {
    this.#ends.push(deed);
  }
  end(): void {
    if (this.#dead) return;
    this.#dead = true;
    for (const deed of this.#ends.splice(0)) deed();
  }
  /** False when this was the last thing that was tried. */
  survives(): boolean {
    if (this.#dead) return false;
    const rate = this.#rate();
    if (rate > 0 && this.#rng.chance(rate)) this.end();
    return !this.#dead;
  }
  /** Begins something in the world outside, which may outlive this; it does not return to the dead. */
  async outlives<T>(begin: () => Promise<T>): Promise<T> {
    if (!this.survives()) return never();
    try {
      return await begin();
    } finally {
      if (!this.survives()) await never();
    }
  }
}

export const never = (): Promise<never> => new Promise(() => undefined);
