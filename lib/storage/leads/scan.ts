/** Going through all leads of a table once: what sorting, filtering and searching cost. Belongs off the main thread. */
import { includes } from '../../core/ranges.ts';
import { factOf, rowOfLead, shownTexts, type ViewRow } from '../../domain/view/filter.ts';
import type { KilnDatabase } from '../database.ts';
import { openBlock, type LeadBlock } from './block.ts';
import { BLOCK_LEADS, stretchOf } from './stores.ts';

/** One lead of a scan; only what is asked of it is unpacked. */
export interface ScannedRow extends ViewRow {
  readonly place: number;
  /** Everything that shows, one value a line. */
  texts(): string;
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
    const rows: ScannedRow[] = own.map((lead) => ({ ...rowOfLead(lead), place: lead.order, texts: () => shownTexts(lead) }));
    for (const block of blocks) {
      if (block.first > high || !mayMatch(block)) continue;
      const open = openBlock(block);
      const fields = Object.keys(block.columns);
      for (let place = Math.max(low, block.first); place <= Math.min(high, block.last); place++) {
        const row = place - block.first;
        if (!changed.has(place) && !includes(gone, place)) rows.push({ place, text: (key) => trimmed(open.text(key, row)), state: (key) => open.state(key, row), fact: (fact) => factOf(open.head(row), fact), texts: () => fields.map((field) => open.text(field, row) ?? '').join('\n') });
      }
    }
    yield rows.sort((a, b) => a.place - b.place);
  }
}

const trimmed = (text: string | undefined): string | undefined => text?.trim() || undefined;
