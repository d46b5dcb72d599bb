import type { ActivityRow, KilnDatabase } from './database.ts';
import type { createLeadStore, SavedLead, SaveLead } from './lead-store.ts';

/** Several leads saved as one deed: one transaction, one line in the history, one undo. */
export function createSaveTogether(db: KilnDatabase, leads: ReturnType<typeof createLeadStore>) {
  return (inputs: readonly SaveLead[], row: (saved: readonly SavedLead[]) => Omit<ActivityRow, 'undo'>): Promise<{ saved: (SavedLead | null)[]; activityId: string | null }> =>
    db.transaction('rw', [db.leads, db.tables_, db.activity, db.clips], async () => {
      const saved: (SavedLead | null)[] = [];
      for (const input of inputs) saved.push(await leads.save(input));
      const done = saved.filter((one) => one !== null);
      const lines = await db.activity.bulkGet(done.flatMap((one) => (one.activityId === null ? [] : [one.activityId])));
      const changes = lines.flatMap((line) => line?.undo?.leads ?? []);
      if (changes.length === 0) return { saved, activityId: null };
      // The lines of the single saves become one: what they undo, in reverse, so that a lead saved twice goes back to its first state.
      await db.activity.bulkDelete(lines.flatMap((line) => (line ? [line.id] : [])));
      const line = row(done);
      await db.activity.put({ ...line, undo: { leads: changes.toReversed() } });
      await db.clips.where('attachedBy').anyOf(done.flatMap((one) => one.activityId ?? [])).modify({ attachedBy: line.id });
      return { saved, activityId: line.id };
    });
}
