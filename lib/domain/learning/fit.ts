/**
 * What the counts say of the arms of one question together.
 *
 * Arms are not independent: who is missed by one is often missed by all, and some partners sell the same data. Two simple
 * corrections, both learned. (1) A part of the leads, `findable`, is known to the world at all; only they can be hit, and
 * each miss makes it likelier that a lead is not one of them (a two-class mixture; given that a lead is findable, arms hit
 * independently). (2) `overlap` of two arms, 0 to 1: how much fewer answers one gives after the other had missed than (1)
 * explains, as a share of the most that two arms of these rates can have in common. Only what goes beyond chance counts.
 *
 * Rates are kept apart by segment (`stratum`) all the while: an arm that is asked first where it is strong and last where
 * it is weak would else look like one that overlaps with everybody.
 */
import { clamp01 } from './beta.ts';
import { FINDABLE, FINDABLE_LEADS, OVERLAP_ANSWERS, PRIOR_ATTEMPTS, SEGMENT_ATTEMPTS } from './prior.ts';

/** Attempts of an arm in one segment after these others had missed. */
export interface Trials {
  readonly arm: string;
  readonly stratum: string;
  readonly missed: readonly string[];
  readonly n: number;
  readonly hits: number;
}

export interface Fit {
  /** Part of the leads that anybody knows, 0 to 1. */
  readonly findable: number;
  /** What one attempt of each of the trials is worth as a trial of the arm's own rate, 0 to 1, in the order they came. */
  readonly exposures: readonly number[];
  /** Learned overlap of two arms, 0 to 1; 0 where nothing is known. */
  overlap(a: string, b: string): number;
}

const ROUNDS = 4;
const SWEEPS = 6;
const GRID = Array.from({ length: 15 }, (_, i) => Math.min(1, 0.3 + i * 0.05));
const RATE_LEAST = 0.001;
export const RATE_MOST = 0.98;
const bounded = (q: number): number => Math.min(RATE_MOST, Math.max(RATE_LEAST, Number.isFinite(q) ? q : RATE_LEAST));

/** Part of the leads that are findable after these arms have missed. */
export function findableAfter(findable: number, missedRates: readonly number[]): number {
  const still = findable * missedRates.reduce((product, q) => product * (1 - q), 1);
  return still / (still + (1 - findable) || 1);
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

/** A trial with its names replaced by places in the arrays of rates. */
interface Row {
  readonly n: number;
  readonly hits: number;
  readonly arm: number;
  readonly rate: number;
  readonly others: readonly { readonly rate: number; readonly pair: number }[];
}
interface State {
  findable: number;
  readonly arms: number[];
  readonly rates: number[];
  readonly overlaps: number[];
}

/** @param priorOf mean of an arm asked first, before anything was asked */
export function fitTrials(trials: readonly Trials[], priorOf: (arm: string) => number): Fit {
  const { rows, arms, armOfRate, pairs } = rowsOf(trials);
  const prior = arms.map(priorOf);
  const state: State = { findable: FINDABLE, arms: prior.map((p) => bounded(p / FINDABLE)), rates: armOfRate.map((a) => bounded((prior[a] ?? 0.5) / FINDABLE)), overlaps: pairs.map(() => 0) };
  for (let round = 0; round < ROUNDS; round++) {
    // Once overlaps are known the part moves little: only its neighbours are tried.
    const at = GRID.findIndex((f) => f >= state.findable - 1e-9);
    findFindable(round === 0 ? GRID : GRID.slice(Math.max(0, at - 1), at + 2), state, rows, prior, armOfRate);
    if (!findOverlaps(state, rows)) break;
  }
  const places = new Map(pairs.map((pair, i) => [pair, i]));
  return {
    findable: state.findable,
    exposures: rows.map((row) => exposureOf(row, state)),
    overlap: (a, b) => state.overlaps[places.get(pairName(a, b)) ?? -1] ?? 0,
  };
}

function rowsOf(trials: readonly Trials[]): { readonly rows: Row[]; readonly arms: string[]; readonly armOfRate: number[]; readonly pairs: string[] } {
  const arms = new Map<string, number>();
  const rates = new Map<string, number>();
  const pairs = new Map<string, number>();
  const armOfRate: number[] = [];
  const place = (map: Map<string, number>, key: string): number => {
    const at = map.get(key) ?? map.size;
    map.set(key, at);
    return at;
  };
  const rate = (arm: string, stratum: string): number => {
    const at = place(rates, `${arm}\n${stratum}`);
    armOfRate[at] = place(arms, arm);
    return at;
  };
  const sound = (t: Trials): boolean => Number.isFinite(t.n) && Number.isFinite(t.hits) && t.n > 0 && t.hits >= 0;
  const rows = trials.map((t): Row => ({
    n: sound(t) ? t.n : 0,
    hits: sound(t) ? Math.min(t.n, t.hits) : 0,
    arm: place(arms, t.arm),
    rate: rate(t.arm, t.stratum),
    others: t.missed.filter((m) => m !== t.arm).map((m) => ({ rate: rate(m, t.stratum), pair: place(pairs, pairName(t.arm, m)) })),
  }));
  return { rows, arms: [...arms.keys()], armOfRate, pairs: [...pairs.keys()] };
}

const rateAt = (state: State, at: number): number => state.rates[at] ?? 0.5;

/** Findable still, and not known to those who missed alone; `except` leaves the overlap with one of them out. */
function exposureOf(row: Row, state: State, except = -1): number {
  const q = rateAt(state, row.rate);
  let still = state.findable;
  let kept = 1;
  for (const other of row.others) {
    const rate = rateAt(state, other.rate);
    still *= 1 - rate;
    if (other.pair !== except) kept = Math.min(kept, keptAfter(q, rate, state.overlaps[other.pair] ?? 0));
  }
  return (still / (still + (1 - state.findable) || 1)) * kept;
}

/** The part that makes the counts likeliest, with the rates that go with it. */
function findFindable(grid: readonly number[], state: State, rows: readonly Row[], prior: readonly number[], armOfRate: readonly number[]): void {
  let best = { findable: state.findable, arms: [...state.arms], rates: [...state.rates], score: -Infinity };
  for (const findable of grid) {
    state.findable = findable;
    for (let sweep = 0; sweep < SWEEPS; sweep++) sweepRates(state, rows, prior, armOfRate);
    const score = likelihood(state, rows) + priorScore(findable);
    if (score > best.score) best = { findable, arms: [...state.arms], rates: [...state.rates], score };
  }
  state.findable = best.findable;
  state.arms.splice(0, Infinity, ...best.arms);
  state.rates.splice(0, Infinity, ...best.rates);
}

/** Log density of a Beta with mean FINDABLE, worth FINDABLE_LEADS leads. */
const priorScore = (findable: number): number =>
  FINDABLE * FINDABLE_LEADS * Math.log(Math.min(0.999, findable)) + (1 - FINDABLE) * FINDABLE_LEADS * Math.log(Math.max(0.001, 1 - findable));

/** One step towards the rates that go with this findable part: over everything, and by segment leaning on that. */
function sweepRates(state: State, rows: readonly Row[], prior: readonly number[], armOfRate: readonly number[]): void {
  const all = state.arms.map(() => ({ hits: 0, exposed: 0 }));
  const local = state.rates.map(() => ({ hits: 0, exposed: 0 }));
  for (const row of rows) {
    const exposed = row.n * exposureOf(row, state);
    for (const sum of [all[row.arm], local[row.rate]]) {
      if (!sum) continue;
      sum.hits += row.hits;
      sum.exposed += exposed;
    }
  }
  for (const [i, { hits, exposed }] of all.entries()) {
    const mean = bounded((prior[i] ?? 0.5) / state.findable);
    state.arms[i] = bounded((mean * PRIOR_ATTEMPTS + hits) / (PRIOR_ATTEMPTS + Math.max(hits, exposed)));
  }
  for (const [i, { hits, exposed }] of local.entries()) {
    state.rates[i] = bounded(((state.arms[armOfRate[i] ?? 0] ?? 0.5) * SEGMENT_ATTEMPTS + hits) / (SEGMENT_ATTEMPTS + Math.max(hits, exposed)));
  }
}

function likelihood(state: State, rows: readonly Row[]): number {
  let sum = 0;
  for (const row of rows) {
    const p = Math.min(0.9999, Math.max(0.0001, rateAt(state, row.rate) * exposureOf(row, state)));
    sum += row.hits * Math.log(p) + (row.n - row.hits) * Math.log(1 - p);
  }
  return sum;
}

/** Overlaps one after the other, the most striking first: what one explains is not laid on the next. False when there are none. */
function findOverlaps(state: State, rows: readonly Row[]): boolean {
  const byPair = state.overlaps.map((): Row[] => []);
  for (const row of rows) for (const other of row.others) byPair[other.pair]?.push(row);
  const told = byPair.map((list, pair) => ({ pair, list, ...missing(state, list, pair) })).sort((a, b) => b.beyondChance / Math.sqrt(b.expected + 1) - a.beyondChance / Math.sqrt(a.expected + 1) || a.pair - b.pair);
  for (const { pair, list } of told) {
    const { beyondChance, possible } = missing(state, list, pair);
    state.overlaps[pair] = beyondChance > 0 ? clamp01(beyondChance / (possible + OVERLAP_ANSWERS)) : 0;
  }
  return state.overlaps.some((overlap) => overlap > 0);
}

/** Answers that were expected after the other of the pair had missed, those that did not come beyond chance, and the most that could have been missing. */
function missing(state: State, rows: readonly Row[], pair: number): { readonly expected: number; readonly beyondChance: number; readonly possible: number } {
  let expected = 0;
  let hits = 0;
  let possible = 0;
  for (const row of rows) {
    const q = rateAt(state, row.rate);
    const here = row.n * q * exposureOf(row, state, pair);
    const other = row.others.find((o) => o.pair === pair);
    expected += here;
    hits += row.hits;
    possible += here * (1 - keptAfter(q, other ? rateAt(state, other.rate) : 0.5, 1));
  }
  return { expected, beyondChance: expected - hits - Math.sqrt(expected), possible };
}

const pairName = (a: string, b: string): string => (a < b ? `${a}\n${b}` : `${b}\n${a}`);
