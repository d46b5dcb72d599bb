import { HISTORY_DEEDS } from '../core/limits.ts';
import { changesOf, type FieldChange } from '../domain/lead/changes.ts';
import type { FieldState, LeadFields } from '../domain/lead/lead.ts';
import type { ActivityRow, KilnDatabase } from './database.ts';
import { mergesInto } from './merged-leads.ts';

/** What a deed over many leads has changed of one of them. */
export interface DeedOfLead {
  readonly line: ActivityRow;
  readonly changes: readonly FieldChange[];
}

/**
 * The deeds over many leads that have changed a lead, or one that was merged into it, newest first: found by the ids that stand in their
 * undo, so they are known as long as they can be taken back. Of a long history the newest `HISTORY_DEEDS`.
 */
export const deedsOfLead = (db: KilnDatabase, leadId: string): Promise<DeedOfLead[]> =>
  db.transaction('r', db.activity, db.cellParts, db.merges, async () => {
    const ids = new Set<string>([leadId, ...[...(await mergesInto(db, [leadId])).values()].flat().flatMap(({ goneIds }) => goneIds)]);
    const [parts, lines] = await Promise.all([db.cellParts.where('leadIds').anyOf([...ids]).distinct().primaryKeys(), db.activity.where('undo.leadIds').anyOf([...ids]).distinct().primaryKeys()]);
    const found = [...new Set([...parts.map(([deedId]) => deedId), ...lines])];
    const newest = (await db.activity.bulkGet(found)).flatMap((line) => (line ? [line] : [])).toSorted((a, b) => b.at - a.at).slice(0, HISTORY_DEEDS);
    const deeds: DeedOfLead[] = [];
    for (const line of newest) {
      const [before, after]: [Record<string, FieldState | undefined>, Record<string, FieldState | undefined>] = [{}, {}];
      // A part holds thousands of leads: one at a time, and of each only this one.
      for (const key of parts.filter(([deedId]) => deedId === line.id).toSorted((a, b) => a[1] - b[1])) {
        for (const { fields, leadId: of } of (await db.cellParts.get(key))?.changes ?? []) {
          if (!ids.has(of)) continue;
          for (const change of fields) {
            before[change.field] ??= change.before;
            after[change.field] = change.after;
          }
        }
      }
      const own = (line.undo?.leads ?? []).filter((one) => one.after && one.before && ids.has(one.after.id));
      const changes = own.length > 0 ? own.flatMap((one) => changesOf(one.before, one.after)) : changesOf({ fields: before as LeadFields }, { fields: after as LeadFields });
      deeds.push({ line, changes });
    }
    return deeds;
  });
