/** Going through all leads of a table once: what sorting, filtering and searching cost. Belongs off the main thread. */
import { includes } from '../../core/ranges.ts';
import type { Lead } from '../../domain/lead/lead.ts';
import { chosenValue } from '../../domain/lead/merge.ts';
import type { LeadKey } from '../../domain/lead/custom.ts';
import type { KilnDatabase } from '../database.ts';
import { openBlock, type LeadBlock } from './block.ts';
import { BLOCK_LEADS, stretchOf } from './stores.ts';

/** One lead of a scan; only what is asked of it is unpacked. */
export interface ScannedRow {
  readonly place: number;
  text(key: LeadKey): string | undefined;
  /** Everything that shows, one value a line. */
  texts(): string;
  lead(): Lead;
}

/** Places that are read at once. */
const SCAN_PLACES = 8_192;

/**
 * The leads of a table from a place on, in their order, some at a time.
 * @param mayMatch says of a whole block, by its packed text, whether any of its leads can be wanted
 */
export async function* scanLeads(db: KilnDatabase, tableId: string, from: number, next: number, mayMatch: (block: LeadBlock) => boolean = () => true): AsyncGenerator<ScannedRow[]> {
  for (let low = from; low < next; low += SCAN_PLACES) {
    const high = Math.min(next, low + SCAN_PLACES) - 1;
    const [own, blocks, gaps] = await Promise.all([
      db.leads.where('[tableId+order]').between([tableId, low], [tableId, high], true, true).toArray(),
      db.leadBlocks.where('[tableId+last+first]').between([tableId, low, -Infinity], [tableId, high + BLOCK_LEADS, Infinity]).toArray(),
      db.leadGaps.where('[tableId+stretch]').between([tableId, stretchOf(low)], [tableId, stretchOf(high)], true, true).toArray(),
    ]);
    const gone = gaps.flatMap((row) => row.gone);
    const changed = new Set(own.map((lead) => lead.order));
    const rows: ScannedRow[] = own.map((lead) => ({ place: lead.order, text: (key) => chosenValue(lead.fields[key])?.value, texts: () => textsOf(lead), lead: () => lead }));
    for (const block of blocks) {
      if (block.first > high || !mayMatch(block)) continue;
      const open = openBlock(block);
      const fields = Object.keys(block.columns);
      for (let place = Math.max(low, block.first); place <= Math.min(high, block.last); place++) {
        const row = place - block.first;
        if (!changed.has(place) && !includes(gone, place)) rows.push({ place, text: (key) => open.text(key, row), texts: () => fields.map((field) => open.text(field, row) ?? '').join('\n'), lead: () => open.lead(row) });
      }
    }
    yield rows.sort((a, b) => a.place - b.place);
  }
}

const textsOf = (lead: Lead): string => Object.values(lead.fields).map((state) => chosenValue(state)?.value ?? '').join('\n');
