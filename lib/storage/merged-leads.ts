import type { KilnDatabase } from './database.ts';
import type { MergeRow } from './merge-rows.ts';

/** Merges into merges that are followed, at most. */
export const MERGES_FOLLOWED = 8;

/** The merges that these leads stayed from and that stand, and those that had gone into them from others before; by the one that stayed. */
export async function mergesInto(db: KilnDatabase, leadIds: readonly string[]): Promise<ReadonlyMap<string, readonly MergeRow[]>> {
  const found = new Map<string, MergeRow[]>();
  let next = [...new Set(leadIds)];
  for (let round = 0; round < MERGES_FOLLOWED && next.length > 0; round++) {
    const rows = await db.merges.where('keepId').anyOf(next).filter(({ undoneAt }) => undoneAt === undefined).toArray();
    for (const row of rows) found.set(row.keepId, [...(found.get(row.keepId) ?? []), row]);
    next = [...new Set(rows.flatMap(({ goneIds }) => goneIds))].filter((id) => !found.has(id));
  }
  return found;
}
