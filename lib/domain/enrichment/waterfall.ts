import type { FieldKey, LeadKind } from '../lead/fields.ts';
import type { OperationName, Verdict } from './operation.ts';

export type { Verdict } from './operation.ts';

/** A question asked of a lead. */
export type EnrichmentId = 'work-email' | 'mobile' | 'person' | 'company' | 'verify-email';

/** conservative: only valid. balanced: valid and catch-all. aggressive: anything not invalid. */
export type Strategy = 'conservative' | 'balanced' | 'aggressive';

export const acceptsVerdict = (strategy: Strategy, verdict: Verdict): boolean => {
  if (strategy === 'conservative') return verdict === 'valid';
  if (strategy === 'balanced') return verdict === 'valid' || verdict === 'catch-all';
  return verdict !== 'invalid';
};

export type WaterfallStep =
  /** Guess addresses from the name and the domain; accepted only when a verifier agrees. */
  | { readonly source: 'pattern' }
  | { readonly source: 'provider'; readonly providerId: string; readonly operation: OperationName };

/** The ordered steps that answer an enrichment. Plain data: built-in templates and user-made ones look the same. */
export interface Waterfall {
  readonly id: string;
  readonly name: string;
  readonly enrichment: EnrichmentId;
  readonly kind: LeadKind;
  /** Fields that answer the question: an answer with none of them is no result. The first names the question. */
  readonly wanted: readonly FieldKey[];
  readonly steps: readonly WaterfallStep[];
  readonly verifier?: {
    /** First usable one checks; all must offer `verify-email`. */
    readonly providerIds: readonly string[];
    readonly strategy: Strategy;
  };
  /** The waterfall ends without a result after this many rejections of the same address. */
  readonly stopAfterSameRejected: number;
  /** An answer younger than this is reused free of charge. */
  readonly freshnessDays: number;
  /** fixed (or absent): the steps are asked as they stand. learned: in the order that past answers say is cheapest. */
  readonly order?: 'fixed' | 'learned';
  readonly learning?: LearningWish;
}

/** What a person wants of the learned order; every part has a default. */
export interface LearningWish {
  /** Steps that stay in front in this order, by arm (`armOf`), whatever is learned. */
  readonly first?: readonly string[];
  /** Share of the answers of all steps together that must stay, over 0 up to 1. Below 1, steps that add next to nothing are left out, and it is said. */
  readonly keepShare?: number;
  /** Most that trying other orders may cost, as a share of what a run is expected to cost, 0 to 0.5. */
  readonly tryShare?: number;
}
