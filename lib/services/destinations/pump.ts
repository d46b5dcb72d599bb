import { backoffMs } from '../../core/backoff.ts';
import { DELIVERY_RETRY_MAX_MS, PUMP_ALARM_AGAIN_MS, PUMP_BUSY_MS, PUMP_WAIT_MS } from '../../core/limits.ts';
import { endRow } from '../../domain/delivery/advance.ts';
import type { DeliveryRowId, TargetId } from '../../domain/delivery/delivery.ts';
import { isDue } from '../../domain/enrichment/candidate.ts';
import type { ChangedRow, RowChange } from '../../storage/delivery-store.ts';
import { createAllowance } from '../allowance.ts';
import type { Deps } from '../deps.ts';
import { createSpending, type Spending } from '../spending.ts';
import { syncDeps } from '../sync-deps.ts';
import { createConverse } from './converse.ts';
import { createLane, type Lane, type LaneRest } from './lane.ts';
import { finishDeliveryStarts } from './start.ts';
import { openTarget } from './view.ts';

const ALARM_MS = 30_000;
/** Pause after a transaction has failed for the first time. */
const WRITE_AGAIN_MS = 500;
/** When a lane that has nothing to do now is started again: when its moment comes, or something has changed since it looked. */
interface Resting {
  readonly from: number;
  readonly until: number;
  readonly changes: number;
}

export interface DeliveryPump {
  /** Safe to call by anything at any time; returns when nothing can move now. */
  pump(): Promise<void>;
}

/**
 * Moves every open delivery as far as it goes. Work is rows: this may die at any await, and the next one finds each row where its last
 * transaction left it. A row whose call was out when the worker died is sent again where that cannot make a second record, and told
 * as not known where it can.
 */
export function createDeliveryPump(deps: Deps, spending: Spending = createSpending(deps)): DeliveryPump {
  const flights = new Set<DeliveryRowId>();
  /** Who waits, and for which target; undefined = for what concerns all of them. */
  const waiters = new Set<{ readonly of: TargetId | undefined; wake(): void }>();
  const converse = createConverse(deps);
  let running = false;
  /** Kept for as long as this worker lives: they know what was sent in the last second. */
  const lanes = new Map<TargetId, Lane>();
  /** Changes that concern every target, and those that concern one. */
  let common = 0;
  /** The common ones that the last pass of the loop knew of. */
  let seen = 0;
  const own = new Map<TargetId, number>();
  const changesOf = (id: TargetId): number => common + (own.get(id) ?? 0);
  const poke = (of?: TargetId): void => {
    if (of === undefined) common += 1;
    else own.set(of, (own.get(of) ?? 0) + 1);
    for (const waiter of waiters) if (of === undefined || waiter.of === of) waiter.wake();
  };
  const allowance = createAllowance(syncDeps(deps), () => poke());

  /** Until something changes, one of the others is done, or so many milliseconds. */
  async function pause(ms: number, of: TargetId | undefined, others: Iterable<Promise<void>> = []): Promise<void> {
    const timer = new AbortController();
    const waiter = { of, wake: (): void => undefined };
    const poked = new Promise<void>((resolve) => (waiter.wake = resolve));
    waiters.add(waiter);
    try {
      await Promise.race([poked, ...others, deps.sleep(Math.max(0, ms), timer.signal).catch(() => undefined)]);
    } finally {
      waiters.delete(waiter);
      timer.abort();
    }
  }

  async function write(changes: readonly RowChange[]): Promise<readonly ChangedRow[]> {
    for (let troubles = 0; ; troubles++) {
      try {
        return await deps.store.deliveries.change(changes, deps.now());
      } catch (error) {
        if (troubles === 0) deps.report('storage', error);
        await deps.sleep(backoffMs(troubles, deps.random(), WRITE_AGAIN_MS, DELIVERY_RETRY_MAX_MS));
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
        const results = await write(lost.map(({ id }) => ({ id, decide: (rows) => endRow(rows, repeats ? { kind: 'later', notBefore: at } : { kind: 'unknown', detail: 'Kiln was ended before an answer came. It may have arrived.' }, at) })));
        const bad = results.find(({ error }) => error !== undefined);
        if (!bad) continue;
        deps.report('delivery', bad.error);
        if (results.every(({ row }) => row === null)) break;
      }
    }
  }

  async function runLane(id: TargetId): Promise<Resting> {
    const lane = lanes.get(id) ?? createLane({ deps, converse, allowance, spending, flights, write, poke: () => poke(id), changes: () => changesOf(id) }, id);
    lanes.set(id, lane);
    const before = changesOf(id);
    const { ms, changes } = await lane.run((ms) => pause(ms, id)).catch((error: unknown): LaneRest => {
      deps.report('delivery', error);
      return { ms: ALARM_MS, changes: before };
    });
    const from = deps.now();
    return { from, until: from + ms, changes };
  }

  async function drain(): Promise<void> {
    // Another worker may have sent since this one did.
    spending.forget();
    await recover();
    const moving = new Map<TargetId, Promise<void>>();
    const resting = new Map<TargetId, Resting>();
    for (;;) {
      seen = common;
      await finishDeliveryStarts(deps);
      let ms = Infinity;
      for (const targetId of new Set((await deps.store.deliveries.open()).map((delivery) => delivery.targetId))) {
        if (moving.has(targetId)) continue;
        const rest = resting.get(targetId);
        const now = deps.now();
        if (rest && rest.changes === changesOf(targetId) && !isDue(rest.until, rest.from, now)) ms = Math.min(ms, rest.until - now);
        else moving.set(targetId, runLane(targetId).then((next) => void (resting.set(targetId, next), moving.delete(targetId))));
      }
      if (seen !== common) continue;
      if (moving.size === 0 && ms > PUMP_WAIT_MS) return void (ms < Infinity && deps.wakeIn(Math.min(ms, ALARM_MS)));
      await pause(Math.min(ms, PUMP_ALARM_AGAIN_MS), undefined, moving.values());
      // The alarm stays ahead of a death.
      deps.wakeIn(ALARM_MS);
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
        deps.wakeIn(ALARM_MS);
        do {
          // A worker that has just died keeps its lock for another second or two.
          if (!(await deps.exclusively('kiln-deliver', drain))) return deps.wakeIn(PUMP_BUSY_MS);
          // Until the lock is back whoever asks is told that it is being looked at: what came then is looked at now.
        } while (seen !== common);
      } finally {
        running = false;
      }
    },
  };
}
