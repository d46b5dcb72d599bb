import { BREAKER_FAILURES, BREAKER_REST_MAX_MS, BREAKER_REST_MIN_MS, BREAKER_RESTS } from '../../core/limits.ts';
import type { CallErrorKind } from './operation.ts';

/**
 * A provider that fails again and again is left alone for a while, then tried with one call at a time (half open): the
 * first success closes the breaker, a failure makes the next rest twice as long. Plain data, so that it outlives the worker.
 */
export interface Breaker {
  /** Failures in a row. */
  readonly failures: number;
  /** Rests in a row without a success between them. */
  readonly rests: number;
  readonly restFrom?: number;
  /** Milliseconds since 1970. */
  readonly restUntil?: number;
  /** fault: it failed. busy: it said when to come back. */
  readonly why?: 'fault' | 'busy';
}

export const WELL: Breaker = { failures: 0, rests: 0 };

/** Failures that say something about the provider and nothing about the question or the key. */
const FAULTS: readonly CallErrorKind[] = ['server', 'timeout', 'offline', 'nonsense'];
export const isFault = (kind: CallErrorKind): boolean => FAULTS.includes(kind);

/** A clock that shows less than when the rest began was set back: then the rest is over. */
export const isResting = (b: Breaker, now: number): boolean => b.restUntil !== undefined && now < b.restUntil && now >= (b.restFrom ?? 0);

/** After a rest only one call at a time is let through, until one succeeds. */
export const isHalfOpen = (b: Breaker, now: number): boolean => b.rests > 0 && !isResting(b, now);

/** It rested so often without a success that nobody should wait for it. */
export const isGivenUp = (b: Breaker): boolean => b.rests >= BREAKER_RESTS;

export const afterSuccess = (b: Breaker): Breaker => (b.failures === 0 && b.rests === 0 && b.restUntil === undefined ? b : WELL);

/** @param random 0 <= x < 1: the rest is up to a fifth longer, so that several devices do not come back at once */
export function afterFault(b: Breaker, now: number, random: number): Breaker {
  const failures = b.failures + 1;
  // Calls that were out when the rest began say nothing new.
  if (isResting(b, now) || (b.rests === 0 && failures < BREAKER_FAILURES)) return { ...b, failures };
  const restMs = Math.min(BREAKER_REST_MAX_MS, BREAKER_REST_MIN_MS * 2 ** Math.min(b.rests, 20));
  return { failures, rests: b.rests + 1, restFrom: now, restUntil: now + Math.round(restMs * (1 + random / 5)), why: 'fault' };
}

/** The provider said that it is busy until then. It is not ill: nothing is counted. */
export function afterBusy(b: Breaker, now: number, untilMs: number): Breaker {
  if (isResting(b, now) && (b.restUntil ?? 0) >= untilMs) return b;
  return { ...b, restFrom: now, restUntil: untilMs, why: 'busy' };
}
