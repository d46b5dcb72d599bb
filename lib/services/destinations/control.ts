import { againRow, confirmRow } from '../../domain/delivery/advance.ts';
import type { DeliveryId, RowState } from '../../domain/delivery/delivery.ts';
import { add, type Micro } from '../../domain/ledger/amount.ts';
import type { Deps } from '../deps.ts';

type ControlDeps = Pick<Deps, 'store' | 'now'>;
const PART = 500;

/** It holds still until the person says otherwise; calls that are out are waited for. */
export const pauseDelivery = async ({ store, now }: ControlDeps, id: string): Promise<boolean> =>
  (await store.deliveries.turn(id as DeliveryId, ['running'], { state: 'paused', pause: { reason: 'person', at: now() } })) !== null;

export const resumeDelivery = async ({ store }: ControlDeps, id: string): Promise<boolean> =>
  (await store.deliveries.turn(id as DeliveryId, ['paused'], { state: 'running', failures: 0 }, ['pause', 'restUntil'])) !== null;

/** Nothing more is sent. What is out is waited for, what waits gives its Action back. */
export const stopDelivery = async ({ store }: ControlDeps, id: string): Promise<boolean> =>
  (await store.deliveries.turn(id as DeliveryId, ['running', 'paused'], { state: 'stopping' }, ['pause', 'restUntil'])) !== null;

/** Rows that did not arrive wait anew, under the same price: what was delivered is not sent again. Returns how many. */
export async function retryDelivery(deps: ControlDeps, id: string, states: readonly RowState[], cap: Micro): Promise<number> {
  const delivery = await deps.store.deliveries.get(id);
  if (!delivery || delivery.state === 'starting' || delivery.state === 'stopping') return 0;
  const rows = await changeAll(deps, delivery.id, states, againRow);
  const room = add(delivery.charged, cap);
  if (rows > 0 && room > delivery.cap) await deps.store.deliveries.turn(delivery.id, [delivery.state], { cap: room });
  if (rows > 0 && delivery.state === 'ended') await deps.store.deliveries.turn(delivery.id, ['ended'], { state: 'running', failures: 0 }, ['endedAt', 'pause', 'restUntil']);
  return rows;
}

/** Rows that were not confirmed are there, says the person. */
export const confirmDelivery = async (deps: ControlDeps, id: string): Promise<number> => changeAll(deps, id as DeliveryId, ['unknown'], (rows) => confirmRow(rows, deps.now()));

async function changeAll(deps: ControlDeps, id: DeliveryId, states: readonly RowState[], decide: typeof againRow): Promise<number> {
  let changed = 0;
  for (;;) {
    const rows = await deps.store.deliveries.rowsIn(id, states, PART);
    if (rows.length === 0) return changed;
    const results = await deps.store.deliveries.change(rows.map((row) => ({ id: row.id, decide })), deps.now());
    const now = results.filter(({ row }) => row !== null).length;
    if (now === 0) return changed;
    changed += now;
  }
}
