import type { DeliveryRowId } from '../domain/delivery/delivery.ts';
import type { Charge } from '../domain/ledger/charge.ts';
import type { KilnDatabase, MetaRows } from './database.ts';
import type { LedgerPort, LedgerRows } from './ledger-port.ts';

/** The ledger's rows in IndexedDB. Inside a transaction of the database they take part in it. */
export const ledgerRows = (db: KilnDatabase): LedgerRows => ({
  meta: {
    get: async <K extends keyof MetaRows>(key: K) => (await db.meta.get(key))?.value as MetaRows[K] | undefined,
    put: async <K extends keyof MetaRows>(key: K, value: MetaRows[K]) => void (await db.meta.put({ key, value })),
    remove: (keys) => db.meta.bulkDelete([...keys]),
    hasAccount: async () => (await db.meta.where('key').equals('account').count()) > 0,
  },
  leases: {
    all: () => db.leases.toArray(),
    put: async (rows) => void (await db.leases.bulkPut([...rows])),
    remove: (ids) => db.leases.bulkDelete([...ids]),
  },
  leaseRequests: {
    all: () => db.leaseRequests.toArray(),
    put: async (rows) => void (await db.leaseRequests.bulkPut([...rows])),
    remove: (ids) => db.leaseRequests.bulkDelete([...ids]),
  },
  outbox: {
    waiting: (limit) => db.outbox.where('[acked+n]').between([0, 0], [0, Infinity]).limit(limit).toArray(),
    waitingCount: () => db.outbox.where('[acked+n]').between([0, 0], [0, Infinity]).count(),
    between: (from, to, limit) => db.outbox.where('n').between(from, to, true, true).limit(limit).toArray(),
    put: async (rows) => void (await db.outbox.bulkPut([...rows])),
    remove: (numbers) => db.outbox.bulkDelete([...numbers]),
    clear: () => db.outbox.clear(),
  },
  charges: {
    get: async (ids) => (await db.charges.bulkGet([...ids])).flatMap((charge) => charge ?? []),
    reserved: () => db.charges.where('state').equals('reserved').toArray(),
    put: async (charges) => void (await db.charges.bulkPut([...charges])),
    alive: (charges) => chargesOfLiveSteps(db, charges),
  },
  events: { put: async (events) => void (await db.events.bulkPut([...events])), clear: () => db.events.clear() },
  forgetSecrets: () => db.vault.bulkDelete(['account-token', 'device-code']),
});

async function chargesOfLiveSteps(db: KilnDatabase, charges: readonly Charge[]): Promise<Set<Charge['id']>> {
  const ids = [...new Set(charges.map((charge) => charge.taskId))];
  const [tasks, sendings] = await Promise.all([db.tasks.bulkGet(ids), db.deliveryRows.bulkGet(ids as string[] as DeliveryRowId[])]);
  // A record that is put off keeps its Action, so that it is not refused when its moment comes.
  const sent = sendings.flatMap((row) => (row && (row.state === 'sending' || row.state === 'waiting') ? (row.chargeId ?? []) : []));
  return new Set([...sent, ...tasks.flatMap((task) => task?.steps.filter((step) => step.state === 'calling').map((step) => step.chargeId) ?? [])]);
}

/** Stores that a transaction of the ledger takes; one that covers more has to name these as well. */
export const ledgerTables = (db: KilnDatabase) => [db.meta, db.leases, db.leaseRequests, db.outbox, db.charges, db.events, db.vault, db.tasks, db.deliveryRows] as const;

export function dexieLedger(db: KilnDatabase): LedgerPort {
  const rows = ledgerRows(db);
  return {
    read: (work) => db.transaction('r', [...ledgerTables(db)], async () => work(rows)),
    write: (work) => db.transaction('rw', [...ledgerTables(db)], async () => work(rows)),
  };
}
