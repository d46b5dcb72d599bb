import { TARGET_UNDO_MS } from '../core/limits.ts';
import type { TargetId } from '../domain/delivery/delivery.ts';
import type { KilnDatabase } from './database.ts';
import type { TargetRow } from './target-row.ts';

/** Destinations as persons have set them up. */
export function createTargetStore(db: KilnDatabase) {
  return {
    list: async (): Promise<TargetRow[]> => (await db.targets.toArray()).filter((row) => row.deletedAt === undefined),
    get: async (id: string): Promise<TargetRow | undefined> => {
      const row = await db.targets.get(id as TargetId);
      return row?.deletedAt === undefined ? row : undefined;
    },
    put: (row: TargetRow) => db.targets.put(row),
    change: (id: TargetId, fields: Partial<TargetRow>) => db.targets.update(id, { ...fields }),
    /** Marks it as deleted, or takes the mark away. False when there is nothing to mark. */
    setDeleted: (id: TargetId, at: number | null): Promise<boolean> =>
      db.transaction('rw', db.targets, async () => {
        const row = await db.targets.get(id);
        if (!row || (row.deletedAt === undefined) === (at === null)) return false;
        const { deletedAt: _deletedAt, ...rest } = row;
        await db.targets.put(at === null ? rest : { ...rest, deletedAt: at });
        return true;
      }),
    /** What was deleted long ago goes for good, with its keys. */
    sweep: (now: number) => db.targets.filter((row) => row.deletedAt !== undefined && now - row.deletedAt > TARGET_UNDO_MS).delete(),
  };
}
