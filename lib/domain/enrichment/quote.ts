import type { Amounts, Micro } from '../ledger/amount.ts';
import type { LimitHit } from '../ledger/notices.ts';
import type { AiEstimate } from '../ai/estimate.ts';
import type { FieldKey } from '../lead/fields.ts';
import type { Route } from '../lead/lead.ts';
import type { CapHit } from './caps.ts';
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
  /** Why it is left out, with the number of leads. */
  readonly skips?: readonly { readonly reason: SkipReason; readonly count: number }[];
  /** It finds this field first, for steps that need it. */
  readonly finds?: FieldKey;
  /** Leads that are expected to be asked and to be answered by it; fractions. */
  readonly asked?: number;
  readonly answers?: number;
  /** Share of its questions that it is expected to answer, 0 to 1, and the number of past questions it rests on. */
  readonly chance?: number;
  readonly attempts?: number;
  /** Usual time to an answer. */
  readonly tookMs?: number;
}

/** What is expected, from history where there is some; between the least and the most. */
export interface Expected extends Amounts {
  /** Leads that are expected to be answered; a fraction. */
  readonly found: number;
  readonly microUsd?: number;
  /** Past questions that the figures rest on; 0 = general figures only. */
  readonly attempts: number;
}

/** The price before: exact bounds per meter. A miss costs nothing, so the least is always zero. Nothing is written. */
export interface Quote {
  readonly waterfallId: string;
  readonly leads: number;
  /** Leads that will be asked; the others are listed in `skips`. */
  readonly asked: number;
  readonly max: Amounts;
  readonly min: Amounts;
  readonly expected?: Expected;
  readonly steps: readonly QuoteStep[];
  readonly skips: readonly { readonly reason: SkipReason; readonly count: number }[];
  /** Money for the most it can cost at the account's prices, micro-USD; absent without an account. */
  readonly maxMicroUsd?: number;
  /** For an AI question: what it is thought to take of the person's own key. */
  readonly ai?: AiEstimate;
  /** Above the workspace's threshold: the interface asks once more. */
  readonly confirm: boolean;
  /** The first limit that the most it can cost would reach: the run waits or ends there. */
  readonly capped?: CapHit;
  /** What the limits of the table leave now, when all leads are of one that has any. */
  readonly tableRooms?: readonly CapHit[];
  /** The limit of the account that the most it can cost would cross: what goes beyond it is refused. */
  readonly limited?: LimitHit;
  /** Set when nothing can be asked, or the meters do not reach; `allowance`: the Actions that this device may spend without a network. */
  readonly blocked?: 'no-credits' | 'no-actions' | 'allowance' | 'nothing-to-ask' | 'offline';
  /** What is missing of the meter that blocks. */
  readonly shortBy?: Micro;
}
