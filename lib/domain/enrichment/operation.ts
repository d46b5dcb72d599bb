import type { FieldKey } from '../lead/fields.ts';

/** One thing a provider can do. */
export const OPERATION_NAMES = [
  'find-work-email',
  'find-mobile',
  'verify-email',
  'enrich-person',
  'enrich-company',
  'find-domain',
  'check-mail-host',
  'check-domain',
] as const;
export type OperationName = (typeof OPERATION_NAMES)[number];

/** The normal form of every verifier's words. */
export type Verdict = 'valid' | 'catch-all' | 'invalid' | 'unknown';

/** What may be asked with. Named like the lead fields they come from; `email` is the address to check or look up. */
export const INPUT_KEYS = [
  'name', 'firstName', 'lastName', 'companyName', 'companyDomain', 'domain', 'email', 'phone', 'linkedinUrl', 'githubLogin', 'country',
] as const;
export type InputKey = (typeof INPUT_KEYS)[number];
export type OperationInput = { readonly [K in InputKey]?: string };

/** Closed union of what can go wrong with a provider call; `retryable` says whether trying the same call again can help. */
export type CallErrorKind =
  | 'bad-input'
  | 'auth'
  | 'no-credits'
  | 'forbidden-plan'
  | 'rate-limited'
  | 'server'
  | 'timeout'
  | 'offline'
  | 'nonsense'
  | 'cancelled';

export interface CallError {
  readonly kind: CallErrorKind;
  readonly retryable: boolean;
  /** Milliseconds the provider asked to wait. */
  readonly retryAfterMs?: number;
  readonly status?: number;
  /** Short text from the provider, cleaned and bounded; never holds a key. */
  readonly detail?: string;
}

/** What a provider said, in Kiln's words. */
export interface Answer {
  /** Normal form by field; `workEmail` for find-work-email, `mobile` for find-mobile. */
  readonly fields: { readonly [K in FieldKey]?: string };
  /** 0 to 100 when the provider gives one. */
  readonly confidence?: number;
  /** Of an address, when the provider gives one. Always there for verify-email. */
  readonly verdict?: Verdict;
  /** The body as it came, bounded by RAW_ANSWER_CHARS. */
  readonly raw: string;
}

/** Where an asynchronous job stands; plain data that survives the death of the worker. */
export interface PollState {
  readonly jobId: string;
  readonly polls: number;
  /** Milliseconds since 1970 before which the next poll is useless. */
  readonly notBefore: number;
}

export type CallOutcome =
  | { readonly kind: 'hit'; readonly answer: Answer; readonly tookMs: number }
  | { readonly kind: 'no-result'; readonly raw: string; readonly tookMs: number; readonly reason?: 'legal-suppressed' }
  | { readonly kind: 'pending'; readonly poll: PollState; readonly tookMs: number }
  | { readonly kind: 'failed'; readonly error: CallError; readonly tookMs: number };
