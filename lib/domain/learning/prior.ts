/** What is believed before anything was asked, as data with its reasons. A few dozen own attempts outweigh all of it. */
import type { OperationName } from '../enrichment/operation.ts';

export interface OperationPrior {
  /** A partner asked first gives an answer that is taken. */
  readonly accepted: number;
  /** An answer that is given passes the check. */
  readonly valid: number;
  readonly latencyMs: number;
  /** What a partner takes for it where its price is not known in figures, micro-USD. */
  readonly priceMicroUsd: number;
}

/**
 * Means by operation. Why these: partners that sell work addresses speak of 60 to 90 % and deliver about half on mixed
 * lists; mobiles are known for far fewer people; registers and DNS know nearly every company that is asked about by its
 * domain. Prices are those of the small plans in the catalogue's manifests: 0.02 to 0.04 USD an address, about 0.02 a check, 0.28 a person.
 */
export const OPERATION_PRIORS: Readonly<Record<OperationName, OperationPrior>> = {
  'find-work-email': { accepted: 0.4, valid: 0.85, latencyMs: 2_000, priceMicroUsd: 30_000 },
  'find-personal-email': { accepted: 0.3, valid: 0.85, latencyMs: 2_000, priceMicroUsd: 40_000 },
  'find-mobile': { accepted: 0.25, valid: 0.95, latencyMs: 3_000, priceMicroUsd: 200_000 },
  'find-phone': { accepted: 0.3, valid: 0.95, latencyMs: 3_000, priceMicroUsd: 100_000 },
  'verify-email': { accepted: 0.85, valid: 0.98, latencyMs: 2_000, priceMicroUsd: 20_000 },
  'check-phone': { accepted: 0.85, valid: 0.98, latencyMs: 1_000, priceMicroUsd: 10_000 },
  'find-linkedin': { accepted: 0.5, valid: 0.98, latencyMs: 2_000, priceMicroUsd: 30_000 },
  'enrich-person': { accepted: 0.5, valid: 0.98, latencyMs: 1_500, priceMicroUsd: 100_000 },
  'enrich-company': { accepted: 0.6, valid: 0.98, latencyMs: 1_500, priceMicroUsd: 50_000 },
  'find-domain': { accepted: 0.6, valid: 0.98, latencyMs: 1_000, priceMicroUsd: 10_000 },
  'find-technologies': { accepted: 0.6, valid: 0.98, latencyMs: 2_000, priceMicroUsd: 30_000 },
  'find-open-jobs': { accepted: 0.5, valid: 0.98, latencyMs: 2_000, priceMicroUsd: 30_000 },
  'find-traffic': { accepted: 0.6, valid: 0.98, latencyMs: 1_500, priceMicroUsd: 20_000 },
  'find-news': { accepted: 0.5, valid: 0.98, latencyMs: 2_000, priceMicroUsd: 20_000 },
  'answer-question': { accepted: 0.8, valid: 0.98, latencyMs: 4_000, priceMicroUsd: 2_000 },
  'check-mail-host': { accepted: 0.95, valid: 0.99, latencyMs: 300, priceMicroUsd: 1_000 },
  'check-domain': { accepted: 0.8, valid: 0.99, latencyMs: 600, priceMicroUsd: 1_000 },
};

/** Guesses are right for somewhat fewer than one in six: half the companies use the first pattern, and most mailboxes do not say. */
export const PATTERN_PRIOR: OperationPrior = { accepted: 0.15, valid: 0.3, latencyMs: 2_500, priceMicroUsd: 20_000 };

/** Attempts that a prior is worth: partners differ a lot, so a good dozen real ones move the figure most of the way. */
export const PRIOR_ATTEMPTS = 8;
/** A segment leans on the next coarser one like this many attempts, unless the segments themselves say how much they differ. */
export const SEGMENT_ATTEMPTS = 16;
export const SEGMENT_ATTEMPTS_LEAST = 4;
export const SEGMENT_ATTEMPTS_MOST = 200;
/** Calls seldom fail; one outage must not bury a partner. */
export const RELIABLE = 0.98;
export const RELIABLE_ATTEMPTS = 40;
/** Weight of the prior in the geometric mean of latencies. */
export const LATENCY_ATTEMPTS = 3;

/** Part of all leads that anybody knows at all: the rest is missed by everybody together. Worth so many leads. */
export const FINDABLE = 0.9;
export const FINDABLE_LEADS = 12;
/** Two partners are taken to know different people until so many missing answers say otherwise. */
export const OVERLAP_ANSWERS = 4;

/** A Data Credit where no account says its price: the list price of the smallest plan. */
export const CREDIT_MICRO_USD = 50_000;
/** An hour of waiting is worth 1 USD: enough to break ties between prices, never enough to outweigh a Credit. */
export const WAIT_MICRO_USD_PER_SECOND = 278;

/** Answers that must stay when nothing is said: all that the steps can give together. */
export const KEEP_SHARE = 1;
/** Trying other orders may cost 5 % of what a run is expected to cost. */
export const TRY_SHARE = 0.05;
/** Attempts before a step may be left out: less says too little. */
export const LEAVE_OUT_ATTEMPTS = 30;
