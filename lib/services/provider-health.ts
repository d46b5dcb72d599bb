import { afterBusy, afterFault, afterSuccess, isFault, isGivenUp, isHalfOpen, isResting, WELL, type Breaker } from '../domain/enrichment/breaker.ts';
import type { CallError } from '../domain/enrichment/operation.ts';
import type { Deps } from './deps.ts';

/** How the providers are doing, shared by all runs: whom to leave alone, and until when. */
export interface ProviderHealth {
  /** Reads what was known when a worker last lived. */
  load(): Promise<void>;
  /** Milliseconds that nobody should call this provider; 0 = now. */
  restMs(id: string): number;
  /** After a rest: one call at a time only. */
  isHalfOpen(id: string): boolean;
  /** It rested too often without a success: not waited for. */
  isGivenUp(id: string): boolean;
  /** What a call came to; null for any answer at all. */
  note(id: string, error: CallError | null): Promise<void>;
}

export const healthId = (providerId: string, sandboxUrl: string | null): string => `${sandboxUrl === null ? 'live' : 'sandbox'}/${providerId}`;

export function createProviderHealth(deps: Pick<Deps, 'store' | 'now' | 'random' | 'online'>): ProviderHealth {
  const known = new Map<string, Breaker>();
  const of = (id: string): Breaker => known.get(id) ?? WELL;

  async function become(id: string, next: Breaker): Promise<void> {
    const before = of(id);
    known.set(id, next);
    // A failure more is no news until it means a rest; a worker that dies forgets it and counts anew.
    if (before.restUntil === next.restUntil && before.rests === next.rests) return;
    await deps.store.tasks.putHealth({ ...next, id, providerId: id.slice(id.indexOf('/') + 1) });
  }

  return {
    load: async () => {
      for (const { id, providerId: _providerId, ...breaker } of await deps.store.tasks.health()) known.set(id, breaker);
    },
    restMs: (id) => (isResting(of(id), deps.now()) ? (of(id).restUntil ?? 0) - deps.now() : 0),
    isHalfOpen: (id) => isHalfOpen(of(id), deps.now()),
    isGivenUp: (id) => isGivenUp(of(id)) && isResting(of(id), deps.now()),
    note: async (id, error) => {
      const now = deps.now();
      if (error === null) return become(id, afterSuccess(of(id)));
      if (error.kind === 'rate-limited' && error.retryAfterMs !== undefined) return become(id, afterBusy(of(id), now, now + error.retryAfterMs));
      // Without a network nobody can be reached: that says nothing about anybody.
      if (isFault(error.kind) && (error.kind !== 'offline' || deps.online())) return become(id, afterFault(of(id), now, deps.random()));
    },
  };
}
