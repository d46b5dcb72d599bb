import { PROVIDER_RETRY_MAX_MS, STEP_BUSY_RETRIES, STEP_RETRIES, STEP_RETRY_BASE_MS, STEP_RETRY_MAX_MS } from '../../core/limits.ts';
import type { CallError } from './operation.ts';
import type { Step } from './run.ts';

/** What is known of the world when a call has failed. */
export interface Failing {
  readonly isOnline: boolean;
  /** Somebody waits: a fault is told at once and the next source is asked. */
  readonly isUrgent: boolean;
  /** The source works on it already: asking again what became of it costs nothing. */
  readonly isJob: boolean;
  /** 0 <= x < 1 */
  readonly random: number;
}
const OFFLINE_AGAIN_MS = 30_000;

/**
 * After how many milliseconds a failed call is asked anew, or null when the failure counts. A busy source is waited for as long as it asks;
 * without a network everything waits and nothing is counted; a fault is given two more tries, later and apart.
 * A timeout counts at once: the question was asked and may have been billed. Of a job only the look at it was lost.
 */
export function putOff(step: Pick<Step, 'retries'>, error: CallError, { isOnline, isUrgent, isJob, random }: Failing): { readonly afterMs: number; readonly retry: 'counted' | 'free' } | null {
  const retries = step.retries ?? 0;
  const apart = (ms: number): number => Math.round(ms * (1 + random / 2));
  const backoff = Math.min(STEP_RETRY_MAX_MS, STEP_RETRY_BASE_MS * 2 ** Math.min(retries, 10));
  if (error.kind === 'offline' && !isOnline) return { afterMs: apart(OFFLINE_AGAIN_MS), retry: 'free' };
  if (error.kind === 'rate-limited') {
    const waitMs = error.retryAfterMs ?? Math.round(backoff * (1 + random / 2));
    return retries >= STEP_BUSY_RETRIES || (isUrgent && waitMs > PROVIDER_RETRY_MAX_MS) ? null : { afterMs: waitMs, retry: 'counted' };
  }
  if ((error.kind === 'server' || error.kind === 'offline' || (error.kind === 'timeout' && isJob)) && !isUrgent && retries < STEP_RETRIES) return { afterMs: apart(backoff * 2), retry: 'counted' };
  return null;
}
