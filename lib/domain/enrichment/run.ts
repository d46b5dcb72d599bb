import type { ChargeId, LeadId, RunId, TaskId } from '../../core/ids.ts';
import type { Amounts, Micro } from '../ledger/amount.ts';
import type { ByLeadKey } from '../lead/custom.ts';
import type { FieldKey } from '../lead/fields.ts';
import type { Route } from '../lead/lead.ts';
import type { CallError, OperationName, PollState, Tokens } from './operation.ts';
import type { EnrichmentId, Verdict, Waterfall } from './waterfall.ts';

/** Why a step was not asked. */
export type SkipReason =
  | 'already-known' // the lead has a fresh answer
  | 'missing-input'
  | 'no-key' // neither an own key nor the account serves this provider
  | 'no-credits'
  | 'no-actions'
  | 'free-mail-domain'
  | 'no-verifier' // a guess without a verifier is not an answer
  | 'answered' // an earlier step answered
  | 'same-rejected' // the same address was rejected often enough
  | 'little-gain' // the learned order leaves it out: it would add next to nothing
  | 'misses' // enough sources had no answer
  | 'condition' // "only if" does not hold for this lead
  | 'do-not-contact'
  | 'lead-cap' // it would make this lead cost more Data Credits than the waterfall allows
  | 'cap' // the run would take more than stood on its button
  | 'stopped';

export type StepState =
  | 'waiting'
  | 'calling'
  | 'accepted'
  | 'rejected'
  | 'no-result'
  | 'failed'
  | 'skipped';

export interface Usage {
  readonly tokens: Tokens;
  readonly microUsd?: number;
}

/** One step of one task. Lives inside its task row: one record per task keeps IndexedDB writes few. */
export interface Step {
  readonly index: number;
  readonly state: StepState;
  readonly source: 'pattern' | 'provider';
  readonly providerId?: string;
  readonly operation?: OperationName;
  readonly route?: Route;
  /** Price-book price if this step answers; 0 for own keys and free sources. */
  readonly creditsMax: Micro;
  readonly chargeId: ChargeId;
  readonly attempts: number;
  readonly startedAt?: number;
  readonly tookMs?: number;
  readonly poll?: PollState;
  /** The value that was offered; masked when it was bought through the account and rejected. */
  readonly value?: string;
  readonly verdict?: Verdict;
  readonly skip?: SkipReason;
  readonly error?: CallError;
  /** What a language model read and wrote, and what that is thought to have cost on the person's own key, in micro-USD. */
  readonly usage?: Usage;
  /** Answer reused from an earlier question, with its age in milliseconds. */
  readonly reusedAgeMs?: number;
  /** A part of the enrichment that finds this field of the lead first, because a step needs it. No Action of its own. */
  readonly finds?: FieldKey;
  /** Waits for a first step to find this field; left out when nobody has. */
  readonly needs?: FieldKey;
  /** Which guess this is, while the domain to guess at has yet to be found. */
  readonly guessAt?: number;
  /** Longest time a call from this browser may take. */
  readonly timeoutMs?: number;
}

export type TaskState = 'queued' | 'running' | 'found' | 'no-result' | 'skipped' | 'failed' | 'stopped';
export const TASK_ENDED: readonly TaskState[] = ['found', 'no-result', 'skipped', 'failed', 'stopped'];

/** A waterfall over one lead. The receipt is a projection of the ended row (`receiptOf`). */
export interface Task {
  readonly id: TaskId;
  readonly runId: RunId;
  readonly leadId: LeadId;
  readonly enrichment: EnrichmentId;
  readonly state: TaskState;
  readonly steps: readonly Step[];
  readonly createdAt: number;
  readonly endedAt?: number;
  /** Milliseconds since 1970 before which nothing can be done (waiting for a poll or a retry). */
  readonly notBefore: number;
  /** What was held at most, and what was charged. */
  readonly held: Amounts;
  readonly charged: Amounts;
  readonly answer?: ByLeadKey<string>;
  readonly verdict?: Verdict;
  readonly confidence?: number;
  readonly skip?: SkipReason;
  readonly sandbox?: true;
}

export type RunState = 'running' | 'stopping' | 'ended';

export interface Run {
  readonly id: RunId;
  readonly waterfall: Waterfall;
  readonly state: RunState;
  readonly leadCount: number;
  /** The most that this run may take, as it stood on the button. */
  readonly cap: Amounts;
  /** Kept up to date in the transaction that closes a step, so progress needs no counting. */
  readonly charged: Amounts;
  readonly held: Amounts;
  readonly endedTasks: Readonly<Record<'found' | 'no-result' | 'skipped' | 'failed' | 'stopped', number>>;
  readonly createdAt: number;
  readonly endedAt?: number;
}
