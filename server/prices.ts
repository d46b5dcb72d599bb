/**
 * Prices that a new server begins with, for everything in the catalogue that an account can buy.
 * Where a manifest's words give a price in US dollars, the price follows from it; everywhere else it is a placeholder of ours,
 * one for each kind of question. An operator publishes another version on the page of the price book.
 */
import type { Manifest } from '../lib/contracts/manifest.ts';
import { isOperation, type OperationName } from '../lib/domain/enrichment/operation.ts';
import { UNIT } from '../lib/domain/ledger/amount.ts';
import { priceKey } from '../lib/domain/ledger/prices.ts';
import type { StoredPriceBook } from './ledger/store.ts';
import { FIRST_PRICE_BOOK } from './price-book.ts';

/** Micro-credits for one result. Ours: nobody documents them. Absent = not sold by the account. */
const PLACEHOLDERS: Partial<Readonly<Record<OperationName, number>>> = {
  'find-work-email': 1 * UNIT,
  'find-personal-email': 1.5 * UNIT,
  'find-mobile': 10 * UNIT,
  'find-phone': 5 * UNIT,
  'verify-email': 0.3 * UNIT,
  'check-phone': 0.3 * UNIT,
  'find-linkedin': 0.5 * UNIT,
  'enrich-person': 1 * UNIT,
  'enrich-company': 0.5 * UNIT,
  'find-domain': 0.3 * UNIT,
  'find-technologies': 1 * UNIT,
  'find-open-jobs': 1 * UNIT,
  'find-traffic': 1 * UNIT,
  'find-news': 0.5 * UNIT,
  // Left out: answer-question costs by its length and its model, which a price for each result cannot cover. It is asked with a key of one's own.
};

/** What a supplier takes for one result, micro-USD, worked out from the words of its manifest ("about" there is "about" here). */
const DOCUMENTED: Readonly<Record<string, number>> = {
  'find-work-email@anymailfinder': 70_000,
  'verify-email@anymailfinder': 14_000,
  'verify-email@bouncer': 8_000,
  'enrich-person@brightdata-datasets': 1_500,
  'enrich-company@brightdata-datasets': 1_500,
  'verify-email@emailable': 7_600,
  'find-work-email@findymail': 20_000,
  'find-mobile@findymail': 200_000,
  'enrich-company@findymail': 20_000,
  'find-work-email@hunter': 25_000,
  'verify-email@hunter': 25_000,
  'enrich-person@hunter': 25_000,
  'enrich-company@hunter': 25_000,
  'verify-email@kickbox': 10_000,
  'find-work-email@lemlist-enrich': 50_000,
  'verify-email@mailgun-validate': 20_000,
  'verify-email@neverbounce': 8_000,
  'find-work-email@people-data-labs': 280_000,
  'find-personal-email@people-data-labs': 280_000,
  'find-mobile@people-data-labs': 280_000,
  'enrich-person@people-data-labs': 280_000,
  'enrich-company@predictleads': 40_000,
  'find-technologies@predictleads': 40_000,
  'find-open-jobs@predictleads': 40_000,
  'find-news@predictleads': 40_000,
  'find-work-email@prospeo': 39_000,
  'find-mobile@prospeo': 390_000,
  'enrich-person@prospeo': 39_000,
  'enrich-company@prospeo': 39_000,
  'verify-email@reoon': 1_200,
  'find-domain@serper': 1_000,
  'find-linkedin@serper': 1_000,
  'enrich-company@serper': 1_000,
  'find-work-email@snov': 39_000,
  'verify-email@snov': 39_000,
  'enrich-person@snov': 39_000,
  'enrich-company@snov': 39_000,
  'find-domain@snov': 39_000,
  'check-phone@telnyx-lookup': 2_500,
  'enrich-person@telnyx-lookup': 3_000,
  'enrich-company@thecompaniesapi': 1_900,
  'enrich-person@thecompaniesapi': 1_900,
  'find-domain@thecompaniesapi': 1_900,
  'find-technologies@thecompaniesapi': 1_900,
  'check-phone@twilio-lookup': 8_000,
  'enrich-person@twilio-lookup': 10_000,
  'verify-email@zerobounce': 19_500,
  'find-work-email@zerobounce': 390_000,
};

/** A quarter on top of the supplier's price, in tenths of a Credit, at least one. */
const TENTH = UNIT / 10;
const priceOfCost = (microUsd: number, creditMicroUsd: number): number => Math.max(1, Math.ceil((microUsd * 5 * 10) / (creditMicroUsd * 4))) * TENTH;

/** What the supplier is known to take for a result, micro-USD, or null. */
export const supplierCost = (key: string): number | null => (Object.hasOwn(DOCUMENTED, key) ? DOCUMENTED[key] ?? null : null);

/** When a supplier takes money for a call of this operation. */
export function chargedWhen(manifest: Manifest, operation: OperationName): 'found' | 'call' | 'free' {
  return manifest.operations[operation]?.charged ?? manifest.price.charged;
}

/** Operations of the catalogue that an account can sell: with a key, and at a price that is known before the call. */
export function sellable(catalogue: ReadonlyMap<string, Manifest>): { readonly operation: OperationName; readonly providerId: string }[] {
  return [...catalogue.values()].flatMap((manifest) =>
    manifest.auth.kind === 'none'
      ? []
      : Object.keys(manifest.operations).filter(isOperation).filter((operation) => chargedWhen(manifest, operation) !== 'free' && PLACEHOLDERS[operation] !== undefined).map((operation) => ({ operation, providerId: manifest.id })),
  );
}

/**
 * The first price book with every sellable operation of the catalogue in it. The prices of the practice partners hold where those are
 * played (`isPractice`); real ones of the same name take more than that for some answers.
 */
export function fullPriceBook(catalogue: ReadonlyMap<string, Manifest>, isPractice: boolean): StoredPriceBook {
  const data: Record<string, number> = {};
  for (const { operation, providerId } of sellable(catalogue)) {
    const key = priceKey(operation, providerId);
    const cost = supplierCost(key);
    const price = cost === null ? PLACEHOLDERS[operation] : priceOfCost(cost, FIRST_PRICE_BOOK.creditMicroUsd);
    if (price !== undefined) data[key] = price;
  }
  return { ...FIRST_PRICE_BOOK, data: isPractice ? { ...data, ...FIRST_PRICE_BOOK.data } : data };
}
