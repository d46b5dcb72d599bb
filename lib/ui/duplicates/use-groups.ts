import { useLiveQuery } from 'dexie-react-hooks';
import { useCallback, useMemo, useRef, useState } from 'react';
import { DUPLICATE_MERGE_PART } from '../../core/limits.ts';
import { CERTAIN } from '../../domain/duplicates/compare.ts';
import type { DuplicateGroup } from '../../domain/duplicates/groups.ts';
import { byFullness, type Picks } from '../../domain/duplicates/merge-group.ts';
import type { Lead } from '../../domain/lead/lead.ts';
import { database } from '../../storage/open.ts';
import { plural } from '../format.ts';
import { leadsOnDevice, useKeyed } from '../queries.ts';
import { sendCommand } from '../send-command.ts';
import { showToast } from '../toast-store.ts';

/** What became of a group, and the line of the history that takes it back. */
export interface GroupEnd {
  readonly state: 'merged' | 'skipped';
  readonly activityId: string;
}
export const groupKey = ({ ids }: DuplicateGroup): string => ids.join(' ');

/** The records of some groups as they are now, by id; those that are gone are missing. */
export function useLeadsOf(ids: readonly string[]): ReadonlyMap<string, Lead> | undefined {
  const key = ids.join(' ');
  return useKeyed(key, async () => new Map((await leadsOnDevice.getAll(key.split(' ').filter(Boolean))).flatMap((lead) => (lead ? [[lead.id as string, lead] as const] : []))));
}

export interface GroupDeeds {
  /** What became of each group so far; whatever is undone, here or elsewhere, is open again. */
  readonly ends: ReadonlyMap<string, GroupEnd>;
  readonly busy: boolean;
  /** How far merging many is; null when none is under way. */
  readonly merging: { readonly done: number; readonly total: number } | null;
  merge(group: DuplicateGroup, keepId: string, goneIds: readonly string[], picks: Picks): Promise<boolean>;
  skip(group: DuplicateGroup): Promise<boolean>;
  mergeSure(groups: readonly DuplicateGroup[]): Promise<void>;
  stop(): void;
}

/** What can be done to the groups of a table. */
export function useGroupDeeds(tableId: string): GroupDeeds {
  const [ended, setEnded] = useState<ReadonlyMap<string, GroupEnd>>(new Map());
  const [busy, setBusy] = useState(false);
  const [merging, setMerging] = useState<GroupDeeds['merging']>(null);
  const isStopped = useRef(false);
  const lines = [...new Set([...ended.values()].map(({ activityId }) => activityId))].join(' ');
  const undone = useLiveQuery(async () => {
    const rows = await database.activity.bulkGet(lines.split(' ').filter(Boolean));
    return new Set(rows.flatMap((row) => (row?.undoneAt === undefined ? [] : [row.id])));
  }, [lines]);
  const ends = useMemo(() => new Map([...ended].filter(([, { activityId }]) => !undone?.has(activityId))), [ended, undone]);
  const note = (groups: readonly DuplicateGroup[], end: GroupEnd): void =>
    setEnded((before) => {
      const next = new Map(before);
      for (const group of groups) next.set(groupKey(group), end);
      return next;
    });

  const one = useCallback(async (deed: () => Promise<boolean>): Promise<boolean> => {
    setBusy(true);
    try {
      return await deed();
    } finally {
      setBusy(false);
    }
  }, []);
  return {
    ends, busy, merging,
    merge: (group, keepId, goneIds, picks) =>
      one(async () => {
        const activityId = crypto.randomUUID();
        const result = await sendCommand('duplicate.merge', { activityId, tableId, groups: [{ keepId, goneIds: [...goneIds], picks: picks as Record<string, string> }] });
        if (!result.ok) showToast({ kind: 'bad', text: result.error.message });
        else note([group], { state: 'merged', activityId });
        return result.ok;
      }),
    skip: (group) =>
      one(async () => {
        const activityId = crypto.randomUUID();
        const result = await sendCommand('duplicate.skip', { activityId, tableId, leadIds: [...group.ids] });
        if (!result.ok) showToast({ kind: 'bad', text: result.error.message });
        else note([group], { state: 'skipped', activityId });
        return result.ok;
      }),
    async mergeSure(groups) {
      const sure = groups.filter((group) => group.score >= CERTAIN && !ends.has(groupKey(group)));
      const activityId = crypto.randomUUID();
      let gone = 0;
      let hasFailed = false;
      isStopped.current = false;
      setBusy(true);
      for (let at = 0; at < sure.length && !isStopped.current; at += DUPLICATE_MERGE_PART) {
        setMerging({ done: at, total: sure.length });
        const part = sure.slice(at, at + DUPLICATE_MERGE_PART);
        const leads = new Map((await leadsOnDevice.getAll(part.flatMap(({ ids }) => ids))).flatMap((lead) => (lead ? [[lead.id as string, lead] as const] : [])));
        // Of a group whose other records are gone meanwhile there is nothing to merge, and nothing has become of it.
        const wishes = part.flatMap((group) => {
          const [keep, ...rest] = byFullness(group.ids.flatMap((id) => leads.get(id) ?? []));
          return keep && rest.length > 0 ? [{ group, keepId: keep.id, goneIds: rest.map(({ id }) => id) }] : [];
        });
        const result = wishes.length === 0 ? undefined : await sendCommand('duplicate.merge', { activityId, tableId, groups: wishes.map(({ keepId, goneIds }) => ({ keepId, goneIds })) });
        if (result?.ok === false) {
          showToast({ kind: 'bad', text: result.error.message });
          hasFailed = true;
          break;
        }
        gone += result?.value.gone ?? 0;
        note(wishes.map(({ group }) => group), { state: 'merged', activityId });
      }
      setMerging(null);
      setBusy(false);
      if (gone > 0) showToast({ kind: 'info', text: `${plural(gone, 'duplicate')} merged`, undo: activityId });
      else if (!hasFailed && !isStopped.current) showToast({ kind: 'info', text: 'Nothing was merged: the other records were deleted or merged meanwhile.' });
    },
    stop: () => void (isStopped.current = true),
  };
}
