/** Ids of leads by their places: the grid counts in places, commands name leads. */
import { useEffect, useState } from 'react';
import type { TableId } from '../core/ids.ts';
import type { Positions } from './positions.ts';
import { leadsOnDevice } from './queries.ts';

/** Ids that are asked for by place, at most so many. */
export const IDS_MOST = 100_000;
const IDS_AT_ONCE = 2_000;
/** Pause before what could not be read is read again. */
const AGAIN_MS = 1_000;
const NO_IDS: readonly string[] = [];

/** The places of all rows that are shown, in their order. */
export const placesOf = (shown: Positions): Uint32Array => Uint32Array.from({ length: shown.length }, (_, row) => shown.at(row));

/** The ids at these places, in this order; places without a lead are left out. Read some at a time. */
export async function idsAt(tableId: TableId, places: Uint32Array, isOver: () => boolean = () => false): Promise<string[]> {
  const byPlace = new Map<number, string>();
  const ascending = places.toSorted();
  for (let at = 0; at < ascending.length && !isOver(); at += IDS_AT_ONCE) {
    const some = [...ascending.subarray(at, at + IDS_AT_ONCE)];
    const [low, high] = [some[0] ?? 0, some.at(-1) ?? 0];
    const leads = await (high - low < some.length * 4 ? leadsOnDevice.between(tableId, low, high) : leadsOnDevice.at(tableId, some));
    for (const lead of leads) byPlace.set(lead.order, lead.id);
  }
  return [...places].flatMap((place) => byPlace.get(place) ?? []);
}

/** The ids of the ticked leads, in the order shown; undefined while they are read, and when there are too many to name each. */
export function useIdsAt(tableId: TableId | undefined, places: Uint32Array): readonly string[] | undefined {
  const [read, setRead] = useState<{ readonly of: Uint32Array; readonly ids: readonly string[] }>();
  const [round, setRound] = useState(0);
  useEffect(() => {
    if (tableId === undefined || places.length === 0 || places.length > IDS_MOST) return undefined;
    let isOver = false;
    let again: ReturnType<typeof setTimeout> | undefined;
    idsAt(tableId, places, () => isOver).then(
      (ids) => void (isOver || setRead({ of: places, ids })),
      () => void (isOver || (again = setTimeout(() => setRound((n) => n + 1), AGAIN_MS))),
    );
    return () => {
      isOver = true;
      clearTimeout(again);
    };
  }, [tableId, places, round]);
  if (places.length === 0) return NO_IDS;
  return read?.of === places ? read.ids : undefined;
}
