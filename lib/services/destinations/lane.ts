import { isLoopback } from '../../core/loopback.ts';
import { DELIVERY_REST_FAILURES, PUMP_WAIT_MS } from '../../core/limits.ts';
import { beginRow, endRow, isRowDue, stopRow } from '../../domain/delivery/advance.ts';
import { isDue } from '../../domain/enrichment/candidate.ts';
import { openRows, type Delivery, type DeliveryRow, type DeliveryRowId, type TargetId } from '../../domain/delivery/delivery.ts';
import { add, micro, ONE_ACTION, subtract, ZERO, type Amounts } from '../../domain/ledger/amount.ts';
import type { ChangedRow, RowChange } from '../../storage/delivery-store.ts';
import type { Allowance } from '../allowance.ts';
import type { Deps } from '../deps.ts';
import type { Spending } from '../spending.ts';
import { cutBatch, gather, keyOf, rowsOf, type Outgoing } from './batch.ts';
import { deliveryActivity } from './activity.ts';
import type { createConverse } from './converse.ts';
import { closeRow, paused, waitOf, type Outcome } from './outcome.ts';
import { createBucket, type Bucket } from './pace.ts';
import { openTarget, type OpenTarget } from './view.ts';

/** Rows that are looked over at once, when what stands before the next one is left out. */
const LOOK_AHEAD = 100;
/** A delivery that met a limit of the person's own tries again after this. */
const LIMIT_AGAIN_MS = 60_000;

export interface LaneWorld {
  readonly deps: Deps;
  readonly converse: ReturnType<typeof createConverse>;
  readonly allowance: Allowance;
  readonly spending: Spending;
  /** Rows whose call this worker has out. */
  readonly flights: Set<DeliveryRowId>;
  /** Writes down, however often it takes: what a destination has taken must not be forgotten. A row that could not be decided tells its error. */
  write(changes: readonly RowChange[]): Promise<readonly ChangedRow[]>;
  /** Something of this lane has changed: who waits for it looks again. */
  poke(): void;
  /** Grows with every change that concerns this lane. */
  changes(): number;
}

export type Lane = ReturnType<typeof createLane>;
/** Nothing can be done for so many milliseconds, unless something changes: `changes` is what had when it looked. */
export interface LaneRest {
  readonly ms: number;
  readonly changes: number;
}

/** Everything that goes to one target, in the pace that its destination allows; one delivery after the other. */
export function createLane(world: LaneWorld, targetId: TargetId) {
  const { deps, allowance, flights, spending } = world;
  let bucket: Bucket | undefined;
  let opened: { readonly of: string; readonly target: OpenTarget } | undefined;
  let out = 0;
  /** Keys of the records that are under way. */
  const keys = new Set<string>();
  /** Nothing could be sent of the rows that were looked at last. */
  let isLeavingOut = false;

  /** What is next, and in how many milliseconds there may be something when there is nothing. A limit of the person's own moves on with the clock. */
  async function look(): Promise<Delivery | number> {
    const mine = (await deps.store.deliveries.open()).filter((delivery) => delivery.targetId === targetId);
    const limits = mine.map(({ state, pause }) => (state !== 'paused' || (pause?.reason !== 'limit' && pause?.reason !== 'table-limit') ? Infinity : isDue(pause.at + LIMIT_AGAIN_MS, pause.at, deps.now()) ? 0 : pause.at + LIMIT_AGAIN_MS - deps.now()));
    return mine.find(({ state }, i) => state === 'running' || state === 'stopping' || limits[i] === 0) ?? Math.min(Infinity, ...limits);
  }

  async function hold(delivery: Delivery, ...why: [reason: Parameters<typeof paused>[1], detail?: string]): Promise<number> {
    const held = paused(delivery, why[0], deps.now(), why[1]);
    if (held.pause) await deps.store.deliveries.turn(delivery.id, ['running'], { state: 'paused', pause: held.pause, failures: 0 }, ['restUntil']);
    return 0;
  }

  /** Writes down, and throws what a row could not be decided for: the others are written. */
  async function settle(changes: readonly RowChange[]): Promise<void> {
    const bad = (await world.write(changes)).find(({ error }) => error !== undefined);
    if (bad) throw bad.error;
  }

  async function targetOf(delivery: Delivery): Promise<OpenTarget | null> {
    const row = await deps.store.targets.get(targetId);
    const { sandboxUrl } = await deps.store.meta.settings();
    const of = JSON.stringify([row?.settings, row?.sealed?.iv.join(), row?.fields, delivery.kind, delivery.mapping.upsertKey, sandboxUrl]);
    if (opened?.of === of) return opened.target;
    const target = row ? await openTarget(deps, row, delivery.kind, delivery.mapping) : null;
    opened = target ? { of, target } : undefined;
    return target;
  }

  /** Does what can be done next. Returns the milliseconds until there is more to do: Infinity when only a change can bring it. */
  async function move(): Promise<number> {
    const delivery = await look();
    if (typeof delivery === 'number') return delivery;
    if (delivery.state === 'paused') {
      await deps.store.deliveries.turn(delivery.id, ['paused'], { state: 'running' }, ['pause']);
      return 0;
    }
    if (delivery.state === 'stopping') return stop(delivery);
    const now = deps.now();
    const { restUntil = 0, restFrom } = delivery;
    if (!isDue(restUntil, restFrom, now)) return restUntil - now;
    const waiting = await deps.store.deliveries.nextWaiting(delivery.id);
    if (!waiting || !isRowDue(waiting, now)) return nothingReady(delivery, waiting);
    const target = await targetOf(delivery);
    if (!target) return hold(delivery, 'target-gone');
    if ((delivery.sandbox === true) !== (target.sandboxUrl !== null)) return hold(delivery, 'person', 'Practice mode was switched.');
    const blocked = await mayNot(delivery, target);
    if (blocked !== null) return blocked;
    await spending.load();
    const room = roomOf(delivery);
    if (room === 'limit' || room === 'table-limit') return hold(delivery, room);
    // Answers that are out may give their Action back.
    if (room === 'cap') return out > 0 ? Infinity : hold(delivery, 'cap');
    bucket ??= createBucket(target.destination.facts.limits, deps.elapsed());
    return bucket.waitMs(deps.elapsed()) || next(delivery, target, bucket, Math.max(now, waiting.notBefore));
  }

  async function nothingReady(delivery: Delivery, waiting: DeliveryRow | undefined): Promise<number> {
    if (waiting) return Math.max(1, waiting.notBefore - deps.now());
    if (out > 0 || openRows(delivery) > 0) return Infinity;
    await deps.store.deliveries.end(delivery.id, deps.now(), deliveryActivity(deps));
    return 0;
  }

  async function stop(delivery: Delivery): Promise<number> {
    const waiting = await deps.store.deliveries.rowsIn(delivery.id, ['waiting'], 500);
    if (waiting.length > 0) {
      await settle(waiting.map(({ id }) => ({ id, decide: (rows) => stopRow(rows, deps.now()) })));
      return 0;
    }
    return (await deps.store.deliveries.end(delivery.id, deps.now(), deliveryActivity(deps))) ? 0 : Infinity;
  }

  /** Why nothing can be sent at this moment: milliseconds until it may, or null when it can. */
  async function mayNot(delivery: Delivery, target: OpenTarget): Promise<number | null> {
    if (!deps.online()) return 30_000;
    if (out >= target.destination.facts.limits.concurrent) return Infinity;
    if (target.sandboxUrl === null) {
      for (const origin of target.row.origins) if (!isLoopback(origin) && !(await deps.delivery.mayReach(origin))) return hold(delivery, 'no-permission');
    }
    // After a call without an answer nothing that could be lost as well is sent before somebody answers there at all.
    const [origin] = target.row.origins;
    if (delivery.failures > 0 && out === 0 && origin !== undefined && !target.destination.repeats(target.view) && !(await deps.delivery.reach(target.sandboxUrl ?? `${origin}/`))) {
      if (delivery.failures + 1 >= DELIVERY_REST_FAILURES) return hold(delivery, 'unreachable');
      await deps.store.deliveries.turn(delivery.id, ['running'], { restFrom: deps.now(), restUntil: deps.now() + waitOf(delivery.failures, deps.random()), failures: delivery.failures + 1 });
      return 0;
    }
    if (delivery.free) return null;
    // What is left of a lease is sent although the account gives no further one.
    const refused = allowance.isShort ? allowance.refusal() : undefined;
    if (refused) return hold(delivery, refused === 'signed-out' ? 'signed-out' : refused === 'cap' ? 'limit' : 'no-actions');
    return allowance.isShort ? Math.max(1, allowance.idleMs()) : null;
  }

  /** @param until what waits for a moment up to this may go: later than now when the clock was set back */
  async function next(delivery: Delivery, target: OpenTarget, bucket: Bucket, until: number): Promise<number> {
    const rows = await deps.store.deliveries.ready(delivery.id, until, Math.max(rowsOf(target), isLeavingOut ? LOOK_AHEAD : 1));
    const { outgoing, ended } = await gather(deps, target, delivery, rows);
    if (ended.length > 0) await settle(ended.map(({ row, end }) => ({ id: row.id, decide: (at) => endRow(at, end, deps.now()) })));
    isLeavingOut = outgoing.length === 0;
    const batch = cutBatch(outgoing, target, delivery.mapping.upsertKey, keys);
    const [first] = batch.rows;
    // Another record with the same key is under way: its answer comes first.
    if (!first) return outgoing.length > 0 ? Infinity : 0;
    if (batch.tooLarge) {
      await settle([{ id: first.row.id, decide: (at) => endRow(at, { kind: 'failed', reason: 'too-large' }, deps.now()) }]);
      return 0;
    }
    // Other lanes may have taken of it meanwhile: the next look says so.
    const room = roomOf(delivery);
    if (typeof room === 'string') return 0;
    bucket.take();
    const begun = await begin(delivery, batch.rows.slice(0, room));
    if (begun.length > 0) {
      out += 1;
      for (const { row } of begun) flights.add(row.id);
      for (const one of begun) keys.add(keyOf(one, delivery.mapping.upsertKey));
      void fly(delivery, target, begun);
    }
    return 0;
  }

  /** How many records may be begun now; or what is used up: a limit of the person's own, one of the table, or what stood on the button. */
  function roomOf(delivery: Delivery): number | 'limit' | 'table-limit' | 'cap' {
    if (delivery.free) return Infinity;
    const left = subtract(delivery.cap, add(delivery.charged, micro(delivery.counts.sending * ONE_ACTION)));
    if (spending.room() < ONE_ACTION) return 'limit';
    const room = spending.room(delivery.tableId);
    if (room < ONE_ACTION) return 'table-limit';
    return left < ONE_ACTION ? 'cap' : Math.floor(Math.min(left, room) / ONE_ACTION);
  }

  async function begin(delivery: Delivery, rows: readonly Outgoing[]): Promise<readonly Outgoing[]> {
    const ahead = { id: delivery.id, ahead: delivery.free ? 0 : openRows(delivery) };
    const costs = (records: number): Amounts => ({ actions: micro(delivery.free ? 0 : records * ONE_ACTION), credits: ZERO });
    const written = spending.hold(costs(rows.length), delivery.tableId);
    const results = await world.write(rows.map(({ row, fingerprint }) => ({
      id: row.id,
      decide: (at) => {
        allowance.note(ahead, at.leases);
        return beginRow(at, fingerprint, deps.now());
      },
    })));
    // A row that was put off has kept what was set aside for it.
    written(costs(results.filter(({ row }, i) => row !== null && row.charges > (rows[i]?.row.charges ?? 0)).length));
    if (results.some(({ isShort }) => isShort)) allowance.ranShort(ahead);
    const bad = results.find(({ error }) => error !== undefined);
    if (bad && results.every(({ row }) => row === null)) throw bad.error;
    if (bad) deps.report('delivery', bad.error);
    const begun = new Set(results.filter(({ row }) => row !== null).map(({ id }) => id));
    return rows.filter(({ row }) => begun.has(row.id));
  }

  async function fly(delivery: Delivery, target: OpenTarget, rows: readonly Outgoing[]): Promise<void> {
    const records = rows.map(({ record }) => record);
    try {
      const outcome = await world.converse(target, (replies) => target.destination.deliver(records, target.view, replies));
      const isLost = outcome.kind === 'lost';
      const seen = { random: deps.random(), repeats: target.destination.repeats(target.view), isOnline: deps.online(), isForbidden: isLost && target.sandboxUrl === null && !(await mayReachAll(target)) };
      const clean = cleaned(outcome, target);
      await settle(rows.map(({ row }, index) => ({ id: row.id, decide: (at) => closeRow(at, clean, index, { ...seen, now: deps.now() }) })));
    } catch (error) {
      // A bug in how an answer is read: the rows are told as not known, and the delivery holds still.
      deps.report('delivery', error);
      await world.write(rows.map(({ row }) => ({ id: row.id, decide: (at) => endRow(at, { kind: 'unknown', detail: 'Kiln could not read the answer.' }, deps.now()) })));
      await hold(delivery, 'refused', 'Kiln could not read the answer.');
    } finally {
      for (const { row } of rows) flights.delete(row.id);
      for (const one of rows) keys.delete(keyOf(one, delivery.mapping.upsertKey));
      out -= 1;
      world.poke();
    }
  }
  const mayReachAll = async ({ row }: OpenTarget): Promise<boolean> => (await Promise.all(row.origins.map(async (origin) => isLoopback(origin) || deps.delivery.mayReach(origin)))).every(Boolean);

  return {
    /**
     * Goes on until there is nothing to do now.
     * @param pause waits for so many milliseconds or until something changes
     */
    async run(pause: (ms: number) => Promise<void>): Promise<LaneRest> {
      for (;;) {
        allowance.tick();
        const changes = world.changes();
        const ms = await move();
        if (ms === 0 || world.changes() !== changes) continue;
        if (out === 0 && ms > PUMP_WAIT_MS && !allowance.isAsking) return { ms, changes };
        await pause(Math.min(ms, 20_000));
      }
    },
  };
}

/** Words of a destination with every secret taken out of them. */
function cleaned(outcome: Outcome, { redact }: OpenTarget): Outcome {
  if (outcome.kind === 'results') return { ...outcome, results: outcome.results.map((result) => (result.kind === 'failed' && result.detail ? { ...result, detail: redact(result.detail) } : result)) };
  return 'detail' in outcome && outcome.detail ? { ...outcome, detail: redact(outcome.detail) } : outcome;
}
