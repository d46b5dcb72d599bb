import { BREAKERS_KEPT, BREAKER_REST_MIN_MS } from '../../lib/core/limits.ts';
import { WELL, afterFault, afterSuccess, isFault, isHalfOpen, isResting, type Breaker } from '../../lib/domain/enrichment/breaker.ts';
import type { CallError, CallOutcome } from '../../lib/domain/enrichment/operation.ts';
import type { GatewayPorts } from './ports.ts';

/** Not asked: the provider failed again and again, and is left alone for a while. */
export interface Refused {
  readonly kind: 'rests';
  readonly error: CallError;
}
export interface Turn {
  readonly kind: 'go';
  /** What the call came to. */
  note(outcome: CallOutcome): void;
  /** The call is over, however it ended. Twice is once. */
  leave(): void;
}
/**
 * Which providers an account leaves alone: for each account and provider by itself, so that what one account's key or questions bring
 * about closes nothing for others. In the memory of this process: another one, or the same after a start, finds out for itself.
 */
export interface Breakers {
  /** May a new question be put? After a rest one call at a time is let through, until one succeeds. */
  enter(accountId: string, providerId: string): Turn | Refused;
  /** A look at a job that runs there: always made, and it says how the provider is. */
  look(accountId: string, providerId: string): Turn;
  /** How many rest right now. */
  open(): number;
}

const DETAIL = 'It failed again and again just now and is left alone for a while.';

export function createBreakers(ports: Pick<GatewayPorts, 'now' | 'random' | 'log'>): Breakers {
  const known = new Map<string, Breaker>();
  /** Whose one call after a rest is out. */
  const trials = new Set<string>();
  const idOf = (accountId: string, providerId: string): string => `${accountId} ${providerId}`;
  const of = (id: string): Breaker => known.get(id) ?? WELL;

  function become(id: string, next: Breaker): void {
    // What fails now goes to the end: the one that was well for longest is forgotten first.
    known.delete(id);
    if (next.failures === 0 && next.rests === 0) return;
    known.set(id, next);
    if (known.size <= BREAKERS_KEPT) return;
    const [oldest] = known.keys();
    if (oldest !== undefined) known.delete(oldest);
  }
  /** Only what says something about the provider counts: a bad key, an empty balance and a bad question do not, and neither closes nor opens anything. */
  function note(id: string, accountId: string, outcome: CallOutcome): void {
    if (outcome.kind !== 'failed') return become(id, afterSuccess(of(id)));
    if (!isFault(outcome.error.kind)) return;
    const before = of(id);
    const next = afterFault(before, ports.now(), ports.random());
    become(id, next);
    if (next.rests > before.rests) ports.log('provider.rests', { accountId, n: next.rests, ms: (next.restUntil ?? 0) - ports.now() });
  }
  const refused = (restMs: number): Refused => ({ kind: 'rests', error: { kind: 'server', retryable: true, retryAfterMs: Math.max(1, Math.round(restMs)), detail: DETAIL } });

  return {
    enter(accountId, providerId) {
      const id = idOf(accountId, providerId);
      const now = ports.now();
      const breaker = of(id);
      if (isResting(breaker, now)) return refused((breaker.restUntil ?? now) - now);
      const isTrial = isHalfOpen(breaker, now);
      if (isTrial && trials.has(id)) return refused(BREAKER_REST_MIN_MS);
      if (isTrial) trials.add(id);
      return { kind: 'go', note: (outcome) => note(id, accountId, outcome), leave: () => void (isTrial && trials.delete(id)) };
    },
    look: (accountId, providerId) => ({ kind: 'go', note: (outcome) => note(idOf(accountId, providerId), accountId, outcome), leave: () => undefined }),
    open: () => [...known.values()].filter((breaker) => isResting(breaker, ports.now())).length,
  };
}
