import type { FollowId } from '../core/ids.ts';
import { FOLLOWS_KEPT, FOLLOWS_OPEN } from '../core/limits.ts';
import type { Detail } from '../domain/list/detail.ts';
import { newRows } from '../domain/list/fingerprint.ts';
import { isBusy, isOpen, type DetailRun, type Follow } from '../domain/list/follow.ts';
import type { ListRow } from '../domain/list/list.ts';
import type { ActivityRow, FollowBlock, KilnDatabase } from './database.ts';

export type FollowRefusal = 'same-tab' | 'too-many';
/** Detail pages by what has become of them. */
export interface DetailCounts {
  readonly waiting: number;
  readonly read: number;
  readonly failed: number;
}
type ActivityOf = (follow: Follow) => Omit<ActivityRow, 'id'>;

/** Follows, their rows and their detail pages: each step is one transaction, so that it is kept whole or not at all. */
export function createFollowStore(db: KilnDatabase) {
  const keyOf = (followId: string, key: string): string => `${followId}/${key}`;
  const write = async (before: Follow | undefined, after: Follow, activityOf: ActivityOf): Promise<void> => {
    if (after === before) return;
    await db.follows.put(after);
    if (!isOpen(after) && before && isOpen(before)) await db.activity.put({ ...activityOf(after), id: `follow:${after.id}` });
  };
  const drop = async (ids: readonly FollowId[]): Promise<void> => {
    for (const id of ids) {
      await db.followRows.where('followId').equals(id).delete();
      await db.followDetails.where('followId').equals(id).delete();
    }
    await db.follows.bulkDelete([...ids]);
  };

  return {
    get: (id: string) => db.follows.get(id as FollowId),
    all: () => db.follows.toArray(),
    /** Those that have not ended, and ended ones whose rows' own pages are still read or are next. */
    open: () => db.follows.filter(isBusy).toArray(),

    /** One open follow per tab. The oldest ended ones make room. */
    start: (follow: Follow): Promise<FollowRefusal | null> =>
      db.transaction('rw', db.follows, db.followRows, db.followDetails, async () => {
        const all = await db.follows.toArray();
        const open = all.filter(isOpen);
        if (open.some(({ tabId, session }) => tabId === follow.tabId && session === follow.session)) return 'same-tab';
        if (open.length >= FOLLOWS_OPEN) return 'too-many';
        const ended = all.filter((f) => !isBusy(f)).sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0));
        await drop(ended.slice(FOLLOWS_KEPT - 1).map(({ id }) => id));
        await db.follows.add(follow);
        return null;
      }),

    /** Changes a follow; null when it is gone. */
    change: (id: string, decide: (follow: Follow) => Follow, activityOf: ActivityOf): Promise<Follow | null> =>
      db.transaction('rw', db.follows, db.activity, async () => {
        const before = await db.follows.get(id as FollowId);
        if (!before) return null;
        const after = decide(before);
        await write(before, after, activityOf);
        return after;
      }),

    /**
     * Appends the rows of a step and moves the follow on. Known rows are left out by the index of keys.
     * @returns null when the step is not the next one any more, or the follow was paused or stopped meanwhile: nothing is kept then
     */
    keep: (
      id: string,
      page: { readonly step: number; readonly url: string; readonly at: number; readonly rows: readonly ListRow[] },
      decide: (follow: Follow, fresh: readonly ListRow[], duplicates: number) => { readonly follow: Follow; readonly rows: readonly ListRow[] },
      activityOf: ActivityOf,
    ): Promise<Follow | null> =>
      db.transaction('rw', db.follows, db.followRows, db.activity, async () => {
        const before = await db.follows.get(id as FollowId);
        if (before?.state !== 'running' || before.step !== page.step) return null;
        const wanted = [...new Set(page.rows.map(({ key }) => keyOf(id, key)))];
        const known = new Set((await db.followRows.where('keys').anyOf(wanted).uniqueKeys()).map(String));
        const { rows, duplicates } = newRows(page.rows, (key) => known.has(keyOf(id, key)));
        const after = decide(before, rows, duplicates);
        if (after.rows.length > 0) await db.followRows.add({ followId: id, step: page.step, url: page.url, at: page.at, rows: after.rows, keys: after.rows.map(({ key }) => keyOf(id, key)) });
        await write(before, after.follow, activityOf);
        return after.follow;
      }),

    /** The kept rows, a block per step, in order. */
    blocks: (id: string): Promise<FollowBlock[]> => db.followRows.where('[followId+step]').between([id, 0], [id, Infinity]).toArray(),

    /** Takes a follow with everything it brought away. */
    remove: (id: string): Promise<void> => db.transaction('rw', db.follows, db.followRows, db.followDetails, async () => drop([id as FollowId])),

    details: (id: string): Promise<Detail[]> => db.followDetails.where('followId').equals(id).sortBy('order'),

    /** Queues detail pages; null when the follow is gone. Those that were queued before stay as they are. */
    addDetails: (id: string, details: readonly Detail[], run: (counts: DetailCounts) => DetailRun): Promise<Follow | null> =>
      db.transaction('rw', db.follows, db.followDetails, async () => {
        const follow = await db.follows.get(id as FollowId);
        if (!follow) return null;
        const known = new Set(await db.followDetails.where('followId').equals(id).primaryKeys());
        await db.followDetails.bulkAdd(details.filter((detail) => !known.has(detail.id)));
        const after: Follow = { ...follow, details: run({ waiting: await waiting(db, id), read: await count(db, id, 'read'), failed: await count(db, id, 'failed') }) };
        await db.follows.put(after);
        return after;
      }),

    /** The page to read next: one whose reading died, else the first that waits. */
    nextDetail: async (id: string): Promise<Detail | undefined> => {
      const first = (state: Detail['state']) => db.followDetails.where('[followId+state+order]').between([id, state, 0], [id, state, Infinity]).first();
      return (await first('reading')) ?? first('waiting');
    },

    /** Changes a detail page and the state of its queue together; null when the queue does not run any more. */
    changeDetail: (detail: Detail, run: (before: DetailRun, left: number) => DetailRun): Promise<Follow | null> =>
      db.transaction('rw', db.follows, db.followDetails, async () => {
        const follow = await db.follows.get(detail.followId as FollowId);
        if (follow?.details?.state !== 'running' || !(await db.followDetails.get(detail.id))) return null;
        await db.followDetails.put(detail);
        const after: Follow = { ...follow, details: run(follow.details, await waiting(db, detail.followId)) };
        await db.follows.put(after);
        return after;
      }),

    changeDetailRun: (id: string, change: (run: DetailRun) => DetailRun): Promise<Follow | null> =>
      db.transaction('rw', db.follows, async () => {
        const follow = await db.follows.get(id as FollowId);
        if (!follow?.details) return null;
        const after: Follow = { ...follow, details: change(follow.details) };
        await db.follows.put(after);
        return after;
      }),
  };
}

/** Detail pages that are not read yet. */
const waiting = async (db: KilnDatabase, id: string): Promise<number> => (await count(db, id, 'waiting')) + (await count(db, id, 'reading'));
const count = (db: KilnDatabase, id: string, state: Detail['state']): Promise<number> => db.followDetails.where('[followId+state+order]').between([id, state, 0], [id, state, Infinity]).count();
