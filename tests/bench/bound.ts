import type { RateLimits } from '../../lib/contracts/manifest.ts';
import type { PartnerPlan } from './partners.ts';

export interface Bound {
  readonly ms: number;
  /** Which partner sets it, and why, in words. */
  readonly words: string;
}

const LENGTHS = [['perSecond', 1_000], ['perMinute', 60_000], ['perHour', 3_600_000]] as const;

/** The least time between the first and the last start of so many calls, whoever plans them: windows may be filled at once, then only as they pass. */
function paceMs(calls: number, limits: RateLimits): { ms: number; why: string } {
  const all = LENGTHS.flatMap(([name, length]) => {
    const limit = limits[name];
    return limit === undefined ? [] : [{ ms: Math.floor((calls - 1) / limit) * length, why: `${limit} ${name}` }];
  });
  // Inside the longest window the shorter ones still space the calls of the last filling.
  const [minute, second] = [limits.perMinute, limits.perSecond];
  if (minute !== undefined && second !== undefined) all.push({ ms: Math.floor((calls - 1) / minute) * 60_000 + Math.floor(((calls - 1) % minute) / second) * 1_000, why: `${minute} perMinute, ${second} perSecond` });
  return all.reduce((a, b) => (b.ms > a.ms ? b : a), { ms: 0, why: 'no pace' });
}

/**
 * No scheduler can be faster: each partner has to take its calls within its pace and its places, the first of them cannot
 * come before the partners in front of it have missed once, and the last has to be answered.
 * @param calls what each partner was asked, in the order of the waterfall
 * @param taken the mean latency that was measured at each partner, milliseconds
 */
export function boundOf(plans: readonly PartnerPlan[], calls: readonly number[], taken: readonly number[]): Bound {
  let before = 0;
  let best: Bound = { ms: 0, words: 'nothing to ask' };
  for (const [i, plan] of plans.entries()) {
    const n = calls[i] ?? 0;
    if (n === 0) continue;
    const pace = paceMs(n, plan.limits);
    const places = plan.limits.concurrent === undefined ? 0 : (n * (taken[i] ?? 0)) / plan.limits.concurrent;
    const [ms, why] = pace.ms + plan.latency[0] >= places ? [pace.ms + plan.latency[0], pace.why] : [places, `${plan.limits.concurrent} at once, ${Math.round(taken[i] ?? 0)} ms each`];
    if (before + ms > best.ms) best = { ms: before + ms, words: `${n} calls to ${plan.id} (${why})${before > 0 ? `, the first after ${Math.round(before)} ms` : ''}` };
    before += plan.latency[0];
  }
  return best;
}
