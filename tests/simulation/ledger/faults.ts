/**
 * What can go wrong, and how often in one seed. Every seed draws its own rates and sets some to zero (swarm testing:
 * Groce et al., "Swarm Testing", ISSTA 2012), so that faults do not hide each other.
 */
import type { Rng } from '../rng.ts';

/** Rates to choose from: probabilities, or for the last group the number of times in a run. */
const CHOICES = {
  /** A message or an answer does not arrive. */
  drop: [0.03, 0.12, 0.3],
  duplicate: [0.05, 0.2],
  /** A copy of a request arrives minutes to days later. */
  lateCopy: [0.02, 0.08],
  /** Most milliseconds on the way: above a few hundred messages overtake each other. */
  delay: [400, 4_000, 30_000],
  /** An answer is cut off in the middle. */
  truncate: [0.02, 0.08],
  /** A worker dies at an await. */
  workerKill: [0.0004, 0.002, 0.006],
  /** A server process dies at an await. */
  serverKill: [0.0003, 0.001, 0.004],
  /** serialization_failure, deadlock or a lost connection at a statement or a commit. */
  sqlFailure: [0.0005, 0.003],
  /** The browser's disk is full at a commit. */
  quota: [0.003, 0.02],
  /** Web Locks do not hold: two contexts sync at once. */
  brokenLocks: [0.2, 1],
  /** A provider takes too long, or its answer is lost. */
  providerLost: [0.05, 0.2],
  /** 429 and 500. */
  providerError: [0.1, 0.3],
  providerMiss: [0.2, 0.5],
  /** A job that is polled. */
  providerPending: [0.1, 0.3],
  /** A provider answers twice, or with another answer the second time. */
  providerDouble: [0.1, 0.3],

  powerLoss: [1, 3],
  evict: [1],
  clone: [1, 2],
  /** The server's database is put back to an older backup; its epoch rises. */
  restore: [1, 2],
  /** A device's clock jumps by minutes to years. */
  clockJump: [1, 4],
  /** The time of everybody moves by hours to weeks: months roll, lots expire, holds and claims run out. */
  timeJump: [1, 2, 4],
  offline: [1, 3],
  priceChange: [1, 2],
  planChange: [1, 2],
  memberRemoval: [1],
  limitChange: [1, 3],
  refund: [1, 4],
  topUp: [1, 3],
  signOut: [1],
  takeBack: [1, 4],
  /** An admin changes for how long an answer is given again. */
  windowChange: [1, 2],
} as const satisfies Record<string, readonly number[]>;

export type FaultKind = keyof typeof CHOICES;
export const FAULT_KINDS = Object.keys(CHOICES) as FaultKind[];
/** Faults that are deeds of the world at a moment, not a probability. */
export const DEEDS = ['powerLoss', 'evict', 'clone', 'restore', 'clockJump', 'timeJump', 'offline', 'priceChange', 'planChange', 'memberRemoval', 'limitChange', 'refund', 'topUp', 'signOut', 'takeBack', 'windowChange'] as const satisfies readonly FaultKind[];
/** Things that people do: they are no faults and never heal. */
const PEOPLE: readonly FaultKind[] = ['providerMiss', 'providerPending'];

export type Faults = Record<FaultKind, number>;

/** Kinds that would hide most of what else happens are drawn less often. */
const RARE: Partial<Record<FaultKind, number>> = { restore: 0.25, clone: 0.2, evict: 0.2, memberRemoval: 0.15, signOut: 0.15, windowChange: 0.2, brokenLocks: 0.25 };
const USUAL = 0.5;

/** @param without kinds that stay at zero: the draw of the others does not change */
export function drawFaults(rng: Rng, without: ReadonlySet<FaultKind>): Faults {
  const faults = {} as Faults;
  for (const kind of FAULT_KINDS) {
    const isOn = rng.chance(RARE[kind] ?? USUAL);
    const rate = rng.pick<number>(CHOICES[kind]);
    faults[kind] = isOn && !without.has(kind) ? rate : 0;
  }
  return faults;
}

/**
 * The faults stop. In liveness mode only some do: each kind of the network, the processes and the providers heals with more than even odds.
 */
export function heal(faults: Faults, rng: Rng, onlySome: boolean): FaultKind[] {
  const healed: FaultKind[] = [];
  for (const kind of FAULT_KINDS) {
    if (faults[kind] === 0 || PEOPLE.includes(kind)) continue;
    if (onlySome && !rng.chance(0.7)) continue;
    faults[kind] = 0;
    healed.push(kind);
  }
  // Answers that mostly come after everybody has stopped waiting are no network that anything could come to rest on.
  faults.delay = Math.min(faults.delay, 4_000);
  return healed;
}
