import type { LeadId } from '../core/ids.ts';
import type { KilnDatabase } from './database.ts';
import { MERGES_FOLLOWED, mergesInto } from './merged-leads.ts';

export const sentKey = (place: string, leadId: string): string => `${place}/${leadId}`;

/**
 * The contents that stand at a place, as fingerprints, of each of these leads: what was sent of it, and what was sent of a lead that was
 * merged into it, unless the one that stayed was sent since. Nothing is rewritten when leads become one: records keep the lead that they
 * were sent for, and a merge that is taken back is not followed any more.
 */
export const sentOf = (db: KilnDatabase, place: string, leadIds: readonly string[]): Promise<ReadonlyMap<string, ReadonlySet<string>>> =>
  db.transaction('r', db.merges, db.sentRecords, async () => {
    const merges = await mergesInto(db, leadIds);
    const all = [...new Set<string>([...leadIds, ...[...merges.values()].flat().flatMap(({ goneIds }): readonly LeadId[] => goneIds)])];
    const rows = new Map((await db.sentRecords.bulkGet(all.map((id) => sentKey(place, id)))).flatMap((row, i) => (row ? [[all[i] ?? '', row] as const] : [])));
    const contents = (id: string, depth: number): string[] => {
      const own = rows.get(id);
      const older = depth === 0 ? [] : (merges.get(id) ?? []).filter(({ at }) => own === undefined || own.at <= at);
      return [...(own ? [own.fingerprint] : []), ...older.flatMap(({ goneIds }) => goneIds.flatMap((gone) => contents(gone, depth - 1)))];
    };
    return new Map(leadIds.map((id) => [id, new Set(contents(id, MERGES_FOLLOWED))]));
  });
