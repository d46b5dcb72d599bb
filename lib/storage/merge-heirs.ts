import type { LeadId } from '../core/ids.ts';
import type { Lead } from '../domain/lead/lead.ts';
import type { KilnDatabase } from './database.ts';
import { MERGES_FOLLOWED } from './merged-leads.ts';
import { leadRows } from './leads/rows.ts';

/** The leads that those that are gone were merged into, by the id of the one that is gone. */
export async function heirsOf(db: KilnDatabase, gone: readonly LeadId[]): Promise<ReadonlyMap<LeadId, Lead>> {
  const at = new Map(gone.map((id) => [id, id] as const));
  const found = new Map<LeadId, Lead>();
  for (let round = 0; round < MERGES_FOLLOWED && at.size > 0; round++) {
    const rows = await db.merges.where('goneIds').anyOf([...new Set(at.values())]).filter(({ undoneAt }) => undoneAt === undefined).toArray();
    const next = new Map(rows.flatMap(({ goneIds, keepId }) => goneIds.map((id) => [id, keepId] as const)));
    for (const [id, last] of at) {
      const into = next.get(last);
      if (into === undefined) at.delete(id);
      else at.set(id, into);
    }
    for (const lead of await leadRows(db).getAll([...new Set(at.values())])) {
      for (const [id, last] of at) if (lead?.id === last && found.set(id, lead)) at.delete(id);
    }
  }
  return found;
}
