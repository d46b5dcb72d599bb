import { UNDO_ENTRIES } from '../core/limits.ts';
import type { ActivityRow, KilnDatabase } from './database.ts';

/**
 * Writes a line of the history. Only the newest lines can be taken back: what an older one could have restored is let go,
 * clips that it removed included. Runs inside a transaction over `activity` and `clips`.
 */
export async function recordActivity(db: KilnDatabase, row: ActivityRow): Promise<void> {
  await db.activity.put(row);
  const old = await db.activity.orderBy('at').reverse().offset(UNDO_ENTRIES).filter((r) => r.undo !== undefined).toArray();
  for (const { undo: _undo, ...rest } of old) await db.activity.put(rest);
  if (old.length > 0) await db.clips.where('removedBy').anyOf(old.map((r) => r.id)).delete();
}
