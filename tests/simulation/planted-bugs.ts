/**
 * Mistakes that the simulation must find. Each changes what the server's code meets, never the code itself:
 * statements that are swallowed or split, answers that come too early, a client that makes its ids at the wrong time.
 */
export const PLANTED_BUGS = [
  /** Every statement commits by itself. */
  'no-atomicity',
  /** The result is stored in a second transaction after the post. */
  'result-in-second-transaction',
  /** "Done" is said before the commit, and then the commit fails. */
  'answer-before-commit',
  /** A refused id is forgotten. */
  'refusal-not-sticky',
  /** A charge without a result is posted. */
  'charge-on-no-result',
  /** Nobody picks up what a dead process left. */
  'no-sweep',
  /** A void does not give the hold back. */
  'release-forgotten',
  /** The device's last number is not stored. */
  'last-n-not-stored',
  /** The feed's number is not stored. */
  'seq-not-stored',
  /** The client makes a new id for every try. */
  'id-per-attempt',
] as const;
export type PlantedBug = (typeof PLANTED_BUGS)[number];
