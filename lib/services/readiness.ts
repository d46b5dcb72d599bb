import type { Deps } from './deps.ts';

/** Pause after which the worker tries its start again by itself. */
const START_AGAIN_MS = 30_000;

/**
 * What has to be done once in the life of a worker before anything is planned, asked or answered. It is begun by whoever asks first and
 * shared by all. A start that failed (a disk without room, a database that another version holds) must not mute the worker for the
 * rest of its life: whoever asks next begins it anew, and so does the worker itself after a pause.
 */
export function createReadiness(deps: Pick<Deps, 'report' | 'wakeIn'>, prepare: () => Promise<unknown>): () => Promise<void> {
  let underWay: Promise<void> | undefined;
  async function begin(): Promise<void> {
    try {
      await prepare();
    } catch (error) {
      underWay = undefined;
      deps.report('start', error);
      deps.wakeIn(START_AGAIN_MS);
      throw error;
    }
  }
  return () => (underWay ??= begin());
}
