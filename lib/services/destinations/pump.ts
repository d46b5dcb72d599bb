import { DELIVERY_RETRY_MAX_MS } from '../../core/limits.ts';
import { endRow } from '../../domain/delivery/advance.ts';
import type { DeliveryRowId, TargetId } from '../../domain/delivery/delivery.ts';
import type { ChangedRow, RowChange } from '../../storage/delivery-store.ts';
import { createAllowance } from '../allowance.ts';
import type { Deps } from '../deps.ts';
import { syncDeps } from '../sync-deps.ts';
import { createConverse } from './converse.ts';
import { createLane, type Lane } from './lane.ts';
import { finishDeliveryStarts } from './start.ts';
import { openTarget } from './view.ts';

export interface DeliveryPump {
  /** Safe to call by anything at any time; returns when nothing can move now. */
  pump(): Promise<void>;
}

/**
 * Moves every open delivery as far as it goes. Work is rows: this may die at any await, and the next one finds each row where its last
 * transaction left it. A row whose call was out when the worker died is sent again where that cannot make a second record, and told
 * as not known where it can.
 */
export function createDeliveryPump(deps: Deps): DeliveryPump {
  const flights = new Set<DeliveryRowId>();
  const waiters = new Set<() => void>();
  const converse = createConverse(deps);
  let running = false;
  /** Kept for as long as this worker lives: they know what was sent in the last second. */
  const lanes = new Map<TargetId, Lane>();
  let changes = 0;
  const poke = (): void => {
    changes += 1;
    for (const wake of waiters) wake();
  };
  const allowance = createAllowance(syncDeps(deps), poke);

  /** Until something changes, or so many milliseconds. */
  async function pause(ms: number): Promise<void> {
    const timer = new AbortController();
    let wake = (): void => undefined;
    const poked = new Promise<void>((resolve) => waiters.add((wake = resolve)));
    await Promise.race([poked, deps.sleep(Math.max(0, ms), timer.signal).catch(() => undefined)]);
    waiters.delete(wake);
    timer.abort();
  }

  async function write(changes: readonly RowChange[]): Promise<readonly ChangedRow[]> {
    for (let troubles = 0; ; troubles++) {
      try {
        return await deps.store.deliveries.change(changes, deps.now());
      } catch (error) {
        if (troubles === 0) deps.report('storage', error);
        await deps.sleep(Math.min(DELIVERY_RETRY_MAX_MS, 500 * 2 ** Math.min(troubles, 20)));
      }
    }
  }

  /** Rows whose call was out when an earlier worker died. */
  async function recover(): Promise<void> {
    for (const delivery of await deps.store.deliveries.open()) {
      for (;;) {
        const lost = (await deps.store.deliveries.rowsIn(delivery.id, ['sending'], 500)).filter((row) => !flights.has(row.id));
        if (lost.length === 0) break;
        const row = await deps.store.targets.get(delivery.targetId);
        const target = row ? await openTarget(deps, row, delivery.kind, delivery.mapping) : null;
        const repeats = target?.destination.repeats(target.view) === true && delivery.state !== 'stopping';
        const at = deps.now();
        await write(lost.map(({ id }) => ({ id, decide: (rows) => endRow(rows, repeats ? { kind: 'later', notBefore: at } : { kind: 'unknown', detail: 'Kiln was ended before an answer came. It may have arrived.' }, at) })));
      }
    }
  }

  async function runLane(id: TargetId): Promise<void> {
    const lane = lanes.get(id) ?? createLane({ deps, converse, allowance, flights, write, poke, changes: () => changes }, id);
    lanes.set(id, lane);
    await lane.run(pause).catch((error: unknown) => deps.report('delivery', error));
  }

  async function drain(): Promise<void> {
    await recover();
    const moving = new Map<TargetId, Promise<void>>();
    for (let seen = -1; moving.size > 0 || seen !== changes; ) {
      seen = changes;
      await finishDeliveryStarts(deps);
      for (const { targetId } of await deps.store.deliveries.open()) if (!moving.has(targetId)) moving.set(targetId, runLane(targetId).then(() => void moving.delete(targetId)));
      if (moving.size === 0) continue;
      if (seen === changes) await Promise.race([...moving.values(), pause(20_000)]);
      // The alarm stays ahead of a death.
      deps.wakeIn(30_000);
    }
  }

  return {
    async pump() {
      allowance.reset();
      poke();
      if (running) return;
      running = true;
      try {
        if ((await deps.store.deliveries.open()).length === 0) return;
        deps.wakeIn(30_000);
        await deps.exclusively('kiln-deliver', drain);
      } finally {
        running = false;
      }
    },
  };
}
