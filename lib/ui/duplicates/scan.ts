import { DUPLICATE_GROUPS } from '../../core/limits.ts';
import { BlockIndex } from '../../domain/duplicates/blocks.ts';
import { blockKeys, pairsOf } from '../../domain/duplicates/find.ts';
import { groupsOf, type DuplicateGroup } from '../../domain/duplicates/groups.ts';
import { traitsOf, type Traits } from '../../domain/duplicates/traits.ts';
import type { KilnDatabase } from '../../storage/database.ts';
import { leadRows, type LeadRows } from '../../storage/leads/rows.ts';
import { scanLeads } from '../../storage/leads/scan.ts';

export interface DuplicateProgress {
  readonly looked: number;
  readonly total: number;
}
export interface DuplicateAnswer {
  /** Surest first. */
  readonly groups: readonly DuplicateGroup[];
  readonly looked: number;
  /** There are more groups than are listed. */
  readonly isCut: boolean;
  /** Pairs of this table that were told apart. */
  readonly toldApart: number;
}

/** Leads that are read at once. */
const BATCH = 2_048;

/**
 * Goes through a table twice: once for the keys of all leads, of which it keeps numbers alone, then for those leads that share one. What
 * it holds grows with the leads that have something in common with others, not with the table.
 */
export async function scanDuplicates(db: KilnDatabase, tableId: string, tell: (progress: DuplicateProgress) => void): Promise<DuplicateAnswer> {
  const rows = leadRows(db);
  const total = (await rows.state(tableId))?.count ?? 0;
  const [redirects, notSame] = await Promise.all([redirectsOf(db, rows), db.notSame.where('[tableId+at]').between([tableId, -Infinity], [tableId, Infinity]).primaryKeys()]);
  const index = new BlockIndex();
  const places: number[] = [];
  for await (const batch of rows.batches(tableId, BATCH)) {
    for (const lead of batch) index.add(places.push(lead.order) - 1, blockKeys(traitsOf(lead, redirects)));
    tell({ looked: places.length, total });
  }
  const blocks = [...index.blocks()];
  const wanted = [...new Set(blocks.flat())].sort((a, b) => a - b);
  const known = new Map<number, Traits>();
  const rowOf = new Map(wanted.map((row) => [places[row] ?? 0, row]));
  for (let at = 0; at < wanted.length; at += BATCH) {
    for (const lead of await rows.at(tableId, wanted.slice(at, at + BATCH).map((row) => places[row] ?? 0))) known.set(rowOf.get(lead.order) ?? -1, traitsOf(lead, redirects));
  }
  const pairs = pairsOf(blocks.map((block) => block.flatMap((row) => known.get(row) ?? [])));
  const groups = groupsOf(pairs, new Map([...known.values()].map((traits) => [traits.id, traits])), new Set(notSame));
  return { groups: groups.slice(0, DUPLICATE_GROUPS), looked: places.length, isCut: groups.length > DUPLICATE_GROUPS, toldApart: notSame.length };
}

/** Domains that are another name of one, as the companies of all tables say: whoever has two shows the one that counts. */
async function redirectsOf(db: KilnDatabase, rows: LeadRows): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const { id } of await db.tables_.where('kind').equals('company').toArray()) {
    const next = (await rows.state(id))?.next ?? 1;
    for await (const { rows: batch } of scanLeads(db, id, 1, next, ({ columns }) => (columns['domain']?.cells.includes('{') ?? false))) {
      for (const row of batch) {
        const to = row.text('domain')?.toLowerCase();
        for (const { value, provenance } of row.state('domain')?.values ?? []) if (to && provenance.origin !== 'guess' && value.toLowerCase() !== to) found.set(value.toLowerCase(), to);
      }
    }
  }
  return found;
}
