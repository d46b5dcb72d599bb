import type { Balance, LeaseAnswer, LimitState, Op, PriceBook, PullResponse, PushResponse } from '../../lib/contracts/account-api.ts';
import type { PollState } from '../../lib/domain/enrichment/operation.ts';
import type { Amounts, Meter, Micro } from '../../lib/domain/ledger/amount.ts';
import type { LimitSpan } from '../../lib/domain/ledger/limits.ts';
import type { LotSource } from '../../lib/domain/ledger/lots.ts';

/** A stored price book: the wire's book without what depends on the account. */
export type StoredPriceBook = Omit<PriceBook, 'providers'>;

export interface ReserveInput {
  readonly accountId: string;
  readonly ledgerEpoch: number;
  readonly chargeId: string;
  readonly deviceId: string;
  readonly userId: string;
  readonly runId: string;
  readonly taskId: string;
  readonly subject: string;
  readonly enrichment: string;
  readonly providerId: string;
  readonly operation: string;
  /** What it was made for, as the device calls it; absent = not said. */
  readonly tableRef?: string;
  readonly waterfallRef?: string;
  /** Hash of the canonical request: the same id with another one is refused. */
  readonly requestHash: string;
  readonly priceBookVersion: number;
  /** A price, or the reason why this is refused before the balance is looked at. Used only when the id is new. */
  readonly decision: { readonly kind: 'price'; readonly quoted: Amounts } | { readonly kind: 'reject'; readonly code: string };
  /** The request, sealed; the ledger cannot read it. */
  readonly sealedRequest: string;
  readonly holdMs: number;
  readonly sandbox: boolean;
  /** What is asked, so that it is bought once; absent: this one is bought whatever was bought before. */
  readonly question?: Question;
}

export interface Question {
  /** Keyed by the account: equal for equal questions of one account, and says nothing about them. */
  readonly hash: string;
  /** An answer must be younger than this, milliseconds, whatever the account's own window is. */
  readonly freshMs?: number;
}

export interface ChargeRecord {
  readonly chargeId: string;
  /** Who asked for it. */
  readonly userId: string | null;
  readonly path: 'account' | 'local';
  readonly state: 'reserved' | 'posted' | 'voided' | 'rejected' | 'expired';
  readonly code: string | null;
  readonly requestHash: string;
  readonly quoted: Amounts;
  readonly posted: Amounts;
  readonly providerId: string;
  readonly operation: string;
  readonly sandbox: boolean;
  readonly reversalOf: string | null;
  /** The charge whose answer it was given, free. */
  readonly repeatOf: string | null;
}

export interface FoundCharge {
  readonly charge: ChargeRecord;
  /** Sealed for `charge.repeatOf` where its answer was given again. */
  readonly sealedResult: string | null;
  /** With a posted charge of the account only. */
  readonly receipt: string | null;
  /** How old the answer was when it was given again, milliseconds. */
  readonly repeatedAgeMs?: number;
}

export type ReserveResult =
  /** `waits`: the same question is being asked under another id; this one is worked on only if that one ends without an answer. */
  | { readonly kind: 'created' | 'exists'; readonly charge: ChargeRecord; readonly waits?: true }
  /** The id is known with another request, or as somebody else's; or the request is from before a restore. No effect. */
  | { readonly kind: 'id_reused' }
  | { readonly kind: 'epoch' };

export interface Claim {
  readonly sealedRequest: string;
  readonly poll: PollState | null;
  readonly attempt: number;
  readonly fence: number;
  /** Given back with the resolution. */
  readonly ledgerEpoch: number;
  readonly quoted: Amounts;
}

/** How a charge ends. `sealedResult` is stored in the same transaction, so delivered and charged cannot come apart. */
export type Resolution =
  | { readonly kind: 'post'; readonly amounts: Amounts; readonly sealedResult?: string; readonly code?: string }
  | { readonly kind: 'void' | 'expire'; readonly code: string; readonly sealedResult?: string };

/** `applied` is false when it had ended before, and then nothing changed. `waits` = the account is stopped; the answer is kept and ends the charge as soon as it is open. */
export interface ResolveResult {
  readonly applied: boolean;
  readonly waits?: true;
  readonly charge: ChargeRecord;
  /** A charge that waited for this one and has to be asked itself now. */
  readonly next?: string;
}

/** A call that nobody works on and that something must be done about. */
export interface DueCall {
  readonly accountId: string;
  readonly chargeId: string;
  readonly state: 'queued' | 'started';
  readonly attempt: number;
  readonly fence: number;
  readonly hasPoll: boolean;
  readonly creditsQuoted: Micro;
  readonly holdExpired: boolean;
}

export interface SupplierCall {
  readonly accountId: string;
  readonly callId: string;
  readonly chargeId: string;
  readonly providerId: string;
  readonly operation: string;
  readonly outcome: string;
  /** False when the answer came too late to be delivered: a cost without an effect. */
  readonly delivered: boolean;
  readonly tookMs: number;
  /** The permission that it had, and what it cost in the end, micro-USD; absent = it needed none. */
  readonly paid?: CallPlace & { readonly cost: number };
}

/** Which call of a charge: the claim's fence, and the how-manieth question of that attempt (0 = the charge's own, others check its answer). */
export interface CallPlace {
  readonly fence: number;
  readonly nth: number;
}
export interface PlannedCall extends CallPlace {
  readonly accountId: string;
  readonly chargeId: string;
  readonly providerId: string;
  /** The most that the supplier can take for it, micro-USD; null = nobody says. */
  readonly worst: number | null;
}

export interface PushInput {
  readonly accountId: string;
  readonly userId: string;
  readonly deviceId: string;
  readonly label: string;
  readonly ledgerEpoch: number;
  readonly baseN: number;
  readonly ops: readonly Op[];
}
export type PushResult =
  | { readonly kind: 'ok'; readonly response: PushResponse }
  /** The server knows less than the device was told (restored from a backup): send again from lastN + 1. */
  | { readonly kind: 'rewind'; readonly lastN: number }
  /** Two histories under one device id (cloned or rolled back): the device needs a new identity. */
  | { readonly kind: 'fork'; readonly n: number; readonly lastN: number }
  /** Stamped with another epoch; or the account is stopped, and the device keeps what it has. */
  | { readonly kind: 'foreign_device' | 'too_many_devices' | 'epoch' | 'frozen' };

export interface LeaseInput {
  readonly accountId: string;
  readonly userId: string;
  readonly deviceId: string;
  readonly label: string;
  readonly ledgerEpoch: number;
  readonly requestId: string;
  readonly meter: 'actions';
  readonly want: Micro;
}
export type LeaseResult =
  | { readonly kind: 'ok'; readonly answer: LeaseAnswer }
  | { readonly kind: 'id_reused' | 'epoch' | 'foreign_device' | 'too_many_devices' };

export interface PullInput {
  readonly accountId: string;
  readonly userId: string;
  readonly deviceId: string;
  readonly cursor: number;
  readonly limit: number;
  /** The epoch that the cursor belongs to, where the device says it. */
  readonly epoch?: number;
}
/** What the ledger knows for a pull; the member and the price book are added outside. */
export type PullPage = Pick<PullResponse, 'events' | 'nextCursor' | 'hasMore' | 'headSeq' | 'balances' | 'device' | 'limits' | 'plan' | 'ledgerEpoch' | 'serverTime'>;
export type PullResult =
  | { readonly kind: 'ok'; readonly page: PullPage }
  | { readonly kind: 'resync'; readonly headSeq: number }
  /** The device is another member's: its leases are not shown. */
  | { readonly kind: 'foreign_device' };

export interface GrantInput {
  readonly accountId: string;
  /** Made by the caller; granting it twice is granting it once. */
  readonly lotId: string;
  readonly meter: Meter;
  readonly source: LotSource;
  readonly amount: Micro;
  readonly expiresAt: number | null;
}

export interface TakeBackInput {
  readonly accountId: string;
  /** Made by the caller; asking twice is asking once. */
  readonly takingId: string;
  readonly lotId: string;
  /** All of it or nothing. */
  readonly amount: Micro;
  readonly actor: string;
  readonly reason: string;
  /** What the audit says of it. */
  readonly target: string;
}
export type TakeBackResult =
  | { readonly kind: 'applied' }
  | { readonly kind: 'exists' }
  | { readonly kind: 'id_reused' | 'not_found' }
  /** The lot is of the plan or a refund: it follows from other entries. */
  | { readonly kind: 'not_given' }
  /** Less than the amount is free now: the rest is held, set aside, used or over. */
  | { readonly kind: 'not_free'; readonly free: Micro };

export interface PlanChangeInput {
  /** Made by the caller; asking twice is asking once. */
  readonly changeId: string;
  readonly planId: string;
  readonly planVersion: number;
}
export type PlanChangeOutcome = 'applied' | 'waiting' | 'exists' | 'id_reused' | 'unknown_plan';

export interface NewAccount {
  readonly accountId: string;
  readonly name: string;
  readonly planId: string;
  readonly planVersion: number;
  /** Day of the month on which the plan renews, 1 to 31; absent = the day of creation. */
  readonly anchorDay?: number;
}

/**
 * The authoritative ledger. Every method is one transaction under the lock of the account's row; every id is made by the caller and
 * every outcome is for ever: repeating a call, at any time and in any order, changes nothing and answers the same.
 * What would move value of a stopped account throws `AccountFrozen`, unless its answer says so.
 */
export interface LedgerStore {
  reserve(input: ReserveInput): Promise<ReserveResult>;
  /** Takes the call for one attempt, or null when it is taken, waiting or over. `takeover` also takes one whose worker fell silent. */
  claim(accountId: string, chargeId: string, worker: { readonly id: string; readonly claimMs: number; readonly takeover: boolean }): Promise<Claim | null>;
  /** Says that the attempt is still alive; false when it was taken over or ended. */
  renew(accountId: string, chargeId: string, fence: number, claimMs: number): Promise<boolean>;
  /** Puts an asynchronous job back until its next poll. */
  park(accountId: string, chargeId: string, fence: number, poll: PollState): Promise<boolean>;
  /**
   * Ends a reserved charge. On a stopped account the answer waits: its supplier is paid, so it is not lost.
   * @param claimedIn epoch of the worker's claim: what it learned before a restore changes nothing
   */
  resolve(accountId: string, chargeId: string, resolution: Resolution, claimedIn: number): Promise<ResolveResult>;
  /** Ends a charge whose call is lost, only if the call still is as it was seen. Of a stopped account nothing is ended: false. */
  abandon(due: DueCall, resolution: Extract<Resolution, { kind: 'void' | 'expire' }>): Promise<boolean>;
  dueCalls(limit: number): Promise<DueCall[]>;
  charge(accountId: string, chargeId: string): Promise<FoundCharge | null>;
  /** Gives a posted charge back to the very lots it came from, as a linked entry. At most once per charge. */
  reverse(accountId: string, chargeId: string, reversalId: string): Promise<'applied' | 'exists' | 'not_found' | 'not_reversible' | 'id_reused'>;
  grant(input: GrantInput): Promise<'applied' | 'exists'>;
  /** Takes back what is free of a lot that was given by hand, as an entry that names the grant's, with its reason and its line of the audit. */
  takeBack(input: TakeBackInput): Promise<TakeBackResult>;
  /** Sets value aside for a device. Granted and denied alike are for ever for a request id. */
  lease(input: LeaseInput): Promise<LeaseResult>;
  push(input: PushInput): Promise<PushResult>;
  pull(input: PullInput): Promise<PullResult>;
  balances(accountId: string): Promise<Balance[]>;
  /** Sets (null: removes) a cap of the workspace (`userId` empty) or of a member. */
  setLimit(accountId: string, limit: { readonly userId: string; readonly meter: Meter; readonly span: LimitSpan; readonly limit: Micro | null }): Promise<void>;
  /** How long an answer is given again, free, to whoever of the account asks the same; 0 = never. From now on. */
  setRepeatWindow(accountId: string, ms: number): Promise<void>;
  /** Caps of the workspace and of a member; of everybody when null. */
  limits(accountId: string, userId: string | null): Promise<LimitState[]>;
  /** Changes the plan: more begins at once with the month's remaining share, less with the next month. */
  changePlan(accountId: string, change: PlanChangeInput): Promise<PlanChangeOutcome>;
  /** Raised by every restore from a backup. */
  epoch(): Promise<number>;
  /** Brings accounts up to now whose time has come: month's end, expiry, lapse. Touching an account does the same. Answers how many. */
  rollDue(limit: number): Promise<number>;
  /** Notes for every device what a backup that begins after this has for certain. `token` names the backup. */
  noteForBackup(token: string): Promise<void>;
  /** The backup of this token is finished and checked: devices may forget what it has. */
  confirmBackup(token: string): Promise<void>;
  /**
   * Counts a call that is about to be made with the most it can cost; false = the account's limit for this provider and day leaves no room for
   * it, and it must not be made. Calls that are out count, whichever process made them.
   */
  planSupplierCall(call: PlannedCall): Promise<boolean>;
  /** Writes down a call that ended, once; what was counted for it becomes what it cost. */
  logSupplierCall(call: SupplierCall): Promise<void>;
  /** Sets (null: removes) the most that the account pays a provider in a day of UTC, micro-USD. What was paid today counts. */
  setProviderLimit(accountId: string, providerId: string, limit: number | null): Promise<void>;
  priceBook(): Promise<StoredPriceBook>;
  /** Deletes results past their time. Amounts and outcomes stay. */
  forgetResults(): Promise<number>;
}
