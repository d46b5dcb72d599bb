import type { Amounts, Micro } from '../ledger/amount.ts';
import type { Route } from '../lead/lead.ts';
import type { OperationName } from './operation.ts';
import type { SkipReason } from './run.ts';

/** One step of a quote: what it could cost if it were the one that answers. */
export interface QuoteStep {
  readonly source: 'pattern' | 'provider';
  readonly providerId?: string;
  readonly operation?: OperationName;
  readonly route?: Route;
  readonly creditsMax: Micro;
  /** Leads for which this step can be asked. */
  readonly askable: number;
  /** Why it cannot be asked for any lead, when askable is 0. */
  readonly skip?: SkipReason;
}

/** The price before: exact bounds per meter. A miss costs nothing, so the least is always zero. Nothing is written. */
export interface Quote {
  readonly waterfallId: string;
  readonly leads: number;
  /** Leads that will be asked; the others are listed in `skips`. */
  readonly asked: number;
  readonly max: Amounts;
  readonly min: Amounts;
  readonly steps: readonly QuoteStep[];
  readonly skips: readonly { readonly reason: SkipReason; readonly count: number }[];
  /** Money for the most it can cost at the account's prices, micro-USD; absent without an account. */
  readonly maxMicroUsd?: number;
  /** Above the workspace's threshold: the interface asks once more. */
  readonly confirm: boolean;
  /** Set when nothing can be asked, or the meters do not reach. */
  readonly blocked?: 'no-credits' | 'no-actions' | 'nothing-to-ask' | 'offline';
  /** What is missing of the meter that blocks. */
  readonly shortBy?: Micro;
}
