import type { LeadId, TableId } from '../core/ids.ts';
import { NO_NUMBERS } from '../core/ranges.ts';
import { identityKeys } from '../domain/lead/identity.ts';
import type { LeadKind } from '../domain/lead/fields.ts';
import type { Lead, LeadFields, Table } from '../domain/lead/lead.ts';
import { changesOf } from '../domain/lead/changes.ts';
import { differences, mergeFields } from '../domain/lead/merge.ts';
import { undoChange } from '../domain/lead/undo.ts';
import type { ColumnLayout } from '../domain/view/layout.ts';
import { clipsOf } from './clip-store.ts';
import type { ActivityRow, KilnDatabase } from './database.ts';
import { leadRows } from './leads/rows.ts';
import { leadStores } from './leads/stores.ts';
import { leadWrites } from './leads/writes.ts';
import { missedIn, withMissedAnswers } from './missed-answers.ts';
import { changedLeads, trimUndo, withoutChanges } from './undo.ts';

export interface SaveLead {
  readonly newId: LeadId;
  readonly activityId: string;
  readonly table: TableId;
  readonly kind: LeadKind;
  readonly fields: LeadFields;
  readonly sourceUrl?: string;
  /** The page whose waiting clips are the lead's from now on, see domain/lead/page-key.ts. */
  readonly clipsOf?: string;
  readonly now: number;
  readonly activityOf: (outcome: 'added' | 'merged', lead: Lead, table: Table, changed: number) => Pick<ActivityRow, 'title' | 'detail'>;
}
export interface SavedLead {
  readonly lead: Lead;
  readonly outcome: 'added' | 'merged' | 'unchanged';
  readonly activityId: string | null;
}

interface StoredLead {
  readonly saved: SavedLead;
  readonly table: Table;
  /** Fields that differ from the known lead. */
  readonly changed: number;
  readonly undo?: { readonly before: Lead | null; readonly after: Lead };
}

/** Leads and tables with their undo. A save, its duplicate check and its undo entry are one transaction. */
export function createLeadStore(db: KilnDatabase) {
  const clips = clipsOf(db);
  const rows = leadRows(db);
  const writes = leadWrites(db);
  const matching = async (kind: LeadKind, keys: readonly string[]): Promise<Lead[]> => (await rows.byKeys(keys)).filter((lead) => lead.kind === kind).sort((a, b) => a.createdAt - b.createdAt);
  /** Adds a lead or merges it into the known one, inside a transaction. `undo` is absent when nothing changed; the line of the history is the caller's. */
  const store = async (input: SaveLead): Promise<StoredLead | null> => {
    const table = await db.tables_.get(input.table);
    if (!table || table.kind !== input.kind) return null;
    const known = (await matching(input.kind, identityKeys(input.kind, input.fields))).find((lead) => lead.tableId === table.id);
    const fields = known ? mergeFields(known.fields, input.fields) : input.fields;
    const changed = known ? differences(known.fields, input.fields).length : 0;
    const source = input.sourceUrl && !known?.sourceUrl ? { sourceUrl: input.sourceUrl } : {};
    const said = { fields, keys: identityKeys(input.kind, fields), updatedAt: input.now, ...source };
    const lead = known ? { ...known, ...said } : await writes.add(table.id, input.kind, { id: input.newId, createdAt: input.now, ...said });
    if (known) await writes.put([lead]);
    const outcome = known ? (changed === 0 ? 'unchanged' : 'merged') : 'added';
    const activityId = outcome === 'unchanged' ? null : input.activityId;
    if (input.clipsOf !== undefined) await clips.attach(input.clipsOf, lead.id, activityId);
    return { saved: { lead, outcome, activityId }, table, changed, ...(activityId === null ? {} : { undo: { before: known ?? null, after: lead } }) };
  };
  const record = async (written: Omit<ActivityRow, 'undo'>, of: Omit<NonNullable<ActivityRow['undo']>, 'at'>): Promise<void> => {
    const [only, second] = of.leads;
    const changes = only?.after && !second ? changesOf(only.before, only.after) : [];
    await db.activity.put({ ...written, undo: { at: written.at, ...of, ...changedLeads(of.leads) }, ...(changes.length === 0 ? {} : { changes }) });
    await trimUndo(db);
  };
  /** Leads as they were before one deed; how many it had changed. */
  const undoChanges = async (changes: NonNullable<ActivityRow['undo']>['leads'], since: number, now: number): Promise<number> => {
    const ids = [...new Set(changes.flatMap(({ before, after }) => (before ?? after)?.id ?? []))];
    const known = new Map((await rows.getAll(ids)).flatMap((lead) => (lead ? [[lead.id, lead] as const] : [])));
    const left = new Map(known);
    for (const { before, after } of changes) {
      const id = (before ?? after)?.id;
      if (id === undefined) continue;
      const current = left.get(id);
      const restored = undoChange(current, before, after, now);
      if (restored === null) left.delete(id);
      else if (restored) left.set(id, current ? restored : await withMissedAnswers(db, restored, since, now));
    }
    await writes.put([...left.values()].filter((lead) => known.has(lead.id) && known.get(lead.id) !== lead));
    await writes.restore([...left.values()].filter((lead) => !known.has(lead.id)));
    await writes.remove([...known.values()].filter((lead) => !left.has(lead.id)));
    return changes.length;
  };

  return {
    getTable: (id: string) => db.tables_.get(id as TableId),
    tables: () => db.tables_.toArray(),
    addTable: (table: Table) => db.tables_.add(table),
    layTable: (id: string, layout: ColumnLayout) => db.tables_.update(id as TableId, { layout }),
    renameTable: (id: string, name: string) => db.tables_.update(id as TableId, { name }),
    getLeads: async (ids: readonly string[]): Promise<Lead[]> => (await rows.getAll(ids)).filter((l) => l !== undefined),
    /** All leads of a table in their order, some at a time; each batch is read for itself. */
    batchesOf: (table: string, size: number): AsyncGenerator<Lead[]> => rows.batches(table, size),
    matching,

    save: (input: SaveLead): Promise<SavedLead | null> =>
      db.transaction('rw', [...leadStores(db), db.tables_, db.activity, db.clips], async () => {
        const stored = await store(input);
        if (!stored?.undo) return stored?.saved ?? null;
        const { saved: { lead, outcome }, table, changed, undo } = stored;
        await record({
          id: input.activityId, at: input.now, kind: outcome === 'added' ? 'lead-added' : 'lead-merged', leadId: lead.id, tableId: table.id,
          ...input.activityOf(outcome === 'added' ? 'added' : 'merged', lead, table, changed),
        }, { leads: [undo] });
        return stored.saved;
      }),

    /** Several leads as one deed: one transaction, one line in the history, one undo. */
    saveTogether: (inputs: readonly SaveLead[], row: (saved: readonly SavedLead[]) => Omit<ActivityRow, 'undo'>): Promise<{ saved: (SavedLead | null)[]; activityId: string | null }> =>
      db.transaction('rw', [...leadStores(db), db.tables_, db.activity, db.clips], async () => {
        const stored: (StoredLead | null)[] = [];
        for (const input of inputs) stored.push(await store(input));
        const saved = stored.map((one) => one?.saved ?? null);
        const changes = stored.flatMap((one) => one?.undo ?? []);
        if (changes.length === 0) return { saved, activityId: null };
        const line = row(saved.filter((one) => one !== null));
        // In reverse, so that a lead saved twice goes back to its first state.
        await record(line, { leads: changes.toReversed() });
        await db.clips.where('attachedBy').anyOf(saved.flatMap((one) => one?.activityId ?? [])).modify({ attachedBy: line.id });
        return { saved, activityId: line.id };
      }),

    /** Changes one lead and records the undo; null when the lead is gone, `unchanged` when nothing differs. */
    change: (id: string, change: (lead: Lead) => Lead, row: (lead: Lead) => Omit<ActivityRow, 'undo'>): Promise<'changed' | 'unchanged' | null> =>
      db.transaction('rw', [...leadStores(db), db.activity], async () => {
        const before = await rows.get(id);
        if (!before) return null;
        const after = change(before);
        if (after === before) return 'unchanged';
        await writes.put([after]);
        await record(row(after), { leads: [{ before, after }] });
        return 'changed';
      }),

    remove: (ids: readonly string[], row: (leads: readonly Lead[]) => Omit<ActivityRow, 'undo'>): Promise<number> =>
      db.transaction('rw', [...leadStores(db), db.activity, db.clips], async () => {
        const leads = (await rows.getAll([...new Set(ids)])).filter((l) => l !== undefined);
        if (leads.length === 0) return 0;
        await writes.remove(leads);
        const written = row(leads);
        await clips.removeWith(leads.map((l) => l.id), written.id);
        await record(written, { leads: leads.map((before) => ({ before, after: null })) });
        return leads.length;
      }),

    removeTable: (id: string, row: (table: Table, leads: number) => Omit<ActivityRow, 'undo'>): Promise<boolean> =>
      db.transaction('rw', [...leadStores(db), db.tables_, db.activity, db.clips], async () => {
        const table = await db.tables_.get(id as TableId);
        if (!table) return false;
        const written = row(table, (await rows.state(id))?.count ?? 0);
        await clips.removeWith(await clips.leadsIn(id), written.id);
        await db.tables_.delete(table.id);
        await writes.removeTable(table.id, written.id);
        await record(written, { leads: [], tables: [table] });
        return true;
      }),

    /** Deletes for good the leads of deleted tables whose deletion can no longer be undone, some at a time. Safe at any time. */
    async sweep(): Promise<void> {
      for (const { tableId, removedBy } of await rows.removed()) {
        const purge = (): Promise<boolean> =>
          db.transaction('rw', [...leadStores(db), db.activity, db.views, db.notSame], async () => {
            const state = (await rows.removed()).find((table) => table.tableId === tableId);
            const isKept = state === undefined || state.removedBy !== removedBy || (await db.activity.get(removedBy))?.undo !== undefined;
            if (isKept) return false;
            await db.views.where('tableId').equals(tableId).delete();
            await db.activity.filter((line) => line.tableId === tableId && line.changes !== undefined).modify(withoutChanges);
            await db.notSame.where('[tableId+at]').between([tableId, -Infinity], [tableId, Infinity]).delete();
            return writes.purge(tableId);
          });
        while (await purge());
      }
    },

    /** Takes back what one activity did; later changes of the same leads stay. Returns the leads touched, or null. */
    undo: (activityId: string, now: number): Promise<number | null> =>
      db.transaction('rw', [...leadStores(db), db.tables_, db.activity, db.tasks, db.runs, db.clips], async () => {
        const row = await db.activity.get(activityId);
        if (!row?.undo || row.undoneAt !== undefined) return null;
        let touched = 0;
        for (const table of row.undo.tables ?? []) {
          await db.tables_.put(table);
          touched += await writes.restoreTable(table.id);
          await writes.put(await missedIn(db, table.id, row.at, now));
        }
        touched += await undoChanges(row.undo.leads, row.at, now);
        const added = row.undo.added ?? NO_NUMBERS;
        for (let i = 0; i < added.length; i += 2) touched += await writes.removeBetween(row.tableId as TableId, added[i] ?? 0, added[i + 1] ?? 0);
        await clips.releaseGone();
        await clips.undo(activityId);
        await db.activity.put({ ...row, undoneAt: now });
        return touched;
      }),

    /** Does again what was taken back: changes of leads and their deletion; later changes stay. Null for everything else. */
    redo: (activityId: string, now: number): Promise<number | null> =>
      db.transaction('rw', [...leadStores(db), db.activity, db.tasks, db.runs, db.clips], async () => {
        const row = await db.activity.get(activityId);
        if (!row?.undo || row.undoneAt === undefined || (row.kind !== 'lead-edited' && row.kind !== 'lead-deleted') || row.undo.leads.length === 0) return null;
        const touched = await undoChanges(row.undo.leads.map(({ before, after }) => ({ before: after, after: before })).toReversed(), row.undoneAt, now);
        await clips.removeWith(row.undo.leads.flatMap(({ before, after }) => (before && after === null ? [before.id] : [])), row.id);
        const { undoneAt: _undone, ...kept } = row;
        await db.activity.put(kept);
        return touched;
      }),
  };
}
