import { FOLLOW_ATTEMPTS, FOLLOW_HIDDEN_MS, FOLLOW_JITTER, FOLLOW_LOAD_MS, FOLLOW_QUIET_STEPS, FOLLOW_RETRY_BASE_MS, FOLLOW_RETRY_MAX_MS, FOLLOW_STEP_WAIT_MS } from '../../core/limits.ts';
import { hash53 } from '../../core/hash.ts';
import { goesByAddress, mayMove, type Follow, type FollowEnd, type FollowNeed, type FollowPause, type FollowState } from './follow.ts';
import type { ListNext, ListRow } from './list.ts';

/** The clock and the dice of one change: milliseconds since 1970, and a number from 0 up to 1. */
export interface Moment {
  readonly now: number;
  readonly random: number;
}

/** What one step brought, after known rows were left out. */
export interface StepRead {
  readonly url: string;
  readonly rows: readonly ListRow[];
  /** Rows of the page, known ones included. */
  readonly found: number;
  readonly duplicates: number;
  readonly print: string;
  readonly next: ListNext | null;
  /** The page itself says that there is no more: no button left, the bottom reached. */
  readonly atEnd: boolean;
  /** The document knew nothing of this follow: it was loaded anew. */
  readonly isFresh: boolean;
}

/** A change of state, if it is legal. @throws for one that is not: that is a bug. */
function move(follow: Follow, state: FollowState, now: number, changes: Partial<Follow> = {}): Follow {
  if (!mayMove(follow.state, state)) throw new Error(`a follow does not go from ${follow.state} to ${state}`);
  const { end: _end, pause: _pause, need: _need, detail: _detail, ...rest } = follow;
  return { ...rest, ...worked(follow, now), ...changes, state, ...(state === 'ended' ? { endedAt: now } : {}) };
}

/** Time that a step can take at most; what is longer was sleep: the computer's, the worker's or the browser's. */
const longestStep = ({ plan }: Follow): number => plan.delayMs * (1 + FOLLOW_JITTER) + FOLLOW_LOAD_MS + 2 * FOLLOW_STEP_WAIT_MS;
const worked = (follow: Follow, now: number): Pick<Follow, 'workedMs' | 'movedAt'> => ({
  workedMs: follow.workedMs + (follow.state === 'running' ? Math.max(0, Math.min(now - follow.movedAt, longestStep(follow))) : 0),
  movedAt: now,
});

/** The pause before the next page: the plan's, up to a share longer or shorter. */
export const jittered = (delayMs: number, random: number): number => Math.round(delayMs * (1 + FOLLOW_JITTER * (2 * random - 1)));

/** Adds what a step brought and decides what comes next. `rows` are those to keep: never more than the plan allows. */
export function advance(follow: Follow, read: StepRead, { now, random }: Moment): { readonly follow: Follow; readonly rows: readonly ListRow[] } {
  const byAddress = goesByAddress(follow.plan);
  const catchUp = read.isFresh && follow.step > 0 && !byAddress ? follow.step + 1 : Math.max(0, follow.catchUp - 1);
  const isRepeat = replacesRows(follow) && follow.step > 0 && catchUp === 0 && follow.prints.includes(read.print);
  const rows = isRepeat ? [] : read.rows.slice(0, Math.max(0, follow.plan.maxRows - follow.rows));
  const isQuiet = rows.length === 0 && catchUp === 0 && follow.step > 0;
  const next: Follow = {
    ...follow,
    url: read.url,
    nextUrl: nextUrlOf(follow, read.next),
    step: follow.step + 1,
    pages: follow.pages + (catchUp > 0 ? 0 : 1),
    rows: follow.rows + rows.length,
    duplicates: follow.duplicates + (catchUp > 0 ? 0 : isRepeat ? read.found : read.duplicates),
    quietSteps: isQuiet ? follow.quietSteps + 1 : 0,
    catchUp,
    prints: replacesRows(follow) ? [...follow.prints, read.print] : follow.prints,
    visited: byAddress ? [...follow.visited, hash53(read.url)] : follow.visited,
    attempts: 0,
    mustReturn: false,
    nextAt: now + jittered(follow.plan.delayMs, random),
  };
  const end = endOf({ ...next, ...worked(follow, now) }, read, isQuiet, rows.length < read.rows.length && !isRepeat);
  return { follow: move(follow, end ? 'ended' : 'running', now, { ...next, ...(end ? { end } : {}), ...worked(follow, now) }), rows };
}

/** Each step shows other rows in the place of those before; "more" and scrolling only add. */
const replacesRows = ({ plan: { how } }: Follow): boolean => how.kind === 'link' || how.kind === 'button' || how.kind === 'address';

function nextUrlOf({ plan: { how }, step, url }: Follow, next: ListNext | null): string | null {
  if (how.kind === 'address') return how.addresses[step + 1] ?? null;
  if (how.kind !== 'link' || next === null || !('url' in next) || next.url === undefined || !URL.canParse(next.url)) return null;
  const { protocol } = new URL(next.url);
  // A page may name any address; it leads to web pages only, and to files from a file.
  return protocol === 'https:' || protocol === 'http:' || (protocol === 'file:' && url.startsWith('file:')) ? next.url : null;
}

/** Why it is over, or null. That the list has ended is said before a limit that was reached with the same page. */
function endOf(follow: Follow, read: StepRead, isQuiet: boolean, wasCut: boolean): FollowEnd | null {
  if (wasCut) return 'row-cap';
  if (replacesRows(follow) ? isQuiet : follow.quietSteps >= FOLLOW_QUIET_STEPS && !read.atEnd) return 'nothing-new';
  if (read.atEnd || (goesByAddress(follow.plan) && follow.nextUrl === null)) return 'end-of-list';
  if (follow.nextUrl !== null && follow.visited.includes(hash53(follow.nextUrl))) return 'nothing-new';
  if (follow.rows >= follow.plan.maxRows) return 'row-cap';
  if (follow.pages >= follow.plan.maxPages) return 'page-cap';
  return follow.workedMs >= follow.plan.maxMinutes * 60_000 ? 'time-cap' : null;
}

/** What a step met instead of rows. */
export type StepTrouble =
  | { readonly kind: 'again'; readonly detail: string } // no answer, a broken one, the page went away while it was read
  | { readonly kind: 'busy'; readonly detail: string } // the site asks for patience
  | { readonly kind: 'hidden' } // the tab is not in front, and the page loads only what is looked at
  | { readonly kind: 'blocked'; readonly detail: string }
  | { readonly kind: 'changed' }
  | { readonly kind: 'past-the-end' } // an address beyond the last page
  | { readonly kind: 'needs'; readonly need: FollowNeed };

/** A step that brought nothing: tried again after a growing pause, or handed to the person. */
export function stumble(follow: Follow, trouble: StepTrouble, { now, random }: Moment): Follow {
  switch (trouble.kind) {
    case 'again':
    case 'busy': {
      const attempts = follow.attempts + 1;
      if (attempts >= FOLLOW_ATTEMPTS) return hold(follow, trouble.kind === 'again' ? 'error' : 'blocked', now, trouble.detail);
      const wait = Math.min(FOLLOW_RETRY_MAX_MS, FOLLOW_RETRY_BASE_MS * 2 ** (attempts - 1) * (trouble.kind === 'busy' ? 4 : 1));
      return move(follow, 'running', now, { attempts, detail: trouble.detail, nextAt: now + jittered(wait, random) });
    }
    case 'hidden':
      return move(follow, 'running', now, { detail: 'hidden', nextAt: now + FOLLOW_HIDDEN_MS });
    case 'blocked':
      return hold(follow, 'blocked', now, trouble.detail);
    case 'changed':
      return hold(follow, 'page-changed', now);
    case 'past-the-end':
      return finish(follow, 'end-of-list', now);
    case 'needs':
      return move(follow, 'needs-click', now, { need: trouble.need });
  }
}

const hold = (follow: Follow, pause: FollowPause, now: number, detail?: string): Follow => move(follow, 'paused', now, { pause, attempts: 0, ...(detail === undefined ? {} : { detail }) });

/** The tab is about to be led to a page of the list: should this be forgotten half-way, it is led there again. */
export const leading = (follow: Follow, now: number): Follow => (follow.mustReturn ? follow : move(follow, 'running', now, { mustReturn: true }));

/** The person pauses; nothing changes for a follow that does not run. */
export const pauseFollow = (follow: Follow, now: number): Follow => (follow.state === 'running' ? hold(follow, 'by-person', now) : follow);

/** The person lets it go on, in the tab where it was or in another one that shows its page. */
export function resumeFollow(follow: Follow, now: number, tab?: { readonly tabId: number; readonly session: string }): Follow {
  if (follow.state !== 'paused' && follow.state !== 'needs-click') return follow;
  return move(follow, 'running', now, { attempts: 0, quietSteps: 0, mustReturn: true, nextAt: now, ...tab });
}

/** The person wants it to go on, but the tab may not be read yet: Kiln's icon there gives the right. */
export const awaitClick = (follow: Follow, now: number, tab: { readonly tabId: number; readonly session: string }): Follow =>
  follow.state === 'paused' || follow.state === 'needs-click' ? move(follow, 'needs-click', now, { need: 'click', ...tab }) : follow;

/** Ends it now, whatever it does; the rows it has stay. */
export const finish = (follow: Follow, end: FollowEnd, now: number): Follow => (follow.state === 'ended' ? follow : move(follow, 'ended', now, { end }));
