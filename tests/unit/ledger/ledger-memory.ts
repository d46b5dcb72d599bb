/**
 * The device's ledger in memory, keeping the promises of IndexedDB that the engine relies on, or breaking one of them on purpose:
 * with relaxed durability the last transactions before a power loss are gone, though they were said to be complete.
 */
import type { LedgerEvent } from '../../../lib/contracts/account-api.ts';
import type { ChargeId } from '../../../lib/core/ids.ts';
import type { Charge } from '../../../lib/domain/ledger/charge.ts';
import type { Lease, LeaseRequestRow } from '../../../lib/domain/ledger/lease.ts';
import type { MetaRows, OutboxRow } from '../../../lib/storage/database.ts';
import type { LedgerPort, LedgerRows } from '../../../lib/storage/ledger-port.ts';

interface Stores {
  readonly meta: ReadonlyMap<keyof MetaRows, MetaRows[keyof MetaRows]>;
  readonly leases: ReadonlyMap<string, Lease>;
  readonly leaseRequests: ReadonlyMap<string, LeaseRequestRow>;
  readonly outbox: ReadonlyMap<number, OutboxRow>;
  readonly charges: ReadonlyMap<string, Charge>;
  readonly events: ReadonlyMap<number, LedgerEvent>;
}
const NOTHING: Stores = { meta: new Map(), leases: new Map(), leaseRequests: new Map(), outbox: new Map(), charges: new Map(), events: new Map() };

export interface MemoryLedger extends LedgerPort {
  /** What transactions that have returned have left. */
  readonly now: Stores;
  /** A copy of the profile. */
  copy(): MemoryLedger;
  /**
   * The machine loses power: with strict durability nothing, else up to so many of the last transactions that wrote.
   * What is under way is gone either way: throw away everybody who uses this.
   */
  losePower(lost: number): void;
  /** Asked before each transaction takes effect: throws when the worker has died. */
  onCommit: () => void;
}

export interface MemoryLedgerOptions {
  readonly durability?: 'strict' | 'relaxed';
  /** Charges whose step is still under way after a death. */
  alive?(charges: readonly Charge[]): ReadonlySet<ChargeId>;
}

/** Versions that a power loss can go back to. */
const KEPT = 64;

export function memoryLedger(options: MemoryLedgerOptions = {}, from: Stores = NOTHING): MemoryLedger {
  let stores = from;
  let past: Stores[] = [];
  let turn: Promise<unknown> = Promise.resolve();
  /** Grows with every power loss: who began before it can finish nothing. */
  let life = 0;
  let onCommit: () => void = () => undefined;

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = turn.then(work);
    turn = result.catch(() => undefined);
    return result;
  }
  return {
    get now() {
      return stores;
    },
    get onCommit() {
      return onCommit;
    },
    set onCommit(hook) {
      onCommit = hook;
    },
    read: (work) => inTurn(() => work(rowsOf(draftOf(stores), options))),
    write: (work) =>
      inTurn(async () => {
        const begun = life;
        const draft = draftOf(stores);
        const result = await work(rowsOf(draft, options));
        onCommit();
        if (life !== begun) throw new Error('the power was lost');
        past = [...past, stores].slice(-KEPT);
        stores = draft.done;
        return result;
      }),
    copy: () => memoryLedger(options, stores),
    losePower(lost) {
      const back = options.durability === 'relaxed' ? Math.min(lost, past.length) : 0;
      if (back > 0) stores = past[past.length - back] ?? stores;
      past = [];
      life += 1;
      turn = Promise.resolve();
    },
  };
}

/** Maps are copied when they are first written: a transaction that only reads costs nothing. */
interface Draft {
  read<K extends keyof Stores>(key: K): Stores[K];
  write<K extends keyof Stores>(key: K): Mutable<Stores[K]>;
  readonly done: Stores;
}
type Mutable<M> = M extends ReadonlyMap<infer A, infer B> ? Map<A, B> : never;

function draftOf(stores: Stores): Draft {
  const copies: Partial<Record<keyof Stores, Map<never, never>>> = {};
  return {
    read: (key) => copies[key] ?? stores[key],
    write: (key) => (copies[key] ??= new Map<never, never>(stores[key] as never)) as unknown as Mutable<Stores[typeof key]>,
    get done() {
      return { ...stores, ...copies };
    },
  };
}

const inOrder = (rows: Iterable<OutboxRow>): OutboxRow[] => [...rows].sort((a, b) => a.n - b.n);

function rowsOf(draft: Draft, options: MemoryLedgerOptions): LedgerRows {
  const collection = <K extends 'leases' | 'leaseRequests', V extends Lease | LeaseRequestRow>(key: K, idOf: (row: V) => string) => ({
    all: async () => [...draft.read(key).values()] as V[],
    put: async (rows: readonly V[]) => rows.forEach((row) => (draft.write(key) as Map<string, V>).set(idOf(row), row)),
    remove: async (ids: readonly string[]) => ids.forEach((id) => draft.write(key).delete(id)),
  });
  return {
    meta: {
      get: async <K extends keyof MetaRows>(key: K) => draft.read('meta').get(key) as MetaRows[K] | undefined,
      put: async (key, value) => void draft.write('meta').set(key, value),
      remove: async (keys) => keys.forEach((key) => draft.write('meta').delete(key)),
      hasAccount: async () => draft.read('meta').has('account'),
    },
    leases: collection<'leases', Lease>('leases', (lease) => lease.leaseId),
    leaseRequests: collection<'leaseRequests', LeaseRequestRow>('leaseRequests', (request) => request.requestId),
    outbox: {
      waiting: async (limit) => inOrder([...draft.read('outbox').values()].filter((row) => row.acked === 0)).slice(0, limit),
      waitingCount: async () => [...draft.read('outbox').values()].filter((row) => row.acked === 0).length,
      between: async (first, last, limit) => inOrder([...draft.read('outbox').values()].filter(({ n }) => n >= first && n <= last)).slice(0, limit),
      put: async (rows) => rows.forEach((row) => draft.write('outbox').set(row.n, row)),
      remove: async (numbers) => numbers.forEach((n) => draft.write('outbox').delete(n)),
      clear: async () => draft.write('outbox').clear(),
    },
    charges: {
      get: async (ids) => ids.flatMap((id) => draft.read('charges').get(id) ?? []),
      reserved: async () => [...draft.read('charges').values()].filter((charge) => charge.state === 'reserved'),
      put: async (charges) => charges.forEach((charge) => draft.write('charges').set(charge.id, charge)),
      alive: async (charges) => options.alive?.(charges) ?? new Set(),
    },
    events: {
      put: async (events) => events.forEach((event) => draft.write('events').set(event.seq, event)),
      clear: async () => draft.write('events').clear(),
    },
    forgetSecrets: async () => undefined,
  };
}
