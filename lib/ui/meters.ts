import type { Balance } from '../contracts/account-api.ts';
import { add, formatMicro, maxOf, micro, subtract, ZERO, type Meter, type Micro } from '../domain/ledger/amount.ts';
import type { Charge } from '../domain/ledger/charge.ts';

/** Below this share of what the month began with a meter is low. */
const LOW_PERCENT = 20;

export interface MeterView {
  readonly meter: Meter;
  readonly state: 'ok' | 'low' | 'none' | 'no-account';
  /** Can be spent now; without an account the Actions used, and null for Data Credits. */
  readonly amount: Micro | null;
  readonly held: Micro;
  /** Share of the bar, 0 to 100. */
  readonly leftPercent: number;
  readonly heldPercent: number;
}

export interface AccountNow {
  readonly balances: readonly Balance[];
  /** Milliseconds since 1970 of the last word of the server. */
  readonly syncedAt: number;
}

const part = (amounts: { readonly actions: Micro; readonly credits: Micro }, meter: Meter): Micro => (meter === 'actions' ? amounts.actions : amounts.credits);

/**
 * Both meters, always in this order. The server's last balances plus what has happened on this device since:
 * a hold that is younger than the last sync is taken off what is left, a hold the server knew is given back or taken when it ended.
 * @param charges those that are open, and those that ended after the last sync
 */
export function meterViews(account: AccountNow | undefined, charges: readonly Charge[], usedThisMonth: Micro): readonly [MeterView, MeterView] {
  if (!account) {
    return [
      { meter: 'actions', state: 'no-account', amount: usedThisMonth, held: heldOf(charges, 'actions'), leftPercent: 0, heldPercent: 0 },
      { meter: 'data_credits', state: 'no-account', amount: null, held: ZERO, leftPercent: 0, heldPercent: 0 },
    ];
  }
  return [accountMeter('actions', account, charges), accountMeter('data_credits', account, charges)];
}

const heldOf = (charges: readonly Charge[], meter: Meter): Micro => add(...charges.filter((c) => c.state === 'reserved').map((c) => part(c.quoted, meter)));

function accountMeter(meter: Meter, account: AccountNow, charges: readonly Charge[]): MeterView {
  const balance = account.balances.find((b) => b.meter === meter);
  let left: Micro = micro(balance?.available ?? 0);
  let held: Micro = micro(balance?.held ?? 0);
  for (const charge of charges) {
    const knewHold = charge.path === 'account' && charge.reservedAt <= account.syncedAt;
    const ended = charge.resolvedAt !== undefined;
    if (ended && (charge.resolvedAt ?? 0) <= account.syncedAt) continue;
    if (!knewHold) left = subtract(left, ended ? part(charge.posted, meter) : part(charge.quoted, meter));
    if (!knewHold && !ended) held = add(held, part(charge.quoted, meter));
    if (knewHold && ended) {
      held = subtract(held, part(charge.quoted, meter));
      left = add(left, subtract(part(charge.quoted, meter), part(charge.posted, meter)));
    }
  }
  left = maxOf(ZERO, left);
  held = maxOf(ZERO, held);
  const granted = Math.max(balance?.granted ?? 0, left + held);
  const leftPercent = percent(left, granted);
  return {
    meter,
    state: left === 0 ? 'none' : left * 100 < granted * LOW_PERCENT ? 'low' : 'ok',
    amount: left,
    held,
    leftPercent,
    heldPercent: Math.min(100 - leftPercent, percent(held, granted)),
  };
}

const percent = (amount: number, of: number): number => (of === 0 ? 0 : Math.round((amount / of) * 1000) / 10);

/** "12,482 Actions left, 1 held": how a meter is read aloud. */
export function meterWords(view: MeterView): string {
  const unit = view.meter === 'actions' ? 'Actions' : 'Data Credits';
  if (view.state === 'no-account') return view.amount === null ? 'No account, no Data Credits' : `${formatMicro(view.amount)} ${unit} used this month, no limit`;
  const held = view.held > 0 ? `, ${formatMicro(view.held)} held` : '';
  const state = view.state === 'low' ? ', low' : '';
  return `${formatMicro(view.amount ?? ZERO)} ${unit} left${held}${state}`;
}
