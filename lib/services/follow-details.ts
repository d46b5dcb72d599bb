import { toCapture } from '../capture/normalise.ts';
import { readerOptions } from '../capture/reader-options.ts';
import { DETAIL_DELAY_MS, DETAIL_PAGES } from '../core/limits.ts';
import { beginDetail, closeDetail, detailColumn, detailsOf, stepDetails, type Detail, type DetailOutcome } from '../domain/list/detail.ts';
import { wantsDetails, type DetailRun, type Follow } from '../domain/list/follow.ts';
import type { Deps } from './deps.ts';
import { noteCapture } from './recipe-health.ts';
import { recipesForPage } from './recipes.ts';

type DetailDeps = Pick<Deps, 'store' | 'tabs' | 'now' | 'random' | 'session'>;

export type DetailRefusal = 'gone' | 'no-details' | 'needs-permission';

/** Queues the pages of the rows that are kept. Needs the right to read their site: no click was made in the background tab. */
export async function startDetails(deps: DetailDeps, id: string, most = DETAIL_PAGES): Promise<number | DetailRefusal> {
  const follow = await deps.store.follows.get(id);
  if (!follow) return 'gone';
  const rows = (await deps.store.follows.blocks(id)).flatMap((block) => block.rows);
  const column = detailColumn(follow.columns, rows, follow.startUrl, follow.detailKey);
  const details = column < 0 ? [] : detailsOf(id, rows, column, most);
  if (details.length === 0) return 'no-details';
  const sites = [...new Set(details.map(({ url }) => new URL(url).origin))];
  for (const site of sites.slice(0, 20)) if (!(await deps.tabs.mayRead(`${site}/`))) return 'needs-permission';
  const session = await deps.session();
  // Begun again, it goes on in the tab that it has.
  const tabId = follow.details?.session === session ? follow.details.tabId : null;
  const started = await deps.store.follows.addDetails(id, details, ({ waiting, read, failed }): DetailRun => ({
    state: waiting > 0 ? 'running' : 'ended', ...(waiting > 0 ? {} : { end: 'done' }), tabId, session, delayMs: DETAIL_DELAY_MS, nextAt: deps.now(), startedAt: deps.now(),
    total: waiting + read + failed, read, failed,
  }));
  return started ? details.length : 'gone';
}

/** Reads the next detail page of a follow in its background tab. Dies anywhere: the page is then read again. */
export async function moveDetails(deps: DetailDeps, id: string): Promise<void> {
  const follow = await deps.store.follows.get(id);
  if (follow && wantsDetails(follow)) return beginPlanned(deps, follow);
  const run = follow?.details;
  if (!follow || run?.state !== 'running' || run.nextAt > deps.now()) return;
  if (run.session !== (await deps.session())) {
    // The browser was started anew: no tab opens in it by itself.
    await deps.store.follows.changeDetailRun(id, (now) => (now.state === 'running' ? { ...now, state: 'paused', tabId: null } : now));
    return;
  }
  const detail = await deps.store.follows.nextDetail(id);
  if (!detail) return endRun(deps, follow, run);
  if (!(await deps.tabs.mayRead(detail.url))) {
    await deps.store.follows.changeDetailRun(id, (now) => (now.state === 'running' ? { ...now, state: 'needs-click' } : now));
    return;
  }
  const begun = beginDetail(detail);
  if (!(await deps.store.follows.changeDetail(begun, (now) => now))) return;
  const tabId = await leadTab(deps, follow, run, detail.url);
  const outcome = tabId === null ? { ok: false as const, problem: 'gone', again: true } : await readDetail(deps, follow, tabId, detail);
  const closed = closeDetail(begun, outcome);
  const after = await deps.store.follows.changeDetail(closed, (now, left) => stepDetails(now, closed, left, { now: deps.now(), random: deps.random() }));
  // Stopped meanwhile: whoever stopped it may not have known the tab yet.
  if (after?.details?.state !== 'running') await closeTab(deps, after ?? (await deps.store.follows.get(id)));
}

/** What was ticked in the plan. Where it cannot begin it says what is missing, or that there is nothing to open. */
async function beginPlanned(deps: DetailDeps, follow: Follow): Promise<void> {
  const begun = await startDetails(deps, follow.id);
  if (typeof begun === 'number' || begun === 'gone') return;
  const now = deps.now();
  const run: DetailRun = { state: begun === 'no-details' ? 'ended' : 'needs-click', tabId: null, session: follow.session, delayMs: DETAIL_DELAY_MS, nextAt: now, total: 0, read: 0, failed: 0, startedAt: now };
  await deps.store.follows.addDetails(follow.id, [], () => (begun === 'no-details' ? { ...run, end: 'done', endedAt: now } : run));
}

/** The one background tab, opened anew when it is gone. */
async function leadTab(deps: DetailDeps, follow: Follow, run: DetailRun, url: string): Promise<number | null> {
  const isThere = run.tabId !== null && (await deps.tabs.get(run.tabId)) !== undefined;
  let tabId = isThere ? run.tabId : null;
  if (tabId === null) {
    tabId = await deps.tabs.open('about:blank', false);
    if (tabId === null) return null;
    const opened = tabId;
    await deps.store.follows.changeDetailRun(follow.id, (now) => ({ ...now, tabId: opened }));
  }
  return (await deps.tabs.go(tabId, url)) === 'gone' ? null : tabId;
}

/** Fields of the page for the kind of the list, by its single recipe where there is one. */
async function readDetail(deps: DetailDeps, { kind }: Follow, tabId: number, detail: Detail): Promise<DetailOutcome> {
  const tab = await deps.tabs.get(tabId);
  const url = tab?.url || detail.url;
  const recipes = await recipesForPage(deps, url);
  const read = await deps.tabs.read(tabId, readerOptions(recipes));
  if (!read.ok) return { ok: false, problem: read.error, again: read.error !== 'policy' };
  const capture = toCapture(read.value, { url, title: tab?.title ?? '' }, deps.now(), recipes);
  if (!capture.ok) return { ok: false, problem: capture.error, again: false };
  await noteCapture(deps, capture.value);
  const fields = capture.value.kind === kind ? capture.value.fields : capture.value.otherFields;
  return Object.keys(fields).length > 0 ? { ok: true, fields } : { ok: false, problem: 'nothing-found', again: false };
}

async function endRun(deps: DetailDeps, follow: Follow, run: DetailRun): Promise<void> {
  const ended = await deps.store.follows.changeDetailRun(follow.id, (now) => (now.state === 'running' ? { ...now, state: 'ended', end: 'done', endedAt: deps.now() } : now));
  await closeTab(deps, ended ?? { ...follow, details: run });
}

/** Closes the background tab if it is still the one of this start of the browser. */
export async function closeTab(deps: Pick<Deps, 'tabs' | 'session'>, follow: Follow | undefined): Promise<void> {
  const run = follow?.details;
  if (run && run.tabId !== null && run.session === (await deps.session())) await deps.tabs.close(run.tabId);
}
