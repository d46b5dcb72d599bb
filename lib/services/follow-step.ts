import { columnsOfPage, splitCells } from '../capture/list-split.ts';
import { listsOptions } from '../capture/reader-options.ts';
import { rawStepSchema, type RawStep, type StepOptions } from '../contracts/raw-step.ts';
import { LIST_CELL_CHARS } from '../core/limits.ts';
import { pagePrint } from '../domain/list/fingerprint.ts';
import { goesByAddress, type Follow } from '../domain/list/follow.ts';
import type { StepRead, StepTrouble } from '../domain/list/follow-moves.ts';
import { samePage, samePageOrCount } from '../domain/list/next-address.ts';
import type { ListRow } from '../domain/list/list.ts';
import type { Deps } from './deps.ts';
import { recipesForPage } from './recipes.ts';

type StepDeps = Pick<Deps, 'store' | 'tabs' | 'session'>;

/** Rows that a step found on its page, or what it met instead. */
export type StepResult =
  | { readonly kind: 'rows'; readonly page: Omit<StepRead, 'rows' | 'duplicates'> & { readonly all: readonly ListRow[] } }
  | { readonly kind: 'trouble'; readonly trouble: StepTrouble };

const trouble = (met: StepTrouble): StepResult => ({ kind: 'trouble', trouble: met });

/** What a tab has to go through before the next step can be taken in it. */
export type Way = { readonly kind: 'here' } | { readonly kind: 'lead'; readonly url: string } | { readonly kind: 'trouble'; readonly trouble: StepTrouble };

/** Whether the tab shows what the next step needs. A tab in which the person went elsewhere is left alone. */
export async function wayTo(deps: StepDeps, follow: Follow): Promise<Way> {
  const isGone = (): Way => ({ kind: 'trouble', trouble: { kind: 'needs', need: 'open' } });
  if ((await deps.session()) !== follow.session) return isGone();
  const tab = await deps.tabs.get(follow.tabId);
  if (!tab) return isGone();
  if (tab.url === '') return { kind: 'trouble', trouble: { kind: 'needs', need: 'click' } };
  const byAddress = goesByAddress(follow.plan) && follow.step > 0;
  const target = byAddress ? (follow.nextUrl ?? follow.url) : follow.url;
  // What happens inside the page may count in its address; a page that is led to has exactly one.
  const isHere = goesByAddress(follow.plan) ? samePage(tab.url, target) : samePageOrCount(target, tab.url);
  if (isHere) return { kind: 'here' };
  const mayLead = follow.mustReturn || (byAddress && samePage(tab.url, follow.url));
  return mayLead ? { kind: 'lead', url: target } : { kind: 'trouble', trouble: { kind: 'changed' } };
}

/** Takes the next step in its page. Changes nothing here: what came of it is for the caller to keep. */
export async function takeStep(deps: StepDeps, follow: Follow): Promise<StepResult> {
  const url = follow.nextUrl ?? follow.url;
  const answer = await deps.tabs.step(follow.tabId, stepOptions(follow, listsOptions(await recipesForPage(deps, url), url)));
  if (!answer.ok) {
    if (answer.error === 'needs-click') return trouble({ kind: 'needs', need: 'click' });
    return trouble(answer.error === 'policy' ? { kind: 'blocked', detail: 'policy' } : { kind: 'again', detail: answer.error });
  }
  const parsed = rawStepSchema.safeParse(answer.value);
  if (!parsed.success || parsed.data.step !== follow.step) return trouble({ kind: 'again', detail: 'broken' });
  return judge(follow, parsed.data);
}

function judge(follow: Follow, raw: RawStep): StepResult {
  switch (raw.outcome) {
    case 'rows':
      return { kind: 'rows', page: pageOf(follow, raw) };
    case 'moved':
      return trouble({ kind: 'changed' });
    case 'hidden':
      return trouble({ kind: 'hidden' });
    case 'stopped':
      return trouble({ kind: 'again', detail: 'stopped' });
    case 'no-list':
      return trouble(withoutList(follow, raw));
  }
}

/** Why the list is not there: what the site answered says most. */
function withoutList({ plan, step }: Follow, { status, wall }: RawStep): StepTrouble {
  if (status === 429 || status === 503) return { kind: 'busy', detail: String(status) };
  if (wall || status === 401 || status === 403) return { kind: 'blocked', detail: wall ? 'wall' : String(status) };
  if (status >= 500) return { kind: 'again', detail: String(status) };
  // Beyond the last page of a counted address there is no list, or no page at all.
  return plan.how.kind === 'address' && step > 0 ? { kind: 'past-the-end' } : { kind: 'changed' };
}

function pageOf(follow: Follow, raw: RawStep): Extract<StepResult, { kind: 'rows' }>['page'] {
  const all = raw.rows.map(({ key, cells }): ListRow => ({ key, cells: splitCells(follow.columns, cells).map((cell) => cell.slice(0, LIST_CELL_CHARS)) }));
  return { url: raw.url, all, found: all.length, print: pagePrint(all), next: raw.next, atEnd: raw.atEnd, isFresh: raw.isFresh };
}

/** @param lists what the list detector is called with */
export function stepOptions(follow: Follow, lists: object, act?: StepOptions['act']): StepOptions {
  const { id, step, url, listId, container, record, columns, plan: { how } } = follow;
  return {
    follow: id, step, page: url,
    act: act ?? (how.kind === 'scroll' ? 'scroll' : step > 0 && (how.kind === 'more' || how.kind === 'button') ? 'press' : 'read'),
    list: { id: listId, container, record, columns: columnsOfPage(columns) },
    lists,
    ...(how.kind === 'more' || how.kind === 'button' ? { control: { selector: how.selector, label: how.label }, replaces: how.kind === 'button' } : {}),
    ...(how.kind === 'scroll' && how.selector !== undefined ? { scroller: how.selector } : {}),
  };
}
