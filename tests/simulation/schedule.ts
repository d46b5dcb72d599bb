import type { Rng } from './rng.ts';

/** The only source of time in a simulated run: what is due next happens next, and the clock stands still meanwhile. */
export interface Schedule {
  now: number;
  at(delayMs: number, deed: () => void): void;
  /** Runs the next deed and everything that follows from it at once; false when nothing is left. */
  step(): Promise<boolean>;
  /** Moves the clock forward without running anything. */
  jump(ms: number): void;
}

const drained = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export function createSchedule(start: number, rng: Rng): Schedule {
  const waiting: { at: number; tie: number; deed: () => void }[] = [];
  const schedule: Schedule = {
    now: start,
    at: (delayMs, deed) => void waiting.push({ at: schedule.now + Math.max(0, delayMs), tie: rng.next(), deed }),
    jump: (ms) => void (schedule.now += ms),
    async step() {
      let next = 0;
      for (let i = 1; i < waiting.length; i++) {
        const [a, b] = [waiting[i], waiting[next]];
        if (a !== undefined && b !== undefined && (a.at < b.at || (a.at === b.at && a.tie < b.tie))) next = i;
      }
      const [event] = waiting.splice(next, 1);
      if (event === undefined) return false;
      schedule.now = Math.max(schedule.now, event.at);
      event.deed();
      await drained();
      return true;
    },
  };
  return schedule;
}
