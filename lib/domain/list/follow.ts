import type { FollowId } from '../../core/ids.ts';
import type { LeadKind } from '../lead/fields.ts';
import type { ListColumn, ListNext } from './list.ts';

/**
 * `paused` waits for the person and says why, `needs-click` waits for the right to read the page, `ended` is for ever.
 */
export type FollowState = 'running' | 'paused' | 'needs-click' | 'ended';

/** Legal changes of state; everything else is a bug. */
export const FOLLOW_MOVES: Readonly<Record<FollowState, readonly FollowState[]>> = {
  running: ['running', 'paused', 'needs-click', 'ended'],
  paused: ['running', 'needs-click', 'ended'],
  'needs-click': ['running', 'paused', 'needs-click', 'ended'],
  ended: [],
};
export const mayMove = (from: FollowState, to: FollowState): boolean => FOLLOW_MOVES[from].includes(to);

/** Why a follow ended. */
export type FollowEnd =
  | 'end-of-list'
  | 'page-cap'
  | 'row-cap'
  | 'time-cap'
  | 'nothing-new' // a page whose rows are all known, or pages in a circle
  | 'stopped' // by the person
  | 'tab-closed'; // by the person
/** Why it is paused; it can go on from where it was. */
export type FollowPause =
  | 'by-person'
  | 'page-changed' // the tab shows something else, or the list is not on the page any more
  | 'blocked' // the site refuses, or asks for a log-in or a riddle
  | 'error'; // the page did not answer again and again
/** What the person has to do before it goes on. */
export type FollowNeed =
  | 'click' // Kiln's icon in the tab gives the right to read it
  | 'open'; // the tab is gone (the browser was started anew): the page has to be opened again

/** How the next page is reached; `address` counts in the address itself. */
export type FollowHow =
  | { readonly kind: 'link'; readonly label: string }
  | { readonly kind: 'button' | 'more'; readonly selector: string; readonly label: string }
  | { readonly kind: 'scroll'; readonly selector?: string | undefined }
  | { readonly kind: 'address'; readonly addresses: readonly string[] };

export interface FollowPlan {
  readonly how: FollowHow;
  /** Most pages (or rounds of scrolling), the first one included. */
  readonly maxPages: number;
  readonly maxRows: number;
  readonly maxMinutes: number;
  readonly delayMs: number;
  /** When the list is read, the page of each row is opened too: it was ticked in the plan that was started. */
  readonly opensDetails: boolean;
}

/** A list that is read page by page. Rows are kept beside it, one block per step. */
export interface Follow {
  readonly id: FollowId;
  /** What the list is called in the interface. */
  readonly name: string;
  /** What its rows are, as the person sees it, and as it was read. */
  readonly kind: LeadKind;
  readonly readKind: LeadKind;
  /** Identity of the list's template on every page. */
  readonly listId: string;
  readonly container: string;
  readonly record: string;
  readonly columns: readonly ListColumn[];
  /** The column that a recipe names for the page of a row's own. */
  readonly detailKey?: string;
  readonly plan: FollowPlan;
  readonly state: FollowState;
  readonly end?: FollowEnd;
  readonly pause?: FollowPause;
  readonly need?: FollowNeed;
  /** HTTP status, or a short word of what went wrong last. */
  readonly detail?: string;
  /** Where it began, and the page that was read last. */
  readonly startUrl: string;
  readonly url: string;
  /** The page that comes next, for `link` and `address`; null when this was the last one. */
  readonly nextUrl: string | null;
  /** The number of a tab means something in one browser session only. */
  readonly tabId: number;
  readonly session: string;
  /** Number of the next step; steps 0 to step-1 are kept. */
  readonly step: number;
  readonly pages: number;
  readonly rows: number;
  readonly duplicates: number;
  /** Steps in a row without a new row. */
  readonly quietSteps: number;
  /** Steps that may bring nothing new because the page began anew and has to be gone through again. */
  readonly catchUp: number;
  /** Prints of the pages, and hashes of the addresses, that were read. */
  readonly prints: readonly string[];
  readonly visited: readonly string[];
  /** The tab is led to the list wherever it is by now: the person said "go on", or it was on its way there. */
  readonly mustReturn: boolean;
  /** Failed tries of the next step in a row. */
  readonly attempts: number;
  /** Milliseconds since 1970 before which the next step is not begun. */
  readonly nextAt: number;
  /** Time spent moving, pauses and sleep left out. */
  readonly workedMs: number;
  readonly movedAt: number;
  readonly createdAt: number;
  readonly endedAt?: number;
  /** Rows, by what was said when the plan was shown; null when nobody can know. */
  readonly expectedPages: number | null;
  readonly expectedRows: number | null;
  readonly details?: DetailRun;
}

/** The pages of the single rows, opened one after the other in a background tab. */
export interface DetailRun {
  /** `paused`: the browser was started anew; `needs-click`: the right to read the site is gone. A click begins it again. */
  readonly state: 'running' | 'paused' | 'needs-click' | 'ended';
  readonly end?: 'done' | 'stopped';
  readonly tabId: number | null;
  readonly session: string;
  readonly delayMs: number;
  readonly nextAt: number;
  readonly total: number;
  readonly read: number;
  readonly failed: number;
  readonly startedAt: number;
  readonly endedAt?: number;
}

export const isOpen = (follow: Follow): boolean => follow.state !== 'ended';
/** It has come to its end as planned, and the plan goes on with the pages of the rows. */
export const wantsDetails = ({ state, end, plan, details, rows }: Follow): boolean => state === 'ended' && end !== 'stopped' && end !== 'tab-closed' && plan.opensDetails && details === undefined && rows > 0;
/** Something of it still moves, or waits to be told to. */
export const isBusy = (follow: Follow): boolean => isOpen(follow) || wantsDetails(follow) || (follow.details !== undefined && follow.details.state !== 'ended');
/** The next page has an address, so the tab is led there; otherwise the step happens inside the page. */
export const goesByAddress = ({ how }: FollowPlan): boolean => how.kind === 'link' || how.kind === 'address';

/** The plan's kind for what the detector said of the next page. */
export function howOf(next: ListNext, label: string): FollowHow {
  switch (next.kind) {
    case 'link':
      return { kind: 'link', label };
    case 'scroll':
      return { kind: 'scroll', ...(next.selector === undefined ? {} : { selector: next.selector }) };
    case 'button':
    case 'more':
      return { kind: next.kind, selector: next.selector, label };
  }
}
