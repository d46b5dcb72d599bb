import type { EnginePorts } from './engine-api.ts';

/** A question that may travel with others of its kind. */
export interface Rider<Q> {
  readonly question: Q;
  readonly signal: AbortSignal | undefined;
}
/** The outcome of one's own row, `alone` when nobody else came, or `cancelled` when the asker left. */
export type Ride<A> = { readonly kind: 'answered'; readonly answer: A } | { readonly kind: 'alone' } | { readonly kind: 'cancelled' };

interface Seat<Q, A> {
  readonly rider: Rider<Q>;
  left: boolean;
  settle(ride: Ride<A>): void;
  fail(error: unknown): void;
}
interface Bus<Q, A> {
  readonly seats: Seat<Q, A>[];
  readonly timer: AbortController;
  readonly call: AbortController;
}

export interface Batches<Q, A> {
  /**
   * Waits a short while for others of the same name, then goes with them.
   * @param run answers all questions in their order; its signal fires when nobody waits for it any more
   */
  ride(name: string, max: number, rider: Rider<Q>, run: (questions: readonly Q[], signal: AbortSignal) => Promise<readonly A[]>): Promise<Ride<A>>;
}

/** Brings calls together that wait at the same time. One who leaves does not stop the others. */
export function createBatches<Q, A>(ports: Pick<EnginePorts, 'sleep'>, windowMs: number): Batches<Q, A> {
  const waiting = new Map<string, Bus<Q, A>>();

  async function depart(bus: Bus<Q, A>, run: (questions: readonly Q[], signal: AbortSignal) => Promise<readonly A[]>): Promise<void> {
    const seats = bus.seats.filter((seat) => !seat.left);
    const [only] = seats;
    if (seats.length === 1 && only) return only.settle({ kind: 'alone' });
    try {
      const answers = await run(seats.map((seat) => seat.rider.question), bus.call.signal);
      seats.forEach((seat, i) => {
        const answer = answers[i];
        if (answer === undefined) seat.fail(new Error('a batch gave fewer answers than it had questions'));
        else seat.settle({ kind: 'answered', answer });
      });
    } catch (error) {
      for (const seat of seats) seat.fail(error);
    }
  }

  const leave = (name: string, bus: Bus<Q, A>, seat: Seat<Q, A>): void => {
    seat.left = true;
    seat.settle({ kind: 'cancelled' });
    if (!bus.seats.every((s) => s.left)) return;
    if (waiting.get(name) === bus) waiting.delete(name);
    bus.timer.abort();
    bus.call.abort();
  };

  return {
    ride: (name, max, rider, run) =>
      new Promise((resolve, reject) => {
        const known = waiting.get(name);
        const bus: Bus<Q, A> = known ?? { seats: [], timer: new AbortController(), call: new AbortController() };
        const onAbort = (): void => leave(name, bus, seat);
        const ended = (): void => rider.signal?.removeEventListener('abort', onAbort);
        const seat: Seat<Q, A> = { rider, left: false, settle: (ride) => (ended(), resolve(ride)), fail: (error) => (ended(), reject(error instanceof Error ? error : new Error(String(error)))) };
        if (rider.signal?.aborted) return resolve({ kind: 'cancelled' });
        rider.signal?.addEventListener('abort', onAbort, { once: true });
        bus.seats.push(seat);
        const go = (): void => {
          if (waiting.get(name) === bus) waiting.delete(name);
          bus.timer.abort();
          void depart(bus, run);
        };
        if (!known) {
          waiting.set(name, bus);
          ports.sleep(windowMs, bus.timer.signal).then(go, () => undefined); // left by everybody, or full before its time
        }
        if (bus.seats.filter((s) => !s.left).length >= max) go();
      }),
  };
}
