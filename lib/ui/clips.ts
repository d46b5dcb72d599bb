/** Live reads of clips and of the tabs that are read, and what is done with a clip that no command is needed for. */
import { useLiveQuery } from 'dexie-react-hooks';
import type { LeadId } from '../core/ids.ts';
import { pageKeyOf } from '../domain/lead/page-key.ts';
import type { ClipRow } from '../storage/clip-row.ts';
import type { TabReadRow } from '../storage/database.ts';
import { database } from '../storage/open.ts';
import { useKeyed } from './queries.ts';

const newestFirst = (clips: ClipRow[]): ClipRow[] => clips.filter((clip) => clip.removedBy === undefined).sort((a, b) => b.at - a.at);

/** The clips of a lead, newest first. */
export const useLeadClips = (leadId: LeadId): readonly ClipRow[] | undefined => useKeyed(leadId, async () => newestFirst(await database.clips.where('leadId').equals(leadId).toArray()));

/** The clips of a page: those kept with its lead, and those that wait for it. Newest first. */
export function usePageClips(url: string, leadId: LeadId | undefined): readonly ClipRow[] | undefined {
  const pageKey = pageKeyOf(url);
  return useKeyed(`${leadId ?? ''} ${pageKey}`, async () => newestFirst(await database.clips.where('pageKey').equals(pageKey).filter((clip) => clip.leadId === undefined || clip.leadId === leadId).toArray()));
}

/** The tabs that are read, or were read last, in their order. */
export const useTabReads = (): readonly TabReadRow[] | undefined => useLiveQuery(async () => (await database.tabReads.toArray()).sort((a, b) => a.order - b.order), []);

/** Puts a text on the clipboard; false when the browser does not let us. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
