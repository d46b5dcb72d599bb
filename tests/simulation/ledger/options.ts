/** What one simulated run is asked for, and what came of it. */
import type { FaultKind } from './faults.ts';

export type StoreKind = 'memory' | 'sqlite' | 'postgres';
export interface SimOptions {
  readonly seed: number;
  /** A planted mistake. */
  readonly bug?: string;
  /** Only some faults heal at the end, for good. */
  readonly liveness?: boolean;
  /** Shrinking: fewer devices, less time, fewer kinds of faults. */
  readonly devices?: number;
  readonly chaosMs?: number;
  readonly without?: readonly FaultKind[];
  /** Hears everything that happens. */
  readonly trace?: (line: string) => void;
  /** Gets the world to look into. */
  readonly onWorld?: (world: unknown) => void;
  /** Looks at the books after every change, not only now and then. */
  readonly careful?: boolean;
}

export interface RunStats {
  charges: number;
  posted: number;
  spends: number;
  leases: number;
  deaths: number;
  lives: number;
  restores: number;
  forks: number;
  deficits: number;
  rolls: number;
  /** Answers that were given again, and those of them that had waited for it. */
  repeats: number;
  waited: number;
}
export const noStats = (): RunStats => ({ charges: 0, posted: 0, spends: 0, leases: 0, deaths: 0, lives: 0, restores: 0, forks: 0, deficits: 0, rolls: 0, repeats: 0, waited: 0 });

export interface RunResult {
  readonly seed: number;
  /** Empty when every invariant held. */
  readonly violations: readonly string[];
  /** Deeds of the timeline until the first finding or the end. */
  readonly tick: number;
  /** Equal for equal seeds. */
  readonly traceHash: string;
  readonly stats: RunStats;
  /** Faults that this seed drew. */
  readonly faults: readonly FaultKind[];
  readonly devices: number;
  /** Milliseconds of chaos. */
  readonly chaosMs: number;
}
