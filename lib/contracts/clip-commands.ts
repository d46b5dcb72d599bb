/** Commands about clips, and about what is read beside the page as a whole: several tabs, selected links, a selected block. */
import { z } from 'zod';
import { PAGE_URL_CHARS, TAB_READS } from '../core/limits.ts';
import { idSchema } from './account-api.ts';

const tabId = z.int().min(0);

export const CLIP_COMMANDS = {
  /** Keeps the page of a tab as Markdown: with its lead when that is saved, else until it is. */
  'clip.page': z.strictObject({ tabId }),
  'clip.remove': z.strictObject({ clipId: idSchema }),
  /** Makes a Markdown file of a clip, with what is known of the page at its head. */
  'clip.download': z.strictObject({ clipId: idSchema }),
  /** Reads these tabs one after the other, in the background; the rows are `tabReads`. `borrowed`: the site was allowed for this only. */
  'capture.tabs': z.strictObject({
    tabs: z.array(z.strictObject({ tabId, url: z.string().max(PAGE_URL_CHARS), title: z.string().max(500), borrowed: z.boolean() })).min(1).max(TAB_READS),
  }),
  /** No further tab is read; what was read stays. */
  'capture.stopTabs': z.strictObject({}),
  /** Adds what was read from these tabs to the current tables. */
  'capture.saveTabs': z.strictObject({ tabIds: z.array(tabId).min(1).max(TAB_READS) }),
  /** Puts the list of tabs away. */
  'capture.closeTabs': z.strictObject({}),
  /** Adds the links inside the selection of a tab, without opening them. */
  'capture.links': z.strictObject({ tabId }),
  /** Reads only the selected part of the page; the result is the row `captures[tabId]`. */
  'capture.block': z.strictObject({ tabId }),
} as const;

export interface SavedTogether {
  readonly added: number;
  readonly merged: number;
  readonly unchanged: number;
  /** Takes all of it back; null when nothing changed. */
  readonly activityId: string | null;
}

export interface ClipOutputs {
  /** `leadName` is absent while the lead of the page is not saved; `activityId` is null when the very same text is kept already. */
  'clip.page': { clipId: string; words: number; leadName?: string; activityId: string | null };
  'clip.remove': { activityId: string };
  'clip.download': { fileId: string; name: string };
  'capture.tabs': { tabs: number };
  'capture.stopTabs': null;
  'capture.saveTabs': SavedTogether;
  'capture.closeTabs': null;
  'capture.links': SavedTogether & { links: number };
  'capture.block': null;
}
