/** Live reads about destinations and what was sent to them. */
import { useLiveQuery } from 'dexie-react-hooks';
import { useMemo } from 'react';
import type { DestinationSummary } from '../contracts/destination-commands.ts';
import type { Delivery, DeliveryRow, RowState } from '../domain/delivery/delivery.ts';
import { database } from '../storage/open.ts';
import type { TargetRow } from '../storage/target-row.ts';
import { isOpen } from './destination-words.ts';
import { usePacedQuery } from './paced.ts';
import { useAnswer } from './use-commands.ts';

const PACE_MS = 300;
/** Deliveries that are listed, and rows of one that are shown at once. */
const LISTED = 30;
export const ROWS_SHOWN = 200;

/** Destinations as the person has set them up, last used first. */
export const useTargets = (): readonly TargetRow[] | undefined =>
  useLiveQuery(async () => (await database.targets.toArray()).filter((row) => row.deletedAt === undefined).sort((a, b) => (b.usedAt ?? b.createdAt) - (a.usedAt ?? a.createdAt)), []);

/** The last deliveries, open ones first. */
export const useDeliveries = (): readonly Delivery[] | undefined =>
  usePacedQuery('', async () => (await database.deliveries.orderBy('createdAt').reverse().limit(LISTED).toArray()).sort((a, b) => Number(isOpen(b)) - Number(isOpen(a))), PACE_MS);

export const useDelivery = (id: string): Delivery | undefined => usePacedQuery(id, () => database.deliveries.get(id as Delivery['id']), PACE_MS);

/** Rows of a delivery in some states, in the order of the table; the first few. */
export function useDeliveryRows(id: string, states: readonly RowState[]): readonly DeliveryRow[] | undefined {
  const key = `${id} ${states.join(' ')}`;
  return usePacedQuery(key, async () => {
    const parts = await Promise.all(states.map((state) => database.deliveryRows.where('[deliveryId+state+notBefore]').between([id, state, -Infinity], [id, state, Infinity]).limit(ROWS_SHOWN).toArray()));
    return parts.flat().sort((a, b) => a.order - b.order).slice(0, ROWS_SHOWN);
  }, PACE_MS);
}

export interface Destinations {
  readonly all: readonly DestinationSummary[];
  readonly loading: boolean;
  nameOf(id: string): string;
  get(id: string): DestinationSummary | undefined;
}
/** What leads can be sent to. */
export function useDestinations(): Destinations {
  const { value, loading } = useAnswer('destination.list', {});
  return useMemo(() => {
    const byId = new Map((value ?? []).map((one) => [one.id, one]));
    return { all: [...byId.values()], loading, nameOf: (id) => byId.get(id)?.name ?? id, get: (id) => byId.get(id) };
  }, [value, loading]);
}
