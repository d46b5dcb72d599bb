import type { ChargeId, LeadId, RunId, TableId, TaskId } from '../../core/ids.ts';
import type { Route } from '../lead/lead.ts';
import type { EnrichmentId } from '../enrichment/waterfall.ts';
import type { Amounts } from './amount.ts';

/**
 * The charge state machine. `posted`, `voided` and `rejected` absorb: a late or repeated resolve returns what is recorded.
 * reserved -> posted (result stored in the same transaction) | voided (no result, error, stop) | rejected (sticky refusal by the account)
 */
export type ChargeState = 'reserved' | 'posted' | 'voided' | 'rejected';
/** local: own key or free source, decided on the device. account: bought and decided on the account server. */
export type ChargePath = 'local' | 'account';

/** The code of a charge through the account that was given an answer which the account had bought already: it cost nothing. */
export const REPEATED = 'deduplicated';

export interface Charge {
  readonly id: ChargeId;
  readonly path: ChargePath;
  readonly state: ChargeState;
  readonly runId: RunId;
  readonly taskId: TaskId;
  readonly leadId: LeadId;
  /** The table that the lead was in: its limits count it. */
  readonly tableId?: TableId;
  /** What was run; none of a delivery. */
  readonly waterfallId?: string;
  /** `delivery`: a record that was sent to a destination, which then stands as `providerId`. */
  readonly enrichment: EnrichmentId | 'delivery';
  readonly providerId: string;
  readonly operation: string;
  readonly route: Route;
  /** The most this charge may take. */
  readonly quoted: Amounts;
  /** What it took; zero unless posted, never more than quoted. */
  readonly posted: Amounts;
  readonly reservedAt: number;
  /** When the source was called again under this charge (a job looked at, a busy source tried anew): the last CHARGE_CALLS of them. */
  readonly calledAt?: readonly number[];
  readonly resolvedAt?: number;
  readonly code?: string;
  readonly sandbox?: true;
  /** The lease that pays, of a local charge under an account. Without one its Actions are counted here and owed to nobody. */
  readonly leaseId?: string;
}

/** Whether the account pays for it, by itself or by a lease: while such a call is out, signing out would lose what it costs. */
export const isPaidByAccount = ({ path, leaseId }: Charge): boolean => path === 'account' || leaseId !== undefined;
