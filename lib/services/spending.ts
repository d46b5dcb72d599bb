import { capHit, NOTHING_TAKEN, type SpendLimits, type Taken } from '../domain/enrichment/caps.ts';
import type { Run, RunPause } from '../domain/enrichment/run.ts';
import { addAmounts, NOTHING, type Amounts } from '../domain/ledger/amount.ts';
import { subtractAmounts } from '../domain/enrichment/hold.ts';
import type { Deps } from './deps.ts';

/** What was taken in an hour and a day is counted anew from the charges no more often than this. */
const COUNT_EVERY_MS = 30_000;
/** A run that meets a limit tries again after this: the hour and the day move on. */
const AGAIN_MS = 60_000;

/** Watches the person's limits for an hour and a day over all runs and deliveries of this device. */
export interface Spending {
  /** Reads the limits, and counts what was taken when any are set. */
  load(): Promise<void>;
  /** Counts anew when that is due: without it what was counted grows too old to decide by. Nothing is read when it is not. */
  recount(): Promise<void>;
  /** Somebody else may have spent since: what was counted is not known any more. */
  forget(): void;
  /** Call it inside the transaction with every run as it becomes: the next decision of the same transaction has to see it. */
  note(run: Run): void;
  /** Sets so much aside for what is about to be written; call the answer with what was. */
  hold(more: Amounts): (written: Amounts) => void;
  /** Actions that may still be held now; Infinity without a limit. */
  room(): number;
  /** Why so much more may not be held now, or null; `never`: it alone is more than a limit allows. */
  pauseFor(more: Amounts): RunPause | 'never' | null;
}

export function createSpending(deps: Pick<Deps, 'store' | 'now'>): Spending {
  let limits: SpendLimits = {};
  let taken: Taken | undefined;
  let countedAt = -Infinity;
  /** What each run had taken and held when it was counted, and what it has and holds now. */
  const before = new Map<string, Amounts>();
  const latest = new Map<string, Amounts>();
  /** What was set aside and is not written yet, and what was written: ever, and when it was counted. */
  let pending = NOTHING;
  let written = NOTHING;
  let writtenBefore = NOTHING;
  const isOlder = (ms: number): boolean => deps.now() < countedAt || deps.now() - countedAt >= ms;
  /** The clock has leapt since it was counted: another hour is meant now, in which other charges may lie. */
  const isStale = (): boolean => isOlder(2 * COUNT_EVERY_MS);
  const sumOf = (run: Run): Amounts => addAmounts(run.charged, run.held);
  const since = (): Amounts => [...latest].reduce((sum, [id, amounts]) => addAmounts(sum, subtractAmounts(amounts, before.get(id) ?? NOTHING)), addAmounts(pending, subtractAmounts(written, writtenBefore)));

  async function load(): Promise<void> {
    limits = (await deps.store.meta.get('limits')) ?? {};
    if (!limits.hour && !limits.day) return void (taken = undefined);
    const now = deps.now();
    if (taken && !isOlder(COUNT_EVERY_MS)) return;
    // What is written meanwhile may be counted twice for a while, and never not at all.
    const writtenNow = written;
    const { runs, taken: counted } = await deps.store.tasks.countTaken(now);
    taken = counted;
    countedAt = now;
    writtenBefore = writtenNow;
    before.clear();
    latest.clear();
    for (const run of runs) {
      before.set(run.id, sumOf(run));
      latest.set(run.id, sumOf(run));
    }
  }

  return {
    load,
    recount: async () => (taken && isOlder(COUNT_EVERY_MS) ? load() : undefined),
    forget: () => void (taken = undefined),
    note: (run) => {
      if (!taken) return;
      if (!before.has(run.id)) before.set(run.id, NOTHING);
      latest.set(run.id, sumOf(run));
    },
    hold(more) {
      pending = addAmounts(pending, more);
      return (amounts) => {
        pending = subtractAmounts(pending, more);
        written = addAmounts(written, amounts);
      };
    },
    room() {
      if (!taken) return Infinity;
      if (isStale()) return 0;
      const grown = since();
      return Math.max(0, Math.min(...(['hour', 'day'] as const).map((scope) => (limits[scope]?.actions ?? Infinity) - (taken?.[scope].actions ?? 0) - grown.actions)));
    },
    pauseFor(more) {
      if (!taken) return null;
      // What was given back since it was counted makes room only below the limit: one that was lowered meanwhile may be passed already.
      const grown = since();
      const { run: _perRun, ...windows } = limits;
      if (capHit(windows, NOTHING_TAKEN, more)) return 'never';
      const hit = capHit(windows, { hour: addAmounts(taken.hour, grown), day: addAmounts(taken.day, grown) }, more);
      const at = deps.now();
      // Looked at again at once, when it has been counted.
      if (isStale()) return { reason: limits.hour ? 'hour' : 'day', at, until: at };
      return hit && hit.scope !== 'run' ? { reason: hit.scope, at, until: at + AGAIN_MS } : null;
    },
  };
}
