import type { Balance } from '../contracts/account-api.ts';
import { add, formatMicro, maxOf, micro, subtract, ZERO, type Meter, type Micro } from '../domain/ledger/amount.ts';
import type { Charge } from '../domain/ledger/charge.ts';
import { restOf, type Lease } from '../domain/ledger/lease.ts';
import { meterName } from './meter-words.ts';

/** Below this share of what the month began with a meter is low. */
const LOW_PERCENT = 20;
/** A word of the server that is older than this is told with its time. */
export const OLD_MS = 15 * 60_000;

export interface MeterView {
  readonly meter: Meter;
  readonly state: 'ok' | 'low' | 'none' | 'no-account';
  /** Can be spent here: what the account has free and what is left of this device's share. Without an account the Actions used, and null for Data Credits. */
  readonly amount: Micro | null;
  /** For questions that are out: at the account, and of this device's share. */
  readonly held: Micro;
  /** The server's own figure, and the rest of what it has set aside for this device: never mixed, they come together in `amount` only. */
  readonly free: Micro;
  readonly here: Micro;
  /** Set aside for other devices. */
  readonly elsewhere: Micro;
  /** Spent of this device's share and not yet known to the server. */
  readonly untold: Micro;
  /** Share of the bar, 0 to 100. */
  readonly leftPercent: number;
  readonly heldPercent: number;
}

export interface AccountNow {
  readonly balances: readonly Balance[];
  /** Milliseconds since 1970 of the last word of the server. */
  readonly syncedAt: number;
  /** Events up to this one are in the balances. */
  readonly atSeq: number;
}

/** What this device may spend without asking. */
export interface DeviceShare {
  readonly leases: readonly Lease[];
  /** Spends that wait to be told. */
  readonly untold: Micro;
}
const NO_SHARE: DeviceShare = { leases: [], untold: ZERO };

const part = (amounts: { readonly actions: Micro; readonly credits: Micro }, meter: Meter): Micro => (meter === 'actions' ? amounts.actions : amounts.credits);

/**
 * Both meters, always in this order. What the account buys is taken off the server's figure as soon as the server has said so, or may still say
 * so; what this device decides itself comes out of its own share and never touches that figure.
 * @param charges those that are open, and those that ended after the last sync
 */
export function meterViews(account: AccountNow | undefined, charges: readonly Charge[], usedThisMonth: Micro, share: DeviceShare = NO_SHARE): readonly [MeterView, MeterView] {
  if (!account) {
    const none = { state: 'no-account', free: ZERO, here: ZERO, elsewhere: ZERO, untold: ZERO, leftPercent: 0, heldPercent: 0 } as const;
    const held = add(...charges.filter((c) => c.state === 'reserved').map((c) => c.quoted.actions));
    return [{ ...none, meter: 'actions', amount: usedThisMonth, held }, { ...none, meter: 'data_credits', amount: null, held: ZERO }];
  }
  return [accountMeter('actions', account, charges, share), accountMeter('data_credits', account, charges, NO_SHARE)];
}

function accountMeter(meter: Meter, account: AccountNow, charges: readonly Charge[], share: DeviceShare): MeterView {
  const balance = account.balances.find((b) => b.meter === meter);
  const { free: freeThere, held: heldThere } = sinceSync(meter, account, charges, balance);
  // A share that is newer than the figures has left them since.
  const newer = add(ZERO, ...share.leases.filter((lease) => lease.createdSeq > account.atSeq).map((lease) => lease.amount));
  const free = maxOf(ZERO, subtract(freeThere, newer));
  const here = add(ZERO, ...share.leases.map(restOf));
  const held = add(heldThere, ...share.leases.map((lease) => lease.reserved));
  // The server has not heard of the untold spends: for it they are still set aside for this device.
  const mine = add(share.untold, ...share.leases.filter(({ state }) => state === 'open' || state === 'closing').map((lease) => subtract(lease.amount, lease.spent)));
  const elsewhere = maxOf(ZERO, subtract(add(micro(balance?.leased ?? 0), newer), mine));
  const amount = add(free, here);
  const granted = Math.max(balance?.granted ?? 0, amount + held);
  const leftPercent = percent(amount, granted);
  return {
    meter,
    state: amount === 0 ? 'none' : BigInt(amount) * 100n < BigInt(granted) * BigInt(LOW_PERCENT) ? 'low' : 'ok',
    amount, held, free, here, elsewhere, untold: share.untold,
    leftPercent,
    heldPercent: Math.min(100 - leftPercent, percent(held, granted)),
  };
}

/** The server's figures with what was bought through it since: a hold that is younger is taken off, one that has ended is given back or taken. */
function sinceSync(meter: Meter, account: AccountNow, charges: readonly Charge[], balance: Balance | undefined): { readonly free: Micro; readonly held: Micro } {
  let free: Micro = micro(balance?.available ?? 0);
  let held: Micro = micro(balance?.held ?? 0);
  for (const charge of charges) {
    if (charge.path !== 'account') continue;
    const knewHold = charge.reservedAt <= account.syncedAt;
    const ended = charge.resolvedAt !== undefined;
    if (ended && (charge.resolvedAt ?? 0) <= account.syncedAt) continue;
    if (!knewHold) free = subtract(free, ended ? part(charge.posted, meter) : part(charge.quoted, meter));
    if (!knewHold && !ended) held = add(held, part(charge.quoted, meter));
    if (knewHold && ended) {
      held = subtract(held, part(charge.quoted, meter));
      free = add(free, subtract(part(charge.quoted, meter), part(charge.posted, meter)));
    }
  }
  return { free: maxOf(ZERO, free), held: maxOf(ZERO, held) };
}

const percent = (amount: number, of: number): number => (of === 0 ? 0 : Math.round((amount / of) * 1000) / 10);

/** "12,482 Actions left, 1 held": how a meter is read aloud. */
export function meterWords(view: MeterView): string {
  const unit = meterName(view.meter);
  if (view.state === 'no-account') return view.amount === null ? 'No account, no Data Credits' : `${formatMicro(view.amount)} ${unit} used this month, no limit`;
  const held = view.held > 0 ? `, ${formatMicro(view.held)} held` : '';
  const here = view.here > 0 ? `, ${formatMicro(view.here)} of them on this device` : '';
  const state = view.state === 'low' ? ', low' : '';
  return `${formatMicro(view.amount ?? ZERO)} ${unit} left${here}${held}${state}`;
}
