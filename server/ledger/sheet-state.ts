import type { Meter } from '../../lib/domain/ledger/amount.ts';
import type { SqlValue } from '../sql/sql.ts';
import type { Topic } from '../webhooks/topics.ts';
import type { ChargeRow } from './charge-rows.ts';
import type { KnownLease } from './lease-rows.ts';

/** A charge as these books know it; null = there is none. */
export interface KnownCharge {
  row: ChargeRow | null;
  change: 'none' | 'new' | 'changed';
}
/** What the lots gave to a charge, by meter and lot. `stored` is what the database has. */
export interface KnownAlloc {
  readonly meter: Meter;
  readonly lotId: string;
  amount: number;
  stored: number;
}

/** Rows that wait to be written: what many calls of one transaction add up to goes to the database in few statements. */
export interface Sheet {
  readonly events: SqlValue[][];
  /** What webhooks tell of these events. */
  readonly messages: { readonly topic: Topic; readonly payload: object; readonly id: string }[];
  readonly charges: Map<string, KnownCharge>;
  readonly allocs: Map<string, KnownAlloc[]>;
  readonly calls: SqlValue[][];
  readonly endedCalls: Map<string, 'answered' | 'abandoned'>;
  readonly results: SqlValue[][];
  readonly ops: SqlValue[][];
  readonly leases: Map<string, KnownLease>;
  /** Taken in the running month, for the bar of the meter. */
  readonly taken: Record<Meter, number>;
  /** Charges whose sums are looked at before the books are closed. */
  readonly toCheck: Set<string>;
}

export const emptySheet = (): Sheet => ({
  events: [], messages: [], charges: new Map(), allocs: new Map(), calls: [], endedCalls: new Map(), results: [], ops: [], leases: new Map(), taken: { actions: 0, data_credits: 0 }, toCheck: new Set(),
});
