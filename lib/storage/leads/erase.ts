/** Taking the text of leads out of the blocks in which many were added. Runs inside the caller's transaction over `leadStores`. */
import type { LeadId } from '../../core/ids.ts';
import type { KilnDatabase } from '../database.ts';
import { idKey, openBlock, packBlock, placeOfId, type LeadBlock, type NewLead } from './block.ts';
import { BLOCK_LEADS } from './stores.ts';

const NOTHING: NewLead = { fields: {}, keys: [], createdAt: 0, updatedAt: 0 };

/**
 * Packs anew the blocks that hold a row of these leads, with an empty row in its place: a block is otherwise never changed. Rows whose
 * lead has gone, or has a record of its own by now, are emptied too. The places must be gaps, so that nobody reads an empty lead.
 */
export async function eraseFromBlocks(db: KilnDatabase, ids: readonly LeadId[]): Promise<void> {
  const found = new Map<string, { readonly block: LeadBlock; readonly rows: Set<number> }>();
  const note = (block: LeadBlock, row: number): void => {
    const key = `${block.tableId} ${block.first} ${block.last}`;
    const known = found.get(key) ?? { block, rows: new Set<number>() };
    known.rows.add(row);
    found.set(key, known);
  };
  for (const id of ids) {
    const place = placeOfId(id);
    if (place === null) continue;
    const block = await db.leadBlocks.where('[tableId+last+first]').between([place.tableId, place.order, -Infinity], [place.tableId, place.order + BLOCK_LEADS, Infinity]).first();
    if (block && block.first <= place.order && openBlock(block).idOf(place.order - block.first) === id) note(block, place.order - block.first);
  }
  const named = new Set(ids.filter((id) => placeOfId(id) === null).map(idKey));
  if (named.size > 0) {
    for (const block of await db.leadBlocks.where('keys').anyOf([...named]).distinct().toArray()) for (const row of openBlock(block).rowsWith((key) => named.has(key))) note(block, row);
  }
  await db.leadBlocks.bulkPut([...found.values()].map(({ block, rows }) => without(block, rows)));
}

function without(block: LeadBlock, rows: ReadonlySet<number>): LeadBlock {
  const open = openBlock(block);
  const leads = Array.from({ length: block.last - block.first + 1 }, (_, row): NewLead => {
    if (rows.has(row)) return NOTHING;
    const { fields, keys, sourceUrl, createdAt, updatedAt } = open.lead(row);
    const own = block.ids?.[row];
    return { fields, keys, createdAt, updatedAt, ...(sourceUrl === undefined ? {} : { sourceUrl }), ...(own == null ? {} : { id: open.idOf(row) }) };
  });
  return packBlock(block.tableId, block.kind, block.first, leads);
}
