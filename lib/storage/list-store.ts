import type { LeadId, TableId } from '../core/ids.ts';
import { LIST_SAVES, LIST_TEMPLATES } from '../core/limits.ts';
import { includes, NO_NUMBERS, withRange, type Ranges } from '../core/ranges.ts';
import { identityKeys } from '../domain/lead/identity.ts';
import type { LeadKind } from '../domain/lead/fields.ts';
import type { Lead, LeadFields, Table } from '../domain/lead/lead.ts';
import { differences, mergeFields } from '../domain/lead/merge.ts';
import type { ActivityRow, KilnDatabase } from './database.ts';
import type { NewLead } from './leads/block.ts';
import { leadRows } from './leads/rows.ts';
import { leadStores } from './leads/stores.ts';
import { leadWrites } from './leads/writes.ts';
import type { ListColumnsRow, SaveChunkRow, SaveRow } from './list-rows.ts';
import { changedLeads, trimUndo } from './undo.ts';

/** A row as the lead it would become; null fields: it is none. */
export interface RowLead {
  readonly id: LeadId;
  readonly fields: LeadFields | null;
  readonly identity: readonly string[];
}
export interface ChunkPlan {
  readonly rows: readonly RowLead[];
  readonly sourceUrl: string;
  readonly now: number;
  readonly activityOf: (save: SaveRow, table: Table) => Pick<ActivityRow, 'title' | 'detail' | 'kind'>;
}

/** Columns that people changed, and saves of rows: each chunk is one transaction of leads, undo, progress and the chunk itself. */
export function createListStore(db: KilnDatabase) {
  return {
    columns: (key: string) => db.listColumns.get(key),
    allColumns: (keys: readonly string[]) => db.listColumns.bulkGet([...keys]).then((rows) => rows.filter((row) => row !== undefined)),
    putColumns: (row: ListColumnsRow): Promise<void> =>
      db.transaction('rw', db.listColumns, async () => {
        await db.listColumns.put(row);
        const old = await db.listColumns.orderBy('at').reverse().offset(LIST_TEMPLATES).primaryKeys();
        await db.listColumns.bulkDelete(old);
      }),

    getSave: (id: string) => db.saves.get(id),
    runningSaves: () => db.saves.where('state').equals('running').sortBy('at'),
    /** Stores a save and its rows; false when it is there already. */
    addSave: (save: SaveRow, chunks: readonly SaveChunkRow[]): Promise<boolean> =>
      db.transaction('rw', db.saves, db.saveChunks, async () => {
        if (await db.saves.get(save.id)) return false;
        await db.saves.add(save);
        await db.saveChunks.bulkAdd([...chunks]);
        const old = await db.saves.orderBy('at').reverse().offset(LIST_SAVES).filter((row) => row.state !== 'running').primaryKeys();
        await db.saves.bulkDelete(old);
        return true;
      }),
    nextChunk: (saveId: string) => db.saveChunks.where('[saveId+n]').between([saveId, -Infinity], [saveId, Infinity]).first(),
    endSave: (id: string, state: 'done' | 'cancelled'): Promise<void> =>
      db.transaction('rw', db.saves, db.saveChunks, async () => {
        const save = await db.saves.get(id);
        if (save?.state === 'running') await db.saves.put({ ...save, state });
        await db.saveChunks.where('[saveId+n]').between([id, -Infinity], [id, Infinity]).delete();
      }),

    /** Does one chunk. False when there is nothing more to do for this save: it ended, its table is gone, or it was undone. */
    saveChunk: (chunk: SaveChunkRow, plan: ChunkPlan): Promise<boolean> =>
      db.transaction('rw', [...leadStores(db), db.tables_, db.activity, db.saves, db.saveChunks], async () => {
        const save = await db.saves.get(chunk.saveId);
        const waiting = await db.saveChunks.get([chunk.saveId, chunk.n]);
        if (save?.state !== 'running') return false;
        if (!waiting) return true;
        const table = await db.tables_.get(save.tableId as TableId);
        const before = await db.activity.get(save.activityId);
        if (!table || table.kind !== save.kind || before?.undoneAt !== undefined) return false;
        const addedBefore = before?.undo?.added ?? NO_NUMBERS;
        const batch = await planBatch(db, table, plan, addedBefore);
        await leadWrites(db).put(batch.changed);
        const placed = await leadWrites(db).append(table.id, table.kind, batch.added);
        const hasActivity = save.hasActivity || batch.added.length + batch.changed.length > 0;
        const after: SaveRow = {
          ...save, hasActivity, done: save.done + plan.rows.length, added: save.added + batch.added.length, merged: save.merged + batch.merged,
          unchanged: save.unchanged + batch.unchanged, skipped: save.skipped + batch.skipped,
        };
        await db.saves.put(after);
        await db.saveChunks.delete([chunk.saveId, chunk.n]);
        if (hasActivity) {
          const leads = joinChanges(before?.undo?.leads ?? [], batch.changes);
          const undo = { at: before?.at ?? plan.now, leads, ...changedLeads(leads), added: withRange(addedBefore, placed.first, placed.last) };
          await db.activity.put({ id: save.activityId, at: before?.at ?? plan.now, tableId: save.tableId, undo, ...plan.activityOf(after, table) });
          if (!before) await trimUndo(db);
        }
        return true;
      }),
  };
}

interface Change {
  readonly before: Lead | null;
  readonly after: Lead | null;
}
interface Batch {
  /** New leads, in the order of the rows. */
  readonly added: readonly NewLead[];
  /** Known leads, as they are from now on. */
  readonly changed: Lead[];
  readonly changes: Change[];
  readonly merged: number;
  readonly unchanged: number;
  readonly skipped: number;
}

/** A lead that the rows of a batch may be: known before, or made by an earlier row. */
type Candidate = NewLead & { readonly id: LeadId; readonly known?: Lead };

/** What the rows mean for the table: new leads, additions to known ones, nothing. Rows of one batch know each other, too. */
async function planBatch(db: KilnDatabase, table: Table, plan: ChunkPlan, addedBefore: Ranges): Promise<Batch> {
  const candidates = await knownLeads(db, table.kind, table.id, plan.rows);
  const touched = new Map<LeadId, Candidate>();
  const counts = { unchanged: 0, skipped: 0 };
  const mergedInto = new Set<LeadId>();
  for (const row of plan.rows) {
    if (row.fields === null) {
      counts.skipped++;
      continue;
    }
    const hit = candidates.find(row);
    if (hit && differences(hit.fields, row.fields).length === 0) {
      counts.unchanged++;
      continue;
    }
    const fields = hit ? mergeFields(hit.fields, row.fields) : row.fields;
    const base = hit ?? { id: row.id, createdAt: plan.now, sourceUrl: plan.sourceUrl };
    const lead: Candidate = { ...base, fields, keys: identityKeys(table.kind, fields), updatedAt: plan.now };
    candidates.remember(lead);
    touched.set(lead.id, lead);
    if (!hit) continue;
    if (hit.known && !includes(addedBefore, hit.known.order)) mergedInto.add(lead.id);
    else counts.unchanged++; // a second row of the same one
  }
  const all = [...touched.values()];
  const changed = all.flatMap(({ known, ...lead }) => (known ? [{ ...known, ...lead }] : []));
  const changes = all.flatMap(({ known, id }, i) => (known && mergedInto.has(id) ? [{ before: known, after: changed.find((lead) => lead.id === all[i]?.id) ?? null }] : []));
  return { added: all.flatMap(({ known, ...lead }) => (known ? [] : [lead])), changed, changes, merged: mergedInto.size, ...counts };
}

interface Candidates {
  find(row: RowLead): Candidate | undefined;
  remember(lead: Candidate): void;
}

/** The leads of the table that the rows may be: one look at the database for all of them. */
async function knownLeads(db: KilnDatabase, kind: LeadKind, tableId: TableId, rows: readonly RowLead[]): Promise<Candidates> {
  const stored = leadRows(db);
  const byKeys = await stored.byKeys([...new Set(rows.flatMap((row) => row.identity))]);
  const byIds = (await stored.getAll(rows.map((row) => row.id))).filter((lead) => lead !== undefined);
  const byId = new Map<LeadId, Candidate>();
  const byKey = new Map<string, LeadId>();
  const remember = (lead: Candidate): void => {
    byId.set(lead.id, lead);
    for (const key of lead.keys) if (!byKey.has(key)) byKey.set(key, lead.id);
  };
  for (const lead of [...byKeys, ...byIds].filter((one) => one.kind === kind && one.tableId === tableId).toSorted((a, b) => a.createdAt - b.createdAt)) remember({ ...lead, known: lead });
  return {
    remember,
    find(row) {
      const key = row.identity.find((one) => byKey.has(one));
      return byId.get((key === undefined ? undefined : byKey.get(key)) ?? row.id);
    },
  };
}

/** A lead that is changed by several chunks goes back to how it was before the first. */
function joinChanges(before: readonly Change[], now: readonly Change[]): Change[] {
  const all = new Map(before.map((change) => [change.before?.id ?? change.after?.id, change]));
  for (const change of now) {
    const id = change.before?.id ?? change.after?.id;
    const first = all.get(id);
    all.set(id, first ? { before: first.before, after: change.after } : change);
  }
  return [...all.values()];
}
