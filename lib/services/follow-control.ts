import type { Follow } from '../domain/list/follow.ts';
import { awaitClick, finish, pauseFollow, resumeFollow } from '../domain/list/follow-moves.ts';
import { samePage } from '../domain/list/next-address.ts';
import { closeTab } from './follow-details.ts';
import { change, type FollowDeps } from './follow-list.ts';
import { stepOptions } from './follow-step.ts';

/** Pauses at once: a step under way in the page is cut short, and asked again when it goes on. False when it is gone. */
export async function pause(deps: FollowDeps, id: string): Promise<boolean> {
  const follow = await change(deps, id, (now) => pauseFollow(now, deps.now()));
  if (follow) cutShort(deps, follow);
  return follow !== null;
}

/** Ends at once; the rows it has stay. */
export async function stop(deps: FollowDeps, id: string): Promise<Follow | null> {
  const follow = await change(deps, id, (now) => finish(now, 'stopped', deps.now()));
  if (follow) cutShort(deps, follow);
  return follow;
}

/** Not waited for: what the page says to it changes nothing here. */
function cutShort(deps: FollowDeps, follow: Follow): void {
  deps.tabs.step(follow.tabId, stepOptions(follow, {}, 'stop')).catch((error: unknown) => deps.report('follow', error));
}

/**
 * Goes on after a pause or a missing right. Where the tab is gone the page is opened again: by this click and never by itself.
 * @returns null when there is nothing to go on with
 */
export async function resume(deps: FollowDeps, id: string): Promise<'running' | 'needs-click' | null> {
  const follow = await deps.store.follows.get(id);
  if (!follow || follow.state === 'ended') return null;
  if (follow.state === 'running') return 'running';
  const session = await deps.session();
  const isThere = follow.session === session && (await deps.tabs.get(follow.tabId)) !== undefined;
  const tabId = isThere ? follow.tabId : await deps.tabs.open(follow.nextUrl ?? follow.url, true);
  if (tabId === null) return null;
  const mayRead = isThere ? follow.need !== 'click' || (await deps.tabs.mayRead(follow.url)) : await deps.tabs.mayRead(follow.nextUrl ?? follow.url);
  const after = await change(deps, id, (now) => (mayRead ? resumeFollow : awaitClick)(now, deps.now(), { tabId, session }));
  return after?.state === 'running' || after?.state === 'needs-click' ? after.state : null;
}

/** Kiln's icon was clicked in a tab: follows that waited for it go on, also in a new tab that shows their page. */
export async function goOnIn(deps: FollowDeps, tabId: number): Promise<void> {
  const waiting = (await deps.store.follows.open()).filter(({ state }) => state === 'needs-click');
  if (waiting.length === 0) return;
  const [tab, session] = await Promise.all([deps.tabs.get(tabId), deps.session()]);
  if (!tab) return;
  const isItsTab = (follow: Follow): boolean => follow.tabId === tabId && follow.session === session;
  const shows = (follow: Follow): boolean => samePage(tab.url, follow.url) || (follow.nextUrl !== null && samePage(tab.url, follow.nextUrl));
  const follow = waiting.find(isItsTab) ?? waiting.find(shows);
  if (follow) await change(deps, follow.id, (now) => (now.state === 'needs-click' ? resumeFollow(now, deps.now(), { tabId, session }) : now));
}

/** A tab was closed: by the person it ends what happened in it; with its window the follow can be taken up again. */
export async function tabClosed(deps: FollowDeps, tabId: number, withWindow: boolean): Promise<void> {
  const session = await deps.session();
  for (const follow of await deps.store.follows.open()) {
    if (!withWindow && follow.session === session && follow.tabId === tabId) await change(deps, follow.id, (now) => finish(now, 'tab-closed', deps.now()));
    if (!withWindow && follow.details?.state === 'running' && follow.details.session === session && follow.details.tabId === tabId) await stopDetails(deps, follow.id);
  }
}

/** The tab is led by a follow that reads its pages by itself, or it is the background tab of one. */
export async function isLed(deps: Pick<FollowDeps, 'store' | 'session'>, tabId: number): Promise<boolean> {
  const session = await deps.session();
  return (await deps.store.follows.open()).some(({ state, details, ...follow }) => (state === 'running' && follow.tabId === tabId && follow.session === session) || (details?.state === 'running' && details.tabId === tabId && details.session === session));
}

/** Takes an ended follow away with its rows. False while it is open. */
export async function remove(deps: FollowDeps, id: string): Promise<boolean> {
  const follow = await deps.store.follows.get(id);
  if (!follow || follow.state !== 'ended') return false;
  if (follow.details?.state === 'running') await stopDetails(deps, id);
  await deps.store.follows.remove(id);
  return true;
}

/** No further page is opened, the tab is closed; what was read stays with the rows. */
export async function stopDetails(deps: FollowDeps, id: string): Promise<boolean> {
  const before = await deps.store.follows.get(id);
  const after = await deps.store.follows.changeDetailRun(id, (now) => (now.state === 'ended' ? now : { ...now, state: 'ended', end: 'stopped', endedAt: deps.now() }));
  if (before?.details?.state !== 'ended') await closeTab(deps, after ?? undefined);
  return after !== null;
}
