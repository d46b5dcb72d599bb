import type { ActivityKind, ActivityRow, KilnDatabase } from './database.ts';

/** What a person does to the leads of a table by hand: the steps that are gone back and forth with the keys. */
const EDITS: readonly ActivityKind[] = ['lead-edited', 'lead-deleted'];

/**
 * The edits of a table as a row of steps: the last that stands, and the one that was taken back last. Both read the keys of what can be
 * undone, of which there are few, and then the one line that is meant.
 */
export function createEditHistory(db: KilnDatabase) {
  const between = (tableId: string, from: number) => db.activity.where('[tableId+undo.at]').between([tableId, from], [tableId, Infinity], false, true).primaryKeys();
  const isUndone = (tableId: string) => db.activity.where('[tableId+undo.at+undoneAt]').between([tableId, -Infinity, -Infinity], [tableId, Infinity, Infinity]);
  /** The last of these that is an edit. */
  const lastEdit = async (ids: readonly string[]): Promise<ActivityRow | undefined> => {
    for (const id of ids.toReversed()) {
      const row = await db.activity.get(id);
      if (row && EDITS.includes(row.kind)) return row;
    }
    return undefined;
  };
  /** Edits that stand, oldest first. */
  const standing = async (tableId: string, from: number): Promise<string[]> => {
    const [all, undone] = await Promise.all([between(tableId, from), isUndone(tableId).primaryKeys()]);
    const back = new Set(undone);
    return all.filter((id) => !back.has(id));
  };
  return {
    /** The newest edit that is not taken back. */
    last: async (tableId: string): Promise<ActivityRow | undefined> => lastEdit(await standing(tableId, -Infinity)),
    /** What was taken back last, unless something was edited since: then there is nothing to do again. */
    async next(tableId: string): Promise<ActivityRow | undefined> {
      const [ids, keys] = await Promise.all([isUndone(tableId).primaryKeys(), isUndone(tableId).keys()]);
      const whenOf = (i: number): number => Number((keys[i] as unknown as readonly unknown[] | undefined)?.[2] ?? 0);
      const order = ids.map((id, i) => ({ id, at: whenOf(i) })).toSorted((a, b) => a.at - b.at);
      const last = await lastEdit(order.map(({ id }) => id));
      return last && (await lastEdit(await standing(tableId, last.undoneAt ?? 0))) ? undefined : last;
    },
  };
}
