import type { PriceBook } from '../contracts/account-api.ts';
import type { Amounts, Micro } from '../domain/ledger/amount.ts';

const MICRO = 1_000_000n;

/**
 * What an amount costs at the account's prices, in micro-USD, whole. Actions are priced by graduated tiers.
 * @param actionsBefore Actions already used this month, which decide the tier
 */
export function moneyOf(amounts: Amounts, book: PriceBook, actionsBefore: Micro): number {
  const credits = BigInt(amounts.credits) * BigInt(book.creditMicroUsd);
  let left = BigInt(amounts.actions);
  let at = BigInt(actionsBefore);
  let actions = 0n;
  for (const tier of book.actionTiers) {
    const end = tier.upTo === null ? null : BigInt(tier.upTo) * MICRO;
    const room = end === null ? left : end > at ? end - at : 0n;
    const taken = room < left ? room : left;
    actions += taken * BigInt(tier.microUsd);
    left -= taken;
    at += taken;
    if (left === 0n) break;
  }
  return Number((credits + actions) / MICRO);
}

/** "$0.054", "$74.42": at least two decimals, more only while they carry something below ten cents. */
export function formatMicroUsd(microUsd: number): string {
  const whole = Math.floor(microUsd / 1_000_000);
  const fraction = String(microUsd % 1_000_000).padStart(6, '0');
  const digits = microUsd < 1_000_000 ? fraction.replace(/0+$/, '').slice(0, 4).padEnd(2, '0') : fraction.slice(0, 2);
  return `$${new Intl.NumberFormat('en').format(whole)}.${digits}`;
}
