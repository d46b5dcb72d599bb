/**
 * What the counts say of the arms of one question together.
 *
 * Arms are not independent: who is missed by one is often missed by all, and some partners sell the same data. Two simple
 * corrections, both learned. (1) A part of the leads, `findable`, is known to the world at all; only they can be hit, and
 * each miss makes it likelier that a lead is not one of them (a two-class mixture; given that a lead is findable, arms hit
 * independently). (2) `overlap` of two arms, 0 to 1: how much fewer answers one gives after the other had missed than (1)
 * explains, as a share of the most that two arms of these rates can have in common. Only what goes beyond chance counts.
 */
import { clamp01 } from './beta.ts';
import { FINDABLE, FINDABLE_LEADS, OVERLAP_ANSWERS, PRIOR_ATTEMPTS } from './prior.ts';

/** Attempts of an arm after these others had missed. */
export interface Trials {
  readonly arm: string;
  readonly missed: readonly string[];
  readonly n: number;
  readonly hits: number;
}

export interface Fit {
  /** Part of the leads that anybody knows, 0 to 1. */
  readonly findable: number;
  /** Rate of each arm over findable leads. */
  readonly rates: ReadonlyMap<string, number>;
  /** Learned overlap of two arms, 0 to 1; 0 where nothing is known. */
  overlap(a: string, b: string): number;
}

const ROUNDS = 4;
const SWEEPS = 12;
const GRID = Array.from({ length: 15 }, (_, i) => 0.3 + i * 0.05);
export const RATE_LEAST = 0.001;
export const RATE_MOST = 0.98;
const bounded = (q: number): number => Math.min(RATE_MOST, Math.max(RATE_LEAST, Number.isFinite(q) ? q : RATE_LEAST));

/** Part of the leads that are findable after these arms have missed. */
export function findableAfter(findable: number, missedRates: readonly number[]): number {
  const still = findable * missedRates.reduce((product, q) => product * (1 - q), 1);
  return still / (still + 1 - findable || 1);
}

/** How much of its rate `q` an arm keeps after one of rate `other` has missed, at this overlap: 0 to 1. Symmetric overlap, pairwise consistent. */
export function keptAfter(q: number, other: number, overlap: number): number {
  if (overlap <= 0) return 1;
  const common = Math.min(q, other) - q * other;
  return clamp01(1 - (overlap * common) / Math.max(1e-9, q * (1 - other)));
}

/** Of several that missed, the one that overlaps most: sources in common are not counted twice. */
export const leastKept = (q: number, others: readonly { readonly rate: number; readonly overlap: number }[]): number =>
  others.reduce((least, o) => Math.min(least, keptAfter(q, o.rate, o.overlap)), 1);

/** @param priorOf mean of an arm asked first, before anything was asked */
export function fitTrials(trials: readonly Trials[], priorOf: (arm: string) => number): Fit {
  const usable = trials.filter((t) => Number.isFinite(t.n) && Number.isFinite(t.hits) && t.n > 0 && t.hits >= 0 && t.hits <= t.n * (1 + 1e-9));
  const arms = [...new Set(usable.flatMap((t) => [t.arm, ...t.missed]))].sort();
  let overlaps = new Map<string, number>();
  let best = bestFindable(usable, arms, priorOf, overlaps);
  for (let round = 0; round < ROUNDS; round++) {
    overlaps = overlapsOf(usable, best.findable, best.rates);
    if (overlaps.size === 0) break;
    best = bestFindable(usable, arms, priorOf, overlaps);
  }
  return { findable: best.findable, rates: best.rates, overlap: (a, b) => overlaps.get(pair(a, b)) ?? 0 };
}

interface Candidate {
  readonly findable: number;
  readonly rates: Map<string, number>;
}

function bestFindable(trials: readonly Trials[], arms: readonly string[], priorOf: (arm: string) => number, overlaps: ReadonlyMap<string, number>): Candidate {
  let best: Candidate & { score: number } = { findable: FINDABLE, rates: new Map(), score: -Infinity };
  for (const findable of GRID) {
    const rates = ratesAt(findable, trials, arms, priorOf, overlaps);
    const score = likelihood(findable, rates, trials, overlaps) + priorScore(findable);
    if (score > best.score) best = { findable, rates, score };
  }
  return best;
}

/** Log density of a Beta with mean FINDABLE, worth FINDABLE_LEADS leads. */
const priorScore = (findable: number): number =>
  FINDABLE * FINDABLE_LEADS * Math.log(Math.min(0.999, findable)) + (1 - FINDABLE) * FINDABLE_LEADS * Math.log(Math.max(0.001, 1 - findable));

function ratesAt(findable: number, trials: readonly Trials[], arms: readonly string[], priorOf: (arm: string) => number, overlaps: ReadonlyMap<string, number>): Map<string, number> {
  const prior = new Map(arms.map((arm) => [arm, bounded(clamp01(priorOf(arm)) / findable)]));
  let rates = prior;
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const hits = new Map<string, number>();
    const exposed = new Map<string, number>();
    for (const t of trials) {
      const exposure = t.n * exposureOf(t, findable, rates, overlaps);
      hits.set(t.arm, (hits.get(t.arm) ?? 0) + t.hits);
      exposed.set(t.arm, (exposed.get(t.arm) ?? 0) + exposure);
    }
    rates = new Map(arms.map((arm) => [arm, bounded(((prior.get(arm) ?? 0.5) * PRIOR_ATTEMPTS + (hits.get(arm) ?? 0)) / (PRIOR_ATTEMPTS + (exposed.get(arm) ?? 0)))]));
  }
  return rates;
}

/** What one attempt is worth as a trial of the arm's own rate: findable still, and not known to those who missed alone. */
function exposureOf(t: Trials, findable: number, rates: ReadonlyMap<string, number>, overlaps: ReadonlyMap<string, number>): number {
  const q = rates.get(t.arm) ?? 0.5;
  const others = t.missed.map((arm) => ({ rate: rates.get(arm) ?? 0.5, overlap: overlaps.get(pair(t.arm, arm)) ?? 0 }));
  return findableAfter(findable, others.map((o) => o.rate)) * leastKept(q, others);
}

function likelihood(findable: number, rates: ReadonlyMap<string, number>, trials: readonly Trials[], overlaps: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const t of trials) {
    const p = Math.min(0.9999, Math.max(0.0001, (rates.get(t.arm) ?? 0.5) * exposureOf(t, findable, rates, overlaps)));
    sum += t.hits * Math.log(p) + Math.max(0, t.n - t.hits) * Math.log(1 - p);
  }
  return sum;
}

function overlapsOf(trials: readonly Trials[], findable: number, rates: ReadonlyMap<string, number>): Map<string, number> {
  const sums = new Map<string, { missing: number; expected: number; possible: number }>();
  for (const t of trials) {
    const q = rates.get(t.arm) ?? 0.5;
    const expected = t.n * q * findableAfter(findable, t.missed.map((arm) => rates.get(arm) ?? 0.5));
    for (const other of t.missed) {
      const possible = expected * (1 - keptAfter(q, rates.get(other) ?? 0.5, 1));
      const key = pair(t.arm, other);
      const known = sums.get(key) ?? { missing: 0, expected: 0, possible: 0 };
      sums.set(key, { missing: known.missing + expected - t.hits, expected: known.expected + expected, possible: known.possible + possible });
    }
  }
  const out = new Map<string, number>();
  for (const [key, { missing, expected, possible }] of sums) {
    const beyondChance = missing - Math.sqrt(expected);
    if (beyondChance > 0) out.set(key, clamp01(beyondChance / (possible + OVERLAP_ANSWERS)));
  }
  return out;
}

const pair = (a: string, b: string): string => (a < b ? `${a}\n${b}` : `${b}\n${a}`);
