import type { LeadId, TableId } from '../core/ids.ts';
import { changesOf } from '../domain/lead/changes.ts';
import type { LeadKey, MutableByLeadKey } from '../domain/lead/custom.ts';
import { identityKeys } from '../domain/lead/identity.ts';
import type { FieldState, Lead, Table } from '../domain/lead/lead.ts';
import { undoFields, type FieldChange } from '../domain/lead/undo.ts';
import type { CellPartRow } from './cell-rows.ts';
import type { ActivityRow, KilnDatabase } from './database.ts';
import { leadRows } from './leads/rows.ts';
import { leadStores } from './leads/stores.ts';
import { leadWrites } from './leads/writes.ts';
import { trimUndo } from './undo.ts';

/** What a deed has changed until now; the lead, while it is one. */
export interface CellTally {
  readonly cells: number;
  readonly leads: number;
  readonly only?: Lead;
}
export interface CellPart {
  readonly deedId: string;
  readonly n: number;
  readonly tableId: string;
  readonly fields: readonly LeadKey[];
  /** For each lead what its fields are to hold, in the order of `fields`; null leaves what is there. */
  readonly rows: readonly { readonly leadId: string; readonly values: readonly (string | null)[] }[];
  readonly refused: CellPartRow['refused'];
  readonly now: number;
  /** What a field holds when a person has given it this value; the same state when nothing changes. */
  readonly stateOf: (state: FieldState | undefined, value: string, field: LeadKey) => FieldState | undefined;
  readonly activityOf: (table: Table, tally: CellTally) => Pick<ActivityRow, 'title' | 'detail'>;
}

/** Many cells as one deed: each part is one transaction of leads, undo and history, and a part that is sent again does nothing. */
export function createCellStore(db: KilnDatabase) {
  const rows = leadRows(db);
  const writes = leadWrites(db);
  const partsOf = (deedId: string) => db.cellParts.where('[deedId+n]').between([deedId, -Infinity], [deedId, Infinity]);

  async function savePart(part: CellPart): Promise<CellPartRow | 'undone' | null> {
    const [table, line, there] = await Promise.all([db.tables_.get(part.tableId as TableId), db.activity.get(part.deedId), db.cellParts.get([part.deedId, part.n])]);
    if (there) return there;
    if (!table) return null;
    if (line && line.undoneAt !== undefined) return 'undone';
    const leads = await rows.getAll(part.rows.map(({ leadId }) => leadId));
    const changes: { leadId: LeadId; fields: FieldChange[] }[] = [];
    const after: Lead[] = [];
    const was: Lead[] = [];
    let [gone, changed] = [0, 0];
    for (const [i, lead] of leads.entries()) {
      if (!lead || lead.tableId !== table.id) {
        gone += 1;
        continue;
      }
      const fields = changesIn(lead, part, part.rows[i]?.values ?? []);
      if (fields.length === 0) continue;
      changed += fields.length;
      changes.push({ leadId: lead.id, fields });
      was.push(lead);
      after.push(withFields(lead, fields, part.now));
    }
    const row: CellPartRow = { deedId: part.deedId, n: part.n, leadIds: changes.map(({ leadId }) => leadId), changes, changed, gone, refused: part.refused };
    await db.cellParts.put(row);
    if (changed === 0) return row;
    await writes.put(after);
    const before = line?.undo?.cells ?? { cells: 0, leads: 0 };
    const [only] = after;
    const tally: CellTally = { cells: before.cells + changed, leads: before.leads + after.length, ...(before.leads + after.length === 1 && only ? { only } : {}) };
    await db.activity.put({
      id: part.deedId, at: line?.at ?? part.now, kind: 'lead-edited', tableId: table.id, ...(tally.only ? { leadId: tally.only.id, changes: changesOf(was[0] ?? null, tally.only) } : {}),
      undo: { at: line?.at ?? part.now, leads: [], cells: { cells: tally.cells, leads: tally.leads } }, ...part.activityOf(table, tally),
    });
    if (!line) for (const old of await trimUndo(db)) await partsOf(old).delete();
    return row;
  }

  /** Goes through the parts of a deed and puts its leads as they are then; how many there were. Null when the line is none of these, or is not in that state. */
  const turn = (activityId: string, now: number, isBack: boolean): Promise<number | null> =>
    db.transaction('rw', [...leadStores(db), db.activity, db.cellParts], async () => {
      const line = await db.activity.get(activityId);
      if (!line?.undo?.cells || (line.undoneAt === undefined) !== isBack) return null;
      let turned = 0;
      for (let n = 0; ; n++) {
        const part = await db.cellParts.get([activityId, n]);
        if (!part) break;
        const current = await rows.getAll(part.changes.map(({ leadId }) => leadId));
        const leads = part.changes.flatMap(({ fields }, i) => {
          const lead = current[i];
          return lead ? [undoFields(lead, isBack ? fields : fields.map(inverse), now)] : [];
        });
        await writes.put(leads);
        turned += leads.length;
      }
      const { undoneAt: _undone, ...kept } = line;
      await db.activity.put(isBack ? { ...line, undoneAt: now } : kept);
      return turned;
    });

  return {
    /** Does one part of a deed. Null when the table is gone, `undone` when the deed was taken back meanwhile. */
    save: (part: CellPart): Promise<CellPartRow | 'undone' | null> => db.transaction('rw', [...leadStores(db), db.tables_, db.activity, db.cellParts], async () => savePart(part)),
    /** Takes a whole deed back; later changes of the same cells stay. */
    undo: (activityId: string, now: number) => turn(activityId, now, true),
    redo: (activityId: string, now: number) => turn(activityId, now, false),

    /** Deletes the parts of deeds that can no longer be undone; those that this store itself brought to their end are gone already. Safe at any time. */
    sweep: (): Promise<void> =>
      db.transaction('rw', db.activity, db.cellParts, async () => {
        const deeds = (await db.cellParts.orderBy('deedId').uniqueKeys()).map(String);
        const lines = await db.activity.bulkGet(deeds);
        for (const [i, deedId] of deeds.entries()) if (lines[i]?.undo === undefined) await partsOf(deedId).delete();
      }),
  };
}

/** The other way round: what was there before is what comes. */
const inverse = ({ field, before, after }: FieldChange): FieldChange => ({ field, ...(after ? { before: after } : {}), ...(before ? { after: before } : {}) });

function changesIn(lead: Lead, { fields, stateOf }: CellPart, values: readonly (string | null)[]): FieldChange[] {
  return fields.flatMap((field, i): FieldChange[] => {
    const value = values[i] ?? null;
    const before = lead.fields[field];
    if (value === null) return [];
    const after = stateOf(before, value, field);
    return after === before ? [] : [{ field, ...(before ? { before } : {}), ...(after ? { after } : {}) }];
  });
}

function withFields(lead: Lead, changes: readonly FieldChange[], now: number): Lead {
  const fields: MutableByLeadKey<FieldState> = { ...lead.fields };
  for (const { field, after } of changes) {
    if (after) fields[field] = after;
    else delete fields[field];
  }
  return { ...lead, fields, keys: identityKeys(lead.kind, fields), updatedAt: now };
}
