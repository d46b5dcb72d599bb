import { createRng, type Rng } from '../rng.ts';

/** All that may go wrong or be done by a person in the middle of a run. A seed switches about half of them off, so that each is also seen without the others. */
export const FAULTS = [
  'death', 'slow-disk', 'full-disk', 'lost-request', 'lost-answer', 'late-answer', 'late-request', 'storm', 'down', 'nonsense', 'quota', 'clock-forward', 'clock-back',
  'two-workers', 'stop', 'pause', 'single', 'second-run', 'edit', 'forget', 'delete', 'key', 'offline', 'signed-out', 'price', 'limits', 'estimate', 'restore', 'poor-account', 'fan-out', 'learned', 'find-first', 'poll', 'check',
] as const;
export type Fault = (typeof FAULTS)[number];

/** What one seed has in store. Every fault draws from a random of its own, so that leaving one out changes nothing of the others. */
export interface Plan {
  readonly seed: number;
  readonly on: ReadonlySet<Fault>;
  /** The random of a fault or of a part of the world. */
  random(part: string): Rng;
  readonly leads: number;
  /** A source has quotas of an hour and a day. */
  readonly hasQuotas: boolean;
  /** How long things go wrong, in milliseconds; then everything is well and the runs have to end. */
  readonly chaosMs: number;
}
export interface Shrunk {
  /** Faults that are left out. */
  readonly without?: readonly string[];
  readonly leads?: number;
  readonly chaosMs?: number;
}

const textHash = (text: string): number => [...text].reduce((hash, char) => Math.imul(hash ^ char.charCodeAt(0), 0x01000193) >>> 0, 0x811c9dc5);

export function drawPlan(seed: number, shrunk: Shrunk = {}): Plan {
  const random = (part: string): Rng => createRng((Math.imul(seed, 0x9e3779b1) ^ textHash(part)) >>> 0);
  const rng = random('plan');
  // Some worlds are calm, some are hopeless, most are in between.
  const share = rng.pick([0, 0.25, 0.5, 0.5, 0.5, 0.75]);
  const drawn = FAULTS.filter(() => rng.chance(share));
  const leads = rng.between(2, 9);
  const chaosMs = rng.between(15_000, 90_000);
  const hasQuotas = rng.chance(0.06);
  return { seed, random, hasQuotas, on: new Set(drawn.filter((fault) => !shrunk.without?.includes(fault))), leads: shrunk.leads ?? leads, chaosMs: shrunk.chaosMs ?? chaosMs };
}
