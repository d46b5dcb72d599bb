/** Reading leads: the records of single leads come first, then the blocks in which many were added. */
import type { LeadId, TableId } from '../../core/ids.ts';
import { includes, type Ranges } from '../../core/ranges.ts';
import type { LeadKind } from '../../domain/lead/fields.ts';
import type { Lead } from '../../domain/lead/lead.ts';
import type { KilnDatabase } from '../database.ts';
import { idKey, nameKey, placeOfId, type OpenBlock } from './block.ts';
import { openBlocksOf } from './open-blocks.ts';
import { BLOCK_LEADS, stretchOf } from './stores.ts';
import type { LeadTableRow } from './table-rows.ts';

/** A row of a block: the lead that was added there, unless it has changed or gone since. */
interface Slot {
  readonly open: OpenBlock;
  readonly row: number;
}
const placeOf = ({ open, row }: Slot): number => open.block.first + row;

/** The rows of a table by place. */
export interface LeadRows {
  get(id: string): Promise<Lead | undefined>;
  /** Leads by id, in this order; undefined for those that are not there. */
  getAll(ids: readonly string[]): Promise<(Lead | undefined)[]>;
  /** Leads of all tables that have one of these identity keys, each once. */
  byKeys(keys: readonly string[]): Promise<Lead[]>;
  /** Some leads that have a key that begins like this, each once. */
  byKeyStart(start: string, most: number): Promise<Lead[]>;
  /** Companies of all tables that go by one of these words, see company-name.ts, each once. */
  named(words: readonly string[], most: number): Promise<Lead[]>;
  /** Some companies with a word that begins like this. */
  namedLike(start: string, most: number): Promise<Lead[]>;
  /** The leads at these places of a table, ascending by place. Places without a lead are left out. */
  between(tableId: string, from: number, to: number): Promise<Lead[]>;
  at(tableId: string, places: readonly number[]): Promise<Lead[]>;
  /** The first leads of a table. */
  first(tableId: string, most: number): Promise<Lead[]>;
  /** All leads of a table in their order, some at a time. */
  batches(tableId: string, size: number): AsyncGenerator<Lead[]>;
  /** The newest leads of a kind. */
  newest(kind: LeadKind, most: number): Promise<Lead[]>;
  /** Counter and number of leads; undefined for a table that never had one, or was deleted. */
  state(tableId: string): Promise<LeadTableRow | undefined>;
  counts(): Promise<ReadonlyMap<string, number>>;
  /** Deleted tables, with the line of the history that deleted them. */
  removed(): Promise<readonly { readonly tableId: TableId; readonly removedBy: string }[]>;
  /** The places of a table that have no lead (any more), from the beginning to the counter. */
  gaps(tableId: string, from?: number, to?: number): Promise<Ranges>;
}

export function leadRows(db: KilnDatabase): LeadRows {
  const cache = openBlocksOf(db);
  const removedTables = async (): Promise<ReadonlySet<string>> => new Set(await db.leadTables.where('removedBy').above('').primaryKeys());
  const kept = async <T extends { readonly tableId: string } | undefined>(leads: readonly T[]): Promise<(T | undefined)[]> => {
    if (leads.every((lead) => lead === undefined)) return [...leads];
    const removed = await removedTables();
    return removed.size === 0 ? [...leads] : leads.map((lead) => (lead && removed.has(lead.tableId) ? undefined : lead));
  };

  const gapsBetween = async (tableId: string, from: number, to: number): Promise<Ranges> =>
    (await db.leadGaps.where('[tableId+stretch]').between([tableId, stretchOf(from)], [tableId, stretchOf(to)], true, true).toArray()).flatMap(({ gone }) => gone);
  const blocksBetween = async (tableId: string, from: number, to: number): Promise<OpenBlock[]> => {
    const known = cache.covering(tableId, from, to);
    if (known) return known;
    const found = await db.leadBlocks.where('[tableId+last+first]').between([tableId, from, -Infinity], [tableId, to + BLOCK_LEADS, Infinity]).toArray();
    return found.filter(({ first }) => first <= to).map(cache.keep);
  };
  /** The block with this place, if one has it: read alone, not with its neighbour. */
  const blockAt = async (tableId: string, place: number): Promise<OpenBlock | undefined> => {
    const [known] = cache.covering(tableId, place, place) ?? [];
    if (known) return known;
    const found = await db.leadBlocks.where('[tableId+last+first]').between([tableId, place, -Infinity], [tableId, place + BLOCK_LEADS, Infinity]).first();
    return found && found.first <= place ? cache.keep(found) : undefined;
  };
  /** The slots of places that are ascending; those without a block are left out. Places too far apart for one block are looked up at the same time. */
  const slotsAt = async (tableId: string, places: readonly number[]): Promise<Slot[]> => {
    const slots: Slot[] = [];
    for (let left = places; left.length > 0; ) {
      const apart: number[] = [];
      for (const place of left) if (place - (apart.at(-1) ?? -Infinity) >= BLOCK_LEADS) apart.push(place);
      // In one transaction: one of its own for each block costs more than reading it.
      const opens = (await db.transaction('r', db.leadBlocks, async () => Promise.all(apart.map((place) => blockAt(tableId, place))))).filter((open) => open !== undefined);
      const asked = new Set(apart);
      left = left.filter((place) => {
        const open = opens.find(({ block }) => block.first <= place && place <= block.last);
        if (open) slots.push({ open, row: place - open.block.first });
        return !open && !asked.has(place);
      });
    }
    return slots;
  };

  /** Where ids without a record of their own are stored, if anywhere. */
  const slotsOf = async (ids: readonly string[]): Promise<(Slot | undefined)[]> => {
    const places = ids.map(placeOfId);
    const named = ids.filter((_, i) => places[i] === null);
    const byName = named.length === 0 ? new Map<string, Slot>() : await slotsNamed(named);
    const opened = new Map<string, OpenBlock | undefined>();
    const out = ids.map((): Slot | undefined => undefined);
    const ascending = [...places.keys()].sort((a, b) => (places[a]?.order ?? 0) - (places[b]?.order ?? 0));
    for (const i of ascending) {
      const place = places[i];
      if (!place) {
        out[i] = byName.get(ids[i] ?? '');
        continue;
      }
      let open = opened.get(place.tableId);
      if (!open || open.block.last < place.order) opened.set(place.tableId, (open = await blockAt(place.tableId, place.order)));
      if (!open || open.block.first > place.order) continue;
      const row = place.order - open.block.first;
      if (open.idOf(row) === ids[i]) out[i] = { open, row };
    }
    return out;
  };
  const blocksWith = async (keys: readonly string[]): Promise<OpenBlock[]> => blocksByKey(await db.leadBlocks.where('keys').anyOf(keys).primaryKeys());
  const blocksByKey = async (primaryKeys: readonly [string, number, number][]): Promise<OpenBlock[]> => {
    const unique = [...new Map<string, [string, number, number]>(primaryKeys.map((key) => [key.join(' '), key])).values()];
    // Held here before anything is read: keeping what is missing may put away what is wanted.
    const known = new Map(unique.flatMap((key) => ((open) => (open ? [[key.join(' '), open] as const] : []))(cache.get(key))));
    const missing = unique.filter((key) => !known.has(key.join(' ')));
    for (const block of await db.leadBlocks.bulkGet(missing)) if (block) known.set(`${block.tableId} ${block.last} ${block.first}`, cache.keep(block));
    return unique.flatMap((key) => known.get(key.join(' ')) ?? []);
  };
  const slotsNamed = async (ids: readonly string[]): Promise<Map<string, Slot>> => {
    const wanted = new Set(ids.map(idKey));
    const found = new Map<string, Slot>();
    // An id of its own can have been here before: only one of its places has not been left.
    const slots = (await blocksWith([...wanted])).flatMap((open) => open.rowsWith((key) => wanted.has(key)).map((row) => ({ open, row })));
    for (const [i, lead] of (await present(slots)).entries()) if (lead && slots[i]) found.set(lead.id, slots[i]);
    return found;
  };
  /** Those slots whose lead is still there. */
  const present = async (slots: readonly (Slot | undefined)[]): Promise<(Lead | undefined)[]> => {
    const stretches = new Map(slots.flatMap((slot) => (slot ? [[`${slot.open.block.tableId} ${stretchOf(placeOf(slot))}`, [slot.open.block.tableId, stretchOf(placeOf(slot))] as [TableId, number]] as const] : [])));
    if (stretches.size === 0) return slots.map(() => undefined);
    const gaps = await db.leadGaps.bulkGet([...stretches.values()]);
    const gone = new Map(gaps.flatMap((row) => (row ? [[`${row.tableId} ${row.stretch}`, row.gone] as const] : [])));
    return slots.map((slot) => (slot && !includes(gone.get(`${slot.open.block.tableId} ${stretchOf(placeOf(slot))}`) ?? [], placeOf(slot)) ? slot.open.lead(slot.row) : undefined));
  };
  /** Leads of blocks that have no record of their own in place of theirs. */
  const unchanged = async (slots: readonly Slot[]): Promise<Lead[]> => {
    if (slots.length === 0) return [];
    const own = await db.leads.bulkGet(slots.map(({ open, row }) => open.idOf(row)));
    return (await present(slots.filter((_, i) => own[i] === undefined))).filter((lead) => lead !== undefined);
  };
  const namedSlots = (blocks: readonly OpenBlock[], isWanted: (word: string) => boolean): Slot[] => blocks.flatMap((open) => open.rowsNamed(isWanted).map((row) => ({ open, row })));
  const oneEach = (leads: readonly Lead[], most: number): Lead[] => [...new Map(leads.map((lead) => [lead.id, lead])).values()].slice(0, most);
  const merged = async (own: readonly Lead[], slots: readonly Slot[]): Promise<Lead[]> => (await kept([...own, ...(await unchanged(slots))])).filter((lead) => lead !== undefined);

  const rows: LeadRows = {
    get: async (id) => (await rows.getAll([id]))[0],
    async getAll(ids) {
      const own = await db.leads.bulkGet(ids as LeadId[]);
      const missing = ids.filter((_, i) => own[i] === undefined);
      const stored = missing.length === 0 ? [] : await present(await slotsOf(missing));
      let next = 0;
      return kept(own.map((lead) => lead ?? stored[next++]));
    },
    async byKeys(keys) {
      if (keys.length === 0) return [];
      const [own, blocks] = await Promise.all([db.leads.where('keys').anyOf([...keys]).distinct().toArray(), blocksWith(keys)]);
      const wanted = new Set(keys);
      return merged(own, blocks.flatMap((open) => open.rowsWith((key) => wanted.has(key)).map((row) => ({ open, row }))));
    },
    async byKeyStart(start, most) {
      const end = `${start}\uffff`;
      const [own, found] = await Promise.all([db.leads.where('keys').between(start, end).limit(most).toArray(), db.leadBlocks.where('keys').between(start, end).limit(most).primaryKeys()]);
      const slots = (await blocksByKey(found)).flatMap((open) => open.rowsWith((key) => key.startsWith(start)).map((row) => ({ open, row })));
      return oneEach(await merged(own, slots.slice(0, most)), most);
    },
    async named(words, most) {
      if (words.length === 0) return [];
      const wanted = new Set(words);
      const [own, found] = await Promise.all([db.leads.where('names').anyOf([...wanted]).distinct().limit(most).toArray(), db.leadBlocks.where('keys').anyOf([...wanted].map(nameKey)).limit(most).primaryKeys()]);
      return oneEach(await merged(own, namedSlots(await blocksByKey(found), (word) => wanted.has(word))), most);
    },
    async namedLike(start, most) {
      if (start === '') return [];
      const end = (text: string): string => `${text}\uffff`;
      const [own, found] = await Promise.all([
        db.leads.where('names').between(start, end(start)).distinct().limit(most).toArray(),
        db.leadBlocks.where('keys').between(nameKey(start), end(nameKey(start))).distinct().limit(most).primaryKeys(),
      ]);
      return oneEach(await merged(own, namedSlots(await blocksByKey(found), (word) => word.startsWith(start)).slice(0, most)), most);
    },
    async between(tableId, from, to) {
      if (to < from) return [];
      const [own, gone, blocks] = await Promise.all([
        db.leads.where('[tableId+order]').between([tableId, from], [tableId, to], true, true).toArray(),
        gapsBetween(tableId, from, to),
        blocksBetween(tableId, from, to),
      ]);
      const byPlace = new Map(own.map((lead) => [lead.order, lead]));
      for (const open of blocks) {
        const { first, last } = open.block;
        for (let place = Math.max(from, first); place <= Math.min(to, last); place++) if (!byPlace.has(place) && !includes(gone, place)) byPlace.set(place, open.lead(place - first));
      }
      return [...byPlace.values()].sort((a, b) => a.order - b.order);
    },
    async at(tableId, places) {
      const wanted = [...new Set(places)].sort((a, b) => a - b);
      const own = await db.leads.where('[tableId+order]').anyOf(wanted.map((place) => [tableId, place])).toArray();
      const byPlace = new Map(own.map((lead) => [lead.order, lead]));
      const slots = await slotsAt(tableId, wanted.filter((place) => !byPlace.has(place)));
      for (const lead of await present(slots)) if (lead) byPlace.set(lead.order, lead);
      return [...byPlace.values()].sort((a, b) => a.order - b.order);
    },
    async first(tableId, most) {
      const out: Lead[] = [];
      for await (const batch of rows.batches(tableId, most)) {
        out.push(...batch);
        if (out.length >= most) break;
      }
      return out.slice(0, most);
    },
    async *batches(tableId, size) {
      const next = (await rows.state(tableId))?.next ?? 1;
      for (let from = 0; from < next; from += size) {
        const batch = await rows.between(tableId, from, Math.min(next, from + size) - 1);
        if (batch.length > 0) yield batch;
      }
    },
    async newest(kind, most) {
      const tables = await db.tables_.where('kind').equals(kind).toArray();
      const found = await Promise.all(tables.map(async ({ id }) => {
        const next = (await rows.state(id))?.next ?? 1;
        return rows.between(id, Math.max(1, next - most), next - 1);
      }));
      return found.flat().sort((a, b) => b.createdAt - a.createdAt || b.order - a.order).slice(0, most);
    },
    async state(tableId) {
      const state = await db.leadTables.get(tableId as TableId);
      return state?.removedBy === undefined ? state : undefined;
    },
    counts: async () => new Map((await db.leadTables.toArray()).flatMap(({ tableId, count, removedBy }) => (removedBy === undefined ? [[tableId as string, count] as const] : []))),
    removed: async () => (await db.leadTables.where('removedBy').above('').toArray()).flatMap(({ tableId, removedBy }) => (removedBy === undefined ? [] : [{ tableId, removedBy }])),
    gaps: (tableId, from = 0, to = Infinity) => gapsBetween(tableId, from, to),
  };
  return rows;
}
