import type { Meter, Micro } from './amount.ts';
import { ZERO, add, maxOf, micro, subtract } from './amount.ts';

export type LotSource = 'plan' | 'topup' | 'promo' | 'adjust' | 'refund';

/** Lower burns first. What was given for free or would be lost soonest goes before what was paid for. */
export const LOT_PRIORITY: Readonly<Record<LotSource, number>> = { promo: 10, plan: 20, adjust: 25, refund: 25, topup: 30 };

/** One grant. available + leased + held + spent + expired = amount at every instant: value is neither made nor lost. */
export interface Lot {
  readonly id: string;
  readonly meter: Meter;
  readonly source: LotSource;
  readonly priority: number;
  readonly effectiveAt: number;
  readonly expiresAt: number | null;
  readonly amount: Micro;
  readonly available: Micro;
  readonly leased: Micro;
  readonly held: Micro;
  readonly spent: Micro;
  readonly expired: Micro;
}

export interface Allocation {
  readonly lotId: string;
  readonly amount: Micro;
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Burn order, total and independent of insertion: priority, soonest expiry (never last), oldest, id. */
export function compareBurn(a: Lot, b: Lot): number {
  const never = Number.POSITIVE_INFINITY;
  const expiry = (a.expiresAt ?? never) === (b.expiresAt ?? never) ? 0 : (a.expiresAt ?? never) - (b.expiresAt ?? never);
  return a.priority - b.priority || expiry || a.effectiveAt - b.effectiveAt || compareText(a.id, b.id);
}

/** May value of this lot be taken now? Decided by the instant, never by whether a sweep has run. */
export const isLive = (lot: Pick<Lot, 'effectiveAt' | 'expiresAt'>, now: number): boolean =>
  lot.effectiveAt <= now && (lot.expiresAt === null || now < lot.expiresAt);

/** Where released value goes: back to use while the lot lives, else it is expired. An expired lot never gains. */
export const releaseTo = (lot: Pick<Lot, 'effectiveAt' | 'expiresAt'>, now: number): 'available' | 'expired' =>
  lot.expiresAt === null || now < lot.expiresAt ? 'available' : 'expired';

/** Takes `amount` from the live lots in burn order. `short` is what they could not cover; the caller decides what that means. */
export function allocate(lots: readonly Lot[], amount: Micro, now: number): { readonly parts: readonly Allocation[]; readonly short: Micro } {
  const parts: Allocation[] = [];
  let rest = amount;
  for (const lot of lots.filter((l) => isLive(l, now)).sort(compareBurn)) {
    if (rest <= 0) break;
    const take = Math.min(rest, lot.available) as Micro;
    if (take <= 0) continue;
    parts.push({ lotId: lot.id, amount: take });
    rest = subtract(rest, take);
  }
  return { parts, short: rest };
}

/** Lots that people give; those of the plan and of refunds follow from other entries. */
const BY_HAND: readonly LotSource[] = ['topup', 'promo', 'adjust'];
export const isGivenByHand = (source: LotSource): boolean => BY_HAND.includes(source);
/** What the feed calls the entry that takes back what another one had granted. */
export const TAKEN_BACK = 'taken_back';

/** What of a lot is nobody's yet: neither held nor set aside, neither spent nor over. */
export const freeOf = (lot: Pick<Lot, 'available' | 'effectiveAt' | 'expiresAt'>, now: number): Micro => (isLive(lot, now) ? lot.available : ZERO);

/** Splits allocations into what is spent and what is given back when less than the held amount is taken. Earlier parts are spent first. */
export function settle(held: readonly Allocation[], taken: Micro): { readonly spent: readonly Allocation[]; readonly released: readonly Allocation[] } {
  if (taken < 0 || taken > sumOf(held)) throw new RangeError('settles more than is held');
  const spent: Allocation[] = [];
  const released: Allocation[] = [];
  let rest = taken;
  for (const part of held) {
    const take = Math.min(rest, part.amount) as Micro;
    if (take > 0) spent.push({ lotId: part.lotId, amount: take });
    if (part.amount > take) released.push({ lotId: part.lotId, amount: subtract(part.amount, take) });
    rest = subtract(rest, take);
  }
  return { spent, released };
}

export const sumOf = (parts: readonly Allocation[]): Micro => parts.reduce((sum, part) => add(sum, part.amount), ZERO);

/** Data Credits of the plan may not exceed this many months of it after the monthly grant. */
export const CREDIT_CAP_MONTHS = 2;

/**
 * What of the old plan lots is lost when `monthly` is added: carry + monthly - 2 * monthly, taken from available value, oldest lots first.
 * Value that is held or leased counts as carried but is never taken.
 */
export function trimToCap(planLots: readonly Lot[], monthly: Micro): readonly Allocation[] {
  const carry = planLots.reduce((sum, lot) => add(sum, lot.available, lot.held, lot.leased), ZERO);
  let excess = maxOf(ZERO, micro(carry + monthly - CREDIT_CAP_MONTHS * monthly));
  const trims: Allocation[] = [];
  for (const lot of [...planLots].sort((a, b) => a.effectiveAt - b.effectiveAt || compareText(a.id, b.id))) {
    const take = Math.min(excess, lot.available) as Micro;
    if (take <= 0) continue;
    trims.push({ lotId: lot.id, amount: take });
    excess = subtract(excess, take);
  }
  return trims;
}
