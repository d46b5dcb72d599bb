import type { Question } from '../ai/question.ts';
import type { LeadKey } from '../lead/custom.ts';
import type { LeadKind } from '../lead/fields.ts';
import type { Micro } from '../ledger/amount.ts';
import type { Only } from './condition.ts';
import type { EnrichmentId } from './enrichments.ts';
import type { OperationName, Verdict } from './operation.ts';

export type { EnrichmentId } from './enrichments.ts';
export type { Verdict } from './operation.ts';

/** conservative: only valid. balanced: valid and catch-all. aggressive: anything not invalid. */
export type Strategy = 'conservative' | 'balanced' | 'aggressive';

export const acceptsVerdict = (strategy: Strategy, verdict: Verdict): boolean => {
  if (strategy === 'conservative') return verdict === 'valid';
  if (strategy === 'balanced') return verdict === 'valid' || verdict === 'catch-all';
  return verdict !== 'invalid';
};

interface StepRules {
  /** Left out while it is set: the step keeps its place and its conditions. */
  readonly isOff?: true;
  /** Asked only of leads that fit, as the lead is when the run is planned. */
  readonly only?: Only;
  /** A call that takes longer has failed and the next step is asked. Calls through the account have the account's own limit. */
  readonly timeoutMs?: number;
}
export type WaterfallStep =
  /** Guess addresses from the name and the domain; accepted only when a verifier agrees. */
  | ({ readonly source: 'pattern' } & StepRules)
  | ({ readonly source: 'provider'; readonly providerId: string; readonly operation: OperationName } & StepRules);

/** Who is asked for an input that the lead lacks and a step needs: the domain, the name of the company, the profile. */
export interface FirstStep {
  readonly providerId: string;
  readonly operation: OperationName;
}

/** The ordered steps that answer an enrichment. Plain data: built-in templates and user-made ones look the same. */
export interface Waterfall {
  readonly id: string;
  readonly name: string;
  readonly enrichment: EnrichmentId;
  readonly kind: LeadKind;
  /** Fields that answer the question: an answer with none of them is no result. The first names the question. */
  readonly wanted: readonly LeadKey[];
  readonly steps: readonly WaterfallStep[];
  /** Asked before the steps, and only for what one of them lacks. Part of the same enrichment: no Action of its own. */
  readonly findFirst?: readonly FirstStep[];
  /**
   * What is missing may be bought through the account too. Its Data Credits are charged when it is found, also when the
   * question itself is not answered afterwards; without this only own keys and free sources find it.
   */
  readonly buysFirst?: true;
  readonly verifier?: {
    /** First usable one checks; all must offer `verify-email`. */
    readonly providerIds: readonly string[];
    readonly strategy: Strategy;
  };
  /** The waterfall ends without a result after this many rejections of the same address. */
  readonly stopAfterSameRejected: number;
  /** The waterfall ends without a result after this many sources without an answer. */
  readonly stopAfterMisses?: number;
  /** No step is asked that could make one lead cost more Data Credits than this. */
  readonly stopAtCredits?: Micro;
  /** An answer younger than this is reused free of charge. */
  readonly freshnessDays: number;
  /**
   * Sources that may be asked at the same time. Only steps that cost no Data Credits go together; a bought one is asked
   * alone, so that one answer is never paid twice.
   */
  readonly fanOut?: number;
  /** fixed (or absent): the steps are asked as they stand. learned: in the order that past answers say is cheapest. */
  readonly order?: 'fixed' | 'learned';
  readonly learning?: LearningWish;
  /** Not offered in the panel and the table. */
  readonly isHidden?: true;
  /** An AI question: what its one step asks, as it was when the run was started. */
  readonly question?: Question;
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
