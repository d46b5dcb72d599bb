import type { TaskId } from '../core/ids.ts';
import { RUN_BATCH_CHANGES, STEP_RETRY_MAX_MS } from '../core/limits.ts';
import type { TaskChanges, TaskRows } from '../domain/enrichment/advance.ts';
import type { Deps } from './deps.ts';
import { activityOfTask } from './task-activity.ts';

export interface TaskWriter {
  /** Reads the rows of one task, lets `decide` say what they become and writes it, whole or not at all. Null when the task is gone. */
  change<T extends TaskChanges>(id: TaskId, decide: (rows: TaskRows) => T, isUrgent?: boolean): Promise<T | null>;
  /** Writing fails (the disk is full): nothing new should be begun. */
  isInTrouble(): boolean;
}

interface Waiting {
  readonly id: TaskId;
  decide(rows: TaskRows): TaskChanges;
  done(value: TaskChanges | null): void;
  fail(error: unknown): void;
  readonly isUrgent: boolean;
}
const FIRST_PAUSE_MS = 500;

/**
 * Group commit: while one transaction is written the next changes gather, and share the next one. Alone a change is
 * written at once; in a run of thousands a flush to disk is shared by all that is ready at the same moment.
 * @param gatherMs changes for which nobody waits gather at least this long between two transactions: each costs the browser
 * about as much as the rows of several calls, and calls are paced in longer steps anyway
 *
 * What could not be written is tried again, later and later, for as long as this worker lives: it holds answers that were paid for.
 */
export function createTaskWriter(deps: Pick<Deps, 'store' | 'catalogue' | 'now' | 'sleep' | 'report'>, gatherMs: number): TaskWriter {
  const queue: Waiting[] = [];
  const activityOf = activityOfTask(deps.catalogue, deps.now);
  let writing = false;
  let troubles = 0;
  /** Ends the gathering: somebody waits. */
  let hurry = new AbortController();

  async function gather(): Promise<void> {
    if (gatherMs === 0 || queue.some((change) => change.isUrgent)) return;
    hurry = new AbortController();
    await deps.sleep(gatherMs, hurry.signal).catch(() => undefined);
  }

  async function writeAll(): Promise<void> {
    writing = true;
    while (queue.length > 0) {
      await gather();
      const batch = queue.slice(0, RUN_BATCH_CHANGES);
      try {
        const results = await deps.store.tasks.changeTasks(batch, activityOf, deps.now());
        queue.splice(0, batch.length);
        troubles = 0;
        for (const [i, result] of results.entries()) {
          if (result.ok) batch[i]?.done(result.value);
          else batch[i]?.fail(result.error);
        }
      } catch (error) {
        if (troubles === 0) deps.report('storage', error);
        await deps.sleep(Math.min(STEP_RETRY_MAX_MS, FIRST_PAUSE_MS * 2 ** troubles));
        troubles = Math.min(troubles + 1, 20);
      }
    }
    writing = false;
  }

  return {
    change: <T extends TaskChanges>(id: TaskId, decide: (rows: TaskRows) => T, isUrgent = false) =>
      new Promise<T | null>((resolve, reject) => {
        queue.push({ id, decide, isUrgent, done: (value) => resolve(value as T | null), fail: reject });
        if (isUrgent) hurry.abort();
        // The rest of this turn of the event loop may bring more for the same transaction.
        if (!writing) void Promise.resolve().then(() => (writing ? undefined : writeAll()));
      }),
    isInTrouble: () => troubles > 0,
  };
}
