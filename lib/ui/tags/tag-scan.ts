/** Which tags the leads of a table have. Runs off the main thread. */
import { tagsText, tagsOf } from '../../domain/lead/tags.ts';
import type { KilnDatabase } from '../../storage/database.ts';
import { leadRows } from '../../storage/leads/rows.ts';
import { scanLeads } from '../../storage/leads/scan.ts';

/** Leads that have the very same tags. */
export interface Tagged {
  readonly tags: readonly string[];
  /** Where they stand in the table, ascending. */
  readonly places: Uint32Array;
}

/** Goes through the tags of a table once; blocks in which nobody has one are passed over. */
export async function taggedIn(db: KilnDatabase, tableId: string): Promise<Tagged[]> {
  const next = (await leadRows(db).state(tableId))?.next ?? 1;
  const found = new Map<string, number[]>();
  for await (const { rows } of scanLeads(db, tableId, 1, next, (block) => Object.hasOwn(block.columns, 'tags'))) {
    for (const row of rows) {
      const text = row.text('tags');
      if (text === undefined) continue;
      const places = found.get(text);
      if (places) places.push(row.place);
      else found.set(text, [row.place]);
    }
  }
  return [...found].filter(([text]) => tagsText(tagsOf(text)) !== '').map(([text, places]) => ({ tags: tagsOf(text), places: Uint32Array.from(places) }));
}
