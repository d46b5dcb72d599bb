import type { LeadId } from '../core/ids.ts';
import { CLIPS_WAITING } from '../core/limits.ts';
import type { ClipRow } from './clip-row.ts';
import type { ActivityRow, KilnDatabase } from './database.ts';
import { leadRows } from './leads/rows.ts';
import { leadStores } from './leads/stores.ts';
import { trimUndo } from './undo.ts';

type Written = Omit<ActivityRow, 'undo'>;
const undoable = (row: Written): ActivityRow => ({ ...row, undo: { at: row.at, leads: [] } });

const isKept = (clip: ClipRow): boolean => clip.removedBy === undefined;

/** Clips with their undo. Removing marks, so that undo is exact; `sweep` takes away for good what can no longer be undone. */
export function createClipStore(db: KilnDatabase) {
  return {
    get: async (id: string): Promise<ClipRow | undefined> => {
      const clip = await db.clips.get(id);
      return clip && isKept(clip) ? clip : undefined;
    },

    /** Keeps a clip; when the last one of this page and lead says the same, that one is given back and nothing is kept twice. */
    add: (clip: ClipRow, row: Written): Promise<ClipRow> =>
      db.transaction('rw', db.clips, db.activity, async () => {
        const before = await db.clips.where('pageKey').equals(clip.pageKey).filter((one) => isKept(one) && one.leadId === clip.leadId).sortBy('at');
        const last = before.at(-1);
        if (last?.markdown === clip.markdown) return last;
        await db.clips.put(clip);
        const waiting = await db.clips.orderBy('at').reverse().filter((c) => isKept(c) && c.leadId === undefined).primaryKeys();
        await db.clips.bulkDelete(waiting.slice(CLIPS_WAITING));
        await db.activity.put(undoable(row));
        await trimUndo(db);
        return clip;
      }),

    remove: (id: string, row: (clip: ClipRow) => Written): Promise<boolean> =>
      db.transaction('rw', db.clips, db.activity, async () => {
        const clip = await db.clips.get(id);
        if (!clip || !isKept(clip)) return false;
        const written = row(clip);
        await db.clips.put({ ...clip, removedBy: written.id });
        await db.activity.put(undoable(written));
        await trimUndo(db);
        return true;
      }),

    /** The clipped pages of a lead, newest first. */
    ofLead: async (leadId: LeadId) => (await db.clips.where('leadId').equals(leadId).filter(isKept).sortBy('at')).reverse(),
    /** Deletes removed clips whose removal can no longer be undone; clips of leads that are gone wait for one again. Safe at any time. */
    sweep: (): Promise<void> =>
      db.transaction('rw', [db.clips, db.activity, ...leadStores(db)], async () => {
        const marked = await db.clips.where('removedBy').above('').toArray();
        const lines = await db.activity.bulkGet(marked.map((clip) => clip.removedBy ?? ''));
        await db.clips.bulkDelete(marked.filter((_, i) => lines[i]?.undo === undefined).map((clip) => clip.id));
        await clipsOf(db).releaseGone();
      }),
  };
}

/** The part of a lead's changes that concerns its clips. Each runs inside the transaction of that change. */
export function clipsOf(db: KilnDatabase) {
  const rows = leadRows(db);
  /** Clips that belong to leads, and their leads as far as those are there. */
  const attached = async () => {
    const clips = await db.clips.where('leadId').above('').filter(isKept).toArray();
    const leads = await rows.getAll(clips.map((clip) => clip.leadId ?? ''));
    return clips.map((clip, i) => ({ clip, lead: leads[i] }));
  };
  return {
    /** Clips that waited for the lead of this page are its clips now. */
    attach: (pageKey: string, leadId: LeadId, activityId: string | null) =>
      db.clips
        .where('pageKey')
        .equals(pageKey)
        .filter((clip) => isKept(clip) && clip.leadId === undefined)
        .modify({ leadId, ...(activityId === null ? {} : { attachedBy: activityId }) }),

    /** The leads go; their clips go with them, until the line is undone. */
    removeWith: (leadIds: readonly LeadId[], activityId: string) => db.clips.where('leadId').anyOf(leadIds).filter(isKept).modify({ removedBy: activityId }),

    undo: async (activityId: string): Promise<void> => {
      for (const { removedBy: _mark, ...clip } of await db.clips.where('removedBy').equals(activityId).toArray()) {
        // Its lead may be gone by now: then it waits for one, like any clip of a page whose lead is not saved.
        const { leadId, attachedBy: _attached, ...waiting } = clip;
        await db.clips.put(leadId !== undefined && !(await rows.get(leadId)) ? waiting : clip);
      }
      await db.clips.where('attachedBy').equals(activityId).modify(letGo);
      await db.clips.where('addedBy').equals(activityId).delete();
    },

    /** Leads of a table that have clips. */
    leadsIn: async (tableId: string): Promise<LeadId[]> => [...new Set((await attached()).flatMap(({ lead }) => (lead?.tableId === tableId ? [lead.id] : [])))],

    /** Clips of leads that are gone because their saving was undone wait for one again, as they did before. */
    releaseGone: async (): Promise<void> => {
      const left = (await attached()).filter(({ lead }) => lead === undefined);
      await db.clips.bulkPut(left.map(({ clip: { leadId: _lead, attachedBy: _by, ...clip } }) => clip));
    },
  };
}

function letGo(clip: { leadId?: LeadId; attachedBy?: string }): void {
  delete clip.leadId;
  delete clip.attachedBy;
}
