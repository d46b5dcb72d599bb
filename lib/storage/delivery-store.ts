import type { ChargeId } from '../core/ids.ts';
import { DELIVERY_OPEN, ROW_STATES, type Delivery, type DeliveryId, type DeliveryRow, type DeliveryRowId, type DeliveryState, type RowState } from '../domain/delivery/delivery.ts';
import type { RowChanges, RowRows } from '../domain/delivery/advance.ts';
import type { Charge } from '../domain/ledger/charge.ts';
import type { ActivityRow, KilnDatabase } from './database.ts';
import { eraseLateSent } from './erase-followers.ts';
import { openBook } from './ledger-book.ts';
import { ledgerRows } from './ledger-dexie.ts';
import { sentKey, sentOf } from './sent-records.ts';
import type { DeliveryStartRow, SentRow } from './target-row.ts';

/** Says what one row becomes. Pure: it may be called again. */
export interface RowChange {
  readonly id: DeliveryRowId;
  decide(rows: RowRows): RowChanges | null | 'short';
}
export interface ChangedRow {
  readonly id: DeliveryRowId;
  readonly row: DeliveryRow | null;
  readonly delivery: Delivery | null;
  /** No lease covers it. */
  readonly isShort: boolean;
  /** Deciding threw this: nothing of the row was changed. */
  readonly error?: unknown;
}

/** Deliveries and their rows: work is rows, and every change of a row is one transaction with its charge. */
export function createDeliveryStore(db: KilnDatabase) {
  const inState = (id: DeliveryId, state: RowState, from = -Infinity, to = Infinity) => db.deliveryRows.where('[deliveryId+state+notBefore]').between([id, state, from], [id, state, to], true, true);

  return {
    get: (id: string) => db.deliveries.get(id as DeliveryId),
    open: () => db.deliveries.where('state').anyOf([...DELIVERY_OPEN]).sortBy('createdAt'),
    getStart: (id: DeliveryId) => db.deliveryStarts.get(id),
    beginStart: (delivery: Delivery, start: DeliveryStartRow): Promise<void> =>
      db.transaction('rw', db.deliveries, db.deliveryStarts, async () => {
        await db.deliveries.add(delivery);
        await db.deliveryStarts.add(start);
      }),
    /** Adds the rows of one part. One that is there already is left as it is. Returns the delivery as it is now, or null when it is no longer starting. */
    addRows: (id: DeliveryId, at: number, count: number, rows: readonly DeliveryRow[]): Promise<Delivery | null> =>
      db.transaction('rw', [db.deliveries, db.deliveryRows, db.sentRecords, db.erased], async () => {
        const delivery = await db.deliveries.get(id);
        if (delivery?.state !== 'starting') return null;
        if ((delivery.planned?.rows ?? 0) > at) return delivery;
        const counts = { ...delivery.counts };
        for (const row of rows) counts[row.state] += 1;
        const grown: Delivery = { ...delivery, planned: { of: 0, ...delivery.planned, rows: at + count }, rowCount: delivery.rowCount + rows.length, counts };
        await db.deliveryRows.bulkAdd([...rows]);
        await db.deliveries.put(grown);
        await eraseLateSent(db, rows.map(({ leadId }) => leadId));
        return grown;
      }),
    finishStart: (id: DeliveryId): Promise<void> =>
      db.transaction('rw', db.deliveries, db.deliveryStarts, async () => {
        const delivery = await db.deliveries.get(id);
        if (delivery?.state === 'starting') {
          const { planned: _planned, ...rest } = delivery;
          await db.deliveries.put({ ...rest, state: 'running' });
        }
        await db.deliveryStarts.delete(id);
      }),
    /** Takes back one that was never whole. */
    dropStart: (id: DeliveryId): Promise<void> =>
      db.transaction('rw', db.deliveries, db.deliveryRows, db.deliveryStarts, async () => {
        const delivery = await db.deliveries.get(id);
        if (delivery && delivery.state !== 'starting') return;
        await db.deliveryRows.where('[deliveryId+order]').between([id, -Infinity], [id, Infinity]).delete();
        await db.deliveries.delete(id);
        await db.deliveryStarts.delete(id);
      }),

    /** The first rows of a delivery that can be sent now, in their order. */
    ready: (id: DeliveryId, now: number, limit: number): Promise<DeliveryRow[]> => inState(id, 'waiting', -Infinity, now).limit(limit).toArray(),
    nextWaiting: (id: DeliveryId): Promise<DeliveryRow | undefined> => inState(id, 'waiting').first(),
    rowsIn: (id: DeliveryId, states: readonly RowState[], limit: number): Promise<DeliveryRow[]> =>
      Promise.all(states.map((state) => inState(id, state).limit(limit).toArray())).then((all) => all.flat().slice(0, limit)),
    /** What stands at a place of some leads, also of those that were merged into them: the fingerprints of the contents. */
    sent: (place: string, leadIds: readonly string[]): Promise<ReadonlyMap<string, ReadonlySet<string>>> => sentOf(db, place, leadIds),

    /** Puts a delivery into another state if it is in one of these; null when it is not. `without` are fields that go. */
    turn: (id: DeliveryId, from: readonly DeliveryState[], fields: Partial<Delivery>, without: readonly ('pause' | 'restUntil' | 'endedAt')[] = []): Promise<Delivery | null> =>
      db.transaction('rw', db.deliveries, async () => {
        const delivery = await db.deliveries.get(id);
        if (!delivery || !from.includes(delivery.state)) return null;
        const turned: Delivery = { ...delivery, ...fields };
        for (const field of without) delete (turned as { pause?: unknown; restUntil?: unknown; endedAt?: unknown })[field];
        await db.deliveries.put(turned);
        return turned;
      }),
    /** It is over, when no row is open any more: its line of the history is written with it. Null when there is more to do. */
    end: (id: DeliveryId, now: number, activityOf: (delivery: Delivery) => ActivityRow): Promise<Delivery | null> =>
      db.transaction('rw', db.deliveries, db.deliveryRows, db.activity, async () => {
        const delivery = await db.deliveries.get(id);
        if (!delivery || (delivery.state !== 'running' && delivery.state !== 'stopping')) return null;
        if ((await inState(id, 'waiting').count()) + (await inState(id, 'sending').count()) > 0) return null;
        const { pause: _pause, restUntil: _restUntil, ...rest } = delivery;
        const ended: Delivery = { ...rest, state: 'ended', endedAt: now };
        await db.deliveries.put(ended);
        await db.activity.put(activityOf(ended));
        return ended;
      }),

    /**
     * Changes rows in one transaction, each for itself and in this order. The charge of a row, the lease that pays, the operation for the
     * account, the counts of the delivery and what stands at the destination from now on are written with it or not at all. A row whose
     * change throws while it is decided stays as it is and does not hold up the others. Of a lead that was erased meanwhile nothing is kept.
     */
    change: (changes: readonly RowChange[], now: number): Promise<ChangedRow[]> =>
      db.transaction('rw', [db.deliveries, db.deliveryRows, db.sentRecords, db.charges, db.leases, db.outbox, db.meta, db.erased], async () => {
        const rows = new Map((await db.deliveryRows.bulkGet([...new Set(changes.map(({ id }) => id))])).flatMap((row) => (row ? [[row.id, row] as const] : [])));
        const all = [...rows.values()];
        const [book, deliveryRows, chargeRows] = await Promise.all([
          openBook(ledgerRows(db)),
          db.deliveries.bulkGet([...new Set(all.map((row) => row.deliveryId))]),
          db.charges.bulkGet(all.flatMap((row) => row.chargeId ?? [])),
        ]);
        const deliveries = new Map(deliveryRows.flatMap((delivery) => (delivery ? [[delivery.id, delivery] as const] : [])));
        const charges = new Map<ChargeId, Charge>(chargeRows.flatMap((charge) => (charge ? [[charge.id, charge] as const] : [])));
        const dirty = { rows: new Set<DeliveryRowId>(), deliveries: new Set<DeliveryId>(), charges: new Set<ChargeId>() };
        const sent: SentRow[] = [];
        const results = changes.map(({ id, decide }): ChangedRow => {
          const row = rows.get(id);
          const delivery = row && deliveries.get(row.deliveryId);
          if (!row || !delivery) return { id, row: null, delivery: null, isShort: false };
          try {
            const charge = row.chargeId === undefined ? undefined : charges.get(row.chargeId);
            const told = decide({ row, delivery, charge: charge?.state === 'reserved' ? charge : undefined, leases: book.leases });
            if (told === null || told === 'short') return { id, row: null, delivery, isShort: told === 'short' };
            if (told.charge) {
              book.note(new Map(charge ? [[charge.id, charge]] : []), [told.charge], now);
              charges.set(told.charge.id, told.charge);
              dirty.charges.add(told.charge.id);
            }
            rows.set(id, told.row);
            deliveries.set(delivery.id, told.delivery);
            dirty.rows.add(id);
            dirty.deliveries.add(delivery.id);
            if (told.sent) sent.push({ key: sentKey(delivery.place, row.leadId), deliveryId: delivery.id, ...told.sent });
            return { id, row: told.row, delivery: told.delivery, isShort: false };
          } catch (error) {
            return { id, row: null, delivery, isShort: false, error };
          }
        });
        await Promise.all([
          db.deliveryRows.bulkPut([...dirty.rows].flatMap((id) => rows.get(id) ?? [])),
          db.deliveries.bulkPut([...dirty.deliveries].flatMap((id) => deliveries.get(id) ?? [])),
          db.charges.bulkPut([...dirty.charges].flatMap((id) => charges.get(id) ?? [])),
          db.sentRecords.bulkPut(sent),
          book.write(),
        ]);
        await eraseLateSent(db, [...dirty.rows].flatMap((id) => rows.get(id)?.leadId ?? []));
        return results;
      }),

    /** What is wrong with the counts of a delivery; empty when nothing is. For tests and the audit. */
    audit: async (id: DeliveryId): Promise<string[]> => {
      const delivery = await db.deliveries.get(id);
      const counted = await Promise.all(ROW_STATES.map((state) => inState(id, state).count()));
      return ROW_STATES.flatMap((state, i) => (delivery?.counts[state] === counted[i] ? [] : [`${state}: ${delivery?.counts[state]} noted, ${counted[i]} there`]));
    },
  };
}
