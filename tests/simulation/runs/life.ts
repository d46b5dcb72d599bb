import type { Rng } from '../rng.ts';
import type { Alarm, Clock } from './clock.ts';
import type { Holder, MemoryDatabase, Written } from './memory-database.ts';

/** A new one each time: one that all share would keep every world that ever waited for it. */
const never = (): Promise<never> => new Promise<never>(() => undefined);

/** What all workers of a device share. */
export interface Ground {
  readonly clock: Clock;
  readonly database: MemoryDatabase;
  readonly rng: Rng;
  /** Requests to the disk take their time, so that those of different callers meet in any order. */
  readonly isDiskSlow: boolean;
  beforeCommit(writes: readonly Written[]): void;
  /** Another await. True when there were more of them since the clock last moved than any work needs: who waits goes round in circles. */
  isCircling(): boolean;
}

/**
 * One life of the worker. It ends after so many awaits, as when Chromium stops a worker: nothing of it comes back, its
 * transactions are dropped, its locks are free, its timers are gone.
 */
export class Life implements Holder {
  isDead = false;
  /** When it last did something that keeps a worker alive. */
  lastActive: number;
  #awaitsLeft: number;
  readonly #ground: Ground;
  readonly #timers = new Set<Alarm>();
  readonly #endings: (() => void)[] = [];
  readonly name: string;
  constructor(ground: Ground, name: string, awaits: number) {
    this.#ground = ground;
    this.#awaitsLeft = awaits;
    this.name = name;
    this.lastActive = ground.clock.now;
  }
  onDeath(deed: () => void): void {
    this.#endings.push(deed);
  }
  die(): void {
    if (this.isDead) return;
    this.isDead = true;
    for (const timer of this.#timers) timer.cancel();
    this.#ground.database.drop(this);
    for (const deed of this.#endings) deed();
  }
  active(): void {
    this.lastActive = this.#ground.clock.now;
  }
  /** An await: it may be the last one. */
  point(): Promise<void> {
    if (!this.isDead && (--this.#awaitsLeft <= 0 || this.#ground.isCircling())) this.die();
    return this.isDead ? never() : Promise.resolve();
  }
  /** Comes back after so long, unless the worker is dead by then. */
  after(ms: number): Promise<void> {
    return new Promise((resolve) => void this.timer(ms, resolve));
  }
  timer(ms: number, deed: () => void): Alarm {
    if (this.isDead) return { cancel: () => undefined };
    const timer = this.#ground.clock.at(ms, () => {
      this.#timers.delete(timer);
      if (!this.isDead) deed();
    });
    this.#timers.add(timer);
    return timer;
  }
  async request(): Promise<void> {
    await this.point();
    if (this.#ground.isDiskSlow) await this.after(this.#ground.rng.below(3));
  }
  beforeCommit(writes: readonly Written[]): void {
    this.#ground.beforeCommit(writes);
  }
  /** A pause that ends early when the signal fires. */
  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const stopped = (): void => {
        timer.cancel();
        reject(new DOMException('aborted', 'AbortError'));
      };
      const timer = this.timer(ms, () => {
        signal?.removeEventListener('abort', stopped);
        void this.point().then(resolve);
      });
      if (signal?.aborted) stopped();
      else signal?.addEventListener('abort', stopped, { once: true });
    });
  }
}

/** Locks by name, held by a life: freed when it is dead. */
export function createLocks() {
  const held = new Map<string, Life>();
  const waiting = new Map<string, (() => void)[]>();
  const free = (name: string, life: Life): void => {
    if (held.get(name) !== life) return;
    held.delete(name);
    const woken = waiting.get(name) ?? [];
    waiting.delete(name);
    for (const wake of woken) wake();
  };
  const isHeld = (name: string): boolean => held.get(name)?.isDead === false;
  return {
    async exclusively(life: Life, name: string, work: () => Promise<void>, wait = false): Promise<boolean> {
      await life.point();
      while (isHeld(name)) {
        if (!wait) return false;
        await new Promise<void>((resolve) => waiting.set(name, [...(waiting.get(name) ?? []), resolve]));
        await life.point();
      }
      held.set(name, life);
      life.onDeath(() => free(name, life));
      try {
        await work();
      } finally {
        free(name, life);
      }
      await life.point();
      return true;
    },
  };
}
