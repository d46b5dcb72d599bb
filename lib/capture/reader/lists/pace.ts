/** Keeps long work from holding up the page: it asks whether its slice is used, and gives way when it is. */
export interface Pace {
  /** True when the slice is used up. */
  isDue(): boolean;
  /** Lets the page go on; the next slice begins when it resolves. */
  pause(): Promise<void>;
}
export interface PacePorts {
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
  readonly pause: () => Promise<void>;
}

/** @param sliceMs main-thread time of one slice */
export function paceOf(ports: PacePorts, sliceMs: number): Pace {
  let until = ports.now() + sliceMs;
  return {
    isDue: () => ports.now() > until,
    async pause() {
      await ports.pause();
      until = ports.now() + sliceMs;
    },
  };
}
