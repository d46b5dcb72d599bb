import { DETAIL_DELAY_MS, FOLLOW_DELAY_MAX_MS, FOLLOW_DELAY_MIN_MS, FOLLOW_DELAY_MS, FOLLOW_MINUTES, FOLLOW_PAGES, FOLLOW_ROWS, FOLLOW_SCROLL_MS } from '../../core/limits.ts';
import type { Follow, FollowHow, FollowPlan } from './follow.ts';
import { pagesLeft, type PagerLink } from './next-address.ts';
import { totalsIn } from './totals.ts';

/** Time a page of a list takes to load and be read, until this follow knows better. */
const PAGE_MS = 1_400;

/** What the page says about the size of the list. */
export interface ListSize {
  /** Pages from this one to the last, null when nobody says. */
  readonly pages: number | null;
  readonly rows: number | null;
}

export function sizeOf(page: { readonly url: string; readonly rowsHere: number; readonly nextUrl: string | null; readonly links: readonly PagerLink[]; readonly texts: readonly string[] }): ListSize {
  const { rowsHere, nextUrl } = page;
  const totals = totalsIn(page.texts, rowsHere);
  const byLinks = nextUrl === null ? null : pagesLeft(page.url, nextUrl, page.links);
  const byRows = totals.rows === undefined || rowsHere === 0 ? null : Math.ceil(totals.rows / rowsHere);
  // A pager often shows only the nearest pages: the texts count them all.
  const pages = Math.max(byLinks ?? 0, totals.pages ?? 0, byRows ?? 0) || null;
  return { pages, rows: totals.rows ?? (pages === null ? null : pages * rowsHere) };
}

/** The plan that is shown before anything starts. */
export interface FollowQuote {
  readonly how: FollowHow['kind'];
  /** What stands on the link or the button, as the page writes it; empty when it has no words. */
  readonly label: string;
  /** Of the whole list, as far as the page tells. */
  readonly pages: number | null;
  readonly rows: number | null;
  readonly rowsHere: number;
  /** The limits that are proposed. */
  readonly maxPages: number;
  readonly delayMs: number;
  /** Whether rows have pages of their own that can be opened. */
  readonly hasDetails: boolean;
}

/** Seconds that so many pages take. */
export function secondsOf(pages: number, delayMs: number, how: FollowHow['kind']): number {
  const each = how === 'scroll' ? FOLLOW_SCROLL_MS : PAGE_MS;
  return Math.ceil((Math.max(0, pages - 1) * delayMs + pages * each) / 1_000);
}

/** Seconds that opening so many pages of rows takes. */
export const detailSeconds = (pages: number): number => Math.ceil((pages * (DETAIL_DELAY_MS + PAGE_MS)) / 1_000);

/** Pages proposed when the page does not say how many there are. */
const PAGES_UNKNOWN = 25;

export function quoteOf(how: FollowHow, size: ListSize, rowsHere: number, hasDetails: boolean): FollowQuote {
  const known = size.pages;
  return {
    how: how.kind,
    label: 'label' in how ? how.label : '',
    pages: known,
    rows: size.rows,
    rowsHere,
    maxPages: how.kind === 'scroll' ? FOLLOW_PAGES : Math.min(FOLLOW_PAGES, known ?? PAGES_UNKNOWN),
    delayMs: how.kind === 'scroll' ? FOLLOW_DELAY_MIN_MS : FOLLOW_DELAY_MS,
    hasDetails,
  };
}

const within = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, Math.floor(value)));

/** What a person may ask for; the rest is filled in. */
export type AskedPlan = { readonly [K in 'maxPages' | 'maxRows' | 'maxMinutes' | 'delayMs']?: number | undefined } & { readonly opensDetails?: boolean | undefined };

/** A plan inside the limits, whatever was asked for. */
export function planOf(how: FollowHow, asked: AskedPlan): FollowPlan {
  const maxPages = within(asked.maxPages ?? FOLLOW_PAGES, 1, FOLLOW_PAGES);
  return {
    how: how.kind === 'address' ? { ...how, addresses: how.addresses.slice(0, maxPages + 1) } : how,
    maxPages,
    maxRows: within(asked.maxRows ?? FOLLOW_ROWS, 1, FOLLOW_ROWS),
    maxMinutes: within(asked.maxMinutes ?? FOLLOW_MINUTES, 1, FOLLOW_MINUTES),
    delayMs: within(asked.delayMs ?? FOLLOW_DELAY_MS, FOLLOW_DELAY_MIN_MS, FOLLOW_DELAY_MAX_MS),
    opensDetails: asked.opensDetails ?? false,
  };
}

/** How far a follow is, for the eyes. */
export interface FollowProgress {
  /** 0 to 100; null when nobody knows how much there is. */
  readonly percent: number | null;
  /** Pages it will read at most, null when only a limit is known. */
  readonly ofPages: number | null;
  readonly secondsLeft: number | null;
}

export function progressOf({ plan, pages, rows, workedMs, expectedPages, expectedRows }: Follow): FollowProgress {
  const ofPages = plan.how.kind === 'scroll' || expectedPages === null ? null : Math.max(pages, Math.min(expectedPages, plan.maxPages));
  const ofRows = expectedRows === null ? null : Math.max(rows, Math.min(expectedRows, plan.maxRows));
  const share = ofPages !== null ? pages / ofPages : ofRows !== null && ofRows > 0 ? rows / ofRows : null;
  if (share === null) return { percent: null, ofPages, secondsLeft: null };
  const left = ofPages !== null ? ((ofPages - pages) * (pages > 1 ? workedMs / pages : plan.delayMs + PAGE_MS)) / 1_000 : share > 0 ? ((workedMs / share) * (1 - share)) / 1_000 : null;
  return { percent: Math.min(100, share * 100), ofPages, secondsLeft: left === null ? null : Math.ceil(left) };
}
