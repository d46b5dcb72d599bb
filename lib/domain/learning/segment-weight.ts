import { SEGMENT_ATTEMPTS, SEGMENT_ATTEMPTS_LEAST, SEGMENT_ATTEMPTS_MOST } from './prior.ts';
import { segmentKey, type Segment } from './segment.ts';

interface Cell {
  readonly segment: Segment;
  readonly accepted: number;
  readonly exposure: number;
}

/** Trials that the belief of SEGMENT_ATTEMPTS is worth when the spread of segments is estimated. */
const SPREAD_TRIALS = 40;

/** What names a segment of each level (country, with size, with seniority), and the one it leans on; null when it has no such level. */
const LEVELS: readonly ((s: Segment) => readonly [string, string] | null)[] = [
  (s) => (s.country === '?' ? null : ['', s.country]),
  (s) => (s.size === '?' ? null : [s.country, `${s.country}|${s.size}`]),
  (s) => (s.seniority === '?' ? null : [`${s.country}|${s.size}`, segmentKey(s)]),
];

/**
 * Attempts that a segment leans on the coarser one, by level: empirical Bayes over all arms together. The spread of the
 * segments' rates beyond what chance explains is the intraclass correlation rho by the method of moments (the analysis of
 * variance estimator for proportions, see Ridout, Demétrio and Firth 1999); a Beta prior of that spread weighs 1 / rho - 1.
 */
export const segmentAttempts = (arms: readonly (readonly Cell[])[]): number[] => LEVELS.map((levelOf) => weightOf(arms, levelOf));

function weightOf(arms: readonly (readonly Cell[])[], levelOf: (s: Segment) => readonly [string, string] | null): number {
  const believed = 1 / (SEGMENT_ATTEMPTS + 1);
  let spread = believed * SPREAD_TRIALS;
  let trials = SPREAD_TRIALS;
  for (const cells of arms) {
    const parents = new Map<string, Map<string, { n: number; h: number }>>();
    for (const cell of cells) {
      const names = levelOf(cell.segment);
      if (!names || cell.exposure <= 0) continue;
      const children = parents.get(names[0]) ?? new Map<string, { n: number; h: number }>();
      const known = children.get(names[1]) ?? { n: 0, h: 0 };
      children.set(names[1], { n: known.n + cell.exposure, h: known.h + Math.min(cell.accepted, cell.exposure) });
      parents.set(names[0], children);
    }
    for (const children of parents.values()) {
      const found = spreadOf([...children.values()]);
      spread += found.spread;
      trials += found.trials;
    }
  }
  const rho = Math.max(0.001, Math.min(0.5, spread / trials));
  return Math.min(SEGMENT_ATTEMPTS_MOST, Math.max(SEGMENT_ATTEMPTS_LEAST, 1 / rho - 1));
}

function spreadOf(groups: readonly { readonly n: number; readonly h: number }[]): { readonly spread: number; readonly trials: number } {
  const n = groups.reduce((sum, g) => sum + g.n, 0);
  const p = n > 0 ? groups.reduce((sum, g) => sum + g.h, 0) / n : 0;
  const chance = p * (1 - p);
  if (groups.length < 2 || chance < 1e-6) return { spread: 0, trials: 0 };
  const squares = groups.reduce((sum, g) => sum + g.n * (g.h / g.n - p) ** 2, 0);
  const free = groups.length - 1;
  const trials = n - groups.reduce((sum, g) => sum + g.n * g.n, 0) / n - free;
  return trials > 0 ? { spread: squares / chance - free, trials } : { spread: 0, trials: 0 };
}
