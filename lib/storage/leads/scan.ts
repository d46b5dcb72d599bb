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

/** Some leads, and the place from which on nothing was looked at. */
export interface ScannedRows {
  readonly rows: readonly ScannedRow[];
  readonly next: number;
}

/**
 * The leads of a table from a place on, in their order, some at a time.
 * @param mayMatch says of a whole block, by its packed text, whether any of its leads can be wanted
 */
export async function* scanLeads(db: KilnDatabase, tableId: string, from: number, next: number, mayMatch: (block: LeadBlock) => boolean = () => true): AsyncGenerator<ScannedRows> {
  const highOf = (low: number): number => Math.min(next, low + SCAN_PLACES) - 1;
  const read = (low: number) =>
    Promise.all([
      db.leads.where('[tableId+order]').between([tableId, low], [tableId, highOf(low)], true, true).toArray(),
      db.leadBlocks.where('[tableId+last+first]').between([tableId, low, -Infinity], [tableId, highOf(low) + BLOCK_LEADS, Infinity]).toArray(),
      db.leadGaps.where('[tableId+stretch]').between([tableId, stretchOf(low)], [tableId, stretchOf(highOf(low))], true, true).toArray(),
    ]);
  let coming = from < next ? read(from) : undefined;
  for (let low = from; low < next && coming; low += SCAN_PLACES) {
    const high = highOf(low);
    const [own, blocks, gaps] = await coming;
    // The database reads the next ones while these are looked at.
    coming = high + 1 < next ? read(high + 1) : undefined;
    // Who stops before it gets there hears of no failure.
    coming?.catch(() => undefined);
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
    yield { rows: rows.sort((a, b) => a.place - b.place), next: high + 1 };
  }
}

const trimmed = (text: string | undefined): string | undefined => text?.trim() || undefined;
