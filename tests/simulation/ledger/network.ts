/** A network between devices and servers on which each message and each answer can be lost, doubled, cut and late. */
import type { Rng } from '../rng.ts';
import type { Faults } from './faults.ts';
import type { Timeline } from './timeline.ts';

export interface Message {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly token: string;
  readonly body?: unknown;
}
export interface Reply {
  readonly status: number;
  readonly body: unknown;
}
/** Null: no answer came. */
export type Carry = (message: Message) => Promise<Reply | null>;

/** Just under the time after which Chromium ends a worker whose fetch has no answer. */
const TIMEOUT_MS = 28_000;
const HOUR_MS = 3_600_000;

/** @param serve what a server makes of a message; null when it died with it */
export function createNetwork(timeline: Timeline, rng: Rng, faults: Faults, serve: (message: Message) => Promise<Reply | null>): Carry {
  const onTheWay = (): number => (faults.delay === 0 ? rng.between(1, 60) : rng.between(1, faults.delay));
  const deliver = async (message: Message, answered?: (reply: Reply | null) => void): Promise<void> => {
    const reply = await serve(message);
    if (answered === undefined || rng.chance(faults.drop)) return;
    timeline.at(onTheWay(), () => answered(reply !== null && rng.chance(faults.truncate) ? { status: reply.status, body: 'cut' } : reply));
  };
  return (message) =>
    new Promise((resolve) => {
      const cancel = timeline.at(TIMEOUT_MS, () => resolve(null));
      const answered = (reply: Reply | null): void => {
        cancel();
        resolve(reply);
      };
      if (rng.chance(faults.lateCopy)) timeline.at(rng.between(1_000, rng.chance(0.5) ? 60_000 : 30 * HOUR_MS), () => void deliver(message));
      if (rng.chance(faults.drop)) {
        // Often the browser notices at once that nobody is there.
        if (rng.chance(0.5)) timeline.at(onTheWay(), () => answered(null));
        return;
      }
      timeline.at(onTheWay(), () => void deliver(message, answered));
      if (rng.chance(faults.duplicate)) timeline.at(onTheWay(), () => void deliver(message));
    });
}
