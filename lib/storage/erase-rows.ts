import type { LeadId } from '../core/ids.ts';

/** The stores of what is erased for good, and of what was. */
export const ERASE_STORES = { eraseJobs: 'id, state, at', erased: 'leadId, at' } as const;

/** `leads`: they go, part by part. `traces`: the rest of the database is looked through for them. */
export type EraseState = 'leads' | 'traces' | 'done';

/** One erasure under way or ended. While it is under way it has to know whom to look for; when it is done it is a count and a time. */
export interface EraseJob {
  readonly id: string;
  readonly at: number;
  readonly state: EraseState;
  /** Leads that were asked for, and that are gone. */
  readonly leads: number;
  readonly done: number;
  /** Stores that were looked through, of all of them. */
  readonly looked: number;
  /** Their hashes go on the do-not-contact list. */
  readonly keepAway: boolean;
  /** The account has yet to be told: false where it was the account that said so. */
  readonly tells: boolean;
  /** Still to go. */
  readonly waiting: readonly LeadId[];
  /** Gone, those that had been merged into them included. */
  readonly ids: readonly LeadId[];
  /** See domain/lead/traces.ts. */
  readonly traces: readonly string[];
}

/** A lead that was erased: what comes for it later is not kept. Nothing but an id that says nothing. */
export interface ErasedRow {
  readonly leadId: LeadId;
  readonly at: number;
}
