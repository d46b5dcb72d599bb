import { priceBookSchema } from '../lib/contracts/account-api.ts';
import { UNIT } from '../lib/domain/ledger/amount.ts';
import { tiersAreSound } from '../lib/domain/ledger/prices.ts';
import type { StoredPriceBook } from './ledger/store.ts';

/** A price book as stored: what the account holds keys for is not part of it. */
export const storedPriceBookSchema = priceBookSchema.omit({ providers: true }).refine((book) => tiersAreSound(book.actionTiers), 'tiers must rise, end open and never get dearer');

const credits = (text: `${number}`): number => {
  const [whole = '0', fraction = ''] = text.split('.');
  return Number(whole) * UNIT + Number(fraction.padEnd(6, '0'));
};

/**
 * The price book that a new server starts with, for the partners of the practice sandbox; `fullPriceBook` adds the rest of the
 * catalogue. These prices are ours. Immutable: other prices need a new version.
 */
export const FIRST_PRICE_BOOK: StoredPriceBook = {
  version: 1,
  effectiveFrom: '2026-01-01T00:00:00Z',
  actionsPerResult: UNIT,
  actionTiers: [
    { upTo: 10_000, microUsd: 4_000 },
    { upTo: 50_000, microUsd: 3_000 },
    { upTo: 250_000, microUsd: 2_200 },
    { upTo: null, microUsd: 1_500 },
  ],
  data: {
    'find-work-email@hunter': credits('1'),
    'find-work-email@prospeo': credits('0.5'),
    'find-work-email@findymail': credits('1'),
    'find-work-email@people-data-labs': credits('1.5'),
    'find-work-email@apollo': credits('1'),
    'find-work-email@zerobounce': credits('8'),
    'find-personal-email@people-data-labs': credits('1.5'),
    'find-personal-email@apollo': credits('1'),
    'verify-email@zerobounce': credits('0.4'),
    'verify-email@hunter': credits('0.5'),
    'verify-email@findymail': credits('0.5'),
    'find-mobile@prospeo': credits('10'),
    'find-mobile@findymail': credits('10'),
    'find-mobile@people-data-labs': credits('10'),
    'enrich-person@hunter': credits('1'),
    'enrich-person@findymail': credits('1'),
    'enrich-person@prospeo': credits('1'),
    'enrich-person@people-data-labs': credits('1.5'),
    'enrich-person@apollo': credits('1'),
    'enrich-company@hunter': credits('0.5'),
    'enrich-company@prospeo': credits('0.5'),
    'enrich-company@findymail': credits('0.5'),
    'enrich-company@people-data-labs': credits('1'),
    'enrich-company@apollo': credits('0.5'),
  },
  creditMicroUsd: 50_000,
  topupPremiumPercent: 30,
};

/** The plan that a new workspace starts with, per month. */
export const FIRST_PLAN = { planId: 'starter', version: 1, name: 'Starter', actions: 15_000 * UNIT, credits: 2_500 * UNIT } as const;

/** Plans of a new server, per month; more can be added as rows. */
export const PLANS = [
  FIRST_PLAN,
  { planId: 'team', version: 1, name: 'Team', actions: 50_000 * UNIT, credits: 10_000 * UNIT },
  { planId: 'scale', version: 1, name: 'Scale', actions: 250_000 * UNIT, credits: 50_000 * UNIT },
] as const;

/** Partners that a practice server holds keys of. */
export const PRACTICE_PARTNERS: readonly string[] = [...new Set(Object.keys(FIRST_PRICE_BOOK.data).map((key) => key.slice(key.indexOf('@') + 1)))];
