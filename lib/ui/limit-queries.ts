import type { Taken } from '../domain/enrichment/caps.ts';
import { database } from '../storage/open.ts';
import { createWaterfallStore } from '../storage/waterfall-store.ts';
import { usePacedQuery } from './paced.ts';
import { useNow } from './use-browser.ts';

/** Every charge of two days is looked at, and those of two months of a table that has a limit are counted: no more often than this. */
const PACE_MS = 1_000;

/**
 * What was taken and is held in the hour and the day before now, and of some tables in each window; live.
 * @param isWanted false: nothing is read, because nobody set a limit that it would count against
 */
export function useTaken(isWanted = true, tableIds: readonly string[] = []): Taken | undefined {
  const minute = Math.floor(useNow(60_000) / 60_000);
  return usePacedQuery(`${minute} ${isWanted} ${tableIds.join()}`, async () => (isWanted ? createWaterfallStore(database).taken(minute * 60_000, tableIds) : undefined), PACE_MS);
}
