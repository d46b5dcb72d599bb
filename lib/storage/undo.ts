import type { LeadId } from '../core/ids.ts';
import { UNDO_DEEDS } from '../core/limits.ts';
import type { Lead } from '../domain/lead/lead.ts';
import type { KilnDatabase } from './database.ts';

/** The leads that a deed over several has changed, for the history of each; a line of one lead names it. Leads that came or went have nothing to tell of it. */
export function changedLeads(leads: readonly { readonly before: Lead | null; readonly after: Lead | null }[]): { readonly leadIds?: readonly LeadId[] } {
  if (leads.length < 2) return {};
  const ids = [...new Set(leads.flatMap(({ before, after }) => (before && after ? [after.id] : [])))];
  return ids.length === 0 ? {} : { leadIds: ids };
}

/**
 * Undo is kept for the newest deeds only. Inside the transaction that writes a new one; looks at what can be taken back and not at the
 * whole history, so it costs the same however long that is. Returns the lines that lost their undo.
 */
export async function trimUndo(db: KilnDatabase): Promise<string[]> {
  const over = (await db.activity.orderBy('undo.at').count()) - UNDO_DEEDS;
  if (over <= 0) return [];
  const old = await db.activity.orderBy('undo.at').limit(over).toArray();
  await db.activity.bulkPut(old.map(({ undo: _undo, ...rest }) => rest));
  // Leads whose deletion cannot be undone any more are gone for good: what they were is not told any longer.
  const gone = old.flatMap(({ undo, undoneAt }) => (undoneAt === undefined ? (undo?.leads ?? []) : []).flatMap(({ before, after }) => (before && after === null ? [before.id] : [])));
  if (gone.length > 0) await db.activity.where('leadId').anyOf(gone).modify(withoutChanges);
  return old.map(({ id }) => id);
}

export function withoutChanges(line: { changes?: unknown }): void {
  delete line.changes;
}
