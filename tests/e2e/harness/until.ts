/** Longest wait of a harness step. It only catches a hang: a loaded machine is slow, and nothing here measures speed. */
export const WAIT_MS = 180_000;
const LOOK_AGAIN_MS = 50;

export const pause = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms));

/**
 * Looks again and again until the answer is neither null, undefined nor false, and returns it.
 * @param look may throw while the thing is not there yet; the last error is told when the wait is over.
 * @param what what is waited for, for the message: "the side panel".
 */
export async function until<T>(look: () => T | Promise<T>, what: string, timeoutMs = WAIT_MS): Promise<Exclude<Awaited<T>, null | undefined | false>> {
  const end = performance.now() + timeoutMs;
  let last: unknown;
  do {
    try {
      const found = await look();
      if (found !== null && found !== undefined && found !== false) return found as Exclude<Awaited<T>, null | undefined | false>;
      last = undefined;
    } catch (error) {
      last = error;
    }
    await pause(LOOK_AGAIN_MS);
  } while (performance.now() < end);
  throw new Error(`Waited ${timeoutMs} ms for ${what}${last instanceof Error ? `: ${last.message}` : ''}`, { cause: last });
}
