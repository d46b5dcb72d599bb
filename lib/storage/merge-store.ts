import type { LeadId, TableId } from '../core/ids.ts';
import { DUPLICATES_TOLD_APART } from '../core/limits.ts';
import { mergeLeads, type Picks } from '../domain/duplicates/merge-group.ts';
import { pairKey } from '../domain/duplicates/groups.ts';
import { changesOf } from '../domain/lead/changes.ts';
import type { LeadKey } from '../domain/lead/custom.ts';
import { identityKeys } from '../domain/lead/identity.ts';
import type { Lead } from '../domain/lead/lead.ts';
import { isTags } from '../domain/lead/tags.ts';
import { undoChange } from '../domain/lead/undo.ts';
import type { ActivityRow, KilnDatabase } from './database.ts';
import { followersOf } from './followers.ts';
import { leadRows } from './leads/rows.ts';
import { leadStores } from './leads/stores.ts';
import { leadWrites } from './leads/writes.ts';
import type { Followed, MergeRow, NotSameRow } from './merge-rows.ts';
import { withMissedAnswers } from './missed-answers.ts';
import { trimUndo } from './undo.ts';

/** Records that become one: `goneIds` go into `keepId`. */
export interface MergeWish {
  readonly keepId: LeadId;
  readonly goneIds: readonly LeadId[];
  readonly picks: Picks;
}
export interface Merged {
  readonly groups: number;
  /** Records that are gone into others. */
  readonly gone: number;
  /** Groups of which nothing was left to merge: their leads were deleted, or moved, meanwhile. */
  readonly missed: number;
}
/** `kept` is there when the whole deed is one group. */
export type MergeLine = (groups: number, gone: number, kept: Lead | undefined) => Omit<ActivityRow, 'undo'>;

/** Duplicates: merging and telling apart, each with its undo in one transaction. */
export function createMergeStore(db: KilnDatabase) {
  const rows = leadRows(db);
  const writes = leadWrites(db);
  const followers = followersOf(db);
  const stores = [...leadStores(db), db.merges, db.notSame, db.activity, db.tasks, db.receipts, db.clips];

  /** Who was told apart from a record that goes is told apart from the one that stays. */
  async function inherit(wishes: readonly MergeRow[]): Promise<void> {
    const into = new Map(wishes.flatMap(({ goneIds, keepId }) => goneIds.map((id) => [id as string, keepId as string] as const)));
    const tables = [...new Set(wishes.map(({ tableId }) => tableId))];
    const known = (await Promise.all(tables.map((tableId) => db.notSame.where('[tableId+at]').between([tableId, -Infinity], [tableId, Infinity]).toArray()))).flat();
    const [first] = wishes;
    const added = known.flatMap((row): NotSameRow[] => {
      const [a = '', b = ''] = row.id.split(' ');
      const [x, y] = [into.get(a) ?? a, into.get(b) ?? b];
      return !first || x === y || (x === a && y === b) ? [] : [{ ...row, id: pairKey(x, y), by: first.by }];
    });
    const there = new Set(known.map(({ id }) => id));
    await db.notSame.bulkPut(added.filter(({ id }) => !there.has(id)));
  }

  return {
    /** Merges groups; calls with one line id are one deed with one undo. Null when that deed was taken back meanwhile. */
    merge: (tableId: string, by: string, wishes: readonly MergeWish[], now: number, line: MergeLine): Promise<Merged | null> =>
      db.transaction('rw', stores, async () => {
        const before = await db.activity.get(by);
        if (before && (before.undoneAt !== undefined || before.undo?.mergeId !== by)) return null;
        const ids = wishes.flatMap(({ keepId, goneIds }) => [keepId, ...goneIds]);
        const leads = new Map((await rows.getAll(ids)).flatMap((lead) => (lead?.tableId === tableId ? [[lead.id, lead] as const] : [])));
        const done: (MergeRow & Required<Pick<MergeRow, 'undo'>>)[] = [];
        const first = await db.merges.where('by').equals(by).count();
        for (const { keepId, goneIds, picks } of wishes) {
          const keep = leads.get(keepId);
          const gone = [...new Set(goneIds)].flatMap((id) => (id === keepId ? [] : (leads.get(id) ?? [])));
          if (!keep || gone.length === 0) continue;
          const after = mergeLeads(keep, gone, picks, now);
          // A record that is in two groups of one command is in the first alone.
          for (const lead of [keep, ...gone]) leads.delete(lead.id);
          done.push({ id: `${by}.${first + done.length}`, by, at: now, tableId: keep.tableId, keepId, goneIds: gone.map((lead) => lead.id), undo: { before: keep, after, gone, followed: NOBODY } });
        }
        if (done.length === 0) return { groups: 0, gone: 0, missed: wishes.length };
        await writes.put(done.map(({ undo }) => undo.after));
        await writes.remove(done.flatMap(({ undo }) => undo.gone));
        const followed = await followers.follow(new Map(done.flatMap(({ goneIds, keepId }) => goneIds.map((id) => [id, keepId] as const))));
        await db.merges.bulkPut(done.map((row) => ({ ...row, undoable: 1 as const, undo: { ...row.undo, followed: followed(row.goneIds) } })));
        await inherit(done);
        const all = await db.merges.where('by').equals(by).toArray();
        const [only, second] = all;
        const changes = only?.undo && !second ? changesOf(only.undo.before, only.undo.after) : [];
        await db.activity.put({ ...line(all.length, all.reduce((sum, row) => sum + row.goneIds.length, 0), all.length === 1 ? all[0]?.undo?.after : undefined), id: by, at: before?.at ?? now, tableId, undo: { at: before?.at ?? now, leads: [], mergeId: by }, ...(changes.length === 0 ? {} : { changes }) });
        if (!before) await trimUndo(db);
        return { groups: done.length, gone: done.reduce((sum, { goneIds }) => sum + goneIds.length, 0), missed: wishes.length - done.length };
      }),

    /** These leads are not one: no two of them are proposed again. How many pairs that are. */
    tellApart: (tableId: TableId, ids: readonly string[], row: Omit<ActivityRow, 'undo'>): Promise<number> =>
      db.transaction('rw', db.notSame, db.activity, async () => {
        const pairs = [...new Set(ids)].flatMap((a, i, all) => all.slice(i + 1).map((b) => pairKey(a, b)));
        const known = await db.notSame.bulkGet(pairs);
        const added = pairs.filter((_, i) => known[i] === undefined);
        if (added.length === 0) return 0;
        await db.notSame.bulkAdd(added.map((id) => ({ id, by: row.id, tableId, at: row.at })));
        const ofTable = db.notSame.where('[tableId+at]').between([tableId, -Infinity], [tableId, Infinity]);
        const over = (await ofTable.count()) - DUPLICATES_TOLD_APART;
        if (over > 0) await db.notSame.bulkDelete(await db.notSame.where('[tableId+at]').between([tableId, -Infinity], [tableId, Infinity]).limit(over).primaryKeys());
        await db.activity.put({ ...row, undo: { at: row.at, leads: [], mergeId: row.id } });
        await trimUndo(db);
        return added.length;
      }),

    /** All pairs of a table can be proposed again; how many that are. */
    forgetApart: (tableId: string): Promise<number> => db.notSame.where('[tableId+at]').between([tableId, -Infinity], [tableId, Infinity]).delete(),

    /** Takes a deed of this store back: the records are there again, and later changes of the one that stayed stay. Null when the activity is none or is undone already. */
    undo: (activityId: string, now: number): Promise<number | null> =>
      db.transaction('rw', [...stores, db.runs], async () => {
        const line = await db.activity.get(activityId);
        if (line?.undo?.mergeId !== activityId || line.undoneAt !== undefined) return null;
        const merges = (await db.merges.where('by').equals(activityId).toArray()).flatMap((row) => (row.undo ? [{ row: light(row), undo: row.undo }] : []));
        const current = await rows.getAll(merges.map(({ row }) => row.keepId));
        for (const { undo } of merges) await followers.sendBack(undo.followed);
        const missed: Lead[] = [];
        for (const { undo } of merges) {
          const hasTasks = new Set(undo.followed.tasks.map(([, leadId]) => leadId));
          for (const lead of undo.gone) missed.push(hasTasks.has(lead.id) ? await withMissedAnswers(db, lead, line.at, now) : lead);
        }
        await writes.restore(missed);
        await writes.put(merges.flatMap(({ undo }, i) => {
          const restored = undoChange(current[i], undo.before, undo.after, now);
          return restored ? [withoutTasks(restored, new Set(undo.followed.tasks.map(([id]) => id)), undo.before)] : [];
        }));
        await db.merges.bulkPut(merges.map(({ row }) => ({ ...row, undoneAt: now })));
        const apart = await db.notSame.where('by').equals(activityId).delete();
        await db.activity.put({ ...line, undoneAt: now });
        return merges.length > 0 ? merges.reduce((sum, { undo }) => sum + undo.gone.length, 0) : apart;
      }),

    /** Merges that can no longer be undone keep who went into whom, and nothing else. Safe at any time. */
    sweep: (): Promise<void> =>
      db.transaction('rw', db.merges, db.activity, async () => {
        const kept = (await db.merges.where('[undoable+by]').between([1, ''], [1, '\uffff']).uniqueKeys()) as unknown as [number, string][];
        const lines = await db.activity.bulkGet(kept.map(([, by]) => by));
        for (const [i, key] of kept.entries()) {
          if (lines[i]?.undo) continue;
          const ids = await db.merges.where('[undoable+by]').equals(key).primaryKeys();
          for (let at = 0; at < ids.length; at += SWEPT) await db.merges.bulkPut((await db.merges.bulkGet(ids.slice(at, at + SWEPT))).flatMap((row) => (row ? [light(row)] : [])));
        }
      }),
  };
}

/** Merges that are made light at once. */
const SWEPT = 200;
const light = ({ undo: _undo, undoable: _undoable, ...row }: MergeRow): MergeRow => row;
const NOBODY: Followed = { tasks: [], receipts: [], lines: [], clips: [] };

/** What a question that went back to another record had answered here meanwhile goes with it. */
function withoutTasks(lead: Lead, tasks: ReadonlySet<string>, before: Lead): Lead {
  if (tasks.size === 0) return lead;
  const had = new Set(Object.values(before.fields).flatMap((state) => state?.values.map((value) => value.provenance.taskId) ?? []));
  const entries = Object.entries(lead.fields).flatMap(([key, state]) => {
    // Tags of several sources are one value: they stay together.
    if (isTags(key as LeadKey)) return [[key, state] as const];
    const values = state?.values.filter(({ provenance: { taskId } }) => taskId === undefined || had.has(taskId) || !tasks.has(taskId)) ?? [];
    return values.length > 0 ? [[key, { ...state, values }] as const] : [];
  });
  const fields = Object.fromEntries(entries) as Lead['fields'];
  return { ...lead, fields, keys: identityKeys(lead.kind, fields) };
}
