/** Commands for following a list. Nothing of it starts by itself: each of them is a click. */
import { z } from 'zod';
import { DETAIL_PAGES, FOLLOW_DELAY_MAX_MS, FOLLOW_DELAY_MIN_MS, FOLLOW_MINUTES, FOLLOW_PAGES, FOLLOW_ROWS, PAGE_URL_CHARS } from '../core/limits.ts';
import type { FollowQuote } from '../domain/list/follow-plan.ts';
import { idSchema } from './account-api.ts';

/** Which list: the one with this identity on the page that was shown. */
const list = {
  tabId: z.int().min(0),
  url: z.string().max(PAGE_URL_CHARS),
  listId: z.string().regex(/^[0-9a-z]{1,16}$/),
  /** Addresses that count, such as `https://example.com/members?page=[1-12]`, in place of what the page offers. */
  range: z.string().min(1).max(PAGE_URL_CHARS).optional(),
};
const followId = idSchema;

export const FOLLOW_COMMANDS = {
  /** Looks how the list goes on and how long it may be; nothing is pressed and nothing starts. */
  'follow.plan': z.strictObject(list),
  'follow.start': z.strictObject({
    ...list,
    maxPages: z.int().min(1).max(FOLLOW_PAGES),
    maxRows: z.int().min(1).max(FOLLOW_ROWS).optional(),
    maxMinutes: z.int().min(1).max(FOLLOW_MINUTES).optional(),
    delayMs: z.int().min(FOLLOW_DELAY_MIN_MS).max(FOLLOW_DELAY_MAX_MS).optional(),
    /** Afterwards the page of each row is opened too. Needs the right to read the site. */
    opensDetails: z.boolean().optional(),
  }),
  'follow.pause': z.strictObject({ followId }),
  /** Goes on; opens the page again when its tab is gone. */
  'follow.resume': z.strictObject({ followId }),
  'follow.stop': z.strictObject({ followId }),
  /** Takes an ended follow and its rows away. */
  'follow.remove': z.strictObject({ followId }),
  /** Opens the page of each row, one after the other, in a background tab. Needs the right to read the site. */
  'follow.startDetails': z.strictObject({ followId, most: z.int().min(1).max(DETAIL_PAGES).optional() }),
  'follow.stopDetails': z.strictObject({ followId }),
} as const;

export interface FollowOutputs {
  'follow.plan': FollowQuote;
  'follow.start': { followId: string };
  'follow.pause': null;
  'follow.resume': {
    /** It runs, or waits for a click on Kiln's icon in the tab that was opened. */
    state: 'running' | 'needs-click';
  };
  'follow.stop': { rows: number };
  'follow.remove': null;
  'follow.startDetails': { pages: number };
  'follow.stopDetails': null;
}
