/** How much a device asks for, and when. All of it is advice: what may be spent is decided by the leases alone. */
import { LEASE_LEAST_MICRO, LEASE_LOW_PERCENT, LEASE_MOST_MICRO } from '../../core/limits.ts';
import { add, micro, ONE_ACTION, times, ZERO, type Micro } from './amount.ts';
import { mulDivFloor } from './integer-math.ts';
import { restOfAll, type Lease } from './lease.ts';

const HOUR_MS = 3_600_000;
const HOURS = 24;

/** What this device spent out of leases in each of the last 24 hours. */
export interface LeaseUse {
  /** Hours since 1970 of the last sum. */
  readonly hour: number;
  readonly sums: readonly Micro[];
}
export const NO_USE: LeaseUse = { hour: 0, sums: [] };

/** The sums as they are at this hour: older ones fall out. A clock that was set back begins a new day. */
function at(use: LeaseUse, hour: number): Micro[] {
  const gone = hour - use.hour;
  if (gone < 0) return [ZERO];
  return [...use.sums, ...Array.from({ length: Math.min(gone, HOURS) }, () => ZERO)].slice(-HOURS);
}

export function withUse(use: LeaseUse, spent: Micro, now: number): LeaseUse {
  const hour = Math.floor(now / HOUR_MS);
  const sums = use.sums.length === 0 ? [ZERO] : at(use, hour);
  const last = sums.pop() ?? ZERO;
  return { hour, sums: [...sums, add(last, spent)] };
}

export const usedInDay = (use: LeaseUse, now: number): Micro => add(...at(use, Math.floor(now / HOUR_MS)));

const clamp = (amount: Micro): Micro => micro(Math.min(LEASE_MOST_MICRO, Math.max(LEASE_LEAST_MICRO, amount)));

/**
 * What to ask for: the spending of the last 24 hours, or what the runs under way may still need when that is more; 10 to 500 Actions.
 * @param ahead tasks of open runs that have not ended
 */
export const leaseWant = (use: LeaseUse, ahead: number, now: number): Micro => {
  const needed = times(ONE_ACTION, Math.min(ahead, LEASE_MOST_MICRO / ONE_ACTION));
  return clamp(micro(Math.max(usedInDay(use, now), needed)));
};

/** What the next lease would bring: what is asked for, but no more than the newest one where the account gave only a part. */
export function nextBrings(leases: readonly Lease[], want: Micro): Micro {
  const newest = leases.filter(({ state }) => state === 'open').sort((a, b) => b.createdSeq - a.createdSeq)[0];
  return newest?.isPart ? micro(Math.min(want, newest.amount)) : want;
}

/** Less than 30 % of what the next lease would bring is left: it is asked for before the last is used up. */
export const isLow = (leases: readonly Lease[], want: Micro): boolean => restOfAll(leases) < mulDivFloor(nextBrings(leases, want), LEASE_LOW_PERCENT, 100);
