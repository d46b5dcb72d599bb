import type { ChargeRequest } from '../../lib/contracts/account-api.ts';
import { priceOf } from '../../lib/domain/ledger/prices.ts';
import { FIRST_OPERATIONS } from '../../lib/domain/enrichment/find-first.ts';
import { ZERO } from '../../lib/domain/ledger/amount.ts';
import type { ReserveInput, StoredPriceBook } from '../ledger/store.ts';

export interface PriceFacts {
  readonly book: StoredPriceBook;
  readonly hasKey: boolean;
  /** Input keys that the operation still needs; null = it can be asked, empty = the provider does not offer it. */
  readonly missingInput: readonly string[] | null;
}

/** The price of a request, or why it is refused before anything is held or asked. */
export function decidePrice(request: ChargeRequest, facts: PriceFacts): ReserveInput['decision'] {
  if (request.isPart && !FIRST_OPERATIONS.includes(request.operation)) return { kind: 'reject', code: 'no_price' };
  const whole = priceOf(facts.book, request.operation, request.providerId);
  const price = whole && request.isPart ? { ...whole, actions: ZERO } : whole;
  if (!facts.hasKey) return { kind: 'reject', code: 'no_provider_key' };
  if (price === null) return { kind: 'reject', code: 'no_price' };
  if (request.priceBookVersion !== facts.book.version) return { kind: 'reject', code: 'price_changed' };
  if (request.max.actions < price.actions || request.max.credits < price.credits) return { kind: 'reject', code: 'price_changed' };
  if (facts.missingInput !== null) return { kind: 'reject', code: facts.missingInput.length === 0 ? 'unknown_operation' : 'missing_input' };
  return { kind: 'price', quoted: price };
}
