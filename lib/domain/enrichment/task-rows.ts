import type { ChargeId } from '../../core/ids.ts';
import type { Charge } from '../ledger/charge.ts';
import type { Lease } from '../ledger/lease.ts';
import type { Lead } from '../lead/lead.ts';
import type { Answer } from './operation.ts';
import type { RawReceipt } from './raw-receipt.ts';
import type { Run, Task } from './run.ts';

export interface TaskRows {
  readonly task: Task;
  readonly run: Run;
  readonly lead: Lead | undefined;
  /** Charges of the steps that are under way, and of the one that is next, where they were ever reserved. */
  readonly charges: ReadonlyMap<ChargeId, Charge>;
  /** What this device may spend for the account; absent without an account: then nothing is limited. */
  readonly leases?: readonly Lease[];
}
export interface TaskChanges {
  readonly task: Task;
  readonly run?: Run;
  readonly lead?: Lead;
  readonly charges?: readonly Charge[];
  /** A result of the account is stored here: the account may forget it. The receipt is the account's own word. */
  readonly ack?: { readonly chargeId: ChargeId; readonly receipt: string };
  /** Kept for the freshness window in the same transaction: an answer that is remembered belongs to a question that was charged, or was paid with an own key. */
  readonly keep?: { readonly key: string; readonly answer: Answer; readonly at: number; readonly sandbox: boolean };
  readonly receipt?: RawReceipt;
}
