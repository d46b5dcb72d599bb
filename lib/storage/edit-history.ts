import { UNDO_ENTRIES } from '../core/limits.ts';
import type { ActivityKind, ActivityRow, KilnDatabase } from './database.ts';

/** What a person does to the leads of a table by hand: the steps that are gone back and forth with the keys. */
const EDITS: readonly ActivityKind[] = ['lead-edited', 'lead-deleted'];

/** The edits of a table as a row of steps: the last that stands, and the one that was taken back last. */
export function createEditHistory(db: KilnDatabase) {
  /** The edits whose undo is kept, newest first. */
  const edits = async (tableId: string): Promise<ActivityRow[]> => {
    let looked = 0;
    return db.activity.orderBy('at').reverse().until(() => ++looked > UNDO_ENTRIES).filter((row) => row.undo !== undefined && row.tableId === tableId && EDITS.includes(row.kind)).toArray();
  };
  return {
    /** The newest edit that is not taken back. */
    last: async (tableId: string): Promise<ActivityRow | undefined> => (await edits(tableId)).find((row) => row.undoneAt === undefined),
    /** What was taken back last, unless something was edited since: then there is nothing to do again. */
    async next(tableId: string): Promise<ActivityRow | undefined> {
      const all = await edits(tableId);
      const last = all.filter((row) => row.undoneAt !== undefined).toSorted((a, b) => (b.undoneAt ?? 0) - (a.undoneAt ?? 0))[0];
      return last && all.some((row) => row.undoneAt === undefined && row.at > (last.undoneAt ?? 0)) ? undefined : last;
    },
  };
}
