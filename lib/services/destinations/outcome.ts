import type { Move } from '../../contracts/destination.ts';
import { backoffMs } from '../../core/backoff.ts';
import { DELIVERY_FAULTS, DELIVERY_REST_FAILURES, DELIVERY_RETRY_BASE_MS, DELIVERY_RETRY_MAX_MS, DELIVERY_WAIT_MOST_MS } from '../../core/limits.ts';
import { endRow, type RowChanges, type RowEnd, type RowRows } from '../../domain/delivery/advance.ts';
import type { Delivery, PauseReason } from '../../domain/delivery/delivery.ts';
import { isDue } from '../../domain/enrichment/candidate.ts';
import type { Lost, LoginFailed } from './converse.ts';

export type Outcome = Exclude<Move, { readonly kind: 'ask' }> | Lost | LoginFailed;
export interface Seen {
  readonly now: number;
  /** 0 <= x < 1 */
  readonly random: number;
  /** Sending again cannot make a second record. */
  readonly repeats: boolean;
  readonly isOnline: boolean;
  /** The browser may not reach it: that is why nobody answered. */
  readonly isForbidden: boolean;
}

const NO_ANSWER = 'No answer came. It may have arrived.';
const FAULT = 'The destination had a fault. It may have arrived all the same.';

/** What one sending came to for one of its rows, and for the delivery as a whole. @param index place of the row in the batch */
export function closeRow(rows: RowRows, told: Outcome, index: number, seen: Seen): RowChanges | null {
  // What went by itself cannot go by itself once more: an answer that makes no sense.
  const outcome: Outcome = rows.row.alone && (told.kind === 'alone' || (told.kind === 'results' && told.results[index]?.kind === 'alone')) ? { kind: 'fault' } : told;
  const end = endOf(rows, outcome, index, seen);
  const changed = endRow(rows, end, seen.now);
  return changed && { ...changed, delivery: afterwards(changed.delivery, outcome, index, seen) };
}

function endOf({ row, delivery }: RowRows, outcome: Outcome, index: number, seen: Seen): RowEnd {
  const { now, repeats } = seen;
  /** What may have arrived is sent again only where that makes no second one; and not at all by a delivery that was stopped. */
  const uncertain = (detail: string): RowEnd => (repeats && delivery.state !== 'stopping' ? { kind: 'later', notBefore: now } : { kind: 'unknown', detail });
  switch (outcome.kind) {
    case 'results': {
      const result = outcome.results[index];
      if (result?.kind === 'alone') return { kind: 'later', notBefore: now, alone: true };
      return result?.kind === 'known' ? { kind: 'left-out', reason: 'known' } : (result ?? uncertain(NO_ANSWER));
    }
    case 'alone':
      return { kind: 'later', notBefore: now, alone: true };
    case 'later':
    case 'stop':
    case 'login-failed':
      return { kind: 'later', notBefore: now };
    case 'lost':
      return outcome.wrote ? uncertain(NO_ANSWER) : { kind: 'later', notBefore: now };
    case 'fault': {
      const end = uncertain(outcome.detail ?? FAULT);
      if (end.kind !== 'later') return end;
      return row.faults + 1 >= DELIVERY_FAULTS ? { kind: 'failed', reason: 'fault', ...(outcome.detail ? { detail: outcome.detail } : {}) } : { kind: 'later', notBefore: now + waitOf(row.faults, seen.random), fault: true };
    }
  }
}

/** @param random 0 <= x < 1 */
export const waitOf = (failures: number, random: number): number => backoffMs(failures, random, DELIVERY_RETRY_BASE_MS / 2, DELIVERY_RETRY_MAX_MS);

/** The delivery rests, holds still, or goes on. Said once per batch: by its first row. */
function afterwards(delivery: Delivery, outcome: Outcome, index: number, seen: Seen): Delivery {
  if (index > 0) return delivery;
  const { now } = seen;
  const rest = (ms: number, failures: number): Delivery => ({ ...delivery, failures, ...resting(delivery, now, now + Math.min(DELIVERY_WAIT_MOST_MS, Math.ceil(ms))) });
  switch (outcome.kind) {
    case 'results':
    case 'alone': {
      const { restUntil: _restUntil, restFrom: _restFrom, ...rested } = delivery;
      return delivery.failures === 0 ? delivery : { ...rested, failures: 0 };
    }
    case 'stop':
      return paused(delivery, outcome.because, now, outcome.detail);
    case 'login-failed': {
      const status = outcome.reply?.status ?? 401;
      return status === 429 || status >= 500 ? rest(waitOf(delivery.failures, seen.random), delivery.failures + 1) : paused(delivery, 'revoked', now, 'The key was not accepted.');
    }
    case 'later': {
      const ms = outcome.afterMs ?? waitOf(delivery.failures, seen.random);
      // A busy destination is waited for as long as it asks; chance keeps two devices apart.
      if (outcome.because === 'busy') return rest(ms + seen.random * 250, outcome.afterMs === undefined ? delivery.failures + 1 : delivery.failures);
      return troubled(rest(Math.max(ms, waitOf(delivery.failures, seen.random)), delivery.failures + 1), now);
    }
    case 'fault':
      return troubled(rest(waitOf(delivery.failures, seen.random), delivery.failures + 1), now, outcome.detail);
    case 'lost':
      if (seen.isForbidden) return paused(delivery, 'no-permission', now);
      return seen.isOnline ? troubled(rest(waitOf(delivery.failures, seen.random), delivery.failures + 1), now) : rest(30_000, delivery.failures);
  }
}

/** Until the later moment, if there are two; one that was set by a clock that is ahead of now counts no more. */
const resting = ({ restUntil = 0, restFrom }: Delivery, now: number, until: number): Pick<Delivery, 'restFrom' | 'restUntil'> => ({ restFrom: now, restUntil: isDue(restUntil, restFrom, now) ? until : Math.max(restUntil, until) });

/** After many failures in a row the person is asked: nothing is lost by waiting for them. */
const troubled = (delivery: Delivery, now: number, detail?: string): Delivery => (delivery.failures >= DELIVERY_REST_FAILURES ? paused(delivery, 'unreachable', now, detail) : delivery);

export function paused(delivery: Delivery, reason: PauseReason, at: number, detail?: string): Delivery {
  if (delivery.state !== 'running') return delivery;
  const { restUntil: _restUntil, restFrom: _restFrom, ...rest } = delivery;
  return { ...rest, state: 'paused', failures: 0, pause: { reason, at, ...(detail ? { detail } : {}) } };
}
