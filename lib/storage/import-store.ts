import type { LeadId, TableId } from '../core/ids.ts';
import { IMPORT_ASIDE, IMPORTS_KEPT } from '../core/limits.ts';
import { applyRow } from '../domain/import/apply.ts';
import type { AsideRow } from '../domain/import/import.ts';
import type { CustomColumn } from '../domain/lead/custom.ts';
import { identityKeys } from '../domain/lead/identity.ts';
import type { Lead, LeadFields, Table } from '../domain/lead/lead.ts';
import { undoChange } from '../domain/lead/undo.ts';
import { bulkLeads } from './bulk-leads.ts';
import { clipsOf } from './clip-store.ts';
import type { ActivityRow, KilnDatabase } from './database.ts';
import type { ImportPartRow, ImportRecord, ImportState } from './import-rows.ts';
import { KnownKeys } from './known-keys.ts';
import { trimUndo } from './undo.ts';

/** The rows of one part, as the leads they would be. */
export interface ImportPart {
  readonly importId: string;
  readonly n: number;
  readonly rows: readonly { readonly id: LeadId; readonly fields: LeadFields }[];
  readonly aside: readonly AsideRow[];
  readonly lastAt: number;
  readonly now: number;
  readonly activityOf: (record: ImportRecord, table: Table) => Pick<ActivityRow, 'kind' | 'title' | 'detail'>;
}

/** Imports of files: each part is one transaction of leads, undo, progress and what was kept aside, and a part that is sent again does nothing. */
export function createImportStore(db: KilnDatabase) {
  const leads = bulkLeads(db);
  const clips = clipsOf(db);
  /** Of the import that was at it last; a worker that starts anew reads it again. */
  let known: { readonly importId: string; readonly keys: KnownKeys } | null = null;
  const partsOf = (id: string) => db.importParts.where('[importId+n]').between([id, -Infinity], [id, Infinity]);
  const end = async (record: ImportRecord, state: ImportState): Promise<ImportRecord> => {
    const ended = { ...record, state };
    await db.imports.put(ended);
    return ended;
  };

  async function savePart(part: ImportPart, keys: KnownKeys): Promise<ImportRecord | null> {
    const record = await db.imports.get(part.importId);
    if (!record || record.state !== 'running' || part.n !== record.next) return record ?? null;
    const table = await db.tables_.get(record.tableId as TableId);
    if (!table || table.kind !== record.kind) return end(record, 'stopped');
    let order = Math.max(0, await keys.catchUp());
    const rows = part.rows.map((row) => ({ ...row, keys: identityKeys(record.kind, row.fields) }));
    const there = await leads.get([...new Set(rows.flatMap((row) => keys.find(row.keys) ?? []))]);
    const added = new Map<LeadId, Lead>();
    const changed = new Map<LeadId, { before: Lead; after: Lead }>();
    let unchanged = 0;
    for (const row of rows) {
      const id = keys.find(row.keys);
      const hit = id === undefined ? undefined : (added.get(id) ?? changed.get(id)?.after ?? there.get(id));
      if (!hit) {
        const lead: Lead = { id: row.id, tableId: table.id, kind: table.kind, fields: row.fields, keys: row.keys, order: ++order, createdAt: part.now, updatedAt: part.now };
        added.set(lead.id, lead);
        keys.remember(lead);
        continue;
      }
      const fields = applyRow(hit.fields, row.fields, record.policy);
      if (fields === null) {
        unchanged += 1;
        continue;
      }
      const after: Lead = { ...hit, fields, keys: identityKeys(hit.kind, fields), updatedAt: part.now };
      keys.remember(after);
      if (added.has(hit.id)) {
        added.set(hit.id, after);
        unchanged += 1; // a second row of the same one
      } else changed.set(hit.id, { before: changed.get(hit.id)?.before ?? hit, after });
    }
    if (added.size > 0) await leads.append(table.id, [...added.values()]);
    if (changed.size > 0) await leads.put([...changed.values()].map((change) => change.after));
    const kept = part.aside.slice(0, Math.max(0, IMPORT_ASIDE - record.aside - record.leftOut));
    const row: ImportPartRow = { importId: record.id, n: part.n, added: [...added.keys()], changes: [...changed.values()], aside: kept };
    await db.importParts.put(row);
    const leftOut = part.aside.filter(({ reason }) => reason === 'value').length;
    const aside = part.aside.length - leftOut;
    const after: ImportRecord = {
      ...record, next: part.n + 1, lastAt: Math.max(record.lastAt, part.lastAt), looked: record.looked + part.rows.length + aside, added: record.added + added.size,
      merged: record.merged + changed.size, unchanged: record.unchanged + unchanged, aside: record.aside + aside, leftOut: record.leftOut + leftOut,
    };
    await db.imports.put(after);
    if (after.added + after.merged > 0) {
      const before = await db.activity.get(after.activityId);
      await db.activity.put({ id: after.activityId, at: before?.at ?? part.now, tableId: after.tableId, undo: { leads: [], importId: after.id }, ...part.activityOf(after, table) });
      if (!before) await trimUndo(db);
    }
    return after;
  }

  return {
    get: (id: string) => db.imports.get(id),

    /** Stores a new import with the table and the columns that it makes. Begun twice it is one. */
    begin: (record: ImportRecord, table: Table | null, columns: readonly CustomColumn[]): Promise<ImportRecord> =>
      db.transaction('rw', [db.imports, db.importParts, db.tables_, db.columns], async () => {
        const there = await db.imports.get(record.id);
        if (there) return there;
        if (table) await db.tables_.add(table);
        await db.columns.bulkPut([...columns]);
        await db.imports.add(record);
        const old = await db.imports.orderBy('at').reverse().offset(IMPORTS_KEPT).filter((row) => row.state !== 'running').primaryKeys();
        await db.imports.bulkDelete(old);
        for (const id of old) await partsOf(id).delete();
        return record;
      }),

    /** Does one part, in its turn. What it gives back says how far the import is; null when there is no such import. */
    async save(part: ImportPart): Promise<ImportRecord | null> {
      const record = await db.imports.get(part.importId);
      if (!record) return null;
      if (known?.importId !== record.id) {
        known = { importId: record.id, keys: new KnownKeys(record.tableId as TableId, leads) };
        await known.keys.catchUp();
      }
      const { keys } = known;
      try {
        return await db.transaction('rw', [...leads.stores, db.tables_, db.activity, db.imports, db.importParts], async () => savePart(part, keys));
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
      db.transaction('rw', [...leads.stores, db.tables_, db.columns, db.activity, db.imports, db.importParts, db.clips], async () => {
        const row = await db.activity.get(activityId);
        const record = row?.undo?.importId === undefined ? undefined : await db.imports.get(row.undo.importId);
        if (!row || !record || row.undoneAt !== undefined) return null;
        if (known?.importId === record.id) known = null;
        let restored = 0;
        const gone = new Set<string>();
        for (let n = record.next - 1; n >= 0; n--) {
          const part = await db.importParts.get([record.id, n]);
          if (!part) continue;
          const current = await leads.get(part.changes.map(({ after }) => after.id));
          await leads.put(part.changes.flatMap(({ before, after }) => undoChange(current.get(after.id), before, after, now) ?? []));
          await leads.remove(part.added);
          for (const id of part.added) gone.add(id);
          restored += part.changes.length + part.added.length;
        }
        for (const id of await db.clips.orderBy('leadId').uniqueKeys()) if (gone.has(String(id))) await clips.release(String(id) as LeadId);
        await db.imports.put({ ...record, state: record.state === 'running' ? 'cancelled' : record.state });
        if (record.newTable && (await leads.count(record.tableId as TableId)) === 0) await db.tables_.delete(record.tableId as TableId);
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
      await leads.eachFrom(table.id, -Infinity, (batch) => {
        for (const lead of batch) for (const key of empty) if (lead.fields[key]) empty.delete(key);
      });
    }
    await db.columns.bulkDelete([...empty]);
  }
}
