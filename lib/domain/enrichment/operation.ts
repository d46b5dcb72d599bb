import type { ByLeadKey } from '../lead/custom.ts';
import type { FieldKey, LeadKind } from '../lead/fields.ts';

interface OperationDefinition {
  readonly label: string;
  /** What is asked about: the words of a question mean the person, or the company. */
  readonly about: LeadKind;
  /** What a hit must hold at least: one of these fields, any field, a verdict, or an answer of its own shape. */
  readonly wanted: readonly FieldKey[] | 'any' | 'verdict' | 'data';
}

/** The things that providers can do. */
export const OPERATIONS = {
  'find-work-email': { label: 'Find work email', about: 'person', wanted: ['workEmail'] },
  'find-personal-email': { label: 'Find personal email', about: 'person', wanted: ['personalEmail'] },
  'find-mobile': { label: 'Find mobile', about: 'person', wanted: ['mobile'] },
  'find-phone': { label: 'Find phone', about: 'person', wanted: ['phone', 'mobile'] },
  'verify-email': { label: 'Verify email', about: 'person', wanted: 'verdict' },
  'check-phone': { label: 'Check phone', about: 'person', wanted: ['phoneStatus', 'phoneType', 'carrier'] },
  'find-linkedin': { label: 'Find LinkedIn profile', about: 'person', wanted: ['linkedinUrl'] },
  'enrich-person': { label: 'Enrich person', about: 'person', wanted: 'any' },
  'enrich-company': { label: 'Enrich company', about: 'company', wanted: 'any' },
  'find-domain': { label: 'Find domain', about: 'company', wanted: ['domain'] },
  'find-technologies': { label: 'Find technologies', about: 'company', wanted: ['technologies'] },
  'find-open-jobs': { label: 'Find open jobs', about: 'company', wanted: ['openJobs', 'jobTitles'] },
  'find-traffic': { label: 'Find traffic', about: 'company', wanted: ['monthlyVisits', 'trafficRank'] },
  'find-news': { label: 'Find news', about: 'company', wanted: ['news'] },
  'check-mail-host': { label: 'Check mail host', about: 'company', wanted: ['mailHost'] },
  'check-domain': { label: 'Check domain', about: 'company', wanted: ['domainRegistered'] },
  'answer-question': { label: 'Answer a question', about: 'person', wanted: 'data' },
} as const satisfies Record<string, OperationDefinition>;
export type OperationName = keyof typeof OPERATIONS;
export const OPERATION_NAMES = Object.keys(OPERATIONS) as [OperationName, ...OperationName[]];
export const isOperation = (name: string): name is OperationName => Object.hasOwn(OPERATIONS, name);

/** The normal form of every verifier's words. */
export type Verdict = 'valid' | 'catch-all' | 'invalid' | 'unknown';

/** What may be asked with. Named like the lead fields they come from; `email` is the address to check or look up. */
export const INPUT_KEYS = [
  'name', 'firstName', 'lastName', 'title', 'companyName', 'companyDomain', 'domain', 'email', 'phone', 'linkedinUrl', 'githubLogin', 'country', 'location',
  'vatId', 'companyNumber', 'registryId',
  // A question to a language model: what it is told, what it is asked, and the JSON Schema of its answer.
  'instructions', 'question', 'schema', 'model', 'maxTokens',
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
  readonly fields: ByLeadKey<string>;
  /** 0 to 100 when the provider gives one. */
  readonly confidence?: number;
  /** Of an address, when the provider gives one. Always there for verify-email. */
  readonly verdict?: Verdict;
  /** JSON of an answer of its own shape; as hostile as any, to be held against the schema that was asked for. */
  readonly data?: string;
  /** Where a value was seen, for sources that read pages. */
  readonly places?: { readonly [K in FieldKey]?: { readonly pageUrl: string; readonly text?: string } };
  /** The body as it came, bounded by RAW_ANSWER_CHARS. */
  readonly raw: string;
}

/** Where an asynchronous job stands; plain data that survives the death of the worker. */
export interface PollState {
  readonly jobId: string;
  readonly polls: number;
  /** Milliseconds since 1970 before which the next poll is useless. */
  readonly notBefore: number;
  /** When it was submitted, in milliseconds since 1970. */
  readonly since?: number;
}

/** What a call did to the person's bill at the provider, in the provider's own credits, as far as it says. */
export interface Bill {
  readonly billed: boolean;
  readonly spent?: number;
  readonly left?: number;
  /** Tokens of a language model, read and written. */
  readonly tokens?: Tokens;
}
export interface Tokens {
  readonly input: number;
  readonly output: number;
}

export type CallOutcome = {
  /** What the partner calls this exchange, where it says so: its support asks for it. */
  readonly requestId?: string;
} & (
  | { readonly kind: 'hit'; readonly answer: Answer; readonly tookMs: number; readonly bill?: Bill }
  | { readonly kind: 'no-result'; readonly raw: string; readonly tookMs: number; readonly reason?: 'legal-suppressed'; readonly bill?: Bill }
  /** `afterMs`: how long to wait from now, whatever the clock shows meanwhile; `poll.notBefore` is for those who keep the job. */
  | { readonly kind: 'pending'; readonly poll: PollState; readonly afterMs: number; readonly tookMs: number }
  /** `poll`: a job that was submitted before this call failed; it is asked for again, not begun anew. */
  | { readonly kind: 'failed'; readonly error: CallError; readonly tookMs: number; readonly poll?: PollState }
);
