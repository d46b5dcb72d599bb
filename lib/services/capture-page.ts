import type { Recipe } from '../contracts/recipe.ts';
import type { Capture } from '../domain/lead/capture.ts';
import type { LeadKind } from '../domain/lead/fields.ts';
import { identityKeys } from '../domain/lead/identity.ts';
import { toCapture } from '../capture/normalise.ts';
import { readerOptions } from '../capture/reader-options.ts';
import type { CaptureProblem } from '../storage/database.ts';
import type { Deps } from './deps.ts';
import { problemOfUrl } from './page-problem.ts';
import { noteCapture } from './recipe-health.ts';
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
  await deps.store.captures.put({ tabId, url: tab.url, state: 'reading', at: deps.now() });
  const recipes = [...(first ? [first] : []), ...(await recipesForPage(deps, tab.url))];
  const read = await deps.tabs.read(tabId, readerOptions(recipes));
  if (!read.ok) return fail(read.error);
  const after = await deps.tabs.get(tabId);
  if (!after || after.url !== tab.url) return fail('gone');
  const capture = toCapture(read.value, { url: tab.url, title: tab.title }, deps.now(), recipes);
  if (!capture.ok) return fail(capture.error);
  await deps.store.captures.put({ tabId, url: tab.url, state: 'read', at: deps.now(), capture: capture.value });
  // A recipe that is used once is not kept, nor how it fares.
  if (!first || capture.value.recipeId !== first.id) await noteCapture(deps, capture.value);
  await markKnown(deps, tabId, capture.value);
  return capture.value;
}

/** The toolbar badge says when this person or company is already in a table. */
async function markKnown(deps: PageDeps, tabId: number, capture: Capture): Promise<void> {
  const known = await deps.store.leads.matching(capture.kind, identityKeys(capture.kind, capture.fields));
  await deps.tabs.badge(tabId, known.length > 0 ? '✓' : '');
}

/** The person corrects what the page is about; both readings are already there. */
export async function setCaptureKind(deps: PageDeps, tabId: number, kind: LeadKind): Promise<boolean> {
  const row = await deps.store.captures.get(tabId);
  if (!row?.capture) return false;
  if (row.capture.kind === kind) return true;
  const { fields, otherFields } = row.capture;
  const capture: Capture = { ...row.capture, kind, fields: otherFields, otherFields: fields };
  await deps.store.captures.put({ ...row, capture });
  await markKnown(deps, tabId, capture);
  return true;
}

/** The tab shows another page now: what was read before no longer belongs to it. */
export async function forgetPage(deps: PageDeps, tabId: number): Promise<void> {
  const row = await deps.store.captures.get(tabId);
  if (!row || row.state === 'reading') return;
  const tab = await deps.tabs.get(tabId);
  if (tab && tab.url !== '' && tab.url === row.url) return;
  await deps.store.captures.remove(tabId);
  await deps.tabs.badge(tabId, '');
}
