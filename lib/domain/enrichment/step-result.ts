import type { Amounts } from '../ledger/amount.ts';
import type { Answer, CallError, PollState } from './operation.ts';
import type { SkipReason, Usage } from './run.ts';
import type { Verdict } from './waterfall.ts';

/** What a source said, as it came: kept with the receipt. */
export interface Said {
  /** Bounded by RAW_ANSWER_CHARS, without the key. */
  readonly raw: string;
  readonly requestId?: string;
}

interface Took {
  readonly tookMs: number;
  readonly sandbox: boolean;
  readonly said?: Said;
  /** What a language model took. */
  readonly usage?: Usage;
}

/** What came of a claimed step. `posted` is the account server's word and `receipt` its proof; local charges are decided here. */
export type StepResult =
  | (Took & { readonly kind: 'accepted'; readonly answer: Answer; readonly verdict?: Verdict; readonly posted?: Amounts; readonly receipt?: string; readonly reusedAgeMs?: number; readonly keepAs?: string })
  /** An answer that a verifier has yet to judge: stored first, so that it is never bought again. */
  | (Took & { readonly kind: 'check'; readonly answer: Answer; readonly reusedAgeMs?: number; readonly keepAs?: string })
  | (Took & { readonly kind: 'rejected'; readonly value?: string; readonly verdict?: Verdict })
  | (Took & { readonly kind: 'no-result' })
  | { readonly kind: 'failed'; readonly error: CallError; readonly tookMs: number; readonly sandbox?: boolean; readonly said?: Said; readonly usage?: Usage }
  /** Refused before any call was made; nothing was bought. */
  | { readonly kind: 'refused'; readonly skip: SkipReason }
  /** Not finished: the same call goes on under the same charge id, after so many milliseconds: a moment would be worth nothing when the clock is set. `retry`: the source has not answered and is asked anew. */
  | { readonly kind: 'later'; readonly afterMs: number; readonly poll?: PollState; readonly retry?: 'counted' | 'free' };
