import type { EnginePorts } from './engine-api.ts';

/** Rejects as soon as the signal fires, even when the promise never settles. */
export function raceAbort<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const stop = (): void => reject(new DOMException('aborted', 'AbortError'));
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    const done = (): void => signal.removeEventListener('abort', stop);
    promise.then(
      (value) => (done(), resolve(value)),
      (error: unknown) => (done(), reject(error instanceof Error ? error : new Error(String(error)))),
    );
  });
}

/** One deadline for a whole call, joined with the caller's own signal. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** By `EnginePorts.elapsed`: a clock that is set neither shortens nor lengthens a call. */
  readonly at: number;
  readonly timedOut: () => boolean;
  end(): void;
}

/** The timer is a sleep of the ports, so that tests own the clock. `end` must be called when the call is over. */
export function startDeadline(ports: Pick<EnginePorts, 'elapsed' | 'sleep'>, ms: number, outer: AbortSignal | undefined): Deadline {
  const controller = new AbortController();
  const timer = new AbortController();
  let timedOut = false;
  const cancel = (): void => controller.abort();
  if (outer?.aborted) cancel();
  outer?.addEventListener('abort', cancel, { once: true });
  ports.sleep(ms, timer.signal).then(
    () => {
      timedOut = true;
      controller.abort();
    },
    () => undefined, // the call ended first
  );
  return {
    signal: controller.signal,
    at: ports.elapsed() + ms,
    timedOut: () => timedOut,
    end: () => {
      outer?.removeEventListener('abort', cancel);
      timer.abort();
    },
  };
}
