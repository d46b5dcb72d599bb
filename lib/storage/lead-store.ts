import type { LeadId, TableId } from '../core/ids.ts';
import { withAnswerOf } from '../domain/enrichment/answer-values.ts';
import { identityKeys } from '../domain/lead/identity.ts';
import type { LeadKind } from '../domain/lead/fields.ts';
import type { Lead, LeadFields, Table } from '../domain/lead/lead.ts';
import { differences, mergeFields } from '../domain/lead/merge.ts';
import { undoChange } from '../domain/lead/undo.ts';
import { clipsOf } from './clip-store.ts';
import type { ActivityRow, KilnDatabase } from './database.ts';
import { trimUndo } from './undo.ts';

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
  const leadsOf = (table: string) => db.leads.where('[tableId+order]').between([table, -Infinity], [table, Infinity]);
  const nextOrder = async (table: string): Promise<number> => ((await leadsOf(table).last())?.order ?? 0) + 1;
  const matching = async (kind: LeadKind, keys: readonly string[]): Promise<Lead[]> => {
    if (keys.length === 0) return [];
    const found = await db.leads.where('keys').anyOf([...keys]).distinct().toArray();
    return found.filter((lead) => lead.kind === kind).sort((a, b) => a.createdAt - b.createdAt);
  };
  /** Adds a lead or merges it into the known one, inside a transaction. `undo` is absent when nothing changed; the line of the history is the caller's. */
  const store = async (input: SaveLead): Promise<StoredLead | null> => {
    const table = await db.tables_.get(input.table);
    if (!table || table.kind !== input.kind) return null;
    const known = (await matching(input.kind, identityKeys(input.kind, input.fields))).find((lead) => lead.tableId === table.id);
    const fields = known ? mergeFields(known.fields, input.fields) : input.fields;
    const changed = known ? differences(known.fields, input.fields).length : 0;
    const base = known ?? { id: input.newId, tableId: table.id, kind: input.kind, order: await nextOrder(table.id), createdAt: input.now };
    const lead: Lead = {
      ...base,
      fields,
      keys: identityKeys(input.kind, fields),
      updatedAt: input.now,
      ...(input.sourceUrl && !known?.sourceUrl ? { sourceUrl: input.sourceUrl } : {}),
    };
    await db.leads.put(lead);
    const outcome = known ? (changed === 0 ? 'unchanged' : 'merged') : 'added';
    const activityId = outcome === 'unchanged' ? null : input.activityId;
    if (input.clipsOf !== undefined) await clips.attach(input.clipsOf, lead.id, activityId);
    return { saved: { lead, outcome, activityId }, table, changed, ...(activityId === null ? {} : { undo: { before: known ?? null, after: lead } }) };
  };
  const record = async (row: ActivityRow): Promise<void> => {
    await db.activity.put(row);
    await trimUndo(db);
  };

  /** A run goes on while its lead is deleted: what it found meanwhile was paid for. */
  const withMissedAnswers = async (lead: Lead, since: number, now: number): Promise<Lead> => {
    const found = await db.tasks.where('leadId').equals(lead.id).filter((task) => task.state === 'found' && (task.endedAt ?? 0) >= since).toArray();
    return found.reduce((whole, task) => withAnswerOf(whole, task, now), lead);
  };

  return {
    getTable: (id: string) => db.tables_.get(id as TableId),
    tables: () => db.tables_.toArray(),
    addTable: (table: Table) => db.tables_.add(table),
    renameTable: (id: string, name: string) => db.tables_.update(id as TableId, { name }),
    getLeads: async (ids: readonly string[]): Promise<Lead[]> => (await db.leads.bulkGet(ids as LeadId[])).filter((l) => l !== undefined),
    /** All leads of a table in their order, some at a time; each batch is a transaction of its own. */
    async *batchesOf(table: string, size: number): AsyncGenerator<Lead[]> {
      // Two leads can have one place (an undone deletion): those of the last place are told apart by their ids.
      let seen = new Set<string>();
      for (let from = -Infinity; ; ) {
        const found = await db.leads.where('[tableId+order]').between([table, from], [table, Infinity]).limit(size + seen.size).toArray();
        const batch = found.filter((lead) => !seen.has(lead.id));
        if (batch.length > 0) yield batch;
        if (found.length < size + seen.size) return;
        const last = found.at(-1)?.order ?? Infinity;
        seen = new Set([...(last === from ? seen : []), ...found.filter((lead) => lead.order === last).map((lead) => lead.id)]);
        from = last;
      }
    },
    leadsOf: (table: string) => leadsOf(table).toArray(),
    matching,

    save: (input: SaveLead): Promise<SavedLead | null> =>
      db.transaction('rw', db.leads, db.tables_, db.activity, db.clips, async () => {
        const stored = await store(input);
        if (!stored?.undo) return stored?.saved ?? null;
        const { saved: { lead, outcome }, table, changed, undo } = stored;
        await record({
          id: input.activityId, at: input.now, kind: outcome === 'added' ? 'lead-added' : 'lead-merged', leadId: lead.id, tableId: table.id, undo: { leads: [undo] },
          ...input.activityOf(outcome === 'added' ? 'added' : 'merged', lead, table, changed),
        });
        return stored.saved;
      }),

    /** Several leads as one deed: one transaction, one line in the history, one undo. */
    saveTogether: (inputs: readonly SaveLead[], row: (saved: readonly SavedLead[]) => Omit<ActivityRow, 'undo'>): Promise<{ saved: (SavedLead | null)[]; activityId: string | null }> =>
      db.transaction('rw', [db.leads, db.tables_, db.activity, db.clips], async () => {
        const stored: (StoredLead | null)[] = [];
        for (const input of inputs) stored.push(await store(input));
        const saved = stored.map((one) => one?.saved ?? null);
        const changes = stored.flatMap((one) => one?.undo ?? []);
        if (changes.length === 0) return { saved, activityId: null };
        const line = row(saved.filter((one) => one !== null));
        // In reverse, so that a lead saved twice goes back to its first state.
        await record({ ...line, undo: { leads: changes.toReversed() } });
        await db.clips.where('attachedBy').anyOf(saved.flatMap((one) => one?.activityId ?? [])).modify({ attachedBy: line.id });
        return { saved, activityId: line.id };
      }),

    /** Changes one lead and records the undo; null when the lead is gone, `unchanged` when nothing differs. */
    change: (id: string, change: (lead: Lead) => Lead, row: (lead: Lead) => Omit<ActivityRow, 'undo'>): Promise<'changed' | 'unchanged' | null> =>
      db.transaction('rw', db.leads, db.activity, async () => {
        const before = await db.leads.get(id as LeadId);
        if (!before) return null;
        const after = change(before);
        if (after === before) return 'unchanged';
        await db.leads.put(after);
        await record({ ...row(after), undo: { leads: [{ before, after }] } });
        return 'changed';
      }),

    remove: (ids: readonly string[], row: (leads: readonly Lead[]) => Omit<ActivityRow, 'undo'>): Promise<number> =>
      db.transaction('rw', db.leads, db.activity, db.clips, async () => {
        const leads = (await db.leads.bulkGet(ids as LeadId[])).filter((l) => l !== undefined);
        if (leads.length === 0) return 0;
        await db.leads.bulkDelete(leads.map((l) => l.id));
        const written = row(leads);
        await clips.removeWith(leads.map((l) => l.id), written.id);
        await record({ ...written, undo: { leads: leads.map((before) => ({ before, after: null })) } });
        return leads.length;
      }),

    removeTable: (id: string, row: (table: Table, leads: number) => Omit<ActivityRow, 'undo'>): Promise<boolean> =>
      db.transaction('rw', db.leads, db.tables_, db.activity, db.clips, async () => {
        const table = await db.tables_.get(id as TableId);
        if (!table) return false;
        const leads = await leadsOf(id).toArray();
        await db.leads.bulkDelete(leads.map((l) => l.id));
        await db.tables_.delete(table.id);
        const written = row(table, leads.length);
        await clips.removeWith(leads.map((l) => l.id), written.id);
        await record({ ...written, undo: { leads: leads.map((before) => ({ before, after: null })), tables: [table] } });
        return true;
      }),

    /** Takes back what one activity did; later changes of the same leads stay. Returns the leads touched, or null. */
    undo: (activityId: string, now: number): Promise<number | null> =>
      db.transaction('rw', [db.leads, db.tables_, db.activity, db.tasks, db.clips], async () => {
        const row = await db.activity.get(activityId);
        if (!row?.undo || row.undoneAt !== undefined) return null;
        for (const table of row.undo.tables ?? []) await db.tables_.put(table);
        for (const { before, after } of row.undo.leads) {
          const id = (before ?? after)?.id;
          if (id === undefined) continue;
          const current = await db.leads.get(id);
          const restored = undoChange(current, before, after, now);
          if (restored === null) {
            await db.leads.delete(id);
            await clips.release(id);
          } else if (restored) await db.leads.put(current ? restored : await withMissedAnswers(restored, row.at, now));
        }
        const added = row.undo.added ?? [];
        await db.leads.bulkDelete([...added]);
        for (const id of added) await clips.release(id);
        await clips.undo(activityId);
        await db.activity.put({ ...row, undoneAt: now });
        return row.undo.leads.length + (row.undo.added?.length ?? 0);
      }),
  };
}
