/** What the page layer needs of the page it is put in; the entry point hands it in. */
export interface LayerPorts {
  readonly doc: Document;
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
  /** Calls back after so many milliseconds; the answer cancels. */
  readonly after: (ms: number, act: () => void) => () => void;
  /** Calls back before the next picture; the answer cancels. */
  readonly nextFrame: (act: () => void) => () => void;
  readonly prefersCalm: () => boolean;
}
