import type { ChargeId, LeadId, RunId, TaskId } from '../../core/ids.ts';
import type { Amounts, Micro } from '../ledger/amount.ts';
import type { ByLeadKey } from '../lead/custom.ts';
import type { FieldKey } from '../lead/fields.ts';
import type { Route } from '../lead/lead.ts';
import type { WindowScope } from './caps.ts';
import type { Answer, CallError, OperationName, PollState, Tokens } from './operation.ts';
import type { GuessBasis } from './pattern.ts';
import type { EnrichmentId, Verdict, Waterfall } from './waterfall.ts';

/** Why a step was not asked. */
export type SkipReason =
  | 'already-known' // the lead has a fresh answer
  | 'missing-input'
  | 'unavailable' // the person has deleted this provider of their own, or it has no practice partner
  | 'no-key' // neither an own key nor the account serves this provider
  | 'no-permission' // the person has not allowed to read the company's website
  | 'practice' // practice mode opens no real websites
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
  | 'resting' // the provider failed too often just now
  | 'signed-out' // the account no longer knows this device, and gives it no Actions
  | 'provider-limit' // the workspace has paid this provider what it wants to pay it today
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
  /** Milliseconds since 1970 before which a call that is under way need not be looked at. */
  readonly notBefore?: number;
  /** When that was set. A clock that shows less was set back: then nothing is waited for. */
  readonly waitFrom?: number;
  /** Times the call was put off because the provider was busy, had a fault or could not be reached. */
  readonly retries?: number;
  /** What was answered and has yet to be checked: stored, so that nobody is asked for it again. */
  readonly answer?: Answer;
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
  /** Known addresses that a guess rests on. */
  readonly basis?: GuessBasis;
  /** Longest time a call from this browser may take. */
  readonly timeoutMs?: number;
  /** What the provider calls this exchange: its support asks for it. */
  readonly requestId?: string;
  /** An answer that came when it was no longer waited for: kept beside the one that was taken, charged nothing. */
  readonly late?: { readonly at: number; readonly value?: string };
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
  /** Milliseconds since 1970 before which nothing can be done (waiting for a poll or a retry); of a queued task its place in the run, which is long past. */
  readonly notBefore: number;
  /** When `notBefore` was set. A clock that shows less was set back: then nothing is waited for. */
  readonly waitFrom?: number;
  /** What was held at most, and what was charged. */
  readonly held: Amounts;
  readonly charged: Amounts;
  readonly answer?: ByLeadKey<string>;
  readonly verdict?: Verdict;
  readonly confidence?: number;
  readonly skip?: SkipReason;
  readonly sandbox?: true;
}

/** starting: its tasks are still being written down; nothing is asked and it can be taken back whole. */
export type RunState = 'starting' | 'running' | 'paused' | 'stopping' | 'ended';
export const RUN_OPEN: readonly RunState[] = ['starting', 'running', 'paused', 'stopping'];

/** Why a run holds still; `held`: what is left of its cap is set aside for calls that are out. `until` (milliseconds since 1970): then it goes on by itself. */
export interface RunPause {
  readonly reason: 'person' | 'estimate' | 'held' | WindowScope;
  readonly at: number;
  readonly until?: number;
}

/**
 * A run that waits for a limit of an hour, a day or a month begins nothing; what it holds already goes on, or two tasks that wait
 * for their source would fill the limit that they themselves wait for.
 */
export const isHeldBack = (run: Pick<Run, 'state' | 'pause'>): boolean => run.state === 'paused' && run.pause?.until !== undefined;

/** Whether a run shows as paused: one that waits a moment for its own calls does not. */
export const isPaused = ({ state, pause }: Pick<Run, 'state' | 'pause'>): boolean => state === 'paused' && pause?.reason !== 'held';

/** What came of the calls to one source. */
export interface SourceTally {
  /** Calls that are out now. */
  readonly out: number;
  readonly answered: number;
  readonly missed: number;
  readonly rejected: number;
  readonly failed: number;
  /** Milliseconds of all calls that have ended. */
  readonly tookMs: number;
}

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
  /** Tasks that were begun and have not ended. */
  readonly begun?: number;
  /** By provider id; pattern guesses are `pattern`. */
  readonly sources?: Readonly<Record<string, SourceTally>>;
  readonly createdAt: number;
  readonly endedAt?: number;
  /** A question that somebody waits for: its calls come before those of other runs. */
  readonly urgent?: true;
  readonly pause?: RunPause;
  /** What it was expected to take; it pauses itself when it takes clearly more. */
  readonly expected?: Amounts;
  /** Clearly more: this share of it, in percent. */
  readonly overPercent?: number;
  /** While it is starting: of how many leads the tasks are written down. */
  readonly planned?: { readonly leads: number; readonly of: number };
}
