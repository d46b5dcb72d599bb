import type { TableId } from '../core/ids.ts';
import { IMPORT_ASIDE, IMPORTS_KEPT } from '../core/limits.ts';
import { NO_NUMBERS, withRange } from '../core/ranges.ts';
import { applyRow } from '../domain/import/apply.ts';
import type { AsideRow } from '../domain/import/import.ts';
import type { CustomColumn } from '../domain/lead/custom.ts';
import { identityKeys } from '../domain/lead/identity.ts';
import type { Lead, LeadFields, Table } from '../domain/lead/lead.ts';
import { undoChange } from '../domain/lead/undo.ts';
import { clipsOf } from './clip-store.ts';
import type { ActivityRow, KilnDatabase } from './database.ts';
import type { ImportPartRow, ImportRecord, ImportState } from './import-rows.ts';
import { KnownKeys } from './known-keys.ts';
import type { NewLead } from './leads/block.ts';
import { leadRows } from './leads/rows.ts';
import { leadStores } from './leads/stores.ts';
import { leadWrites } from './leads/writes.ts';
import { trimUndo } from './undo.ts';

/** The rows of one part, as the leads they would be. */
export interface ImportPart {
  readonly importId: string;
  readonly n: number;
  readonly rows: readonly LeadFields[];
  readonly aside: readonly AsideRow[];
  readonly lastAt: number;
  readonly now: number;
  readonly activityOf: (record: ImportRecord, table: Table) => Pick<ActivityRow, 'kind' | 'title' | 'detail'>;
}

type KeyedRow = Pick<Lead, 'fields' | 'keys'>;

const COLUMN_BATCH = 2_048;

/** Imports of files: each part is one transaction of leads, undo, progress and what was kept aside, and a part that is sent again does nothing. */
export function createImportStore(db: KilnDatabase) {
  const rows = leadRows(db);
  const writes = leadWrites(db);
  const clips = clipsOf(db);
  /** Of the import that was at it last; a worker that starts anew reads it again. */
  let known: { readonly importId: string; readonly keys: KnownKeys; readonly ready: Promise<unknown> } | null = null;
  const partsOf = (id: string) => db.importParts.where('[importId+n]').between([id, -Infinity], [id, Infinity]);
  const end = async (record: ImportRecord, state: ImportState): Promise<ImportRecord> => {
    const ended = { ...record, state };
    await db.imports.put(ended);
    return ended;
  };

  async function savePart(part: ImportPart, found: readonly KeyedRow[], keys: KnownKeys): Promise<ImportRecord | null> {
    const record = await db.imports.get(part.importId);
    if (!record || record.state !== 'running' || part.n !== record.next) return record ?? null;
    const table = await db.tables_.get(record.tableId as TableId);
    if (!table || table.kind !== record.kind) return end(record, 'stopped');
    const next = await keys.catchUp();
    const there = new Map((await rows.at(table.id, found.flatMap((row) => keys.placesOf(row.keys)))).map((lead) => [lead.order, lead]));
    const added: NewLead[] = [];
    const changed = new Map<number, { before: Lead; after: Lead }>();
    let unchanged = 0;
    for (const row of found) {
      const place = keys.placesOf(row.keys).find((one) => one >= next || there.has(one));
      const hit = place === undefined ? undefined : place >= next ? added[place - next] : (changed.get(place)?.after ?? there.get(place));
      if (place === undefined || !hit) {
        keys.add(next + added.length, row.keys);
        added.push({ ...row, createdAt: part.now, updatedAt: part.now });
        continue;
      }
      const fields = applyRow(hit.fields, row.fields, record.policy);
      const known = there.get(place);
      if (fields === null || !known) unchanged += 1; // nothing new, or a second row of one that this file brought
      if (fields === null) continue;
      const more = { fields, keys: identityKeys(record.kind, fields), updatedAt: part.now };
      keys.extend(place, more.keys);
      if (known) changed.set(place, { before: changed.get(place)?.before ?? known, after: { ...known, ...more } });
      else added[place - next] = { ...hit, ...more };
    }
    await writes.put([...changed.values()].map((change) => change.after));
    const placed = await writes.append(table.id, table.kind, added);
    const kept = part.aside.slice(0, Math.max(0, IMPORT_ASIDE - record.aside - record.leftOut));
    const row: ImportPartRow = { importId: record.id, n: part.n, changes: [...changed.values()], aside: kept };
    await db.importParts.put(row);
    const leftOut = part.aside.filter(({ reason }) => reason === 'value').length;
    const aside = part.aside.length - leftOut;
    const after: ImportRecord = {
      ...record, next: part.n + 1, lastAt: Math.max(record.lastAt, part.lastAt), looked: record.looked + part.rows.length + aside, added: record.added + added.length,
      merged: record.merged + changed.size, unchanged: record.unchanged + unchanged, aside: record.aside + aside, leftOut: record.leftOut + leftOut,
    };
    await db.imports.put(after);
    if (after.added + after.merged > 0) {
      const before = await db.activity.get(after.activityId);
      await db.activity.put({ id: after.activityId, at: before?.at ?? part.now, tableId: after.tableId, undo: { at: before?.at ?? part.now, leads: [], added: withRange(before?.undo?.added ?? NO_NUMBERS, placed.first, placed.last), importId: after.id }, ...part.activityOf(after, table) });
      if (!before) await trimUndo(db);
    }
    return after;
  }

  return {
    get: (id: string) => db.imports.get(id),

    /** Stores a new import with the table and the columns that it makes. Begun twice it is one. */
    begin: (record: ImportRecord, table: Table | null, columns: readonly CustomColumn[]): Promise<ImportRecord> =>
      db.transaction('rw', [db.imports, db.importParts, db.tables_, db.columns, db.activity], async () => {
        const there = await db.imports.get(record.id);
        if (there) return there;
        if (table) await db.tables_.add(table);
        await db.columns.bulkPut([...columns]);
        await db.imports.add(record);
        const old = await db.imports.orderBy('at').reverse().offset(IMPORTS_KEPT).filter((row) => row.state !== 'running').toArray();
        const lines = await db.activity.bulkGet(old.map(({ activityId }) => activityId));
        // One that can be undone keeps what that needs.
        for (const { id } of old.filter((_, i) => lines[i]?.undo === undefined)) {
          await db.imports.delete(id);
          await partsOf(id).delete();
        }
        return record;
      }),

    /** Does one part, in its turn. What it gives back says how far the import is; null when there is no such import. */
    async save(part: ImportPart): Promise<ImportRecord | null> {
      const record = await db.imports.get(part.importId);
      if (!record) return null;
      if (known?.importId !== record.id) {
        const keys = new KnownKeys(record.tableId as TableId, rows);
        known = { importId: record.id, keys, ready: keys.catchUp() };
      }
      const { keys, ready } = known;
      // Outside of the transaction: the part before may still be at it.
      const found = part.rows.map((fields): KeyedRow => ({ fields, keys: identityKeys(record.kind, fields) }));
      try {
        await ready;
        return await db.transaction('rw', [...leadStores(db), db.tables_, db.activity, db.imports, db.importParts], async () => savePart(part, found, keys));
      } catch (error) {
        // What was not stored must not be known.
        known = null;
        throw error;
      }
    },

    end: (id: string, state: Exclude<ImportState, 'running'>): Promise<ImportRecord | null> =>
      db.transaction('rw', db.imports, async () => {
        const record = await db.imports.get(id);
        if (known?.importId === id) known = null;
        return record?.state === 'running' ? end(record, state) : (record ?? null);
      }),

    /** Takes a whole import back, the table and the columns it made included where nothing else is in them. Null when the activity is none. */
    undo: (activityId: string, now: number): Promise<number | null> =>
      db.transaction('rw', [...leadStores(db), db.tables_, db.columns, db.activity, db.imports, db.importParts, db.clips], async () => {
        const row = await db.activity.get(activityId);
        const record = row?.undo?.importId === undefined ? undefined : await db.imports.get(row.undo.importId);
        if (!row || !record || row.undoneAt !== undefined) return null;
        if (known?.importId === record.id) known = null;
        let restored = 0;
        for (let n = record.next - 1; n >= 0; n--) {
          const part = await db.importParts.get([record.id, n]);
          if (!part || part.changes.length === 0) continue;
          const current = await rows.getAll(part.changes.map(({ after }) => after.id));
          await writes.put(part.changes.flatMap(({ before, after }, i) => undoChange(current[i], before, after, now) ?? []));
          restored += part.changes.length;
        }
        const added = row.undo?.added ?? NO_NUMBERS;
        for (let i = 0; i < added.length; i += 2) restored += await writes.removeBetween(record.tableId as TableId, added[i] ?? 0, added[i + 1] ?? 0);
        await clips.releaseGone();
        await db.imports.put({ ...record, state: record.state === 'running' ? 'cancelled' : record.state });
        if (record.newTable && (await rows.state(record.tableId))?.count === 0) {
          await db.tables_.delete(record.tableId as TableId);
          await writes.removeTable(record.tableId as TableId, row.id);
        }
        await dropColumns(record);
        await db.activity.put({ ...row, undoneAt: now });
        return restored;
      }),
  };

  /** The columns that an import made go unless somebody holds a value in one. */
  async function dropColumns({ newColumns, kind }: ImportRecord): Promise<void> {
    const empty = new Set(newColumns);
    if (empty.size === 0) return;
    for (const table of await db.tables_.where('kind').equals(kind).toArray()) {
      const next = (await rows.state(table.id))?.next ?? 1;
      for (let from = 0; from < next && empty.size > 0; from += COLUMN_BATCH) {
        for (const lead of await rows.between(table.id, from, from + COLUMN_BATCH - 1)) for (const key of empty) if (lead.fields[key]) empty.delete(key);
      }
    }
    await db.columns.bulkDelete([...empty]);
  }
}
