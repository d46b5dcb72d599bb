import { UNDO_ENTRIES } from '../core/limits.ts';
import type { KilnDatabase } from './database.ts';

/** Undo is kept for the newest entries only. Inside the transaction that writes a new one. */
export async function trimUndo(db: KilnDatabase): Promise<void> {
  const old = await db.activity.orderBy('at').reverse().offset(UNDO_ENTRIES).filter((row) => row.undo !== undefined).toArray();
  for (const { undo: _undo, ...rest } of old) await db.activity.put(rest);
  // Leads whose deletion cannot be undone any more are gone for good: what they were is not told any longer.
  const gone = old.flatMap(({ undo, undoneAt }) => (undoneAt === undefined ? (undo?.leads ?? []) : []).flatMap(({ before, after }) => (before && after === null ? [before.id] : [])));
  if (gone.length > 0) await db.activity.where('leadId').anyOf(gone).modify(withoutChanges);
}

export function withoutChanges(line: { changes?: unknown }): void {
  delete line.changes;
}
