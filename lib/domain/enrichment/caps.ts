/** Limits that a person sets on what runs may take: by run, by hour, by day. Null or absent = no limit of one's own. */
import { maxOf, micro, NOTHING, ZERO, type Amounts, type Meter, type Micro } from '../ledger/amount.ts';

export type CapScope = 'run' | 'hour' | 'day';
export const CAP_SCOPES: readonly CapScope[] = ['run', 'hour', 'day'];

export interface Cap {
  readonly actions?: Micro;
  readonly credits?: Micro;
}
export interface SpendLimits {
  readonly run?: Cap;
  readonly hour?: Cap;
  readonly day?: Cap;
  /** A run that may take this many Data Credits or more asks once more; absent = the rule of the workspace. */
  readonly confirmAtCredits?: Micro;
  /** A run that takes this share more than it was expected to pauses itself, in percent. */
  readonly pauseOverPercent?: number;
}

/** What runs have taken and hold, in the hour and the day before now. */
export interface Taken {
  readonly hour: Amounts;
  readonly day: Amounts;
}
export const NOTHING_TAKEN: Taken = { hour: NOTHING, day: NOTHING };

export interface CapHit {
  readonly scope: CapScope;
  readonly meter: Meter;
  /** The limit, and what is left of it. */
  readonly limit: Micro;
  readonly left: Micro;
}

/** The first limit that `wanted` would not fit into, smallest scope first; undefined when all fit. */
export function capHit(limits: SpendLimits, taken: Taken, wanted: Amounts): CapHit | undefined {
  const used: Readonly<Record<CapScope, Amounts>> = { run: NOTHING, ...taken };
  for (const scope of CAP_SCOPES) {
    for (const key of ['actions', 'credits'] as const) {
      const limit = limits[scope]?.[key];
      if (limit === undefined) continue;
      const left = maxOf(ZERO, micro(limit - used[scope][key]));
      if (wanted[key] > left) return { scope, meter: key === 'actions' ? 'actions' : 'data_credits', limit, left };
    }
  }
  return undefined;
}

/** What one run may take at most: what stood on its button, and never more than the limit for every run or the one that was set for this. */
export const withinRunCap = (limits: SpendLimits, cap: Amounts, stopAt: Cap = {}): Amounts => ({
  actions: micro(Math.min(cap.actions, limits.run?.actions ?? cap.actions, stopAt.actions ?? cap.actions)),
  credits: micro(Math.min(cap.credits, limits.run?.credits ?? cap.credits, stopAt.credits ?? cap.credits)),
});
