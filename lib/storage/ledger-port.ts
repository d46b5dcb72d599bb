import type { LedgerEvent } from '../contracts/account-api.ts';
import type { ChargeId } from '../core/ids.ts';
import type { Charge } from '../domain/ledger/charge.ts';
import type { Lease, LeaseRequestRow } from '../domain/ledger/lease.ts';
import type { MetaRows, OutboxRow } from './database.ts';

/**
 * The rows of the device's ledger inside one transaction. Everything that the sync and lease engine knows goes through these few
 * methods, so it runs on IndexedDB and on anything else that can keep this promise: all writes of a transaction are kept or none,
 * transactions that write come one after the other, and what a transaction that has returned wrote outlives the process.
 */
export interface LedgerRows {
  readonly meta: {
    get<K extends keyof MetaRows>(key: K): Promise<MetaRows[K] | undefined>;
    put<K extends keyof MetaRows>(key: K, value: MetaRows[K]): Promise<void>;
    remove(keys: readonly (keyof MetaRows)[]): Promise<void>;
    /** Whether there is an account, without reading all that is known of it. */
    hasAccount(): Promise<boolean>;
  };
  readonly leases: Collection<Lease, string>;
  readonly leaseRequests: Collection<LeaseRequestRow, string>;
  readonly outbox: {
    /** Rows that the server has not acknowledged, by number. */
    waiting(limit: number): Promise<OutboxRow[]>;
    waitingCount(): Promise<number>;
    /** Rows with `from` <= n <= `to`, by number. */
    between(from: number, to: number, limit: number): Promise<OutboxRow[]>;
    put(rows: readonly OutboxRow[]): Promise<void>;
    remove(numbers: readonly number[]): Promise<void>;
    clear(): Promise<void>;
  };
  readonly charges: {
    get(ids: readonly ChargeId[]): Promise<Charge[]>;
    reserved(): Promise<Charge[]>;
    put(charges: readonly Charge[]): Promise<void>;
    /** Of these, the ones whose step is still under way: they are asked again under the same id. */
    alive(charges: readonly Charge[]): Promise<ReadonlySet<ChargeId>>;
  };
  readonly events: { put(events: readonly LedgerEvent[]): Promise<void>; clear(): Promise<void> };
  /** The account's token and a device code under way. */
  forgetSecrets(): Promise<void>;
}

/** A store of a handful of rows. */
interface Collection<V, K> {
  all(): Promise<V[]>;
  put(rows: readonly V[]): Promise<void>;
  remove(keys: readonly K[]): Promise<void>;
}

export interface LedgerPort {
  read<T>(work: (rows: LedgerRows) => Promise<T>): Promise<T>;
  /** Never await anything but rows in here: IndexedDB would commit early. */
  write<T>(work: (rows: LedgerRows) => Promise<T>): Promise<T>;
}
