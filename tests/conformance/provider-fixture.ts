import type { Bill, CallErrorKind, OperationInput, OperationName } from '../../lib/domain/enrichment/operation.ts';
import type { FieldKey } from '../../lib/domain/lead/fields.ts';

/** What the partner must be asked, at its real address. */
export interface Ask {
  readonly method: 'GET' | 'POST';
  /** Address without the query. */
  readonly url: string;
  /** Exactly these parameters, the key left out. */
  readonly query?: { readonly [name: string]: string | readonly string[] };
  /** Exactly this body. */
  readonly json?: unknown;
  readonly form?: { readonly [name: string]: string };
  /** At least these headers. */
  readonly headers?: { readonly [name: string]: string };
}

export interface RecordedAnswer {
  readonly status: number;
  readonly headers?: { readonly [name: string]: string };
  readonly json?: unknown;
  readonly text?: string;
}

export interface Exchange {
  readonly ask?: Ask;
  readonly answer: RecordedAnswer;
}

export type Expected =
  | { readonly kind: 'hit'; readonly fields: { readonly [K in FieldKey]?: string }; readonly confidence?: number; readonly verdict?: string; readonly data?: string; readonly bill?: Bill }
  | { readonly kind: 'no-result'; readonly reason?: 'legal-suppressed'; readonly bill?: Bill }
  | { readonly kind: 'pending' }
  | { readonly kind: 'failed'; readonly error: CallErrorKind; readonly detail?: string; readonly retryAfterMs?: number };

/** One recorded or invented exchange with a partner. `name` says what it shows: hit, partial, miss, bad-key, ... */
export interface Case {
  readonly name: string;
  readonly input?: OperationInput;
  /** In order; the last answer is repeated when the engine tries again. */
  readonly exchanges: readonly Exchange[];
  readonly expect: Expected;
}

export interface OperationFixture {
  /** The question of every case that brings none of its own. */
  readonly input: OperationInput;
  readonly cases: readonly Case[];
  /** For an operation that can ask many questions at once: questions that wait together, the one request, and each one's outcome. */
  readonly batch?: { readonly inputs: readonly OperationInput[]; readonly exchange: Exchange; readonly expect: readonly Expected[] };
}

export interface KeyCheckCase {
  readonly name: string;
  readonly answer: RecordedAnswer;
  readonly expect: { readonly status: string; readonly creditsLeft?: string };
}

/** Fixtures of one provider. The battery adds what every partner must survive: down, HTML, timeout, cancel, hostile answers. */
export interface ProviderFixture {
  readonly operations: { readonly [O in OperationName]?: OperationFixture };
  readonly keyCheck?: readonly KeyCheckCase[];
  /** For `auth: token`: how the partner answers a good key (the token must be TOKEN), and a bad one. */
  readonly login?: { readonly ask?: Ask; readonly answer: RecordedAnswer; readonly refused: RecordedAnswer };
}

/** The token that every login of a fixture gives. */
export const TOKEN = 'tkn-Xw4b92hPq_issued.by-login';
