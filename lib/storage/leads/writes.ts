/** Writing leads. Each function runs inside the caller's transaction over `leadStores`. */
import type { LeadId, TableId } from '../../core/ids.ts';
import { NO_NUMBERS, sizeOf, withRange, without, type Ranges } from '../../core/ranges.ts';
import { wordsOfCompany } from '../../domain/lead/company-name.ts';
import type { LeadKind } from '../../domain/lead/fields.ts';
import type { Lead } from '../../domain/lead/lead.ts';
import type { KilnDatabase } from '../database.ts';
import { packBlock, placedId, type NewLead } from './block.ts';
import { BLOCK_LEADS, BLOCK_LEAST, GAP_PLACES, stretchOf } from './stores.ts';
import type { LeadTableRow } from './table-rows.ts';

/** Where leads came to stand, both ends included; `last` is before `first` when there were none. */
export interface Placed {
  readonly first: number;
  readonly last: number;
}

export interface LeadWrites {
  /** One new lead at the end of its table. */
  add(tableId: TableId, kind: LeadKind, lead: NewLead & { readonly id: LeadId }): Promise<Lead>;
  /**
   * Many new leads at the end of a table, in this order, about ten thousand a second. The caller has looked for
   * duplicates: here nothing is compared. A lead without an id gets `placedId(tableId, place)`.
   */
  append(tableId: TableId, kind: LeadKind, leads: readonly NewLead[]): Promise<Placed>;
  /** Leads that are there, as they are from now on. */
  put(leads: readonly Lead[]): Promise<void>;
  /** Leads that were there, back in their places. */
  restore(leads: readonly Lead[]): Promise<void>;
  /** Takes away leads that are there. */
  remove(leads: readonly Lead[]): Promise<void>;
  /** Takes away whatever stands from one place to another; how many leads that were. */
  removeBetween(tableId: TableId, from: number, to: number): Promise<number>;
  /** The leads of a table count as gone, until they are brought back; how many there are. */
  removeTable(tableId: TableId, removedBy: string): Promise<number>;
  restoreTable(tableId: TableId): Promise<number>;
  /** Deletes some of what is left of a deleted table; true while there is more. */
  purge(tableId: TableId): Promise<boolean>;
}

/** Records that are deleted in one transaction. */
const PURGED = { blocks: 20, leads: 500 };

/** A company with the words under which it is found by its name as it is now. */
function named(lead: Lead): Lead {
  if (lead.kind !== 'company') return lead;
  const { names: _old, ...rest } = lead;
  const names = wordsOfCompany(lead);
  return names.length === 0 ? rest : { ...rest, names };
}

export function leadWrites(db: KilnDatabase): LeadWrites {
  const stateOf = async (tableId: TableId): Promise<LeadTableRow> => (await db.leadTables.get(tableId)) ?? { tableId, next: 1, count: 0 };
  /** Changes the gaps at these places; how many places became (or were) gaps. */
  const changeGaps = async (tableId: TableId, stretch: number, change: (gone: Ranges) => Ranges): Promise<number> => {
    const before = (await db.leadGaps.get([tableId, stretch]))?.gone ?? NO_NUMBERS;
    const gone = change(before);
    if (gone.length === 0) await db.leadGaps.delete([tableId, stretch]);
    else await db.leadGaps.put({ tableId, stretch, gone });
    return sizeOf(gone) - sizeOf(before);
  };
  /** Marks single places as gaps, or as no gaps any more, and keeps the count. */
  const mark = async (leads: readonly Lead[], isGone: boolean): Promise<void> => {
    const byStretch = new Map<string, { readonly tableId: TableId; readonly stretch: number; readonly places: number[] }>();
    for (const { tableId, order } of leads) {
      const stretch = stretchOf(order);
      const known = byStretch.get(`${tableId} ${stretch}`);
      if (known) known.places.push(order);
      else byStretch.set(`${tableId} ${stretch}`, { tableId, stretch, places: [order] });
    }
    for (const { tableId, stretch, places } of byStretch.values()) {
      const change = await changeGaps(tableId, stretch, (gone) => places.reduce((ranges, place) => (isGone ? withRange(ranges, place, place) : without(ranges, place)), gone));
      const state = await stateOf(tableId);
      await db.leadTables.put({ ...state, next: Math.max(state.next, ...places.map((place) => place + 1)), count: Math.max(0, state.count - change) });
    }
  };

  return {
    async add(tableId, kind, { id, ...lead }) {
      const state = await stateOf(tableId);
      const added: Lead = { id, tableId, kind, order: state.next, ...lead };
      await db.leads.put(named(added));
      await db.leadTables.put({ ...state, next: state.next + 1, count: state.count + 1 });
      return added;
    },
    async append(tableId, kind, leads) {
      const state = await stateOf(tableId);
      const first = state.next;
      if (leads.length === 0) return { first, last: first - 1 };
      if (leads.length < BLOCK_LEAST) {
        await db.leads.bulkAdd(leads.map(({ id, ...lead }, i) => named({ id: id ?? placedId(tableId, first + i), tableId, kind, order: first + i, ...lead })));
      } else {
        const blocks = [];
        for (let at = 0; at < leads.length; at += BLOCK_LEADS) blocks.push(packBlock(tableId, kind, first + at, leads.slice(at, at + BLOCK_LEADS)));
        await db.leadBlocks.bulkAdd(blocks);
      }
      await db.leadTables.put({ ...state, next: first + leads.length, count: state.count + leads.length });
      return { first, last: first + leads.length - 1 };
    },
    async put(leads) {
      if (leads.length > 0) await db.leads.bulkPut(leads.map(named));
    },
    async restore(leads) {
      await db.leads.bulkPut(leads.map(named));
      await mark(leads, false);
    },
    async remove(leads) {
      await db.leads.bulkDelete(leads.map((lead) => lead.id));
      await mark(leads, true);
    },
    async removeBetween(tableId, from, to) {
      if (to < from) return 0;
      await db.leads.where('[tableId+order]').between([tableId, from], [tableId, to], true, true).delete();
      const blocks = await db.leadBlocks.where('[tableId+last+first]').between([tableId, from, from], [tableId, to, Infinity]).primaryKeys();
      await db.leadBlocks.bulkDelete(blocks.filter(([, last, first]) => first >= from && last <= to));
      let removed = 0;
      for (let stretch = stretchOf(from); stretch <= stretchOf(to); stretch++) {
        const [low, high] = [Math.max(from, stretch * GAP_PLACES), Math.min(to, (stretch + 1) * GAP_PLACES - 1)];
        removed += await changeGaps(tableId, stretch, (gone) => withRange(gone, low, high));
      }
      const state = await stateOf(tableId);
      await db.leadTables.put({ ...state, count: Math.max(0, state.count - removed) });
      return removed;
    },
    async removeTable(tableId, removedBy) {
      const state = await stateOf(tableId);
      await db.leadTables.put({ ...state, removedBy });
      return state.count;
    },
    async restoreTable(tableId) {
      const { removedBy: _removed, ...state } = await stateOf(tableId);
      await db.leadTables.put(state);
      return state.count;
    },
    async purge(tableId) {
      const [blocks, leads] = await Promise.all([
        db.leadBlocks.where('[tableId+last+first]').between([tableId, -Infinity], [tableId, Infinity]).limit(PURGED.blocks).primaryKeys(),
        db.leads.where('[tableId+order]').between([tableId, -Infinity], [tableId, Infinity]).limit(PURGED.leads).primaryKeys(),
      ]);
      await Promise.all([db.leadBlocks.bulkDelete(blocks), db.leads.bulkDelete(leads)]);
      if (blocks.length === PURGED.blocks || leads.length === PURGED.leads) return true;
      await db.leadGaps.where('[tableId+stretch]').between([tableId, -Infinity], [tableId, Infinity]).delete();
      await db.leadTables.delete(tableId);
      return false;
    },
  };
}
