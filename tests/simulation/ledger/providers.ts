/** Data providers of the simulated world, asked by devices with own keys and by the account server alike. */
import type { CallOutcome } from '../../../lib/domain/enrichment/operation.ts';
import { UNIT } from '../../../lib/domain/ledger/amount.ts';
import type { CallRequest } from '../../../lib/providers/engine-api.ts';
import { FIRST_PRICE_BOOK } from '../../../server/price-book.ts';
import type { StoredPriceBook } from '../../../server/ledger/store.ts';
import type { Rng } from '../rng.ts';
import type { Faults } from './faults.ts';

export const OWN = ['own-a', 'own-c'] as const;
export const FREE = 'free-f';
/** managed-d is dearer than what is asked again after an unknown outcome. */
export const MANAGED = ['managed-b', 'managed-d', 'managed-v'] as const;
export const PRICES: StoredPriceBook = {
  ...FIRST_PRICE_BOOK,
  data: { 'find-work-email@managed-b': UNIT / 2, 'find-work-email@managed-d': 3 * UNIT, 'verify-email@managed-v': UNIT / 5 },
};

/** What one question cost and gave, by idempotency key. */
export interface Asked {
  submissions: number;
  hits: number;
}

export interface Providers {
  readonly asked: ReadonlyMap<string, Asked>;
  /** When the answer comes, in milliseconds, and what it is. */
  answer(request: CallRequest): { readonly afterMs: number; outcome(now: number): CallOutcome };
}

export function createProviders(rng: Rng, faults: Faults): Providers {
  const asked = new Map<string, Asked>();
  const failed = (kind: 'server' | 'timeout' | 'rate-limited' | 'offline', tookMs: number): CallOutcome => ({ kind: 'failed', error: { kind, retryable: true, ...(kind === 'rate-limited' ? { status: 429, retryAfterMs: 2_000 } : {}) }, tookMs });
  return {
    asked,
    answer(request) {
      const isLost = rng.chance(faults.providerLost);
      // Mostly longer than a claim lives, at times longer than an attempt may take.
      const afterMs = !isLost ? rng.between(5, 2_500) : rng.chance(0.85) ? rng.between(18_000, 36_000) : rng.between(90_000, 130_000);
      const told = (outcome: CallOutcome) => ({ afterMs, outcome: () => outcome });
      if (request.operation === 'verify-email') return told({ kind: 'hit', answer: { fields: {}, verdict: rng.pick(['valid', 'valid', 'valid', 'catch-all', 'invalid']), raw: '{}' }, tookMs: afterMs });
      const key = request.idempotencyKey ?? '';
      const book = asked.get(key) ?? { submissions: 0, hits: 0 };
      asked.set(key, book);
      if (request.poll === undefined) book.submissions += 1;
      if (rng.chance(faults.providerPending) && (request.poll?.polls ?? 0) < 3) {
        const waitMs = rng.between(1_000, 12_000);
        return { afterMs, outcome: (now) => ({ kind: 'pending', poll: { jobId: 'job', polls: (request.poll?.polls ?? 0) + 1, notBefore: now + waitMs }, afterMs: waitMs, tookMs: afterMs }) };
      }
      if (rng.chance(faults.providerError)) return told(failed(rng.pick(['server', 'timeout', 'rate-limited']), afterMs));
      if (rng.chance(faults.providerMiss)) return told({ kind: 'no-result', raw: '{}', tookMs: afterMs });
      book.hits += 1;
      // Asked twice, a provider may well say something else the second time.
      const which = rng.chance(faults.providerDouble) ? book.hits : 1;
      const outcome: CallOutcome = { kind: 'hit', answer: { fields: { workEmail: `person${which}@example.com` }, verdict: 'valid', raw: '{}' }, tookMs: afterMs };
      // The answer was given, and cut off on its way: nobody here knows it.
      return told(isLost && rng.chance(0.5) ? failed('timeout', afterMs) : outcome);
    },
  };
}
