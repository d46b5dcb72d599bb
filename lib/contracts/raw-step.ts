/**
 * One step of following a list inside the page: what it is told, and what it hands back. The answer comes from a page that
 * nobody trusts, so everything is bounded here again. The injected code imports only the types of this file.
 */
import { z } from 'zod';
import { FOLLOW_PAGER_LINKS, LIST_ROWS } from '../core/limits.ts';
import { rawListSchema, rawNextSchema, rawRowSchema } from './raw-list.ts';

const short = z.string().max(120);
const address = z.string().max(2_000);

/** A column of the list, as the first page gave it; see `RawColumn`. */
export interface StepColumn {
  readonly key: string;
  readonly type: string;
}

/** What `__kilnStep` is called with. Plain data: it crosses into the page as JSON. */
export interface StepOptions {
  readonly follow: string;
  /** Asking for a step again gives the same answer again: it may have been lost on the way. */
  readonly step: number;
  /** Address of the page that was read last. */
  readonly page: string;
  /** `look` tells how the list goes on and changes nothing; `read` takes the rows as they stand; `stop` ends a step under way. */
  readonly act: 'look' | 'read' | 'press' | 'scroll' | 'stop';
  readonly list: { readonly id: string; readonly container: string; readonly record: string; readonly columns: readonly StepColumn[] };
  /** Handed on to the list detector as it is. */
  readonly lists: object;
  /** The button of `press`, and the words on it for when the selector finds nothing. */
  readonly control?: { readonly selector: string; readonly label: string };
  /** Pressing puts other rows in the place of those before. */
  readonly replaces?: boolean;
  /** What scrolls, when the detector knows. */
  readonly scroller?: string;
}

export const rawStepSchema = z.strictObject({
  format: z.literal(1),
  step: z.int().min(0),
  outcome: z.enum([
    'rows',
    'no-list', // the list is not on this page
    'moved', // the address went elsewhere while the page was read
    'hidden', // the tab is not in front, and the page loads only what is looked at
    'stopped',
  ]),
  url: address,
  /** HTTP status of the document, 0 when unknown. */
  status: z.int().min(0).max(599),
  /** The page asks for a log-in or a riddle. */
  wall: z.boolean(),
  /** In the order of the columns asked for. Adding steps hand back only rows that they did not hand back before. */
  rows: z.array(rawRowSchema).max(LIST_ROWS),
  /** Records of the list on the page. */
  found: z.int().min(0),
  next: rawNextSchema.nullable(),
  atEnd: z.boolean(),
  /** This document had no step of the follow before. */
  isFresh: z.boolean(),
  tookMs: z.number().min(0),
  look: z
    .strictObject({
      list: rawListSchema,
      /** What stands on the link or button that leads on. */
      label: short,
      /** Links of the pager, and short texts near the list with a number in them. */
      links: z.array(z.strictObject({ text: short, url: address })).max(FOLLOW_PAGER_LINKS),
      texts: z.array(short).max(FOLLOW_PAGER_LINKS),
    })
    .optional(),
});
export type RawStep = z.infer<typeof rawStepSchema>;
