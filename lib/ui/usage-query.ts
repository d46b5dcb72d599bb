/** A person's own usage: of a stretch of time, from the account's feed or from what this device has charged, or of one run. */
import { useLiveQuery } from 'dexie-react-hooks';
import type { RunId } from '../core/ids.ts';
import type { Run } from '../domain/enrichment/run.ts';
import type { Charge } from '../domain/ledger/charge.ts';
import { addUsage, type UsageLine } from '../domain/ledger/clay.ts';
import { add, negate, ZERO, type Micro } from '../domain/ledger/amount.ts';
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

/** Calls back with the lines of the feed that are not older than `from`, newest stretch first. */
async function eachEntry(from: number, look: (entry: Entry) => void): Promise<void> {
  const bounds = await statementStore.bounds();
  if (!bounds) return;
  for (let to = bounds.last; to >= bounds.first; to -= STRETCH) {
    const entries = await statementStore.stretch(Math.max(bounds.first, to - STRETCH + 1), to);
    for (const entry of entries) if (entry.at >= from) look(entry);
    if ((entries[0]?.at ?? 0) < from) return;
  }
}

/**
 * Usage from an instant on.
 * @param hasAccount from the feed of the whole workspace; without an account from what this device has charged
 */
export const useUsage = (hasAccount: boolean | undefined, from: number): readonly UsageLine[] | undefined =>
  usePacedQuery(`${hasAccount} ${from}`, async () => {
    if (hasAccount === undefined) return [];
    const usage = new Map<string, UsageLine>();
    if (hasAccount) await eachEntry(from, (entry) => addUsage(usage, entry));
    else await database.charges.where('reservedAt').aboveOrEqual(from).each((charge) => {
      const entry = entryOf(charge, 1);
      if (entry) addUsage(usage, entry);
    });
    return sorted(usage);
  }, PACE_MS);

/** Usage of one run, from the charges of this device. */
export function useRunUsage(runId: string | null): readonly UsageLine[] | undefined {
  return usePacedQuery(runId ?? '', async () => {
    if (runId === null) return [];
    const tasks = await database.tasksOfRun(runId as RunId).toArray();
    const ids = tasks.flatMap((task) => task.steps.filter((step) => step.attempts > 0).map((step) => step.chargeId));
    const usage = new Map<string, UsageLine>();
    for (const [i, charge] of (await database.charges.bulkGet(ids)).entries()) {
      const entry = charge ? entryOf(charge, i + 1) : null;
      if (entry) addUsage(usage, entry);
    }
    return sorted(usage);
  }, PACE_MS);
}

const sorted = (usage: ReadonlyMap<string, UsageLine>): UsageLine[] => [...usage.values()].filter((line) => line.answers > 0 || line.misses > 0 || line.taken.credits > 0).sort((a, b) => b.taken.credits - a.taken.credits || b.answers - a.answers);

/** The last runs that have ended, newest first. */
export const useLastRuns = (limit: number): readonly Run[] | undefined => usePacedQuery(`${limit}`, () => database.runs.orderBy('createdAt').reverse().filter((run) => run.state === 'ended').limit(limit).toArray(), PACE_MS);

/** Credits that came from outside the plan in the last year, as far as the feed says; a top-up lasts twelve months. */
export function useOutsideCredits(since: number): Micro | undefined {
  const last = useLiveQuery(async () => (await database.events.orderBy('seq').last())?.seq ?? 0);
  const key = `${Math.floor((last ?? 0) / 500)}`;
  return usePacedQuery(`${key} ${since}`, async () => {
    let outside: Micro = ZERO;
    await eachEntry(since, (entry) => void (outside = add(outside, grantedOutside([entry]))));
    return outside;
  }, PACE_MS);
}

