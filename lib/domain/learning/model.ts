/** Odds of every arm of one question, for any segment: hierarchical, from everything down to the segment, each level leaning on the one above. */
import { posterior, meanOf, shareOf, type Beta } from './beta.ts';
import { LONGEST_LOG_MS, addCounts, fading, NO_COUNTS, scale, type Counts, type EvidenceCell } from './evidence.ts';
import { findableAfter, fitTrials, leastKept, RATE_MOST, type Trials } from './fit.ts';
import { PATTERN_ARM, type OddsBasis, type Share } from './odds.ts';
import { LATENCY_ATTEMPTS, OPERATION_PRIORS, PATTERN_PRIOR, PRIOR_ATTEMPTS, RELIABLE, RELIABLE_ATTEMPTS, type OperationPrior } from './prior.ts';
import { segmentAttempts } from './segment-weight.ts';
import { isWithin, segmentKey, segmentOfKey, segmentPath, type Segment } from './segment.ts';

/** What is known of one arm for one segment, before anybody missed. */
export interface ArmOdds {
  readonly arm: string;
  /** Rate over findable leads, as it is believed. */
  readonly rate: Beta;
  readonly valid: Share;
  /** A call comes back at all. */
  readonly reliable: number;
  readonly latencyMs: number;
  /** Counts of the finest segment that was used, faded. */
  readonly counts: Counts;
  readonly basis: OddsBasis;
}

export interface Model {
  readonly findable: number;
  /** Attempts behind all of it, faded. */
  readonly attempts: number;
  arm(arm: string, segment: Segment): ArmOdds;
  overlap(a: string, b: string): number;
  /** Chance that an answer is accepted when `arm` is asked after these have missed. */
  accepted(arm: string, segment: Segment, missed: readonly string[]): Share;
  /** Counts of an arm inside a segment, faded. */
  counts(arm: string, segment: Segment): Counts;
}

interface ArmCell extends Counts {
  readonly segment: Segment;
  /** Attempts as trials of the arm's own rate. */
  readonly exposure: number;
}

/** The belief about an arm before it was ever asked. */
export function priorOf(arm: string): OperationPrior {
  const [operation = '', provider] = arm.split('@');
  if (provider === PATTERN_ARM) return PATTERN_PRIOR;
  return Object.hasOwn(OPERATION_PRIORS, operation) ? OPERATION_PRIORS[operation as keyof typeof OPERATION_PRIORS] : OPERATION_PRIORS['enrich-person'];
}

const BASES: readonly OddsBasis[] = ['country', 'size', 'segment'];

/** @param now milliseconds since 1970: evidence fades up to then. Cells with broken counts are left out. */
export function fitModel(cells: readonly EvidenceCell[], now: number): Model {
  const sound = cells.filter((c) => [c.answered, c.accepted, c.rejected, c.failed, c.logMs, c.timed].every((v) => Number.isFinite(v) && v >= 0) && c.accepted + c.rejected <= c.answered * (1 + 1e-9) && c.logMs <= c.timed * LONGEST_LOG_MS * (1 + 1e-9));
  const faded = sound.map((cell) => ({ arm: cell.arm, missed: cell.missed, segment: segmentOfKey(cell.segment), ...scale(cell, fading(cell.at, now)) }));
  const trials = faded.map(({ arm, segment, missed, answered, accepted }): Trials => ({ arm, stratum: segmentKey(segment), missed, n: answered, hits: accepted }));
  const fit = fitTrials(trials, (arm) => priorOf(arm).accepted);
  const arms = new Map<string, ArmCell[]>();
  for (const [i, cell] of faded.entries()) {
    const known = arms.get(cell.arm) ?? [];
    known.push({ ...cell, exposure: cell.answered * (fit.exposures[i] ?? 0) });
    arms.set(cell.arm, known);
  }
  const weights = segmentAttempts([...arms.values()]);
  const remembered = new Map<string, ArmOdds>();
  const counts = (arm: string, segment: Segment): Counts => (arms.get(arm) ?? []).filter((c) => isWithin(c.segment, segment)).reduce<Counts>(addCounts, NO_COUNTS);
  const armOdds = (arm: string, segment: Segment): ArmOdds => {
    const key = `${arm}\n${segmentKey(segment)}`;
    const known = remembered.get(key) ?? descend(arm, segment, arms.get(arm) ?? [], fit.findable, weights);
    remembered.set(key, known);
    return known;
  };
  return {
    findable: fit.findable,
    attempts: faded.reduce((sum, c) => sum + c.answered + c.failed, 0),
    arm: armOdds,
    overlap: fit.overlap,
    counts,
    accepted: (arm, segment, missed) => {
      const asked = armOdds(arm, segment);
      const others = [...new Set(missed)].filter((m) => m !== arm).map((m) => ({ rate: meanOf(armOdds(m, segment).rate), overlap: fit.overlap(arm, m) }));
      const factor = findableAfter(fit.findable, others.map((o) => o.rate)) * leastKept(meanOf(asked.rate), others) * asked.reliable;
      const share = shareOf(asked.rate);
      return { mean: share.mean * factor, low: share.low * factor, high: share.high * factor };
    },
  };
}

/** From everything down to the segment: what a level believes is the prior of the next. */
function descend(arm: string, segment: Segment, cells: readonly ArmCell[], findable: number, weights: readonly number[]): ArmOdds {
  const prior = priorOf(arm);
  let rate: Beta = posterior(Math.min(RATE_MOST, prior.accepted / findable), PRIOR_ATTEMPTS, 0, 0);
  let basis: OddsBasis = 'prior';
  let finest: Counts = NO_COUNTS;
  for (const level of segmentPath(segment)) {
    const here = cells.filter((c) => isWithin(c.segment, level));
    const sum = here.reduce<Counts>(addCounts, NO_COUNTS);
    const exposed = here.reduce((n, c) => n + c.exposure, 0);
    const depth = level.seniority !== '?' ? 2 : level.size !== '?' ? 1 : level.country !== '?' ? 0 : -1;
    // Never surer of the coarser level than that level is of itself.
    const strength = depth < 0 ? PRIOR_ATTEMPTS : Math.min(weights[depth] ?? PRIOR_ATTEMPTS, rate.a + rate.b);
    rate = posterior(meanOf(rate), strength, sum.accepted, Math.max(exposed, sum.accepted));
    if (sum.answered > 0) {
      basis = depth < 0 ? 'all' : (BASES[depth] ?? 'all');
      finest = sum;
    }
  }
  const all = cells.reduce<Counts>(addCounts, NO_COUNTS);
  return {
    arm, rate, basis, counts: finest,
    valid: shareOf(posterior(prior.valid, PRIOR_ATTEMPTS, all.accepted, all.accepted + all.rejected)),
    reliable: (RELIABLE * RELIABLE_ATTEMPTS + all.answered) / (RELIABLE_ATTEMPTS + all.answered + all.failed),
    latencyMs: Math.exp((Math.log(prior.latencyMs) * LATENCY_ATTEMPTS + all.logMs) / (LATENCY_ATTEMPTS + all.timed)),
  };
}

/** The model of a question that was never asked. */
export const emptyModel = (): Model => fitModel([], 0);

/** What the counts of an arm say as they stand, without a model: an interval of the share of attempts that were answered and accepted. */
export const plainShare = (counts: Pick<Counts, 'answered'>, hits: number): Share => shareOf(posterior(0.5, 1, hits, Math.max(counts.answered, hits)));

