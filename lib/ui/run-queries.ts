/** Live reads about runs: who rests, what has ended, what of it can be asked again. */
import type { LeadId } from '../core/ids.ts';
import type { Run } from '../domain/enrichment/run.ts';
import { database } from '../storage/open.ts';
import { usePacedQuery } from './paced.ts';
import { restingWords } from './run-words.ts';
import { useNow } from './use-browser.ts';

const PACE_MS = 500;
/** Rests and what the clock makes of them are looked at this often. */
const REST_LOOK_MS = 5_000;
/** Ended runs over several leads that are listed. */
const ENDED_RUNS = 5;
const ENDED_LOOKED = 60;

/** "Hunter is resting until 14:05 after 5 failures", for those of these providers that rest now. */
export function useResting(nameOf: (providerId: string) => string, providerIds: readonly string[]): string[] {
  const rows = usePacedQuery('', async () => {
    const settings = (await database.meta.get('settings'))?.value as { sandboxUrl?: string | null } | undefined;
    const place = settings?.sandboxUrl ? 'sandbox/' : 'live/';
    return (await database.providerHealth.toArray()).filter((row) => row.id.startsWith(place));
  }, PACE_MS);
  const now = useNow(rows?.some((row) => row.restUntil !== undefined) ? REST_LOOK_MS : null);
  return restingWords((rows ?? []).filter((row) => providerIds.includes(row.providerId)), now, nameOf);
}

/** The last runs over several leads that have ended, newest first. */
export const useEndedRuns = (): readonly Run[] | undefined =>
  usePacedQuery('', async () => (await database.runs.orderBy('createdAt').reverse().limit(ENDED_LOOKED).toArray()).filter((run) => run.state === 'ended' && run.leadCount > 1).slice(0, ENDED_RUNS), PACE_MS);

/** The leads of a run whose questions failed. */
export const useFailedLeads = (run: Run): readonly LeadId[] | undefined =>
  usePacedQuery(`${run.id}`, async () => (await database.tasks.where('[runId+state+notBefore]').between([run.id, 'failed', -Infinity], [run.id, 'failed', Infinity]).toArray()).map((task) => task.leadId), PACE_MS);
