/** What the interface says about following a list: the plan before, the progress, why it waits or has ended. */
import { DETAIL_DELAY_MS, FOLLOW_ROWS } from '../core/limits.ts';
import type { DetailRun, Follow } from '../domain/list/follow.ts';
import { detailSeconds, progressOf, secondsOf, type FollowQuote } from '../domain/list/follow-plan.ts';
import { namedCounter, withCount } from '../domain/list/next-address.ts';
import { capital, countOf, durationOf, plural } from './format.ts';

const MARK = 987_654_321;

/** Rounded as a guess is: nobody knows to the second. */
const about = (seconds: number): string => durationOf(seconds < 20 ? seconds * 1_000 : Math.round(seconds / 5) * 5_000).replace(/\.0 s$/, ' s');

/** "12 pages, about 570 rows" */
export function planTitle({ how, pages, rows, rowsHere }: FollowQuote, maxPages: number): string {
  if (how === 'scroll') return rows === null ? 'More rows further down' : `About ${plural(rows, 'row')}`;
  if (how === 'more') return rows === null ? 'More rows on this page' : `About ${plural(rows, 'row')}`;
  if (pages === null) return `Up to ${plural(maxPages, 'page')}`;
  const reached = Math.min(maxPages, pages);
  const most = reached < pages || rows === null ? reached * rowsHere : rows;
  return `${reached < pages ? `${countOf(reached)} of ${plural(pages, 'page')}` : plural(pages, 'page')}, about ${plural(most, 'row')}`;
}

const WAYS: Readonly<Record<FollowQuote['how'], string>> = { link: 'link', button: 'button', more: 'button', scroll: '', address: '' };

/** "“Next” link, 2 s apart, 40 s in all" */
export function planDetail({ how, label, delayMs, pages }: FollowQuote, maxPages: number): string {
  if (how === 'scroll') return `Kiln scrolls to the end, at most ${plural(FOLLOW_ROWS, 'row')}, while the tab stays in front`;
  const way = how === 'address' ? 'The address counts the pages' : label === '' ? `A ${WAYS[how]} leads on` : `“${label}” ${WAYS[how]}`;
  const apart = `${about(delayMs / 1_000)} apart`;
  const known = how === 'more' ? null : pages;
  const total = secondsOf(known === null ? maxPages : Math.min(maxPages, known), delayMs, how);
  return `${way}, ${apart}, ${known === null ? 'at most ' : ''}${about(total)} in all`;
}

/** An address to begin typing a range with: the number that counts in brackets, or the address as it is. */
export function rangeOf(url: string): string {
  const counter = namedCounter(url);
  if (counter === null) return url;
  // A number that stands nowhere else in the address marks the place.
  const marked = withCount(url, counter, MARK);
  return marked.replace(String(MARK), `[${counter.value}-${counter.value + 9}]`);
}

/** "570 pages, about 37 min more" */
export const detailPlan = (pages: number): string => `${plural(pages, 'page')} in a background tab, about ${about(detailSeconds(pages))} more`;

/** "page 7 of 12" */
export function placeOf(follow: Follow): string {
  const { ofPages } = progressOf(follow);
  if (follow.plan.how.kind === 'scroll') return plural(follow.rows, 'row');
  return ofPages === null ? plural(follow.pages, 'page') : `page ${countOf(follow.pages)} of ${countOf(ofPages)}`;
}

const counted = ({ rows, duplicates, plan }: Follow): string[] => [...(plan.how.kind === 'scroll' ? [] : [plural(rows, 'row')]), ...(duplicates > 0 ? [`${plural(duplicates, 'duplicate')} dropped`] : [])];

/** "331 rows, 5 duplicates dropped, about 15 s left. Free." */
export function progressWords(follow: Follow): string {
  const { secondsLeft } = progressOf(follow);
  if (follow.detail === 'hidden') return `${capital([...counted(follow), 'waits until the tab is in front'].join(', '))}.`;
  const parts = [...counted(follow), ...(follow.attempts > 0 ? ['tries the page again'] : secondsLeft !== null && secondsLeft > 0 ? [`about ${about(secondsLeft)} left`] : [])];
  return parts.length === 0 ? 'Free.' : `${parts.join(', ')}. Free.`;
}

/** Why it waits for the person, and what to do. */
export function waitWords(follow: Follow): string {
  switch (follow.state) {
    case 'needs-click':
      return follow.need === 'open' ? 'Its tab is gone. Open the page again to go on.' : 'Kiln may not read the tab any more. Click its icon in the toolbar there to go on.';
    case 'paused':
      return pauseWords(follow);
    case 'running':
    case 'ended':
      return '';
  }
}

function pauseWords({ pause, detail }: Follow): string {
  switch (pause) {
    case 'page-changed':
      return 'The tab shows something else now. Go on leads it back to the list.';
    case 'blocked':
      if (detail === 'policy') return 'Your administrator does not let extensions read this page.';
      if (detail === 'wall') return 'The site asks for a log-in or a check. Answer it in the tab, then go on.';
      return `The site does not give this page out now${detail === undefined ? '' : ` (${detail})`}. Wait a while, then go on.`;
    case 'error':
      return detail === 'timeout' ? 'The page did not answer, several times.' : `The page could not be read, several times${detail !== undefined && /^\d+$/.test(detail) ? ` (${detail})` : ''}.`;
    default:
      return 'Paused. Nothing is lost.';
  }
}

/** "The list has ended." */
export function endWords({ end, plan, pages }: Follow): string {
  switch (end) {
    case 'end-of-list':
      return 'The list has ended.';
    case 'page-cap':
      return `${plural(pages, 'page')} read, as asked. The list goes on.`;
    case 'row-cap':
      return `${plural(plan.maxRows, 'row')} is the most of one list. The list goes on.`;
    case 'time-cap':
      return `${durationOf(plan.maxMinutes * 60_000)} is the most for one list. The list goes on.`;
    case 'nothing-new':
      return 'What came next was known already.';
    case 'stopped':
      return 'Stopped by you.';
    case 'tab-closed':
      return 'Its tab was closed.';
    default:
      return '';
  }
}

/** "12 pages, 5 duplicates dropped. The list has ended. Free." */
export function resultWords(follow: Follow): string {
  const { pages, duplicates, plan } = follow;
  const parts = [...(plan.how.kind === 'scroll' ? [] : [plural(pages, 'page')]), ...(duplicates > 0 ? [`${plural(duplicates, 'duplicate')} dropped`] : [])];
  return [...(parts.length > 0 ? [`${parts.join(', ')}.`] : []), endWords(follow), 'Free.'].join(' ');
}

/** "12 of 48 read, 2 without an answer, about 2 min left" */
export function detailWords({ state, end, total, read, failed, delayMs }: DetailRun): string {
  const parts = [`${countOf(read)} of ${countOf(total)} read`, ...(failed > 0 ? [`${countOf(failed)} without an answer`] : [])];
  if (state === 'paused') return `${parts.join(', ')}. The browser was started anew. Nothing opens by itself.`;
  if (state === 'needs-click') return `${parts.join(', ')}. Kiln may not read this site without a click.`;
  if (state === 'ended') return total === 0 ? 'The rows have no pages of their own.' : `${parts.join(', ')}.${end === 'stopped' ? ' Stopped by you.' : ''} Free.`;
  const left = total - read - failed;
  return `${[...parts, ...(left > 0 ? [`about ${about(detailSeconds(left) * (delayMs / DETAIL_DELAY_MS))} left`] : [])].join(', ')}. Free.`;
}

/** What a follow is doing, in one line for a screen reader. */
export function liveWords(follow: Follow): string {
  if (follow.state === 'running') return `${follow.name}: ${placeOf(follow)}, ${plural(follow.rows, 'row')}`;
  if (follow.state !== 'ended') return `${follow.name}: ${waitWords(follow)}`;
  return follow.details && follow.details.state !== 'ended' ? `${follow.name}: ${countOf(follow.details.read)} of ${plural(follow.details.total, 'page')} of rows read` : `${follow.name}: ${plural(follow.rows, 'row')} read. ${endWords(follow)}`;
}
