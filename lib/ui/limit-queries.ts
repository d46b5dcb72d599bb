import { useLiveQuery } from 'dexie-react-hooks';
import type { Taken } from '../domain/enrichment/caps.ts';
import { database } from '../storage/open.ts';
import { createWaterfallStore } from '../storage/waterfall-store.ts';
import { useNow } from './use-browser.ts';

/** What runs have taken and hold in the hour and the day before now; live. */
export function useTaken(): Taken | undefined {
  const minute = Math.floor(useNow(60_000) / 60_000);
  return useLiveQuery(() => createWaterfallStore(database).taken(minute * 60_000), [minute]);
}
