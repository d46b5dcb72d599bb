/** The Beta distribution: how sure a share is after so many hits and misses. Total: hostile counts give the widest answer, never NaN. */
import type { Share } from './odds.ts';

/** Half of what a 90 % interval leaves out. */
const TAIL = 0.05;
const HALVINGS = 44;
const FRACTION_TERMS = 200;

export interface Beta {
  /** Hits and misses, pseudo ones of the prior included; both over 0. */
  readonly a: number;
  readonly b: number;
}

const positive = (x: number): number => (Number.isFinite(x) && x > 1e-6 ? Math.min(x, 1e9) : 1e-6);

/** A prior of a mean and a strength (pseudo attempts), with counts added. Counts below zero or not finite count as none. */
export function posterior(mean: number, strength: number, hits: number, attempts: number): Beta {
  const m = clamp01(mean);
  const n = Math.max(0, finite(attempts));
  const h = Math.min(n, Math.max(0, finite(hits)));
  const k = positive(strength);
  return { a: positive(m * k + h), b: positive((1 - m) * k + n - h) };
}

export const meanOf = ({ a, b }: Beta): number => a / (a + b);

/** Mean and 90 % credible interval. */
export function shareOf(beta: Beta): Share {
  const mean = meanOf(beta);
  return { mean, low: Math.min(mean, betaQuantile(beta, TAIL)), high: Math.max(mean, betaQuantile(beta, 1 - TAIL)) };
}

/** The x below which the share lies with probability `p`; by halving, to about 1e-13. */
export function betaQuantile({ a, b }: Beta, p: number): number {
  let low = 0;
  let high = 1;
  for (let i = 0; i < HALVINGS; i++) {
    const x = (low + high) / 2;
    if (betaBelow(a, b, x) < p) low = x;
    else high = x;
  }
  return (low + high) / 2;
}

/** Regularised incomplete beta function by Lentz's continued fraction (Press et al., Numerical Recipes, 6.4). */
export function betaBelow(a: number, b: number, x: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b));
  const value = x < (a + 1) / (a + b + 2) ? (front * fraction(a, b, x)) / a : 1 - (front * fraction(b, a, 1 - x)) / b;
  return clamp01(value);
}

function fraction(a: number, b: number, x: number): number {
  const tiny = 1e-300;
  const away = (v: number): number => (Math.abs(v) < tiny ? tiny : v);
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let h = d;
  for (let m = 1; m <= FRACTION_TERMS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    const change = d * c;
    h *= change;
    if (Math.abs(change - 1) < 1e-12) break;
  }
  return h;
}

const LANCZOS = [76.18009172947146, -86.5053203294168, 24.01409824083091, -1.231739572450155, 0.001208650973866179, -5.395239384953e-6];

/** ln of the gamma function for x > 0 (Lanczos). */
function logGamma(x: number): number {
  const t = x + 5.5 - (x + 0.5) * Math.log(x + 5.5);
  const sum = LANCZOS.reduce((s, c, i) => s + c / (x + 1 + i), 1.000000000190015);
  return -t + Math.log((Math.sqrt(2 * Math.PI) * sum) / x);
}

/** One draw, from a handed-in uniform random: two gamma draws by Marsaglia and Tsang (2000). */
export function drawBeta({ a, b }: Beta, random: () => number): number {
  const x = drawGamma(positive(a), random);
  const y = drawGamma(positive(b), random);
  return x + y > 0 ? x / (x + y) : a / (a + b);
}

function drawGamma(shape: number, random: () => number): number {
  if (shape < 1) return drawGamma(shape + 1, random) * Math.max(random(), 1e-300) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (let tries = 0; tries < 64; tries++) {
    const z = Math.sqrt(-2 * Math.log(Math.max(random(), 1e-300))) * Math.cos(2 * Math.PI * random());
    const v = (1 + c * z) ** 3;
    if (v > 0 && Math.log(Math.max(random(), 1e-300)) < 0.5 * z * z + d - d * v + d * Math.log(v)) return d * v;
  }
  return shape; // a broken random: the mean is as good as anything
}

export const clamp01 = (x: number): number => (Number.isFinite(x) ? Math.min(1, Math.max(0, x)) : 0);
const finite = (x: number): number => (Number.isFinite(x) ? x : 0);
