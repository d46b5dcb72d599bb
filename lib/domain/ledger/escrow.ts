import { ONE_ACTION, UNIT, ZERO, maxOf, micro, type Micro } from './amount.ts';
import { mulDivFloor } from './integer-math.ts';

/** Most of a month's Actions that one lease may set aside. */
const CAPACITY_PART = 10;
/** A device gets at most one over this many times the number of devices of what is free. */
const FAIR_SHARE = 2;
/** An account with less than one over this of a month's Actions free is short. */
const SHORT_PART = 50;

const wholeDown = (amount: Micro): Micro => micro(amount - (amount % UNIT));
const wholeUp = (amount: Micro): Micro => wholeDown(micro(amount + UNIT - 1));

export interface EscrowFacts {
  /** What the device asks for. */
  readonly want: Micro;
  /** What can be given away now. */
  readonly available: Micro;
  /** Devices at work, the asking one included. */
  readonly activeDevices: number;
  /** Actions of the plan's month. */
  readonly monthly: Micro;
  /** What the tightest limit still allows; absent without limits. */
  readonly room?: Micro;
}

/**
 * Size of a lease in whole Actions: min(want, fair share of what is free, a tenth of the month), but a whole Action wherever one is free,
 * so that no rounding strands the last ones. 0 = nothing can be granted.
 */
export function escrowSize({ want, available, activeDevices, monthly, room }: EscrowFacts): Micro {
  const free = wholeDown(room === undefined ? available : micro(Math.min(available, maxOf(room, ZERO))));
  if (free < ONE_ACTION || want <= 0) return ZERO;
  const share = maxOf(ONE_ACTION, wholeDown(micro(mulDivFloor(available, 1, FAIR_SHARE * Math.max(1, activeDevices)))));
  const part = maxOf(ONE_ACTION, wholeDown(micro(mulDivFloor(monthly, 1, CAPACITY_PART))));
  return micro(Math.min(wholeUp(want), free, share, part));
}

/** Little is left for others: devices should bring back what they do not need. */
export const isShort = (available: Micro, monthly: Micro): boolean => available < maxOf(ONE_ACTION, micro(mulDivFloor(monthly, 1, SHORT_PART)));
