import type { Manifest } from '../../lib/contracts/manifest.ts';
import type { CallOutcome, CallErrorKind, OperationName } from '../../lib/domain/enrichment/operation.ts';
import { UNIT } from '../../lib/domain/ledger/amount.ts';
import { mulDivFloor } from '../../lib/domain/ledger/integer-math.ts';
import { priceKey } from '../../lib/domain/ledger/prices.ts';
import type { StoredPriceBook } from '../ledger/store.ts';
import { chargedWhen, supplierCost } from '../prices.ts';

export interface CallCost {
  /** The most that the supplier can take for one call, micro-USD; null = nobody says. */
  readonly worst: number | null;
  /** Whether an answer of nothing costs as well. A provider without a manifest is taken to bill every call. */
  readonly billsMisses: boolean;
}

/**
 * What one call can cost the account: the supplier's documented price, else what a result is sold for, which a price book sets above
 * its cost.
 */
export function costOfCall(manifest: Manifest | undefined, book: StoredPriceBook, providerId: string, operation: OperationName): CallCost {
  const charged = manifest === undefined ? 'call' : chargedWhen(manifest, operation);
  if (charged === 'free') return { worst: 0, billsMisses: false };
  const key = priceKey(operation, providerId);
  const sold = Object.hasOwn(book.data, key) ? book.data[key] : undefined;
  const worst = supplierCost(key) ?? (sold === undefined ? null : -mulDivFloor(-sold, book.creditMicroUsd, UNIT));
  return { worst, billsMisses: charged === 'call' };
}

/** Failures after which the supplier may have worked all the same: nobody saw its answer, or nobody could read it. */
const MAY_BE_BILLED: readonly CallErrorKind[] = ['timeout', 'cancelled', 'nonsense'];

/** What a call that ended has cost; where that is not known, the worst. */
export function paidFor(cost: CallCost, outcome: CallOutcome): number {
  const isBilled = outcome.kind === 'hit' || outcome.kind === 'pending' || (outcome.kind === 'no-result' ? cost.billsMisses : outcome.kind === 'failed' && MAY_BE_BILLED.includes(outcome.error.kind));
  return isBilled ? cost.worst ?? 0 : 0;
}
