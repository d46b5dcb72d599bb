import type { Recipe } from '../contracts/recipe.ts';
import type { Capture } from '../domain/lead/capture.ts';
import { identityKeys } from '../domain/lead/identity.ts';
import { pageKindOf } from '../capture/page-kind.ts';
import { listDrifts } from '../capture/lists.ts';
import { toCapture } from '../capture/normalise.ts';
import { listsOptions, readerOptions } from '../capture/reader-options.ts';
import type { PageKind } from '../domain/list/list.ts';
import type { CaptureProblem, CaptureRow } from '../storage/database.ts';
import type { Deps } from './deps.ts';
import { listsOfPage } from './page-lists.ts';
import { problemOfUrl } from './page-problem.ts';
import { noteCapture, noteLists } from './recipe-health.ts';
import { recipesForPage } from './recipes.ts';

type PageDeps = Pick<Deps, 'store' | 'tabs' | 'now'>;

/**
 * Reads a tab once and stores what came of it as `captures[tabId]`. Never throws for a page that cannot be read.
 * @param first a recipe that is tried before all others, this once
 */
export async function capturePage(deps: PageDeps, tabId: number, first?: Recipe): Promise<Capture | null> {
  const tab = await deps.tabs.get(tabId);
  if (!tab) {
    await deps.store.captures.remove(tabId);
    return null;
  }
  const fail = async (problem: CaptureProblem): Promise<null> => {
    await deps.store.captures.put({ tabId, url: tab.url, state: 'problem', at: deps.now(), problem });
    return null;
  };
  const known = problemOfUrl(tab.url, await deps.tabs.fileAccess());
  if (known) return fail(known);
  const before = await deps.store.captures.get(tabId);
  await deps.store.captures.put({ tabId, url: tab.url, state: 'reading', at: deps.now() });
  const recipes = [...(first ? [first] : []), ...(await recipesForPage(deps, tab.url))];
  const read = await deps.tabs.read(tabId, readerOptions(recipes));
  if (!read.ok) return fail(read.error);
  // A page that is too slow for its lists is still a page that was read.
  const rawLists = await deps.tabs.readLists(tabId, listsOptions(recipes, tab.url));
  const after = await deps.tabs.get(tabId);
  if (!after || after.url !== tab.url) return fail('gone');
  const capture = toCapture(read.value, { url: tab.url, title: tab.title }, deps.now(), recipes);
  if (!capture.ok) return fail(capture.error);
  const at = deps.now();
  const { isChosen, ...lists } = await listsOfPage(deps, rawLists.ok ? rawLists.value : null, capture.value.url, at, recipes);
  const drifts = rawLists.ok ? listDrifts(rawLists.value, recipes) : [];
  const pageKind = isChosen ? 'list' : pageKindOf(capture.value, lists.lists);
  const row: CaptureRow = { tabId, url: tab.url, state: 'read', at, capture: capture.value, ...lists, pageKind, ...(drifts.length > 0 ? { recipeDrifts: drifts } : {}), ...(before?.overlay && before.url === tab.url ? { overlay: true } : {}) };
  await deps.store.captures.put(row);
  // A recipe that is used once is not kept, nor how it fares.
  const isKept = (id: string | undefined): boolean => !first || id !== first.id;
  if (isKept(capture.value.recipeId)) await noteCapture(deps, capture.value);
  await noteLists(deps, capture.value.url, lists.lists.filter((list) => isKept(list.recipe?.id)), drifts.filter((drift) => isKept(drift.recipeId)));
  await markPage(deps, row);
  return capture.value;
}

/** The toolbar badge says what is here before the panel opens: so many rows, one lead, or one that is in a table already. */
async function markPage(deps: PageDeps, { tabId, capture, pageKind, lists = [], shownList = 0 }: CaptureRow): Promise<void> {
  const list = lists[shownList];
  if (pageKind === 'list' && list) return deps.tabs.badge(tabId, list.recordCount > 9_999 ? '9999' : String(list.recordCount));
  if (!capture || Object.keys(capture.fields).length === 0) return deps.tabs.badge(tabId, '');
  const known = await deps.store.leads.matching(capture.kind, identityKeys(capture.kind, capture.fields));
  return known.length > 0 ? deps.tabs.badge(tabId, '✓', 'known') : deps.tabs.badge(tabId, '1');
}

/** The person corrects what the page is about; all readings are already there. */
export async function setCaptureKind(deps: PageDeps, tabId: number, kind: Exclude<PageKind, 'none'>): Promise<boolean> {
  const row = await deps.store.captures.get(tabId);
  if (!row?.capture) return false;
  if (kind === 'list' && (row.lists ?? []).length === 0) return false;
  const { fields, otherFields } = row.capture;
  const capture = kind === 'list' || row.capture.kind === kind ? row.capture : { ...row.capture, kind, fields: otherFields, otherFields: fields };
  await deps.store.captures.change(tabId, row.at, { capture, pageKind: kind });
  await markTab(deps, tabId);
  return true;
}

/** The badge after something was saved or another list was chosen. */
export async function markTab(deps: PageDeps, tabId: number): Promise<void> {
  const row = await deps.store.captures.get(tabId);
  if (row) await markPage(deps, row);
}

/**
 * The tab shows another page now: what was read before no longer belongs to it. On the same site it stays in sight until the
 * new page is read, for the person may read that with one click; on another site the click that allowed it is gone.
 */
export async function forgetPage(deps: PageDeps, tabId: number): Promise<void> {
  const row = await deps.store.captures.get(tabId);
  if (!row || row.state === 'reading') return;
  const tab = await deps.tabs.get(tabId);
  if (tab && tab.url !== '' && tab.url === row.url) return;
  await deps.tabs.badge(tabId, '');
  if (tab && row.state === 'read' && isSameSite(tab.url, row.url)) {
    if (!row.overlay) return;
    await deps.store.captures.change(tabId, row.at, { overlay: false });
    await deps.tabs.hideOverlay(tabId);
    return;
  }
  await deps.store.captures.remove(tabId);
}

const isSameSite = (a: string, b: string): boolean => URL.canParse(a) && URL.canParse(b) && new URL(a).origin === new URL(b).origin && new URL(a).origin !== 'null';
