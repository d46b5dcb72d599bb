/** A person's own usage: of a stretch of time, from the account's feed or from what this device has charged, or of one run. */
import { useRef } from 'react';
import type { RunId } from '../core/ids.ts';
import type { Run } from '../domain/enrichment/run.ts';
import type { Charge } from '../domain/ledger/charge.ts';
import { addUsage, type UsageLine } from '../domain/ledger/clay.ts';
import { add, maxOf, negate, ZERO, type Micro } from '../domain/ledger/amount.ts';
import { grantedOutside } from '../domain/ledger/plan-facts.ts';
import type { Entry } from '../domain/ledger/statement.ts';
import { database } from '../storage/open.ts';
import { usePacedQuery } from './paced.ts';
import { STRETCH } from './statement-scan.ts';
import { statementStore } from './statement-query.ts';

/** Usage is looked through again no more often than this. */
const PACE_MS = 5_000;

/** A charge of this device as a line; practice costs nothing and is no usage. */
function entryOf(charge: Charge, seq: number): Entry | null {
  if (charge.state === 'reserved' || charge.state === 'rejected' || charge.route === 'practice') return null;
  const posted = charge.state === 'posted';
  const { route, enrichment, providerId, operation } = charge;
  const amounts = posted ? { actions: negate(charge.posted.actions), credits: negate(charge.posted.credits) } : { actions: charge.quoted.actions, credits: charge.quoted.credits };
  return { seq, at: charge.resolvedAt ?? charge.reservedAt, kind: posted ? (charge.path === 'account' ? 'post' : 'spend') : 'void', route, enrichment, providerId, operation, ...amounts };
}

/** What was made of the feed so far; lines that come later are added to it. */
interface Folded<T> {
  readonly key: string;
  readonly value: T;
  /** The last line that is in it. */
  upTo: number;
}

/**
 * What the lines of the feed from an instant on come to; live. Each line is read once: only what has come since is read again.
 * @param key names the question; undefined asks nothing
 */
function useFolded<T>(key: string | undefined, from: number, empty: () => T, fold: (value: T, entry: Entry) => void): T | undefined {
  const kept = useRef<Folded<T> | null>(null);
  return usePacedQuery(`${key} ${from}`, async () => {
    if (key === undefined) return undefined;
    const name = `${key} ${from}`;
    const bounds = await statementStore.bounds();
    // A feed that ends before what was read has begun anew.
    const before = kept.current?.key === name && (bounds?.last ?? 0) >= kept.current.upTo ? kept.current : { key: name, value: empty(), upTo: 0 };
    kept.current = before;
    if (!bounds) return before.value;
    const first = Math.max(bounds.first, before.upTo + 1);
    for (let to = bounds.last; to >= first; to -= STRETCH) {
      const entries = await statementStore.stretch(Math.max(first, to - STRETCH + 1), to);
      for (const entry of entries) if (entry.at >= from) fold(before.value, entry);
      if ((entries[0]?.at ?? 0) < from) break;
    }
    before.upTo = bounds.last;
    return before.value;
  }, PACE_MS);
}

/**
 * Usage from an instant on.
 * @param hasAccount from the feed of the whole workspace; without an account from what this device has charged
 */
export function useUsage(hasAccount: boolean | undefined, from: number): readonly UsageLine[] | undefined {
  const told = useFolded(hasAccount === true ? 'usage' : undefined, from, () => new Map<string, UsageLine>(), addUsage);
  const own = usePacedQuery(`${hasAccount} ${from}`, async () => {
    const usage = new Map<string, UsageLine>();
    if (hasAccount === false) await database.charges.where('reservedAt').aboveOrEqual(from).each((charge) => {
      const entry = entryOf(charge, 1);
      if (entry) addUsage(usage, entry);
    });
    return usage;
  }, PACE_MS);
  const usage = hasAccount === true ? told : own;
  return usage && sorted(usage);
}

/** Usage of one run, from the charges of this device. */
export function useRunUsage(runId: string | null): readonly UsageLine[] | undefined {
  const answer = usePacedQuery(runId ?? '', async () => ({ runId, lines: await usageOfRun(runId) }), PACE_MS);
  // The answer about another run is none.
  return answer?.runId === runId ? answer.lines : undefined;
}

async function usageOfRun(runId: string | null): Promise<readonly UsageLine[]> {
  if (runId === null) return [];
  const tasks = await database.tasksOfRun(runId as RunId).toArray();
  const ids = tasks.flatMap((task) => task.steps.filter((step) => step.attempts > 0).map((step) => step.chargeId));
  const usage = new Map<string, UsageLine>();
  for (const [i, charge] of (await database.charges.bulkGet(ids)).entries()) {
    const entry = charge ? entryOf(charge, i + 1) : null;
    if (entry) addUsage(usage, entry);
  }
  return sorted(usage);
}

const sorted = (usage: ReadonlyMap<string, UsageLine>): UsageLine[] => [...usage.values()].filter((line) => line.answers > 0 || line.misses > 0 || line.taken.credits > 0).sort((a, b) => b.taken.credits - a.taken.credits || b.answers - a.answers);

/** The last runs that have ended, newest first. */
export const useLastRuns = (limit: number): readonly Run[] | undefined => usePacedQuery(`${limit}`, () => database.runs.orderBy('createdAt').reverse().filter((run) => run.state === 'ended').limit(limit).toArray(), PACE_MS);

/** Credits that came from outside the plan in the last year, as far as the feed says; a top-up lasts twelve months. */
export function useOutsideCredits(since: number): Micro | undefined {
  const granted = useFolded('outside', since, (): { credits: Micro } => ({ credits: ZERO }), (sum, entry) => void (sum.credits = add(sum.credits, grantedOutside([entry]))));
  // What was granted before the time that is looked at can be taken back within it.
  return granted === undefined ? undefined : maxOf(ZERO, granted.credits);
}
