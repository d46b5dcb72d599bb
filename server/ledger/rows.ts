import type { Meter, Micro } from '../../lib/domain/ledger/amount.ts';
import type { LimitSpan } from '../../lib/domain/ledger/limits.ts';
import type { Lot } from '../../lib/domain/ledger/lots.ts';
import type { SqlValue } from '../sql/sql.ts';
import type { Topic } from '../webhooks/topics.ts';

export interface ChargeRow {
  charge_id: string;
  path: 'account' | 'local';
  route: 'account' | 'own' | 'free';
  state: 'reserved' | 'posted' | 'voided' | 'rejected' | 'expired';
  code: string | null;
  request_hash: string;
  price_book_version: number | null;
  device_id: string | null;
  user_id: string | null;
  run_id: string;
  task_id: string;
  subject: string;
  enrichment: string;
  provider_id: string;
  operation: string;
  /** Empty = not said. */
  table_ref: string;
  waterfall_ref: string;
  actions_quoted_u: number;
  credits_quoted_u: number;
  actions_posted_u: number;
  credits_posted_u: number;
  uncovered_u: number;
  credits_uncovered_u: number;
  lease_id: string | null;
  leased_u: number;
  ledger_epoch: number | null;
  hold_expires_at: number | null;
  created_at: number;
  resolved_at: number | null;
  created_seq: number;
  resolved_seq: number | null;
  reversal_of: string | null;
  sandbox: number;
  /** What was asked, keyed; null when its answer is not given again. */
  question_hash: string | null;
  /** The charge whose answer this one was given, free. */
  repeat_of: string | null;
  /** 1 = others wait for its answer. */
  awaited: number;
}
export interface LeaseRow {
  readonly lease_id: string;
  readonly device_id: string;
  readonly user_id: string;
  readonly request_id: string;
  readonly amount_u: number;
  settled_u: number;
  returned_u: number;
  state: 'open' | 'used' | 'returned' | 'lapsed';
  readonly spend_until: number;
  readonly lapses_at: number;
  readonly period_no: number;
  readonly ledger_epoch: number;
  readonly created_at: number;
  readonly created_seq: number;
  closed_at: number | null;
}
/** What a lot gave to a lease: still set aside, or expired with the lapse and kept for late spends. */
export interface LeasePart {
  readonly lot: Lot;
  remaining: number;
  lapsed: number;
}
export interface KnownLease {
  readonly row: LeaseRow;
  /** In burn order, so that the same spends take the same lots at any time. */
  readonly parts: readonly LeasePart[];
  change: 'none' | 'new' | 'changed';
}

/** A cap as it stands in its running window. `userId` is empty for the whole workspace. */
export interface LimitRow {
  readonly userId: string;
  readonly meter: Meter;
  readonly span: LimitSpan;
  readonly limit: Micro;
  windowStart: number;
  used: Micro;
  told: number;
  isDirty: boolean;
}
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
  /** Charges that are reserved or posted with a question, by its hash, as far as it was asked for. */
  readonly questions: Map<string, Set<string>>;
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
  events: [], messages: [], charges: new Map(), questions: new Map(), allocs: new Map(), calls: [], endedCalls: new Map(), results: [], ops: [], leases: new Map(), taken: { actions: 0, data_credits: 0 }, toCheck: new Set(),
});
