/**
 * What is expected of one step of a waterfall, from what came of the steps that were asked before. Planning, quotes and
 * the interface read this and nothing deeper.
 */
import type { OperationName } from '../enrichment/operation.ts';

/** A probability with how sure it is: a 90 % credible interval, 0 <= low <= mean <= high <= 1. */
export interface Share {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** Where the figures come from: the finest segment with evidence of its own, everything, or nothing but the prior. */
export type OddsBasis = 'segment' | 'size' | 'country' | 'all' | 'prior';

/** What is expected when a step is asked now. */
export interface Odds {
  /** The answer is taken: it was given, and passed the check. Already lowered by what missed before (see `OddsReader`). */
  readonly accepted: Share;
  /** An answer is given, good or not. At least `accepted`. */
  readonly hit: Share;
  /** An answer that is given passes the check. */
  readonly valid: Share;
  /** Attempts behind the figures of the finest segment that was used, old ones counted less: 0 and more, not whole. */
  readonly n: number;
  readonly basis: OddsBasis;
  /** Milliseconds that the call usually takes (geometric mean), without waiting for a turn. */
  readonly latencyMs: number;
  /** Money one ask is expected to take, micro-USD: what is paid for each call, hit and accepted answer by their odds. */
  readonly costMicroUsd: number;
}

/**
 * Odds of a step for a lead. For pattern guesses (all guesses of a lead are one step) the provider is `PATTERN_ARM`.
 * @param missed arms (`armOf`) that were asked for this lead before and did not answer: those who miss together lower the odds
 * @returns undefined when nothing can be said of this operation
 */
export type OddsReader<L> = (providerId: string, operation: OperationName, lead: L, missed?: readonly string[]) => Odds | undefined;

/** The pattern guesses of a lead are learned as one step: who checks them is no part of it. */
export const PATTERN_ARM = 'pattern';

/** The name under which a step is learned: `<operation>@<provider>`. All guesses of a lead share one name. */
export const armOf = (step: { readonly source: 'pattern' | 'provider'; readonly providerId?: string; readonly operation?: OperationName }): string =>
  step.source === 'pattern' ? armName(PATTERN_ARM, 'find-work-email') : armName(step.providerId ?? '', step.operation ?? 'find-work-email');

export const armName = (providerId: string, operation: OperationName): string => `${operation}@${providerId}`;
