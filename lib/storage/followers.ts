import type { LeadId } from '../core/ids.ts';
import type { KilnDatabase } from './database.ts';
import type { Followed } from './merge-rows.ts';

/**
 * What belongs to a lead beside its values, and goes with it into another one: questions that were asked about it, what came back word
 * for word, its lines in the history, its clipped pages. Charges keep the lead that they were made for: a ledger is not rewritten.
 * Each function runs inside the transaction of the merge.
 */
export function followersOf(db: KilnDatabase) {
  return {
    /** @returns what has followed a few of the leads that went */
    async follow(into: ReadonlyMap<LeadId, LeadId>): Promise<(goneIds: readonly LeadId[]) => Followed> {
      const ids = [...into.keys()];
      const [tasks, receipts, lines, clips] = await Promise.all([
        db.tasks.where('leadId').anyOf(ids).toArray(),
        db.receipts.where('leadId').anyOf(ids).toArray(),
        db.activity.where('leadId').anyOf(ids).toArray(),
        db.clips.where('leadId').anyOf(ids).toArray(),
      ]);
      const moved = <T extends { readonly leadId: LeadId }>(row: T): T => ({ ...row, leadId: into.get(row.leadId) ?? row.leadId });
      const named = <T extends { readonly leadId?: LeadId }>(all: readonly T[]) => all.flatMap((row) => (row.leadId === undefined ? [] : [{ ...row, leadId: row.leadId }]));
      await Promise.all([db.tasks.bulkPut(tasks.map(moved)), db.receipts.bulkPut(receipts.map(moved)), db.activity.bulkPut(named(lines).map(moved)), db.clips.bulkPut(named(clips).map(moved))]);
      const from = <I>(all: readonly { readonly id: I; readonly leadId: LeadId }[]): Map<LeadId, (readonly [I, LeadId])[]> => {
        const byLead = new Map<LeadId, (readonly [I, LeadId])[]>();
        for (const { id, leadId } of all) byLead.set(leadId, [...(byLead.get(leadId) ?? []), [id, leadId]]);
        return byLead;
      };
      const [t, r, l, c] = [from(tasks), from(receipts), from(named(lines)), from(named(clips))];
      const of = <I>(known: ReadonlyMap<LeadId, readonly (readonly [I, LeadId])[]>, goneIds: readonly LeadId[]) => goneIds.flatMap((id) => known.get(id) ?? []);
      return (goneIds) => ({ tasks: of(t, goneIds), receipts: of(r, goneIds), lines: of(l, goneIds), clips: of(c, goneIds) });
    },

    /** Everything is back with the lead that it had; what is gone meanwhile stays so. */
    async sendBack({ tasks, receipts, lines, clips }: Followed): Promise<void> {
      for (const [id, leadId] of tasks) await db.tasks.update(id, { leadId });
      for (const [id, leadId] of receipts) await db.receipts.update(id, { leadId });
      for (const [id, leadId] of lines) await db.activity.update(id, { leadId });
      for (const [id, leadId] of clips) await db.clips.update(id, { leadId });
    },
  };
}
